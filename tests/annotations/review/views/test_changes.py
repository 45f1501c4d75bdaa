"""What became of a layer, disputes, and one's own differences, through the front door."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from annotations.disagreements.sync import rebuild
from annotations.models import Thread
from annotations.review import lifecycle as review_lifecycle
from annotations.review import released_changes
from annotations.review.outcomes import ACCEPTED, ADDED, CHANGED, REJECTED
from tests.factories import make_annotation, make_editor, make_reviewer
from tests.worlds import make_two_editors_review, settle_for_first_editor, state_of

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def page_of(layer):
    return reverse("layer_changes", args=[layer.pk])


def with_more(*pairs):
    """A closed review with further words: (words, by Ada, by Ben, ruling's choice)."""
    world = make_two_editors_review()
    for words, by_ada, by_ben in pairs:
        for wanted, layer in ((by_ada, world.layer), (by_ben, world.others_layer)):
            if wanted:
                make_annotation(layer=layer, exact=words)
    rebuild(world.review, by=world.reviewer)
    settle_for_first_editor(world)
    for row in world.review.disagreements.unsettled():
        nothing = {"action": "nothing", "letters": [], "reason": "not checkable", "note": ""}
        taken = {"letters": ["B"], "reason": "missed", "note": "It is a claim."}
        world.disagreement = row
        settle_for_first_editor(
            world, **(nothing if row.annotations.get().layer == world.layer else taken)
        )
    world.review = review_lifecycle.close_review(world.review, by=world.reviewer)
    return world


ALL_FOUR = (
    ("Council backs sea wall", True, False),
    ("below the harbour road", False, True),
    ("2,300 households", True, True),
)


def test_each_annotation_is_told_with_what_became_of_it():
    world = with_more(*ALL_FOUR)
    ada, ben = (
        released_changes.outcomes_of_layer(world.layer),
        released_changes.outcomes_of_layer(world.others_layer),
    )
    told = {CHANGED: 0, REJECTED: 1, ADDED: 1, ACCEPTED: 2}
    assert released_changes.count_outcomes(ada) == told
    assert released_changes.count_outcomes(ben) == {CHANGED: 1, REJECTED: 0, ADDED: 0, ACCEPTED: 2}
    response = signed_in(world.ada).get(page_of(world.layer))
    assertContains(response, "<del>Council backs sea wall</del>")
    assertContains(response, "Not checkable")
    assertContains(response, "Others marked, you did not")
    assertContains(response, "Overlooked: It is a claim.")
    assertNotContains(response, "2,300 households")
    accepted = signed_in(world.ada).get(page_of(world.layer), {"show": "accepted"})
    assertContains(accepted, "2,300 households")
    assertNotContains(accepted, "Not checkable")


def test_nothing_is_told_before_the_release():
    world = make_two_editors_review(settled=True)
    response = signed_in(world.ada).get(page_of(world.layer))
    assertContains(response, "The review is not closed yet")
    assertNotContains(response, "Only the sum.")
    assert released_changes.outcomes_of_layer(world.layer) == []


def test_the_submitted_layer_leads_there_once_it_is_released():
    world = make_two_editors_review(settled=True)
    client = signed_in(world.ada)
    assertNotContains(client.get(world.layer.get_absolute_url()), "How your work was changed")
    review_lifecycle.close_review(world.review, by=world.reviewer)
    assertContains(client.get(world.layer.get_absolute_url()), "How your work was changed")


def test_a_stranger_may_not_look_before_the_release():
    world = make_two_editors_review(settled=True)
    assert signed_in(world.ben).get(page_of(world.layer)).status_code == 404


def test_a_ruling_is_disputed_once_and_its_group_is_open_again():
    world = make_two_editors_review(closed=True)
    client = signed_in(world.ben)
    dispute = reverse("ruling_dispute", args=[world.ruling.pk])
    assertContains(client.get(page_of(world.others_layer)), dispute)
    assertContains(client.get(dispute), "a $48 million sea wall")
    empty = client.post(dispute, {"text": " "})
    assert empty.status_code == 422
    response = client.post(dispute, {"text": "The wall belongs to it."})
    thread = Thread.objects.get()
    assertRedirects(response, thread.get_absolute_url())
    assert state_of(world) == "disputed"
    again = client.get(page_of(world.others_layer))
    assertNotContains(again, dispute)
    assertContains(again, "Your objection")
    assertRedirects(client.post(dispute, {"text": "Again"}), thread.get_absolute_url())
    assert Thread.objects.count() == 1


def test_nobody_disputes_what_is_not_released_or_not_theirs():
    world = make_two_editors_review(settled=True)
    dispute = reverse("ruling_dispute", args=[world.ruling.pk])
    assert signed_in(world.ben).post(dispute, {"text": "No."}).status_code == 404
    review_lifecycle.close_review(world.review, by=world.reviewer)
    assert signed_in(make_editor()).post(dispute, {"text": "No."}).status_code == 404
    assert signed_in(make_reviewer()).post(dispute, {"text": "No."}).status_code == 404
    assert not Thread.objects.exists()


def test_ones_own_differences_are_counted_by_kind_reason_and_label():
    world = with_more(*ALL_FOUR)
    found = released_changes.count_differences(world.ben)
    assert found.layers == 1
    assert found.judged == 3
    assert found.spans == {CHANGED: 1, ACCEPTED: 2}
    assert found.kinds == {"boundary": 1}
    assert found.reasons == {"boundary": 1}
    assert found.extents == {"longer": 1}
    assert found.labels["claim"] == {CHANGED: 1, ACCEPTED: 2}
    assert [counted for counted in found.months.values() if counted] == [found.spans]
    response = signed_in(world.ben).get(reverse("my_differences"))
    assertContains(response, "Yours was longer")
    assertContains(response, "2 were accepted unchanged")
    assertContains(response, page_of(world.others_layer))


def test_whoever_has_not_been_reviewed_has_no_differences_yet():
    world = make_two_editors_review(settled=True)
    response = signed_in(world.ada).get(reverse("my_differences"))
    assertContains(response, "No review of your work is closed yet")


def test_the_months_are_twelve_and_end_with_this_one():
    from datetime import date

    months = released_changes.months_from(released_changes.first_month(date(2026, 1, 31)))
    assert months[0] == date(2025, 2, 1)
    assert months[-1] == date(2026, 1, 1)
    assert len(set(months)) == 12


@pytest.mark.parametrize("words", [4, 8])
def test_queries_do_not_grow_with_the_rulings(words, django_assert_num_queries):
    text = "Council backs sea wall The council approved a on Tuesday"
    more = [(word, True, number % 2) for number, word in enumerate(text.split()[:words])]
    world = with_more(*[one for one in more if one[0] != "The"])
    client = signed_in(world.ada)
    client.get(page_of(world.layer))
    with django_assert_num_queries(10):
        client.get(page_of(world.layer))
    with django_assert_num_queries(8):
        client.get(reverse("my_differences"))
