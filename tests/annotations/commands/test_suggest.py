"""The command suggest."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from annotations.models import Suggestion
from articles.models import Article
from tests.factories import TEXT

pytestmark = pytest.mark.django_db


def suggest(*arguments):
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("suggest", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as ended:
        status = ended.code
    return out.getvalue(), err.getvalue(), status


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "wall.txt"
    path.write_text("🌊 " + TEXT, encoding="utf-8")
    return path


def test_suggestions_are_those_of_the_file_as_it_stands(file):
    out, _err, status = suggest(file, "--json")
    told = json.loads(out)
    text = file.read_text(encoding="utf-8")
    assert (told["file"], status) == (str(file), 0)
    assert all(text[one["start"] : one["end"]] == one["exact"] for one in told["suggestions"])
    start = text.index("$48")
    assert {
        "label": "statistic",
        "start": start,
        "end": start + len("$48 million"),
        "exact": "$48 million",
        "attributed_to": "",
        "value": "48000000",
        "unit": "USD",
    } in told["suggestions"]


def test_nothing_is_stored(file):
    suggest(file)
    assert not Article.objects.exists()
    assert not Suggestion.objects.exists()


def test_without_json_a_person_reads_it(file):
    out, _err, _status = suggest(file)
    assert out.startswith(f"{file}: ")
    assert "statistic (48,000,000 USD): $48 million" in out
    assert "quote (Ines Halloran): “We are building" in out


def test_each_file_is_an_object_and_a_bad_one_is_named(file, tmp_path):
    (tmp_path / "control.txt").write_bytes(b"one\x07two")
    (tmp_path / "other.txt").write_text("Rain.", encoding="utf-8")
    out, err, status = suggest(tmp_path, "--json")
    told = [json.loads(line) for line in out.splitlines()]
    assert [one["file"] for one in told] == [str(tmp_path / "other.txt"), str(file)]
    assert told[0]["suggestions"] == []
    assert (status, err.startswith(f"{tmp_path / 'control.txt'}: ")) == (1, True)


def test_the_language_can_be_said(file):
    quotes = [
        one
        for one in json.loads(suggest(file, "--json", "--language", "de")[0])["suggestions"]
        if one["label"] == "quote"
    ]
    assert [one["attributed_to"] for one in quotes] == [""]


def test_where_there_is_nothing_the_status_is_2(tmp_path):
    for path in (tmp_path / "missing.txt", tmp_path):
        with pytest.raises(CommandError) as refused:
            suggest(path)
        assert refused.value.returncode == 2


def test_a_table_whose_text_is_not_known_says_by_which_option_to_name_it(tmp_path):
    table = tmp_path / "texts.csv"
    table.write_text(f'Kopf,Lauf\nWall,"{TEXT}"\n', encoding="utf-8")
    _out, err, status = suggest(table)
    assert "say which it is by --map text=COLUMN" in err
    assert status == 1
    out, err, status = suggest(table, "--map", "text=Lauf")
    assert "$48 million" in out
    assert (err, status) == ("", 0)


def test_a_language_that_is_none_is_refused(file):
    with pytest.raises(CommandError, match="language"):
        suggest(file, "--language", "?")
