"""News items in NITF."""

from datetime import date

import pytest

from tests.articles.readers.reading import HTML, PARAGRAPHS, TITLE, WHOLE, only


def nitf(head="", lead="", content=HTML):
    return (
        f"<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'nitf-3-4.dtd'><nitf><head>{head}</head><body>"
        f"<body.head><hedline><hl1>{TITLE}</hl1><hl2>Storms are near</hl2></hedline>{lead}"
        f"</body.head><body.content>{content}</body.content></body></nitf>"
    )


DOCDATA = (
    "<docdata><date.issue norm='20240507T081500+0200'/><du-key key='17'/></docdata>"
    "<pubdata name='Saltmere Post' ex-ref='https://post.example/wall'/>"
)


def test_an_item_is_an_article_with_what_it_states():
    draft = only("17.xml", nitf(DOCDATA, "<byline>By <person>Jo Marsh</person></byline>"))
    assert (draft.text, draft.title, draft.byline) == (WHOLE, TITLE, "Jo Marsh")
    assert (draft.outlet, draft.url) == ("Saltmere Post", "https://post.example/wall")
    assert (draft.published_on, draft.notes) == (date(2024, 5, 7), [])


@pytest.mark.parametrize(
    "content",
    [
        f"<block>{HTML}</block>",
        HTML.replace("<p>", "<p lede='true'>"),
        f"<block>{HTML[: HTML.index('</p>') + 4]}</block>{HTML[HTML.index('</p>') + 4 :]}",
        f"{HTML}<media><media-caption>The wall</media-caption></media>",
    ],
)
def test_the_content_has_several_forms(content):
    assert only("17.nitf", nitf(content=content)).text == WHOLE


def test_the_dateline_begins_the_first_paragraph():
    lead = "<dateline><location>SALTMERE</location> <story.date norm='20240506'>May 6</story.date>"
    draft = only("17.xml", nitf(lead=f"{lead}</dateline>"))
    assert draft.text.split("\n\n")[1] == f"SALTMERE May 6 {PARAGRAPHS[0]}"
    assert draft.published_on == date(2024, 5, 6)
    again = nitf(lead="<dateline>The harbour</dateline>")
    assert only("17.xml", again).text == WHOLE


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (nitf("<docdata management-status='withheld'/>"), "the agency withholds it"),
        (nitf("<docdata management-status='canceled'/>"), "the agency has cancelled it"),
        (nitf(content=""), "the news item holds no text"),
        ("<nitf><head/></nitf>", "the news item holds no text"),
        (nitf(content="<p>&a;</p>").replace("'>", "' [<!ENTITY a 'b'>]>", 1), "it"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(data, reason):
    assert only("17.xml", data).reason.startswith(reason)


def test_an_item_without_anything_around_the_text_is_read():
    draft = only("17.xml", f"<nitf><body><body.content>{HTML}</body.content></body></nitf>")
    assert draft.text == "\n\n".join(PARAGRAPHS)
    assert (draft.title_generated, draft.published_on) == (True, None)
