"""The admin pages of facts: everything can be read and found, nothing changed."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotations.facts import lifecycle as fact_lifecycle
from annotations.models import FactTerm, Source
from tests.factories import make_editor, make_fact, make_reviewer, make_superuser, revise_fact

pytestmark = pytest.mark.django_db

FACTS = "admin:annotations_fact_changelist"
VERSIONS = "admin:annotations_factversion_changelist"
SOURCES = "admin:annotations_source_changelist"


@pytest.fixture(params=[make_reviewer, make_superuser])
def client_(request, client):
    client.force_login(request.param())
    return client


def found(client, page, **query):
    response = client.get(reverse(page), query)
    assert response.status_code == 200
    return list(response.context["cl"].result_list)


def test_each_fact_stands_with_its_state_and_the_way_to_its_page(client_):
    draft, verified = make_fact("A draft.", verified=False), make_fact()
    due = make_fact("Due.", recheck_on=timezone.localdate() - timedelta(1))
    retired = make_fact("Retired.")
    fact_lifecycle.retire_fact(retired, by=make_reviewer(), reason="x")
    for state, fact in (
        ("draft", draft),
        ("verified", verified),
        ("recheck", due),
        ("retired", retired),
    ):
        assert found(client_, FACTS, state=state) == [fact]
    page = client_.get(reverse(FACTS)).content.decode()
    assert verified.get_absolute_url() in page
    assert "The wall costs $48 million." in page


def test_facts_versions_and_sources_are_found_by_words(client_):
    fact = make_fact()
    revise_fact(fact, verified=False)
    make_fact("It rained.", sources=[{"title": "Diary"}])
    assert found(client_, FACTS, q="48 million") == [fact]
    assert [one.number for one in found(client_, VERSIONS, q="52 million")] == [2]
    assert [one.number for one in found(client_, VERSIONS, verified="no")] == [2]
    assert [one.title for one in found(client_, SOURCES, q="Diary")] == ["Diary"]


def test_nothing_of_a_fact_is_changed_added_or_deleted_there(client_):
    fact = make_fact(verified=False)
    rows = {"fact": fact, "factversion": fact.versions.get(), "source": Source.objects.get()}
    for name, row in rows.items():
        change = reverse(f"admin:annotations_{name}_change", args=[row.pk])
        page = client_.get(change)
        assert page.status_code == 200
        assert 'name="_save"' not in page.content.decode()
        assert client_.post(change, {"statement": "x", "title": "x"}).status_code == 403
        delete = reverse(f"admin:annotations_{name}_delete", args=[row.pk])
        assert client_.post(delete, {"post": "yes"}).status_code == 403
        assert client_.get(reverse(f"admin:annotations_{name}_add")).status_code == 403
    assert fact.versions.get().statement == "The wall costs $48 million."


def test_an_editor_is_not_let_in(client):
    client.force_login(make_editor())
    assert client.get(reverse(FACTS)).status_code == 302


def test_the_terms_of_the_index_have_no_page():
    assert not admin.site.is_registered(FactTerm)


@pytest.mark.parametrize("page", [FACTS, VERSIONS, SOURCES])
def test_the_queries_of_the_lists_do_not_grow_with_them(client, page):
    client.force_login(make_superuser())

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(page))
        return len(captured)

    for number in range(10):
        make_fact(f"Gate {number}.")
    few = queries()
    for number in range(10, 20):
        make_fact(f"Gate {number}.")
    assert queries() == few
