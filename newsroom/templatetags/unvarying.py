"""A part of a page that is the same on every page, drawn once in each language."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


class UnvaryingNode(template.Node):
    def __init__(self, nodelist: NodeList, keys: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.keys = keys
        self.known: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Any) -> SafeString:
        on = (get_language(), get_script_prefix(), *(key.resolve(context) for key in self.keys))
        if on not in self.known:
            self.known[on] = self.nodelist.render(context.new({}))
        return self.known[on]


@register.tag
def unvarying(parser: Parser, token: Token) -> UnvaryingNode:
    """`{% unvarying table %}…{% endunvarying %}`: what is within knows no variable of the page, so
    it cannot depend on one. It is drawn anew for another value of `table`, if one is named.
    """
    keys = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endunvarying",))
    parser.delete_first_token()
    return UnvaryingNode(nodelist, keys)
