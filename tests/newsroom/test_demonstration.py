"""What the demonstration shows: every label, every flaw of a file, every kind of disagreement."""

import pytest
from django.db.models import Count
from django.utils import timezone

from annotations.disagreements import comparison as disagreement_comparison
from annotations.facts import recheck_reasons
from annotations.labels import LABELS
from annotations.models import (
    Annotation,
    Answer,
    Disagreement,
    Fact,
    FactLink,
    FactState,
    FactVersion,
    Layer,
    Notice,
    Review,
    Thread,
)
from annotations.models.disagreement import State
from annotations.models.fact_link import Relation
from annotations.review import released_changes
from annotations.workspace import suggestions
from articles.models import Article, ImportItem, Outlet
from newsroom.management import demonstration
from newsroom.models import Event, User
from tests.factories import make_article
from tests.worlds import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _loaded(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker):
        demonstration.load(password="secret-word")
        yield


def revision_of(file):
    return ImportItem.objects.get(name=file).revision


def live():
    return Annotation.objects.live()


def compared(revision):
    layers = Layer.objects.on(revision).submitted()
    spans = [
        disagreement_comparison.Span(
            id=one.pk,
            layer=one.layer_id,
            start=one.start,
            end=one.end,
            label=one.label,
            attributed_to=one.attributed_to,
            value=one.value,
            unit=one.unit,
            span_group=one.span_group,
        )
        for one in live().filter(layer__in=layers)
    ]
    return disagreement_comparison.compare(spans, [layer.pk for layer in layers])


def test_every_article_says_that_it_is_invented():
    assert all(article.credit.endswith(demonstration.CREDIT) for article in Article.objects.all())
    assert all(".example/" in article.url for article in Article.objects.all())


def test_eight_outlets_report_one_event_and_two_another():
    wall, ferry = (
        set(
            Outlet.objects.filter(articles__story__title__contains=word).values_list(
                "name", flat=True
            )
        )
        for word in ("sea wall", "ferry")
    )
    assert len(wall) == 8
    assert ferry == {"Alder Courier", "Northshore Ledger"}


def test_every_span_is_what_the_text_says_there():
    for one in Annotation.objects.select_related("layer__revision"):
        assert one.layer.revision.text[one.start : one.end] == one.exact


def test_every_label_overlaps_with_another():
    assert set(live().values_list("label", flat=True)) == set(LABELS)
    spans = list(live().filter(layer__revision=revision_of("alder-courier.txt")))
    nested = {
        (outer.label, inner.label)
        for outer in spans
        for inner in spans
        if outer.layer_id == inner.layer_id
        and outer.pk != inner.pk
        and outer.start <= inner.start
        and inner.end <= outer.end
    }
    assert {("claim", "statistic"), ("quote", "quote")} <= nested


def test_the_pieces_of_a_split_quote_are_one_group():
    pieces = live().exclude(span_group=None).values("span_group").annotate(count=Count("pk"))
    assert pieces
    assert {piece["count"] for piece in pieces} == {2}


@pytest.mark.parametrize("file", ["alder-courier.txt", "tidewater-wire.txt"])
@pytest.mark.parametrize("kind", ["label", "boundary", "missing", "split", "details"])
def test_every_kind_of_disagreement_occurs_on_two_articles(file, kind):
    revision = revision_of(file)
    assert Layer.objects.on(revision).submitted().count() == 3
    assert kind in {group.kind for group in compared(revision).groups}


def test_on_one_article_all_three_agree():
    comparison = compared(revision_of("harbour-radio.html"))
    assert len(comparison.agreed) >= 15
    assert comparison.groups == ()


def test_one_submitted_layer_says_that_there_is_nothing():
    silent = Layer.objects.submitted().filter(annotations=None)
    assert [layer.revision for layer in silent] == [revision_of("coastline-observer.txt")]
    assert all(len(group.silent) >= 1 for group in compared(silent[0].revision).groups)


def test_every_editor_has_a_layer_that_is_half_done():
    begun = Layer.objects.open().filter(annotations__isnull=False).distinct()
    assert sorted(layer.editor.username for layer in begun) == ["ada", "ben", "cleo"]


def test_one_article_is_asked_for_and_one_nobody_has_begun():
    asked = Layer.objects.on(revision_of("northshore-ledger-ferry.txt"))
    assert {layer.assigned_by.username for layer in asked} == {"rita"}
    assert all(layer.due_on and layer.is_open for layer in asked)
    assert not Layer.objects.on(revision_of("alder-courier-ferry.txt")).exists()


