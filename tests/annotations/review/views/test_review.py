import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotations.facts import lifecycle as fact_lifecycle
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import (
    Adjudication,
    Annotation,
    Disagreement,
    FactLink,
    Guideline,
    RuledSpan,
    Thread,
)
from annotations.review import disputes
from annotations.review import lifecycle as review_lifecycle
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_fact,
    make_layer,
    make_link,
    make_reviewer,
    make_revision,
    make_user,
)
from tests.pages import has_form_to, parse
from tests.worlds import (
    dispute_group,
    final_lines,
    layer_of,
    make_layers,
    make_review,
    move_annotation,
    settle_group,
    states_of,
)

pytestmark = pytest.mark.django_db

TEXT = (
    "The council met on Tuesday. The wall will protect every home below the harbour road, she "
    "said. Engineers who reviewed the plan were less certain of that than the mayor was. "
    "It costs $48 million. A model of it can be seen in the library until November, and anybody "
    "may look at it there. Nobody was hurt."
)


@pytest.fixture
def rita():
    return make_reviewer("rita")


@pytest.fixture
def client(rita):
    client = Client()
    client.force_login(rita)
    return client


def only(review):
    return Disagreement.objects.get(review=review)


def page_of(row):
    return reverse("disagreement", args=[row.pk])


def ruling_url(row):
    return reverse("adjudications", args=[row.pk])


def seen(row):
    """What the form of the group carries unseen."""
    row = Disagreement.objects.get(pk=row.pk)
    standing = Adjudication.objects.standing_on(row)
    return {"fingerprint": row.fingerprint, "standing": standing.pk if standing else ""}


def post(client, row, choice, reason="boundary", **fields):
    return client.post(ruling_url(row), {**seen(row), "choice": choice, "reason": reason, **fields})


def words_of(response):
    """The page without its tags, white space as single spaces."""
    body = re.sub(
        r"<(script|style|template).*?</\1>", "", response.content.decode(), flags=re.DOTALL
    )
    return " ".join(re.sub(r"<[^>]+>", "", body).split())


# The screen


def test_every_editor_has_a_lane_with_the_same_words_and_only_their_own_span(client):
    review = make_review(text=TEXT, A="", B="", C="")
    wall = TEXT.index("The wall"), TEXT.index(", she")
    shorter = TEXT.index("every home"), wall[1]
    for letter, (start, end) in {"A": wall, "B": shorter}.items():
        mark(review, letter, start, end)
    body = client.get(page_of(only(review))).content.decode()
    lanes = re.findall(r'<li class="lane.*?</li>', body, flags=re.DOTALL)
    assert len(lanes) == 3
    texts = [
        re.sub(r"<span class=.visually-hidden.*?</span>|<[^>]+>", "", excerpt_of(one))
        for one in lanes
    ]
    assert len(set(texts)) == 1
    marks = [re.findall(r"<mark[^>]*>(.*?)</mark>", one, flags=re.DOTALL) for one in lanes]
    bare = [[re.sub(r"<span.*?</span>", "", one) for one in some] for some in marks]
    assert bare == [[TEXT[slice(*wall)]], [TEXT[slice(*shorter)]], []]
    assert "marked nothing here" in lanes[2]
    assert "claim begins" in lanes[0]
    assert "claim ends" in lanes[0]
    assert "Where does this claim begin?" in body


def mark(review, letter, start, end):
    """Reopen the layer, mark the words as a claim, and submit it again."""
    layer = layer_lifecycle.reopen(layer_of(review, letter), by=make_reviewer())
    text = layer.revision.text
    make_annotation(layer=layer, exact=text[start:end], start=start)
    layer_lifecycle.submit(layer, by=layer.editor)


def excerpt_of(lane):
    return re.search(r'<p class="excerpt".*?</p>', lane, flags=re.DOTALL)[0]


def test_no_page_of_the_review_names_an_editor(client):
    revision = make_layers(submitted=False)
    for letter in "AB":
        editor = make_editor(f"marker-{letter}", first_name="Marker", last_name=letter)
        make_layer(revision=revision, editor=editor, letter=letter, submitted=True)
    review = review_lifecycle.open_review_early(revision, by=make_reviewer())
    mark(review, "A", 0, 4)
    row = only(review)
    settle_group(row, letters=["A"])
    names = ("review", "review_text", "review_agreed", "review_batch")
    addresses = [reverse(name, args=[revision.pk]) for name in names]
    addresses += [page_of(row), reverse("review_queue"), reverse("review_queue") + "?state=settled"]
    for address in addresses:
        assert "marker" not in client.get(address).content.decode().lower()
    review_lifecycle.close_review(review, by=make_reviewer())
    assert "Marker A" in client.get(page_of(row)).content.decode()


def test_the_details_and_the_silence_of_a_lane_are_said(client):
    review = make_review(A="cccc", B="")
    layer = layer_lifecycle.reopen(layer_of(review, "A"), by=make_reviewer())
    layer.annotations.update(attributed_to="Ines Halloran")
    layer_lifecycle.submit(layer, by=layer.editor)
    words = words_of(client.get(page_of(only(review))))
    assert "Claim · Ines Halloran" in words
    assert "Editor B marked nothing here" in words
    assert "Is this a claim?" in words


