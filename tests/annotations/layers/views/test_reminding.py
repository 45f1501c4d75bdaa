"""Remind, as a reviewer presses it: on the desk, in the list of what is late, and for all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import Notice
from tests.factories import make_editor, make_layer, make_lead, make_reviewer, make_superuser
from tests.pages import has_form_to, texts

pytestmark = pytest.mark.django_db

ALL = "/desk/late/reminder/"


def late_layer(editor=None, **fields):
    due_on = timezone.localdate() - timedelta(days=2)
    return make_layer(editor=editor or make_editor(), due_on=due_on, **fields)


def address_of(layer):
    return f"/revisions/{layer.revision_id}/assignment/reminder/"


def press(client, by, address, **fields):
    client.force_login(by)
    return client.post(address, fields)


def reminded():
    return set(Notice.objects.values_list("user", flat=True))


def test_the_desk_reminds_all_who_are_late_with_a_text_and_names_nobody(client):
    layer = late_layer(make_editor("benedict"))
    other = late_layer(make_editor("adalbert"), revision=layer.revision)
    rita = make_reviewer()
    client.force_login(rita)
    assert has_form_to(client.get("/"), address_of(layer))
    answer = press(client, rita, address_of(layer), next="/")
    assert answer.url == "/"
    assert reminded() == {layer.editor_id, other.editor_id}
    page = client.get("/")
    assert not has_form_to(page, address_of(layer))
    section = " ".join(texts(page, "//section[@aria-labelledby='in-work']"))
    assert "reminded today" in section
    assert "benedict" not in section


def test_the_list_of_what_is_late_reminds_of_one_reading_by_its_letter(client):
    layer = late_layer(letter="A")
    late_layer(revision=layer.revision, letter="B")
    rita = make_reviewer()
    client.force_login(rita)
    assert has_form_to(client.get("/desk/late/"), address_of(layer))
    press(client, rita, address_of(layer), letter="A")
    assert reminded() == {layer.editor_id}
    assert "reminded today" in client.get("/desk/late/").content.decode()
    assert has_form_to(client.get("/desk/late/"), ALL)


def test_all_are_reminded_by_one_button_which_then_goes(client):
    layers = [late_layer() for _number in range(3)]
    rita = make_reviewer()
    assert press(client, rita, ALL).url == "/desk/late/"
    assert reminded() == {layer.editor_id for layer in layers}
    assert not has_form_to(client.get("/desk/late/"), ALL)
    assert press(client, rita, ALL).status_code == 302
    assert Notice.objects.count() == 3


def test_a_superuser_reminds_somebody_by_name_and_whoever_is_blind_may_not(client):
    layer = late_layer(make_editor("benedict"))
    late_layer()
    lead = make_lead()
    assert press(client, lead, ALL, editor="benedict").status_code == 403
    client.force_login(lead)
    people = "//section[@aria-labelledby='people']//form"
    assert not texts(client.get("/"), people)
    assert not reminded()
    root = make_superuser()
    client.force_login(root)
    assert len(texts(client.get("/"), people)) == 2
    press(client, root, ALL, editor="benedict")
    assert reminded() == {layer.editor_id}


def test_an_editor_is_refused(client):
    layer = late_layer()
    for address in (ALL, address_of(layer)):
        assert press(client, make_editor(), address).status_code == 403
    assert not reminded()


def test_it_leads_to_no_page_that_is_not_ours(client):
    answer = press(client, make_reviewer(), ALL, next="https://elsewhere.example/")
    assert answer.url == "/desk/late/"


def test_a_letter_that_nobody_has_is_not_there(client):
    layer = late_layer(letter="A")
    answer = press(client, make_reviewer(), address_of(layer), letter="Z")
    assert answer.status_code == 404
