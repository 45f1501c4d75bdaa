"""Recording a fact, revising one, verifying, retiring and bringing back, through the front door."""

from datetime import date

import pytest
from django.urls import reverse

from annotations.facts import lifecycle as fact_lifecycle
from annotations.models import Fact, FactVersion
from newsroom.models import Event
from tests.factories import make_editor, make_fact, make_reviewer, make_user, revise_fact
from tests.pages import has_form_to

pytestmark = pytest.mark.django_db

NEW = "/facts/new/"


@pytest.fixture
def editor(client):
    editor = make_editor()
    client.force_login(editor)
    return editor


@pytest.fixture
def reviewer(client):
    reviewer = make_reviewer()
    client.force_login(reviewer)
    return reviewer


def form(*sources, **fields):
    """What a browser posts: the fields, and each source's as sources-0-title and so on."""
    posted = {
        "statement": "The wall costs $48 million.",
        "sources-TOTAL_FORMS": len(sources),
        "sources-INITIAL_FORMS": 0,
        **fields,
    }
    for place, source in enumerate(sources):
        posted |= {f"sources-{place}-{name}": value for name, value in source.items()}
    return posted


MINUTES = {
    "title": "Minutes of 14 October",
    "publisher": "Town of Port Alder",
    "url": "town.example/minutes",
    "excerpt": "approved at a cost\r\nof $48 million",
    "accessed_on": "2025-10-20",
    "archive_url": "",
}


def test_a_fact_is_recorded_with_any_number_of_sources(client, editor):
    response = client.post(
        NEW, form(MINUTES, {"title": "Budget"}, as_of="2025-10-14", recheck_on="2026-10-14")
    )
    fact = Fact.objects.get()
    assert response.url == fact.get_absolute_url()
    version = fact.versions.get()
    assert (version.statement, version.as_of, version.recheck_on, version.recorded_by) == (
        "The wall costs $48 million.",
        date(2025, 10, 14),
        date(2026, 10, 14),
        editor,
    )
    first, second = version.sources.all()
    assert (first.url, first.excerpt) == (
        "https://town.example/minutes",
        "approved at a cost\nof $48 million",
    )
    assert (second.title, second.publisher, second.accessed_on) == ("Budget", "", None)


def test_a_source_left_empty_is_none_and_one_without_a_title_is_refused(client, editor):
    client.post(NEW, form(MINUTES, dict.fromkeys(MINUTES, "")))
    assert Fact.objects.get().versions.get().sources.count() == 1
    response = client.post(NEW, form({"publisher": "Somebody"}, statement="Another thing said."))
    assert response.status_code == 422
    assert "This field is required" in response.content.decode()
    assert Fact.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"statement": "  "}, {"statement": "x" * 2001}, {"as_of": "someday"}]
)
def test_what_cannot_be_recorded_comes_back_as_it_was_typed(client, editor, wrong):
    response = client.post(NEW, form(MINUTES, **wrong))
    assert response.status_code == 422
    assert "Minutes of 14 October" in response.content.decode()
    assert not Fact.objects.exists()


def test_a_source_more_or_fewer_keeps_what_was_typed_and_records_nothing(client, editor):
    posted = form(MINUTES, statement="", as_of="someday")
    page = client.post(NEW, {**posted, "add-source": ""})
    assert page.status_code == 200
    assert len(page.context["sources"].forms) == 2
    text = page.content.decode()
    assert "Minutes of 14 October" in text
    assert "someday" in text
    assert "errorlist" not in text
    two = form(MINUTES, {"title": "Budget"})
    page = client.post(NEW, {**two, "remove-source": "0"})
    assert "Minutes of 14 October" not in page.content.decode()
    assert "Budget" in page.content.decode()
    assert not Fact.objects.exists()


def test_who_may_not_record_is_refused(client):
    client.force_login(make_user())
    assert client.post(NEW, form(MINUTES)).status_code == 403
    assert not Fact.objects.exists()


