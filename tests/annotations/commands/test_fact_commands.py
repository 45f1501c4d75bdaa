"""The commands import_facts and export_facts, and the export of the list."""

import io
import json
from contextlib import contextmanager
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.exchange.fact_files import COLUMNS, FIRST, OF_SOURCE, read_facts
from annotations.facts import lifecycle as fact_lifecycle
from annotations.facts import search
from annotations.models import Fact, FactTerm, FactVersion, Source
from newsroom.models import Event, User
from tests.annotations.facts.fact_corpus import FACTS
from tests.articles.readers.tables.workbooks import DAY, sheet, workbook
from tests.factories import make_editor, make_fact, make_reviewer, make_superuser, revise_fact
from tests.shared import INPUTS, needs_inputs

pytestmark = pytest.mark.django_db

HEADER = ",".join(FIRST + OF_SOURCE)
REAL = FACTS / "real_facts.csv"


def run(path, *options):
    """(lines of output, lines of complaint, exit status)"""
    out, err, status = io.StringIO(), io.StringIO(), 0
    try:
        call_command("import_facts", str(path), *options, stdout=out, stderr=err)
    except SystemExit as stop:
        status = stop.code
    return out.getvalue().splitlines(), err.getvalue().splitlines(), status


def counts(path, *options):
    return run(path, *options)[0][-1]


@pytest.fixture
def file(tmp_path):
    def make(*rows, name="facts.csv"):
        path = tmp_path / name
        path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        return path

    return make


def test_the_seventeen_facts_are_imported_once():
    assert counts(REAL) == "17 imported, 0 revised, 0 unchanged, 0 failed"
    assert counts(REAL) == "0 imported, 0 revised, 17 unchanged, 0 failed"
    fact = Fact.objects.get(key="F10")
    version = fact.versions.get()
    assert version.as_of == date(1998, 2, 23)
    assert version.sources.get().publisher == "United Nations"
    assert not version.is_verified
    assert search.search("Annan weapons inspections")[0] == fact
    assert Event.objects.filter(verb="fact.recorded").count() == 17


def test_several_rows_are_several_sources_of_one_fact(file):
    path = file(
        "F1,It rained.,2025-01-01,2026-01-01,,Diary,Me,https://d.example/,“Rain”,2025-02-01,",
        "F1,,,,,Almanac,,,,,https://archive.example/1",
    )
    assert counts(path) == "1 imported, 0 revised, 0 unchanged, 0 failed"
    diary, almanac = Source.objects.all()
    assert (diary.excerpt, diary.accessed_on) == ("“Rain”", date(2025, 2, 1))
    assert (almanac.title, almanac.archive_url) == ("Almanac", "https://archive.example/1")


CAFE = "F1,Das Café „Möwe“ hat 40 Plätze.,2024-01-01,,,Zählung,Amt,https://d.example/c,x,,"


@pytest.mark.parametrize(
    ("delimiter", "encoding", "first"),
    [
        (";", "utf-8", ""),
        (";", "utf-8-sig", "sep=;\n"),
        (";", "cp1252", "\n"),
        ("\t", "utf-16", ""),
        ("|", "utf-8", ",,,\n"),
        (",", "cp1252", ""),
    ],
)
def test_a_table_is_read_with_any_delimiter_and_encoding(tmp_path, delimiter, encoding, first):
    rows = [HEADER, CAFE, "," * HEADER.count(",")]
    text = first + "\r\n".join(row.replace(",", delimiter) for row in rows)
    (tmp_path / "facts.csv").write_bytes(text.encode(encoding))
    lines, complaints, _status = run(tmp_path / "facts.csv")
    assert lines[-1] == "1 imported, 0 revised, 0 unchanged, 0 failed"
    assert FactVersion.objects.get().statement == "Das Café „Möwe“ hat 40 Plätze."
    assumed = [line for line in complaints if "not UTF-8" in line]
    assert bool(assumed) == (encoding == "cp1252")


