"""Notes beside the text as HTML."""

from decimal import Decimal
from uuid import uuid4

import lxml.html
import pytest
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import get_language
from hypothesis import given
from hypothesis import strategies as st

from annotations.facts.links import links_on
from annotations.ui.words import shortened
from annotations.workspace import card_html
from annotations.workspace.card_html import draw_card
from annotations.workspace.cards import Card, Source, SuggestionCard
from annotations.workspace.discrepancy_hints import DiscrepancyHint
from tests.factories import make_annotation, make_layer, make_link, make_suggestion

NASTY = "<b>\"&'</li>%s %(name)s {talk} שלום 👩🏽‍🏫 e\u0301"

pytestmark = pytest.mark.django_db


def drawn(card, layer, *, writable=True, may_link=True):
    html = draw_card(card, layer, writable=writable, may_link=may_link)
    return lxml.html.fragment_fromstring(html)


def with_class(element, *names):
    """The elements within that have one of the classes, class by class."""
    own = "contains(concat(' ', @class, ' '), ' {} ')"
    return [one for name in names for one in element.xpath(f".//*[{own.format(name)}]")]


def told(element, *names):
    return [one.text_content() for one in with_class(element, *names)]


def quoted(element):
    return [one.text_content() for one in element.iter("blockquote")]


def commands(element):
    return element.xpath(".//@data-command")


def nasty_annotation():
    one = make_annotation(label="statistic")
    one.exact = one.attributed_to = one.unit = NASTY
    one.note = f"{NASTY}\n{NASTY}"
    return one


def test_what_people_wrote_is_shown_as_they_wrote_it():
    one = nasty_annotation()
    card = drawn(Card(one, f"3 {NASTY}", clock=NASTY), one.layer)
    assert [*quoted(card), *told(card, "who", "by")] == [
        NASTY,
        f"3 {NASTY}",
        f"according to {NASTY}",
        f"at {NASTY}",
    ]
    assert with_class(card, "note")[0].text == NASTY
    assert card.xpath(".//p/br")[0].tail == NASTY
    assert card.get("data-unit") == NASTY
    assert card.get("aria-label") == f"Statistic: {Truncator(NASTY).chars(90)}"
    assert not card.xpath(".//b | .//li")


def test_what_is_suggested_is_shown_as_it_was_found():
    one = make_suggestion(label="claim")
    one.exact = one.attributed_to = NASTY
    source = Source(uuid4(), f"{NASTY}\n{NASTY}", 1)
    card = drawn(SuggestionCard(one, NASTY, source), make_layer())
    assert [*quoted(card), *told(card, "who")] == [NASTY, NASTY]
    assert card.get("data-attributed-to") == NASTY
    assert card.xpath(".//p/br")[0].tail == NASTY
    assert not card.xpath(".//b | .//li")


def test_facts_and_pointers_are_shown_as_they_were_written():
    one = make_annotation()
    make_link(annotation=one)
    (link,) = links_on([one])[one.pk]
    link.note = link.version.statement = NASTY
    article = one.layer.revision.article
    article.title = NASTY
    pointer = DiscrepancyHint(article, NASTY, f"/articles/1/#:~:text={NASTY}", 17)
    card = drawn(Card(one, "", links=[link], pointers=[pointer]), one.layer)
    assert told(card, "says", "note") == [NASTY, NASTY]
    (other,) = with_class(card, "pointer")[0].iter("a")
    assert (other.text, other.get("title")) == (Truncator(NASTY).chars(80), NASTY)
    assert other.get("href").endswith(NASTY)
    assert not card.xpath(".//b | .//li")


def test_the_buttons_are_those_that_the_reader_may_use():
    one = make_annotation()
    card = Card(one, "", talk=3)
    writing = drawn(card, one.layer)
    assert commands(writing) == ["facts", "edit", "note", "talk", "withdraw"]
    assert commands(drawn(card, one.layer, may_link=False)) == ["edit", "note", "talk", "withdraw"]
    assert commands(drawn(card, one.layer, writable=False)) == ["talk"]
    addresses = writing.xpath(".//footer/a/@href")
    assert all(f"/annotations/{one.pk}/" in address for address in addresses)
    note, withdrawal = writing.iter("button")
    assert note.get("type") == "button"
    assert withdrawal.get("formaction") == f"/annotations/{one.pk}/withdrawal/"
    assert withdrawal.get("value") == "1"
    assert told(writing, "count") == ["3"]


def test_a_suggestion_is_answered_in_the_layer_that_it_is_shown_in():
    one = make_suggestion()
    layer = make_annotation().layer
    shown = drawn(SuggestionCard(one, ""), layer)
    assert commands(shown) == ["accept", "edit", "dismiss"]
    below = f"/layers/{layer.pk}/suggestions/{one.pk}/"
    assert shown.xpath(".//a/@href") == [below]
    assert shown.xpath(".//@formaction") == [f"{below}acceptance/", f"{below}dismissal/"]
    assert not commands(drawn(SuggestionCard(one, ""), layer, writable=False))


def test_a_part_of_a_quote_a_value_and_a_group_are_told():
    one = make_annotation(label="statistic")
    one.value = Decimal("4.8E+7")
    one.span_group = one.pk
    card = drawn(Card(one, "48,000,000", 2, 3), one.layer)
    assert told(card, "tag") == ["part 2 of 3"]
    assert (card.get("data-value"), card.get("data-span-group")) == ("48000000", str(one.pk))
    bare = drawn(Card(make_annotation(exact="Council"), ""), one.layer)
    assert (bare.get("data-value"), bare.get("data-span-group")) == ("", "")
    assert not with_class(bare, "tag", "note", "fact", "pointer", "count")


def test_why_a_fact_is_to_be_looked_at_again_is_told():
    one = make_annotation()
    make_link(annotation=one)
    (link,) = links_on([one])[one.pk]
    link.is_revised = link.is_retired = link.is_due = True
    link.version.verified_at = None
    card = drawn(Card(one, "", links=[link]), one.layer)
    reasons = ["changed since", "retired", "due for recheck", "not verified"]
    assert told(card, "tag") == reasons


def test_what_is_drawn_once_is_drawn_for_each_language(monkeypatch):
    monkeypatch.setattr(card_html, "_", lambda words: f"{get_language()}: {words}")
    one = make_annotation()
    card_html.wording_of.cache_clear()
    try:
        drawn_in = []
        for language in ("de", "en", "de"):
            with translation.override(language):
                drawn_in += told(drawn(Card(one, "", clock="0:01"), one.layer), "by")
    finally:
        card_html.wording_of.cache_clear()
    assert drawn_in == ["de: at 0:01", "en: at 0:01", "de: at 0:01"]


@given(st.text(max_size=120), st.integers(1, 60))
def test_words_are_shortened_as_everywhere(words, most):
    assert shortened(words, most) == Truncator(words).chars(most)
