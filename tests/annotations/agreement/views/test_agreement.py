"""The agreement page, and the differences behind a figure."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.agreement.from_layers import NAMES
from annotations.review import lifecycle as review_lifecycle
from articles.models import Article, Revision
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_layer,
    make_outlet,
    make_reviewer,
    make_superuser,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/agreement/"
DIFFERENCES = "/agreement/differences/"


@pytest.fixture
def editors():
    return {
        "ada": make_editor("ada", first_name="Ada", last_name="Okonkwo"),
        "ben": make_editor("ben", first_name="Ben", last_name="Lindqvist"),
    }


@pytest.fixture
def rita():
    return make_reviewer("rita")


def submitted(article, editors, *, on=None):
    """Both submit: a claim of both, and a statistic on which they differ."""
    revision = article.latest_revision()
    for name, words in (("ada", "2,300 households"), ("ben", "more than 2,300 households")):
        layer = make_layer(revision=revision, editor=editors[name], submitted=True)
        layer.submitted_at = on or layer.submitted_at
        layer.save()
        make_annotation(layer=layer, exact="on Tuesday")
        make_annotation(layer=layer, exact=words, label="statistic")
    return revision


def reviewed(revision, by, *, closed=True):
    review = review_lifecycle.open_review_early(revision, by=by)
    if closed:
        review.closed_at, review.closed_by = timezone.now(), by
        review.save()
    return review


def get(client, user, query="", address=ADDRESS):
    client.force_login(user)
    return client.get(f"{address}?{query}")


def page(client, user, query="", address=ADDRESS):
    response = get(client, user, query, address)
    assert response.status_code == 200
    return unescape(response.content.decode())


def in_words(part):
    return " ".join(re.sub(r"<[^>]+>", " ", part).split())


def section(text, name):
    """The words of the section with this id."""
    return in_words(text.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0])


def rows(text, name="articles"):
    body = text.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]
    body = body.partition("<tbody>")[2]
    return [in_words(row) for row in body.split("</tr>")[:-1]]


def test_every_measure_is_shown_by_its_full_name_with_what_is_behind_it(client, editors, rita):
    submitted(make_article(), editors)
    text = page(client, rita)
    pooled = section(text, "pooled")
    assert all(str(name.full) in pooled for name in NAMES.values())
    assert "Span F1, same extent 1.00 n/a nobody marked anything with this label 0.00" in pooled
    assert "2 marks, 1 article, 2 editors" in pooled
    assert all(str(name.explanation) in text for name in NAMES.values())


def test_one_figure_is_told_in_words_and_the_measures_under_details(client, editors, rita):
    submitted(make_article(), editors)
    text = page(client, rita)
    told = section(text, "headline")
    assert "Editors agree on 100 % of claims" in told
    assert "67 % of statistics" not in told
    assert "100 % of statistics" in told
    assert "quotes" not in told  # Nobody marked any.
    details = text.partition('<details class="explained">')[2].partition("</details>")[0]
    assert all(str(name.full) in details for name in NAMES.values())


def test_where_nobody_marked_anything_no_figure_is_told(client, editors, rita):
    revision = make_article().latest_revision()
    for editor in editors.values():
        make_layer(revision=revision, editor=editor, submitted=True)
    text = page(client, rita)
    assert "Nobody has marked anything in these articles" in section(text, "headline")
    assert "%" not in section(text, "headline")


def test_without_two_layers_of_one_text_there_is_nothing_to_measure(client, rita):
    make_annotation(layer=make_layer(submitted=True))
    text = page(client, rita)
    assert "Nothing to measure yet" in text
    assert "<table" not in text


def test_a_reviewer_reads_no_name_before_the_release(client, editors, rita):
    revision = submitted(make_article(), editors)
    review = reviewed(revision, rita, closed=False)
    text = page(client, rita)
    assert "Span F1, same extent" in text
    for secret in ("Okonkwo", "Lindqvist", "a=ada", "ben&"):
        assert secret not in text
    assert "these figures are over 0 of the 1 articles" in text
    review.closed_at, review.closed_by = timezone.now(), rita
    review.save()
    assert "Okonkwo" in section(page(client, rita), "pairs")


def test_figures_of_pairs_are_over_closed_reviews_alone_unless_a_superuser_reads(
    client, editors, rita
):
    reviewed(submitted(make_article(), editors), rita)
    submitted(make_article(title="Not reviewed"), editors)
    of_rita = section(page(client, rita), "pairs")
    figures_are_over = "these figures are over"
    assert f"{figures_are_over} 1 of the 2 articles" in of_rita
    assert "1.00 2 marks, 1 article" in of_rita
    of_admin = section(page(client, make_superuser()), "pairs")
    assert "1.00 4 marks, 2 articles" in of_admin
    assert figures_are_over not in of_admin


def test_a_pair_that_shares_no_article_says_so(client, editors):
    submitted(make_article(), editors)
    others = {"ada": make_editor("cleo"), "ben": make_editor("dan")}
    submitted(make_article(), others)
    assert "n/a no shared article" in section(page(client, make_superuser()), "pairs")


def test_two_editors_of_one_name_are_told_apart(client, rita):
    twins = {name: make_editor(f"{name}1", first_name="Ada") for name in ("ada", "ben")}
    reviewed(submitted(make_article(), twins), rita)
    pairs = section(page(client, rita), "pairs")
    assert "Ada (ada1)" in pairs
    assert "Ada (ben1)" in pairs


def test_an_editor_may_not_read_it(client, editors):
    submitted(make_article(), editors)
    assert get(client, editors["ada"]).status_code == 403
    assert get(client, editors["ada"], "a=ada&b=ben", DIFFERENCES).status_code == 403
    assert ADDRESS not in client.get("/").content.decode()


def test_a_reviewer_finds_it_in_the_bar(client, rita):
    client.force_login(rita)
    assert f'href="{ADDRESS}"' in client.get("/").content.decode()


def test_filters_choose_whole_texts(client, editors, rita):
    post, herald = make_outlet("Harbour Post"), make_outlet("Herald")
    august, october = (datetime(2026, month, 10, tzinfo=UTC) for month in (8, 10))
    submitted(make_article(title="One", outlet=post, published_on=august), editors, on=august)
    submitted(make_article(title="Two", outlet=herald, published_on=october), editors, on=october)
    assert len(rows(page(client, rita))) == 2
    for query in (
        f"outlet={post.pk}",
        "published_to=2026-09-01",
        "finished_to=2026-09-01",
    ):
        (row,) = rows(page(client, rita, query))
        assert row.startswith("One Harbour Post 2 editors 4 marks")
    (row,) = rows(page(client, rita, "finished_from=2026-09-01"))
    assert row.startswith("Two")
    assert "Nothing to measure there" in page(client, rita, "published_from=2027-01-01")


def test_a_label_leaves_the_others_out(client, editors, rita):
    submitted(make_article(), editors)
    text = page(client, rita, "label=statistic")
    assert "Claim" not in section(text, "pooled")
    assert "Span F1, same extent 0.00 Span F1, paired" in section(text, "pooled")


def test_the_measure_of_pairs_articles_and_months_can_be_chosen(client, editors, rita):
    submitted(make_article(), editors)
    text = page(client, rita, "label=statistic&measure=f1_overlap")
    for name in ("articles", "months"):
        assert section(text, name).count("Any word shared") == 1
        assert "1.00" in rows(text, name)[0]
    exact = page(client, rita, "label=statistic&measure=f1_exact")
    assert "0.00" in rows(exact)[0]
    # Unless one is chosen it is that of the figure in words.
    assert section(page(client, rita), "articles").count("Half the words shared") == 1


def test_articles_can_be_put_in_order_of_agreement_those_without_a_figure_last(
    client, editors, rita
):
    whole, none, half = (make_article(title=title) for title in ("Whole", "None", "Half"))
    for article, ada, ben in (
        (whole, ["on Tuesday"], ["on Tuesday"]),
        (none, [], []),
        (half, ["on Tuesday", "$48 million"], ["on Tuesday", "the mayor"]),
    ):
        for name, words in (("ada", ada), ("ben", ben)):
            layer = make_layer(
                revision=article.latest_revision(), editor=editors[name], submitted=True
            )
            for exact in words:
                make_annotation(layer=layer, exact=exact)

    def order(sort):
        return [row.split()[0] for row in rows(page(client, rita, f"sort={sort}"))]

    assert order("claim") == ["Half", "Whole", "None"]
    assert order("-claim") == ["Whole", "Half", "None"]
    assert order("nonsense") == order("-finished") == ["Half", "None", "Whole"]


def test_months_are_those_in_which_the_last_layer_was_submitted(client, editors, rita):
    for month in (8, 10, 10):
        submitted(make_article(), editors, on=datetime(2026, month, 10, tzinfo=UTC))
    months = rows(page(client, rita), "months")
    assert [row.split(" 1.00")[0] for row in months] == ["October 2026", "August 2026"]
    assert months[0].endswith("8 marks, 2 articles")


def test_a_figure_opens_the_places_where_the_two_differ(client, editors, rita):
    reviewed(submitted(make_article(), editors), rita)
    text = page(client, rita)
    addresses = re.findall(r'href="(/agreement/differences/[^"]*label=statistic[^"]*)"', text)
    assert len(addresses) == 2
    words = in_words(page(client, rita, address=addresses[0]).partition("<tbody>")[2])
    assert "Statistic 2,300 households Statistic more than 2,300 households" in words
    assert "on Tuesday" not in words


def test_differences_of_other_labels_and_of_others_are_not_shown(client, editors, rita):
    revision = submitted(make_article(), editors)
    cleo = make_layer(revision=revision, editor=make_editor("cleo"), submitted=True)
    make_annotation(layer=cleo, exact="the mayor", label="quote")
    reviewed(revision, rita)
    assert "Nothing to show yet" in page(client, rita, "a=ada&b=ben&label=quote", DIFFERENCES)
    text = page(client, rita, "a=ada&b=cleo&label=quote", DIFFERENCES)
    assert "marked nothing here Quote the mayor" in in_words(text)


def test_differences_of_unreleased_articles_are_as_good_as_absent(client, editors, rita):
    revision = submitted(make_article(), editors)
    review = reviewed(revision, rita, closed=False)
    query = "a=ada&b=ben&label=statistic"
    assert get(client, rita, query, DIFFERENCES).status_code == 404
    assert get(client, rita, "a=ada&b=nobody", DIFFERENCES).status_code == 404
    assert "2,300 households" in page(client, make_superuser(), query, DIFFERENCES)
    review.closed_at, review.closed_by = timezone.now(), rita
    review.save()
    assert "2,300 households" in page(client, rita, query, DIFFERENCES)


def test_a_pair_of_one_is_none(client, editors, rita):
    reviewed(submitted(make_article(), editors), rita)
    assert get(client, rita, "a=ada&b=ada", DIFFERENCES).status_code == 404
    assert get(client, rita, "", DIFFERENCES).status_code == 404


@pytest.mark.parametrize("address", [ADDRESS, f"{DIFFERENCES}?a=ada&b=ben"])
def test_queries_do_not_grow_with_the_articles(client, editors, rita, address):
    client.force_login(rita)

    def count(more):
        for _ in range(more):
            reviewed(submitted(make_article(outlet=make_outlet()), editors), rita)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    assert count(3) == count(3)


@pytest.mark.parametrize("name", ["finished", "published"])
def test_the_first_and_the_last_day_that_there_are_can_be_asked_for(client, editors, rita, name):
    submitted(make_article(published_on="2031-03-12"), editors)
    client.force_login(rita)
    found = {
        query: client.get(ADDRESS, dict([query])).context["found"].texts
        for query in (
            (f"{name}_from", "0001-01-01"),
            (f"{name}_from", "9999-12-31"),
            (f"{name}_to", "0001-01-01"),
            (f"{name}_to", "9999-12-31"),
        )
    }
    assert list(found.values()) == [1, 0, 0, 1]


def desk_that_holds_back(settings, texts, *, paragraphs=5, missed_every=4):
    """Two editors submit so many texts; where nothing is suggested the second misses some marks."""
    settings.SUGGESTIONS_SEED = "a test"
    ada, ben = make_editor("ada"), make_editor("ben")
    for number in range(texts):
        text = "\n\n".join(f"Paragraph {at} of text {number}." for at in range(paragraphs))
        revision = make_article(text=text).latest_revision()
        layers = [
            make_layer(revision=revision, editor=one, submitted=True, percent_held_back=40)
            for one in (ada, ben)
        ]
        for at in range(paragraphs):
            start = text.index(f"Paragraph {at} ")
            shown = layers[0].shows_suggestions_at(start, start + 9)
            missed = not shown and missed_every and (number + at) % missed_every == 0
            for layer in layers[: 1 if missed else 2]:
                origin = "suggested" if shown else "own"
                make_annotation(
                    layer=layer,
                    exact="Paragraph",
                    start=start,
                    origin=origin,
                    suggestions_shown=shown,
                )


def test_a_desk_that_holds_nothing_back_is_told_how_it_could_be_known(client, editors, rita):
    submitted(make_article(), editors)
    told = section(page(client, rita), "steering")
    assert "Too early to tell whether suggestions influence what editors mark" in told
    assert "SUGGESTIONS_HELD_BACK=20" in told
    assert "Found unaided" not in told  # Of these marks nobody knows what they came of.


def test_a_desk_that_has_begun_is_told_how_many_articles_are_missing(client, rita, settings):
    settings.SUGGESTIONS_HELD_BACK = 40
    assert "Nothing to measure yet" in page(client, rita)
    desk_that_holds_back(settings, 3, paragraphs=20)
    told = section(page(client, rita), "steering")
    assert "Too early to tell whether suggestions influence what editors mark" in told
    assert "without. So far there are 3." in told


def test_the_page_says_that_suggestions_influence_editors_where_they_do(client, rita, settings):
    desk_that_holds_back(settings, 40)
    text = page(client, rita)
    told = section(text, "steering")
    assert "Suggestions influence editors: they agree more where suggestions are shown" in told
    assert "Editors agree on 100 % of the marks where suggestions are shown, and on" in told
    assert "it is almost certainly between +" in told
    assert "Found unaided Both accepted Difference All labels" in told
    assert "Nothing suggested Suggestions shown Difference All labels" in told


def test_the_page_says_that_there_is_no_sign_where_there_is_none(client, rita, settings):
    desk_that_holds_back(settings, 40, missed_every=0)
    told = section(page(client, rita), "steering")
    assert "No sign that suggestions influence what editors mark" in told
    assert "The difference is 0 percentage points; it is almost certainly between 0 and 0." in told


def test_what_the_suggestions_do_is_narrowed_as_all_figures_are(client, rita, settings):
    desk_that_holds_back(settings, 40)
    assert "2 of 30" not in section(page(client, rita), "steering")
    outlet = make_outlet("Harbour Post")
    some = [revision.article for revision in Revision.objects.all()[:2]]
    Article.objects.filter(pk__in=[one.pk for one in some]).update(outlet=outlet)
    told = section(page(client, rita, f"outlet={outlet.pk}&label=claim"), "steering")
    assert "So far there are 2." in told
    assert "All labels" in told
    assert "Quote" not in told


def test_the_places_alone_stand_beside_the_labels(client, editors, rita):
    revision = submitted(make_article(), editors)
    one, other = revision.layers.all()
    make_annotation(layer=one, exact="the mayor", label="quote")
    make_annotation(layer=other, exact="the mayor", label="claim")
    text = page(client, rita)
    pooled = section(text, "pooled")
    assert "Place alone, whatever the label" in pooled
    # Alike are «on Tuesday» and «the mayor», and not the places of the two statistics.
    assert "Span F1, same extent 0.67 0.00 0.00 0.67" in pooled
    alone = section(page(client, rita, "label=claim"), "pooled")
    assert "Place alone" not in alone


def test_the_headline_holds_with_one_article_of_two_editors(client, editors, rita):
    submitted(make_article(), editors)
    text = page(client, rita)
    assert text.count('id="headline"') == 1
    assert "Editors agree on 100 % of claims" in section(text, "headline")
    assert "1 article that two editors or more have submitted" in in_words(text)