def test_a_workbook_of_facts_is_read_with_its_dates(tmp_path):
    rows = [["Fact", "Statement", "as_of", "title"], ["F1", "It rained.", (45419, DAY), "Diary"]]
    (tmp_path / "facts.xlsx").write_bytes(workbook(("Facts", sheet(rows))))
    assert counts(tmp_path / "facts.xlsx") == "1 imported, 0 revised, 0 unchanged, 0 failed"
    assert FactVersion.objects.get().as_of == date(2024, 5, 7)


def test_a_row_that_is_quoted_wrongly_is_refused_by_its_line_and_those_above_go_in(file):
    path = file("F1,It rained.,,,,Diary,,,,,", '"F2,It snowed.,,,,Diary,,,,,')
    lines, complaints, status = run(path)
    assert (lines[-1], status) == ("1 imported, 0 revised, 0 unchanged, 1 failed", 1)
    assert complaints[0].startswith(f"{path}:3: a quotation mark opens a cell and none closes it")


def test_in_a_newer_file_of_a_list_another_statement_under_a_known_name_is_a_revision(file):
    run(file("F1,It rained.,,,,Diary,,,,,"))
    fact_lifecycle.verify_version(FactVersion.objects.get(), by=make_reviewer())
    path = file("F1,It snowed.,,,,Diary,,,,,")
    assert counts(path, "--revise") == "0 imported, 1 revised, 0 unchanged, 0 failed"
    assert counts(path) == "0 imported, 0 revised, 1 unchanged, 0 failed"
    current = FactVersion.objects.speaking().get()
    assert current.statement == "It rained."
    assert not FactVersion.objects.get(number=2).is_verified


def test_an_old_file_does_not_turn_a_fact_back(file):
    old = file("F1,It rained.,,,,Diary,,,,,")
    run(old)
    run(file("F1,It snowed.,,,,Diary,,,,,", name="new.csv"), "--revise")
    assert counts(old, "--revise") == "0 imported, 0 revised, 1 unchanged, 0 failed"
    assert FactVersion.objects.count() == 2


@pytest.mark.parametrize(
    "row",
    [
        "F1,It rained.,2025-01-01,,,Diary,,,,,",
        "F1,It rained.,,2025-01-01,,Diary,,,,,",
        "F1,It rained.,,,,Almanac,,,,,",
        "F1,It rained.,,,,,,,,,",
    ],
)
def test_other_dates_or_sources_are_a_revision_too(file, row):
    run(file("F1,It rained.,,,,Diary,,,,,"))
    assert counts(file(row)) == "0 imported, 1 revised, 0 unchanged, 0 failed"


def test_a_fact_without_an_id_is_known_by_what_it_has_said(file):
    path = file(",It rained.,,,,Diary,,,,,")
    assert counts(path) == "1 imported, 0 revised, 0 unchanged, 0 failed"
    assert counts(path) == "0 imported, 0 revised, 1 unchanged, 0 failed"


def test_a_new_fact_is_verified_where_another_user_may(file):
    rita = make_reviewer("rita")
    lines = run(file("F1,It rained.,,,rita,Diary,,,,,"))[0]
    assert FactVersion.objects.get().verified_by == rita
    assert "verified by Rita" in lines[1] or "verified by rita" in lines[1]


@pytest.mark.parametrize(
    ("verifier", "sources", "why"),
    [
        ("nobody", "Diary", "no user"),
        ("edgar", "Diary", "may verify"),
        ("root", "Diary", "yourself"),
        ("rita", "", "where it can be read"),
        ("gone", "Diary", "no user"),
    ],
)
def test_where_that_cannot_be_it_is_a_draft_and_says_why(file, verifier, sources, why):
    make_reviewer("rita")
    make_editor("edgar")
    make_superuser("root")
    make_reviewer("gone", is_active=False)
    out, _err, status = run(file(f"F1,It rained.,,,{verifier},{sources},,,,,"), "--by", "root")
    assert why in out[1]
    assert status == 0
    assert not FactVersion.objects.get().is_verified


