"""The command check_states."""

import io

import pytest
from django.core.management import CommandError, call_command

from annotations.agreement.counted import bring_up_to_date
from annotations.facts import search
from annotations.management.commands.check_states import KINDS, Kind, find_differing, in_batches
from annotations.models import (
    Disagreement,
    Fact,
    FactTerm,
    PairCounts,
    PairSums,
    TextFigures,
    TextOrigins,
)
from articles.models import Article, ArticleSearch
from tests.counting import counted
from tests.factories import make_annotation, make_article, make_fact, make_layer, make_revision
from tests.worlds import make_review, settle_group

pytestmark = pytest.mark.django_db


def check(**options):
    """(lines of the output, exit status)."""
    out, status = io.StringIO(), 0
    try:
        call_command("check_states", stdout=out, **options)
    except CommandError as error:
        status = error.returncode
    return out.getvalue().splitlines(), status


def different(lines):
    """How many are different, of the kinds where any are."""
    kinds = [line.split(": ") for line in lines if not line.startswith(" ")]
    numbers = {kind: int(rest.split(", ")[1].split()[0]) for kind, rest in kinds}
    return {kind: number for kind, number in numbers.items() if number}


@pytest.fixture
def world():
    """Articles, a review with a settled and an open disagreement, facts, counts of agreement."""
    make_article(title="Wall", url="https://www.a.example/1?utm_source=x")
    review = make_review(A="Cccc....Qqq", B="Ccccc...Qqqq")
    settle_group(review.disagreements.first(), "longest")
    make_fact("The wall costs $48 million.")
    make_fact("The harbour road floods.", verified=False)
    revision = make_revision()
    for _editor in range(2):
        layer = make_layer(revision=revision, submitted=True)
        make_annotation(layer=layer, origin="own", suggestions_shown=False)
    bring_up_to_date()
    return review


def test_a_fresh_world_agrees(world):
    lines, status = check()
    assert (different(lines), status) == ({}, 0)
    assert [line.split(":")[0] for line in lines] == [kind.name for kind in KINDS]
    assert all(" 0 looked at" not in line for line in lines)
    assert TextOrigins.objects.exists()


def test_an_empty_desk_agrees():
    assert check()[1] == 0


def wrong_work(_world):
    Article.objects.filter(title="Wall").update(work="review")
    return Article.objects.order_by("pk"), "work"


def wrong_state(world):
    row = world.disagreements.filter(state="settled")
    Disagreement.objects.filter(pk__in=list(row.values_list("pk", flat=True))).update(state="open")
    return Disagreement.objects.order_by("pk"), "state"


def wrong_words(_world):
    ArticleSearch.objects.filter(article__title="Wall").update(words="gate")
    return ArticleSearch.objects.order_by("pk"), "words"


def no_words(_world):
    ArticleSearch.objects.filter(article__title="Wall").delete()
    return ArticleSearch.objects.order_by("pk"), "pk"


def wrong_address(_world):
    Article.objects.filter(title="Wall").update(canonical_url="https://b.example/")
    return Article.objects.order_by("pk"), "canonical_url"


def wrong_term(_world):
    FactTerm.objects.filter(term="wall").update(facts=7)
    return FactTerm.objects.order_by("term"), "facts"


def no_term(_world):
    FactTerm.objects.filter(term="wall").delete()
    return FactTerm.objects.filter(facts__gt=0).order_by("term"), "term"


def wrong_counts(_world):
    PairCounts.objects.filter(pk=PairCounts.objects.latest("pk").pk).update(exact=9)
    PairSums.objects.update(texts=3)
    return PairCounts.objects.order_by("revision", "label"), "exact"


def no_counts(_world):
    PairCounts.objects.all().delete()
    return PairCounts.objects.order_by("revision", "label"), "exact"


def wrong_figures(_world):
    TextFigures.objects.filter(pk=TextFigures.objects.latest("pk").pk).update(f1_exact=0.25)
    return TextFigures.objects.order_by("revision", "label"), "f1_exact"


def wrong_origins(_world):
    TextOrigins.objects.update(apart_spans=9)
    return TextOrigins.objects.order_by("revision", "label"), "apart_spans"


def wrong_sums(_world):
    PairSums.objects.filter(pk=PairSums.objects.latest("pk").pk).update(spans=99)
    return PairSums.objects.order_by("label", "first"), "spans"


