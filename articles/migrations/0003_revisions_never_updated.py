from django.db import migrations

from newsroom.never_updated import refuse_updates


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_relations")]
    operations = [refuse_updates("articles_revision")]