def test_every_fact_that_fails_is_named_by_its_line_and_the_others_are_imported(file):
    path = file(
        "F1,It rained.,,,,Diary,,,,,",
        "F2,,,,,Diary,,,,,",
        "F3,It snowed.,someday,,,Diary,,,,,",
        "F4,It hailed.,,,,Diary,,,,,",
        "F4,,,,,,A publisher,,,,",
        "F5,It froze.,,,,Diary,,not an address,,,",
        "F6,It thawed.",
        "F7,It blew.,,,,Diary,,,,,",
    )
    out, err, status = run(path)
    assert out[-1] == "2 imported, 0 revised, 0 unchanged, 5 failed"
    assert status == 1
    assert [line.split(": ")[:2] for line in err] == [
        [f"{path}:3", "statement"],
        [f"{path}:4", "as_of"],
        [f"{path}:6", "title"],
        [f"{path}:7", "url"],
        [f"{path}:8", "2 cells where the header has 11"],
    ]
    assert sorted(Fact.objects.values_list("key", flat=True)) == ["F1", "F7"]


@pytest.mark.parametrize("day", ["03/04/2024", "Apr 3 2024", "3 April", "Friday", "today"])
@pytest.mark.parametrize("place", [2, 3, 9])
def test_a_day_that_two_desks_would_read_differently_is_refused(file, day, place):
    cells = ["F1", "It rained.", "", "", "", "Diary", "", "", "", "", ""]
    cells[place] = day
    _out, err, status = run(file(",".join(cells)))
    assert status == 1
    assert "2024-04-03" in err[0]
    assert not Fact.objects.exists()
    cells[place] = "2024-04-03"
    assert run(file(",".join(cells)))[2] == 0