@pytest.mark.parametrize(
    ("plant", "kind", "name"),
    [
        (wrong_work, "work on articles", "“Wall”: review, has to be nobody"),
        (wrong_state, "states of disagreements", ": open, has to be settled"),
        (wrong_words, "words of articles", "“Wall”"),
        (no_words, "words of articles", "“Wall”"),
        (
            wrong_address,
            "addresses of articles",
            "“Wall”: https://www.a.example/1?utm_source=x is kept as https://b.example/",
        ),
        (wrong_term, "facts with a word", "“wall”: 7 facts, has to be 1"),
        (no_term, "facts with a word", "“wall”: 0 facts, has to be 1"),
        (wrong_counts, "counts of agreement", ", revision 1"),
        (no_counts, "counts of agreement", ", revision 1"),
        (wrong_figures, "counts of agreement", ", revision 1"),
        (wrong_origins, "counts of agreement", ", revision 1"),
        (wrong_sums, "sums of agreement", "-"),
    ],
)
def test_what_is_wrong_is_named_and_written_anew_only_if_asked_to(world, plant, kind, name):
    rows, field = plant(world)
    wrong = list(rows.values_list(field, flat=True))
    lines, status = check()
    assert status == 1
    found = different(lines)
    assert kind in found
    place = next(number for number, line in enumerate(lines) if line.startswith(kind))
    assert name in lines[place + 1]
    assert list(rows.all().values_list(field, flat=True)) == wrong

    lines, status = check(repair=True)
    assert status == 0
    assert f"{found[kind]} different, written anew" in lines[place]
    assert list(rows.all().values_list(field, flat=True)) != wrong
    lines, status = check()
    assert (different(lines), status) == ({}, 0)


def test_a_fact_that_is_found_by_other_words_is_named_and_mended(world):
    fact = Fact.objects.order_by("pk").first()
    search.write_terms({fact.pk: {"gate"}})
    lines, status = check()
    assert (status, different(lines)["words of facts"]) == (1, 1)
    assert f"  fact {fact.pk}" in lines
    assert check(repair=True)[1] == 0
    assert check()[1] == 0
    assert [one.pk for one in search.search("wall")] == [fact.pk]
    assert search.search("gate") == []


def test_counts_that_the_next_reader_makes_are_not_wrong(world):
    revision = make_revision()
    for _editor in range(2):
        make_annotation(layer=make_layer(revision=revision, submitted=True))
    assert check()[1] == 0


def test_of_many_the_first_few_are_named():
    for _article in range(7):
        make_article(title="Gate")
    Article.objects.update(work="open")
    lines, _status = check()
    assert lines[0] == "work on articles: 7 looked at, 7 different"
    first = Article.objects.order_by("pk").first()
    assert lines[1] == f"  article {first.pk} “Gate”: open, has to be nobody"
    assert lines[6] == "  and 2 more"


def test_what_somebody_was_changing_at_the_first_look_is_not_wrong():
    looks = iter([{1: "wall", 2: "gate"}, {2: "gate"}])
    kind = Kind("walls", lambda: iter([]), lambda _keys: next(looks), list)
    assert find_differing(kind, [1, 2, 3]) == {2: "gate"}


def test_rows_are_looked_at_in_batches():
    keys = [make_article().pk for _article in range(5)]
    batches = list(in_batches(Article.objects.all(), size=2))
    assert batches == [keys[:2], keys[2:4], keys[4:]]
    assert list(in_batches(Article.objects.none())) == []


@pytest.mark.parametrize("repair", [False, True])
def test_the_queries_do_not_grow_with_the_rows_that_are_right(world, repair):
    few = counted(lambda: check(repair=repair)).queries
    for number in range(6):
        make_review(A="Cccc....Qqq", B="Ccccc...Qqqq")
        make_fact(f"The gate {number} costs $48 million.")
    bring_up_to_date()
    assert counted(lambda: check(repair=repair)).queries <= few


def test_what_is_wrong_is_written_in_as_many_queries_for_many():
    for _article in range(12):
        make_article(url=f"https://a.example/{_article}")
    few = repaired(Article.objects.order_by("pk")[:1])
    assert repaired(Article.objects.all()) <= few


def repaired(articles):
    """The queries of mending the work on these articles."""
    keys = [article.pk for article in articles]

    def mend():
        Article.objects.filter(pk__in=keys).update(work="open")
        assert check(repair=True)[1] == 0

    return counted(mend).queries
