"""The command that imports articles: its report, its exit status, what it leaves behind."""

import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.importing import ahead, bulk
from articles.models import Article, ImportBatch, ImportItem, Outlet, Revision
from newsroom.models import Event, User
from tests.articles.fetching.sites import answer
from tests.factories import make_editor, make_superuser
from tests.paths import DATA
from tests.shared import REAL_ARTICLES, SHARED, needs_shared

pytestmark = pytest.mark.django_db

ARTICLES = DATA / "articles"
TEXT = "The mayor said yesterday that the harbour wall would hold."


def run(*paths, **options):
    """(exit status, lines of output, lines of errors)."""
    out, err = StringIO(), StringIO()
    status = 0
    try:
        call_command("import_articles", *map(str, paths), stdout=out, stderr=err, **options)
    except SystemExit as end:
        status = end.code
    except CommandError as error:
        status = error.returncode
        err.write(str(error))
    return status, out.getvalue().splitlines(), err.getvalue().splitlines()


def article(title):
    return Article.objects.get(title__startswith=title)


def reasons(revision):
    return [part["reason"] for part in revision.left_out]


def test_a_folder_is_imported_once_and_unchanged_the_second_time():
    status, out, err = run(ARTICLES)
    assert (status, err) == (0, [])
    assert out[-1] == "11 imported, 0 revised, 0 unchanged, 0 failed"
    before = list(Revision.objects.values_list("pk", flat=True))
    status, out, err = run(ARTICLES)
    assert (status, err) == (0, [])
    assert out[-1] == "0 imported, 0 revised, 11 unchanged, 0 failed"
    assert list(Revision.objects.values_list("pk", flat=True)) == before
    assert Event.objects.count() == Article.objects.count() == 11


def test_every_kind_of_source_is_told_apart():
    run(ARTICLES)
    lines = article("Saltmere’s harbour council")
    assert lines.title_generated
    assert lines.outlet.name == "saltmerepost.example"
    assert lines.outlet.homepage == "https://saltmerepost.example/"
    assert lines.url == ""
    assert lines.latest_revision().text.count("\n\n") == 4
    blank = article("Saltmere votes")
    assert (blank.title_generated, blank.outlet.name) == (False, "gullwing.example")
    assert blank.credit == "the Harbour Agency"
    assert reasons(blank.latest_revision()) == ["credit line", "source line"]
    teasers = article("What is known")
    assert teasers.outlet.name == "Gull Brasil"
    assert reasons(teasers.latest_revision())[:2] == ["source line", "boilerplate"]
    shortcode = article("Tom Vale")
    assert (shortcode.title_generated, shortcode.outlet) == (True, None)
    assert reasons(shortcode.latest_revision()) == ["shortcode"]
    wrapped = article("The mayor and the sea")
    assert wrapped.outlet is None
    assert "do well to obtain a stronger wall." in wrapped.latest_revision().text
    assert reasons(wrapped.latest_revision()) == ["boilerplate", "source line"]


def test_the_bytes_are_kept_with_the_revision_and_no_longer_with_the_item():
    run(ARTICLES / "windows.txt")
    revision = Revision.objects.get()
    assert bytes(revision.raw) == (ARTICLES / "windows.txt").read_bytes()
    assert bytes(ImportItem.objects.get().raw) == b""
    assert revision.item == ImportItem.objects.get()


def test_bad_files_are_named_with_the_reason_and_the_others_go_in(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "rows.csv").write_text("text,published_on\nOne.,May\n,2024-05-02\n")
    status, out, err = run(tmp_path)
    assert status == 1
    assert err == [
        f"{tmp_path}/empty.txt: the file is empty",
        f"{tmp_path}/rows.csv:3: the text is empty",
        f"{tmp_path}/scan.png: it is a PNG image, not text",
    ]
    assert out[-1] == "2 imported, 0 revised, 0 unchanged, 3 failed"
    assert Article.objects.count() == 2
    batch = ImportBatch.objects.get()
    assert batch.finished_at
    assert batch.items.filter(outcome="failed").count() == 3


