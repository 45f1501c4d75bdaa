"""Every page of the demonstration that is worth a look, and who looks at it."""

# Two tables of which it is not known for certain what their columns are.
TABLE = """Nr;Kopf;Lauftext;Verfasser;Wann;Seite
1;Harbour wall to be raised;The council voted on Tuesday to raise it.;Ann Roe;2031-03-12;4
2;Ferry stays in port;It stays in port this winter, its owner said.;Jo Marsh;2031-03-14;7
"""
RECORDS = """{"headline": "Ferry", "body": "The ferry stays in port.", "content": "Short."}
{"headline": "Rain", "body": "It rained.", "content": "Rain.", "source": {"name": "Gull"}}
"""


def pages():
    """(name, person, address) of every page worth a look."""
    from django.urls import reverse

    from annotations.discussion import threads
    from annotations.models import Adjudication, Alias, Annotation, Fact, Layer, Suggestion
    from annotations.workspace import suggestions
    from articles.importing import intake
    from articles.models import Article, ImportBatch, Story
    from articles.readers.files import File
    from newsroom.models import User

    courier = Article.objects.get(title__startswith="Council backs")
    corrected = Article.objects.get(title__startswith="Port Alder to spend")
    arabic = Article.objects.get(language="ar")
    batch = ImportBatch.objects.order_by("pk").first()
    story = Story.objects.order_by("pk").first()
    yield "login", "nobody", reverse("login")
    yield "password-forgotten", "nobody", reverse("password_forgotten")
    for person in ("ada", "rita", "admin"):
        yield "desk", person, reverse("desk")
    for name in ("articles", "stories", "imports", "import_new", "annotations", "guidelines"):
        yield name, "ada", reverse(name)
    for name in ("settings", "password_change"):
        yield name, "ada", reverse(name)
    yield "annotations", "rita", reverse("annotations")
    yield "articles", "rita", reverse("articles")
    revision = corrected.latest_revision()
    yield "assignment-of-one", "rita", reverse("revision_assignment", args=[revision.pk])
    yield "assignment", "rita", reverse("assignment")
    plan = "?editors=ada&editors=cleo&per_article=3"
    yield "assignment-plan", "rita", reverse("assignment") + plan
    yield "assignment-plan", "admin", reverse("assignment") + plan
    yield "article", "ada", courier.get_absolute_url()
    yield "article", "rita", courier.get_absolute_url()
    yield "article-corrected", "ben", corrected.get_absolute_url()
    yield "article-arabic", "ada", arabic.get_absolute_url()
    yield "article-details", "ada", reverse("article_details", args=[courier.pk])
    yield "revision", "ada", courier.latest_revision().get_absolute_url()
    yield "story", "ada", story.get_absolute_url()
    yield "import-report", "ada", batch.get_absolute_url()
    asked = intake.open_batch(
        [File.of("saltmere.csv", TABLE.encode()), File.of("wire.jsonl", RECORDS.encode())],
        by=User.objects.get(username="ada"),
    )
    yield "import-columns", "ada", reverse("import_columns", args=[asked.pk])
    for layer in Layer.objects.open().filter(annotations__isnull=False).distinct():
        person = layer.editor.username
        yield "workspace-open", person, layer.get_absolute_url()
        yield "submission", person, reverse("layer_submission", args=[layer.pk])
        yield "note", person, reverse("layer_note", args=[layer.pk])
        yield "words", person, reverse("layer_words", args=[layer.pk])
        yield "seen-before", person, reverse("layer_seen_before", args=[layer.pk])
        yield "together", person, reverse("annotations_together", args=[layer.pk])
    for article in (courier, arabic):
        layer = article.latest_revision().layers.get(editor__username="ada")
        yield f"workspace-{article.language}", "ada", layer.get_absolute_url()
    annotation = Annotation.objects.filter(layer__editor__username="ben").latest("created_at")
    yield "annotation", "ben", annotation.get_absolute_url()
    yield "annotation-facts", "ben", reverse("annotation_facts", args=[annotation.pk])
    review = courier.latest_revision().review
    group = review.disagreements.order_by("start").first()
    agreed = review.adjudications.filter(rule="unanimous").first()
    yield from of_desk()
    yield "queue", "rita", reverse("review_queue")
    yield "review", "rita", review.get_absolute_url()
    yield "disagreement", "rita", reverse("disagreement", args=[group.pk])
    for name in ("review_text", "review_agreed", "review_batch"):
        yield name, "rita", reverse(name, args=[review.revision_id])
    yield "overruling", "rita", reverse("overruling", args=[agreed.pk])
    unopened = Article.objects.exclude(revisions__review__isnull=False).first()
    yield "review-not-opened", "rita", reverse("review", args=[unopened.latest_revision().pk])
    facts = Fact.objects.order_by("pk")
    for name in ("facts", "fact_new"):
        yield name, "ada", reverse(name)
    yield "fact", "ada", facts[0].get_absolute_url()
    yield "fact-retired", "rita", facts.exclude(retired_at=None)[0].get_absolute_url()
    yield "fact-revision", "ada", reverse("fact_revision", args=[facts[0].pk])
    yield "recheck", "rita", reverse("fact_recheck")
    yield "fact-retirement", "rita", reverse("fact_retirement", args=[facts[0].pk])
    layer_to_do = Layer.objects.open().filter(revision__article__language="en").first()
    suggestions.store_suggestions(layer_to_do.revision)
    yield "suggestions", "rita", reverse("suggestions")
    suggested = Suggestion.objects.filter(revision=layer_to_do.revision).first()
    at = [layer_to_do.pk, suggested.pk]
    yield "suggestion", layer_to_do.editor.username, reverse("suggestion", args=at)
    at_once = reverse("layer_suggestions_at_once", args=[layer_to_do.pk])
    yield "suggestions-at-once", layer_to_do.editor.username, f"{at_once}?label=quote"
    yield "search", "rita", f"{reverse('search')}?q=wall"
    yield "search-nothing", "ada", f"{reverse('search')}?q=zebra"
    archiving = reverse("bulk_confirmation", args=["archive"])
    yield "archive-all", "rita", f"{archiving}?language=en"
    for name in ("inbox", "history", "my_differences", "guidelines_changes"):
        yield name, "ben", reverse(name)
    yield "history", "rita", f"{reverse('history')}?article={courier.pk}"
    for name in ("guidelines_edit", "aliases"):
        yield name, "rita", reverse(name)
    group_thread = threads.open_thread(
        group,
        kind="question",
        text="Does it reach to the end of the sentence?",
        by=User.objects.get(username="rita"),
    )
    alias = Alias.objects.create(name="sq km", canonical="square kilometres")
    yield "alias", "rita", reverse("alias", args=[alias.pk])
    yield "thread", "rita", group_thread.get_absolute_url()
    yield "threads", "ben", reverse("annotation_threads", args=[annotation.pk])
    yield "threads", "rita", reverse("disagreement_threads", args=[group.pk])
    yield "changes", "ben", reverse("layer_changes", args=[annotation.layer_id])
    yield "agreement", "admin", reverse("agreement")
    pair = "?a=ada&b=ben&label=claim"
    yield "agreement-differences", "admin", reverse("agreement_differences") + pair
    yield "sheet-not-released", "ada", reverse("article_sheet", args=[courier.pk])
    released = Article.objects.filter(revisions__review__closed_at__isnull=False).first()
    yield "sheet", "ada", reverse("article_sheet", args=[released.pk])
    rulings = Adjudication.objects.standing().exclude(review__closed_at=None)
    undisputed = rulings.exclude(disagreement=None).filter(disputes=None).first()
    yield "dispute", "ada", reverse("ruling_dispute", args=[undisputed.pk])
    yield "review-closed", "rita", reverse("review", args=[released.latest_revision().pk])
    yield "facts-found", "rita", f"{reverse('facts')}?q=how+high+is+the+wall&state=all"
    yield "fact-alike", "ada", f"{reverse('fact_new')}?statement=How+high+is+the+wall"
    waiting = facts.filter(versions__verified_at=None)
    yield "fact-waiting", "rita", waiting[0].get_absolute_url()
    yield "fact-unsourced", "ada", facts.filter(versions__sources=None)[0].get_absolute_url()
    yield from of_people()
    yield "admin", "admin", reverse("admin:index")
    yield "admin-facts", "admin", reverse("admin:annotations_fact_changelist")
    yield "admin-annotations", "admin", reverse("admin:annotations_annotation_changelist")
    yield "not-found", "ada", "/articles/0/"


