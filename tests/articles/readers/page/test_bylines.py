"""Bylines are names: no “By”, no role, no address, no site beside them."""

import pytest

from articles.readers.markup.tree import parsed
from articles.readers.page.bylines import byline, names_in
from articles.readers.page.statements import stated_by


def of(source, sites=("The Gullwing",)):
    return byline(stated_by(parsed(source)), sites)


def in_data(author):
    return (
        '<script type="application/ld+json">'
        f'{{"@type": "NewsArticle", "headline": "Wall", "author": {author}}}</script>'
    )


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("Ann Roe", ["Ann Roe"]),
        ("By Ann Roe", ["Ann Roe"]),
        ("BY ANN ROE AND BO LI", ["ANN ROE", "BO LI"]),
        ("Von Ida Frost und Jo Marsh", ["Ida Frost", "Jo Marsh"]),
        ("Par Anne\u00a0Martin", ["Anne Martin"]),
        ("Written by: Ann Roe", ["Ann Roe"]),
        ("Ann Roe, Political Editor", ["Ann Roe"]),
        ("Ann Roe | Staff writer", ["Ann Roe"]),
        ("Ann Roe, The Gullwing", ["Ann Roe"]),
        ("Ann Roe <ann@gullwing.example>", ["Ann Roe"]),
        ("Ann Roe @annroe", ["Ann Roe"]),
        ("Sam Hill, Jr.", ["Sam Hill, Jr"]),
        ("Maria de la Cruz y Juan Ode", ["Maria de la Cruz", "Juan Ode"]),
        ("渡辺 洋介", ["渡辺 洋介"]),
        ("https://www.facebook.com/gullwing", []),
        ("The Gullwing", []),
        ("admin", []),
        ("By", []),
        ("Ann Roe (https://ann.example/)", ["Ann Roe"]),
        ("Reporter", []),
        ("2 May 2024", []),
        ("", []),
    ],
)
def test_names_are_taken_out_of_what_is_around_them(stated, expected):
    assert list(names_in(stated, {"thegullwing"})) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (in_data('{"@type": "Person", "name": "Ann Roe"}'), "Ann Roe"),
        (in_data('[{"name": "Ann Roe"}, {"name": "Bo Li"}]'), "Ann Roe, Bo Li"),
        (in_data('["Ann Roe", "Ann Roe"]'), "Ann Roe"),
        (in_data('"By Ann Roe"'), "Ann Roe"),
        ("<meta name=author content='By Ann Roe'>", "Ann Roe"),
        (
            "<meta property=article:author content=//a.example/a><meta name=byl content='Ann Roe'>",
            "Ann Roe",
        ),
        (
            "<meta name=byl content='Ann Roe'><meta name=byl content='Bo Li'>",
            "Ann Roe, Bo Li",
        ),
        ("<p>By <a rel=author href=/ann>Ann Roe</a></p>", "Ann Roe"),
        ("<span itemprop=author>By <b itemprop=name>Ann Roe</b></span>", "Ann Roe"),
        ("<article><div class=article__byline>By Ann Roe</div></article>", "Ann Roe"),
        (in_data('{"name": "The Gullwing"}') + "<meta name=author content='Ann Roe'>", "Ann Roe"),
        (in_data('{"@type": "Organization", "name": "The Gullwing"}'), "The Gullwing"),
        ("<meta name=author content='The Gullwing'>", ""),
        ("<div class=byline>It was reported by a source that nobody named</div>", ""),
        ("<aside><div class=byline>By Ann Roe</div></aside>", ""),
        ("<div class=comments><p class=author>Ann Roe</p></div>", ""),
        ("<p>By Ann Roe</p>", ""),
    ],
)
def test_the_byline_is_what_the_page_states_as_such(source, expected):
    assert of(source) == expected


def test_an_author_who_is_referred_to_is_found():
    article = '{"@type": "NewsArticle", "headline": "Wall", "author": {"@id": "#ann"}}'
    graph = f'{{"@graph": [{article}, {{"@type": "Person", "@id": "#ann", "name": "Ann Roe"}}]}}'
    assert of(f'<script type="application/ld+json">{graph}</script>') == "Ann Roe"


def test_a_byline_without_end_is_cut_between_names():
    letters = "abcdefghij"
    names = ", ".join(f"Ann {one}{other}r" for one in letters.upper() for other in letters)
    found = of(f"<meta name=author content='{names}'>")
    assert 200 < len(found) <= 300
    assert names.startswith(f"{found},")
