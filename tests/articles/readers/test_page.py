"""Saved pages: the article in them and what their head states, without what is around it."""

import json
from datetime import date

import pytest

from articles.importing.drafts import Unreadable
from articles.readers import read
from tests.paths import DATA

PAGE = (DATA / "articles" / "page.html").read_text(encoding="utf-8")
PROSE = "The council of Saltmere voted on Tuesday to raise the harbour wall by two metres."


def only(page, **options):
    data = page.encode() if isinstance(page, str) else page
    (reading,) = read("page.html", data, **options)
    return reading


def test_a_page_is_its_article_with_what_its_head_states():
    draft = only(PAGE)
    assert (draft.title, draft.title_generated) == ("Harbour wall to be raised", False)
    assert (draft.outlet, draft.byline) == ("The Gullwing", "Ann Roe")
    assert draft.url == "https://gullwing.example/2024/05/wall"
    assert (draft.published_on, draft.language) == (date(2024, 5, 2), "en-GB")
    assert draft.media_type == "text/html"
    assert draft.raw == PAGE.encode()


def test_its_paragraphs_are_whole_and_in_order_and_nothing_around_them_is_read():
    first, second, third, *others = only(PAGE).text.split("\n\n")
    assert first == "Harbour wall to be raised"
    assert second.startswith("The council of Saltmere")
    assert third == "“Enough is enough”"
    assert others[1:] == [
        "Ruth Ode, who owns two boats, said that 2,300 passengers a day would have to walk.",
        "“Nobody asked us,” she said to the crowd at the harbour.",
    ]


def test_joiners_directional_marks_quotes_and_no_break_spaces_survive():
    text = only(PAGE).text
    assert "$48\u00a0million" in text
    assert "👩\u200d👩\u200d👧" in text
    assert "\u200fمرحبا\u200e" in text
    assert "“Enough is enough”" in text


def test_a_source_line_in_the_page_is_left_out():
    assert {"text": "Source: Coast Wire", "reason": "source line"} in only(PAGE).left_out


def test_two_line_breaks_part_paragraphs_and_one_does_not():
    draft = only(f"<html><body><article><p>{PROSE}<br>{PROSE}<br><br>{PROSE}</p></article></body>")
    assert draft.text == f"{PROSE} {PROSE}\n\n{PROSE}"


def test_the_rows_of_a_table_stay_together():
    table = (
        "<table><tr><th>Place</th><th>Metres</th></tr><tr><td>Quay</td><td>2.4</td></tr></table>"
    )
    text = only(f"<html><body><article><p>{PROSE}</p>{table}<p>{PROSE}</p></article></body>").text
    assert "Quay | 2.4" in text


def test_what_the_head_gets_wrong_is_passed_over():
    draft = only(PAGE.replace('lang="en-GB"', 'lang="??"').replace("https://gullwing", "gullwing"))
    assert draft.language == "en"
    assert draft.url == ""


def test_a_stated_outlet_and_language_go_before_the_head():
    draft = only(PAGE, outlet="Saltmere Post", language="cy")
    assert (draft.outlet, draft.language) == ("Saltmere Post", "cy")


def test_a_declared_encoding_is_believed_where_it_is_not_utf_8():
    text = "Совет проголосовал во вторник за то, чтобы поднять стену на два метра, сказала мэр."
    page = f"<html lang=ru><head><meta charset=windows-1251></head><body><p>{text}</p><p>{text}</p>"
    draft = only(page.encode("cp1251"))
    assert text in draft.text
    assert draft.notes == []


MORE = "Fishermen had asked for it since the storm of last winter took four of their boats."
LAST = "Work is to begin in May, and the ferry will leave from the old quay until then."


SITE = "<meta property=og:site_name content='The Gullwing'>"


def article(body, head="<title>Wall raised</title>"):
    return f"<!doctype html><html lang=en><head>{head}</head><body><article>{body}</article></body>"


def paragraphs(*arguments, **options):
    return only(article(*arguments, **options)).text.split("\n\n")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            f"<h2>Vote</h2>{PROSE}<h2>Cost</h2>{MORE}<p>{LAST}</p>",
            ["Vote", PROSE, "Cost", MORE, LAST],
        ),
        (f"<p>{PROSE}</p>{MORE}<p>{LAST}</p>", [PROSE, MORE, LAST]),
        (f"{PROSE}<div>{MORE}</div>{LAST}", [PROSE, MORE, LAST]),
        (f"<div><p>{PROSE}</p>So it was.<br><br>{MORE}</div>", [PROSE, "So it was.", MORE]),
        (f"<font>{PROSE}<p>{MORE}</font>{LAST}", [PROSE, MORE, LAST]),
    ],
)
def test_bare_text_between_blocks_is_kept_in_its_place(body, expected):
    assert paragraphs(f"<h1>Wall raised</h1>{body}") == ["Wall raised", *expected]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "Ann Roe said <q>we will build it</q> and left",
            "Ann Roe said “we will build it” and left",
        ),
        ("the file <code>FOI-12</code> was read", "the file FOI-12 was read"),
        ("10<sup>6</sup> stones", "10⁶ stones"),
        ("40 m<sup>2</sup> of H<sub>2</sub>O", "40 m² of H₂O"),
        ("<cite>The <i>Wall</i></cite> and <kbd>q</kbd>", "The Wall and q"),
    ],
)
def test_what_is_marked_in_a_line_stays_in_it(marked, expected):
    body = f"<h1>Wall raised</h1><p>{PROSE}</p><p>It is told that {marked}. {MORE}</p>"
    assert paragraphs(body)[2] == f"It is told that {expected}. {MORE}"


