"""News items of agencies in JSON, of every version of ninjs."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.drafts import Draft
from articles.readers.drafting import Options
from articles.readers.news import ninjs
from articles.text import Unfit
from tests.articles.readers.reading import HTML, PARAGRAPHS, TEXT, TITLE, WHOLE

FIRST = {
    "uri": "https://agency.example/2024/wall",
    "type": "text",
    "pubstatus": "usable",
    "versioncreated": "2024-05-07T08:00:00Z",
    "language": "en",
    "headline": TITLE,
    "byline": "Jo Marsh",
    "body_html": HTML,
}
SECOND = {
    "standard": {"name": "ninjs", "version": "2.1"},
    "uri": "urn:newsml:agency.example:20240507:17",
    "type": "text",
    "versioncreated": "2024-05-07T08:00:00Z",
    "headlines": [{"role": "short", "value": "Wall"}, {"role": "main", "value": TITLE}],
    "bodies": [
        {"role": "teaser", "contenttype": "text/plain", "value": "In short."},
        {"role": "main", "contenttype": "text/html", "value": HTML},
    ],
    "infosources": [{"name": "Agency of Saltmere"}],
}
THIRD = {
    "standard": {"name": "ninjs", "version": "3.0"},
    "uri": "urn:newsml:agency.example:20240507:17",
    "versionCreated": "2024-05-07T08:00:00Z",
    "pubStatus": "usable",
    "headlines": [{"value": TITLE}],
    "bodies": [{"contentType": "text/plain", "value": TEXT}],
    "people": [{"rel": "author", "name": "Jo Marsh"}, {"rel": "subject", "name": "Ida Holm"}],
}


def draft_of(record):
    return ninjs.draft_of("item.json:1", b"{}", record, Options())


@pytest.mark.parametrize("record", [FIRST, SECOND, THIRD])
def test_every_version_is_recognised_and_read(record):
    assert ninjs.is_ninjs(record)
    draft = draft_of(record)
    assert (draft.text, draft.title) == (WHOLE, TITLE)
    assert (draft.published_on, draft.language, draft.notes) == (date(2024, 5, 7), "en", [])


def test_what_the_versions_state_beside_the_text():
    assert draft_of(FIRST).url == "https://agency.example/2024/wall"
    assert (draft_of(SECOND).url, draft_of(SECOND).outlet) == ("", "Agency of Saltmere")
    assert draft_of(FIRST).byline == draft_of(THIRD).byline == "Jo Marsh"


@pytest.mark.parametrize(
    "bodies",
    [
        {"body_text": TEXT},
        {"body_xhtml": f"<div>{HTML}</div>"},
        {"body_text": TEXT, "body_html": HTML},
        {"bodies": [{"value": "In short."}, {"value": HTML}]},
    ],
)
def test_the_body_has_several_forms(bodies):
    record = {name: value for name, value in FIRST.items() if name != "body_html"}
    assert draft_of({**record, **bodies}).text == WHOLE


@pytest.mark.parametrize(
    ("stated", "byline"),
    [
        ({"byline": None, "by": "Ida Frost"}, "Ida Frost"),
        ({"byline": ["Jo Marsh", "Ida Frost"]}, "Jo Marsh, Ida Frost"),
        ({"byline": "", "authors": [{"name": "Ida Frost", "role": "writer"}]}, "Ida Frost"),
        ({"byline": 7}, ""),
    ],
)
def test_the_byline_has_several_forms(stated, byline):
    assert draft_of({**FIRST, **stated}).byline == byline


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        ({"pubstatus": "withheld"}, "the agency withholds it: it may not be used"),
        ({"pubstatus": "canceled"}, "the agency has cancelled it"),
        ({"pubStatus": "stat:canceled"}, "the agency has cancelled it"),
        ({"pubstatus": "odd"}, "its status is “odd”, and not usable"),
        ({"embargoed": "2999-01-01T06:00:00Z"}, "it is embargoed until 2999-01-01 06:00 UTC"),
        ({"embargoed": "tomorrow"}, "it is embargoed until “tomorrow”, which cannot be read"),
        ({"body_html": ""}, "the news item holds no text"),
        (
            {"type": "picture", "body_html": ""},
            "it is a news item of the type “picture”, not a text",
        ),
    ],
)
def test_what_may_not_be_used_is_refused_with_the_reason(stated, reason):
    record = {name: value for name, value in FIRST.items() if name != "pubstatus"}
    with pytest.raises(Unfit, match="^" + reason + "$"):
        draft_of({**record, **stated})


def test_an_embargo_that_is_over_is_none():
    assert draft_of({**FIRST, "embargoed": "2024-05-07T06:00:00+02:00"}).text == WHOLE


def test_an_odd_date_is_a_note():
    draft = draft_of({**FIRST, "versioncreated": "soon"})
    assert draft.published_on is None
    assert len(draft.notes) == 1


@pytest.mark.parametrize(
    "record",
    [
        {"text": PARAGRAPHS[0], "title": TITLE},
        {"uri": "nyt://article/1", "headline": {"main": TITLE}, "abstract": PARAGRAPHS[0]},
        {"body": TEXT, "uri": "https://post.example/wall"},
        {1: 2},
    ],
)
def test_records_of_others_are_not_taken_for_it(record):
    assert not ninjs.is_ninjs(record)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from([*FIRST, *SECOND, *THIRD, "by", "authors", "embargoed", "source"]), VALUES
    )
)
def test_no_record_raises_anything_but_a_refusal(record):
    with suppress(Unfit):
        assert isinstance(draft_of(record), Draft)
