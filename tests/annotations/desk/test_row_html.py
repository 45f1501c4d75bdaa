"""A row of the list of articles says what is known of its article, and escapes it."""

from datetime import date

import pytest
from lxml import html

from annotations.desk.progress import progress_of
from annotations.desk.row_html import columns_alike, draw_rows
from annotations.models import Disagreement, Review
from articles.excerpts import Excerpt
from articles.models import Article, Story
from tests.counting import counted
from tests.factories import make_article, make_editor, make_layer, make_outlet, make_reviewer
from tests.worlds import make_review, settle_group

pytestmark = pytest.mark.django_db

SHARP = '<b a="1">&'


def rows_of(*articles, reader, found=None, may_tick=True, counts=True):
    listed = list(Article.objects.with_latest_revision().filter(pk__in=[a.pk for a in articles]))
    progress = progress_of(listed, reader)
    rows = [(one, progress[one.pk], found) for one in listed]
    return draw_rows(rows, may_tick=may_tick, counts=counts)


def cells(row):
    """The words of each cell of the one row."""
    table = html.fromstring(f"<table>{row}</table>")
    return [" ".join(" ".join(cell.itertext()).split()) for cell in table.iter("td")]


def test_all_that_is_known_is_said():
    article = make_article(
        title=SHARP,
        outlet=make_outlet("Post & Co"),
        byline=f"By {SHARP}",
        language="pt-BR",
        published_on=date(2026, 2, 3),
        story=Story.objects.create(title="Wall <1>"),
        archived_at="2026-03-01T00:00Z",
    )
    row = rows_of(article, reader=make_reviewer(), found=Excerpt("a <i>", "sea&", "…"))
    tick, title, outlet, published, _imported, mine, editors = cells(row)
    assert title == f"{SHARP} Archived Brazilian Portuguese By {SHARP} Wall <1> a <i> sea& …"
    assert [tick, outlet, published] == ["", "Post & Co", "3 Feb 2026"]
    assert [mine, editors] == ["Not started", "○○"]
    assert 'aria-label="0 of 2 readings submitted"' in row
    assert "<i>" not in row
    assert f'href="{article.get_absolute_url()}" lang="pt-BR" dir="auto"' in row
    assert f'href="{article.story.get_absolute_url()}"' in row
    assert 'aria-label="Tick &lt;b a=&quot;1&quot;&gt;&amp;"' in row


def test_what_is_not_known_is_left_out():
    article = make_article(title="Wall", language="und")
    row = rows_of(article, reader=make_editor(), may_tick=False, counts=False)
    title, outlet, published, _imported, mine = cells(row)
    assert [title, outlet, published, mine] == ["Wall Not known", "", "–", "Not started"]
    assert 'lang=""' in row


@pytest.mark.parametrize(
    ("fields", "words", "page"),
    [
        ({"due_on": date(2026, 4, 5)}, "Continue due 5 Apr 2026", "/layers/%s/"),
        ({"submitted": True}, "Submitted", "/layers/%s/"),
    ],
)
def test_my_layer_is_linked_by_how_far_it_is(fields, words, page):
    article, editor = make_article(), make_editor()
    layer = make_layer(revision=article.latest_revision(), editor=editor, **fields)
    row = rows_of(article, reader=editor, counts=False)
    assert cells(row)[-1] == words
    assert f'href="{page % layer.pk}"' in row


@pytest.mark.parametrize(
    ("closed_at", "words"),
    [
        (None, "●◐ In review"),
        ("2026-05-01T00:00Z", "●◐ Done"),
    ],
)
def test_a_reviewer_reads_the_numbers_and_the_review(closed_at, words):
    article, reviewer = make_article(), make_reviewer()
    revision = article.latest_revision()
    make_layer(revision=revision)
    make_layer(revision=revision, submitted=True)
    by = reviewer if closed_at else None
    Review.objects.create(revision=revision, opened_by=reviewer, closed_at=closed_at, closed_by=by)
    row = rows_of(article, reader=reviewer)
    assert cells(row)[-1] == words
    assert f'href="/revisions/{revision.pk}/review/"' in row


def test_a_row_costs_few_calls():
    reader = make_reviewer()
    articles = [make_article(title=f"Wall {number}") for number in range(30)]

    def cost(number):
        return counted(lambda: rows_of(*articles[:number], reader=reader)).calls

    assert (cost(30) - cost(5)) / 25 <= 400


def reviewed():
    """A review with one of its two disagreements settled, and its article."""
    review = make_review(A="cc..qq", B="......")
    settle_group(Disagreement.objects.filter(review=review).first(), letters=["A"])
    return review.revision.article


def test_a_reviewer_reads_how_much_of_a_review_is_decided():
    row = rows_of(reviewed(), reader=make_reviewer())
    assert cells(row)[-1] == "●● Decided 1 of 2"
    assert 'aria-label="2 of 2 readings submitted"' in row


def test_a_reviewer_who_annotates_the_text_reads_no_decision_on_it():
    article, party = reviewed(), make_reviewer()
    make_layer(revision=article.latest_revision(), editor=party)
    assert cells(rows_of(article, reader=party))[-1] == "●●◐ In review"


def test_columns_that_say_the_same_in_every_row_are_known():
    reader, outlet = make_editor(), make_outlet()
    one, two = (make_article(outlet=outlet, published_on=date(2026, 2, day)) for day in (3, 4))

    def alike(*articles):
        progress = progress_of(articles, reader)
        return columns_alike([(article, progress[article.pk], None) for article in articles])

    assert alike(one, two) == {"outlet", "imported", "mine"}
    assert alike(one) == set()
    make_layer(revision=two.latest_revision(), editor=reader)
    assert alike(one, two) == {"outlet", "imported"}