def test_progress_counts_the_settled_groups_and_the_agreed_spans(client):
    review = make_review(A="cccc..qq..ss", B="..cc..qq....")
    row = Disagreement.objects.filter(review=review).earliest("start")
    settle_group(row, letters=["A"])
    words = words_of(client.get(reverse("review", args=[review.revision_id])))
    assert "1 of 2 decided" in words
    assert "1 agreed" in words


@pytest.mark.parametrize(
    ("query", "shown"), [("", 2), ("?kind=missing", 1), ("?kind=label", 0), ("?state=settled", 1)]
)
def test_the_list_of_groups_can_be_narrowed(client, query, shown):
    review = make_review(A="cccc......ss", B="..cc........")
    settle_group(Disagreement.objects.filter(review=review).earliest("start"), letters=["A"])
    response = client.get(reverse("review", args=[review.revision_id]) + query)
    assert len(response.context["lines"]) == shown


def offers(client, review, query=""):
    """What the list can be narrowed to, as [kinds, states]."""
    page = parse(client.get(reverse("review", args=[review.revision_id]) + query))
    selects = page.xpath("//form[contains(@class, 'narrow-groups')]//select")
    return [[" ".join(one.text.split()) for one in select] for select in selects]


def test_what_the_list_can_be_narrowed_to_is_counted_within_the_other_choice(client):
    review = make_review(A="cccc......ss..cccc", B="..cc..........cc..")
    first, second, _third = Disagreement.objects.filter(review=review).order_by("start")
    settle_group(first, letters=["A"])
    client.post(reverse("disagreement_question", args=[second.pk]), {"text": "Sure?"})
    kinds, states = offers(client, review)
    assert kinds == [
        *("All differences (3)", "Different start or end (2)", "Not marked by all (1)")
    ]
    assert states == ["All states (3)", "Undecided (2)", "Waiting for an answer (1)", "Decided (1)"]
    kinds, states = offers(client, review, "?kind=missing&state=left")
    assert kinds == [
        *("All differences (2)", "Different start or end (1)", "Not marked by all (1)")
    ]
    assert states == ["All states (1)", "Undecided (1)", "Waiting for an answer (1)"]


def test_a_chosen_state_stays_to_be_seen_where_nothing_is_in_it(client):
    review = make_review(A="cccc......ss", B="..cc........")
    _kinds, states = offers(client, review, "?state=stale")
    assert states == ["All states (2)", "Undecided (2)", "Changed since (0)"]


def test_an_unknown_filter_is_no_filter(client):
    review = make_review(A="cccc", B="..cc")
    response = client.get(reverse("review", args=[review.revision_id]) + "?kind=%27&state=gone1")
    assert len(response.context["lines"]) == 1


def test_the_screen_makes_as_many_queries_for_five_hundred_groups_as_for_five(client):
    few, many = many_groups(5), many_groups(500)
    assert Disagreement.objects.filter(review=many).count() == 500
    for name in ("review", "review_text", "review_batch"):
        counts = [queries(client, reverse(name, args=[r.revision_id])) for r in (few, many)]
        assert counts[0] == counts[1], name


def many_groups(count):
    """The review of two layers that differ so often, each time about where a claim ends."""
    revision = make_revision(text="abcd" * count)
    guideline = Guideline.objects.current()
    for end in (1, 3):
        layer = make_layer(revision=revision, submitted=True)
        Annotation.objects.bulk_create(
            Annotation(
                layer=layer,
                start=start,
                end=start + end,
                exact="abcd"[:end],
                label="claim",
                guideline=guideline,
            )
            for start in range(0, 4 * count, 4)
        )
    return review_lifecycle.open_review_early(revision, by=make_reviewer())


