"""The list of facts, and the page of one."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotations.facts import lifecycle as fact_lifecycle
from annotations.facts import links
from annotations.models import Adjudication, FactLink, Review, RuledSpan
from articles.models import Outlet
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_fact,
    make_layer,
    make_link,
    make_outlet,
    make_reviewer,
    make_superuser,
    revise_fact,
)
from tests.pages import choices, has_link_to, texts

pytestmark = pytest.mark.django_db


# What the page of a fact tells by its structure.
STANDS = "//ol[@class='versions']//span[@class='tag good']"
CONTRADICTED = "//p[@class='verdict contradicts']"
SUPPORTED = "//p[@class='verdict supports']"
EARLIER = "//p[@class='verdict earlier']"


@pytest.fixture
def editor(client):
    editor = make_editor()
    client.force_login(editor)
    return editor


def listed(client, **query):
    response = client.get(reverse("facts"), query)
    assert response.status_code == 200
    return [version.fact_id for version in response.context["page"]]


def page_of(client, fact):
    response = client.get(fact.get_absolute_url())
    assert response.status_code == 200
    return response


def queries(client, address, **query):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, query).status_code == 200
    return len(captured)


def due(fact_of=make_fact, days=1):
    return fact_of(
        "The petition has 1,140 names.", recheck_on=timezone.localdate() - timedelta(days)
    )


# The list


def test_an_empty_library_says_what_a_fact_is_for(client, editor):
    page = client.get(reverse("facts")).content.decode()
    assert "No facts yet" in page
    assert reverse("fact_new") in page


@pytest.mark.parametrize("state", ["draft", "verified", "recheck", "retired"])
def test_the_list_is_narrowed_by_state(client, editor, state):
    retired = make_fact("The ferry sank.")
    fact_lifecycle.retire_fact(retired, by=make_reviewer(), reason="It ran aground.")
    in_state = {
        "draft": make_fact("A gate is broken.", verified=False),
        "verified": make_fact(recheck_on=timezone.localdate() + timedelta(1)),
        "recheck": due(),
        "retired": retired,
    }
    assert listed(client, state=state) == [in_state[state].pk]


def test_retired_facts_are_listed_only_where_they_are_asked_for(client, editor):
    standing, retired = make_fact(), make_fact("The ferry sank.")
    fact_lifecycle.retire_fact(retired, by=make_reviewer(), reason="It ran aground.")
    assert listed(client) == [standing.pk]
    assert listed(client, state="all") == [retired.pk, standing.pk]


def test_a_fact_falls_due_on_its_day_and_not_before(client, editor):
    fact = due(days=0)
    assert listed(client, state="recheck") == [fact.pk]
    tomorrow = make_fact("The wall is long.", recheck_on=timezone.localdate() + timedelta(1))
    assert tomorrow.pk not in listed(client, state="recheck")


def test_words_find_the_facts_that_fit_best_first(client, editor):
    near = make_fact("The wall costs a lot.")
    best = make_fact("The sea wall costs $48 million.")
    make_fact("The ferry carried 86 passengers.")
    assert listed(client, q="How much does the sea wall cost?") == [best.pk, near.pk]
    assert listed(client, q="How much does the sea wall cost?", sort="number") == [near.pk, best.pk]


def test_a_number_finds_its_fact_and_an_unknown_one_nothing(client, editor):
    fact, _other = make_fact(), make_fact("The ferry carried 86 passengers.")
    assert listed(client, q=f"#{fact.pk}") == [fact.pk]
    assert listed(client, q="#999999") == []


def test_words_and_filters_narrow_together(client, editor):
    draft = make_fact("The wall is high.", verified=False)
    make_fact("The wall is long.")
    assert listed(client, q="wall", state="draft") == [draft.pk]


def test_the_list_is_narrowed_by_publisher_and_dates(client, editor):
    fact = make_fact(
        sources=[{"title": "Minutes", "publisher": "Town of Port Alder"}],
        as_of=date(2025, 10, 14),
        recheck_on=date(2031, 1, 31),
    )
    make_fact("The ferry carried 86 passengers.", as_of=date(2025, 11, 4))
    for query in (
        {"publisher": "port alder"},
        {"as_of_to": "2025-10-14"},
        {"as_of_from": "2025-10-14", "as_of_to": "2025-10-20"},
        {"recheck_by": "2031-01-31"},
    ):
        assert listed(client, **query) == [fact.pk]
    assert listed(client, publisher="Nobody") == []
    assert listed(client, as_of_to="2025-10-13") == []


def test_a_filter_that_makes_no_sense_finds_nothing_and_says_so(client, editor):
    make_fact()
    response = client.get(reverse("facts"), {"as_of_from": "soon"})
    assert list(response.context["page"]) == []
    assert "Write the day such as" in response.content.decode()


def test_what_waits_to_be_verified_is_drafts_and_revisions(client, editor):
    make_fact("Done.")
    draft = make_fact("A gate is broken.", verified=False)
    revised = make_fact()
    revise_fact(revised, verified=False)
    assert listed(client, waiting="on") == [revised.pk, draft.pk]
    assert "Revision waits" in client.get(reverse("facts")).content.decode()


def test_the_list_shows_what_stands_and_not_what_waits(client, editor):
    fact = make_fact()
    revise_fact(fact, "The wall costs $52 million.", verified=False)
    page = client.get(reverse("facts")).content.decode()
    assert "$48 million" in page
    assert "$52 million" not in page


@pytest.mark.parametrize(
    ("sort", "order"),
    [("as-of", "ab-"), ("-as-of", "ba-"), ("statement", "-ab"), ("number", "a-b")],
)
def test_the_list_is_sorted_as_asked(client, editor, sort, order):
    made = {
        "a": make_fact("The b.", as_of=date(2024, 1, 1)),
        "-": make_fact("The a."),
        "b": make_fact("The c.", as_of=date(2025, 1, 1)),
    }
    assert listed(client, sort=sort) == [made[name].pk for name in order]


def test_what_fits_best_is_a_choice_only_where_words_are_looked_for(client, editor):
    make_fact()
    assert "-number" in choices(client.get(reverse("facts")), "sort")
    assert "fit" not in choices(client.get(reverse("facts")), "sort")
    assert "fit" in choices(client.get(reverse("facts"), {"q": "wall"}), "sort")


def test_active_filters_are_chips_that_take_themselves_away(client, editor):
    page = client.get(reverse("facts"), {"state": "draft", "publisher": "UN"})
    shown = page.context["bar"].row
    assert [(one.label, one.value, one.without) for one in shown] == [
        ("Publisher", "UN", "?state=draft"),
        ("State", "Draft", "?publisher=UN"),
    ]


@pytest.mark.parametrize("query", [{}, {"q": "wall"}])
def test_the_queries_of_the_list_do_not_grow_with_it(client, editor, query):
    for number in range(10):
        make_fact(f"The wall has {number} gates.")
    few = queries(client, reverse("facts"), **query)
    for number in range(10, 20):
        make_fact(f"The wall has {number} gates.")
    assert queries(client, reverse("facts"), **query) == few


# The page of a fact


def test_the_page_shows_the_statement_its_sources_and_who_stands_for_it(client, editor):
    recorder = make_editor("greta")
    fact = make_fact(
        by=recorder,
        as_of=date(2025, 10, 14),
        sources=[
            {
                "title": "Minutes of 14 October",
                "publisher": "Town of Port Alder",
                "url": "https://town.example/minutes",
                "excerpt": "approved at a cost of $48 million",
                "accessed_on": date(2025, 10, 20),
                "archive_url": "https://archive.example/1",
            }
        ],
    )
    page = page_of(client, fact).content.decode()
    for words in (
        "The wall costs $48 million.",
        "Minutes of 14 October",
        "Town of Port Alder",
        "https://town.example/minutes",
        "approved at a cost of $48 million",
        "20 Oct 2025",
        "https://archive.example/1",
        "greta",
    ):
        assert words in page


def test_a_fact_that_is_not_there_is_not_found(client, editor):
    assert client.get("/facts/999/").status_code == 404


def test_the_history_shows_what_was_changed_and_why(client, editor):
    fact = make_fact()
    revise_fact(fact, "The wall costs $52 million.")
    page = page_of(client, fact).content.decode()
    assert "<del>$48</del><ins>$52</ins>" in page
    assert fact.versions.get(number=2).reason in page


def test_a_retired_fact_names_its_successor_which_names_it(client, editor):
    old, new = make_fact("The wall costs $36 million."), make_fact()
    fact_lifecycle.retire_fact(old, by=make_reviewer(), reason="Replaced.", replaced_by=new)
    assert f"Fact {new.pk} holds instead" in page_of(client, old).content.decode()
    assert "Replaced." in page_of(client, old).content.decode()
    assert texts(page_of(client, new), STANDS)
    assert not texts(page_of(client, old), STANDS)
    assert f"Fact {old.pk}" in page_of(client, new).content.decode()
    assert has_link_to(page_of(client, new), reverse("fact_revision", args=[new.pk]))
    assert not has_link_to(page_of(client, old), reverse("fact_revision", args=[old.pk]))


def test_a_retired_fact_names_the_last_of_its_successors_and_says_where_none_stands(client, editor):
    old, second, third = (make_fact(f"The wall costs ${cost} million.") for cost in (36, 48, 52))
    fact_lifecycle.retire_fact(old, by=make_reviewer(), reason="Replaced.", replaced_by=second)
    fact_lifecycle.retire_fact(second, by=make_reviewer(), reason="Replaced.", replaced_by=third)
    assert f"Fact {third.pk} holds instead" in page_of(client, old).content.decode()
    assert has_link_to(page_of(client, old), third.get_absolute_url())
    fact_lifecycle.retire_fact(third, by=make_reviewer(), reason="Wrong.")
    response = page_of(client, old)
    page = response.content.decode()
    assert response.context["instead"] is None
    assert not has_link_to(response, third.get_absolute_url())
    assert f"Fact {second.pk} took its place and is retired too" in page


def appears(exact, *, fact, relation, outlet, editor, submitted=False, label="statistic", **fields):
    """A passage of an article of the outlet, linked in the editor's layer."""
    outlet = Outlet.objects.filter(name=outlet).first() or make_outlet(outlet)
    text = f"It rained. The council said that {exact} would do. Then it went home."
    article = make_article(text=text, outlet=outlet, published_on=fields.pop("on", None))
    layer = make_layer(revision=article.latest_revision(), editor=editor)
    annotation = make_annotation(layer=layer, exact=exact, label=label, **fields)
    make_link(annotation=annotation, fact=fact, relation=relation)
    if submitted:
        layer.submitted_at = timezone.now()
        layer.save()
    return annotation


