"""Flash messages with a place of their own, over two requests as a browser makes them."""

import pytest
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory

from newsroom.flash import Flash, add_flash, keep, take_flash


@pytest.fixture
def request_with_messages():
    request = RequestFactory().get("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


def test_a_message_is_taken_at_its_place_with_what_it_is_about(request_with_messages):
    add_flash(request_with_messages, "review", "Settled.", about="group:7")
    assert take_flash(request_with_messages, "review") == (Flash("Settled.", "group:7"), [])


def test_of_several_messages_for_a_place_the_latest_is_shown(request_with_messages):
    add_flash(request_with_messages, "review", "Settled.")
    add_flash(request_with_messages, "review", "Taken back.")
    assert take_flash(request_with_messages, "review") == (Flash("Taken back.", ""), [])


def test_messages_for_other_places_and_for_none_go_to_the_head_of_the_page(request_with_messages):
    add_flash(request_with_messages, "review", "Settled.")
    messages.info(request_with_messages, "Saved.")
    flash, others = take_flash(request_with_messages, "workspace")
    assert flash is None
    assert [str(message) for message in others] == ["Settled.", "Saved."]


def test_a_fragment_leaves_the_others_to_the_next_page(request_with_messages):
    messages.info(request_with_messages, "Saved.")
    _flash, others = take_flash(request_with_messages, "review")
    keep(request_with_messages, others)
    kept = request_with_messages._messages._queued_messages
    assert [(message.level, str(message)) for message in kept] == [(messages.INFO, "Saved.")]
