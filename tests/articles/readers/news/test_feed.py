"""Feeds: an article an item, with its full text where there is one."""

from datetime import date

import pytest

from tests.articles.readers.reading import HTML, PARAGRAPHS, TEXT, TITLE, WHOLE, all_of, only

RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
    '<title>Saltmere Post</title><atom:link rel="self" href="https://post.example/feed"/>'
    "<link>https://post.example/news/</link><language>en-gb</language>%s</channel></rss>"
)
FULL = f"<content:encoded><![CDATA[{HTML}]]></content:encoded>"


def item(*members):
    return f"<item><title>{TITLE}</title>{''.join(members)}</item>"


def rss(*items):
    return RSS % "".join(items)


def atom(*members, feed=""):
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
        f"<title>Saltmere Post</title>{feed}"
        f'<link href="https://post.example/"/><entry><title>{TITLE}</title>{"".join(members)}'
        "</entry></feed>"
    )


def test_an_item_is_an_article_with_all_that_the_feed_states():
    draft = only(
        "post.rss",
        rss(
            item(
                "<link>https://post.example/wall</link><dc:creator>Jo Marsh</dc:creator>"
                "<pubDate>Tue, 07 May 2024 09:12:00 GMT</pubDate>"
                "<description>In short.</description>",
                FULL,
            )
        ),
    )
    assert (draft.text, draft.title, draft.title_generated) == (WHOLE, TITLE, False)
    assert (draft.outlet, draft.url) == ("Saltmere Post", "https://post.example/wall")
    assert (draft.byline, draft.published_on) == ("Jo Marsh", date(2024, 5, 7))
    assert (draft.language, draft.notes, draft.left_out) == ("en-GB", [], [])
    assert draft.name == "post.rss:1"
    assert b"content:encoded" in draft.raw


def test_items_are_named_by_their_place_and_refused_one_by_one():
    whole, empty, last = all_of("feed.xml", rss(item(FULL), item(), item(FULL, FULL)))
    assert (whole.name, last.name) == ("feed.xml:1", "feed.xml:3")
    assert empty.name == "feed.xml:2"
    assert empty.reason == "the feed has neither the text of it nor a summary"


@pytest.mark.parametrize(
    "summary",
    [
        f"<description>{TEXT}</description>",
        f"<description><![CDATA[{HTML}]]></description>",
        "<description>" + HTML.replace("<", "&lt;") + "</description>",
    ],
)
def test_a_summary_is_marked_as_one(summary):
    draft = only("feed.rss", rss(item(summary, "<media:description>A boat</media:description>")))
    assert draft.text == WHOLE
    assert draft.notes == ["The feed has only a summary of it."]
    assert draft.partial


@pytest.mark.parametrize(
    "content",
    [
        '<content type="html">' + HTML.replace("<", "&lt;") + "</content>",
        f'<content type="html"><![CDATA[{HTML}]]></content>',
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{HTML}</div></content>',
        '<content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml">'
        + HTML.replace("<p>", "<x:p>").replace("</p>", "</x:p>")
        + "</x:div></content>",
        f"<content>{TEXT}</content>",
        f"<summary>In short.</summary><content>{TEXT}</content>",
    ],
)
def test_atom_holds_its_content_in_several_ways(content):
    draft = only("feed", atom(content, "<published>2024-05-07T09:12:00Z</published>"))
    assert draft.text == WHOLE
    assert (draft.language, draft.published_on, draft.notes) == ("en", date(2024, 5, 7), [])
    assert not draft.partial


@pytest.mark.parametrize(
    ("members", "url"),
    [
        ("<link>wall</link>", "https://post.example/news/wall"),
        ('<guid isPermaLink="true">https://post.example/w</guid>', "https://post.example/w"),
        ('<guid isPermaLink="false">https://post.example/w</guid>', ""),
        ("<guid>post-17</guid>", ""),
        ("<link>/wall?a=1&amp;b=2</link>", "https://post.example/wall?a=1&b=2"),
    ],
)
def test_the_address_is_that_of_the_item(members, url):
    assert only("feed.rss", rss(item(members, FULL))).url == url


def test_atom_links_to_the_page_by_its_alternate():
    links = (
        '<link rel="replies" href="/talk"/><link rel="enclosure" href="/a.mp3"/>'
        '<link rel="alternate" href="/wall"/>'
    )
    assert only("a.atom", atom(links, f"<content>{TEXT}</content>")).url.endswith(".example/wall")


@pytest.mark.parametrize(
    ("members", "byline"),
    [
        ("<author>desk@post.example (Jo Marsh)</author>", "Jo Marsh"),
        ("<author>desk@post.example</author>", ""),
        ("<author>Jo Marsh</author>", "Jo Marsh"),
        (
            "<dc:creator>Jo Marsh</dc:creator><dc:creator>Ida Frost</dc:creator>",
            "Jo Marsh, Ida Frost",
        ),
        ("<dc:creator>Jo Marsh</dc:creator><dc:creator>Jo Marsh</dc:creator>", "Jo Marsh"),
    ],
)
def test_authors_are_names(members, byline):
    assert only("feed.rss", rss(item(members, FULL))).byline == byline


