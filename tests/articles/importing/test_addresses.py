"""Web addresses of a batch: each is fetched in its turn, once, and read as a file would be."""

import pytest
from django.db import connection

from articles.importing import intake, previewing
from articles.models import Article, ImportUpload
from articles.readers.files import File
from tests.articles.fetching.sites import answer, lead_on
from tests.at_once import at_once
from tests.factories import make_editor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fetching_here")]

NOW = 0.0  # A moment that has passed.
WALL = "The council of Saltmere voted on Tuesday to raise the harbour wall, as it had promised."
FERRY = "The ferry of Saltmere stays in port this winter, its owner told the paper on Friday."


def page(text, head=""):
    return (
        f"<!doctype html><html lang=en><head><title>Saltmere</title>{head}</head>"
        f"<body><article><h1>News of Saltmere</h1><p>{text}</p></article></body></html>"
    ).encode()


def items(batch):
    return [(item.name, item.outcome) for item in batch.items.order_by("pk")]


def opened(*addresses, files=(), **options):
    return intake.open_batch(files, addresses=addresses, by=make_editor(), **options)


def test_an_address_is_fetched_when_reading_continues_and_not_before(news):
    site = news(wall=[answer(page(WALL))])
    batch = opened(f"{site.at}wall")
    assert (items(batch), site.asked) == ([], [])
    assert intake.reading_progress(batch) == (0, 1)
    intake.continue_reading(batch)
    assert items(batch) == [(f"{site.at}wall", "waiting")]
    assert WALL in batch.items.get().draft["text"]
    assert intake.is_read(batch)
    assert bytes(ImportUpload.objects.get().data) == b""


def test_where_a_page_was_in_the_end_is_its_address_unless_it_states_one(news):
    stating = '<link rel="canonical" href="https://saltmere.test/ferry">'
    site = news(
        wall=lead_on("/council/wall"),
        ferry=[answer(page(FERRY, stating))],
        text=[answer(WALL.encode(), Content_Type="text/plain")],
        **{"table.csv": [answer(f'text,url\n"{FERRY}",\n'.encode())]},
    )
    site.answers["/council/wall"] = [answer(page(WALL))]
    batch = opened(*(site.at + path for path in ("wall", "ferry", "text", "table.csv")))
    intake.continue_reading(batch)
    drafts = [item.draft for item in batch.items.order_by("pk")]
    assert [draft["url"] for draft in drafts] == [
        f"{site.at}council/wall",
        "https://saltmere.test/ferry",
        f"{site.at}text",
        "",
    ]


TABLE = f"text;url\n{FERRY};\n"
SCRIPT = "!function(e,t){var n=e[0]||{};for(;n&&!n.a;n=n[1]){t(n,{a:1,b:[2,3]})}}(w,q);\n"


@pytest.mark.parametrize(
    ("path", "stated", "content", "outcome"),
    [
        ("wall.php", "text/html", page(WALL), "text/html"),
        ("wall.php?page=2", "", page(WALL), "text/html"),
        ("wall.aspx", "text/html; charset=utf-8", f"<!-- made --><p>{WALL}".encode(), "text/html"),
        ("export", "text/csv", TABLE.encode(), "text/csv"),
        ("export.csv?page=2", "text/plain", TABLE.encode(), "text/csv"),
        ("wall", "text/plain", WALL.encode(), "text/plain"),
        ("wall.asp", "text/plain", WALL.encode(), "text/plain"),
        ("wall.js", "text/javascript", SCRIPT.encode(), "it is a script of a web page"),
        ("wall.php", "", SCRIPT.encode(), "it is a script of a web page"),
        ("wall", "", SCRIPT.encode(), "it is a script of a web page"),
        ("wall.html", "text/html", b"\x89PNG\r\n\x1a\n" + bytes(99), "it is a PNG image"),
    ],
)
def test_what_a_page_is_its_content_tells_and_then_its_site(news, path, stated, content, outcome):
    headers = {"Content_Type": stated} if stated else {}
    site = news(**{path: [answer(content, **headers)]})
    batch = opened(site.at + path)
    intake.continue_reading(batch)
    item = batch.items.get()
    assert item.refused_because.startswith(outcome) or item.draft["media_type"] == outcome


def test_the_charset_that_a_site_states_is_believed(news):
    words = "Die Stadt erhöht die Mauer, sagte der Bürgermeister; früher war das unmöglich."
    stated = answer(words.encode("cp1252"), Content_Type="text/plain; charset=windows-1252")
    site = news(wall=[stated])
    batch = opened(f"{site.at}wall")
    intake.continue_reading(batch)
    draft = batch.items.get().draft
    assert (draft["text"], draft["notes"]) == (words, [])