def queries(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_a_script_gets_the_inside_of_the_page_alone(client):
    row = only(make_review(A="cccc", B="..cc"))
    whole, part = client.get(page_of(row)), client.get(page_of(row), headers={"X-Fragment": "1"})
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    assert b"Where does this claim begin?" in part.content
    assert part["X-Fragment"] == "review"
    assert "X-Fragment" in whole["Vary"]


# Deciding


@pytest.mark.parametrize(
    ("choice", "fields", "expected"),
    [
        ("take-A", {}, ["claim 0-6"]),
        ("take-B", {}, ["claim 2-8"]),
        ("longest", {}, ["claim 0-8"]),
        ("common", {}, ["claim 2-6"]),
        ("both", {}, ["claim 0-6", "claim 2-8"]),
        ("several", {"letters": ["A", "B"]}, ["claim 0-6", "claim 2-8"]),
        ("nothing", {"reason": "duplicate"}, []),
    ],
)
def test_each_way_of_settling_puts_its_spans_into_the_text(client, choice, fields, expected):
    review = make_review(A="cccccc..", B="..cccccc")
    response = post(client, only(review), choice, **fields)
    assert response.status_code == 303
    assert response.url == reverse("review", args=[review.revision_id])
    assert final_lines(review) == expected
    assert only(review).state == "settled"


@pytest.mark.parametrize(
    ("choice", "fields"),
    [
        ("", {}),
        ("take-Z", {}),
        ("several", {}),
        ("several", {"letters": ["Z"]}),
        ("whatever", {}),
        ("longest", {"reason": ""}),
        ("take-A", {"reason": "bored"}),
    ],
)
def test_what_cannot_be_chosen_is_refused_and_the_note_kept(client, choice, fields):
    review = make_review(A="cccccc..", B="..cccccc")
    response = post(client, only(review), choice, note="Look at the comma.", **fields)
    assert response.status_code == 422
    assert "Look at the comma." in response.content.decode()
    assert final_lines(review) == []


def test_the_longest_and_the_common_part_are_shown_before_they_are_chosen(client):
    review = make_review(A="cccccc..", B="..cccccc")
    offers = client.get(page_of(only(review))).context["group"].offers
    assert "abcdefgh" in re.sub("<.*?>", "", re.sub(r"<span.*?</span>", "", offers["longest"].html))
    assert "<mark" in offers["common"].html
    assert ">cdef<" in re.sub(r"<span.*?</span>", "", offers["common"].html)


def test_what_equals_a_version_is_not_offered_beside_it(client):
    review = make_review(A="cccccc", B="..cccc")
    offers = client.get(page_of(only(review))).context["group"].offers
    assert set(offers) == {"both"}


def test_no_reason_is_needed_for_what_a_majority_holds(client):
    review = make_review(A="cccc", B="cccc", C="..cc")
    assert post(client, only(review), "take-B", reason="").status_code == 303
    assert final_lines(review) == ["claim 0-4"]


def test_a_reason_is_needed_for_what_a_minority_holds(client):
    review = make_review(A="cccc", B="cccc", C="..cc")
    response = post(client, only(review), "take-C", reason="")
    assert response.status_code == 422
    assert "Most editors do not have this." in words_of(response)
    assert final_lines(review) == []


def test_a_reason_that_does_not_fit_is_refused_with_those_that_do(client):
    review = make_review(A="cccc", B="")
    response = post(client, only(review), "take-A", reason="not checkable", note="Who knows?")
    assert response.status_code == 422
    assert "Choose one that does: «Overlooked», «Guideline gap», «Other»." in words_of(response)
    assert "Who knows?" in response.content.decode()
    assert final_lines(review) == []
    assert post(client, only(review), "take-A", reason="missed").status_code == 303


def test_another_reason_needs_a_note(client):
    review = make_review(A="cccc", B="..cc")
    response = post(client, only(review), "take-A", reason="other")
    assert response.status_code == 422
    assert "needs a note" in words_of(response)
    assert post(client, only(review), "take-A", reason="other", note="Heard.").status_code == 303


def test_after_settling_the_next_open_group_is_shown_and_taken(client, rita):
    review = make_review(A="cc..cc..cc", B="....c.....")
    first, second, third = Disagreement.objects.filter(review=review).order_by("start")
    settle_group(second, letters=["A"])
    response = post(client, first, "take-A", "missed")
    assert response.url == page_of(third)
    assert Disagreement.objects.get(pk=third.pk).reserved_by == rita
    assert "2 of 3" in client.get(response.url).content.decode()
    response = post(client, third, "take-A", "missed")
    assert response.url == reverse("review", args=[review.revision_id])
    assert "All 3 decided" in client.get(response.url).content.decode()


def test_going_on_stays_within_the_kind_that_is_looked_at(client):
    review = make_review(A="cccc..cc..cccc", B="..cc..........")
    boundary, _missing, _third = Disagreement.objects.filter(review=review).order_by("start")
    response = client.post(
        ruling_url(boundary) + "?kind=boundary",
        {**seen(boundary), "choice": "take-A", "reason": "boundary"},
    )
    assert response.url == reverse("review", args=[review.revision_id])


def test_the_note_and_the_reason_are_kept_with_the_ruling(client, rita):
    review = make_review(A="cccc", B="..cc")
    post(client, only(review), "take-A", note="With the verb.")
    ruling = Adjudication.objects.get(disagreement=only(review))
    assert (ruling.reason, ruling.note) == ("boundary", "With the verb.")
    assert ruling.decided_by == rita
    words = words_of(client.get(page_of(only(review))))
    assert "With the verb." in words
    assert "by you" in words


def test_a_ruling_of_somebody_else_is_not_named(client):
    review = make_review(A="cccc", B="..cc")
    other = make_reviewer("other-reviewer")
    settle_group(only(review), letters=["A"], by=other)
    body = client.get(page_of(only(review))).content.decode()
    assert "by another reviewer" in body
    assert "other-reviewer" not in body


# Editing by hand


def edit(words, *, label="claim", number=0, **fields):
    prefix = f"edit-{number}"
    return {
        "edit-TOTAL_FORMS": number + 1,
        "edit-INITIAL_FORMS": 0,
        f"{prefix}-words": words,
        f"{prefix}-label": label,
        **{f"{prefix}-{name}": value for name, value in fields.items()},
    }


def test_a_span_is_drawn_by_hand_with_its_details(client):
    review = make_review(A="ssssss", B="..ssss")
    fields = edit("bcd", label="statistic", attributed_to="Ana", value="48,000,000", unit="USD")
    assert post(client, only(review), "edit", **fields).status_code == 303
    span = RuledSpan.objects.get(adjudication__review=review)
    assert (span.start, span.end, span.exact, span.label) == (1, 4, "bcd", "statistic")
    assert (span.attributed_to, span.value, span.unit) == ("Ana", 48_000_000, "USD")


def test_an_edit_by_hand_begins_with_the_first_letter_and_not_with_who_began_first(client):
    revision = make_layers(B="..ssss", A="ssssss")
    review = review_lifecycle.open_review_early(revision, by=make_reviewer())
    (first, *_more) = client.get(page_of(only(review))).context["edits"].initial
    assert (first["start"], first["end"]) == (0, 6)


def test_several_spans_are_drawn_by_hand(client):
    review = make_review(A="ssssss", B="..ssss")
    fields = edit("ab") | edit("ef", label="quote", number=1)
    assert post(client, only(review), "edit", **fields).status_code == 303
    assert final_lines(review) == ["claim 0-2", "quote 4-6"]


def test_edges_that_a_script_has_moved_are_taken_as_they_are(client):
    text = "one two one two one"
    review = make_review(text=text, A="ccc", B=".......")
    fields = edit("one", start=8, end=11)
    assert post(client, only(review), "edit", **fields).status_code == 303
    assert final_lines(review) == ["claim 8-11"]


@pytest.mark.parametrize(
    "fields",
    [
        edit("zebra"),
        edit("bcd", label=""),
        edit("bcd", label="claim", value="12"),
        edit(""),
        edit("bcd") | edit("bcd", number=1),
    ],
)
def test_an_edit_that_cannot_stand_is_refused_and_kept(client, fields):
    review = make_review(A="ssssss", B="..ssss")
    response = post(client, only(review), "edit", **fields)
    assert response.status_code == 422
    assert fields["edit-0-words"] in response.content.decode()
    assert final_lines(review) == []


def test_facts_are_linked_and_let_go_by_hand(client):
    review = make_review(A="cccc", B="....")
    layer = layer_lifecycle.reopen(layer_of(review, "A"), by=make_reviewer())
    linked, other = make_fact(), make_fact()
    make_link(annotation=layer.annotations.get(), fact=linked)
    layer_lifecycle.submit(layer, by=layer.editor)
    row = only(review)
    fields = edit("abcd", **{f"fact_{linked.pk}": "", f"fact_{other.pk}": "contradicts"})
    assert post(client, row, "edit", **fields).status_code == 303
    (link,) = FactLink.objects.filter(ruled_span__isnull=False)
    assert (link.fact, link.relation) == (other, "contradicts")


def test_a_fact_is_searched_for_and_nothing_is_settled_before_it_is_shown(client):
    review = make_review(A="cccc", B="....")
    fact = make_fact("The register lists 2,314 households.")
    asked = edit("abcd", q="register households")
    response = post(client, only(review), "edit", note="Look it up.", **asked)
    assert response.status_code == 422
    assert final_lines(review) == []
    body = response.content.decode()
    assert "The register lists 2,314 households." in body
    assert f'name="edit-0-fact_{fact.pk}"' in body
    assert 'name="edit-0-q_shown" value="register households"' in body
    assert "Look it up." in body
    # Once shown, the words settle nothing and hinder nothing.
    shown = asked | edit("abcd", q_shown="register households", **{f"fact_{fact.pk}": "supports"})
    assert post(client, only(review), "edit", **shown).status_code == 303
    assert FactLink.objects.get(ruled_span__isnull=False).fact == fact


def test_words_that_no_fact_has_say_so_and_the_edit_can_go_on(client):
    review = make_review(A="cccc", B="....")
    response = post(client, only(review), "edit", **edit("abcd", q="zeppelin"))
    assert "No fact has these words." in response.content.decode()
    again = edit("abcd", q="zeppelin", q_shown="zeppelin")
    assert post(client, only(review), "edit", **again).status_code == 303
    assert not FactLink.objects.exists()


def test_a_fact_that_is_retired_or_none_cannot_be_chosen(client, rita):
    review = make_review(A="cccc", B="....")
    retired = make_fact()
    fact_lifecycle.retire_fact(retired, reason="It no longer holds.", by=rita)
    fields = edit("abcd", **{f"fact_{retired.pk}": "supports", "fact_0999": "supports"})
    fields |= {"edit-0-fact_x": "supports", "edit-0-fact_99999999999999999999": "supports"}
    assert post(client, only(review), "edit", **fields).status_code == 303
    assert not FactLink.objects.exists()


# Two at once, changes meanwhile, what may not be settled


def test_the_later_of_two_rulings_is_shown_the_first_and_loses_no_typing(client):
    review = make_review(A="cccccc..", B="..cccccc")
    row, before = only(review), seen(only(review))
    settle_group(row, letters=["A"])
    typed = {"choice": "take-B", "reason": "other", "note": "B has the verb."}
    response = client.post(ruling_url(row), {**before, **typed})
    assert response.status_code == 409
    body = response.content.decode()
    assert "This has changed since you looked" in body
    assert "B has the verb." in body
    assert re.search(r'value="take-B"[^>]* checked', body)
    assert re.search(r'value="other"[^>]* checked', body)
    assert final_lines(review) == ["claim 0-6"]
    again = {name: response.context["form"][name].value() for name in before}
    assert client.post(ruling_url(row), {**again, **typed}).status_code == 303
    assert final_lines(review) == ["claim 2-8"]


def test_a_group_that_is_no_more_says_so(client):
    review = make_review(A="cccc", B="..cc")
    row, before = only(review), seen(only(review))
    move_annotation(review, "B", 0, 4)
    assert not Disagreement.objects.filter(pk=row.pk).exists()
    assert client.post(ruling_url(row), {**before, "choice": "take-A"}).status_code == 404


def test_a_reviewer_who_annotated_neither_reads_nor_settles_until_the_release(
    client, rita, settings
):
    settings.REVIEW_OWN = False
    revision = make_layers(A="cccc", B="..cc")
    make_layer(revision=revision, editor=rita, letter="C", submitted=True)
    review = review_lifecycle.open_review_early(revision, by=make_reviewer())
    row = only(review)
    assert client.get(page_of(row)).status_code == 404
    assert post(client, row, "take-A").status_code == 404
    assert (
        "Nothing to start here" in client.post(reverse("review_next"), follow=True).content.decode()
    )
    settings.REVIEW_OWN = True
    assert post(client, row, "take-A").status_code == 303
    settings.REVIEW_OWN = False
    review_lifecycle.close_review(review, by=make_reviewer())
    response = client.get(page_of(row))
    assert "You annotated this article yourself" in response.content.decode()
    assert not has_form_to(response, ruling_url(row))
    dispute_group(row)
    assert post(client, row, "take-B").status_code == 403


def test_a_review_that_waits_for_a_layer_is_read_only(client):
    review = make_review(A="cccc", B="..cc")
    row = only(review)
    assert has_form_to(client.get(page_of(row)), ruling_url(row))
    layer_lifecycle.reopen(layer_of(review, "B"), by=make_reviewer())
    body = client.get(page_of(row)).content.decode()
    assert "Paused until an editor submits again" in body
    assert not has_form_to(body, ruling_url(row))
    response = post(client, row, "take-A", note="Kept.")
    assert response.status_code == 409
    assert final_lines(review) == []


@pytest.mark.parametrize("reopened", ["A", "AB", "ABC"])
def test_every_page_of_a_review_can_be_read_while_layers_are_open_again(client, reopened):
    review = make_review(A="cc..ss", B="cc......", C="ccc.....")
    for letter in reopened:
        layer_lifecycle.reopen(layer_of(review, letter), by=make_reviewer())
    batch = reverse("review_batch", args=[review.revision_id])
    pages = [reverse(name, args=[review.revision_id]) for name in ("review", "review_text")]
    for address in [*pages, *(f"{batch}?rule={rule}" for rule in ("majority", "edges", "details"))]:
        assert client.get(address).status_code == 200
    rows = list(Disagreement.objects.filter(review=review).order_by("start"))
    for row in rows:
        assert client.get(page_of(row)).status_code == 200
        assert post(client, row, "longest", reason="other").status_code == 409
    assert "An editor is changing what stood here" in words_of(client.get(page_of(rows[-1])))
    assert client.get(batch).context["rules"] == []


def test_a_closed_review_is_read_only_but_for_what_is_disputed(client):
    review = make_review(A="cccc", B="..cc")
    row = only(review)
    ruling = settle_group(row, letters=["A"])
    review_lifecycle.close_review(review, by=make_reviewer())
    assert "The review is closed" in client.get(page_of(row)).content.decode()
    assert post(client, row, "take-B").status_code == 409
    disputes.dispute_ruling(ruling, text="Mine has the verb.", by=layer_of(review, "B").editor)
    body = client.get(page_of(row)).content.decode()
    assert "Objected to" in body
    assert "Mine has the verb." in body
    assert post(client, row, "take-B").status_code == 303
    assert final_lines(review) == ["claim 2-4"]


def test_a_stale_ruling_shows_before_and_after_and_can_be_confirmed(client):
    review = make_review(A="cccccc..", B="..cccccc")
    settle_group(only(review), letters=["A"])
    move_annotation(review, "B", 4, 8)
    row = only(review)
    assert row.state == "stale"
    response = client.get(page_of(row))
    (change,) = response.context["group"].changes
    bare = [re.sub(r"<span.*?</span>", "", one) for one in (change.before, change.now)]
    assert ">cdefgh<" in bare[0]
    assert ">efgh<" in bare[1]
    assert change.letter == "B"
    assert post(client, row, "confirm", reason="").status_code == 303
    assert only(review).state == "settled"
    assert final_lines(review) == ["claim 0-6"]


def test_nothing_is_to_be_confirmed_where_nothing_was_ruled(client):
    review = make_review(A="cccccc..", B="..cccccc")
    assert post(client, only(review), "confirm").status_code == 422


# Taking back


def test_the_last_ruling_is_taken_back_by_undo(client):
    review = make_review(A="cccc", B="..cc")
    row = only(review)
    post(client, row, "take-A")
    response = client.get(reverse("review", args=[review.revision_id]))
    last = response.context["last"]
    response = client.post(reverse("adjudication_undoing", args=[last.pk]))
    assert response.url == page_of(row)
    assert only(review).state == "open"
    assert "Taken back" in client.get(response.url).content.decode()


def note_in(page):
    return parse(page).xpath("string(//*[@name='note'])").strip()


def test_undo_brings_the_note_back_until_something_is_decided_again(client):
    review = make_review(A="cccc", B="..cc")
    row = only(review)
    post(client, row, "take-A", reason="boundary", note="The sum\nis meant.")
    back = client.post(reverse("adjudication_undoing", args=[Adjudication.objects.get().pk]))
    page = client.get(back.url)
    assert note_in(page) == "The sum\nis meant."
    assert "Your note is here." in page.content.decode()
    assert not parse(page).xpath("//*[@name='choice'][@checked]")
    post(client, row, "take-B", reason="boundary")
    assert note_in(client.get(page_of(row))) == ""


def test_undo_brings_no_note_of_another_reviewer_and_none_that_somebody_else_took_back(client):
    review = make_review(A="cccc", B="..cc")
    rob = Client()
    rob.force_login(make_reviewer("rob"))
    post(client, only(review), "take-A", reason="boundary", note="Mine.")
    rob.post(reverse("adjudication_undoing", args=[Adjudication.objects.get().pk]))
    for reader in (client, rob):
        assert note_in(reader.get(page_of(only(review)))) == ""


def test_undo_brings_an_edit_by_hand_back(client):
    review = make_review(text=TEXT, A="cccc", B="..cc")
    row = only(review)
    assert post(client, row, "edit", **edit("council met")).status_code == 303
    client.post(reverse("adjudication_undoing", args=[Adjudication.objects.get().pk]))
    assert client.get(page_of(row)).context["edits"].initial[0]["words"] == "council met"


def test_undoing_what_was_decided_otherwise_leads_back_to_it_with_the_note(client):
    review = make_review(A="qq..cc", B="qq....")
    agreed = Adjudication.objects.get(review=review, rule="unanimous")
    address = reverse("overruling", args=[agreed.pk])
    client.post(address, {"choice": "nothing", "reason": "not checkable", "note": "Opinion."})
    last = Adjudication.objects.latest("pk")
    back = client.post(reverse("adjudication_undoing", args=[last.pk]))
    assert back.url == address
    page = client.get(address)
    assert note_in(page) == "Opinion."
    assert "Taken back. Your note is here." in page.content.decode()


def test_a_ruling_is_taken_back_once(client):
    review = make_review(A="cccc", B="..cc")
    post(client, only(review), "take-A")
    address = reverse("adjudication_undoing", args=[Adjudication.objects.latest("pk").pk])
    assert client.post(address).status_code == 303
    assert client.post(address).status_code == 409


# What all agree on


def test_what_all_agree_on_is_listed_and_can_be_overruled(client):
    review = make_review(A="qq..cc", B="qq....")
    agreed = Adjudication.objects.get(review=review, rule="unanimous")
    listed = client.get(reverse("review_agreed", args=[review.revision_id]))
    assert reverse("overruling", args=[agreed.pk]) in listed.content.decode()
    address = reverse("overruling", args=[agreed.pk])
    assert client.get(address).context["edits"].initial[0]["words"] == "ab"
    assert client.post(address, {"choice": "nothing"}).status_code == 422
    assert final_lines(review) == ["quote 0-2"]
    response = client.post(address, {"choice": "nothing", "reason": "not checkable"})
    assert response.status_code == 303
    assert final_lines(review) == []
    assert "settled agreed 0-2" in states_of(review)
    assert client.get(response.url).status_code == 200


def test_a_ruling_on_a_group_is_replaced_on_the_page_of_the_group(client):
    review = make_review(A="qq..cc", B="qq....")
    row = Disagreement.objects.get(review=review)
    nothing = settle_group(row, "nothing")
    address = reverse("overruling", args=[nothing.pk])
    assert client.get(address).url == page_of(row)
    posted = client.post(address, {"choice": "nothing", "reason": "other"})
    assert posted.url == page_of(row)
    assert Adjudication.objects.standing_on(row) == nothing


def test_what_all_agree_on_can_be_ruled_otherwise_by_hand(client):
    review = make_review(A="qq..cc", B="qq....")
    agreed = Adjudication.objects.get(review=review, rule="unanimous")
    fields = {"choice": "edit", "reason": "boundary", **edit("abc", label="quote")}
    assert client.post(reverse("overruling", args=[agreed.pk]), fields).status_code == 303
    assert final_lines(review) == ["quote 0-3"]


# The whole text


def test_the_whole_text_shows_what_is_final_what_is_open_and_where_one_is(client):
    review = make_review(A="qq..cc..cc", B="qq........")
    here = Disagreement.objects.filter(review=review).latest("start")
    address = reverse("review_text", args=[review.revision_id])
    body = client.get(f"{address}?group={here.pk}").content.decode()
    assert '<mark class="quote">ab</mark>' in body
    assert '<mark class="open">ef</mark>' in body
    assert '<mark class="open here">ij</mark>' in body
    assert page_of(here) in body
    letters = re.findall(r'<span class="whose" aria-hidden="true">(.)</span><span[^>]*> .A: ', body)
    assert letters == ["A", "A"]
    assert 'class="by lane-1 claim"' in body
    assert '<span class="by lane-1"><b>A</b> line 1</span>' in body
    assert (
        "here"
        not in re.findall(
            r'<mark class="([^"]*)">ij', client.get(address + "?group=x").content.decode()
        )[0]
    )


# By rule


def test_each_rule_says_how_many_it_would_settle_and_then_exactly_which(client):
    review = make_review(A="cc..ss..qq", B="cc....qqqq", C="cc..ss....")
    address = reverse("review_batch", args=[review.revision_id])
    words = words_of(client.get(address))
    assert "Decides 1 of 2, leaves 1." in words
    assert "Most editors agree" in words
    # A rule that decides none is not offered.
    assert "Same apart from edges or spelling" not in words
    shown = client.get(f"{address}?rule=majority")
    (one,) = shown.context["proposed"]
    row = one.proposal.disagreement
    assert (row.start, row.end) == (4, 6)
    assert final_lines(review) == ["claim 0-2"]
    response = client.post(
        address, {"rule": "majority", "previewed": f"{row.pk}:{row.fingerprint}"}
    )
    assert response.status_code == 303
    assert final_lines(review) == ["claim 0-2", "statistic 4-6"]
    page = client.get(address)
    assert "1 decided by rule" in words_of(page)
    (batch,) = page.context["batches"]
    undone = client.post(reverse("batch_undoing", args=[batch["batch"]]))
    assert undone.status_code == 303
    assert final_lines(review) == ["claim 0-2"]
    assert client.get(address).context["batches"] == []


def test_of_two_editors_what_differs_by_edges_or_spelling_is_decided_at_once(client):
    text = "He said it holds. The sea rises."
    review = make_review(text=text, A="........ccccccccc", B="........cccccccc..ccc")
    address = reverse("review_batch", args=[review.revision_id])
    words = words_of(client.get(address))
    assert "Decides 1 of 2, leaves 1." in words
    (one,) = client.get(f"{address}?rule=edges").context["proposed"]
    row = one.proposal.disagreement
    posted = {"rule": "edges", "previewed": f"{row.pk}:{row.fingerprint}"}
    assert client.post(address, posted).status_code == 303
    assert final_lines(review) == ["claim 8-16"]


def test_where_no_rule_decides_any_the_page_says_so(client):
    review = make_review(A="cccc", B="")
    words = words_of(client.get(reverse("review_batch", args=[review.revision_id])))
    assert "No rule decides any of what is left" in words
    assert not client.get(reverse("review_batch", args=[review.revision_id])).context["rules"]


@pytest.mark.parametrize("previewed", ["", "1", "x:y", "999999999:abc"])
def test_a_rule_settles_nothing_that_was_not_shown(client, previewed):
    review = make_review(A="ss", B="ss", C="..")
    address = reverse("review_batch", args=[review.revision_id])
    fields = {"rule": "majority", "previewed": previewed}
    assert client.post(address, fields).status_code == 303
    assert final_lines(review) == []


# The life of a review


def test_before_it_opens_the_page_says_by_letter_who_is_missing(client):
    revision = make_layers(A="cc")
    make_layer(revision=revision, editor=make_editor("marker-b"), letter="B")
    address = reverse("review", args=[revision.pk])
    response = client.get(address)
    words = words_of(response)
    assert "Editor A submitted" in words
    assert "Editor B not yet" in words
    assert has_form_to(response, reverse("review_opening", args=[revision.pk]))
    assert "marker-b" not in response.content.decode()
    assert client.post(reverse("review_opening", args=[revision.pk])).url == address
    assert "All editors agree" in words_of(client.get(address))


def test_nothing_can_be_opened_where_nobody_has_submitted(client):
    revision = make_layers(A="cc", submitted=False)
    opening = reverse("review_opening", args=[revision.pk])
    assert client.post(opening).status_code == 409
    assert not has_form_to(client.get(reverse("review", args=[revision.pk])), opening)


def test_a_review_is_closed_when_all_is_settled_and_reopened(client):
    review = make_review(A="cccc", B="..cc")
    closing = reverse("review_closing", args=[review.revision_id])
    response = client.post(closing)
    assert response.status_code == 409
    assert "1 disagreement is still to be settled" in response.content.decode()
    settle_group(only(review), letters=["A"])
    assert client.post(closing).status_code == 303
    review.refresh_from_db()
    assert review.is_released
    assert "Reopen the review" in words_of(client.get(reverse("review", args=[review.revision_id])))
    client.post(reverse("review_reopening", args=[review.revision_id]))
    review.refresh_from_db()
    assert not review.is_released


def test_a_closed_review_leads_to_its_sheet_its_export_and_the_next_one(client):
    review = make_review(A="cccc", B="..cc")
    address = reverse("review", args=[review.revision_id])
    sheet = reverse("article_sheet", args=[review.revision.article_id])
    assert sheet not in client.get(address).content.decode()
    settle_group(only(review), letters=["A"])
    client.post(reverse("review_closing", args=[review.revision_id]))
    page = client.get(address).content.decode()
    export = f"{reverse('export_csv')}?article={review.revision.article_id}&amp;layer=final"
    for way in (sheet, export, reverse("review_next")):
        assert f'"{way}"' in page


def test_nobody_but_a_reviewer_sees_any_of_it():
    review = make_review(A="cccc", B="..cc")
    row = only(review)
    for person in (layer_of(review, "A").editor, make_editor(), make_user()):
        client = Client()
        client.force_login(person)
        for address in (page_of(row), page_of(row).replace(str(row.pk), "99999")):
            assert client.get(address).status_code == 403
        assert client.get(reverse("review_queue")).status_code == 403


# Asking


def test_a_question_marks_the_group_as_asked_and_leaves_it_to_be_settled(client):
    review = make_review(A="cccc", B="..cc")
    row = only(review)
    address = reverse("disagreement_question", args=[row.pk])
    fields = {"kind": "question", "text": "Do you mean the verb too?"}
    assert client.post(address, fields).status_code == 303
    assert only(review).state == "asked"
    assert Thread.objects.get().kind == "question"
    body = client.get(page_of(row)).content.decode()
    assert "Do you mean the verb too?" in body
    assert "Decide and next" in body


def test_an_empty_question_is_refused(client):
    row = only(make_review(A="cccc", B="..cc"))
    response = client.post(reverse("disagreement_question", args=[row.pk]), {"text": "  "})
    assert response.status_code == 422
    assert not Thread.objects.exists()


def test_taking_a_group_shows_it_as_taken_to_others(client, rita):
    row = only(make_review(A="cccc", B="..cc"))
    address = reverse("reservation", args=[row.pk])
    assert client.post(address, headers={"X-Fragment": "1"}).status_code == 204
    row.refresh_from_db()
    assert row.reserved_by == rita
    assert row.reserved_until > timezone.now()
    other = Client()
    other.force_login(make_reviewer())
    taken = "Another reviewer is on this"
    assert taken in words_of(other.get(page_of(row)))
    assert taken not in words_of(client.get(page_of(row)))
    assert other.post(address).status_code == 303
    row.refresh_from_db()
    assert row.reserved_by == rita
    client.post(address, {"release": "1"})
    row.refresh_from_db()
    assert row.reserved_by is None


def test_an_archived_article_can_still_be_read_in_review(client):
    article = make_article()
    assert client.get(reverse("review", args=[article.latest_revision().pk])).status_code == 200


def test_what_all_accepted_is_told_apart_from_what_was_found(client):
    review = make_review(A="qqq.qqq.qqq.qqq", B="qqq.qqq.qqq.qqq")
    here = Annotation.objects.filter(layer__revision=review.revision)
    starts = sorted(set(here.values_list("start", flat=True)))
    here.filter(start__in=starts[:2]).update(origin="suggested")
    here.filter(start=starts[1], layer__letter="B").update(origin="changed")
    here.filter(start=starts[2]).update(origin="suggested")
    here.filter(start=starts[2], layer__letter="B").update(origin="own")
    here.filter(start=starts[3], layer__letter="A").update(origin="own")
    text = client.get(reverse("review_agreed", args=[review.revision_id])).content.decode()
    items = text.split("<li>")[-4:]
    told = ["accepted" if "Accepted by all" in one else "Found unaided" in one for one in items]
    assert told == ["accepted", "accepted", True, False]
    words = " ".join(text.split())
    assert "1 found unaided: at least one editor marked it by hand." in words
    assert "2 accepted by all: every editor took it from a suggestion." in words
    assert "Of 1 it is not known." in words


def test_where_no_origin_is_known_the_agreed_say_nothing_of_it(client):
    review = make_review(A="qqq", B="qqq")
    text = client.get(reverse("review_agreed", args=[review.revision_id])).content.decode()
    assert "Found unaided" not in text
    assert "Accepted by all" not in text
    assert "not known" not in text
