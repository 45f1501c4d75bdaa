"""The notes beside a text, and the facts on them, over annotations/workspace/card_html.py."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from annotations.models import FactLink, FactVersion
from annotations.workspace.card_html import draw_cards, draw_fact, draw_source
from annotations.workspace.cards import Card, SuggestionCard

register = template.Library()


@register.simple_tag(takes_context=True)
def notes(context: dict[str, Any], cards: Iterable[Card | SuggestionCard]) -> SafeString:
    """The `cards` of the `layer` on the page, which is `writable` or not."""
    may_link = context["request"].user.has_perm("annotations.record_fact")
    drawn = draw_cards(cards, context["layer"], writable=context["writable"], may_link=may_link)
    return mark_safe("".join(drawn))  # noqa: S308 (each is)


@register.simple_tag
def linked_fact(link: FactLink) -> SafeString:
    return draw_fact(link)


@register.simple_tag
def fact_source(version: FactVersion) -> SafeString:
    return draw_source(version)