def test_a_retired_fact_is_not_revised_by_a_file(file):
    run(file("F1,It rained.,,,,Diary,,,,,"))
    fact_lifecycle.retire_fact(Fact.objects.get(), by=make_reviewer(), reason="x")
    _out, err, status = run(file("F1,It snowed.,,,,Diary,,,,,"), "--revise")
    assert status == 1
    assert "retired" in err[0]
    assert FactVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("facts.csv", b""),
        ("facts.csv", HEADER.encode()),
        ("facts.csv", b"title\nDiary\n"),
        ("facts.csv", b"statement\n\x00\x01\x02\x03\x04\x05\n"),
        ("facts.xlsx", b"PK\x03\x04"),
        ("facts.json", b"{"),
        ("facts.json", b"[]"),
        ("facts.txt", b"It rained.\n"),
    ],
)
def test_what_holds_no_facts_is_refused_with_status_2(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        run(tmp_path / name)
    assert refusal.value.returncode == 2
    assert name in str(refusal.value)


def test_a_file_that_is_not_there_and_an_unknown_user_are_refused(tmp_path):
    for arguments in ([tmp_path / "none.csv"], [REAL, "--by", "nobody"]):
        with pytest.raises(CommandError) as refusal:
            run(*arguments)
        assert refusal.value.returncode == 2
    assert not Fact.objects.exists()


def test_a_dry_run_reports_and_stores_nothing():
    assert counts(REAL, "--dry-run") == "17 imported, 0 revised, 0 unchanged, 0 failed"
    assert not Fact.objects.exists()
    assert not User.objects.filter(username="import").exists()


def test_as_json_every_fact_is_an_object_and_the_counts_are_the_last(file):
    out, err, status = run(file("F1,It rained.,,,,Diary,,,,,", "F2,,,,,,,,,,"), "--json")
    first, second, last = map(json.loads, out)
    assert (first["status"], first["fact"]) == ("imported", Fact.objects.get().pk)
    assert (second["status"], second["fact"]) == ("failed", None)
    assert last == {"imported": 1, "revised": 0, "unchanged": 0, "failed": 1}
    assert (len(err), status) == (1, 1)


def test_who_imports_is_who_recorded(file):
    ada = make_editor("ada")
    run(file("F1,It rained.,,,,Diary,,,,,"), "--by", "ada")
    assert FactVersion.objects.get().recorded_by == ada


def exported(*options):
    out = io.StringIO()
    call_command("export_facts", *options, stdout=out)
    return out.getvalue()


def some_facts():
    make_reviewer("rita")
    first = make_fact(
        "=The wall, «höher» than 4 m.",
        as_of=date(2025, 1, 1),
        recheck_on=date(2031, 1, 1),
        sources=[
            {"title": "-Minutes", "excerpt": "line one\nline two", "url": "https://a.example/"},
            {"title": "Budget", "accessed_on": date(2025, 2, 1)},
        ],
    )
    make_fact("A draft.", verified=False)
    fact_lifecycle.record_fact(statement="Without a source.", sources=[], by=make_editor())
    revise_fact(make_fact("Revised later."), "Waiting.", verified=False)
    return first


def without_facts():
    """As in another database: nothing of the facts is left but who may verify."""
    FactTerm.objects.all().delete()
    with connection.cursor() as cursor:
        for table in ("source", "factversion", "fact"):
            cursor.execute(f"DELETE FROM annotations_{table}")


def everything():
    versions = FactVersion.objects.speaking().order_by("fact_id").prefetch_related("sources")
    return [
        (
            *(one.fact_id, one.statement, one.as_of, one.recheck_on, one.verified_by_id),
            [
                (source.title, source.url, source.excerpt, source.accessed_on)
                for source in one.sources.all()
            ],
        )
        for one in versions
    ]


@pytest.mark.parametrize("ending", ["csv", "json", "jsonl"])
def test_what_was_exported_comes_back_with_its_numbers_and_then_changes_nothing(tmp_path, ending):
    some_facts()
    before, path = everything(), tmp_path / f"facts.{ending}"
    exported("--output", str(path))
    assert counts(path) == "0 imported, 0 revised, 4 unchanged, 0 failed"
    without_facts()
    assert counts(path) == "4 imported, 0 revised, 0 unchanged, 0 failed"
    assert everything() == before
    assert make_fact("Another one.").pk > max(row[0] for row in before)


def test_retired_facts_are_exported_where_asked_for():
    fact = make_fact()
    fact_lifecycle.retire_fact(fact, by=make_reviewer(), reason="x")
    assert exported().splitlines() == [",".join(COLUMNS)]
    assert "The wall costs" in exported("--retired")


DESK_A = ("1,The bridge cost 12 million euros.", "2,The mayor was elected in 2019.")
DESK_B = (
    '1,"Lisbon has 545,000 inhabitants."',
    "2,The strike began on 3 May.",
    "3,Wheat prices rose 4 per cent.",
)


def numbered(folder, *rows, name="list.csv"):
    (folder / name).write_text("\n".join(["fact,statement", *rows]), encoding="utf-8")
    return folder / name


def statements():
    return {version.statement for version in FactVersion.objects.all()}


def test_the_numbers_of_another_list_are_not_ours(tmp_path):
    assert counts(numbered(tmp_path, *DESK_A)) == "2 imported, 0 revised, 0 unchanged, 0 failed"
    bridge = FactVersion.objects.get(statement__startswith="The bridge").fact
    other = numbered(tmp_path, f"{bridge.pk},Wheat prices rose 4 per cent.")
    lines, _err, status = run(other)
    assert (lines[-1], status) == ("1 imported, 0 revised, 0 unchanged, 0 failed", 0)
    assert f"#{bridge.pk} is another and says “The bridge cost 12 million euros.”" in lines[1]
    assert bridge.versions.count() == 1
    assert counts(other) == "0 imported, 0 revised, 1 unchanged, 0 failed"


@needs_inputs
@pytest.mark.parametrize(
    ("names", "last"),
    [
        (("facts_desk_a.csv", "facts_desk_b.csv"), "3 imported, 0 revised, 0 unchanged, 0 failed"),
        (("facts_from_zero.csv",), "3 imported, 0 revised, 0 unchanged, 0 failed"),
        (("semicolons.csv",), "1 imported, 0 revised, 0 unchanged, 0 failed"),
        (("utf16.csv",), "1 imported, 0 revised, 0 unchanged, 0 failed"),
        (("cp1252.csv",), "1 imported, 0 revised, 0 unchanged, 0 failed"),
    ],
)
def test_the_files_of_other_desks_come_in(names, last):
    assert [counts(INPUTS / "data" / "facts" / name) for name in names][-1] == last


def test_a_list_may_be_numbered_from_nought(tmp_path):
    path = numbered(tmp_path, *(f"{number},It rained {number} days." for number in range(3)))
    assert counts(path) == "3 imported, 0 revised, 0 unchanged, 0 failed"
    assert statements() == {f"It rained {number} days." for number in range(3)}


def test_lists_of_two_desks_do_not_touch_each_other(tmp_path):
    counts(numbered(tmp_path, *DESK_A))
    assert counts(numbered(tmp_path, *DESK_B)) == "3 imported, 0 revised, 0 unchanged, 0 failed"
    assert Fact.objects.count() == 5


def test_a_name_that_is_another_facts_here_is_refused_with_both_statements(tmp_path):
    counts(numbered(tmp_path, "F1,It rained.", "F2,It snowed."))
    again = numbered(tmp_path, "F1,The mayor was elected.", "F3,It froze.")
    lines, (complaint,), status = run(again)
    assert (lines[-1], status) == ("1 imported, 0 revised, 0 unchanged, 1 failed", 1)
    assert "“It rained.”" in complaint
    assert "“The mayor was elected.”" in complaint
    assert "--revise" in complaint
    assert counts(again, "--revise") == "0 imported, 1 revised, 1 unchanged, 0 failed"


def test_no_option_makes_a_number_the_name_of_a_fact(tmp_path):
    counts(numbered(tmp_path, *DESK_A))
    number = Fact.objects.order_by("pk").first().pk
    path = numbered(tmp_path, f"#{number},Lisbon is a city.")
    assert counts(path, "--revise") == "1 imported, 0 revised, 0 unchanged, 0 failed"


@pytest.mark.parametrize(
    ("items", "failed"),
    [
        ([{"fact": "F1", "statement": "a"}, {"fact": "F1", "statement": "b"}], 1),
        ([{"fact_id": str(UUID(int=7)), "statement": one} for one in "ab"], 1),
        ([{"statement": "a"}, {"statement": "a", "as_of": "2024-04-03"}], 1),
        ([{"fact": "F1", "statement": "a"}, {"statement": "a", "as_of": "2024-04-03"}], 1),
        # Two names: two facts of which one thing was said on two days.
        ([{"fact": one, "statement": "a", "as_of": f"202{one}-04-03"} for one in "12"], 0),
        ([{"fact": "F1", "statement": "a"}] * 2, 0),
    ],
)
@pytest.mark.parametrize("how", [(), ("--revise",)])
def test_no_record_revises_a_fact_that_its_own_file_has_made(tmp_path, items, failed, how):
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(items))
    lines, complaints, _status = run(path, *how)
    assert lines[-1].startswith(f"{2 - failed} imported, 0 revised") or items[0] == items[1]
    assert len(complaints) == failed
    assert all(fact.versions.count() == 1 for fact in Fact.objects.all())
    if not failed:
        assert counts(path, *how).startswith("0 imported, 0 revised, 2 unchanged, 0 failed")


