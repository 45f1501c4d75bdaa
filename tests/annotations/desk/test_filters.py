"""The filters of the list of articles."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from annotations.desk.filters import ArticleFilter
from annotations.ui.chips import chips
from annotations.ui.words import MOST_WORDS, phrases
from articles.models import Story
from tests.factories import make_article, make_editor, make_outlet, make_revision

pytestmark = pytest.mark.django_db


def found(query, user=None):
    return list(ArticleFilter(QueryDict(query), user=user or make_editor()).qs)


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("wall", True),
        ("WALL council", True),
        ("council wall", True),
        ("“sea wall”", True),
        ('"wall sea"', False),
        ("harbour quarry", False),
        ("Courier", True),
        ("okonjo", True),
        ("100%", False),
        ("_", False),
    ],
)
def test_every_word_must_stand_in_title_text_outlet_or_byline(query, matches):
    article = make_article(outlet=make_outlet("Alder Courier"), byline="Adaeze Okonjo")
    asked = QueryDict(mutable=True)
    asked["q"] = query
    assert found(asked.urlencode()) == ([article] if matches else [])


@pytest.mark.parametrize("written", ["Élysée", "ÉLYSÉE", "Вода", "ВОДА", "вода"])
@pytest.mark.parametrize("asked", [str.lower, str.upper, str.capitalize])
def test_case_is_folded_beyond_ascii_on_both_engines(written, asked):
    article = make_article(text=f"Now: {written}.", title="Untitled")
    assert found(f"q={asked(written)}") == [article]
    assert found(f"q={asked(written)}x") == []


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("São Paulo", "sao paulo"),
        ("Sa\u0303o", "“são”"),
        ("Munchen", "MÜNCHEN"),
        ("Łódź", "Lodz"),
        ("Zelenskyy’s", "zelenskyy's"),
        ("sea\nwall", "“sea  wall”"),
        ("大桥将关闭", "关闭"),
    ],
)
def test_accents_and_marks_of_typesetting_are_folded(written, asked):
    article = make_article(text=f"Now: {written}.", title="Untitled")
    query = QueryDict(mutable=True)
    query["q"] = asked
    assert found(query.urlencode()) == [article]
    query["q"] = f"{asked} ferry"
    assert found(query.urlencode()) == []


def test_the_text_of_an_older_revision_is_not_searched():
    article = make_article(text="The old words.", title="Untitled")
    make_revision(article, text="The new ones.")
    assert found("q=old+words") == []
    assert found("q=new+ones") == [article]


def test_outlet_story_language_and_dates_narrow_the_list():
    outlet, story = make_outlet(), Story.objects.create(title="Sea wall")
    article = make_article(
        outlet=outlet, story=story, language="pt-BR", published_on=date(2031, 3, 14)
    )
    other = make_article()
    for query in [
        f"outlet={outlet.pk}",
        f"story={story.pk}",
        "language=pt-BR",
        "published_from=2031-03-14",
        "published_to=2031-03-14",
    ]:
        assert found(query) == [article], query
    assert found("outlet=null") == [other]
    assert found("story=null") == [other]
    assert found("published_from=2031-03-15") == []


def test_archived_articles_are_shown_on_request_only():
    shown, archived = make_article(), make_article(archived_at=timezone.now())
    assert found("") == [shown]
    assert set(found("archived=with")) == {shown, archived}
    assert found("archived=only") == [archived]


def test_sorting_puts_articles_without_a_date_or_an_outlet_last_either_way():
    first = make_article(title="b", outlet=make_outlet("A"), published_on=date(2031, 1, 1))
    second = make_article(title="A", outlet=make_outlet("b"), published_on=date(2031, 1, 2))
    bare = make_article(title="c")
    assert found("") == [bare, second, first]
    assert found("sort=imported") == [first, second, bare]
    assert found("sort=published") == [first, second, bare]
    assert found("sort=-published") == [second, first, bare]
    assert found("sort=outlet") == [first, second, bare]
    assert found("sort=-outlet") == [second, first, bare]
    assert found("sort=title") == [second, first, bare]
    assert found("sort=-title") == [bare, first, second]


@pytest.mark.parametrize(
    "query", ["outlet=abc", "sort=nonsense", "state=x", "published_from=soon", "q=%00", "per=7"]
)
def test_a_filter_that_makes_no_sense_is_told_and_leaves_the_list_as_it_is(query):
    article = make_article()
    filters = ArticleFilter(QueryDict(query), user=make_editor())
    assert list(filters.qs) == [article]
    assert list(filters.errors) == [query.split("=")[0]]


def test_a_chip_names_its_filter_and_leads_to_the_list_without_it():
    outlet = make_outlet("Alder Courier")
    query = f"q=sea+wall&outlet={outlet.pk}&mine=on&story=null&sort=title&page=3&state=open"
    filters = ArticleFilter(QueryDict(query), user=make_editor())
    by_label = {chip.label: chip for chip in chips(filters)}
    assert [(label, chip.value) for label, chip in by_label.items()] == [
        ("Search", "sea wall"),
        ("Mine to do", ""),
        ("State", "To do"),
        ("Outlet", "Alder Courier"),
        ("Story", "In no story"),
    ]
    without = QueryDict(by_label["Outlet"].without[1:])
    assert without == QueryDict("q=sea+wall&mine=on&story=null&sort=title&state=open")


@given(st.text(max_size=200))
def test_any_search_gives_a_few_phrases_without_marks_or_edges(asked):
    words = phrases(asked)
    assert len(words) <= MOST_WORDS
    assert all(word and word == word.strip() and '"' not in word for word in words)
