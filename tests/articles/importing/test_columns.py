"""Which column is what: asked before a table is read, changed until it is imported, once each."""

import io
import zipfile

import pytest

from articles.importing import columns, intake, previewing
from articles.models import Article, ImportUpload
from articles.readers.files import File
from tests.factories import make_editor

pytestmark = pytest.mark.django_db

NOW = 0.0  # A moment that has passed.
UNKNOWN = b"kopf;lauf\nWall;It will hold.\nFerry;It sank on Friday.\n"
KNOWN = b"title,text,lead\nWall,It will hold.,Short.\nFerry,It sank on Friday.,Sunk.\n"
BY = {"text": "lauf", "title": "kopf"}


def opened(*files, **how):
    given = [File.of(name, data) for name, data in files]
    return intake.open_batch(given, by=make_editor(), **how)


def texts(batch):
    return [item.draft.get("text") or item.refused_because for item in batch.items.order_by("pk")]


def choose(batch, chosen, name="a.csv"):
    upload = batch.uploads.get(name=name)
    done = columns.choose(batch, {upload.pk: {**chosen}})
    intake.continue_reading(batch)
    return done


def test_reading_waits_where_no_column_is_known_and_goes_on_with_the_answer():
    batch = opened(("a.csv", UNKNOWN))
    assert (texts(batch), columns.are_needed(batch), intake.is_read(batch)) == ([], True, False)
    ((_upload, table),) = columns.tables_of(batch)
    assert (table.columns, table.rows[0]) == (("kopf", "lauf"), ("Wall", "It will hold."))
    assert choose(batch, {"a.csv": BY})
    assert texts(batch) == ["Wall\n\nIt will hold.", "Ferry\n\nIt sank on Friday."]
    assert intake.reading_progress(batch) == (2, 2)
    assert not columns.are_needed(batch)


def test_what_else_was_given_is_read_meanwhile():
    batch = opened(("a.csv", UNKNOWN), ("b.txt", b"A text."), ("c.csv", KNOWN))
    assert len(texts(batch)) == 3
    assert columns.are_needed(batch)
    assert [table.name for _, table in columns.tables_of(batch)] == ["a.csv", "c.csv"]


def test_the_question_is_asked_only_once_all_else_is_read():
    batch = opened(("a.csv", UNKNOWN), ("c.csv", KNOWN), until=NOW)
    assert not columns.are_needed(batch)
    intake.continue_reading(batch, until=NOW)
    intake.continue_reading(batch)
    assert columns.are_needed(batch)


def test_a_table_that_was_read_is_read_anew_by_other_columns_and_the_others_stay():
    batch = opened(("a.csv", KNOWN), ("b.txt", b"A text."))
    mine = batch.items.get(name="b.txt")
    assert choose(batch, {"a.csv": {"text": "lead", "title": ""}})
    assert sorted(texts(batch)) == ["A text.", "Short.", "Sunk."]
    assert batch.items.get(name="b.txt") == mine


def test_the_same_choice_sent_twice_reads_nothing_twice():
    batch = opened(("a.csv", KNOWN))
    chosen = {"a.csv": {"text": "lead"}}
    assert choose(batch, chosen)
    before = list(batch.items.values_list("pk", flat=True))
    assert choose(batch, chosen)
    assert list(batch.items.values_list("pk", flat=True)) == before


def test_a_table_may_be_left_out_and_taken_in_again():
    batch = opened(("a.csv", UNKNOWN))
    choose(batch, {"a.csv": {"text": "", "title": ""}})
    assert texts(batch) == ["no column of it was chosen as the text"]
    choose(batch, {"a.csv": BY})
    assert len(texts(batch)) == 2


def test_once_the_import_has_begun_the_columns_stay():
    batch = opened(("a.csv", KNOWN))
    previewing.finish_preview(batch, by=batch.by, until=NOW)
    assert not choose(batch, {"a.csv": {"text": "lead"}})
    previewing.finish_preview(batch, by=batch.by)
    assert Article.objects.count() == 2
    assert bytes(ImportUpload.objects.get().data) == b""
    assert not columns.may_be_chosen(batch)


def test_nothing_is_imported_while_a_table_is_to_be_read_anew():
    batch = opened(("a.csv", KNOWN))
    columns.choose(batch, {batch.uploads.get().pk: {"a.csv": {"text": "lead"}}})
    batch = previewing.finish_preview(batch, by=batch.by)
    assert not batch.begun_at
    assert not Article.objects.exists()
    intake.continue_reading(batch)
    assert previewing.finish_preview(batch, by=batch.by).finished_at
    assert Article.objects.count() == 2


def test_what_one_read_by_the_old_columns_is_not_kept_beside_the_new(monkeypatch):
    batch = opened(("a.csv", KNOWN), until=NOW)
    really = intake.read_piece
    by_hand = {batch.uploads.get().pk: {"a.csv": {"text": "lead", "title": ""}}}

    def choose_meanwhile(piece):
        monkeypatch.setattr(intake, "read_piece", really)
        columns.choose(batch, by_hand)
        return really(piece)

    monkeypatch.setattr(intake, "read_piece", choose_meanwhile)
    intake.continue_reading(batch)
    intake.continue_reading(batch)
    assert texts(batch) == ["Short.", "Sunk."]


def test_tables_in_one_archive_each_have_their_own_columns():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "A text.")
        archive.writestr("b.csv", UNKNOWN)
        archive.writestr("c.jsonl", b'{"words": "It rained.", "n": 1}')
    batch = opened(("desk.zip", packed.getvalue()))
    assert columns.are_needed(batch)
    names = [table.name for _, table in columns.tables_of(batch)]
    assert names == ["desk.zip/b.csv", "desk.zip/c.jsonl"]
    choose(batch, dict(zip(names, [BY, {"text": "words"}], strict=True)), "desk.zip")
    assert texts(batch)[0] == "A text."
    assert texts(batch)[3] == "It rained."


def test_who_gives_up_is_asked_nothing_more():
    batch = opened(("a.csv", UNKNOWN))
    intake.discard_unread(batch)
    assert not columns.are_needed(batch)
    assert columns.tables_of(batch) == []