def test_several_facts_that_say_the_same_are_not_guessed_between(file):
    for day in ("2023-01-01", "2024-01-01"):
        make_fact("Turnout was 60 percent.", as_of=date.fromisoformat(day))
    path = file(",Turnout was 60 percent.,2025-01-01,,,Diary,,,,,")
    _lines, (complaint,), status = run(path)
    first, second = Fact.objects.order_by("pk")
    assert status == 1
    assert f"#{first.pk}, #{second.pk} say this here" in complaint
    assert counts(file(f"x,Turnout was 60 percent.,2024-01-01,,,{SOURCE},,,,,")).startswith("0 imp")


SOURCE = "Minutes of the council"


def test_a_statement_of_a_retired_fact_is_not_recorded_anew(file):
    path = file(",It rained.,,,,Diary,,,,,")
    run(path)
    fact = Fact.objects.get()
    fact_lifecycle.retire_fact(fact, by=make_reviewer(), reason="x")
    lines, _err, status = run(path)
    assert (lines[-1], status) == ("0 imported, 0 revised, 1 unchanged, 0 failed", 0)
    assert f"#{fact.pk} is retired here" in lines[1]
    _lines, (complaint,), status = run(file(",It rained.,,,,Almanac,,,,,"))
    assert status == 1
    assert f"#{fact.pk} says this" in complaint
    assert "retired here" in complaint


