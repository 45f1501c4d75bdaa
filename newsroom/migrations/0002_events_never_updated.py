from django.db import migrations

from newsroom.never_updated import refuse_updates


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_first")]
    operations = [refuse_updates("newsroom_event")]
