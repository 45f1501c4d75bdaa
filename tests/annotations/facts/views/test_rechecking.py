"""The fact change alert through the front door: who is told of which links, and what they say."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotations.disagreements.groups import facts_at_submission
from annotations.facts import lifecycle as fact_lifecycle
from annotations.facts import links
from annotations.models import Adjudication, FactLink, Review, RuledSpan
from tests.factories import (
    make_annotation,
    make_editor,
    make_fact,
    make_layer,
    make_link,
    make_reviewer,
    make_revision,
    make_superuser,
    make_user,
    revise_fact,
)
from tests.pages import buttons, has_link_to, texts

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}


def client_of(user, **headers):
    client = Client(headers=headers)
    client.force_login(user)
    return client


def submit(link):
    layer = link.annotation.layer
    layer.submitted_at = timezone.now()
    layer.save()


def changed_link(*, submitted=True, statement="The wall costs $52 million.", **fields):
    """A link whose fact has been revised since."""
    link = make_link(**fields)
    if submitted:
        submit(link)
    revise_fact(link.fact, statement)
    return link


def ruled_link(*, closed):
    """A link of a span that a review has settled, whose fact has been revised since."""
    revision, fact = make_revision(), make_fact()
    review = Review.objects.create(revision=revision, closed_at=timezone.now() if closed else None)
    ruling = Adjudication.objects.create(
        review=review, action="take", rule="unanimous", fingerprint="f"
    )
    start = revision.text.index("2,300")
    span = RuledSpan.objects.create(
        adjudication=ruling, start=start, end=start + 5, exact="2,300", label="statistic"
    )
    link = FactLink.objects.create(
        ruled_span=span,
        fact=fact,
        version=fact.versions.get(),
        relation="supports",
        linked_by=make_reviewer(),
    )
    revise_fact(fact)
    return link


def listed(user, **query):
    response = client_of(user).get(reverse("fact_recheck"), query)
    assert response.status_code == 200
    return [item.link for change in response.context["rows"] for item in change.items]


def page(user, **query):
    return unescape(client_of(user).get(reverse("fact_recheck"), query).content.decode())


def recheck(user, link, action="confirm", *, seen=None, **options):
    url = reverse("fact_link_recheck", args=[link.pk])
    seen = seen or links.speaking_version(link.fact).pk
    return client_of(user, **options).post(url, {"action": action, "seen": seen})


# Who is told


def test_an_editor_is_told_of_their_own_links_only():
    mine, other = changed_link(submitted=False), changed_link()
    assert listed(mine.annotation.layer.editor) == [mine]
    assert listed(other.annotation.layer.editor) == [other]
    assert listed(make_editor()) == []


def test_a_reviewer_is_told_of_submitted_layers_by_letter_and_a_superuser_by_name():
    link = changed_link(annotation=make_annotation(layer=make_layer(editor=make_editor("zoltan"))))
    changed_link(submitted=False)
    assert listed(make_reviewer()) == [link]
    text = page(make_reviewer())
    assert "Editor A" in text
    assert "zoltan" not in text
    assert "zoltan" in page(make_superuser())


@pytest.mark.parametrize("closed", [True, False])
def test_a_settled_span_is_told_to_reviewers_and_when_released_to_all(closed):
    link = ruled_link(closed=closed)
    assert listed(make_reviewer()) == [link]
    assert listed(make_editor()) == ([link] if closed else [])
    assert "decided in review" in page(make_reviewer())


def test_a_ruling_that_was_replaced_is_told_to_nobody():
    link = ruled_link(closed=True)
    old = link.ruled_span.adjudication
    Adjudication.objects.create(
        review=old.review, action="nothing", replaces=old, fingerprint="g", rule="unanimous"
    )
    assert listed(make_reviewer()) == []


def test_whoever_may_not_record_facts_is_told_nothing():
    link = changed_link()
    user = make_user()
    assert client_of(user).get(reverse("fact_recheck")).status_code == 403
    assert recheck(user, link).status_code == 404


@pytest.mark.parametrize(
    ("make", "status"), [(make_editor, 404), (make_reviewer, 404), (make_superuser, 404)]
)
def test_nobody_else_answers_for_an_open_layer(make, status):
    link = changed_link(submitted=False)
    assert recheck(make(), link).status_code == status
    assert recheck(link.linked_by, link).status_code == 303


def test_a_stranger_cannot_answer_for_a_submitted_layer_either():
    link = changed_link()
    assert recheck(make_editor(), link).status_code == 404
    assert recheck(make_reviewer(), link).status_code == 303


def test_the_desk_and_the_facts_count_what_the_reader_may_know_of():
    link = changed_link(submitted=False)
    changed_link()
    for user, words in (
        (link.linked_by, "1 link to a changed fact"),
        (make_reviewer(), "1 link to a changed fact"),
        (make_editor(), "0 links to changed facts"),
    ):
        desk = client_of(user).get("/")
        assert texts(desk, f"//li/a[@href='{reverse('fact_recheck')}']") == [words]
    response = client_of(link.linked_by).get(reverse("facts"))
    assert response.context["to_recheck"] == 1
    assert reverse("fact_recheck") in response.content.decode()
    fact_page = unescape(
        client_of(link.linked_by).get(link.fact.get_absolute_url()).content.decode()
    )
    assert f"{reverse('fact_recheck')}?fact={link.fact_id}" in fact_page


def test_the_articles_that_lean_on_a_changed_fact_are_found_by_whoever_may_know():
    link, other = changed_link(submitted=False), make_link()

    def found(user):
        response = client_of(user).get(reverse("articles"), {"changed_fact": "on"})
        return [article for article, *_ in response.context["rows"]]

    assert found(link.linked_by) == [link.annotation.layer.revision.article]
    assert found(other.linked_by) == []
    assert found(make_reviewer()) == []
    submit(link)
    assert found(make_reviewer()) == [link.annotation.layer.revision.article]
    assert found(make_editor()) == []


# What is shown


def test_old_and_new_stand_side_by_side_with_the_differing_words_marked():
    link = changed_link(note="From the budget.")
    text = page(make_reviewer())
    assert "The wall costs <del>$48</del> million." in text
    assert "The wall costs <ins>$52</ins> million." in text
    assert "The council voted again." in text
    assert '<mark class="claim">$48 million</mark> sea wall on Tuesday.' in text
    assert "From the budget." in text
    assert link.annotation.layer.revision.article.title in text


def test_links_to_one_version_come_together_and_others_apart():
    fact = make_fact()
    first = [make_link(fact=fact) for _link in range(2)]
    revise_fact(fact)
    later = make_link(fact=fact)
    revise_fact(fact, "The wall costs $60 million.")
    for link in [*first, later]:
        submit(link)
    response = client_of(make_reviewer()).get(reverse("fact_recheck"))
    changes = response.context["rows"]
    assert [len(change.items) for change in changes] == [2, 1]
    assert [change.old.number for change in changes] == [1, 2]
    assert {change.now.number for change in changes} == {3}


def test_a_retired_fact_offers_the_one_that_replaced_it():
    link, successor = make_link(), make_fact("It costs $52 million, all told.")
    submit(link)
    fact_lifecycle.retire_fact(
        link.fact, by=make_reviewer(), reason="Wrong.", replaced_by=successor
    )
    text = page(make_reviewer())
    assert f"Fact {successor.pk} holds instead" in text
    assert "It costs $52 million, all told." in text
    assert recheck(make_reviewer(), link, "follow").status_code == 303
    assert FactLink.objects.current().get().fact == successor


def test_a_successor_that_was_replaced_in_its_turn_is_not_offered_but_the_last_one_is():
    link, second, third = make_link(), make_fact("It costs $52 million."), make_fact("$54 million.")
    submit(link)
    fact_lifecycle.retire_fact(link.fact, by=make_reviewer(), reason="Wrong.", replaced_by=second)
    fact_lifecycle.retire_fact(second, by=make_reviewer(), reason="Wrong too.", replaced_by=third)
    text = page(make_reviewer())
    assert f"Switch to fact {third.pk}" in text
    assert ("action", "follow") in buttons(text)
    assert has_link_to(text, third.get_absolute_url())
    assert not has_link_to(text, second.get_absolute_url())
    fact_lifecycle.retire_fact(third, by=make_reviewer(), reason="All wrong.")
    assert ("action", "confirm") in buttons(page(make_reviewer()))
    assert ("action", "follow") not in buttons(page(make_reviewer()))


def test_a_retired_fact_without_a_successor_offers_none():
    link = make_link()
    submit(link)
    fact_lifecycle.retire_fact(link.fact, by=make_reviewer(), reason="Wrong.")
    assert ("action", "confirm") in buttons(page(make_reviewer()))
    assert ("action", "follow") not in buttons(page(make_reviewer()))
    assert recheck(make_reviewer(), link, "follow").status_code == 409


def test_a_fact_that_is_due_says_since_when():
    link = make_link(fact=make_fact(recheck_on=timezone.localdate()))
    assert "due since" in page(link.linked_by)


def test_an_empty_list_says_what_it_is_for():
    assert "Nothing to look at again" in page(make_editor())
    assert "No annotations match." in page(make_editor(), mine="on")


# Filters and paging


def test_the_list_is_narrowed_by_reason_fact_article_and_owner():
    reviewer = make_reviewer()
    own = changed_link(annotation=make_annotation(layer=make_layer(editor=reviewer)))
    retired, due = (
        make_link(),
        make_link(fact=make_fact(recheck_on=timezone.localdate() - timedelta(days=1))),
    )
    fact_lifecycle.retire_fact(retired.fact, by=make_reviewer(), reason="Wrong.")
    for link in (retired, due):
        submit(link)
    assert set(listed(reviewer)) == {own, retired, due}
    assert listed(reviewer, why="revised") == [own]
    assert listed(reviewer, why="retired") == [retired]
    assert listed(reviewer, why="due") == [due]
    assert listed(reviewer, fact=due.fact_id) == [due]
    article = retired.annotation.layer.revision.article
    assert listed(reviewer, article=article.pk) == [retired]
    assert listed(reviewer, mine="on") == [own]
    assert listed(reviewer, mine="on", why="due") == []


def test_the_choice_of_articles_tells_of_no_others_work():
    mine, other = changed_link(submitted=False), changed_link()
    hidden = other.annotation.layer.revision.article
    hidden.title = "Hidden from them"
    hidden.save()
    assert "Hidden from them" not in page(mine.linked_by)
    assert "Hidden from them" in page(other.linked_by)
    assert listed(mine.linked_by, article=hidden.pk) == []


def test_a_filter_that_makes_no_sense_finds_nothing_and_says_so():
    link = changed_link()
    assert listed(link.linked_by, fact="999999") == []
    assert "There is no fact of that number." in page(link.linked_by, fact="999999")


def test_the_queries_do_not_grow_with_the_links(django_assert_max_num_queries):
    layer = make_layer(revision=make_revision(text="The wall. " * 100))
    known, counted = make_fact(), []

    def link_ten(first):
        for number in range(first, first + 10):
            annotation = make_annotation(layer=layer, exact="wall", start=4 + 10 * number)
            fact = make_fact()
            make_link(annotation=annotation, fact=fact)
            make_link(annotation=annotation, fact=known)
            fact_lifecycle.retire_fact(
                fact, by=make_reviewer(), reason="Wrong.", replaced_by=make_fact()
            )

    for first in (0, 10):
        link_ten(first)
        revise_fact(known, f"The wall costs ${first} million.")
        client = client_of(layer.editor)
        for address in (reverse("fact_recheck"), "/", reverse("facts"), known.get_absolute_url()):
            client.get(address)
            with django_assert_max_num_queries(60) as queries:
                client.get(address)
            counted.append(len(queries))
    assert counted[:4] == counted[4:]


def test_the_list_is_paged():
    layer = make_layer(revision=make_revision(text="The wall. " * 100))
    fact = make_fact()
    for number in range(30):
        annotation = make_annotation(layer=layer, exact="wall", start=4 + 10 * number)
        make_link(annotation=annotation, fact=fact)
    revise_fact(fact)
    assert len(listed(layer.editor)) == 25
    assert len(listed(layer.editor, page=2)) == 5
    assert len(listed(layer.editor, per=50)) == 30


# Answering, without script


def test_a_confirmation_is_told_and_undone():
    link = changed_link()
    client = client_of(make_reviewer())
    back = f"{reverse('fact_recheck')}?fact={link.fact_id}"
    fields = {"action": "confirm", "seen": links.speaking_version(link.fact).pk, "back": back}
    answer = client.post(reverse("fact_link_recheck", args=[link.pk]), fields)
    assert (answer.status_code, answer.url) == (303, back)
    response = client.get(answer.url)
    assert response.context["done"].words == f"Confirmed: fact {link.fact_id} supports this."
    assert response.context["rows"] == []
    undo = response.context["undo"]
    assert undo["fields"] == {"back": back}
    client.post(undo["url"], undo["fields"])
    assert listed(make_reviewer())[0].version == link.version
    assert client.get(back).context["done"].words.startswith("Undone")
    assert client.get(back).context["done"] is None


@pytest.mark.parametrize("relation", ["supports", "contradicts", "context"])
def test_a_relation_is_changed(relation):
    link = changed_link()
    recheck(make_reviewer(), link, relation)
    assert FactLink.objects.current().get().relation == relation


def test_a_link_is_dropped_from_a_submitted_layer_which_stays_as_it_is():
    link = changed_link()
    before = list(type(link.annotation).objects.values())
    recheck(make_reviewer(), link, "unlink")
    assert not FactLink.objects.current().exists()
    assert list(type(link.annotation).objects.values()) == before
    link.annotation.layer.refresh_from_db()
    at_submission = facts_at_submission([link.annotation])
    assert at_submission == {link.annotation_id: {(link.fact_id, "supports")}}


def test_an_answer_leads_back_to_the_list_and_nowhere_else():
    for back in ("https://evil.example/facts/recheck/", "//evil.example", "/admin/", ""):
        link = changed_link()
        url = reverse("fact_link_recheck", args=[link.pk])
        answer = client_of(make_reviewer()).post(url, {"action": "unlink", "back": back})
        assert answer.url == reverse("fact_recheck")


# Answering, with script


def test_a_script_is_told_what_is_left_and_how_to_undo():
    link, other = changed_link(), changed_link()
    reviewer = make_reviewer()
    answer = recheck(reviewer, link, "contradicts", **JSON).json()
    assert answer["message"] == f"Confirmed: fact {link.fact_id} contradicts this."
    assert answer["left"] == 1
    undone = client_of(reviewer, **JSON).post(answer["undo"]).json()
    assert undone["left"] == 2
    again = next(one for one in listed(reviewer) if one.fact_id == link.fact_id)
    assert f'id="link-{again.pk}"' in undone["item"]
    assert other in listed(reviewer)


@pytest.mark.parametrize(("action", "code"), [("", "invalid"), ("delete", "invalid")])
def test_an_unknown_answer_is_refused(action, code):
    link = changed_link()
    answer = recheck(make_reviewer(), link, action, **JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert listed(make_reviewer()) == [link]


def test_what_was_answered_or_has_changed_once_more_is_told():
    link = changed_link()
    read = links.speaking_version(link.fact).pk
    revise_fact(link.fact, "The wall costs $70 million.")
    answer = recheck(make_reviewer(), link, seen=read, **JSON)
    assert (answer.status_code, answer.json()["code"]) == (409, "fact-says-more")
    assert recheck(make_reviewer(), link, **JSON).status_code == 200
    answer = recheck(make_reviewer(), link, **JSON)
    assert (answer.status_code, answer.json()["code"]) == (409, "link-gone")