def test_an_export_that_was_edited_revises_by_its_id_whatever_else_it_says(tmp_path):
    fact = make_fact("The wall costs 4 million.")
    path = tmp_path / "facts.csv"
    exported("--output", str(path))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("4 million", "5 million").replace(f"\n{fact.pk},", "\n99,"))
    assert counts(path) == "0 imported, 1 revised, 0 unchanged, 0 failed"
    assert fact.versions.count() == 2


def test_a_foreign_fact_id_is_told_and_not_believed(tmp_path):
    path = tmp_path / "facts.csv"
    path.write_text("fact_id,statement\n17,It rained.\n", encoding="utf-8")
    lines, _err, status = run(path)
    assert (lines[-1], status) == ("1 imported, 0 revised, 0 unchanged, 0 failed", 0)
    assert "fact_id “17”" in lines[1]


def test_what_another_desk_exported_keeps_its_id_and_its_number_where_that_is_free(tmp_path):
    there = make_fact("The strike began on 3 May.")
    later = make_fact("The mayor resigned.")
    path = tmp_path / "facts.csv"
    exported("--output", str(path))
    ids = {there.stable_id, later.stable_id}
    without_facts()
    own = fact_lifecycle.record_fact(
        statement="Ours.", sources=[], by=make_editor("own"), number=there.pk
    )
    lines = run(path)[0]
    assert lines[-1] == "2 imported, 0 revised, 0 unchanged, 0 failed"
    assert any(f"#{own.pk} is another and says “Ours.”" in line for line in lines)
    assert own.versions.count() == 1
    assert set(Fact.objects.exclude(pk=own.pk).values_list("stable_id", flat=True)) == ids
    assert Fact.objects.get(stable_id=later.stable_id).pk == later.pk
    assert counts(path) == "0 imported, 0 revised, 2 unchanged, 0 failed"


@pytest.mark.parametrize("ending", ["csv", "json", "jsonl"])
def test_retired_facts_come_in_retired_and_with_what_holds_instead(tmp_path, ending):
    rita = make_reviewer("rita")
    oldest, older, holds, alone = (make_fact(f"It rained {n} days.") for n in range(4))
    fact_lifecycle.retire_fact(oldest, by=rita, reason="x", replaced_by=older)
    fact_lifecycle.retire_fact(older, by=rita, reason="x", replaced_by=holds)
    fact_lifecycle.retire_fact(alone, by=rita, reason="x")
    before, path = exported("--retired"), tmp_path / f"facts.{ending}"
    exported("--retired", "--output", str(path))
    without_facts()
    assert counts(path) == "4 imported, 0 revised, 0 unchanged, 0 failed"
    assert exported("--retired") == before
    assert counts(path) == "0 imported, 0 revised, 4 unchanged, 0 failed"
    assert Event.objects.filter(verb="fact.retired", subject_id=str(oldest.pk)).exists()


def test_a_file_retires_no_fact_that_stands_here_and_says_so(tmp_path):
    fact, path = make_fact(), tmp_path / "facts.csv"
    fact_lifecycle.retire_fact(fact, by=make_reviewer(), reason="x")
    exported("--retired", "--output", str(path))
    fact_lifecycle.bring_back_fact(fact, by=make_reviewer("other"))
    lines = run(path)[0]
    assert lines[-1] == "0 imported, 0 revised, 1 unchanged, 0 failed"
    assert f"#{fact.pk} stands here" in lines[1]
    fact.refresh_from_db()
    assert fact.retired_at is None