def test_outlets_contradict_each_other():
    said = live().filter(layer__submitted_at__isnull=False, label="statistic")
    heights = said.filter(exact__contains="met").values_list("exact", flat=True)
    assert {"4.2 metres", "4.8 metres"} <= set(heights)
    damage = said.filter(value__in=[67_000_000, 76_000_000])
    assert {one.layer.revision.article.outlet.name for one in damage} == {
        "Tidewater Wire",
        "Küstenbote",
    }


def test_a_correction_is_a_second_revision_with_another_number():
    first, second = (
        revision_of("northshore-ledger.txt"),
        revision_of("northshore-ledger-corrected.txt"),
    )
    assert (first.number, second.number) == (1, 2)
    assert first.article == second.article
    assert "$52 million" in first.text.partition("\n")[0]
    assert "$48 million" in second.text.partition("\n")[0]
    assert second.article.title == second.text.partition("\n")[0]
    assert first.layers.open().get().annotations.exists()


@pytest.mark.parametrize("file", ["tidewater-wire.txt", "quayside-notes.txt"])
def test_a_text_without_a_headline_gets_a_title_that_is_not_part_of_it(file):
    revision = revision_of(file)
    assert revision.article.title_generated
    assert revision.text.count("\n\n") >= 7


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("alder-courier.txt", "Source: Alder Courier"),
        ("alder-courier.txt", "You may also like"),
        ("northshore-ledger.txt", "Read More @"),
        ("coastline-observer.txt", "[embedpost"),
    ],
)
def test_what_is_not_the_article_is_left_out_and_kept(file, words):
    revision = revision_of(file)
    assert words not in revision.text
    assert words in "".join(piece["text"] for piece in revision.left_out)


def test_menus_and_sidebars_of_a_page_are_not_its_text():
    text = revision_of("harbour-radio.html").text
    assert text.startswith("How they voted on the wall, and what happens next\n\nNine hands")
    for furniture in ("Listen now", "Otters", "cookies", "listening"):
        assert furniture not in text


def test_a_soft_wrap_is_a_space():
    assert "to build a sea wall along its whole" in revision_of("northshore-ledger.txt").text


def test_each_text_has_its_language():
    assert revision_of("kuestenbote.txt").article.language == "de"
    assert revision_of("al-marsa.txt").article.language == "ar"
    assert revision_of("alder-courier.txt").article.language == "en"


def test_emoji_and_marks_stand_before_spans():
    revision = revision_of("quayside-notes.txt")
    emoji = revision.text.index("👨‍👩‍👧‍👦")
    assert "N\u0308ordwind" in revision.text
    assert "Zo\u00eb" in revision.text
    assert live().on(revision).filter(start__gt=emoji).count() > 10


def test_every_annotation_and_layer_has_its_event():
    added = Event.objects.filter(verb="annotation.added").count()
    assert added == Annotation.objects.count()
    submitted = Event.objects.filter(verb="layer.submitted").values("subject_id").distinct()
    assert submitted.count() == Layer.objects.submitted().count()
    assert Event.objects.filter(verb="revision.added").count() == 1


def test_words_that_are_not_in_a_text_are_refused():
    revision = make_article(text="One wall. Another wall.").latest_revision()
    assert demonstration.nth_occurrence(revision.text, "wall", 2) == 18
    with pytest.raises(ValueError, match="wall"):
        demonstration.nth_occurrence(revision.text, "wall", 3)


def fact_page(client, words, *, as_="rita"):
    """The page of the one fact with these words, as that person has it."""
    client.force_login(User.objects.get(username=as_))
    version = FactVersion.objects.speaking().get(statement__contains=words)
    response = client.get(version.fact.get_absolute_url())
    assert response.status_code == 200
    return response


def said(page):
    """By relation: the amounts or words, each with the outlets that say it."""
    return {
        lane.relation: {one.amount or one.words: dict(one.outlets).keys() for one in lane.said}
        for lane in page.context["glance"].lanes
    }


def test_two_outlets_have_two_numbers_for_one_thing_and_the_page_of_the_fact_says_so(client):
    page = fact_page(client, "4.2 metres above")
    assert page.context["glance"].outlets_differ
    assert ["4.2 metres", "4.8 metres"] in page.context["glance"].numbers
    assert {"Alder Courier", "Harbour Radio"} <= said(page)["supports"]["4.2 metres"]
    assert said(page)["contradicts"]["4.8 metres"] == {"Tidewater Wire"}
    assert "Outlets differ" in page.content.decode()


