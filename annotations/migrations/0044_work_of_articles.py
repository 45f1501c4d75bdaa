from django.db import migrations, models
from django.db.models import Case, Exists, OuterRef, Q, Value, When


def write_work(apps, schema_editor):
    """How far the latest text of each article is, as it was told at every look until now."""

    def model(app, name):
        return apps.get_model(app, name).objects.using(schema_editor.connection.alias)

    newer = model("articles", "Revision").filter(
        article=OuterRef("revision__article"), number__gt=OuterRef("revision__number")
    )
    of_latest = (~Exists(newer), Q(revision__article=OuterRef("pk")))
    layers = model("annotations", "Layer").filter(*of_latest, taken_back_at=None)
    reviews = model("annotations", "Review").filter(*of_latest)
    model("articles", "Article").update(
        work=Case(
            When(Exists(layers.filter(submitted_at=None)), then=Value("open")),
            When(Exists(layers) & ~Exists(reviews), then=Value("submitted")),
            When(Exists(layers), then=Value("review")),
            default=Value("nobody"),
            output_field=models.CharField(),
        )
    )


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0043_plainer_first_guideline"),
        ("articles", "0018_work"),
    ]

    operations = [migrations.RunPython(write_work, migrations.RunPython.noop)]
