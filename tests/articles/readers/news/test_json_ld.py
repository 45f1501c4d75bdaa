"""Articles in the words of schema.org."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.drafts import Draft
from articles.readers.drafting import Options
from articles.readers.news import json_ld
from articles.text import Unfit
from tests.articles.readers.reading import HTML, TEXT, TITLE, WHOLE

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2024-05-07T08:00:00+01:00",
    "author": [{"@type": "Person", "name": "Jo Marsh"}],
    "publisher": {"@type": "Organization", "name": "Saltmere Post"},
    "mainEntityOfPage": "https://post.example/wall",
    "inLanguage": "en",
    "articleBody": TEXT,
}


def draft_of(record):
    (node,) = json_ld.articles(record)
    return json_ld.draft_of("a.jsonld:1", b"{}", node, Options())


def test_an_article_is_read_with_what_it_states():
    assert json_ld.is_json_ld(ARTICLE)
    draft = draft_of(ARTICLE)
    assert (draft.text, draft.title, draft.byline) == (WHOLE, TITLE, "Jo Marsh")
    assert (draft.outlet, draft.url) == ("Saltmere Post", "https://post.example/wall")
    assert (draft.published_on, draft.language, draft.notes) == (date(2024, 5, 7), "en", [])


@pytest.mark.parametrize("type_", ["Article", "BlogPosting", "ReportageNewsArticle"])
@pytest.mark.parametrize("form", ["{}", "schema:{}", "https://schema.org/{}"])
def test_every_kind_of_article_is_one(type_, form):
    for stated in (form.format(type_), ["CreativeWork", form.format(type_)]):
        assert draft_of({**ARTICLE, "@type": stated}).text == WHOLE


@pytest.mark.parametrize(
    "stated",
    [
        {"articleBody": HTML},
        {"articleBody": {"@value": TEXT, "@language": "en"}},
        {"articleBody": "", "text": TEXT},
        {"articleBody": [TEXT]},
    ],
)
def test_the_text_has_several_forms(stated):
    assert draft_of({**ARTICLE, **stated}).text == WHOLE


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("Jo Marsh", "Jo Marsh"),
        ({"name": "Jo Marsh"}, "Jo Marsh"),
        (["Jo Marsh", {"name": ["Ida Frost"]}], "Jo Marsh, Ida Frost"),
        ({"@list": [{"givenName": "Jo", "familyName": "Marsh"}]}, "Jo Marsh"),
        ("https://post.example/jo", ""),
        (None, ""),
        ([], ""),
    ],
)
def test_authors_have_several_forms(author, byline):
    assert draft_of({**ARTICLE, "author": author}).byline == byline


@pytest.mark.parametrize(
    "stated",
    [
        {"url": "https://post.example/wall", "mainEntityOfPage": "https://post.example/"},
        {"mainEntityOfPage": {"@type": "WebPage", "@id": "https://post.example/wall"}},
        {"mainEntityOfPage": True, "@id": "https://post.example/wall"},
    ],
)
def test_the_address_stands_in_several_places(stated):
    assert draft_of({**ARTICLE, **stated}).url == "https://post.example/wall"


def test_a_graph_holds_nodes_that_refer_to_one_another():
    graph = [
        {"@type": "WebSite", "name": "Saltmere Post"},
        {"@type": "Person", "@id": "#jo", "name": "Jo Marsh"},
        {"@type": "Organization", "@id": "#post", "name": "Saltmere Post"},
        {**ARTICLE, "author": [{"@id": "#jo"}], "publisher": {"@id": "#post"}},
    ]
    draft = draft_of({"@context": "https://schema.org", "@graph": graph})
    assert (draft.byline, draft.outlet, draft.text) == ("Jo Marsh", "Saltmere Post", WHOLE)


def test_members_may_be_written_with_their_vocabulary():
    record = {
        name if name.startswith("@") else f"schema:{name}": value for name, value in ARTICLE.items()
    }
    assert draft_of(record).text == WHOLE


def test_several_articles_of_a_graph_are_several():
    graph = {"@graph": [ARTICLE, {"mainEntity": {**ARTICLE, "headline": "Another"}}]}
    assert [node["headline"] for node in json_ld.articles(graph)] == [TITLE, "Another"]


def test_what_holds_no_article_or_no_text_is_refused():
    with pytest.raises(Unfit, match="no article in it"):
        json_ld.articles({"@context": "https://schema.org", "@type": "Recipe"})
    with pytest.raises(Unfit, match="does not state the text"):
        draft_of({**ARTICLE, "articleBody": None})
    assert not json_ld.is_json_ld({"text": TEXT, "title": TITLE})


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "@id", "@value", "@list", "@graph"]), inner)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*ARTICLE, "@graph", "@id", "url", "text"]), VALUES))
def test_no_record_raises_anything_but_a_refusal(record):
    with suppress(Unfit):
        for node in json_ld.articles(record):
            draft = json_ld.draft_of("a", b"", node, Options())
            assert isinstance(draft, Draft)