def test_the_first_price_of_the_ledger_is_seen_by_the_editor_who_marked_it_alone(client):
    assert said(fact_page(client, "$41.6 million", as_="ben"))["contradicts"] == {
        "52,000,000 USD": {"Northshore Ledger"}
    }
    assert "contradicts" not in said(fact_page(client, "$41.6 million"))


def test_an_editor_sees_no_passage_that_only_others_have_marked(client):
    shown = fact_page(client, "once in thirty years", as_="cleo")
    assert "12" not in "".join(said(shown).get("contradicts", {}))
    assert "Coastline Observer" not in shown.content.decode()


def test_facts_of_every_state_are_there():
    states = FactVersion.objects.speaking().with_state(today=timezone.localdate())
    assert {one.state for one in states} == set(FactState.values)
    assert any(one.revision_id for one in states if one.is_verified)
    assert Fact.objects.exclude(replaced_by=None).get().replaced_by.retired_at is None


def test_links_of_every_relation_are_there():
    assert set(FactLink.objects.values_list("relation", flat=True)) == set(Relation.values)


def test_every_link_that_the_file_names_is_made():
    told = demonstration.read_toml("facts.toml")["fact"]
    wanted = {
        (fact["statement"], link["text"], link["words"])
        for fact in told
        for link in fact.get("link", [])
    }
    made = {
        (
            link.fact.versions.get(number=1).statement,
            link.annotation.layer.revision.item.name,
            link.annotation.exact,
        )
        for link in FactLink.objects.exclude(annotation=None)
    }
    assert made == wanted


def test_what_leant_on_a_revised_a_retired_and_a_due_fact_is_to_be_looked_at_again():
    leant_on = {link.fact_id for link in recheck_reasons.links_to_recheck()}
    revised = FactVersion.objects.exclude(verified_at=None).get(number=2).fact_id
    retired = Fact.objects.exclude(retired_at=None).get().pk
    due = FactVersion.objects.get(recheck_on__lt=timezone.localdate()).fact_id
    assert leant_on == {revised, retired, due}


def test_editors_see_one_fact_differently_on_two_articles():
    by_place = {}
    for link in FactLink.objects.exclude(annotation=None):
        one = link.annotation
        place = (one.layer.revision_id, one.start, one.end, one.label, link.fact_id)
        by_place.setdefault(place, set()).add(link.relation)
    assert len({place[0] for place, relations in by_place.items() if len(relations) > 1}) == 2


def states_on(file):
    rows = Disagreement.objects.filter(review__revision=revision_of(file))
    return {row.state for row in rows}


def test_a_review_in_progress_has_groups_in_every_state_before_the_release():
    assert states_on("alder-courier.txt") == {State.OPEN, State.ASKED, State.SETTLED, State.STALE}
    assert not revision_of("alder-courier.txt").review.is_released


def test_a_question_is_answered_by_the_editor_who_was_named_and_by_another():
    thread = Thread.objects.get(kind=Thread.Kind.QUESTION)
    asked, *answered = thread.comments.order_by("pk")
    cleo = thread.revision.layers.get(editor__username="cleo")
    assert f"@{cleo.letter}" in asked.text
    assert [user for _start, _end, user in asked.mentions] == [cleo.editor_id]
    assert [one.author.username for one in answered] == ["cleo", "ada"]


def test_a_released_ruling_is_disputed_and_others_are_left_to_dispute():
    assert states_on("northshore-ledger-corrected.txt") == {State.DISPUTED, State.SETTLED}
    closed = Review.objects.exclude(closed_at=None)
    assert {review.revision for review in closed} == {
        revision_of("northshore-ledger-corrected.txt"),
        revision_of("harbour-radio.html"),
    }
    layer = revision_of("northshore-ledger-corrected.txt").layers.get(editor__username="cleo")
    results = [
        outcome.result
        for ruling in released_changes.outcomes_of_layer(layer)
        for outcome in ruling.outcomes
    ]
    assert {"accepted", "rejected", "added"} <= set(results)


def test_a_comment_names_somebody_who_answers():
    thread = Thread.objects.get(kind=Thread.Kind.COMMENT)
    assert [bool(one.mentions) for one in thread.comments.order_by("pk")] == [True, True]
    told = Notice.objects.filter(user__username="rita", event__verb="thread.opened")
    assert told.exists()


def test_suggestions_wait_and_some_are_accepted_and_dismissed():
    layer = revision_of("quayside-notes.txt").layers.get(editor__username="cleo")
    answers = Answer.objects.filter(layer=layer)
    assert answers.exclude(annotation=None).count() == 2
    assert answers.exclude(dismissed_at=None).count() == 1
    assert suggestions.waiting_suggestions(layer, to=layer.editor).exists()
