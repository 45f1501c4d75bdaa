"""Recording, revising, verifying and retiring facts."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, IntegrityError, transaction

from annotations.facts import lifecycle as fact_lifecycle
from annotations.facts import search
from annotations.models import Fact, FactTerm, FactVersion, Source
from newsroom.models import Event
from tests.at_once import at_once
from tests.factories import make_editor, make_reviewer, make_user

pytestmark = pytest.mark.django_db

SOURCE = {"title": "Minutes of 14 October", "publisher": "Town of Port Alder"}


def make_fact(statement="The wall costs $48 million.", *, sources=(SOURCE,), by=None, **fields):
    return fact_lifecycle.record_fact(
        statement=statement, sources=sources, by=by or make_editor(), **fields
    )


def make_verified_fact(statement="The wall costs $48 million.", **fields):
    fact = make_fact(statement, **fields)
    fact_lifecycle.verify_version(fact.versions.get(), by=make_reviewer())
    return fact


def revise(fact, statement="The wall costs $52 million.", *, seen=1, by=None, **fields):
    return fact_lifecycle.revise_fact(
        fact,
        statement=statement,
        sources=fields.pop("sources", [SOURCE]),
        reason="The council corrected it.",
        seen=seen,
        by=by or make_editor(),
        **fields,
    )


def events():
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_a_recorded_fact_is_a_draft_with_its_sources():
    editor = make_editor()
    fact = make_fact(by=editor, as_of=date(2025, 10, 14), recheck_on=date(2026, 10, 14))
    version = fact.versions.get()
    assert (version.number, version.recorded_by, version.is_verified) == (1, editor, False)
    assert (version.as_of, version.recheck_on) == (date(2025, 10, 14), date(2026, 10, 14))
    assert version.sources.get().publisher == "Town of Port Alder"
    assert search.search("wall") == [fact]
    event = Event.objects.get()
    assert (event.verb, event.actor, event.subject_id) == ("fact.recorded", editor, str(fact.pk))
    assert event.detail["statement"] == "The wall costs $48 million."
    assert event.detail["as_of"] == "2025-10-14"


def test_an_empty_statement_is_no_fact():
    with pytest.raises(DatabaseError), transaction.atomic():
        make_fact("")
    assert not Fact.objects.exists()
    assert not Event.objects.exists()


def test_somebody_else_with_the_permission_verifies():
    fact, reviewer = make_fact(), make_reviewer()
    version = fact_lifecycle.verify_version(fact.versions.get(), by=reviewer)
    assert (version.verified_by, version.is_verified) == (reviewer, True)
    assert Fact.objects.with_current_version().get().current_version_id == version.pk
    assert events() == ["fact.recorded", "fact.verified"]


def test_verifying_twice_verifies_once():
    fact, first = make_fact(), make_reviewer()
    fact_lifecycle.verify_version(fact.versions.get(), by=first)
    assert (
        fact_lifecycle.verify_version(fact.versions.get(), by=make_reviewer()).verified_by == first
    )
    assert events() == ["fact.recorded", "fact.verified"]


@pytest.mark.parametrize("make", [make_editor, make_user])
def test_nobody_verifies_without_the_permission(make):
    fact = make_fact()
    with pytest.raises(fact_lifecycle.NotAllowedToVerify, match="Ask somebody"):
        fact_lifecycle.verify_version(fact.versions.get(), by=make())
    assert not fact.versions.get().is_verified
    assert events() == ["fact.recorded"]


def test_an_editor_who_was_given_the_permission_verifies():
    fact, editor = make_fact(), make_editor()
    editor.user_permissions.add(Permission.objects.get(codename="verify_fact"))
    assert fact_lifecycle.verify_version(fact.versions.get(), by=editor).verified_by == editor


def test_nobody_verifies_what_they_recorded_themselves():
    reviewer = make_reviewer()
    fact = make_fact(by=reviewer)
    with pytest.raises(fact_lifecycle.NotAllowedToVerify, match="somebody else"):
        fact_lifecycle.verify_version(fact.versions.get(), by=reviewer)
    assert not fact.versions.get().is_verified


def test_where_the_setting_says_so_one_verifies_ones_own(settings):
    settings.SELF_VERIFY = True
    reviewer = make_reviewer()
    fact = make_fact(by=reviewer)
    assert fact_lifecycle.verify_version(fact.versions.get(), by=reviewer).verified_by == reviewer


def test_the_setting_gives_nobody_the_permission(settings):
    settings.SELF_VERIFY = True
    editor = make_editor()
    with pytest.raises(fact_lifecycle.NotAllowedToVerify):
        fact_lifecycle.verify_version(make_fact(by=editor).versions.get(), by=editor)


def test_who_recorded_the_first_version_may_verify_the_second_of_somebody_else():
    reviewer = make_reviewer()
    fact = make_fact(by=reviewer)
    assert fact_lifecycle.verify_version(revise(fact), by=reviewer).verified_by == reviewer


def test_a_fact_without_a_source_is_not_verified():
    fact = make_fact(sources=[])
    with pytest.raises(fact_lifecycle.SourceMissing):
        fact_lifecycle.verify_version(fact.versions.get(), by=make_reviewer())
    assert not fact.versions.get().is_verified


def test_a_verified_version_is_never_updated():
    version = make_verified_fact().versions.get()
    version.statement = "Something else."
    with pytest.raises(DatabaseError), transaction.atomic():
        version.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        FactVersion.objects.update(reason="x")
    assert FactVersion.objects.get().statement == "The wall costs $48 million."


def test_a_source_is_never_updated_so_that_what_was_verified_stays():
    version = make_verified_fact().versions.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        version.sources.update(url="https://elsewhere.example/")
    assert not version.sources.filter(url="https://elsewhere.example/").exists()


@pytest.mark.parametrize("field", ["url", "archive_url"])
@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", " https://a.example"]
)
def test_no_source_is_kept_with_what_is_no_address(field, address):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_fact(sources=[{**SOURCE, field: address}])
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    "address", ["", "https://a.example/x", "http://a.example", "ftp://a.example/x"]
)
def test_a_source_is_kept_with_an_address_or_none(address):
    make_fact(sources=[{**SOURCE, "url": address, "archive_url": address}])
    assert Source.objects.get().url == address


def test_a_draft_may_be_updated_which_is_how_it_is_verified():
    make_fact()
    assert FactVersion.objects.update(reason="x") == 1


def test_a_revision_is_a_new_version_that_speaks_once_it_is_verified():
    fact = make_verified_fact()
    revision = revise(fact)
    assert (revision.number, revision.is_verified) == (2, False)
    current = Fact.objects.with_current_version()
    assert current.get().current_version_id == fact.versions.get(number=1).pk
    fact_lifecycle.verify_version(revision, by=make_reviewer())
    assert current.get().current_version_id == revision.pk
    event = Event.objects.get(verb="fact.revised")
    assert event.detail["old"]["statement"] == "The wall costs $48 million."
    assert event.detail["new"]["statement"] == "The wall costs $52 million."
    assert event.detail["reason"] == "The council corrected it."


def test_ones_own_draft_is_not_written_over_since_somebody_may_have_linked_it():
    editor = make_editor()
    fact = make_fact(by=editor)
    revise(fact, by=editor, sources=[])
    statements = fact.versions.order_by("number").values_list("statement", flat=True)
    assert list(statements) == ["The wall costs $48 million.", "The wall costs $52 million."]
    assert Source.objects.count() == 1


def test_who_has_not_seen_the_latest_version_is_told():
    fact = make_fact()
    revise(fact)
    with pytest.raises(fact_lifecycle.FactChanged) as refusal:
        revise(fact, "The wall costs $50 million.", seen=1)
    assert refusal.value.extra == {"latest": 2}
    assert fact.versions.count() == 2
    revise(fact, "The wall costs $50 million.", seen=2)
    assert fact.versions.count() == 3


def test_only_the_latest_version_is_verified():
    fact = make_fact()
    first = fact.versions.get()
    second = revise(fact)
    with pytest.raises(fact_lifecycle.FactChanged, match="later version"):
        fact_lifecycle.verify_version(first, by=make_reviewer())
    assert fact_lifecycle.verify_version(second, by=make_reviewer()).is_verified


def test_a_retired_fact_keeps_its_number_and_names_its_successor():
    old, new = make_verified_fact(), make_verified_fact("The wall costs $52 million.")
    retired = fact_lifecycle.retire_fact(
        old, by=make_reviewer(), reason="Counted again.", replaced_by=new
    )
    assert (retired.pk, retired.replaced_by) == (old.pk, new)
    assert retired.retired_at
    assert search.search("$48 million") == [new]
    event = Event.objects.get(verb="fact.retired")
    assert event.detail == {"reason": "Counted again.", "replaced_by": new.pk}


def test_a_retired_fact_is_neither_revised_nor_verified_nor_retired_again():
    fact = make_fact()
    fact_lifecycle.retire_fact(fact, by=make_reviewer(), reason="A mistake.")
    for act in (
        lambda: revise(fact),
        lambda: fact_lifecycle.verify_version(fact.versions.get(), by=make_reviewer()),
        lambda: fact_lifecycle.retire_fact(fact, by=make_reviewer(), reason="Again."),
    ):
        with pytest.raises(fact_lifecycle.FactRetired):
            act()
    assert fact.versions.count() == 1
    assert events() == ["fact.recorded", "fact.retired"]


def test_a_fact_replaces_neither_itself_nor_another_when_it_is_retired():
    fact, other = make_fact(), make_fact("The wall costs $52 million.")
    with pytest.raises(fact_lifecycle.NoSuccessor):
        fact_lifecycle.retire_fact(fact, by=make_reviewer(), reason="x", replaced_by=fact)
    fact_lifecycle.retire_fact(other, by=make_reviewer(), reason="x")
    with pytest.raises(fact_lifecycle.NoSuccessor):
        fact_lifecycle.retire_fact(fact, by=make_reviewer(), reason="x", replaced_by=other)
    assert not Fact.objects.get(pk=fact.pk).retired_at


def test_a_fact_that_is_brought_back_has_no_successor_and_can_be_revised():
    fact, other = make_fact(), make_fact("The wall costs $52 million.")
    fact_lifecycle.retire_fact(fact, by=make_reviewer(), reason="x", replaced_by=other)
    back = fact_lifecycle.bring_back_fact(fact, by=make_reviewer())
    assert (back.retired_at, back.replaced_by) == (None, None)
    assert revise(fact).number == 2


def test_bringing_back_what_is_not_retired_does_nothing():
    fact = make_fact()
    fact_lifecycle.bring_back_fact(fact, by=make_reviewer())
    assert events() == ["fact.recorded"]


def kinds(outcomes):
    return sorted(type(outcome).__name__ for outcome in outcomes)


@pytest.mark.django_db(transaction=True)
def test_of_two_revisions_at_once_the_second_is_told_of_the_first():
    fact, ada, ben = make_fact(), make_editor(), make_editor()
    outcomes = at_once(
        lambda: revise(fact, by=ada), lambda: revise(fact, "Or $50 million.", by=ben)
    )
    assert kinds(outcomes) == ["FactChanged", "FactVersion"]
    assert fact.versions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_revision_and_a_verification_at_once_leave_no_version_verified_unseen():
    fact, ben, rita = make_fact(), make_editor(), make_reviewer()
    version = fact.versions.get()
    revised, verified = at_once(
        lambda: revise(fact, by=ben), lambda: fact_lifecycle.verify_version(version, by=rita)
    )
    assert isinstance(revised, FactVersion)
    assert not revised.is_verified
    assert isinstance(verified, FactVersion | fact_lifecycle.FactChanged)


@pytest.mark.django_db(transaction=True)
def test_two_facts_that_are_to_replace_each_other_at_once_do_not():
    one, other, rita = make_fact(), make_fact("The wall costs $52 million."), make_reviewer()
    outcomes = at_once(
        lambda: fact_lifecycle.retire_fact(one, by=rita, reason="x", replaced_by=other),
        lambda: fact_lifecycle.retire_fact(other, by=rita, reason="x", replaced_by=one),
    )
    assert kinds(outcomes) == ["Fact", "NoSuccessor"] or kinds(outcomes) == ["Fact", "FactRetired"]
    assert Fact.objects.standing().count() == 1


@pytest.mark.django_db(transaction=True)
def test_facts_recorded_at_once_are_all_counted_in_the_index():
    editor = make_editor()
    outcomes = at_once(
        *[
            lambda number=number: make_fact(
                f"Gate {number} of the wall, {'north' if number % 2 else 'south'}.", by=editor
            )
            for number in range(4)
        ]
    )
    assert kinds(outcomes) == ["Fact"] * 4
    counted = dict(FactTerm.objects.values_list("term", "facts"))
    assert (counted["wall"], counted["north"], counted["south"]) == (4, 2, 2)
