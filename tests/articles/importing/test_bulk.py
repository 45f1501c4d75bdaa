"""Many readings at once: the same as one by one, in a few queries, whole or not at all."""

import random

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles import searching
from articles.importing import batches, bulk, items
from articles.importing.drafts import Draft, Unreadable
from articles.models import Article, ArticleSearch, ImportBatch, ImportItem, Outlet, Revision
from newsroom.models import Event
from tests.factories import make_editor

pytestmark = pytest.mark.django_db

BODY = "The mayor said yesterday that the harbour wall would hold."


def draft(number=0, **fields):
    text = fields.pop("text", f"{BODY} Part {number}.")
    raw = fields.pop("raw", text.encode())
    return Draft(f"{number}.txt", text, fields.pop("title", f"Wall {number}"), raw=raw, **fields)


def imported(readings, *, by, together=200):
    """The items of the readings, imported so many at a time."""
    items = []
    for at in range(0, len(readings), together):
        items += bulk.import_readings(ImportBatch(by=by), readings[at : at + together], by=by)
    return items


def one_by_one(readings, *, by):
    made = []
    batch = ImportBatch.objects.create(by=by)
    for reading in readings:
        item = items.add_item(batch, reading)
        if isinstance(reading, Draft):
            items.store_draft(item, reading, by=by)
        made.append(item)
    return made


def previewed(readings, *, by):
    """The items of the readings, kept for a preview and imported from it."""
    batch = ImportBatch.objects.create(by=by)
    for reading in readings:
        items.add_item(batch, reading)
    batches.finish_batch(batch, {}, set(), by=by)
    return batch.items.order_by("pk")


def content():
    """All that is stored of articles, ids and times apart."""
    events = Event.objects.order_by("pk").values_list("verb", "subject_type", "detail")
    revisions = Revision.objects.order_by("pk").values_list(
        "text",
        "raw",
        "number",
        "article__title",
        "article__url",
        "article__canonical_url",
        "article__outlet__name",
        "article__published_on",
        "article__search__words",
        "item__name",
    )
    items = ImportItem.objects.order_by("pk").values_list(
        "name", "outcome", "refused_because", "revision__text", "raw", "draft"
    )
    return (
        [(verb, kind, str(detail)) for verb, kind, detail in events],
        [tuple(map(bytes_of, row)) for row in revisions],
        [tuple(map(bytes_of, row)) for row in items],
        sorted(Outlet.objects.values_list("name", flat=True)),
    )


def bytes_of(value):
    return bytes(value) if isinstance(value, memoryview) else str(value)


def chance_readings(chance, count):
    """Readings that meet one another in every way: by address, by text, by bytes, by outlet."""
    found = []
    for number in range(count):
        if chance.random() < 0.1:
            found.append(Unreadable(f"{number}.txt", "the file is empty"))
            continue
        text = f"{BODY} Part {chance.randrange(6)}."
        page = chance.randrange(5)
        found.append(
            draft(
                number,
                text=text,
                raw=chance.choice([text, f"{text}\r\n"]).encode(),
                title=chance.choice(["Wall", "Harbour wall", "W" * 600]),
                url=chance.choice(
                    ["", f"https://post.example/{page}", f"http://post.example/{page}/"]
                ),
                outlet=chance.choice(["", "Harbour Post", "Gull"]),
                title_generated=chance.random() < 0.5,
                verbatim=chance.random() < 0.2,
            )
        )
    return found


def rolled_back(how, readings, **options):
    """The outcomes of importing so, and all that is stored then; nothing of it stays."""
    with transaction.atomic():
        items = how(readings, by=make_editor("ann"), **options)
        found = [(one.name, one.outcome, one.refused_because) for one in items], content()
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("seed", range(10))
def test_together_they_become_what_they_become_one_by_one(seed):
    readings = chance_readings(random.Random(seed), 25)
    expected = rolled_back(one_by_one, readings)
    assert rolled_back(imported, readings) == expected
    assert rolled_back(imported, readings, together=4) == expected
    assert rolled_back(previewed, readings) == expected


def test_what_is_read_the_second_time_is_unchanged_and_keeps_no_bytes():
    ann = make_editor()
    readings = [draft(number, url=f"https://post.example/{number}") for number in range(3)]
    imported(readings, by=ann)
    again = imported(readings, by=ann)
    assert [item.outcome for item in again] == ["unchanged"] * 3
    assert {bytes(item.raw) for item in ImportItem.objects.all()} == {b""}
    assert Revision.objects.count() == 3
    assert [item.revision.article.title for item in again] == ["Wall 0", "Wall 1", "Wall 2"]


def test_what_another_source_says_beside_the_same_text_is_filled_in():
    ann = make_editor()
    imported([draft(url="https://post.example/1")], by=ann)
    (item,) = imported([draft(url="https://post.example/1", byline="Ines Vale")], by=ann)
    assert item.outcome == "unchanged"
    assert Article.objects.get().byline == "Ines Vale"


@pytest.mark.parametrize("again", [False, True])
def test_a_chunk_costs_the_same_queries_however_many_there_are(again):
    ann = make_editor()

    def queries(numbers):
        readings = [draft(number, outlet="Gull") for number in numbers]
        if again:
            imported(readings, by=ann)
        with CaptureQueriesContext(
            connection,
        ) as counted:
            imported(readings, by=ann)
        return len(counted)

    imported([draft(1_000, outlet="Gull")], by=ann)
    assert queries(range(5)) == queries(range(10, 60)) <= 16


def test_one_that_cannot_be_stored_fails_alone():
    items = imported([draft(1), draft(2, title="W" * 600), draft(3)], by=make_editor())
    assert [item.outcome for item in items] == ["imported", "failed", "imported"]
    assert "500" in items[1].refused_because
    assert items[1].revision is None


def test_where_they_cannot_go_in_together_they_go_in_one_by_one(monkeypatch):
    def broken(texts):
        raise RuntimeError("broken")

    monkeypatch.setattr(searching, "index_all", broken)
    items = imported([draft(1), Unreadable("2.txt", "empty"), draft(3)], by=make_editor())
    assert [item.outcome for item in items] == ["imported", "failed", "imported"]
    assert ArticleSearch.objects.count() == Revision.objects.count() == 2
    assert [item.name for item in ImportItem.objects.order_by("pk")] == ["1.txt", "2.txt", "3.txt"]


@pytest.mark.parametrize("falls_at", range(1, 4))
def test_a_program_that_is_ended_leaves_whole_chunks_and_the_next_goes_on(monkeypatch, falls_at):
    ann = make_editor()
    readings = [draft(number) for number in range(10)]
    really, calls = bulk.insert, []

    def end_in_the_middle(run, *, by):
        really(run, by=by)
        calls.append(run)
        if len(calls) == falls_at:
            raise SystemExit

    monkeypatch.setattr(bulk, "insert", end_in_the_middle)
    with pytest.raises(SystemExit):
        imported(readings, by=ann, together=3)
    assert Revision.objects.count() == ArticleSearch.objects.count() == 3 * (falls_at - 1)
    assert not ImportBatch.objects.filter(finished_at=None).exists()
    monkeypatch.setattr(bulk, "insert", really)
    items = imported(readings, by=ann, together=3)
    told = ["unchanged"] * 3 * (falls_at - 1)
    assert [item.outcome for item in items] == told + ["imported"] * (10 - len(told))
    assert sorted(Revision.objects.values_list("text", flat=True)) == [
        f"{BODY} Part {number}." for number in range(10)
    ]