def test_facts_that_are_like_it_are_shown_before_it_is_recorded_twice(client, editor):
    known = make_fact("The sea wall of Port Alder costs $48 million.")
    response = client.post(NEW, form(MINUTES))
    assert response.status_code == 200
    assert known.get_absolute_url() in response.content.decode()
    assert Fact.objects.count() == 1
    assert client.post(NEW, form(MINUTES, seen_alike="1")).status_code == 302
    assert Fact.objects.count() == 2


def test_the_same_form_sent_twice_records_one_fact(client, editor):
    for more in ({}, {}, {"seen_alike": "1"}):
        response = client.post(NEW, form(MINUTES, as_of="2025-10-14", **more))
        assert response.url == Fact.objects.get().get_absolute_url()


@pytest.mark.parametrize(
    "another",
    [form(MINUTES, as_of="2025-10-15"), form({"title": "Budget"}), form(statement="It costs $9.")],
)
def test_a_form_that_says_anything_else_records_another_fact(client, editor, another):
    client.post(NEW, form(MINUTES))
    assert client.post(NEW, {**another, "seen_alike": "1"}).status_code == 302
    assert Fact.objects.count() == 2


def test_the_same_words_of_somebody_else_are_another_fact(client, editor):
    client.post(NEW, form(MINUTES))
    client.force_login(make_editor())
    client.post(NEW, form(MINUTES, seen_alike="1"))
    assert Fact.objects.count() == 2


def test_while_it_is_written_a_script_asks_for_the_facts_that_are_like_it(client, editor):
    known = make_fact("The sea wall of Port Alder costs $48 million.")
    fragment = client.get(NEW, {"statement": "The wall costs"}, headers={"X-Fragment": "1"})
    assert known.get_absolute_url() in fragment.content.decode()
    assert "<html" not in fragment.content.decode()
    fragment = client.get(NEW, {"statement": "A ferry sank"}, headers={"X-Fragment": "1"})
    assert known.get_absolute_url() not in fragment.content.decode()


def revision(fact, **fields):
    posted = {"statement": "The wall costs $52 million.", "reason": "Corrected.", "seen": 1}
    return form(MINUTES, **{**posted, **fields})


def test_a_revision_is_recorded_beside_what_stands(client, editor):
    fact = make_fact()
    address = reverse("fact_revision", args=[fact.pk])
    begins = client.get(address).content.decode()
    assert "The wall costs $48 million." in begins
    assert fact.versions.get().sources.get().title in begins
    assert client.post(address, revision(fact)).url == fact.get_absolute_url()
    assert fact.versions.count() == 2
    page = client.get(fact.get_absolute_url()).content.decode()
    assert "A revision waits to be verified" in page
    assert "<del>$48</del><ins>$52</ins>" in page


def test_a_revision_without_a_reason_is_refused(client, editor):
    fact = make_fact()
    address = reverse("fact_revision", args=[fact.pk])
    assert client.post(address, revision(fact, reason="")).status_code == 422
    assert fact.versions.count() == 1


def test_who_revises_meanwhile_is_named_with_what_differs_and_nothing_is_lost(client, editor):
    fact = make_fact()
    revise_fact(fact, "The wall costs $50 million.", by=make_editor("brigitta"))
    address = reverse("fact_revision", args=[fact.pk])
    response = client.post(address, revision(fact))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Meanwhile brigitta recorded version 2" in page
    assert "<del>$50</del><ins>$52</ins>" in page
    assert "Minutes of 14 October" in page
    assert fact.versions.count() == 2
    again = revision(fact, seen=response.context["form"]["seen"].value())
    assert client.post(address, again).status_code == 302
    assert fact.versions.count() == 3


def test_a_retired_fact_is_not_revised(client, reviewer):
    fact = make_fact()
    fact_lifecycle.retire_fact(fact, by=reviewer, reason="x")
    address = reverse("fact_revision", args=[fact.pk])
    assert client.get(address).status_code == 409
    assert client.post(address, revision(fact)).status_code == 409
    assert fact.versions.count() == 1


def verification(client, fact, version=1):
    return client.post(reverse("fact_verification", args=[fact.pk]), {"version": version})


