"""The day of a page is one that the page states; a year in a sentence is none."""

from datetime import date

import pytest

from articles.readers.markup.tree import parsed
from articles.readers.page.publication import day_of_publication
from articles.readers.page.statements import stated_by

SECOND_OF_MAY = date(2024, 5, 2)


def in_data(objects):
    return f'<script type="application/ld+json">{objects}</script>'


def of(source, *addresses):
    return day_of_publication(stated_by(parsed(source)), list(addresses))


@pytest.mark.parametrize(
    "source",
    [
        in_data('{"@type": "Article", "datePublished": "2024-05-02T23:10:00+02:00"}'),
        in_data('{"@type": "NewsArticle", "datePublished": "May 2, 2024"}'),
        "<meta property=article:published_time content=2024-05-02>",
        "<meta name=DC.date.issued content=2024-05-02>",
        "<meta name=pubdate content='Thu, 02 May 2024 10:00:00 GMT'>",
        "<meta name=date content=20240502>",
        "<meta itemprop=datePublished content=2024-05-02T10:00>",
        "<p>By Anna Bell, <time datetime=2024-05-02>Thursday</time></p>",
        "<p>The wall was built in <time datetime=1968-03-01>1968</time>.</p>"
        "<time datetime=2024-05-02>Thursday</time>",
        "<p>On <time class=published datetime=2024-05-02>Thursday</time> it rained.</p>",
        "<span itemprop=datePublished content=2024-05-02>then</span>",
        "<span itemprop=datePublished>2 May 2024</span>",
        "<time class=updated datetime=2024-05-09></time>"
        "<time class=entry-date datetime=2024-05-02></time>",
        "<aside><time datetime=2024-04-01></time></aside><time datetime=2024-05-02></time>",
    ],
)
def test_a_stated_day_is_read(source):
    assert of(source) == (SECOND_OF_MAY, "")


@pytest.mark.parametrize("name", ["p", "blockquote", "td"])
def test_a_day_in_a_sentence_is_told_to_be_a_guess(name):
    sentence = f"<{name}>On <time datetime=2024-05-02>Thursday</time> it rained.</{name}>"
    note = "The day is that of words in a sentence, “Thursday”, which may mean another."
    assert of(sentence) == (SECOND_OF_MAY, note)


@pytest.mark.parametrize(
    "address",
    [
        "https://gullwing.example/2024/05/02/wall",
        "https://gullwing.example/news/2024-05-02-wall.html",
        "https://gullwing.example/wall-20240502.html",
    ],
)
def test_an_address_states_a_day(address):
    assert of("<p>Wall</p>", address) == (SECOND_OF_MAY, "")


@pytest.mark.parametrize(
    "source",
    [
        "<p>The old bridge was built in 1968 and repaired in 2013.</p>",
        "<table><tr><td>2023<td>41.2 million<tr><td>2024-05-02<td>46.1</table>",
        "<footer>© 2019–2024 The Gullwing</footer>",
        "<meta charset=iso-2022-jp><p>No day here.</p>",
        "<meta property=article:modified_time content=2024-05-02>",
        "<nav><time datetime=2024-05-02></time></nav>",
        "<div class=comment><time datetime=2024-05-02></time></div>",
        "<ul><li><time datetime=2024-05-02></time> Another article</ul>",
        "<p>On 2 May 2024 it rained.</p>",
    ],
)
def test_what_is_no_statement_gives_no_day(source):
    assert of(source) == (None, "")


@pytest.mark.parametrize(
    "address",
    [
        "https://gullwing.example/1949/1302/wall",
        "https://gullwing.example/articles/194709-13-ways",
        "https://gullwing.example/2016/12/132377/",
        "https://gullwing.example/2024/13/02/wall",
        "https://gullwing.example/2024/05/wall",
    ],
)
def test_numbers_in_an_address_are_no_day(address):
    assert of("<p>Wall</p>", address)[0] is None


def test_the_articles_own_day_goes_before_that_of_others():
    other = '{"@type": "NewsArticle", "headline": "Other", "datePublished": "2020-01-01"}'
    listed = f'{{"@type": "ItemList", "itemListElement": [{other}]}}'
    own = other.replace("Other", "Wall").replace("2020-01-01", "2024-05-02")
    assert of(in_data(f"[{listed}, {own}]")) == (SECOND_OF_MAY, "")


def test_a_day_in_a_line_for_it_is_told_to_be_one():
    day, note = of("<div class=post-date>Published on 2 May 2024</div>")
    assert day == SECOND_OF_MAY
    assert "“Published on 2 May 2024”" in note


def test_a_day_that_cannot_be_read_is_told_and_another_is_taken():
    day, note = of("<meta name=date content=05/06/2024>")
    assert day is None
    assert "05/06/2024" in note
    assert of("<meta name=date content=05/06/2024><time datetime=2024-05-02></time>") == (
        SECOND_OF_MAY,
        "",
    )
