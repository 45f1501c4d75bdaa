"""News items in NewsML-G2: alone, in messages, with every kind of content."""

from datetime import date

import pytest

from tests.articles.readers.reading import HTML, PARAGRAPHS, TEXT, TITLE, WHOLE, all_of, only

XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
    f"<head><title>Not this</title></head><body>{HTML}</body></html></inlineXML>"
)
NITF = (
    '<inlineXML contenttype="application/nitf+xml">'
    '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head>'
    f"<hedline><hl1>{TITLE}</hl1></hedline><byline>By Ida Frost</byline></body.head>"
    f"<body.content>{HTML}<media media-type='image'><media-caption>The wall</media-caption></media>"
    "</body.content></body></nitf></inlineXML>"
)
META = f"<headline>{TITLE}</headline><by>By Jo Marsh</by>"


def item(content=XHTML, meta=META, management="", kind="newsItem"):
    return (
        f'<{kind} xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:agency.example:17" '
        'version="1" standard="NewsML-G2" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/>'
        f"<versionCreated>2024-05-07T08:00:00Z</versionCreated>{management}</itemMeta>"
        f"<contentMeta>{meta}</contentMeta><contentSet>{content}</contentSet></{kind}>"
    )


def message(*items):
    return (
        '<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">'
        f"<header/><itemSet>{''.join(items)}</itemSet></newsMessage>"
    )


def test_an_item_is_an_article_with_what_it_states():
    management = (
        '<provider><name>Agency of Saltmere</name></provider><pubStatus qcode="stat:usable"/>'
    )
    draft = only("17.xml", item(management=management))
    assert (draft.text, draft.title, draft.byline) == (WHOLE, TITLE, "Jo Marsh")
    assert (draft.outlet, draft.published_on) == ("Agency of Saltmere", date(2024, 5, 7))
    assert (draft.name, draft.language, draft.notes) == ("17.xml", "en", [])


@pytest.mark.parametrize(
    "content",
    [
        f'<inlineData contenttype="text/plain">{TEXT}</inlineData>',
        f'<inlineData contenttype="text/html"><![CDATA[{HTML}]]></inlineData>',
        f'<inlineXML contenttype="application/xhtml+xml"><div>{HTML}</div></inlineXML>',
        f'<remoteContent href="a.jpg"/>{XHTML}',
        NITF,
    ],
)
def test_the_content_has_several_forms(content):
    assert only("17.xml", item(content)).text == WHOLE


def test_what_nitf_inside_it_states_fills_the_gaps():
    draft = only("17.xml", item(NITF, meta=""))
    assert (draft.title, draft.byline) == (TITLE, "Ida Frost")
    assert draft.left_out == [{"text": "The wall", "reason": "caption"}]


def test_a_message_holds_items_that_are_read_one_by_one():
    package = item(kind="packageItem")
    first, refused, last = all_of("message", message(item(), package, item()))
    assert [one.name for one in (first, refused, last)] == ["message:1", "message:2", "message:3"]
    assert refused.reason == "it is a packageItem of NewsML-G2, which holds no article"
    assert first.text == last.text == WHOLE


@pytest.mark.parametrize(
    ("management", "reason"),
    [
        ('<pubStatus qcode="stat:withheld"/>', "the agency withholds it: it may not be used"),
        ('<pubStatus qcode="stat:canceled"/>', "the agency has cancelled it"),
        (
            '<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>',
            "the agency has cancelled it",
        ),
        (
            "<embargoed>2999-01-01T06:00:00+00:00</embargoed>",
            "it is embargoed until 2999-01-01 06:00 UTC",
        ),
    ],
)
def test_what_may_not_be_used_is_refused(management, reason):
    assert only("17.xml", item(management=management)).reason == reason


def test_an_embargo_that_is_over_is_none():
    management = "<embargoed>2024-01-01T06:00:00Z</embargoed>"
    assert only("17.xml", item(management=management)).text == WHOLE


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (item(""), "the news item holds no text"),
        (
            item("<remoteContent/>").replace("ninat:text", "ninat:picture"),
            "it is a news item of the class “picture”, not a text",
        ),
        (message(), "there is no news item in the message"),
        (
            item(kind="packageItem"),
            "it is a package of NewsML-G2, which is not read: import the items that it names",
        ),
    ],
)
def test_what_holds_no_article_is_refused_by_its_name(data, reason):
    assert only("17.xml", data).reason == reason


def test_the_address_is_the_page_that_it_stands_on():
    link = '<link rel="irel:canonical" href="https://post.example/wall"/>'
    assert only("17.xml", item(management=link)).url == "https://post.example/wall"
    guid = item().replace("urn:newsml:agency.example:17", "https://agency.example/17")
    assert only("17.xml", guid).url == "https://agency.example/17"
    assert only("17.xml", item()).url == ""


def test_the_main_headline_goes_before_others_and_odd_dates_are_noted():
    meta = f'<headline role="hld:sub">Storms</headline><headline role="hld:main">{TITLE}</headline>'
    data = item(meta=meta).replace("2024-05-07T08:00:00Z", "soon")
    draft = only("17.xml", data)
    assert (draft.title, draft.published_on, len(draft.notes)) == (TITLE, None, 1)


def test_no_entity_is_expanded():
    data = '<!DOCTYPE newsItem [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + item(
        f'<inlineData contenttype="text/plain">{PARAGRAPHS[0]} &a;</inlineData>'
    )
    assert "an entity of its own" in only("17.xml", data).reason
