"""Objects of schema.org in a page: found however they are wrapped, never too deep."""

import pytest

from articles.readers.markup.tree import parsed
from articles.readers.page.structured_data import article_of, is_article, objects

WALL = '{"@type": "NewsArticle", "headline": "Wall"}'


def of(*scripts, kind="application/ld+json"):
    return objects(parsed("".join(f'<script type="{kind}">{one}</script>' for one in scripts)))


@pytest.mark.parametrize(
    "script",
    [
        WALL,
        f"[{WALL}]",
        f"{WALL};",
        f"<!-- {WALL} -->",
        f"//<![CDATA[\n{WALL}\n//]]>",
        f'{{"@graph": [{{"@type": "WebSite"}}, {WALL}]}}',
        WALL.replace("Wall", "Wa\tll"),
        f'{{"@type": "WebPage", "mainEntity": {WALL}}}',
    ],
)
def test_the_article_is_found(script):
    assert article_of(of(script))["headline"].replace("\t", "") == "Wall"


@pytest.mark.parametrize(
    "script", ["", "{", "null", "[" * 100_000, "alert(1)", '"text"', "[1, [2]]"]
)
def test_what_is_no_object_is_passed_over(script):
    assert of(script) == []
    assert of(script, WALL) == of(WALL)


def test_programs_are_not_read():
    assert of(WALL, kind="text/javascript") == []


def test_articles_in_lists_and_references_are_of_others():
    other = WALL.replace("Wall", "Other")
    found = of(
        f'{{"@type": "ItemList", "itemListElement": [{other}]}}',
        f'{{"@type": "NewsArticle", "headline": "Wall", "mentions": {other}}}',
    )
    assert [one["headline"] for one in found if is_article(one)] == ["Wall"]


def test_of_several_articles_the_first_with_a_headline_is_the_pages():
    assert (
        article_of(of('{"@type": "Article"}', WALL, WALL.replace("Wall", "Other")))["headline"]
        == "Wall"
    )
    assert article_of(of('{"@type": "WebSite"}')) == {}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("NewsArticle", True),
        ("LiveBlogPosting", True),
        (["Thing", "Report"], True),
        ("WebPage", False),
        (None, False),
        (7, False),
    ],
)
def test_kinds_of_articles(kind, expected):
    assert is_article({"@type": kind}) is expected