def of_desk():
    from datetime import timedelta

    from django.urls import reverse
    from django.utils import timezone

    from annotations.models import Layer

    late = Layer.objects.open().order_by("pk").values_list("pk", flat=True)[:2]
    yesterday = timezone.localdate() - timedelta(days=1)
    Layer.objects.filter(pk__in=list(late)).update(due_on=yesterday)
    for person in ("rita", "admin"):
        yield "desk-with-late-work", person, reverse("desk")
    lists = ("to_do", "ready", "late", "in_work", "unassigned")
    for name in (f"desk_{one}" for one in lists):
        yield name.replace("_", "-"), "rita", reverse(name)
    for person in ("ada", "rita"):
        yield "desk-charts", person, reverse("desk_charts")


def of_people():
    from django.contrib.auth.models import Group
    from django.urls import reverse

    from newsroom.accounts import inviting
    from newsroom.models import User

    for person in ("admin", "ada"):
        pk = User.objects.get(username=person).pk
        yield f"person-{person}", "admin", reverse("person", args=[pk])
    yield "people", "admin", reverse("people")
    role, admin = str(Group.objects.get(name="Editors").pk), User.objects.get(username="admin")
    invited, key = inviting.invite(name="Nora Quist", role=role, by=admin)
    yield "people-invited", "admin", reverse("people")
    yield "person-invited", "admin", reverse("person", args=[invited.pk])
    yield "welcome", "nobody", reverse("welcome", args=[key])