@pytest.mark.parametrize("said", [(PROSE, PROSE, MORE, MORE), (PROSE, MORE, PROSE), (PROSE,) * 3])
def test_what_is_said_twice_is_kept_twice(said):
    body = "".join(f"<p>{one}</p>" for one in said)
    assert paragraphs(f"<h1>Wall raised</h1>{body}") == ["Wall raised", *said]


@pytest.mark.parametrize(
    "update",
    [
        "<div itemprop=liveBlogUpdate><h2>At {0}</h2><div class=text><p>{1}</p></div></div>",
        "<section class=live-post><h3>At {0}</h3><p>{1}</p></section>",
        "<article><h2>At {0}</h2><p>{1}</p></article>",
    ],
)
def test_a_live_page_is_read_in_its_order_with_one_headline(update):
    texts = (
        MORE,
        LAST,
        "Two members voted against it because of what it costs, and one was absent.",
    )
    updates = "".join(update.format(hour, text) for hour, text in enumerate(texts, 8))
    expected = [part for hour, text in enumerate(texts, 8) for part in (f"At {hour}", text)]
    found = paragraphs(f"<h1>Wall raised</h1><p>{PROSE}</p>{updates}")
    assert found == ["Wall raised", PROSE, *expected]


@pytest.mark.parametrize(
    "head",
    [
        f"<title>Wall raised | The Gullwing</title>{SITE}",
        f"<title>The Gullwing - Wall raised</title>{SITE}",
        "<title>Wall</title><meta property=og:title content='Wall raised – gullwing.example'>"
        "<link rel=canonical href=https://gullwing.example/wall>",
        '<title>News</title><script type="application/ld+json">{"@type": "NewsArticle", '
        '"headline": "Wall raised", "publisher": {"name": "The Gullwing"}}</script>',
    ],
)
def test_the_headline_stands_once_without_the_sites_name(head):
    draft = only(article(f"<h1>Wall raised</h1><p>{PROSE}</p><p>{MORE}</p>", head))
    assert draft.title == "Wall raised"
    assert draft.text == f"Wall raised\n\n{PROSE}\n\n{MORE}"
    assert draft.outlet in {"The Gullwing", "gullwing.example"}


def test_no_break_spaces_of_the_head_are_kept():
    head = (
        "<title>Ann&nbsp;Roe sur la «&nbsp;digue&nbsp;»</title><meta property=og:site_name "
        "content='Le&nbsp;Goéland'><meta name=author content='Anne&nbsp;Martin'>"
    )
    body = f"<h1>Ann&nbsp;Roe sur la «&nbsp;digue&nbsp;»</h1><p>{PROSE}</p><p>{MORE}</p>"
    draft = only(article(body, head))
    assert draft.title == "Ann\u00a0Roe sur la «\u00a0digue\u00a0»"
    assert draft.text.split("\n\n") == [draft.title, PROSE, MORE]
    assert draft.outlet.split() == ["Le", "Goéland"]
    assert draft.byline.split() == ["Anne", "Martin"]


def test_a_headline_that_a_page_says_again_is_told_of():
    body = f"<h1>Wall raised</h1><p>{PROSE}</p><h2>Wall raised</h2><p>{MORE}</p>"
    draft = only(article(body))
    assert draft.text == f"Wall raised\n\n{PROSE}\n\n{MORE}"
    assert draft.left_out == [{"text": "Wall raised", "reason": "repeated"}]


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (
            "<!-- saved from url=(0029)https://gullwing.example/wall -->",
            "https://gullwing.example/wall",
        ),
        (
            "<!-- Page saved with SingleFile url: https://gullwing.example/wall saved: now -->",
            "https://gullwing.example/wall",
        ),
        ("<!-- saved from url=(0014)about:internet -->", ""),
        ("<!-- seen at https://other.example/ -->", ""),
        (
            "<link rel=canonical href=https://gullwing.example/wall>",
            "https://gullwing.example/wall",
        ),
        (
            "<meta property=og:url content=https://m.gullwing.example/wall?from=og>"
            "<link rel=canonical href=https://gullwing.example/wall>",
            "https://gullwing.example/wall",
        ),
        (
            "<link rel=canonical href=/wall><meta property=og:url content=https://gullwing.example/w>",
            "https://gullwing.example/wall",
        ),
        (
            "<link rel=canonical href=https://gullwing.example/>"
            "<meta property=og:url content=https://gullwing.example/wall>",
            "https://gullwing.example/wall",
        ),
        ("<link rel=canonical href='no address'>", ""),
    ],
)
def test_the_address_is_the_one_that_the_page_states(page, address):
    rest = f"<html lang=en><title>Wall raised</title><p>{PROSE}</p><p>{MORE}</p>"
    source = f"<!doctype html>{page}{rest}" if page.startswith("<!--") else rest + page
    assert only(source).url == address


