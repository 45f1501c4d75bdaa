from django.db import migrations

from newsroom.never_updated import refuse_updates


class Migration(migrations.Migration):
    dependencies = [("annotations", "0009_fact_index")]
    operations = [
        refuse_updates("annotations_factversion", when="OLD.verified_at IS NOT NULL"),
        refuse_updates("annotations_adjudication"),
        refuse_updates("annotations_undoing"),
        refuse_updates("annotations_ruledspan"),
    ]
