"""What the list of annotations can be narrowed to."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from urllib.parse import quote

import pytest
from django.db import connection
from django.db.backends.sqlite3._functions import register
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from annotations.exchange.filters import AnnotationFilter
from annotations.models import Annotation
from annotations.review import lifecycle as review_lifecycle
from annotations.ui.chips import chips
from articles.models import Story
from newsroom.query_planner import values_in_use
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


def filters(user, query=""):
    return AnnotationFilter(QueryDict(query), user=user)


def found(user, query=""):
    asked = filters(user, query)
    assert asked.is_valid(), asked.errors
    return list(asked.qs)


def letters(user, query=""):
    return [one.layer.letter for one in found(user, query)]


@pytest.fixture
def ada():
    return make_editor("ada")


@pytest.fixture
def layer(ada):
    return make_layer(editor=ada)


def test_without_filters_all_that_the_reader_sees_is_found(ada, layer):
    mine = make_annotation(layer=layer)
    theirs = make_annotation(layer=make_layer(submitted=True))
    assert found(ada) == [mine]
    assert set(found(make_reviewer())) == {theirs}


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("MILLION", True),
        ("sea wall", True),
        ("wall sea", True),
        ("“wall sea”", False),
        ("“$48 million sea”", True),
        ("halloran million", True),
        ("éric", True),
        ("minutes", True),
        ("households", False),
        ("million households", False),
    ],
)
def test_a_search_reads_words_note_and_speaker(ada, layer, words, is_found):
    one = make_annotation(
        layer=layer,
        exact="$48 million sea wall",
        note="Check the minutes",
        attributed_to="Éric Halloran",
    )
    assert found(ada, f"q={words}") == ([one] if is_found else [])


def test_labels_can_be_combined(ada, layer):
    claim, quote, statistic = (
        make_annotation(layer=layer, label=label) for label in ("claim", "quote", "statistic")
    )
    assert found(ada, "label=quote") == [quote]
    assert set(found(ada, "label=quote&label=claim")) == {claim, quote}
    assert set(found(ada, "")) == {claim, quote, statistic}


def test_what_belongs_to_the_article_narrows(ada):
    story = Story.objects.create(title="The wall")
    article = make_article(
        title="Harbour wall",
        outlet=make_outlet("Post"),
        story=story,
        language="pt",
        published_on=date(2026, 3, 1),
    )
    one = make_annotation(layer=make_layer(editor=ada, revision=article.latest_revision()))
    other = make_annotation(layer=make_layer(editor=ada))
    for query in (
        f"article={article.pk}",
        f"outlet={article.outlet_id}",
        f"story={story.pk}",
        "language=pt",
        "title=harbour",
        "published_from=2026-03-01",
        "published_to=2026-03-01",
    ):
        assert found(ada, query) == [one], query
    assert found(ada, "outlet=null") == found(ada, "story=null") == [other]
    assert found(ada, "published_from=2026-03-02") == []
    assert found(ada, "published_to=2026-02-28") == []


def test_the_status_is_that_of_the_layer(ada, layer):
    being_made = make_annotation(layer=layer)
    sent = make_annotation(layer=make_layer(editor=ada, submitted=True))
    assert found(ada, "status=open") == [being_made]
    assert found(ada, "status=submitted") == [sent]


def test_values_and_units_narrow(ada, layer):
    for exact, value, unit in (("48", 48, "USD"), ("2", -2, "%"), ("Council", None, "")):
        make_annotation(layer=layer, exact=exact, label="statistic", value=value, unit=unit)

    def values(query):
        return {one.value for one in found(ada, query)}

    assert values("value_from=0") == {Decimal(48)}
    assert values("value_from=48&value_to=48") == {Decimal(48)}
    assert values("value_to=47.5") == {Decimal(-2)}
    assert values("unit=usd") == {Decimal(48)}
    assert values("unit=US") == set()


def test_the_days_of_a_change_are_those_of_the_desk(ada, layer, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    one = make_annotation(layer=layer)
    late = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
    Annotation.objects.update(updated_at=late)  # In Tokyo it is the second of March already.
    assert found(ada, "changed_from=2026-03-02&changed_to=2026-03-02") == [one]
    assert found(ada, "changed_to=2026-03-01") == []


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "America/Sao_Paulo", "UTC"])
def test_a_day_of_change_holds_just_what_the_database_says_of_it(ada, layer, settings, zone):
    settings.TIME_ZONE = zone
    first = datetime(2018, 2, 15, 21, 0, tzinfo=UTC)  # In Brazil the 17th lasted 25 hours.
    text = layer.revision.text
    for number in range(24):
        one = make_annotation(layer=layer, start=number, exact=text[number : number + 5])
        changed = first + timedelta(hours=5 * number)
        Annotation.objects.filter(pk=one.pk).update(updated_at=changed)
    for day in (date(2018, 2, number) for number in range(14, 22)):
        for name, lookup in (("changed_from", "gte"), ("changed_to", "lte")):
            plain = Annotation.objects.filter(**{f"updated_at__date__{lookup}": day})
            assert set(found(ada, f"{name}={day}")) == set(plain), (name, day)


def test_of_days_far_away_no_moment_is_worked_out_in_the_zone_of_the_desk(ada, layer):
    for start in range(5):
        exact = layer.revision.text[start : start + 5]
        make_annotation(layer=layer, start=start, exact=exact)
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL knows of zones itself.")
    asked = []
    connection.connection.create_function(
        "django_datetime_cast_date", 3, lambda *given: asked.append(given)
    )
    try:
        assert found(ada, "changed_to=2000-01-01") == found(ada, "changed_from=2999-01-01") == []
        assert len(found(ada, "changed_from=2000-01-01&changed_to=2999-01-01")) == 5
        assert asked == []
    finally:
        register(connection.connection)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_that_there_are_can_be_asked_for(ada, layer, day):
    one = make_annotation(layer=layer)
    early = day == "0001-01-01"
    assert found(ada, f"changed_from={day}") == ([one] if early else [])
    assert found(ada, f"changed_to={day}") == ([] if early else [one])


def test_a_unit_is_found_however_it_is_written_and_by_its_index(ada, layer):
    units = ("USD", "usd", "Usd", "US", "", "étages", "Étages", "%", "straße", "STRASSE")
    for start, unit in enumerate(units):
        exact = layer.revision.text[start : start + 5]
        make_annotation(layer=layer, start=start, exact=exact, unit=unit)
    for unit in (*units[:4], *units[5:], "u%", "u_d"):
        plain = Annotation.objects.filter(unit__iexact=unit)
        assert set(found(ada, f"unit={quote(unit)}")) == set(plain), unit
    if connection.vendor == "sqlite":
        with CaptureQueriesContext(connection) as asked:
            values_in_use(Annotation, "unit")
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
            looked_at = [row[3] for row in cursor.fetchall() if "annotations_annotation" in row[3]]
        assert len(looked_at) == 2
        assert all("USING COVERING INDEX annotation_unit" in one for one in looked_at)


def test_no_annotation_of_an_editor_is_final(ada, layer):
    make_annotation(layer=layer)
    assert found(ada, "status=adjudicated") == []


def test_an_editor_cannot_ask_by_editor(ada, layer):
    one = make_annotation(layer=layer)
    make_annotation(layer=make_layer(revision=layer.revision, letter="Z", submitted=True))
    assert "editor" not in filters(ada).form.fields
    assert found(ada, "editor=Z") == found(ada, "editor=ben") == [one]


def test_a_reviewer_asks_by_letter_and_never_by_name(ada):
    rita = make_reviewer("rita")
    make_annotation(layer=make_layer(editor=rita, letter="A", submitted=True))
    layer = make_layer(editor=ada, letter="B", submitted=True)
    make_annotation(layer=layer)
    unfinished = make_layer(revision=layer.revision, letter="X")
    make_annotation(layer=unfinished)
    choices = list(filters(rita).form.fields["editor"].choices)
    assert choices == [("", "All editors"), ("me", "Me"), ("B", "Editor B")]
    assert letters(rita, "editor=B") == ["B"]
    assert letters(rita, "editor=me") == ["A"]
    for refused in ("editor=ada", "editor=X", "editor=A"):
        assert not filters(rita, refused).is_valid()


def test_a_letter_that_is_also_the_reviewers_own_means_the_others(ada):
    rita = make_reviewer("rita")
    make_annotation(layer=make_layer(editor=rita, letter="B"))
    theirs = make_annotation(layer=make_layer(editor=ada, letter="B", submitted=True))
    assert found(rita, "editor=B") == [theirs]


def test_once_a_review_is_closed_everybody_asks_by_name(ada):
    rita, ben = make_reviewer("rita"), make_editor("ben")
    layer = make_layer(editor=ben, letter="B", submitted=True)
    one = make_annotation(layer=layer)
    make_annotation(layer=make_layer(editor=make_editor("cleo"), letter="C", submitted=True))
    make_annotation(layer=make_layer(revision=layer.revision, editor=ada))
    review_lifecycle.close_review(
        review_lifecycle.open_review_early(layer.revision, by=rita), by=rita
    )
    assert list(filters(ada).form.fields["editor"].choices) == [
        ("", "All editors"),
        ("me", "Me"),
        ("ben", "ben"),
    ]
    assert found(ada, "editor=ben") == found(rita, "editor=ben") == [one]
    assert list(filters(rita).form.fields["editor"].choices)[2:] == [
        ("ben", "ben"),
        ("C", "Editor C"),
    ]
    assert not filters(rita, "editor=B").is_valid()
    assert not filters(rita, "editor=cleo").is_valid()


def test_a_superuser_asks_by_name(ada):
    root = make_superuser("root")
    layer = make_layer(editor=ada, submitted=True)
    one = make_annotation(layer=layer)
    make_annotation(layer=make_layer(editor=root))
    make_annotation(layer=make_layer(editor=make_editor("ben")))
    choices = list(filters(root).form.fields["editor"].choices)
    assert choices == [("", "All editors"), ("ada", "ada"), ("root", "root")]
    assert found(root, "editor=ada") == [one]
    assert not filters(root, "editor=ben").is_valid()


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("article", ["b", "c", "a"]),
        ("-article", ["a", "b", "c"]),
        ("label", ["b", "a", "c"]),
        ("-label", ["c", "a", "b"]),
        ("value", ["a", "c", "b"]),
        ("-value", ["c", "a", "b"]),
        ("changed", ["b", "a", "c"]),
        ("-changed", ["c", "a", "b"]),
        ("", ["c", "a", "b"]),
    ],
)
def test_the_list_can_be_sorted(ada, sort, order):
    first, second = make_article(title="apple"), make_article(title="Banana")
    apple, banana = (
        make_layer(editor=ada, revision=one.latest_revision()) for one in (first, second)
    )
    rows = {
        "b": make_annotation(layer=apple, exact="Council", label="claim"),
        "c": make_annotation(layer=apple, exact="sea wall", label="statistic", value=9),
        "a": make_annotation(layer=banana, exact="Council", label="quote", value=-1),
    }
    for day, name in enumerate("bac", start=1):
        Annotation.objects.filter(pk=rows[name].pk).update(
            updated_at=datetime(2026, 1, day, tzinfo=UTC)
        )
    names = {one.pk: name for name, one in rows.items()}
    assert [names[one.pk] for one in found(ada, f"sort={sort}")] == order


def test_chips_name_the_active_filters_and_lead_to_the_list_without_each(ada, layer):
    article = layer.revision.article
    query = f"article={article.pk}&label=claim&label=quote&q=wall&sort=label&page=2"
    shown = list(chips(filters(ada, query)))
    assert [(chip.label, chip.value) for chip in shown] == [
        ("Search", "wall"),
        ("Article", article.title),
        ("Label", "Claim, Quote"),
    ]
    assert shown[2].without == f"?article={article.pk}&q=wall&sort=label"
    assert list(chips(filters(ada, "sort=label&per=50"))) == []


def test_chips_do_not_read_all_articles(ada, layer, django_assert_num_queries):
    for _ in range(3):
        make_article()
    asked = filters(ada, f"article={layer.revision.article_id}")
    assert asked.is_valid()
    with django_assert_num_queries(0):
        assert len(list(chips(asked))) == 1
