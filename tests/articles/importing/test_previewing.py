"""What a batch would become, and the edits that are kept before it does."""

import importlib
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from django.apps import apps

from articles.importing import comparing, intake, items, previewing, storing
from articles.importing.drafts import Draft
from articles.models import Article, ImportBatch
from articles.readers.files import File
from tests.factories import make_editor

pytestmark = pytest.mark.django_db

BODY = "The council of Saltmere voted on Tuesday to raise the wall."


def draft(text=BODY, **fields):
    fields = {"name": "wall.txt", "title": text[:20], "raw": text.encode(), **fields}
    return Draft(text=text, **fields)


@pytest.mark.parametrize(
    "known",
    [
        [],
        [draft()],
        [draft(outlet="Saltmere Post")],
        [draft(url="https://post.example/wall")],
        [draft(raw=b"other bytes")],
        [draft("Another text.", raw=BODY.encode())],
        [draft(), draft("Another text.", url="https://post.example/wall")],
        [
            draft(url="https://post.example/wall"),
            draft("Another text.", url="https://post.example/wall"),
        ],
    ],
)
@pytest.mark.parametrize(
    "asked",
    [
        draft(),
        draft(outlet="saltmere post"),
        draft(url="https://post.example/wall"),
        draft(url="https://gull.example/wall"),
        draft("Another text."),
    ],
)
def test_what_is_foreseen_is_what_importing_does(known, asked):
    ann = make_editor()
    for each in known:
        storing.import_draft(each, by=ann)
    assert_foreseen(batch_of([asked], by=ann), by=ann)


@pytest.mark.parametrize("stored", [[], [draft()], [draft(outlet="Saltmere Post")]])
@pytest.mark.parametrize(
    "asked",
    [
        [draft(), draft()],
        [draft(), draft(raw=b"other bytes"), draft("Another text.")],
        [draft(), draft("Another text.", raw=BODY.encode()), draft()],
        [draft(outlet="Saltmere Post"), draft(), draft(outlet="saltmere post")],
        [draft(url="https://post.example/wall"), draft("Another text.")],
        [
            draft(url="https://post.example/wall"),
            draft("Another text.", url="https://post.example/wall"),
            draft("Another text."),
            draft(url="https://post.example/wall"),
            draft(),
        ],
        [draft(url="https://post.example/wall"), draft(url="https://gull.example/wall"), draft()],
        [draft(), draft(url="https://post.example/wall"), draft(url="https://gull.example/wall")],
    ],
)
def test_what_is_foreseen_of_several_alike_is_what_importing_does(stored, asked):
    ann = make_editor()
    for each in stored:
        storing.import_draft(each, by=ann)
    assert_foreseen(batch_of(asked, by=ann), by=ann)


SPELLINGS = (
    "",
    "https://post.example/wall",
    "http://www.post.example/wall/?utm_source=a",
    "https://m.post.example/wall",
    "https://gull.example/wall#top",
)
HEADLINE = "The wall"
TEXTS = (BODY, f"{HEADLINE}\n\n{BODY}", f"Sea wall\n\n{BODY}", "Another text.")


def any_draft(chance):
    text = chance.choice(TEXTS)
    headed = "\n\n" in text
    return draft(
        text,
        title=text.split("\n")[0] if headed else text[:20],
        title_generated=not headed,
        url=chance.choice(SPELLINGS),
        outlet=chance.choice(("", "", "Saltmere Post", "Daily Gull")),
        verbatim=chance.random() < 0.2,
        partial=chance.random() < 0.2,
        raw=chance.choice((text.encode(), BODY.encode())),
    )


@pytest.mark.parametrize("seed", range(40))
def test_whatever_comes_in_whatever_order_is_foreseen(seed):
    chance, ann = Random(seed), make_editor()
    for _ in range(chance.randrange(3)):
        storing.import_draft(any_draft(chance), by=ann)
    previewing.finish_preview(batch_of([any_draft(chance) for _ in range(3)], by=ann), by=ann)
    batch = batch_of([any_draft(chance) for _ in range(6)], by=ann)
    edited = chance.choice(list(batch.items.all()))
    previewing.keep_edits(batch, {edited.pk: {"url": chance.choice(SPELLINGS)}}, set())
    assert_foreseen(batch, by=ann)


