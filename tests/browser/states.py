"""A desk with nothing on it yet, and one with a single piece of everything: what its pages show.

The demonstration is the third state, with many; its pages are in pages.py.
"""

from django.core.management import call_command
from django.urls import reverse

from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Fact, Layer
from annotations.sample.adding import add_sample
from articles.importing import batches, intake
from articles.models import Article, ImportBatch
from articles.readers.files import File
from articles.stories import assign_story
from tests.factories import (
    TEXT,
    make_annotation,
    make_editor,
    make_fact,
    make_link,
    make_reviewer,
    make_superuser,
)

# Every page that lists something, and who sees another one there.
LISTS = (
    ("articles", "ada", "rita"),
    ("stories", "ada"),
    ("imports", "ada"),
    ("import_new", "ada"),
    ("annotations", "ada", "rita"),
    ("facts", "ada"),
    ("fact_recheck", "rita"),
    ("review_queue", "rita"),
    ("suggestions", "rita"),
    ("aliases", "rita"),
    ("assignment", "rita"),
    ("agreement", "admin"),
    ("history", "ada", "rita"),
    ("inbox", "ada"),
    ("my_differences", "ada"),
    ("guidelines", "ada"),
    ("people", "admin"),
    ("desk", "ada", "rita", "admin"),
    ("desk_to_do", "rita"),
    ("desk_ready", "rita"),
    ("desk_late", "rita"),
    ("desk_in_work", "rita"),
    ("desk_unassigned", "rita"),
    ("desk_charts", "ada", "rita"),
    ("search", "ada"),
)


def make_desk(password="secret-word"):
    """The four people of a desk on which nobody has done anything; by name."""
    call_command("setup_roles", verbosity=0)
    people = {
        "admin": make_superuser("admin", suggestions=True),
        "ada": make_editor("ada", suggestions=True),
        "ben": make_editor("ben", suggestions=True),
        "rita": make_reviewer("rita", suggestions=True),
    }
    for person in people.values():
        person.set_password(password)
        person.save()
    return people


def pages_of_lists():
    """(name, person, address) of every page that is there with nothing to show."""
    for name, *persons in LISTS:
        for person in persons:
            yield name.replace("_", "-"), person, reverse(name)


def pages_of_empty(people):
    """(name, person, address) of every page of an empty desk, and of one with the sample."""
    yield from pages_of_lists()
    sample = add_sample(by=people["rita"])
    yield "desk-with-sample", "rita", reverse("desk")
    yield "sample-removal", "rita", reverse("sample_removal")
    layer_lifecycle.start(sample.article.latest_revision(), by=people["ada"])
    yield "sample-removal-worked-on", "rita", reverse("sample_removal")


def make_one_of_each(people):
    """One import with one article, in a story, read by both editors, who disagree; one fact."""
    ada, ben, rita = (people[name] for name in ("ada", "ben", "rita"))
    batch = intake.open_batch([File.of("wall.txt", TEXT.encode())], by=rita, outlet="Courier")
    batches.finish_batch(batch, {}, (), by=rita)
    article = Article.objects.get()
    assign_story([article.pk], "Sea wall", by=rita)
    article.refresh_from_db()
    fact = make_fact(by=ada)
    for editor, exact in ((ada, "$48 million"), (ben, "a $48 million sea wall")):
        layer = layer_lifecycle.assign(article.latest_revision(), editor, by=rita)
        annotation = make_annotation(layer=layer, exact=exact)
        if editor == ada:
            make_link(annotation=annotation, fact=fact)
    return article


def pages_of_one(people):
    """(name, person, address) of every page of the one article, and of the lists."""
    article = make_one_of_each(people)
    ada, ben = people["ada"], people["ben"]
    revision = article.latest_revision()
    layer = Layer.objects.get(revision=revision, editor=ada)
    yield from pages_of_lists()
    yield "article", "rita", article.get_absolute_url()
    yield "story", "ada", article.story.get_absolute_url()
    yield "fact", "ada", Fact.objects.get().get_absolute_url()
    yield "import-report", "rita", ImportBatch.objects.get().get_absolute_url()
    yield "workspace", "ada", layer.get_absolute_url()
    yield "submission", "ada", reverse("layer_submission", args=[layer.pk])
    yield "annotation", "ada", layer.annotations.get().get_absolute_url()
    for one in (layer, Layer.objects.get(revision=revision, editor=ben)):
        layer_lifecycle.submit(one, by=one.editor)
    yield "workspace-submitted", "ada", f"{layer.get_absolute_url()}?submitted=1"
    yield "review-queue-of-one", "rita", reverse("review_queue")
    yield "review", "rita", reverse("review", args=[revision.pk])
    yield "review-batch", "rita", reverse("review_batch", args=[revision.pk])
    yield "desk-with-a-review", "rita", reverse("desk")
    yield "sheet", "rita", reverse("article_sheet", args=[article.pk])