def test_what_cannot_be_fetched_is_named_and_the_others_go_in(news):
    site = news(wall=[answer(page(WALL))], picture=[answer(b"\x89PNG\r\n\x1a\n" + bytes(99))])
    addresses = [f"{site.at}gone", "http://10.0.0.8/", f"{site.at}picture", f"{site.at}wall"]
    batch = opened(*addresses)
    intake.continue_reading(batch)
    assert items(batch) == [
        *((name, "failed") for name in addresses[:3]),
        (addresses[3], "waiting"),
    ]
    reasons = list(batch.items.order_by("pk").values_list("refused_because", flat=True))
    assert reasons[0] == "the site has no such page (404)"
    assert reasons[2] == "it is a PNG image, not text"
    previewing.finish_preview(batch, by=batch.by)
    assert Article.objects.get().url == f"{site.at}wall"


def test_files_are_read_at_once_and_addresses_later(news):
    site = news(wall=[answer(page(WALL))])
    batch = opened(f"{site.at}wall", files=[File.of("ferry.txt", FERRY.encode())])
    assert items(batch) == [("ferry.txt", "waiting")]
    intake.continue_reading(batch)
    assert items(batch)[1] == (f"{site.at}wall", "waiting")


def test_the_moment_is_looked_at_after_every_address_whatever_came_of_it(news):
    site = news(wall=[answer(page(WALL))], ferry=[answer(page(FERRY))])
    batch = opened(*(site.at + path for path in ("gone", "wall", "gone-too", "ferry")))
    asked = []
    while not intake.is_read(batch):
        before = len(site.asked)
        intake.continue_reading(batch, until=NOW)
        asked.append(len(site.asked) - before)
    assert (max(asked), sum(asked)) == (1, 4)
    assert intake.reading_progress(batch) == (4, 4)


def test_a_table_at_an_address_counts_each_of_its_articles(news):
    rows = "\n".join(["text", *(f'"{FERRY} {number}"' for number in range(3))])
    site = news(**{"table.csv": [answer(rows.encode())]})
    batch = opened(f"{site.at}table.csv")
    intake.continue_reading(batch, until=NOW)
    assert intake.reading_progress(batch) == (1, 3)
    intake.continue_reading(batch)
    assert len(site.asked) == 1
    assert len(items(batch)) == 3


def test_an_address_of_any_length_is_refused_by_its_length_and_not_cut(news):
    site = news()
    batch = opened(site.at + "a" * 5000)
    intake.continue_reading(batch)
    assert batch.items.get().refused_because == "the address is longer than 2,000 characters"
    assert site.asked == []


def test_an_import_that_is_given_up_fetches_nothing_more(news):
    site = news(wall=[answer(page(WALL))])
    batch = opened(f"{site.at}wall")
    intake.discard_unread(batch)
    intake.continue_reading(batch)
    assert (items(batch), site.asked) == ([], [])


def test_an_import_that_is_given_up_while_a_page_comes_in_stays_given_up(news, monkeypatch):
    site = news(wall=[answer(page(WALL))])
    batch = opened(f"{site.at}wall", f"{site.at}gone")
    really = intake.fetched

    def give_up(address):
        intake.discard_unread(batch)
        return really(address)

    monkeypatch.setattr(intake, "fetched", give_up)
    for upload in batch.uploads.all():
        assert not intake.fetch_upload(upload)
    assert items(batch) == []


def test_what_fails_in_the_program_itself_is_a_refusal_too(news, monkeypatch, caplog):
    def fail(_address):
        raise RuntimeError

    monkeypatch.setattr("articles.fetching.fetch", fail)
    batch = opened("http://news.test/wall")
    intake.continue_reading(batch)
    assert "an error of the program" in batch.items.get().refused_because
    assert "Fetching http://news.test/wall failed" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_a_page_is_fetched(news, monkeypatch):
    site = news(wall=[answer(page(WALL))])
    batch = opened(f"{site.at}wall")
    really, inside = intake.fetched, []

    def look(address):
        inside.append(connection.in_atomic_block)
        return really(address)

    monkeypatch.setattr(intake, "fetched", look)
    intake.continue_reading(batch)
    assert inside == [False]


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_that_fetch_at_once_one_keeps_what_came(news):
    site = news(wall=[answer(page(WALL))])
    batch = opened(f"{site.at}wall", f"{site.at}gone")
    assert at_once(*[lambda: intake.continue_reading(batch)] * 2) == [None, None]
    assert items(batch) == [(f"{site.at}wall", "waiting"), (f"{site.at}gone", "failed")]
    assert intake.is_read(batch)