def test_where_two_outlets_have_two_numbers_it_is_seen_at_a_glance(client, editor):
    fact = make_fact()
    money = {"fact": fact, "editor": editor, "unit": "USD"}
    appears("$48 million", relation="supports", outlet="Courier", value=48_000_000, **money)
    appears("$52 million", relation="contradicts", outlet="Ledger", value=52_000_000, **money)
    response = page_of(client, fact)
    glance = response.context["glance"]
    assert glance.outlets_differ
    assert glance.numbers == [["48,000,000 USD", "52,000,000 USD"]]
    assert [
        (lane.relation, said.amount, [name for name, _anchor in said.outlets])
        for lane in glance.lanes
        for said in lane.said
    ] == [
        ("supports", "48,000,000 USD", ["Courier"]),
        ("contradicts", "52,000,000 USD", ["Ledger"]),
    ]
    assert texts(response, CONTRADICTED)
    page = response.content.decode()
    assert "Outlets differ: 1 of 2 says something that the fact contradicts." in page
    assert "The fact contradicts this" in page
    assert "The fact supports this" in page


def test_where_all_outlets_agree_nothing_is_made_of_it(client, editor):
    fact = make_fact()
    money = {"fact": fact, "editor": editor, "unit": "USD", "value": 48_000_000}
    appears("$48 million", relation="supports", outlet="Courier", **money)
    appears("$48 million", relation="supports", outlet="Ledger", **money)
    response = page_of(client, fact)
    assert not response.context["glance"].outlets_differ
    assert response.context["glance"].against == 0
    assert not texts(response, CONTRADICTED)


