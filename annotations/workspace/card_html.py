"""A note in the margin as HTML, and the facts on it.

Written by functions and not by templates: a page has a hundred notes, and for each of them a
template calls some 2,500 functions where these call fifty. All that comes from a row goes through
`escape`; what is the same on every note is drawn once for a language.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import normalize_newlines
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from annotations.labels import LABELS
from annotations.models import Annotation, FactLink, FactVersion, Layer, Suggestion
from annotations.models.fact_link import Relation
from annotations.ui.words import shortened
from annotations.workspace.cards import Card, Source, SuggestionCard

# They stand in what is drawn once for what differs from row to row; no row has these numbers.
ID = UUID(int=0)
LAYER, SUGGESTION, FACT, VERSION = range(9_990_000_000_000_001, 9_990_000_000_000_005)
TALK = "{talk}"


@dataclass(frozen=True)
class Wording:
    """What is the same on all notes in one language: names, and patterns to be filled in with `%`.

    All is HTML, and so must be what is filled in.
    """

    label: dict[str, str]
    suggested: dict[str, str]
    relation: dict[str, str]
    part: str
    has_note: str
    according_to: str
    clock: str
    says: str
    on_fact: str
    fact: str
    fact_address: str
    as_of: str
    carried: str
    reworded: str
    revised: str
    retired: str
    due: str
    unverified: str


def draw_cards(
    cards: Iterable[Card | SuggestionCard], layer: Layer, *, writable: bool, may_link: bool
) -> list[SafeString]:
    """The notes of one layer, each as an `li`.

    `writable` is whether its reader may change the layer, `may_link` whether they may link facts.
    """
    words = wording()
    own = own_footer(get_language(), get_script_prefix(), writable, may_link)
    answers = ""
    if writable:
        drawn = suggestion_footer(get_language(), get_script_prefix())
        answers = filled_in(drawn, {LAYER: layer.pk})
    lang = escape(layer.revision.article.lang)
    return [
        mark_safe(  # noqa: S308 (escaped by the functions below)
            suggestion_html(card, lang, answers, words)
            if isinstance(card, SuggestionCard)
            else annotation_html(card, lang, own, words)
        )
        for card in cards
    ]


def draw_card(
    card: Card | SuggestionCard, layer: Layer, *, writable: bool, may_link: bool
) -> SafeString:
    """One note; see `draw_cards`."""
    return draw_cards([card], layer, writable=writable, may_link=may_link)[0]


def draw_fact(link: FactLink) -> SafeString:
    """A link to a fact, which has its reasons and sources (`links_on`)."""
    return mark_safe(fact_html(link, wording()))  # noqa: S308 (escaped there)


def draw_source(version: FactVersion) -> SafeString:
    """The day of a version, its first source and the number of others; its sources are read."""
    return mark_safe(source_html(version, wording()))  # noqa: S308 (escaped there)


def annotation_html(card: Card, lang: str, footer: str, words: Wording) -> str:
    one = card.annotation
    label = words.label[one.label]
    value = "" if one.value is None else format(one.value, "f")
    part = words.part % {"part": card.part, "parts": card.parts} if card.parts > 1 else ""
    talk = f' <span class="count">{card.talk}</span>' if card.talk else ""
    pointers = "".join(pointer_html(pointer, words) for pointer in card.pointers)
    facts = "".join(fact_html(link, words) for link in card.links)
    clock = words.clock % {"clock": escape(card.clock)} if card.clock else ""
    return (
        f'<li id="a-{one.pk}" class="card {one.label}" tabindex="-1"'
        f' aria-label="{label}: {escape(shortened(one.exact, 90))}" data-annotation="{one.pk}"'
        f' data-start="{one.start}" data-end="{one.end}" data-label="{one.label}"'
        f' data-value="{value}" data-unit="{escape(one.unit)}"'
        f' data-span-group="{one.span_group or ""}" data-version="{one.version}">'
        f'<h3><span class="label {one.label}">{label}</span> {part}{has_html(card, words)}'
        f"{who_html(one, card.amount)}"
        f'</h3><blockquote dir="auto" lang="{lang}">{escape(one.exact)}</blockquote>'
        f"{speaker_html(one, card.amount, words)}{clock}{note_html(one.note)}{pointers}{facts}"
        f"{filled_in(footer, {ID: one.pk, VERSION: one.version, TALK: talk})}</li>"
    )


def suggestion_html(card: SuggestionCard, lang: str, footer: str, words: Wording) -> str:
    one = card.suggestion
    carried = " carried" if card.source else ""
    value = "" if one.value is None else format(one.value, "f")
    return (
        f'<li id="s-{one.pk}" class="card suggestion {one.label}{carried}" tabindex="-1"'
        f' data-suggestion="{one.pk}" data-start="{one.start}" data-end="{one.end}"'
        f' data-label="{one.label}" data-attributed-to="{escape(one.attributed_to)}"'
        f' data-value="{value}" data-unit="{escape(one.unit)}">'
        f'<h3><span class="label">{words.suggested[one.label]}</span> {who_html(one, card.amount)}'
        f'</h3><blockquote dir="auto" lang="{lang}">{escape(one.exact)}</blockquote>'
        f"{carried_html(card, card.source, words) if card.source else ''}"
        f"{filled_in(footer, {SUGGESTION: one.pk})}</li>"
    )


def carried_html(card: SuggestionCard, source: Source, words: Wording) -> str:
    """What comes along from an earlier revision."""
    one = card.suggestion
    facts = "".join(fact_html(link, words) for link in card.links)
    origin = words.carried % {"number": source.revision}
    return (
        f"{speaker_html(one, card.amount, words)}{note_html(source.note)}{facts}"
        f'<p class="origin small muted">{origin}{words.reworded if one.is_reworded else ""}</p>'
    )


def has_html(card: Card, words: Wording) -> str:
    """What else the note tells, for where only its first lines are shown."""
    told = []
    if card.links:
        facts = len(card.links)
        told.append(escape(ngettext("%(n)s fact", "%(n)s facts", facts) % {"n": facts}))
    if card.annotation.note:
        told.append(words.has_note)
    if card.pointers:
        told.append("⇄")
    return f'<span class="has" aria-hidden="true">{" · ".join(told)}</span> ' if told else ""


def who_html(one: Annotation | Suggestion, amount: str) -> str:
    """The amount, or whose words they are where there is none."""
    told = amount or one.attributed_to
    return f'<span class="who"><bdi>{escape(told)}</bdi></span>' if told else ""


def speaker_html(one: Annotation | Suggestion, amount: str, words: Wording) -> str:
    """Whose words they are, where the head tells the amount."""
    if not (amount and one.attributed_to):
        return ""
    return words.according_to % {"name": escape(one.attributed_to)}


def note_html(note: str) -> str:
    if not note:
        return ""
    lines = escape(normalize_newlines(note)).replace("\n", "<br>")
    return f'<p class="note" dir="auto">{lines}</p>'


def pointer_html(pointer: Any, words: Wording) -> str:
    """What another article of the story says instead: a `discrepancy_hints.DiscrepancyHint`."""
    article = pointer.article
    fact = f" {words.on_fact % {'number': pointer.fact}}" if pointer.fact else ""
    return (
        f'<p class="pointer"><span><span aria-hidden="true">⇄</span> '
        f"{words.says % {'who': escape(pointer.who)}}</span> "
        f'<a href="{escape(pointer.url)}" title="{escape(article.title)}"'
        f' lang="{escape(article.lang)}" dir="auto">{escape(shortened(pointer.words, 80))}</a>'
        f"{fact}</p>"
    )


def fact_html(link: Any, words: Wording) -> str:
    """The relation of a fact, why it is to be looked at again, and its statement."""
    number, relation = link.fact_id, link.relation
    told = words.fact % {"number": number, "relation": words.relation[relation]}
    reasons = (
        (link.is_revised, words.revised),
        (link.is_retired, words.retired),
        (link.is_due, words.due),
        (not link.version.is_verified, words.unverified),
    )
    address = filled_in(words.fact_address, {FACT: number})
    note = f'<p class="note" dir="auto">{escape(link.note)}</p>' if link.note else ""
    return (
        f'<div class="fact {relation}" data-fact="{number}" data-relation="{relation}">'
        f'<p class="does"><span class="rel {relation}"><span aria-hidden="true" class="sign">'
        f"</span>{told}</span>{''.join(tag for holds, tag in reasons if holds)}</p>"
        f'<p class="says"><a href="{address}" dir="auto">'
        f"{escape(link.version.statement)}</a></p>{source_html(link.version, words)}"
        f"{note}</div>"
    )


def source_html(version: FactVersion, words: Wording) -> str:
    sources = list(version.sources.all())
    told = []
    if version.as_of:
        told.append(words.as_of % {"day": escape(date_format(version.as_of))})
    if sources:
        first = sources[0]
        publisher = f", <bdi>{escape(first.publisher)}</bdi>" if first.publisher else ""
        more = f" {more_sources(len(sources) - 1)}" if len(sources) > 1 else ""
        told.append(f"<bdi>{escape(first.title)}</bdi>{publisher}{more}")
    return f'<p class="source small muted">{" · ".join(told)}</p>'


def more_sources(number: int) -> str:
    return escape(ngettext("and %(n)s more", "and %(n)s more", number) % {"n": number})


def filled_in(drawn: str, values: dict[Any, Any]) -> str:
    """What was drawn once, with values for what stands there in their place: numbers or HTML."""
    for place, value in values.items():
        drawn = drawn.replace(str(place), str(value))
    return drawn


def wording() -> Wording:
    return wording_of(get_language(), get_script_prefix(), tuple(LABELS))


@cache
def wording_of(language: str | None, prefix: str, labels: tuple[str, ...]) -> Wording:
    """In the language that is active, with addresses below the prefix and the labels of the table:
    these are the keys.
    """
    by_line, tag = '<p class="by">{}</p>', '<span class="tag{}">{}</span>'
    return Wording(
        label={key: escape(str(label.name)) for key, label in LABELS.items()},
        suggested={key: escape(str(label.suggested)) for key, label in LABELS.items()},
        relation={key: escape(str(name)) for key, name in Relation.choices},
        part=tag.format("", _("part %(part)s of %(parts)s")),
        has_note=escape(_("note")),
        according_to=by_line.format(_("according to <bdi>%(name)s</bdi>")),
        clock=by_line.format(_("at %(clock)s")),
        says=_("<bdi>%(who)s</bdi> says"),
        on_fact=f"<span>{_('on fact %(number)s')}</span>",
        fact=_("Fact %(number)s %(relation)s this"),
        fact_address=reverse("fact", args=[FACT]),
        as_of=_("as of %(day)s"),
        carried=_("From your annotations of revision %(number)s"),
        reworded=" " + tag.format(" warn", _("the sentence has changed")),
        revised=" " + tag.format(" warn", _("changed since")),
        retired=" " + tag.format(" bad", _("retired")),
        due=" " + tag.format(" warn", _("due for recheck")),
        unverified=" " + tag.format("", _("not verified")),
    )


@cache
def own_footer(language: str | None, prefix: str, writable: bool, may_link: bool) -> str:
    """With ID, VERSION and TALK in their places."""
    places = {"any_id": ID, "version": VERSION, "talk": TALK}
    told = {"writable": writable, "may_link": may_link}
    return render_to_string("workspace/cards/_footer.html", places | told).strip()


@cache
def suggestion_footer(language: str | None, prefix: str) -> str:
    """With LAYER and SUGGESTION in their places."""
    places = {"any_layer": LAYER, "any_suggestion": SUGGESTION}
    return render_to_string("workspace/cards/_suggestion_footer.html", places).strip()