def test_the_authors_of_an_atom_feed_hold_for_its_entries():
    feed = "<author><name>Jo Marsh</name><email>jo@post.example</email></author>"
    assert only("a", atom(f"<content>{TEXT}</content>", feed=feed)).byline == "Jo Marsh"


def test_an_odd_date_or_address_is_a_note():
    draft = only("f", rss(item("<pubDate>soon</pubDate><link>mailto:a@b.example</link>", FULL)))
    assert (draft.published_on, draft.url, draft.text) == (None, "", WHOLE)
    assert draft.notes == [
        "The address “mailto:a@b.example” is no web address.",
        "“soon” is no date that can be read.",
    ]


def test_rss_1_has_its_items_beside_the_channel():
    data = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<channel><title>Saltmere Post</title></channel>"
        '<item rdf:about="https://post.example/wall"><title>Wall</title>'
        f"<link>https://post.example/wall</link><dc:date>2024-05-07T09:12:00+01:00</dc:date>"
        f"<description>{PARAGRAPHS[0]}</description></item></rdf:RDF>"
    )
    draft = only("index.rdf", data)
    assert draft.text == f"Wall\n\n{PARAGRAPHS[0]}"
    assert (draft.outlet, draft.published_on) == ("Saltmere Post", date(2024, 5, 7))


def test_titles_may_be_written_as_html_and_captions_are_left_out():
    figure = f"<figure><img src=a.png><figcaption>The wall, 2023</figcaption></figure>{HTML}"
    draft = only(
        "feed.rss",
        rss(
            "<item><title>Fish &amp;amp; &lt;i&gt;chips&lt;/i&gt;</title><content:encoded>"
            f"<![CDATA[{figure}]]></content:encoded></item>"
        ),
    )
    assert draft.title == "Fish & chips"
    assert draft.left_out == [{"text": "The wall, 2023", "reason": "caption"}]


@pytest.mark.parametrize(
    "line",
    [
        "The post <a href='/w'>Wall</a> appeared first on <a href='/'>Post</a>.",
        "Der Beitrag Mauer erschien zuerst auf Post.",
        "L’article Mur est apparu en premier sur Post.",
        "La entrada Muro se publicó primero en Post.",
    ],
)
def test_the_line_that_wordpress_sets_below_is_left_out(line):
    content = FULL.replace("]]>", f"<p>{line}</p>]]>")
    draft = only("feed.rss", rss(item(content)))
    assert draft.text == WHOLE
    assert [one["reason"] for one in draft.left_out] == ["boilerplate"]


def test_what_is_not_well_formed_is_repaired_with_a_note():
    draft = only(
        "feed.rss", rss(f"<item><title>Fish & Chips&nbsp;caf&eacute;</title>{FULL}</item>")
    )
    assert draft.title == "Fish & Chips\u00a0café" or draft.title == "Fish & Chips café"
    assert draft.text.endswith(TEXT)
    assert "not well-formed" in draft.notes[0]


def test_a_feed_in_another_encoding_than_it_says_is_read():
    data = (
        rss(item(FULL))
        .replace("Saltmere Post", "Post à Saltmere")
        .encode("cp1252", "xmlcharrefreplace")
    )
    assert only("feed.rss", data).outlet == "Post à Saltmere"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (rss(), "there is no item in the feed"),
        ("words\x00", "it is no XML that can be read"),
        (
            '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
            "<rss><channel><item><title>&b;</title></item></channel></rss>",
            "it uses an entity of its own (&b;)",
        ),
        (
            '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
            "<rss><channel><item><title>&a;</title></item></channel></rss>",
            "it uses an entity of its own (&a;)",
        ),
    ],
)
def test_a_feed_that_cannot_be_read_is_refused(data, reason):
    assert only("feed.rss", data).reason.startswith(reason)


def test_a_feed_cannot_be_read_verbatim():
    assert "verbatim" in only("feed.rss", rss(item(FULL)), verbatim=True).reason


def test_code_that_an_item_shows_stays_in_its_text():
    shown = "&amp;lt;script&amp;gt;raise()&amp;lt;/script&amp;gt;"
    body = f"&lt;p&gt;Put {shown} into it.&lt;/p&gt;&lt;p&gt;It will hold, she said.&lt;/p&gt;"
    entry = f"<item><title>Wall</title><description>{body}</description></item>"
    draft = only("a.rss", f'<rss version="2.0"><channel>{entry}</channel></rss>')
    assert "Put <script>raise()</script> into it." in draft.text
