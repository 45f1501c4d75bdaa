"""The export of a WordPress site: its published posts."""

from datetime import date

import pytest

from articles.importing.drafts import Unreadable
from tests.articles.readers.reading import HTML, PARAGRAPHS, TEXT, TITLE, WHOLE, all_of, only

EXPORT = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<!-- This is a file of WordPress. -->\n'
    '<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"\n'
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"\n'
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">'
    "<channel><title>Saltmere Post</title><language>en-GB</language>"
    "<wp:author><wp:author_login><![CDATA[jo]]></wp:author_login>"
    "<wp:author_display_name><![CDATA[Jo Marsh]]></wp:author_display_name></wp:author>%s"
    "</channel></rss>"
)


def post(content, *, number=7, kind="post", status="publish", more=""):
    return (
        f"<item><title>{TITLE}</title><link>https://post.example/wall/</link>"
        "<pubDate>Mon, 06 May 2024 22:30:00 +0000</pubDate><dc:creator>jo</dc:creator>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded>"
        "<excerpt:encoded><![CDATA[In short.]]></excerpt:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_date>2024-05-07 00:30:00</wp:post_date>"
        f"<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>{more}</item>"
    )


def export(*items):
    return EXPORT % "".join(items)


def test_a_post_is_an_article_with_the_name_of_its_author_and_the_day_of_its_site():
    draft = only("site.xml", export(post(TEXT)))
    assert (draft.name, draft.text, draft.title) == ("site.xml:7", WHOLE, TITLE)
    assert (draft.outlet, draft.byline) == ("Saltmere Post", "Jo Marsh")
    assert (draft.url, draft.published_on) == ("https://post.example/wall/", date(2024, 5, 7))
    assert (draft.language, draft.notes) == ("en-GB", [])


@pytest.mark.parametrize(
    "content",
    [
        HTML,
        "\r\n\r\n".join(PARAGRAPHS),
        "".join(
            f"<!-- wp:paragraph -->\n<p>{one}</p>\n<!-- /wp:paragraph -->\n\n" for one in PARAGRAPHS
        ),
        f"{PARAGRAPHS[0]}<!--more-->\n\n<em>{PARAGRAPHS[1]}</em>\n\n{PARAGRAPHS[2]}",
        f"<div>{PARAGRAPHS[0]}</div>\n\n<blockquote>{PARAGRAPHS[1]}</blockquote>\n\n{PARAGRAPHS[2]}",
    ],
)
def test_the_content_of_every_editor_has_its_paragraphs(content):
    assert only("site.xml", export(post(content))).text == WHOLE


def test_shortcodes_and_captions_are_left_out():
    figure = '<figure class="wp-block-image"><figcaption>The wall</figcaption></figure>'
    draft = only("site.xml", export(post(f'[gallery ids="1,2"]\n\n{TEXT}\n\n{figure}')))
    assert draft.text == WHOLE
    assert [one["reason"] for one in draft.left_out] == ["caption", "shortcode"]


def test_pages_menus_and_attachments_are_passed_over():
    items = [post(TEXT, kind=kind) for kind in ("page", "attachment", "nav_menu_item", "post")]
    assert only("site.xml", export(*items)).text == WHOLE


def test_kinds_of_posts_that_a_site_made_are_posts():
    assert only("site.xml", export(post(TEXT, kind="news"))).text == WHOLE


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("draft", "it is a draft: only published posts are imported"),
        ("pending", "it waits for a review: only published posts are imported"),
        ("future", "it is to be published later: only published posts are imported"),
        ("private", "it is private: only published posts are imported"),
        ("trash", "it lies in the bin: only published posts are imported"),
        ("odd", "its status is “odd”: only published posts are imported"),
    ],
)
def test_what_is_not_published_is_refused_by_its_name(status, reason):
    refused, read = all_of("site.xml", export(post(TEXT, status=status), post(TEXT, number=8)))
    assert refused == Unreadable("site.xml:7", reason)
    assert read.name == "site.xml:8"


def test_a_protected_or_an_empty_post_is_refused():
    secret = post(TEXT, more="<wp:post_password>open</wp:post_password>")
    assert only("site.xml", export(secret)).reason == "it is protected by a password"
    assert only("site.xml", export(post(""))).reason == "the text is empty"


def test_where_the_export_breaks_off_the_posts_before_are_read():
    data = export(post(TEXT), post(TEXT, number=8))
    read, refused = all_of("site.xml", data[: data.index("<wp:post_id>8")])
    assert read.text == WHOLE
    assert refused.name == "site.xml"
    assert "the XML is broken" in refused.reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (export(), "there is no post in the export"),
        (export(post(TEXT, kind="page")), "there is no post in the export"),
    ],
)
def test_an_export_that_cannot_be_read_is_refused(data, reason):
    assert only("site.xml", data).reason == reason


def test_no_entity_of_an_export_is_expanded():
    data = export(post(TEXT)).replace(f"<title>{TITLE}", "<title>Wall &a;")
    draft = only("site.xml", data.replace("?>\n", '?><!DOCTYPE rss [<!ENTITY a "words">]>', 1))
    assert draft.title == "Wall &a;"
    assert "not well-formed" in draft.notes[0]


def test_control_characters_in_a_post_break_no_export_off():
    first, second = all_of("site.xml", export(post(f"\x0b{TEXT}\x00\x1f"), post(TEXT, number=8)))
    assert (first.text, first.notes) == (second.text, []) == (WHOLE, [])
    wide = export(post(TEXT)).replace('"UTF-8"', '"UTF-16"').encode("utf-16")
    assert only("site.xml", wide).text == WHOLE


def test_an_export_cannot_be_read_verbatim():
    assert "verbatim" in only("site.xml", export(post(TEXT)), verbatim=True).reason