def test_what_cannot_be_opened_is_named_and_the_others_go_in(tmp_path, monkeypatch):
    closed, hidden = tmp_path / "closed", tmp_path / ".closed"
    for folder in (closed, hidden, tmp_path / "open"):
        folder.mkdir()
        folder.joinpath("a.txt").write_text(f"{TEXT} {folder.name}", "utf-8")
    scandir = os.scandir

    def refuse(folder):
        if Path(folder) in (closed, hidden):
            raise PermissionError(13, "Permission denied", folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    status, out, err = run(tmp_path)
    assert (status, out[-1]) == (1, "1 imported, 0 revised, 0 unchanged, 1 failed")
    assert err == [f"{closed}: it cannot be opened (Permission denied)"]
    status, out, err = run(closed)
    assert (status, out[-1]) == (1, "0 imported, 0 revised, 0 unchanged, 1 failed")
    too_long = tmp_path / ("n" * 300)
    status, out, err = run(too_long, tmp_path / "open")
    assert (status, out[-1]) == (1, "0 imported, 0 revised, 1 unchanged, 1 failed")
    assert err == [f"{too_long}: it cannot be opened (File name too long)"]


def test_one_missing_path_among_others_is_a_failure(tmp_path):
    status, out, err = run(ARTICLES / "lines.txt", tmp_path / "none.txt")
    assert (status, out[-1]) == (1, "1 imported, 0 revised, 0 unchanged, 1 failed")
    assert err == [f"{tmp_path}/none.txt: there is no such file"]


@pytest.mark.parametrize("options", [{"by": "nobody"}, {}])
def test_unusable_arguments_and_nothing_to_import_are_status_2(tmp_path, options):
    path = ARTICLES if options else tmp_path / "none"
    assert run(path, **options)[0] == 2
    assert run(tmp_path)[0] == 2
    assert not ImportBatch.objects.exists()


def test_with_json_each_item_is_an_object_and_the_last_line_counts(tmp_path):
    (tmp_path / "a.txt").write_text(f"{TEXT}\n\nSource: Saltmere Post")
    (tmp_path / "b.txt").write_bytes(b"")
    status, out, err = run(tmp_path, json=True)
    first, second, counts = map(json.loads, out)
    revision = Revision.objects.get()
    assert first == {
        "file": f"{tmp_path}/a.txt",
        "status": "imported",
        "article": revision.article_id,
        "revision": revision.pk,
        "title": TEXT[:-1],
        "left_out": [{"text": "Source: Saltmere Post", "reason": "source line"}],
        "reason": "",
        "notes": [],
    }
    assert (second["status"], second["article"], second["revision"]) == ("failed", None, None)
    assert second["reason"] == "the file is empty"
    assert counts == {"imported": 1, "revised": 0, "unchanged": 0, "failed": 1}
    assert (status, len(err)) == (1, 1)


def test_a_dry_run_says_what_would_happen_and_stores_nothing(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT)
    status, out, _ = run(tmp_path, dry_run=True, json=True)
    first, second, counts = map(json.loads, out)
    assert (status, first["status"], second["status"]) == (0, "imported", "unchanged")
    for told in (first, second):
        assert (told["article"], told["revision"], told["title"]) == (None, None, TEXT[:-1])
    assert counts == {"imported": 1, "revised": 0, "unchanged": 1, "failed": 0}
    run(ARTICLES / "lines.txt")
    told = json.loads(run(ARTICLES / "lines.txt", verbatim=True, dry_run=True, json=True)[1][0])
    assert (told["status"], told["revision"]) == ("revised", None)
    assert told["article"] == Article.objects.get().pk
    assert Revision.objects.count() == 1


def test_a_dry_run_leaves_not_even_an_account_behind():
    run(ARTICLES, dry_run=True)
    for model in (Article, Outlet, ImportBatch, Event, User):
        assert not model.objects.exists()


def test_verbatim_keeps_the_file_as_it_stands():
    run(ARTICLES / "soft_wrap.txt", ARTICLES / "lines.txt", verbatim=True)
    for name, title in (("soft_wrap.txt", "The mayor and the sea"), ("lines.txt", "Saltmere’s")):
        revision = article(title).latest_revision()
        assert revision.text == (ARTICLES / name).read_text(encoding="utf-8")
        assert revision.left_out == []


def test_verbatim_after_a_normal_import_is_a_revision_and_so_is_the_way_back():
    for options, told in (
        ({}, "1 imported, 0 revised"),
        ({"verbatim": True}, "0 imported, 1 revised"),
        ({}, "0 imported, 1 revised"),
        ({}, "0 imported, 0 revised, 1 unchanged"),
    ):
        assert run(ARTICLES / "lines.txt", **options)[1][-1].startswith(told)
    assert Article.objects.count() == 1
    assert Revision.objects.count() == 3


def test_a_verbatim_carriage_return_is_a_clear_error(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"One.\r\nTwo.")
    status, _, err = run(tmp_path, verbatim=True)
    assert status == 1
    assert "line 1 of the text holds a carriage return (U+000D)" in err[0]


def test_options_hold_for_files_and_records_that_do_not_state_their_own():
    run(ARTICLES / "records.csv", outlet="Daily Gull", language="pt-PT")
    assert article("Wall").outlet.name == "Saltmere Post"
    assert article("Wall").language == "en-GB"
    assert article("O muro").outlet.name == "Daily Gull"
    assert article("O muro").language == "pt-PT"


def test_it_is_imported_by_the_named_user_else_the_first_superuser():
    make_editor("ann")
    boss = make_superuser("boss")
    run(ARTICLES / "lines.txt")
    run(ARTICLES / "soft_wrap.txt", by="ann")
    assert [one.actor.username for one in Event.objects.order_by("pk")] == ["boss", "ann"]
    assert not User.objects.filter(username="import").exists()
    boss.is_active = False
    boss.save()
    run(ARTICLES / "shortcode.txt")
    assert Event.objects.order_by("pk").last().actor.username == "import"


def test_without_any_account_it_is_imported_by_one_that_cannot_sign_in():
    run(ARTICLES / "lines.txt")
    run(ARTICLES / "soft_wrap.txt")
    user = User.objects.get()
    assert (user.username, user.is_active, user.has_usable_password()) == ("import", False, False)


def test_a_person_named_import_is_not_taken_for_that_account():
    make_editor("import")
    status, _, err = run(ARTICLES / "lines.txt")
    assert status == 2
    assert "--by USERNAME" in err[0]
    assert not Article.objects.exists()


def test_an_archived_article_stays_archived_and_the_report_says_so():
    run(ARTICLES / "lines.txt")
    Article.objects.update(archived_at="2024-05-02T10:00Z")
    _, out, _ = run(ARTICLES / "lines.txt", json=True)
    assert json.loads(out[0])["reason"] == "the article is archived"
    assert not Article.objects.shown().exists()


@needs_shared
def test_the_real_articles_are_five_and_then_unchanged():
    assert run(REAL_ARTICLES)[1][-1] == "5 imported, 0 revised, 0 unchanged, 0 failed"
    assert run(REAL_ARTICLES)[1][-1] == "0 imported, 0 revised, 5 unchanged, 0 failed"


@needs_shared
def test_the_real_articles_have_their_titles_sources_and_what_was_left_out():
    run(REAL_ARTICLES)
    found = {}
    for revision in Revision.objects.select_related("article__outlet", "item"):
        one = revision.article
        number = Path(revision.item.name).name[:3]
        found[number] = (
            one.title_generated,
            one.outlet.name if one.outlet else "",
            one.credit,
            reasons(revision),
            revision.text.count("\n\n") + 1,
        )
        assert revision.text.startswith(one.title)
        assert one.url == ""
        assert one.language == "en"
    assert found == {
        "000": (True, "euromaidanpress.com", "", ["source line"], 17),
        "001": (False, "eldiario.es", "EFE", ["credit line", "source line"], 23),
        "002": (False, "CNN Brasil", "", ["source line", "boilerplate"], 19),
        "003": (True, "", "", ["shortcode"], 19),
        "004": (False, "", "", ["boilerplate", "source line"], 20),
    }


@needs_shared
def test_every_gold_span_of_the_real_articles_stands_in_the_verbatim_texts():
    run(REAL_ARTICLES, verbatim=True)
    gold = json.loads((SHARED / "gold" / "spans.json").read_text(encoding="utf-8"))
    checked = 0
    for name, spans in gold.items():
        text = Revision.objects.get(item__name__endswith=name).text
        for span in spans:
            assert text[span["start"] : span["end"]] == span["exact"]
            checked += 1
    assert checked > 50


@pytest.mark.usefixtures("fetching_here")
def test_a_web_address_is_fetched_and_imported_beside_files(news, tmp_path):
    page = f"<!doctype html><title>Wall</title><article><h1>Wall</h1><p>{TEXT}</p></article>"
    site = news(wall=[answer(page.encode())])
    (tmp_path / "ferry.txt").write_text("The ferry stays in port this winter, its owner said.")
    status, out, err = run(f"{site.at}wall", tmp_path / "ferry.txt", f"{site.at}gone")
    assert status == 1
    assert err == [f"{site.at}gone: the site has no such page (404)"]
    assert out[-1] == "2 imported, 0 revised, 0 unchanged, 1 failed"
    assert Article.objects.get(url=f"{site.at}wall").latest_revision().text.endswith(TEXT)
    status, out, _err = run(f"{site.at}wall")
    assert (status, out[-1]) == (0, "0 imported, 0 revised, 1 unchanged, 0 failed")


def test_a_web_address_is_refused_where_fetching_is_off(tmp_path):
    (tmp_path / "wall.txt").write_text(TEXT)
    status, out, err = run("HTTPS://news.test/wall", tmp_path)
    assert (status, out[-1]) == (1, "1 imported, 0 revised, 0 unchanged, 1 failed")
    assert err[0].startswith("HTTPS://news.test/wall: fetching web addresses is switched off here")


@pytest.mark.usefixtures("fetching_here")
def test_a_dry_run_fetches_and_stores_nothing(news):
    site = news(wall=[answer(TEXT.encode(), Content_Type="text/plain")])
    status, out, _err = run(f"{site.at}wall", dry_run=True)
    assert (status, out[-1]) == (0, "1 imported, 0 revised, 0 unchanged, 0 failed")
    assert len(site.asked) == 1
    assert not Article.objects.exists()


def test_a_table_of_spellings_becomes_one_article_for_each_page(tmp_path):
    pages = {
        "https://gull.example/wall": "http://www.gull.example/wall/ https://gull.example:443/wall "
        "https://gull.example/wall?gclid=1 https://gull.example/wall? https://gull.example/w%61ll",
        "https://m.gull.example/wall": "http://m.gull.example/wall/",
        "https://hütte.example/ä": "https://xn--htte-0ra.example/%C3%A4",
        "https://gull.example/wall?a=1&b=2": "https://gull.example/wall?a=1&utm_a=3&b=2",
        "https://gull.example/wall?b=2&a=1": "",
    }
    table = tmp_path / "spellings.csv"
    lines = ["text,url"]
    for page, spellings in pages.items():
        for address in (page, *spellings.split()):
            lines.append(f"Text {len(lines)} of the council.,{address}")
    table.write_text("\n".join(lines), encoding="utf-8")
    status, output, _errors = run(table)
    assert (status, output[-1]) == (0, "5 imported, 8 revised, 0 unchanged, 0 failed")
    assert set(Article.objects.values_list("url", flat=True)) == set(pages)


def test_a_poorer_record_changes_nothing_and_says_why(tmp_path):
    record = {"text": f"{TEXT}\n\nWork begins in May.", "url": "https://gull.example/wall"}
    richer = {**record, "title": "Harbour wall", "outlet": "Daily Gull", "byline": "Ida Frost"}
    for name, members in (("a.jsonl", richer), ("b.jsonl", record)):
        (tmp_path / name).write_text(json.dumps(members), encoding="utf-8")
    assert run(tmp_path / "a.jsonl")[1][-1] == "1 imported, 0 revised, 0 unchanged, 0 failed"
    output = run(tmp_path / "b.jsonl")[1]
    assert output[-1] == "0 imported, 0 revised, 1 unchanged, 0 failed"
    assert "The same text is there with its headline, which stays." in output[-2]
    assert Article.objects.get().byline == "Ida Frost"


def test_a_password_in_an_address_is_dropped_with_a_note(tmp_path):
    table = tmp_path / "a.csv"
    table.write_text(f"text,url\n{TEXT},https://ida:secret@gull.example/wall\n", encoding="utf-8")
    output = run(table)[1]
    assert "A user or password in the address was dropped." in output[-2]
    assert article("The mayor").url == "https://gull.example/wall"
    assert "secret" not in json.dumps(ImportItem.objects.get().draft)


def test_an_import_that_is_interrupted_says_how_to_go_on_and_goes_on(tmp_path, monkeypatch):
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT} Part {number}.")
    monkeypatch.setattr(ahead, "TOGETHER", 2)
    really, chunks = bulk.import_readings, []

    def interrupt_the_second(batch, readings, *, by):
        chunks.append(readings)
        if len(chunks) == 2:
            raise KeyboardInterrupt
        return really(batch, readings, by=by)

    monkeypatch.setattr(bulk, "import_readings", interrupt_the_second)
    status, out, err = run(tmp_path)
    assert (status, len(out)) == (130, 2)
    assert "the same command goes on with the rest" in err[0]
    assert not ImportBatch.objects.filter(finished_at=None).exists()
    status, out, _ = run(tmp_path)
    assert (status, out[-1]) == (0, "3 imported, 0 revised, 2 unchanged, 0 failed")


