"""Two people of one name are told apart wherever people are listed."""

import pytest
from django.urls import reverse

from annotations.layers import lifecycle as layer_lifecycle
from newsroom.accounts.naming import choices_of, names_apart
from newsroom.models import User
from tests.factories import (
    make_annotation,
    make_editor,
    make_layer,
    make_lead,
    make_reviewer,
    make_superuser,
)
from tests.pages import parse, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins():
    return [make_editor(name, first_name="Ada", last_name="Lund") for name in ("ada", "al")]


def test_the_user_name_stands_behind_a_name_that_another_has_too(twins):
    ben = make_editor("ben", first_name="Ben")
    names = names_apart([*twins, ben])
    assert list(names.values()) == ["Ada Lund (ada)", "Ada Lund (al)", "Ben"]
    assert choices_of([ben, twins[1]]) == [("ben", "Ben"), ("al", "Ada Lund")]


def test_small_letters_make_no_other_name():
    make_editor("one", first_name="ada")
    make_editor("two", first_name="Ada")
    assert set(names_apart(User.objects.all()).values()) == {"ada (one)", "Ada (two)"}


def test_who_shall_read_an_article_is_chosen_among_names_told_apart(client, twins):
    client.force_login(make_reviewer("rita"))
    page = client.get(reverse("assignment") + "?editors=ada&editors=al")
    named = texts(page, "//input[@name='editors']/following-sibling::span")
    assert {"Ada Lund (ada)", "Ada Lund (al)"} <= set(named)


def test_who_takes_over_is_chosen_among_names_told_apart(client, twins):
    client.force_login(make_reviewer("rita"))
    layer = make_layer(editor=make_editor("cleo"))
    page = parse(client.get(reverse("revision_assignment", args=[layer.revision_id])))
    for select in page.xpath("//select[@name='editor']"):
        words = " ".join(select.text_content().split())
        assert "Ada Lund (ada)" in words
        assert "Ada Lund (al)" in words


def test_the_heirs_of_an_account_are_told_apart(client, twins):
    leaving = make_editor("cleo")
    make_layer(editor=leaving)
    client.force_login(make_superuser("admin"))
    page = parse(client.get(reverse("person", args=[leaving.pk])))
    words = page.xpath("//select[@name='heir']")[0].text_content()
    assert "Ada Lund (ada)" in words
    assert "Ada Lund (al)" in words


def test_the_desk_of_a_lead_and_the_filters_tell_them_apart(client, twins):
    for twin in twins:
        layer = make_layer(editor=twin)
        make_annotation(layer=layer)
        layer_lifecycle.submit(layer, by=twin)
        make_layer(editor=twin)
    client.force_login(make_lead("lee"))
    held = texts(client.get("/"), "//ul[@class='held']//a")
    assert held == ["Ada Lund (ada)", "Ada Lund (al)"]
    client.force_login(make_superuser("admin"))
    for address in (reverse("annotations"), reverse("history")):
        words = " ".join(client.get(address).content.decode().split())
        assert "Ada Lund (ada)" in words, address
        assert "Ada Lund (al)" in words, address