def test_each_passage_stands_marked_in_its_sentence_in_the_order_of_time(client, editor):
    fact = make_fact()
    for exact, on in (("two", date(2025, 3, 1)), ("one", date(2025, 1, 1)), ("three", None)):
        appears(exact, fact=fact, relation="context", outlet=f"The {exact}", editor=editor, on=on)
    response = page_of(client, fact)
    found = list(response.context["page"])
    assert [one.outlet for one in found] == ["The one", "The two", "The three"]
    assert (found[0].passage.before, found[0].passage.after) == (
        "The council said that ",
        " would do.",
    )
    marked = 'The council said that <mark class="statistic">one</mark> would do.'
    assert marked in response.content.decode()


def test_code_points_beyond_the_first_plane_do_not_shift_the_passage(client, editor):
    fact = make_fact()
    padding = "🌊" * 400
    article = make_article(text=f"{padding} Waves 🌊 of 4.8 metres 🌊 came. {padding}")
    layer = make_layer(revision=article.latest_revision(), editor=editor)
    make_link(annotation=make_annotation(layer=layer, exact="4.8 metres"), fact=fact)
    passage = page_of(client, fact).context["page"][0].passage
    assert passage.exact == "4.8 metres"
    assert passage.before.endswith("Waves 🌊 of ")
    assert passage.after == " 🌊 came."


