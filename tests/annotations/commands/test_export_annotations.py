"""The command export_annotations."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from annotations.exchange.exporting import output
from annotations.exchange.exporting.row import COLUMNS
from annotations.exchange.importing.own_csv import read_rows
from annotations.review import lifecycle as review_lifecycle
from articles.models import Article
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_fact,
    make_layer,
    make_reviewer,
)
from tests.paths import ROOT
from tests.worlds import make_bare_review, make_ruled_span
from tests.worlds import make_review as drawn_review

pytestmark = pytest.mark.django_db

HEADER = ",".join(COLUMNS) + "\r\n"


def export(*arguments):
    out = io.StringIO()
    call_command("export_annotations", *arguments, stdout=out)
    return out.getvalue()


def rows(text):
    return list(read_rows(io.StringIO(text, newline="")))


def refusal(*arguments):
    with pytest.raises(CommandError) as caught:
        export(*arguments)
    return caught.value


def test_everybodys_annotations_are_written_with_names_and_status():
    revision = make_article().latest_revision()
    make_annotation(layer=make_layer(revision=revision, editor=make_editor("ada")))
    make_annotation(layer=make_layer(revision=revision, editor=make_editor("ben"), submitted=True))
    found = {(row["editor"], row["status"], row["exact"]) for row in rows(export())}
    assert found == {("ada", "open", "$48 million"), ("ben", "submitted", "$48 million")}


def test_without_annotations_there_is_the_header():
    assert export() == HEADER


def test_the_final_layer_is_empty_and_the_editors_is_not():
    make_annotation()
    assert export("--layer", "final") == HEADER
    assert export("--layer", "editor") == export("--layer", "all") != HEADER


def test_only_the_articles_that_were_asked_for_are_written():
    first, second, third = (make_annotation(exact="$48 million") for _ in range(3))
    ids = [one.layer.revision.article_id for one in (first, third)]
    out = export("--article", str(ids[0]), "--article", str(ids[1]))
    assert [row["annotation_id"] for row in rows(out)] == [str(first.pk), str(third.pk)]
    assert str(second.pk) not in out


def test_an_archived_article_is_written_only_when_it_is_asked_for():
    annotation = make_annotation()
    article = annotation.layer.revision.article
    assert len(rows(export())) == 1
    article.archived_at = annotation.created_at
    article.save()
    assert rows(export()) == []
    assert len(rows(export("--article", str(article.pk)))) == 1


def test_an_article_that_is_not_there_is_refused_by_its_id():
    make_annotation()
    error = refusal("--article", "77")
    assert error.returncode == 2
    assert "77" in str(error)


@pytest.mark.parametrize("arguments", [["--format", "xlsx"], ["--layer", "mine"], ["--nonsense"]])
def test_unusable_arguments_end_with_two(arguments):
    command = [sys.executable, "manage.py", "export_annotations", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert not done.stdout


def test_the_output_file_holds_what_standard_output_would(tmp_path):
    make_annotation(exact="“We are building for the next storm,”", label="quote", note="=1\r\n2")
    path = tmp_path / "out.csv"
    assert export("--output", str(path)) == ""
    assert path.read_bytes().decode("utf-8") == export()
    assert list(tmp_path.iterdir()) == [path]


def test_the_mark_for_excel_is_written_on_request(tmp_path):
    path = tmp_path / "out.csv"
    export("--output", str(path), "--bom")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfannotation_id,")
    export("--output", str(path))
    assert path.read_bytes().startswith(b"annotation_id,")


def test_a_broken_run_leaves_the_older_file_and_nothing_half_written(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("older")

    def pieces():
        yield "half"
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        output.write_to_file(pieces(), path)
    assert path.read_text() == "older"
    assert list(tmp_path.iterdir()) == [path]


def test_a_reader_who_has_had_enough_ends_the_query(monkeypatch):
    ended = []

    def pieces():
        try:
            yield "first"
        finally:
            ended.append("the query")

    class Shut(io.StringIO):
        def write(self, *_, **__):
            raise BrokenPipeError

    monkeypatch.setattr(output.os, "dup2", lambda *_: ended.append("the output"))
    stream = pieces()
    with pytest.raises(SystemExit):
        output.write_to_stdout(stream, Shut())
    assert ended == ["the output", "the query"]


def test_a_file_in_no_folder_and_a_folder_as_file_are_refused(tmp_path):
    assert refusal("--output", str(tmp_path)).returncode == 2
    assert refusal("--output", str(tmp_path / "none" / "out.csv")).returncode == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_device_is_written_to_and_not_replaced():
    make_annotation()
    export("--output", "/dev/null")
    assert not Path("/dev/null").is_file()


def test_json_lines_hold_the_same_rows():
    annotation = make_annotation(layer=make_layer(editor=make_editor("ada")))
    (found,) = map(json.loads, export("--format", "jsonl").splitlines())
    assert found["annotation_id"] == str(annotation.pk)
    assert (found["editor"], found["exact"]) == ("ada", "$48 million")


def test_web_annotations_hold_the_same_rows(settings):
    settings.SITE_URL = "https://desk.example"
    annotation = make_annotation()
    (found,) = json.loads(export("--format", "webannotation"))["items"]
    quote, position = found["target"]["selector"]
    assert quote["prefix"] == annotation.prefix != ""
    assert quote["suffix"] == annotation.suffix != ""
    assert (position["start"], position["end"]) == (annotation.start, annotation.end)
    assert found["target"]["source"]["id"].startswith("https://desk.example/articles/")


def test_claim_reviews_are_of_released_articles():
    first, second, third = (make_bare_review(closed=closed) for closed in (True, True, False))
    for review in (first, second, third):
        make_ruled_span(review, links=[(make_fact(), "contradicts")])
    found = json.loads(export("--format", "claimreview"))
    assert [one["reviewRating"]["ratingValue"] for one in found] == [1, 1]
    article = str(first.revision.article_id)
    assert len(json.loads(export("--format", "claimreview", "--article", article))) == 1
    Article.objects.update(archived_at=first.closed_at)
    assert json.loads(export("--format", "claimreview")) == []
    assert len(json.loads(export("--format", "claimreview", "--article", article))) == 1


def test_a_byte_order_mark_is_for_csv():
    assert refusal("--format", "jsonl", "--bom").returncode == 2


def test_what_is_final_is_written_and_open_reviews_are_counted_on_standard_error():
    closed, still_open = reviewed("A", "qqqq"), reviewed("B", "cccc")
    review_lifecycle.close_review(closed, by=make_reviewer())
    errors = io.StringIO()
    out = io.StringIO()
    call_command("export_annotations", "--layer", "final", stdout=out, stderr=errors)
    assert [(row["layer"], row["label"]) for row in rows(out.getvalue())] == [("final", "quote")]
    assert "1 review is still open" in errors.getvalue()
    article = str(closed.revision.article_id)
    errors = io.StringIO()
    call_command(
        "export_annotations", "--layer", "final", "--article", article, stdout=out, stderr=errors
    )
    assert errors.getvalue() == ""
    errors = io.StringIO()
    call_command("export_annotations", "--layer", "editor", stdout=out, stderr=errors)
    assert errors.getvalue() == ""
    assert still_open.closed_at is None
    assert {row["layer"] for row in rows(export())} == {"editor", "final"}


def reviewed(letter, line):
    return drawn_review(**{letter: line, "C": line})