TABLE = "Kopf;Lauftext;Wann\nThe wall;It will hold, she said.;7. Mai 2024\n"


def test_a_mapping_of_columns_is_given_by_map(tmp_path):
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    status, _out, err = run(
        tmp_path / "a.csv", "--map=text=Lauftext,title=kopf", "--map", "published_on=Wann"
    )
    assert (status, err) == (0, [])
    assert article("The wall").published_on.isoformat() == "2024-05-07"


def test_a_table_whose_text_is_not_known_is_refused_with_its_columns(tmp_path):
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    status, out, err = run(tmp_path / "a.csv")
    assert (status, out[-1]) == (1, "0 imported, 0 revised, 0 unchanged, 1 failed")
    assert err == [
        f"{tmp_path}/a.csv: none of its columns is known as the text (Kopf, Lauftext, Wann): say "
        "which it is by --map text=COLUMN"
    ]


def test_a_column_that_is_not_there_refuses_that_file_alone(tmp_path):
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "b.csv").write_text("body\nIt will hold.\n", encoding="utf-8")
    status, out, err = run(tmp_path, "--map", "text=body")
    assert (status, out[-1]) == (1, "1 imported, 0 revised, 0 unchanged, 1 failed")
    assert err == [f"{tmp_path}/a.csv: there is no column “body”, but: Kopf, Lauftext, Wann"]


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ("txt=body", "“txt=body” is not FIELD=COLUMN with FIELD one of text, title, outlet"),
        ("text", "“text” is not FIELD=COLUMN"),
        ("text=a,text=b", "“text” is there twice"),
    ],
)
def test_a_mapping_of_no_field_is_an_unusable_argument(tmp_path, value, complaint):
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    with pytest.raises(CommandError, match=complaint):
        call_command("import_articles", str(tmp_path / "a.csv"), "--map", value)