def test_a_fact_whose_successor_is_not_here_is_retired_all_the_same(file, tmp_path):
    path = tmp_path / "facts.csv"
    path.write_text(
        "statement,fact_id,retired_at,replaced_by\n"
        f"It rained.,{UUID(int=1)},2025-01-01T10:00:00+00:00,{UUID(int=2)}\n"
        f"It snowed.,{UUID(int=3)},yesterday,\n",
        encoding="utf-8",
    )
    lines, complaints, status = run(path)
    assert (lines[-1], status) == ("1 imported, 0 revised, 0 unchanged, 1 failed", 1)
    assert "“yesterday” is no moment" in complaints[0]
    assert "the fact that replaced it is not here" in complaints[1]
    assert Fact.objects.get().retired_at == datetime(2025, 1, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize("content", ["statement\nIt rained.\n", '[{"statement": "It rained."}]'])
def test_a_file_that_is_named_is_read_whatever_its_ending(tmp_path, content):
    (tmp_path / "facts.txt").write_text(content, encoding="utf-8")
    assert counts(tmp_path / "facts.txt") == "1 imported, 0 revised, 0 unchanged, 0 failed"


@contextmanager
def rolled_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


SAID = st.sampled_from(["It rained.", "It snowed.", "It froze.", "It thawed."])
LIVES = st.lists(
    st.tuples(
        SAID,  # first
        st.lists(st.tuples(SAID, st.booleans()), max_size=2),  # revised, verified
        st.booleans(),  # verified at first
        st.sampled_from(["stands", "retired", "replaced"]),
    ),
    min_size=1,
    max_size=5,
)


@given(lives=LIVES, ending=st.sampled_from(["csv", "jsonl"]))
@settings(max_examples=15, deadline=None)
def test_out_in_and_out_again_is_the_same_whatever_facts_have_lived_through(
    tmp_path_factory, lives, ending
):
    with rolled_back():
        rita, path = make_reviewer("rita"), tmp_path_factory.mktemp("facts") / f"facts.{ending}"
        facts = []
        for first, later, verified, _end in lives:
            facts.append(make_fact(first, verified=verified, by=rita if not verified else None))
            for statement, verified_too in later:
                revise_fact(facts[-1], statement, verified=verified_too)
        for fact, (*_said, end) in zip(facts, lives, strict=True):
            last = facts[-1]
            if end != "stands" and fact != last:
                successor = last if end == "replaced" else None
                fact_lifecycle.retire_fact(fact, by=rita, reason="x", replaced_by=successor)
        before = exported("--retired")
        exported("--retired", "--output", str(path))
        assert counts(path) == f"0 imported, 0 revised, {len(facts)} unchanged, 0 failed"
        assert exported("--retired") == before
        without_facts()
        counted = counts(path)
        assert counted == f"{len(facts)} imported, 0 revised, 0 unchanged, 0 failed"
        assert exported("--retired") == before
        assert counts(path).startswith("0 imported, 0 revised")


def test_the_list_is_exported_with_its_filters(client):
    client.force_login(make_editor())
    draft = make_fact("A draft.", verified=False)
    make_fact()
    response = client.get(reverse("export_facts"), {"state": "draft", "per": 25, "page": 9})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    text = b"".join(response.streaming_content).decode()
    assert [one.fields["fact"] for one in read_facts(text, file_format="csv")] == [str(draft.pk)]
    words = client.get(reverse("export_facts"), {"q": "wall cost", "bom": 1})
    text = b"".join(words.streaming_content).decode()
    assert text.startswith("\ufeff")
    assert "The wall costs" in text


def test_an_export_with_a_filter_that_makes_no_sense_is_refused(client):
    client.force_login(make_editor())
    assert client.get(reverse("export_facts"), {"as_of_from": "soon"}).status_code == 400


def test_the_queries_of_the_export_do_not_grow_with_the_facts(client):
    client.force_login(make_editor())

    def queries():
        with CaptureQueriesContext(connection) as captured:
            b"".join(client.get(reverse("export_facts")).streaming_content)
        return len(captured)

    for number in range(10):
        make_fact(f"Gate {number}.")
    few = queries()
    for number in range(10, 20):
        make_fact(f"Gate {number}.")
    assert queries() == few
