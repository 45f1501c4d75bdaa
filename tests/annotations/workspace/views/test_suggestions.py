"""Suggestions through the front door: beside the text, answered by forms and by a script."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from annotations.layers import editing
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Annotation, Answer, Suggestion
from annotations.suggesting import RULES_VERSION
from annotations.workspace import suggestions
from newsroom.models import Event
from tests.factories import (
    TEXT,
    make_annotation,
    make_editor,
    make_layer,
    make_reviewer,
    make_revision,
    make_superuser,
)

pytestmark = pytest.mark.django_db

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def layer():
    return make_layer(editor=make_editor(suggestions=True))


@pytest.fixture
def client(layer):
    return signed_in(layer.editor)


@pytest.fixture
def wall(layer):
    """The suggested statistic of $48 million."""
    suggestions.store_suggestions(layer.revision)
    return Suggestion.objects.get(exact="$48 million")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def page(client, layer, **query):
    return client.get(reverse("workspace", args=[layer.pk]), query)


def answer(client, layer, suggestion, how, fields=None, **options):
    address = reverse(f"suggestion_{how}", args=[layer.pk, suggestion.pk])
    return client.post(address, fields or {}, **options)


def cards(response):
    """The notes beside the text, in their order."""
    return re.findall(r'<li id="([as])-[^"]+" class="card ([\w ]+)"', response.content.decode())


# Beside the text


def test_opening_a_layer_reads_the_revision_once(client, layer):
    assert not Suggestion.objects.exists()
    first = page(client, layer)
    stored = Suggestion.objects.count()
    assert stored == len(cards(first)) > 0
    page(client, layer)
    assert Suggestion.objects.count() == stored
    assert not Annotation.objects.exists()


def test_nothing_is_read_for_whoever_does_not_want_it_or_only_looks_on(layer):
    layer.editor.suggestions = False
    layer.editor.save()
    assertNotContains(page(signed_in(layer.editor), layer), "Suggested")
    layer.editor.suggestions = True
    layer.editor.save()
    layer_lifecycle.submit(layer, by=layer.editor)
    for reader in (layer.editor, make_reviewer(suggestions=True)):
        assertNotContains(page(signed_in(reader), layer), 'class="card suggestion')
    assert not Suggestion.objects.exists()


def test_suggestions_stand_among_the_annotations_in_text_order(client, layer, wall):
    make_annotation(layer=layer, exact="a $48 million sea wall", label="quote")
    make_annotation(layer=layer, exact="harbour road", label="claim")
    kinds = [kind for kind, _classes in cards(page(client, layer))]
    first, last = (at for at, kind in enumerate(kinds) if kind == "a")
    assert "s" in kinds[:first]
    assert "s" in kinds[first:last]
    starts = re.findall(
        r'<li id="[as]-[^>]* data-start="(\d+)"', page(client, layer).content.decode()
    )
    assert starts == sorted(starts, key=int)


def test_a_suggested_stretch_is_marked_as_no_annotation_is(client, layer, wall):
    make_annotation(layer=layer, exact="a $48 million sea wall", label="quote")
    html = page(client, layer).content.decode()
    marks = re.findall(r'<mark class="([\w ]+)"([^>]*)>([^<]*)</mark>', html)
    over = next(mark for mark in marks if mark[2] == "$48 million")
    assert over[0].split()[:2] == ["quote", "suggested"]
    assert f'data-suggestions="{wall.pk}' in over[1]
    alone = [classes for classes, attributes, _words in marks if "data-ann" not in attributes]
    assert alone
    assert all(classes.split()[0] == "suggested" for classes in alone)
    pointed_to = set(re.findall(r'aria-details="([^"]+)"', html))
    assert pointed_to <= set(re.findall(r'<li id="([^"]+)"', html))


def test_only_what_is_suggested_can_be_listed(client, layer, wall):
    make_annotation(layer=layer, exact="harbour road")
    kinds = {kind for kind, _classes in cards(page(client, layer, label="suggested"))}
    assert kinds == {"s"}
    only_statistics = cards(page(client, layer, label="statistic"))
    assert {classes for _kind, classes in only_statistics} == {"suggestion statistic"}


def test_the_note_of_a_suggestion_or_of_a_place_is_on_the_page():
    text = "\n\n".join(f"The wall cost ${number} million." for number in range(100, 250))
    layer = make_layer(revision=make_revision(text=text), editor=make_editor(suggestions=True))
    client = signed_in(layer.editor)
    assert len(cards(page(client, layer))) == 100
    last = Suggestion.objects.get(exact="$249 million")
    assertNotContains(page(client, layer), f'id="s-{last.pk}"')
    assertContains(page(client, layer, suggestion=last.pk), f'id="s-{last.pk}"')
    middle = Suggestion.objects.get(exact="$180 million")
    shown = page(client, layer, at=middle.start).content.decode()
    ids = re.findall(r'<li id="s-(\d+)"', shown)
    assert len(ids) == 100
    assert 40 < ids.index(str(middle.pk)) < 60
    for odd in ("-1", "x", "9" * 30, "999999999"):
        assert page(client, layer, at=odd).status_code == 200


def test_the_count_of_queries_does_not_grow(django_assert_max_num_queries):
    counted = []
    for many in (10, 20):
        text = "\n\n".join(f"The wall cost ${number} million." for number in range(100, 100 + many))
        layer = make_layer(revision=make_revision(text=text), editor=make_editor(suggestions=True))
        client = signed_in(layer.editor)
        page(client, layer)
        one, other = Suggestion.objects.filter(revision=layer.revision)[:2]
        answer(client, layer, one, "dismissal")
        with django_assert_max_num_queries(60) as opened:
            page(client, layer)
        with django_assert_max_num_queries(60) as accepted:
            answer(client, layer, other, "acceptance", **JSON)
        counted.append((len(opened), len(accepted)))
    assert counted[0] == counted[1]


# Answered by plain forms


def test_a_plain_form_accepts_and_offers_to_undo_it(client, layer, wall):
    response = answer(client, layer, wall, "acceptance")
    annotation = Annotation.objects.get()
    assert (annotation.exact, annotation.value, annotation.unit) == (
        "$48 million",
        48_000_000,
        "USD",
    )
    assert response.status_code == 303
    assert response.url == f"/layers/{layer.pk}/?card={annotation.pk}#a-{annotation.pk}"
    told = page(client, layer)
    assertContains(told, "Statistic accepted, 2 words.")
    undo = reverse("suggestion_return", args=[layer.pk, wall.pk])
    assertContains(told, f'action="{undo}"')
    client.post(undo, {"version": annotation.version})
    assert Annotation.objects.live().count() == 0
    assertContains(page(client, layer), f'id="s-{wall.pk}"')


def test_a_plain_form_dismisses_goes_to_the_next_and_offers_to_undo_it(client, layer, wall):
    response = answer(client, layer, wall, "dismissal")
    following = (
        suggestions.waiting_suggestions(layer, to=layer.editor)
        .filter(start__gte=wall.start)
        .first()
    )
    assert response.url == f"/layers/{layer.pk}/?suggestion={following.pk}#s-{following.pk}"
    told = page(client, layer)
    assertContains(told, "Suggestion dismissed.")
    assertNotContains(told, f'id="s-{wall.pk}"')
    assertContains(told, "1 suggestion dismissed")
    undo = reverse("suggestion_return", args=[layer.pk, wall.pk])
    assert told.content.decode().count(f'action="{undo}"') == 2
    assert client.post(undo).url == f"/layers/{layer.pk}/?suggestion={wall.pk}#s-{wall.pk}"
    assertNotContains(page(client, layer), "suggestion dismissed")


def test_its_page_accepts_it_with_other_edges_and_details(client, layer, wall):
    address = reverse("suggestion", args=[layer.pk, wall.pk])
    shown = client.get(address)
    assertContains(shown, 'value="48000000"')
    assertContains(shown, '<mark class="suggested statistic"')
    assertContains(client.get(address, headers={"X-Fragment": "1"}), "<form", count=1)
    fields = {"label": "claim", "words": "a $48 million sea wall", "value": "", "unit": ""}
    assert answer(client, layer, wall, "acceptance", fields).status_code == 303
    annotation = Annotation.objects.get()
    assert (annotation.label, annotation.exact) == ("claim", "a $48 million sea wall")
    assert Answer.objects.get().annotation == annotation


def test_a_form_that_is_wrong_is_shown_again_with_the_reason(client, layer, wall):
    wrong = answer(client, layer, wall, "acceptance", {"words": "a $49 million wall"})
    assertContains(wrong, "These words are not in the text.", status_code=422)
    make_annotation(layer=layer, exact="$48 million", label="statistic")
    same = answer(client, layer, wall, "acceptance")
    assertContains(same, "Change that one instead", status_code=409)
    assert Annotation.objects.count() == 1


# Answered by a script


def test_a_script_is_told_all_that_an_acceptance_changes(client, layer, wall):
    key = str(uuid.uuid4())
    body = answer(client, layer, wall, "acceptance", {"id": key}, **JSON)
    assert body.status_code == 201
    told = body.json()
    assert told["annotation"]["id"] == key
    assert f'id="a-{key}"' in told["card"]
    (paragraph,) = told["paragraphs"]
    assert TEXT[paragraph["start"] : paragraph["end"]].startswith("The council approved")
    assert f'data-annotations="{key[-13:]}"' in paragraph["html"]
    assert wall.pk not in [one["id"] for one in told["suggestions"]]
    assert told["changes"] == {"all": 1, "statistic": 1}
    again = answer(client, layer, wall, "acceptance", {"id": key}, **JSON)
    assert (again.status_code, Annotation.objects.count()) == (200, 1)


def test_a_script_undoes_an_acceptance_and_does_it_again(client, layer, wall):
    key = str(uuid.uuid4())
    answer(client, layer, wall, "acceptance", {"id": key}, **JSON)
    undone = answer(client, layer, wall, "return", {"version": "1"}, **JSON).json()
    assert (undone["annotation"]["status"], undone["card"]) == ("withdrawn", None)
    assert wall.pk in [one["id"] for one in undone["suggestions"]]
    assert undone["later"]["lists"] == ["withdrawn", "dismissed"]
    details = reverse("layer_details", args=[layer.pk])
    rest = client.get(details, {"list": undone["later"]["lists"]}).json()
    assert "Restore" in rest["withdrawn"]
    assert rest["dismissed"] == ""
    assert not Annotation.objects.live().exists()
    done = answer(client, layer, wall, "acceptance", {"again": "1", "version": "2"}, **JSON).json()
    assert (done["annotation"]["id"], done["annotation"]["status"]) == (key, "open")
    assert wall.pk not in [one["id"] for one in done["suggestions"]]
    stale = answer(client, layer, wall, "return", {"version": "2"}, **JSON)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")


def test_a_script_is_told_what_a_dismissal_changes(client, layer, wall):
    told = answer(client, layer, wall, "dismissal", **JSON).json()
    assert told["annotation"] is told["card"] is None
    assert wall.pk not in [one["id"] for one in told["suggestions"]]
    assert told["later"]["lists"] == ["dismissed"]
    details = reverse("layer_details", args=[layer.pk])
    assert (
        "1 suggestion dismissed" in client.get(details, {"list": "dismissed"}).json()["dismissed"]
    )
    back = answer(client, layer, wall, "return", **JSON).json()
    assert wall.pk in [one["id"] for one in back["suggestions"]]
    assert client.get(details, {"list": "dismissed"}).json() == {"cards": [], "dismissed": ""}


def test_marking_by_hand_takes_the_suggestion_away_and_withdrawing_brings_it_back(
    client, layer, wall
):
    words = "$48 million sea"
    start = TEXT.index(words)
    fields = {"id": str(uuid.uuid4()), "start": start, "end": start + len(words), "exact": words}
    added = client.post(
        reverse("layer_annotations", args=[layer.pk]), fields | {"label": "statistic"}, **JSON
    ).json()
    assert wall.pk not in [one["id"] for one in added["suggestions"]]
    gone = client.post(
        reverse("annotation_withdrawal", args=[fields["id"]]), {"version": 1}, **JSON
    ).json()
    assert wall.pk in [one["id"] for one in gone["suggestions"]]


def test_a_suggestion_over_two_paragraphs_goes_from_both(client, layer, wall):
    end = TEXT.index("Tuesday")
    Suggestion.objects.create(
        revision=layer.revision,
        rules_version=wall.rules_version,
        start=0,
        end=end,
        exact=TEXT[:end],
        label="claim",
    )
    assert page(client, layer).content.decode().count('class="suggested claim"') > 1
    words = TEXT[24:end].rstrip()
    fields = {"id": str(uuid.uuid4()), "start": 24, "end": 24 + len(words), "exact": words}
    told = client.post(
        reverse("layer_annotations", args=[layer.pk]), fields | {"label": "claim"}, **JSON
    ).json()
    assert [one["start"] for one in told["paragraphs"]] == [0, 24]
    assert "suggested" not in told["paragraphs"][0]["html"]


@pytest.mark.parametrize("how", ["acceptance", "dismissal", "return"])
def test_a_frozen_layer_refuses_every_answer(client, layer, wall, how):
    layer_lifecycle.submit(layer, by=layer.editor)
    refused = answer(client, layer, wall, how, **JSON)
    assert (refused.status_code, refused.json()["code"]) == (409, "submitted")
    assert answer(client, layer, wall, how).status_code == 409


@pytest.mark.parametrize("how", ["acceptance", "dismissal", "return"])
def test_nobody_else_answers_in_a_layer(layer, wall, how):
    other = make_layer(revision=layer.revision, editor=make_editor(suggestions=True))
    for stranger in (other.editor, make_reviewer(), make_superuser()):
        assert answer(signed_in(stranger), layer, wall, how).status_code == 404
    assert not Answer.objects.exists()


def test_what_is_suggested_elsewhere_cannot_be_answered_here(client, layer):
    other = make_layer(editor=make_editor(suggestions=True))
    suggestions.store_suggestions(other.revision)
    one = Suggestion.objects.first()
    assert client.get(reverse("suggestion", args=[layer.pk, one.pk])).status_code == 404
    assert answer(client, layer, one, "dismissal").status_code == 404


def test_the_answers_of_others_are_seen_nowhere(layer, wall):
    suggestions.dismiss_suggestion(wall, layer, by=layer.editor)
    other = make_layer(revision=layer.revision, editor=make_editor(suggestions=True))
    html = page(signed_in(other.editor), other).content.decode()
    assert f'id="s-{wall.pk}"' in html
    assert "suggestion dismissed" not in html


# Submission, and how the rules have done


def test_submitting_says_how_many_suggestions_wait(client, layer, wall):
    waiting = suggestions.waiting_suggestions(layer, to=layer.editor).count()
    address = reverse("layer_submission", args=[layer.pk])
    assertContains(client.get(address), f"{waiting} suggestions</a> wait for an answer")
    for one in suggestions.waiting_suggestions(layer, to=layer.editor):
        suggestions.dismiss_suggestion(one, layer, by=layer.editor)
    assertNotContains(client.get(address), "an answer")


def rows(user):
    html = signed_in(user).get(reverse("suggestions")).content.decode()
    found = re.findall(r"<tr>\s*<td.*?</tr>", html, re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td.*?</td>", row)] for row in found
    ]


def test_reviewers_see_how_the_rules_have_done_in_submitted_layers(layer, wall):
    reviewer = make_reviewer()
    quote = Suggestion.objects.get(label="quote", exact__startswith="“We are")
    households = Suggestion.objects.get(exact__endswith="2,300 households")
    suggestions.accept_suggestion(wall, layer, id=uuid.uuid4(), by=layer.editor)
    suggestions.accept_suggestion(
        quote, layer, id=uuid.uuid4(), by=layer.editor, attributed_to="the mayor"
    )
    withdrawn, _made = suggestions.accept_suggestion(
        households, layer, id=uuid.uuid4(), by=layer.editor
    )
    editing.withdraw_annotation(withdrawn, version=1, by=layer.editor)
    assert rows(reviewer) == []
    layer_lifecycle.submit(layer, by=layer.editor)
    assert rows(reviewer) == [
        [f"Version {RULES_VERSION}", "Quote", "0", "1", "0", "100 %"],
        [f"Version {RULES_VERSION}", "Statistic", "1", "0", "1", "50 %"],
    ]


def test_what_was_taken_back_counts_for_nothing(layer, wall):
    suggestions.dismiss_suggestion(wall, layer, by=layer.editor)
    suggestions.take_back_answer(wall, layer, by=layer.editor)
    layer_lifecycle.submit(layer, by=layer.editor)
    assert rows(make_reviewer()) == []


def test_editors_do_not_see_how_the_rules_have_done(client):
    assert client.get(reverse("suggestions")).status_code == 403


def test_answers_are_recorded_with_their_revision(client, layer, wall):
    answer(client, layer, wall, "dismissal")
    event = Event.objects.get(verb="suggestion.dismissed")
    assert (event.actor, event.revision_id) == (layer.editor, layer.revision_id)


# Several at once


def at_once(client, layer, label="statistic"):
    return client.get(reverse("layer_suggestions_at_once", args=[layer.pk]), {"label": label})


def test_the_statistics_are_listed_with_ticks_and_the_ticked_ones_accepted(client, layer, wall):
    waiting = suggestions.waiting_suggestions(layer, to=layer.editor).filter(label="statistic")
    response = at_once(client, layer)
    assert re.findall(r'name="suggestion" value="(\d+)" checked', response.content.decode()) == [
        str(one.pk) for one in waiting
    ]
    address = reverse("layer_suggestions_at_once", args=[layer.pk])
    response = client.post(address, {"suggestion": [wall.pk]}, follow=True)
    assertContains(response, "1 suggestion accepted.")
    accepted = Annotation.objects.get()
    assert (accepted.exact, accepted.label) == ("$48 million", "statistic")
    assert Answer.objects.get().annotation == accepted


def test_claims_are_never_accepted_together(client, layer, wall):
    Suggestion.objects.filter(pk=wall.pk).update(label="claim")
    assert at_once(client, layer, "claim").status_code == 302
    address = reverse("layer_suggestions_at_once", args=[layer.pk])
    client.post(address, {"suggestion": [wall.pk, "x"]})
    assert not Annotation.objects.exists()


def test_one_that_lies_in_an_own_annotation_is_listed_and_not_ticked(client, layer, wall):
    make_annotation(layer=layer, exact="approved a $48 million sea wall", label="statistic")
    response = at_once(client, layer)
    assertContains(response, f'value="{wall.pk}" data-paragraph')
    assertContains(response, "lies in or round one of yours")


def test_what_was_answered_meanwhile_is_left_alone(client, layer, wall):
    suggestions.dismiss_suggestion(wall, layer, by=layer.editor)
    client.post(reverse("layer_suggestions_at_once", args=[layer.pk]), {"suggestion": [wall.pk]})
    assert not Annotation.objects.exists()


def test_nothing_is_accepted_at_once_in_a_submitted_layer_or_by_another(client, layer, wall):
    address = reverse("layer_suggestions_at_once", args=[layer.pk])
    assert signed_in(make_editor("ben")).post(address).status_code == 404
    layer_lifecycle.submit(layer, by=layer.editor)
    refused = client.post(address, {"suggestion": [wall.pk]}, **JSON)
    assert refused.status_code == 409
    assert not Annotation.objects.exists()


TOLD = "This desk accepts suggestions one by one"


def test_a_desk_can_have_each_looked_at_by_itself(client, layer, wall, settings):
    together = reverse("layer_suggestions_at_once", args=[layer.pk])
    shown = client.get(layer.get_absolute_url())
    assertContains(shown, f"{together}?label=statistic")
    assertNotContains(shown, TOLD)
    settings.ACCEPT_TOGETHER = False
    shown = client.get(layer.get_absolute_url())
    assertNotContains(shown, together)
    assertContains(shown, TOLD)
    assertContains(at_once(client, layer), TOLD, status_code=403)
    refused = client.post(together, {"suggestion": [wall.pk]}, **JSON)
    assert (refused.status_code, refused.json()["code"]) == (403, "one-by-one")
    assert not Annotation.objects.exists()
    answer(client, layer, wall, "acceptance")
    assert Annotation.objects.exists()


def test_who_sees_no_suggestions_is_told_of_no_rule(client, layer, wall, settings):
    settings.ACCEPT_TOGETHER = False
    type(layer.editor).objects.filter(pk=layer.editor.pk).update(suggestions=False)
    assertNotContains(client.get(layer.get_absolute_url()), TOLD)


def test_the_list_asks_the_same_number_of_questions_however_many_there_are(
    client, layer, wall, django_assert_max_num_queries
):
    at_once(client, layer)
    with django_assert_max_num_queries(14):
        at_once(client, layer)
    for one in Suggestion.objects.filter(label="statistic"):
        one.pk, one.label = None, "quote"
        one.save()
    with django_assert_max_num_queries(14):
        at_once(client, layer, "quote")


# Held back


@pytest.fixture
def all_held_back(settings):
    settings.SUGGESTIONS_HELD_BACK = 100


def test_a_page_shows_nothing_that_is_held_back_and_says_so(client, layer, all_held_back):
    response = page(client, layer)
    assert Suggestion.objects.exists()
    assert cards(response) == []
    assertContains(response, "In about 100 of 100 paragraphs nothing is suggested")
    listed = client.get(reverse("workspace", args=[layer.pk]), headers={"X-Fragment": "1"})
    assert cards(listed) == []


def test_a_page_on_which_nothing_is_held_back_says_nothing_of_it(client, layer):
    response = page(client, layer)
    assert cards(response)
    assertNotContains(response, "nothing is suggested")


def test_a_suggestion_that_is_held_back_cannot_be_asked_for_or_answered(
    client, layer, all_held_back
):
    page(client, layer)
    one = Suggestion.objects.filter(label="statistic").first()
    address = reverse("suggestion", args=[layer.pk, one.pk])
    assert client.get(address).status_code == 404
    for how in ("acceptance", "dismissal", "return"):
        assert answer(client, layer, one, how).status_code == 404
    assert not Answer.objects.exists()


def test_one_that_was_answered_before_can_still_be_undone(client, layer, wall):
    answer(client, layer, wall, "dismissal")
    layer.percent_held_back = 100
    layer.save()
    assert answer(client, layer, wall, "return").status_code == 303
    assert not Answer.objects.standing().exists()


def test_a_change_reveals_nothing_that_is_held_back(client, layer, all_held_back):
    page(client, layer)
    start = TEXT.index("on Tuesday")
    place = {"start": start, "end": start + 10, "exact": "on Tuesday", "label": "claim"}
    response = client.post(
        reverse("layer_annotations", args=[layer.pk]), {"id": uuid.uuid4(), **place}, **JSON
    )
    assert response.status_code == 201
    answered = response.json()
    assert "data-suggestion" not in str(answered)
    assert answered["annotation"]["origin"] == "own"
    assert answered["annotation"]["suggestions_shown"] is False


def test_a_long_text_keeps_its_share_though_another_had_it_read(settings):
    settings.SUGGESTIONS_HELD_BACK = 100
    line = "It cost $4 million in 2019.\n\n"
    revision = make_revision(text=(line * 800).strip())
    suggestions.store_suggestions(revision)
    layer = make_layer(revision=revision, editor=make_editor(suggestions=True))
    assert cards(page(signed_in(layer.editor), layer)) == []
    layer.refresh_from_db()
    assert layer.percent_held_back == 100