def test_the_name_of_a_column_may_hold_a_comma(tmp_path):
    (tmp_path / "a.csv").write_text("Text, ganz;x\nIt will hold.;1\n", encoding="utf-8")
    assert run(tmp_path / "a.csv", "--map=text=Text, ganz,title=")[0] == 0


def test_a_text_that_its_service_cut_off_makes_no_revision_of_the_whole_one(tmp_path):
    whole = {"text": f"{TEXT}\n\nWork begins in May.", "url": "https://gull.example/wall"}
    cut_off = {**whole, "text": f"{TEXT[:30]}… [+1234 chars]"}
    for name, members in (("a.jsonl", whole), ("b.jsonl", cut_off)):
        (tmp_path / name).write_text(json.dumps(members), encoding="utf-8")
    run(tmp_path / "a.jsonl")
    output = run(tmp_path / "b.jsonl")[1]
    assert output[-1] == "0 imported, 0 revised, 1 unchanged, 0 failed"
    assert any("the text that is there stays" in line for line in output)
    other = json.dumps({**cut_off, "url": "https://gull.example/other"})
    (tmp_path / "d.jsonl").write_text(other, encoding="utf-8")
    assert run(tmp_path / "d.jsonl")[1][-1] == "1 imported, 0 revised, 0 unchanged, 0 failed"


def test_a_password_is_not_shown_where_the_address_cannot_be_used(tmp_path):
    table = tmp_path / "a.csv"
    table.write_text(f"text,url\n{TEXT},https://ida:secret@gull.example/a b\n", encoding="utf-8")
    output = run(table)[1]
    assert "“https://gull.example/a b” is no web address" in "\n".join(output)
    assert "secret" not in json.dumps(ImportItem.objects.get().draft)