def test_a_draft_is_verified_by_another_person(client, reviewer):
    fact = make_fact(verified=False)
    address = reverse("fact_verification", args=[fact.pk])
    assert has_form_to(client.get(fact.get_absolute_url()), address)
    assert verification(client, fact).status_code == 302
    assert fact.versions.get().verified_by == reviewer
    assert not has_form_to(client.get(fact.get_absolute_url()), address)


def test_who_recorded_it_is_told_why_they_cannot(client, reviewer):
    fact = make_fact(verified=False, by=reviewer)
    page = client.get(fact.get_absolute_url()).content.decode()
    assert "somebody else has to verify it" in page
    assert not has_form_to(page, reverse("fact_verification", args=[fact.pk]))
    response = verification(client, fact)
    assert response.status_code == 403
    assert "somebody else has to verify it" in response.content.decode()
    assert not fact.versions.get().is_verified


def test_an_editor_is_told_whom_to_ask(client, editor):
    fact = make_fact(verified=False)
    assert (
        "Ask somebody who may verify facts" in client.get(fact.get_absolute_url()).content.decode()
    )
    assert verification(client, fact).status_code == 403
    assert not fact.versions.get().is_verified


def test_a_version_that_the_verifier_has_not_read_is_not_verified(client, reviewer):
    fact = make_fact(verified=False)
    revise_fact(fact, verified=False)
    assert verification(client, fact, version=1).status_code == 409
    assert not FactVersion.objects.exclude(verified_at=None).exists()
    assert verification(client, fact, version=2).status_code == 302


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "²"])
def test_a_version_that_is_not_there_is_not_found(client, reviewer, version):
    assert verification(client, make_fact(verified=False), version).status_code == 404


def test_a_fact_without_a_source_says_what_it_lacks(client, reviewer):
    fact = fact_lifecycle.record_fact(statement="It rained.", sources=[], by=make_editor())
    assert "names no source" in client.get(fact.get_absolute_url()).content.decode()
    assert verification(client, fact).status_code == 409


def retirement(client, fact, **fields):
    return client.post(
        reverse("fact_retirement", args=[fact.pk]), {"reason": "Outdated.", **fields}
    )


def test_a_fact_is_retired_with_a_successor_and_brought_back(client, reviewer):
    fact, other = make_fact(), make_fact("The wall costs $52 million.")
    assert retirement(client, fact, replaced_by=other.pk).status_code == 302
    fact.refresh_from_db()
    assert fact.replaced_by == other
    assert Event.objects.filter(verb="fact.retired").count() == 1
    assert client.post(reverse("fact_return", args=[fact.pk])).status_code == 302
    fact.refresh_from_db()
    assert (fact.retired_at, fact.replaced_by) == (None, None)


def test_a_successor_may_be_named_as_it_is_searched_for(client, reviewer):
    fact, other = make_fact(), make_fact("The wall costs $52 million.")
    assert retirement(client, fact, replaced_by=f" #{other.pk}").status_code == 302
    fact.refresh_from_db()
    assert fact.replaced_by == other


@pytest.mark.parametrize("wrong", ["itself", "retired", 999999, 10**30, "x", "#", "##1"])
def test_a_successor_must_be_another_fact_that_stands(client, reviewer, wrong):
    fact, retired = make_fact(), make_fact("The wall costs $36 million.")
    fact_lifecycle.retire_fact(retired, by=reviewer, reason="x")
    number = {"itself": fact.pk, "retired": retired.pk}.get(wrong, wrong)
    response = retirement(client, fact, replaced_by=number)
    assert response.status_code == 422
    fact.refresh_from_db()
    assert fact.retired_at is None


def test_a_retirement_needs_a_reason(client, reviewer):
    fact = make_fact()
    assert retirement(client, fact, reason=" ").status_code == 422


def test_an_editor_retires_a_mistake_of_their_own_and_nothing_else(client, editor):
    mistake = make_fact("A mistake.", verified=False, by=editor)
    anothers = make_fact("Not mine.", verified=False)
    verified = make_fact("Verified.", by=editor)
    joint = make_fact("Ours.", verified=False, by=editor)
    revise_fact(joint, verified=False)
    answers = [
        retirement(client, fact).status_code for fact in (mistake, anothers, verified, joint)
    ]
    assert answers == [302, 403, 403, 403]
