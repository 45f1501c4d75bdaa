"""Linking through the front door: the page without script, the dialog and the JSON with it."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotations.facts import links, recheck_actions
from annotations.models import Annotation, Fact, FactLink
from tests.factories import (
    make_annotation,
    make_editor,
    make_fact,
    make_layer,
    make_link,
    make_reviewer,
    make_revision,
    make_superuser,
    revise_fact,
)

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}
FRAGMENT = {"x-fragment": "1"}


def client_of(user, **headers):
    client = Client(headers=headers)
    client.force_login(user)
    return client


@pytest.fixture
def annotation():
    return make_annotation(exact="$48 million", label="statistic", value=48_000_000, unit="USD")


@pytest.fixture
def client(annotation):
    return client_of(annotation.layer.editor)


@pytest.fixture
def script(annotation):
    return client_of(annotation.layer.editor, **JSON)


def facts_url(annotation):
    return reverse("annotation_facts", args=[annotation.pk])


def link_url(name, link):
    return reverse(name, args=[link.pk])


def shown(response):
    return unescape(response.content.decode())


def submit(layer):
    layer.submitted_at = timezone.now()
    layer.save()


# Without script


def test_the_page_finds_facts_by_the_marked_words(client, annotation):
    fits = make_fact("The council approved $48 million for the sea wall.")
    make_fact("The ferry carries 120 cars.")
    response = client.get(facts_url(annotation))
    assert [fact.pk for fact in response.context["found"]] == [fits.pk]
    page = shown(response)
    assert "The council approved $48 million for the sea wall." in page
    assert "Budget 2031" in page
    assert 'value="$48 million"' in page


def test_the_page_finds_facts_by_other_words(client, annotation):
    make_fact("The council approved $48 million for the sea wall.")
    ferry = make_fact("The ferry carries 120 cars.")
    response = client.get(facts_url(annotation), {"q": "ferry cars"})
    assert [fact.pk for fact in response.context["found"]] == [ferry.pk]


def test_a_fact_is_linked_by_a_plain_form_and_undone_by_another(client, annotation):
    fact = make_fact()
    fields = {"fact": fact.pk, "relation": "contradicts", "note": "Last year's figure."}
    response = client.post(facts_url(annotation), fields)
    assert response.status_code == 303
    link = FactLink.objects.get()
    assert (link.annotation, link.fact, link.relation, link.note, link.linked_by) == (
        annotation,
        fact,
        "contradicts",
        "Last year's figure.",
        annotation.layer.editor,
    )
    page = client.get(response.url)
    assert f"Linked: fact {fact.pk} contradicts these words." in shown(page)
    assert f"Fact {fact.pk} contradicts this" in shown(page)
    undo = page.context["done"]["undo"]
    undone = client.post(undo.url, undo.fields)
    assert not FactLink.objects.current().exists()
    redo = client.get(undone.url).context["done"]["undo"]
    client.post(redo.url, redo.fields)
    assert FactLink.objects.current().get().relation == "contradicts"


def test_a_change_of_relation_is_undone_to_what_it_was(client, annotation):
    link = make_link(annotation=annotation)
    answer = client.post(facts_url(annotation), {"fact": link.fact_id, "relation": "context"})
    assert FactLink.objects.current().get().relation == "context"
    undo = client.get(answer.url).context["done"]["undo"]
    client.post(undo.url, undo.fields)
    assert FactLink.objects.current().get().relation == "supports"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose a fact first."),
        ({"fact": "999999", "relation": "supports"}, "There is no such fact."),
        ({"fact": "FACT"}, "Say what the fact does to these words."),
        ({"fact": "FACT", "relation": "refutes"}, "Select a valid choice"),
    ],
)
def test_an_incomplete_form_says_what_is_missing(client, annotation, fields, words):
    fact = make_fact()
    fields = {name: fact.pk if value == "FACT" else value for name, value in fields.items()}
    response = client.post(facts_url(annotation), fields)
    assert response.status_code == 422
    assert words in shown(response)
    assert not FactLink.objects.exists()


def test_a_retired_fact_is_refused_on_the_page(client, annotation):
    fact = make_fact()
    fact.retired_at = timezone.now()
    fact.save()
    response = client.post(facts_url(annotation), {"fact": fact.pk, "relation": "supports"})
    assert response.status_code == 422
    assert "It is retired" in shown(response)


def test_a_new_fact_is_recorded_and_linked_without_leaving_the_text(client, annotation):
    fields = {
        "statement": "The wall costs $41.6 million.",
        "title": "Budget 2031, table 3",
        "url": "https://council.example/budget",
        "as_of": "2031-02-02",
        "relation": "contradicts",
        "note": "",
    }
    response = client.post(facts_url(annotation), fields)
    assert response.status_code == 303
    fact = Fact.objects.get()
    version = fact.versions.get()
    assert (version.statement, version.is_verified) == ("The wall costs $41.6 million.", False)
    assert (version.as_of.isoformat(), version.recorded_by) == (
        "2031-02-02",
        annotation.layer.editor,
    )
    source = version.sources.get()
    assert (source.title, source.url) == ("Budget 2031, table 3", "https://council.example/budget")
    assert FactLink.objects.get().version == version
    assert "not verified" in shown(client.get(response.url))


def test_a_new_fact_sent_twice_is_recorded_once(script, annotation):
    fields = {"statement": "It is so.", "title": "Report", "relation": "supports"}
    answers = [script.post(facts_url(annotation), fields).json() for _time in range(2)]
    assert Fact.objects.count() == FactLink.objects.count() == 1
    assert answers[0]["message"] == answers[1]["message"]


@pytest.mark.parametrize("missing", ["statement", "title", "relation"])
def test_a_new_fact_needs_words_a_source_and_a_relation(client, annotation, missing):
    fields = {"statement": "It is so.", "title": "Report", "relation": "supports", missing: ""}
    response = client.post(facts_url(annotation), fields)
    assert response.status_code == 422
    assert not Fact.objects.exists()
    assert not FactLink.objects.exists()


def test_a_link_is_taken_away_by_a_button(client, annotation):
    link = make_link(annotation=annotation)
    page = shown(client.get(facts_url(annotation)))
    assert link_url("fact_link_removal", link) in page
    assert client.post(link_url("fact_link_removal", link)).status_code == 303
    assert not FactLink.objects.current().exists()
    assert client.post(link_url("fact_link_removal", link)).status_code == 409


# With script


def test_linking_answers_with_the_card_and_the_json_of_the_annotation(script, annotation):
    fact = make_fact()
    response = script.post(facts_url(annotation), {"fact": fact.pk, "relation": "contradicts"})
    assert response.status_code == 200
    answer = response.json()
    assert answer["annotation"]["facts"] == [{"fact": fact.pk, "relation": "contradicts"}]
    assert f"Fact {fact.pk} contradicts this" in answer["card"]
    assert answer["message"] == f"Linked: fact {fact.pk} contradicts these words."


def test_the_same_request_sent_twice_links_once(script, annotation):
    fields = {"fact": make_fact().pk, "relation": "supports", "note": "So."}
    for _time in range(2):
        assert script.post(facts_url(annotation), fields).status_code == 200
    assert FactLink.objects.count() == 1


def test_a_script_unlinks_and_puts_back_by_the_fact(script, annotation):
    link = make_link(annotation=annotation, relation="contradicts", note="So.")
    revise_fact(link.fact)
    for _time in range(2):
        answer = script.post(facts_url(annotation), {"fact": link.fact_id, "unlink": "1"})
        assert answer.json()["annotation"]["facts"] == []
    back = script.post(facts_url(annotation), {"fact": link.fact_id, "back": "1"})
    assert back.json()["annotation"]["facts"] == [{"fact": link.fact_id, "relation": "contradicts"}]
    now = FactLink.objects.current().get()
    assert (now.version, now.note) == (link.version, "So.")
    assert "changed since" in back.json()["card"]


def test_there_is_nothing_to_put_back_where_nothing_was_linked(script, annotation):
    answer = script.post(facts_url(annotation), {"fact": make_fact().pk, "back": "1"})
    assert (answer.status_code, answer.json()["code"]) == (409, "link-gone")
    assert script.post(facts_url(annotation), {"back": "1"}).status_code == 422


def test_a_wrong_field_is_told_by_its_name(script, annotation):
    answer = script.post(facts_url(annotation), {"fact": "", "relation": "supports"})
    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == ["fact"]


def test_the_dialog_is_the_form_without_the_page(client, annotation):
    link = make_link(annotation=annotation)
    page = shown(client.get(facts_url(annotation), headers=FRAGMENT))
    assert "<html" not in page
    assert f'data-near="{annotation.pk}"' in page
    assert f"Unlink fact {link.fact_id}" in page


def test_every_text_of_a_fact_is_escaped(client, annotation):
    make_link(annotation=annotation, fact=make_fact("It is <b>bold</b> $48 million."), note="<i>")
    for response in (
        client.get(facts_url(annotation)),
        client.get(annotation.layer.get_absolute_url()),
        client.get(reverse("fact_search"), {"q": "bold million"}, headers=FRAGMENT),
    ):
        assert b"<b>bold" not in response.content
        assert b"<i>" not in response.content


# Searching


def test_the_search_answers_with_options_and_says_how_many(client, annotation):
    fact = make_fact("The council approved $48 million for the sea wall.", verified=False)
    link = make_link(annotation=annotation, fact=make_fact("The sea wall is 4 metres high."))
    response = client.get(
        reverse("fact_search"), {"q": "sea wall", "near": annotation.pk}, headers=FRAGMENT
    )
    page = shown(response)
    assert 'data-told="2 facts, best first"' in page
    assert f'data-fact="{fact.pk}"' in page
    assert f'data-fact="{link.fact_id}"' in page
    assert page.count("linked: supports this") == 1
    assert page.count("not verified") == 1
    assert page.index("data-new") > page.index(f'data-fact="{link.fact_id}"')


def test_the_search_says_when_there_is_nothing(client, annotation):
    def found(**more):
        asked = {"q": "zeppelin", **more}
        return shown(client.get(reverse("fact_search"), asked, headers=FRAGMENT))

    assert 'data-told="No fact has these words"' in found()
    assert "data-new" in found(near=annotation.pk)
    # A fact is recorded for words that it can be linked to at once.
    assert "data-new" not in found()


def test_the_search_answers_in_json_too(script):
    fact = make_fact("The ferry carries 120 cars.", as_of=timezone.localdate())
    answer = script.get(reverse("fact_search"), {"q": "ferry"}).json()
    assert answer["query"] == "ferry"
    assert [one["fact"] for one in answer["facts"]] == [fact.pk]
    assert answer["facts"][0]["sources"][0]["publisher"] == "The council"
    assert answer["facts"][0]["verified"] is True


@pytest.mark.parametrize("q", ["", "a", " ", "x" * 5000, '"', "'; DROP", "a OR NEAR(", "\x00wall"])
def test_no_search_breaks(client, q):
    assert client.get(reverse("fact_search"), {"q": q}, headers=FRAGMENT).status_code == 200


def test_an_annotation_that_the_asker_may_not_see_is_not_there(client, script):
    other = make_annotation()
    for near in (other.pk, "nonsense"):
        answer = script.get(reverse("fact_search"), {"q": "wall", "near": near})
        assert answer.status_code == 404


# Who may


def test_what_is_submitted_or_anothers_cannot_be_linked(annotation):
    fact, link = make_fact(), make_link(annotation=annotation)
    owner, reviewer = annotation.layer.editor, make_reviewer()
    fields = {"fact": fact.pk, "relation": "supports"}
    stranger = client_of(make_editor())
    assert stranger.get(facts_url(annotation)).status_code == 404
    assert stranger.post(facts_url(annotation), fields).status_code == 404
    assert client_of(reviewer).get(facts_url(annotation)).status_code == 404
    submit(annotation.layer)
    assert client_of(owner).post(facts_url(annotation), fields).status_code == 409
    assert client_of(owner).post(link_url("fact_link_removal", link)).status_code == 409
    assert client_of(reviewer).post(facts_url(annotation), fields).status_code == 403
    assert client_of(reviewer).post(link_url("fact_link_removal", link)).status_code == 403
    page = shown(client_of(reviewer).get(facts_url(annotation)))
    assert "The wall costs $48 million." in page
    assert "fact-picker data" not in page
    assert FactLink.objects.count() == 1


@pytest.mark.parametrize(("make", "named"), [(make_reviewer, False), (make_superuser, True)])
def test_a_reviewer_reads_no_name_with_the_links(make, named):
    editor = make_editor("zoltan")
    link = make_link(annotation=make_annotation(layer=make_layer(editor=editor)), note="So.")
    submit(link.annotation.layer)
    client = client_of(make())
    for address in (facts_url(link.annotation), link.annotation.layer.get_absolute_url()):
        page = shown(client.get(address))
        assert "So." in page
        assert ("zoltan" in page) is named


def test_somebody_who_may_not_record_facts_finds_no_way_to_link(annotation):
    from django.contrib.auth.models import Group, Permission

    Group.objects.get(name="Editors").permissions.remove(
        Permission.objects.get(codename="record_fact")
    )
    client = client_of(annotation.layer.editor)
    fields = {"fact": make_fact().pk, "relation": "supports"}
    assert client.post(facts_url(annotation), fields).status_code == 403
    assert client.get(reverse("fact_search"), {"q": "wall"}).status_code == 403
    assert 'data-command="facts"' not in shown(client.get(annotation.layer.get_absolute_url()))


# What a card and an export say


def test_the_card_says_what_the_fact_does_to_the_words(client, annotation):
    fact = make_fact("The wall costs $41.6 million.", as_of=timezone.localdate())
    make_link(annotation=annotation, fact=fact, relation="contradicts")
    page = shown(client.get(annotation.layer.get_absolute_url()))
    assert f"Fact {fact.pk} contradicts this" in page
    assert "Budget 2031" in page
    assert "as of" in page
    assert "changed since" not in page
    revise_fact(fact)
    page = shown(client.get(annotation.layer.get_absolute_url()))
    assert "The wall costs $41.6 million." in page
    assert "changed since" in page


def test_the_queries_of_the_workspace_do_not_grow_with_the_links(
    client, annotation, django_assert_max_num_queries
):
    layer = make_layer(editor=annotation.layer.editor, revision=make_revision(text="wall " * 50))

    def queries():
        with django_assert_max_num_queries(100) as counted:
            client.get(layer.get_absolute_url())
        return len(counted)

    def link_ten(first):
        for number in range(first, first + 10):
            one = make_annotation(layer=layer, exact="wall", start=5 * number)
            make_link(annotation=one)
            make_link(annotation=one)

    link_ten(0)
    few = queries()
    link_ten(10)
    assert queries() == few


def test_an_export_says_the_current_links_by_number_of_the_fact(client, annotation):
    facts = [make_fact() for _fact in range(11)]
    for fact in (facts[10], facts[2], facts[0]):
        make_link(annotation=annotation, fact=fact)
    gone = make_link(annotation=annotation, fact=facts[5])
    links.unlink(gone, by=annotation.layer.editor)
    make_annotation(layer=annotation.layer, exact="Tuesday")
    lines = b"".join(client.get(reverse("export_csv")).streaming_content).decode().splitlines()
    first, tenth, last = facts[0].pk, facts[2].pk, facts[10].pk
    assert f",{first}:supports;{tenth}:supports;{last}:supports,open," in lines[1]
    assert ",,,open," in lines[2]


def test_an_export_of_a_submitted_layer_says_what_a_recheck_has_found(client, annotation):
    link = make_link(annotation=annotation)
    submit(annotation.layer)
    version = revise_fact(link.fact)
    recheck_actions.confirm_link(link, seen=version.pk, by=make_reviewer(), relation="contradicts")
    content = b"".join(client.get(reverse("export_csv")).streaming_content).decode()
    assert f",{link.fact_id}:contradicts,submitted," in content
    assert Annotation.objects.get().version == 1
