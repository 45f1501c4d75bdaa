"""Django's tags of i18n: `translate` looks words up once for each language, and numbers within
words are written for reading.

The settings put it in the place of `{% load i18n %}`. A page says hundreds of fixed words, and
Django asks the catalogues for each of them in every answer, though these are read once, when a
process starts.
"""

from typing import Any

from django import template
from django.template.base import FilterExpression, Parser, Token, TokenType, Variable
from django.templatetags import i18n
from django.utils.translation import get_language, gettext

from newsroom.formats import Grouped

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


class Read:
    """An expression of a template, of which a number is written for reading.

    Django can be set to part the thousands of every number of a template; it would do so within
    addresses and the values of forms.
    """

    def __init__(self, expression: FilterExpression) -> None:
        self.expression = expression

    def resolve(self, context: Any) -> Any:
        return grouped(self.expression.resolve(context))


@register.tag("blocktranslate")
@register.tag("blocktrans")
def blocktranslate(parser: Parser, token: Token) -> template.Node:
    """Django's own, with 4,000 for 4000, unless it is a key: a key is a name."""
    node: Any = i18n.do_block_translate(parser, token)
    given = {
        part.contents: parser.compile_filter(part.contents)
        for part in [*node.singular, *(node.plural or [])]
        if part.token_type == TokenType.VAR and part.contents != node.countervar
    }
    for name, expression in {**given, **node.extra_context}.items():
        if not str(expression.token).endswith((".pk", "_id")):
            node.extra_context[name] = Read(expression)
    if node.counter:
        node.counter = Read(node.counter)
    return node


@register.filter
def grouped(number: Any) -> Any:
    """«4,000», where it is a number at all."""
    is_long = isinstance(number, int) and not -1000 < number < 1000
    return Grouped(number) if is_long else number


@register.filter
def in_words(count: int) -> str:
    """A number as a sentence begins with it: “More than 1,000” where it was counted no further."""
    if getattr(count, "is_more", False):
        return gettext("More than %(number)s") % {"number": Grouped(count)}
    return str(Grouped(count))