def shown(client, fact):
    page = page_of(client, fact)
    return [
        (one.passage.exact, saying.link.relation, ", ".join(saying.who))
        for one in page.context["page"]
        for saying in one.sayings
    ]


def test_an_editor_sees_neither_passages_nor_numbers_of_anothers_unreleased_layer(client, editor):
    fact, other = make_fact(), make_editor("brigitta")
    for submitted in (False, True):
        appears(
            "$52 million",
            fact=fact,
            relation="contradicts",
            outlet=f"Ledger {submitted}",
            editor=other,
            submitted=submitted,
            value=52_000_000,
        )
    page = page_of(client, fact)
    assert shown(client, fact) == []
    for leak in ("$52", "52 million", "52,000,000", "Ledger", "brigitta", "contradict"):
        assert leak not in page.content.decode().split("<main")[1]


def test_an_editor_sees_their_own_links_open_or_submitted(client, editor):
    fact = make_fact()
    for exact, submitted in (("one", False), ("two", True)):
        appears(
            exact, fact=fact, relation="supports", outlet=exact, editor=editor, submitted=submitted
        )
    assert [exact for exact, _relation, _who in shown(client, fact)] == ["one", "two"]


def test_a_reviewer_sees_submitted_layers_by_letter_and_open_ones_not(client):
    client.force_login(make_reviewer())
    fact, other = make_fact(), make_editor("brigitta")
    appears("one", fact=fact, relation="supports", outlet="One", editor=other, submitted=True)
    appears("two", fact=fact, relation="supports", outlet="Two", editor=other)
    assert shown(client, fact) == [("one", "supports", "Editor A")]
    assert "brigitta" not in page_of(client, fact).content.decode()


def test_a_superuser_sees_names(client):
    client.force_login(make_superuser())
    fact, other = make_fact(), make_editor("brigitta")
    appears("one", fact=fact, relation="supports", outlet="One", editor=other, submitted=True)
    assert shown(client, fact) == [("one", "supports", "brigitta")]


def settled(annotation, link, *, closed=True):
    """The annotation as a review has ruled it, with its link carried over."""
    review = Review.objects.create(
        revision=annotation.layer.revision, closed_at=timezone.now() if closed else None
    )
    ruling = Adjudication.objects.create(
        review=review, action="take", rule="unanimous", fingerprint=""
    )
    names = ("start", "end", "exact", "label", "value", "unit")
    span = RuledSpan.objects.create(
        adjudication=ruling, **{name: getattr(annotation, name) for name in names}
    )
    return FactLink.objects.create(
        ruled_span=span,
        fact=link.fact,
        version=link.version,
        relation=link.relation,
        linked_by=link.linked_by,
    )


def test_once_its_review_is_closed_everybody_sees_what_was_settled(client, editor):
    fact, other = make_fact(), make_editor("brigitta")
    annotation = appears(
        "one", fact=fact, relation="supports", outlet="One", editor=other, submitted=True
    )
    settled(annotation, annotation.fact_links.get())
    assert shown(client, fact) == [("one", "supports", "")]


def test_while_the_review_is_open_nobody_sees_its_rulings(client, editor):
    fact, other = make_fact(), make_editor()
    annotation = appears(
        "one", fact=fact, relation="supports", outlet="One", editor=other, submitted=True
    )
    settled(annotation, annotation.fact_links.get(), closed=False)
    assert shown(client, fact) == []


