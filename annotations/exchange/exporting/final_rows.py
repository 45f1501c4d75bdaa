"""The rows of what is final: the ruled spans of closed reviews.

As `editor_rows`: one query reads the spans in their order, and what their rulings and revisions
say is asked for some thousand of them at once.
"""

import json
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, Trim

from annotations.exchange.exporting.columns import (
    hyphened,
    in_utc,
    key_text,
    moment_text,
    number_text,
    stored_number,
)
from annotations.exchange.exporting.editor_rows import CHUNK, article_places, as_row
from annotations.exchange.exporting.facts import in_order_of_fact, joined_links
from annotations.exchange.exporting.row import Head, Row
from annotations.models import Adjudication, Guideline, Layer, RuledSpan
from annotations.models.adjudication import Rule

FINAL = "final"

REVISION = "adjudication__review__revision"
ORDER = (f"{REVISION}__article_id", f"{REVISION}__number", "start", "-end", "label", "id")
FETCHED = (
    *("adjudication_id", "label", "start", "end", "exact", "attributed_to", "unit", "note"),
    *("prefix", "suffix"),
)
WRITTEN = (
    *(key_text("id"), key_text("span_group"), stored_number("value")),
    joined_links("ruled_span"),
)
OF_REVISION = (REVISION, f"{REVISION}__number", f"{REVISION}__article_id")
REVISION_AT = len(FETCHED) + len(WRITTEN)


def full_name(user: str) -> Coalesce:
    """What str() makes of a user: the full name, else the user name; empty where there is none."""
    prefix = f"{user}__" if user else ""
    name = Trim(Concat(f"{prefix}first_name", Value(" "), f"{prefix}last_name"))
    return Coalesce(NullIf(name, Value("")), f"{prefix}username", Value(""))


def guideline_in_force_at(moment: str) -> Coalesce:
    """The number of the guidelines' version that held then; the first before there were others."""
    versions = Guideline.objects.filter(published_at__lte=OuterRef(moment)).order_by("-number")
    return Coalesce(Subquery(versions.values("number")[:1]), Value(1), output_field=TextField())


OF_RULING = {
    "decided": moment_text("decided_at"),
    "decider": full_name("decided_by"),
    "guideline": guideline_in_force_at("decided_at"),
    "looked_at": Cast("considered", TextField()),
}


class Ruling(NamedTuple):
    """What the rows of a ruling say alike; `letters` are those who had a span there, by place."""

    status: str
    decided_by: str
    decided_at: str
    rationale: str
    guideline: int
    letters: dict[str, str]


def final_rows(spans: QuerySet[RuledSpan]) -> Iterator[Row]:
    """One row per final annotation of a closed review: by article, revision and place."""
    found = spans.order_by(*ORDER).values_list(*FETCHED, *WRITTEN, *OF_REVISION)
    stream = found.iterator(chunk_size=CHUNK)
    while some := list(islice(stream, CHUNK)):
        yield from rows_of(some, rulings_of({row[0] for row in some}), Heads(some))


def rows_of(some: Collection[Any], rulings: dict[int, Ruling], heads: "Heads") -> Iterator[Row]:
    for found in some:
        ruling, label, start, end, exact, attributed_to, unit, note, prefix, suffix = found[:10]
        key, group, value, facts, revision = found[10 : REVISION_AT + 1]
        status, decided_by, decided_at, rationale, guideline, letters = rulings[ruling]
        yield as_row(
            (
                hyphened(key),
                heads.head(revision, letters.get(f"{start} {end} {label}", "")),
                label,
                start,
                end,
                exact,
                attributed_to,
                number_text(value) if value is not None else "",
                unit,
                note,
                in_order_of_fact(facts) if facts else "",
                status,
                decided_by,
                decided_at,
                rationale,
                guideline,
                decided_at,
                decided_at,
                hyphened(group) if group else "",
                prefix,
                suffix,
            )
        )


def rulings_of(pks: Collection[int]) -> dict[int, Ruling]:
    """What the rows of these rulings say alike, by the id of the ruling. One query."""
    found = Adjudication.objects.filter(pk__in=pks).annotate(**OF_RULING).order_by()
    columns = ("pk", "rule", "reason", "note", *OF_RULING)
    # One at a time: what a ruling considered is of use here for its letters alone.
    stream = found.values_list(*columns).iterator(chunk_size=100)
    return {
        pk: Ruling(
            "agreed" if rule == Rule.UNANIMOUS else "adjudicated",
            decider,
            in_utc(decided),
            ": ".join(part for part in (reason, note) if part),
            guideline,
            letters_by_place(json.loads(looked_at)),
        )
        for pk, rule, reason, note, decided, decider, guideline, looked_at in stream
    }


def letters_by_place(considered: Any) -> dict[str, str]:
    """Whose span it is: who had which extents and labels when it was ruled, as `A;B`."""
    found: dict[str, str] = {}
    for lane in sorted(considered.get("lanes", ()), key=lambda lane: lane["letter"]):
        letter = lane["letter"]
        for span in lane["spans"]:
            place = f"{span['start']} {span['end']} {span['label']}"
            before = found.get(place)
            if before is None:
                found[place] = letter
            elif before.rpartition(";")[2] != letter:  # they may have marked it twice
                found[place] = f"{before};{letter}"
    return found


class Heads:
    """The heads of the rows on some revisions, made once for each revision and its editors."""

    def __init__(self, some: Collection[Any]) -> None:
        revisions = {found[REVISION_AT]: found[REVISION_AT + 1 :] for found in some}
        articles = article_places({article for _number, article in revisions.values()})
        self.places = {
            pk: (article, *articles[article], number) for pk, (number, article) in revisions.items()
        }
        layers = Layer.objects.filter(revision__in=revisions).order_by()
        named = layers.values_list("revision_id", "letter", full_name("editor"))
        self.names = {(revision, letter): name for revision, letter, name in named}
        self.known: dict[tuple[int, str], Head] = {}

    def head(self, revision: int, letters: str) -> Head:
        """That of what these editors have, by letter (`A;B`), and perhaps nobody."""
        key = revision, letters
        if key not in self.known:
            names = (self.names[revision, letter] for letter in letters.split(";") if letter)
            self.known[key] = Head(*self.places[revision], FINAL, ";".join(names))
        return self.known[key]