def test_a_page_that_states_no_day_has_none():
    body = f"<h1>Wall raised</h1><p>{PROSE}</p><p>It was built in 1968 and repaired in 2013.</p>"
    assert only(article(body)).published_on is None


def test_a_page_in_another_language_than_it_says_is_told_of():
    text = (
        "Baraza la mji lilipiga kura siku ya Jumanne kuinua ukuta wa bandari kwa mita mbili, "
        "baada ya mjadala uliodumu karibu saa sita, na kazi itaanza mwezi wa Mei, maafisa walisema."
    )
    draft = only(article(f"<h1>Ukuta wa bandari</h1><p>{text}</p><p>{text}</p>"))
    assert draft.language == "sw"
    assert draft.notes == ["The page says that it is in “en”, but its text is in “sw”."]


@pytest.mark.parametrize(
    ("head", "is_told"),
    [
        ({"isAccessibleForFree": False}, True),
        ({"isAccessibleForFree": "False"}, True),
        ({"isAccessibleForFree": True}, False),
        ({}, False),
    ],
)
def test_a_page_that_is_not_free_to_read_is_told_of(head, is_told):
    data = json.dumps({"@type": "NewsArticle", "headline": "Wall", **head})
    script = f'<script type="application/ld+json">{data}</script>'
    draft = only(f"<head>{script}</head><article><h1>Wall</h1><p>{PROSE}</p></article>")
    note = "The page says that it is not free to read: its text may be cut off."
    assert (note in draft.notes) == is_told


def test_markup_that_a_page_shows_is_part_of_its_text():
    shown = "Put &lt;script&gt;raise()&lt;/script&gt; and &lt;!-- wall --&gt; into the page."
    body = f"<h1>Wall raised</h1><p>{PROSE}</p><p>{shown}</p><p>{MORE}</p>"
    assert "Put <script>raise()</script> and <!-- wall --> into the page." in paragraphs(body)


def test_the_text_of_a_page_that_a_script_fills_is_taken_from_its_data():
    data = json.dumps({"@type": "NewsArticle", "articleBody": f"<p>{PROSE}</p><p>{MORE}</p>"})
    draft = only(
        "<html lang=en><head><title>Wall raised</title>"
        f'<script type="application/ld+json">{data}</script></head><body><div id=app></div></body>'
    )
    assert draft.text == f"Wall raised\n\n{PROSE}\n\n{MORE}"
    assert "structured data" in draft.notes[0]


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "table><tr><td"])
def test_a_page_of_any_depth_is_read(tag):
    opened = f"<{tag}>" * (5_000 // (1 + tag.count("<")))
    text = only(f"<html lang=en><title>Wall raised</title>{opened}<p>{PROSE}<p>{MORE}").text
    assert text == f"Wall raised\n\n{PROSE}\n\n{MORE}"


def test_a_page_of_countless_elements_is_refused():
    refusal = only("<html><body>" + "<p>a" * 110_000)
    assert isinstance(refusal, Unreadable)
    assert "more than 100,000 elements" in refusal.reason


NAVIGATION = "<header><nav><a href=/>Home</a> <a href=/news>News</a></nav></header>"


def test_a_short_article_is_read_without_the_navigation():
    draft = only(f"{NAVIGATION}<main>{article('<h1>Wall</h1><p>Yes.</p><p>No, said she.</p>')}")
    assert draft.text.split("\n\n")[1:] == ["Yes.", "No, said she."]
    draft = only(article("<h1>Wall</h1><p>404 people marched.</p><p>No page was left out.</p>"))
    assert draft.text.split("\n\n")[1:] == ["404 people marched.", "No page was left out."]


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><body><nav><a href=/>Home</a> <a href=/s>Sport</a></nav>",
        f"{NAVIGATION}<article><h1>Wall</h1><div id=root></div><script>go()</script></article>",
        f"{NAVIGATION}<div id=app>Loading…</div><footer>Copyright The Gullwing</footer>",
        f"{NAVIGATION}<main><p>You need to enable JavaScript to run this app.</p></main>",
        f"{NAVIGATION}<noscript>{PROSE}</noscript><div id=root></div>",
        "<title>Moved</title><body>Redirecting…</body>",
        "<h1>Page not found</h1><p>The page that you asked for could not be found.</p>",
        f"{NAVIGATION}<main><h1>404</h1><p>Sorry, this page does not exist.</p></main>",
        "<h1>404 Not Found</h1><hr><center>nginx</center>",
    ],
)
def test_a_page_without_an_article_is_refused(page):
    refusal = only(page)
    assert isinstance(refusal, Unreadable)
    assert "no text of an article" in refusal.reason


def test_a_page_cannot_be_verbatim_but_its_source_can():
    assert "cannot be read verbatim" in only(PAGE, verbatim=True).reason
    assert only(PAGE, verbatim=True, format="text").text == PAGE