def test_a_ruling_that_was_replaced_is_shown_no_more(client, editor):
    fact, other = make_fact(), make_editor()
    annotation = appears(
        "one", fact=fact, relation="supports", outlet="One", editor=other, submitted=True
    )
    link = settled(annotation, annotation.fact_links.get())
    ruling = link.ruled_span.adjudication
    Adjudication.objects.create(
        review=ruling.review, action="nothing", rule="unanimous", fingerprint="", replaces=ruling
    )
    assert shown(client, fact) == []


def test_links_that_were_removed_and_annotations_withdrawn_do_not_appear(client, editor):
    fact = make_fact()
    removed = appears("one", fact=fact, relation="supports", outlet="One", editor=editor)
    links.unlink(removed.fact_links.get(), by=editor)
    withdrawn = appears("two", fact=fact, relation="supports", outlet="Two", editor=editor)
    withdrawn.withdrawn_at = timezone.now()
    withdrawn.save()
    assert shown(client, fact) == []


def test_articles_that_were_archived_do_not_appear(client, editor):
    fact = make_fact()
    annotation = appears("one", fact=fact, relation="supports", outlet="One", editor=editor)
    article = annotation.layer.revision.article
    article.archived_at = timezone.now()
    article.save()
    assert shown(client, fact) == []


def test_a_link_to_an_earlier_version_says_so(client, editor):
    fact = make_fact()
    appears("one", fact=fact, relation="supports", outlet="One", editor=editor)
    linked_to = "linked to version"
    assert linked_to not in page_of(client, fact).content.decode()
    assert "contradicts nothing" in page_of(client, fact).content.decode()
    assert texts(page_of(client, fact), SUPPORTED)
    revise_fact(fact)
    page = page_of(client, fact).content.decode()
    assert f"{linked_to} 1" in page
    assert texts(page, EARLIER)
    # What the revised fact does to the passage nobody has said yet.
    assert "1 passage was linked to what the fact said before" in page
    assert not texts(page, SUPPORTED)
    assert not texts(page, CONTRADICTED)


def test_a_revision_that_waits_takes_nothing_back_from_what_stands(client, editor):
    fact = make_fact()
    appears("one", fact=fact, relation="supports", outlet="One", editor=editor)
    revise_fact(fact, verified=False)
    page = page_of(client, fact).content.decode()
    assert not texts(page, EARLIER)
    assert "contradicts nothing" in page


def test_two_editors_who_see_the_fact_differently_stand_under_one_passage(client):
    client.force_login(make_reviewer())
    fact, first = make_fact(), make_editor()
    annotation = appears("one", fact=fact, relation="supports", outlet="One", editor=first)
    layer = make_layer(revision=annotation.layer.revision)
    make_link(
        annotation=make_annotation(layer=layer, exact="one"), fact=fact, relation="contradicts"
    )
    for each in (annotation.layer, layer):
        each.submitted_at = timezone.now()
        each.save()
    page = page_of(client, fact)
    assert page.context["page"].paginator.count == 1
    assert {(relation, who) for _exact, relation, who in shown(client, fact)} == {
        ("supports", "Editor A"),
        ("contradicts", "Editor B"),
    }


def test_two_editors_who_see_it_alike_are_named_together(client):
    client.force_login(make_reviewer())
    fact, first = make_fact(), make_editor()
    annotation = appears("one", fact=fact, relation="supports", outlet="One", editor=first)
    layer = make_layer(revision=annotation.layer.revision)
    make_link(annotation=make_annotation(layer=layer, exact="one", label="statistic"), fact=fact)
    for each in (annotation.layer, layer):
        each.submitted_at = timezone.now()
        each.save()
    assert shown(client, fact) == [("one", "supports", "Editor A, Editor B")]


def test_the_queries_of_the_page_do_not_grow_with_its_appearances(client):
    client.force_login(make_reviewer())
    fact = make_fact()

    def more(numbers):
        for number in numbers:
            annotation = appears(
                f"no {number} x",
                fact=fact,
                relation="supports",
                outlet=f"Outlet {number}",
                editor=make_editor(),
                submitted=True,
            )
            if number % 2:
                settled(annotation, annotation.fact_links.get())

    more(range(10))
    few = queries(client, fact.get_absolute_url())
    more(range(10, 20))
    assert queries(client, fact.get_absolute_url()) == few
