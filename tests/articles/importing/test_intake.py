"""Long reading is done step by step: nothing is read twice, nothing is lost, nobody waits."""

import io
import json
import time
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.importing import intake, previewing
from articles.models import Article, ImportBatch, ImportItem, ImportUpload
from articles.readers.files import File
from articles.readers.formats import FORMATS
from tests.factories import make_editor

pytestmark = pytest.mark.django_db

NOW = 0.0  # A moment that has passed.
TEXTS = [f"Text number {number}, about the ferry." for number in range(1, 6)]


def archive(texts=TEXTS):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        for number, text in enumerate(texts, 1):
            packed.writestr(f"{number}.txt", text)
    return File.of("desk.zip", data.getvalue())


def table(texts=TEXTS):
    rows = ["text,language", *(f'"{text}",en' for text in texts)]
    return File.of("desk.csv", "\n".join(rows).encode())


def lines(texts=TEXTS):
    rows = [json.dumps({"text": text}) for text in texts]
    return File.of("desk.jsonl", "\n".join(rows).encode())


def read_by_now(batch):
    return [item.draft["text"] for item in batch.items.order_by("pk")]


def test_what_is_read_in_time_leaves_nothing_to_go_on_with():
    batch = intake.open_batch([archive()], by=make_editor(), until=time.monotonic() + 60)
    assert read_by_now(batch) == TEXTS
    assert intake.is_read(batch)
    assert bytes(ImportUpload.objects.get().data) == b""


