"""The tag `marked_text`, over annotations/ui/marked_text.py."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe

from annotations.models import Annotation, Suggestion
from annotations.ui.marked_text import draw
from annotations.workspace.cards import Card, MarkRow, SuggestionCard
from articles.models import Revision
from articles.paragraphs import paragraphs

register = template.Library()


@register.simple_tag
def marked_text(
    revision: Revision,
    annotations: Iterable[Annotation | MarkRow],
    suggestions: Iterable[Suggestion],
    cards: Iterable[Card | SuggestionCard],
) -> SafeString:
    """All paragraphs of the text, annotations and suggestions marked; `cards` stand beside it."""
    drawn = draw(
        paragraphs(revision.text),
        annotations,
        suggestions,
        title=revision.article.title,
        described={card.key for card in cards},
    )
    return mark_safe("\n".join(drawn))  # noqa: S308 (paragraphs that are safe)