def batch_of(drafts, *, by):
    batch = ImportBatch.objects.create(by=by)
    for number, each in enumerate(drafts, 1):
        items.add_item(batch, replace(each, name=f"{number}.txt"))
    return batch


def assert_foreseen(batch, *, by):
    existed = set(Article.objects.values_list("pk", flat=True))
    foreseen = previewing.predict_outcomes(batch.items.all())
    previewing.finish_preview(batch, by=by)
    made_by = {}
    for item in batch.items.order_by("pk"):
        revision, told = item.revision, foreseen[item.pk]
        outcome = "unchanged" if item.outcome == "left" else item.outcome
        assert told.outcome == outcome
        assert told.number == revision.number
        assert told.article == (revision.article if revision.article_id in existed else None)
        assert told.twin == made_by.get(revision.article_id, "")
        for note in (comparing.HEADLINE_IS_THERE, comparing.MORE_IS_THERE):
            assert (note in told.notes) == (note in item.draft["notes"])
        if outcome != "unchanged":
            made_by[revision.article_id] = item.name


def test_the_same_file_twice_is_foreseen_with_the_name_of_the_first():
    batch = open_batch(BODY, "Other words.", BODY.replace(". ", ".  "), by=make_editor())
    first, other, second = batch.items.order_by("pk")
    assert previewing.predict_outcomes([second])[second.pk][:4] == ("unchanged", None, 1, "1.txt")
    assert previewing.predict_outcomes([other])[other.pk][:4] == ("imported", None, 1, "")
    assert previewing.predict_outcomes([first])[first.pk][:4] == ("imported", None, 1, "")


def test_what_is_left_aside_or_edited_is_foreseen_as_it_will_go_in():
    batch = open_batch(BODY, BODY, BODY, by=make_editor())
    first, second, third = batch.items.order_by("pk")
    previewing.keep_edits(batch, {first.pk: {}, second.pk: {"outlet": "Gull"}}, {first.pk})
    foreseen = previewing.predict_outcomes(batch.items.all())
    assert foreseen[second.pk][:4] == ("imported", None, 1, "")
    assert foreseen[third.pk][:4] == ("unchanged", None, 1, "2.txt")


def test_items_of_another_batch_are_nobodys_twins():
    ann = make_editor()
    open_batch(BODY, by=ann)
    item = open_batch(BODY, by=ann).items.get()
    assert previewing.predict_outcomes([item])[item.pk][:4] == ("imported", None, 1, "")


def test_the_text_of_another_outlet_or_without_its_headline_is_foreseen_with_a_note():
    ann = make_editor()
    headed = draft(f"{HEADLINE}\n\n{BODY}", title=HEADLINE, url="https://post.example/wall")
    storing.import_draft(replace(headed, outlet="Saltmere Post"), by=ann)
    poorer = draft(title_generated=True, url="https://post.example/wall")
    batch = batch_of([replace(headed, outlet="Daily Gull", url=""), poorer], by=ann)
    copied, without = previewing.predict_outcomes(batch.items.order_by("pk")).values()
    assert copied.notes == ("The same text stands in “The wall” of Saltmere Post.",)
    assert (without.outcome, without.notes) == ("unchanged", (comparing.HEADLINE_IS_THERE,))


def test_an_edited_address_is_kept_without_its_password_and_found_in_any_spelling():
    ann = make_editor()
    article = storing.import_draft(draft(url="https://post.example/a"), by=ann).revision.article
    batch = batch_of([draft("Another text.")], by=ann)
    item = batch.items.get()
    secret = "http://ida:secret@www.post.example/a/"
    previewing.keep_edits(batch, {item.pk: {"url": secret}}, set())
    item.refresh_from_db()
    assert item.draft["edits"]["url"] == "http://www.post.example/a/"
    assert previewing.predict_outcomes([item])[item.pk].article == article


