"""Django's tags of i18n, of which `translate` looks words up once for each language.

The settings put it in the place of `{% load i18n %}`. A page says hundreds of fixed words, and
Django asks the catalogues for each of them in every answer, though these are read once, when a
process starts.
"""

from typing import Any

from django import template
from django.template.base import Parser, Token, Variable
from django.templatetags import i18n
from django.utils.formats import localize
from django.utils.translation import get_language, gettext

register = template.Library()
register.tags = dict(i18n.register.tags)
register.filters = dict(i18n.register.filters)


class TranslateNode(i18n.TranslateNode):
    """`{% translate "words" %}`, whose words are the same in all answers of a language."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.known: dict[str | None, str] = {}

    def render(self, context: Any) -> str:
        language = get_language()
        if language not in self.known:
            said = super().render(context)
            self.known[language] = context[self.asvar] if self.asvar else said
        if self.asvar is None:
            return self.known[language]
        context[self.asvar] = self.known[language]
        return ""


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> template.Node:
    """Django's own for what depends on the page: words in a variable, through a filter."""
    node = i18n.do_translate(parser, token)
    words = node.filter_expression
    is_fixed = isinstance(words.var, Variable) and words.var.literal is not None
    if not is_fixed or words.filters or node.message_context:
        return node
    return TranslateNode(words, node.noop, node.asvar, node.message_context)


@register.filter
def in_words(count: int) -> str:
    """A number as a sentence begins with it: “More than 1,000” where it was counted no further."""
    if getattr(count, "is_more", False):
        return gettext("More than %(number)s") % {"number": localize(int(count))}
    return str(localize(count))
