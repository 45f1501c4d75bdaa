from django.db import migrations, models
from django.utils import timezone


def tell_what_has_changed(apps, schema_editor):
    """A ruling on other content than there is now: it has changed since, nobody noted when."""
    ruling = apps.get_model("annotations", "Adjudication").objects.filter(
        ~models.Q(fingerprint=models.OuterRef("fingerprint")), disagreement=models.OuterRef("pk")
    )
    rows = apps.get_model("annotations", "Disagreement").objects
    rows.filter(models.Exists(ruling)).update(changed_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("annotations", "0017_queue_by_index")]

    operations = [migrations.RunPython(tell_what_has_changed, migrations.RunPython.noop)]