def test_many_are_foreseen_in_as_many_queries_as_one(django_assert_num_queries):
    ann = make_editor()
    drafts = []
    for number in range(20):
        drafts.append(draft(f"Text {number}.", url=f"https://post.example/{number}"))
        drafts.append(draft(f"Other text {number}.", outlet="Saltmere Post"))
    for each in drafts:
        storing.import_draft(each, by=ann)
    items = list(batch_of(drafts, by=ann).items.all())
    for some in (items[:1], items):
        with django_assert_num_queries(2):
            foreseen = previewing.predict_outcomes(some)
        assert {foreseen[item.pk].outcome for item in some} == {"unchanged"}
    with django_assert_num_queries(0):
        assert previewing.predict_outcomes([]) == {}


def test_items_that_wait_since_before_hashes_were_kept_are_foreseen_too():
    batch = open_batch(BODY, BODY, by=make_editor())
    for item in batch.items.all():
        del item.draft["sha256"], item.draft["raw_sha256"]
        item.save()
    migration = importlib.import_module("articles.migrations.0006_hashes_of_waiting_items")
    migration.fill(apps, None)
    foreseen = previewing.predict_outcomes(batch.items.order_by("pk"))
    assert [each.outcome for each in foreseen.values()] == ["imported", "unchanged"]


def open_batch(*texts, by):
    files = [File.of(f"{number}.txt", text.encode()) for number, text in enumerate(texts, 1)]
    return intake.open_batch(files, by=by)


def test_kept_edits_go_in_and_what_was_read_stays_known():
    ann = make_editor()
    batch = open_batch(BODY, by=ann)
    item = batch.items.get()
    edits = {"title": "The wall", "outlet": "Saltmere Post", "published_on": date(2031, 3, 14)}
    previewing.keep_edits(batch, {item.pk: edits}, set())
    item.refresh_from_db()
    assert item.draft["title"] != "The wall"
    assert previewing.draft_of(item).published_on == date(2031, 3, 14)
    previewing.finish_preview(batch, by=ann)
    article = Article.objects.get()
    assert (article.title, str(article.outlet)) == ("The wall", "Saltmere Post")
    assert article.published_on == date(2031, 3, 14)
    assert storing.import_draft(draft(), by=ann).outcome == "unchanged"


def test_a_later_edit_replaces_an_earlier_one_and_a_date_can_be_taken_away():
    ann = make_editor()
    batch = open_batch(BODY, by=ann)
    item = batch.items.get()
    previewing.keep_edits(batch, {item.pk: {"published_on": date(2031, 3, 14)}}, set())
    previewing.keep_edits(batch, {item.pk: {"published_on": None, "title": "T"}}, set())
    previewing.finish_preview(batch, by=ann)
    assert Article.objects.get().published_on is None


def test_what_is_left_aside_is_not_imported():
    ann = make_editor()
    batch = open_batch("One text.", "Two texts.", by=ann)
    first, second = batch.items.order_by("pk")
    previewing.keep_edits(batch, {first.pk: {}, second.pk: {}}, {second.pk})
    previewing.finish_preview(batch, by=ann)
    assert [item.outcome for item in batch.items.order_by("pk")] == ["imported", "left"]
    assert Article.objects.count() == 1


def test_edits_of_another_batch_or_of_a_finished_item_are_passed_over():
    ann = make_editor()
    batch, other = open_batch("One text.", by=ann), open_batch("Two texts.", by=ann)
    foreign = other.items.get()
    previewing.keep_edits(batch, {foreign.pk: {"title": "Mine"}}, {foreign.pk})
    foreign.refresh_from_db()
    assert "edits" not in foreign.draft
    previewing.finish_preview(batch, by=ann)
    item = batch.items.get()
    previewing.keep_edits(batch, {item.pk: {"title": "Late"}}, set())
    item.refresh_from_db()
    assert "edits" not in item.draft


def test_finishing_without_leaves_everything_aside():
    ann = make_editor()
    batch = open_batch("One text.", "", by=ann)
    previewing.finish_without_unread(batch, by=ann)
    assert [item.outcome for item in batch.items.order_by("pk")] == ["left", "failed"]
    assert batch.finished_at
    assert not Article.objects.exists()