@pytest.mark.django_db(transaction=True)
def test_after_a_fall_in_the_middle_reading_goes_on_where_it_was(monkeypatch):
    really, ada = intake.read_piece, make_editor()

    def fall_at_the_third(piece):
        if ImportItem.objects.count() == 2:
            raise KeyboardInterrupt
        return really(piece)

    monkeypatch.setattr(intake, "KEPT_AT_ONCE", 1)
    monkeypatch.setattr(intake, "read_piece", fall_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        intake.open_batch([archive()], by=ada)
    monkeypatch.setattr(intake, "read_piece", really)
    batch = ImportBatch.objects.get()
    assert intake.reading_progress(batch) == (2, 5)
    intake.continue_reading(batch)
    assert read_by_now(batch) == TEXTS


def writings_of_the_file(file):
    with CaptureQueriesContext(connection) as queries:
        batch = intake.open_batch([file], by=make_editor())
    assert read_by_now(batch) == TEXTS
    return sum("UPDATE" in one["sql"] and '"taken"' in one["sql"] for one in queries)


def test_the_row_of_a_file_with_all_its_bytes_is_not_written_anew_for_every_article():
    assert writings_of_the_file(lines()) == 1


@pytest.mark.parametrize(("limit", "most"), [("KEPT_AT_ONCE", 2), ("BYTES_KEPT_AT_ONCE", 80)])
def test_no_more_than_fits_into_memory_is_read_before_it_is_kept(limit, most, monkeypatch):
    monkeypatch.setattr(intake, limit, most)
    assert writings_of_the_file(lines()) == 3


@pytest.mark.parametrize("file", [archive(), table(), lines()], ids=["zip", "csv", "jsonl"])
def test_reading_stops_at_the_moment_and_goes_on_where_it_stopped(file, monkeypatch):
    worked_out = []
    really = intake.read_piece
    monkeypatch.setattr(
        intake, "read_piece", lambda piece: worked_out.append(piece) or really(piece)
    )
    batch = intake.open_batch([file], by=make_editor(), until=NOW)
    assert (read_by_now(batch), intake.reading_progress(batch)) == (TEXTS[:1], (1, 5))
    intake.continue_reading(batch, until=NOW)
    assert (read_by_now(batch), intake.reading_progress(batch)) == (TEXTS[:2], (2, 5))
    assert not intake.is_read(batch)
    intake.continue_reading(batch)
    assert (read_by_now(batch), intake.reading_progress(batch)) == (TEXTS, (5, 5))
    assert intake.is_read(batch)
    assert len(worked_out) == len(TEXTS)
    # A table is kept until it is imported: other columns may be chosen for it.
    assert bytes(ImportUpload.objects.get().data) == (b"" if ".zip" in file.name else file.data())
    previewing.finish_preview(batch, by=batch.by)
    assert bytes(ImportUpload.objects.get().data) == b""


def test_it_reads_as_it_is_told_after_a_pause_too():
    batch = intake.open_batch(
        [archive()], by=make_editor(), language="de", outlet="Gull", verbatim=True, until=NOW
    )
    intake.continue_reading(batch)
    found = {(item.draft["language"], item.draft["outlet"]) for item in batch.items.all()}
    assert found == {("de", "Gull")}


def test_files_are_read_one_after_the_other():
    files = [File.of("a.txt", b"The first text."), lines(), File.of("b.txt", b"The last text.")]
    batch = intake.open_batch(files, by=make_editor(), until=NOW)
    steps = 0
    while not intake.is_read(batch):
        intake.continue_reading(batch, until=NOW)
        steps += 1
        assert steps < 20
    assert read_by_now(batch) == ["The first text.", *TEXTS, "The last text."]


def test_a_name_may_be_of_any_length_and_letters():
    name = "x" * 600 + "\x00.txt"
    batch = intake.open_batch([File.of(name, b"A text.")], by=make_editor())
    assert batch.items.get().name.endswith("x.txt")


def test_a_refusal_counts_as_read():
    batch = intake.open_batch([archive(["One.", "", "Three."])], by=make_editor(), until=NOW)
    intake.continue_reading(batch, until=NOW)
    assert intake.reading_progress(batch) == (2, 3)
    intake.continue_reading(batch)
    assert [item.outcome for item in batch.items.order_by("pk")] == ["waiting", "failed", "waiting"]


def test_who_gives_up_keeps_nothing_to_be_read():
    batch = intake.open_batch([archive()], by=make_editor(), until=NOW)
    intake.discard_unread(batch)
    intake.continue_reading(batch)
    assert read_by_now(batch) == TEXTS[:1]
    assert bytes(ImportUpload.objects.get().data) == b""


def test_an_error_of_the_program_in_one_article_does_not_keep_the_others_out(monkeypatch):
    really = FORMATS["text"]

    def fail_in_the_second(file, options):
        if "2.txt" in file.name:
            raise RuntimeError("broken")
        return really.article(file, options)

    monkeypatch.setitem(FORMATS, "text", really._replace(article=fail_in_the_second))
    batch = intake.open_batch([archive(TEXTS[:3])], by=make_editor())
    assert [item.outcome for item in batch.items.order_by("pk")] == ["waiting", "failed", "waiting"]
    assert "an error of the program" in batch.items.get(outcome="failed").refused_because


def test_an_error_of_the_program_in_one_file_does_not_keep_the_others_out(monkeypatch):
    really = FORMATS["jsonl"]

    def fail_in_the_first(file, options):
        yield from really.parts(file, options)
        if file.name == "a.jsonl":
            raise RuntimeError("broken")

    monkeypatch.setitem(FORMATS, "jsonl", really._replace(parts=fail_in_the_first))
    files = [File.of(f"{name}.jsonl", b'{"text": "A text."}') for name in "ab"]
    batch = intake.open_batch(files, by=make_editor())
    found = [(item.name, item.outcome) for item in batch.items.order_by("id")]
    assert found == [("a.jsonl:1", "waiting"), ("a.jsonl", "failed"), ("b.jsonl:1", "waiting")]


@pytest.mark.django_db(transaction=True)
def test_nobody_has_to_wait_with_saving_while_an_article_is_read(monkeypatch):
    really = intake.read_piece
    within = []

    def watched(piece):
        within.append(connection.in_atomic_block)
        return really(piece)

    monkeypatch.setattr(intake, "read_piece", watched)
    batch = intake.open_batch([archive()], by=make_editor(), until=NOW)
    intake.continue_reading(batch)
    assert within == [False] * len(TEXTS)


def test_importing_stops_at_the_moment_and_goes_on_with_the_edits_that_were_kept():
    ada = make_editor()
    batch = intake.open_batch([archive()], by=ada)
    last = batch.items.order_by("pk").last()
    previewing.keep_edits(batch, {last.pk: {"title": "The last"}}, set())
    batch = previewing.finish_preview(batch, by=ada, until=NOW)
    assert batch.begun_at
    assert not batch.finished_at
    assert Article.objects.count() == 1
    batch = previewing.finish_preview(batch, by=ada)
    assert batch.finished_at
    assert Article.objects.count() == len(TEXTS)
    assert Article.objects.order_by("pk").last().title == "The last"
