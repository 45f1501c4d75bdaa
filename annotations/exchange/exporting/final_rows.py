"""The rows of what is final: the ruled spans of closed reviews.

As `editor_rows`: one query reads the spans in their order, and what their rulings and revisions
say is asked for some thousand of them at once.
"""

import json
from collections.abc import Collection, Iterator
from itertools import islice
from operator import itemgetter
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, Trim

from annotations.exchange.exporting.columns import (
    YES_OR_NO,
    hyphened,
    in_utc,
    key_text,
    moment_text,
    number_text,
    stored_number,
    stored_truth,
)
from annotations.exchange.exporting.editor_rows import CHUNK, Editors, article_places, as_row
from annotations.exchange.exporting.facts import UNLINKED, joined_links, links_in_order
from annotations.exchange.exporting.row import Head, Row
from annotations.models import Adjudication, Annotation, Guideline, Layer, RuledSpan
from annotations.models.adjudication import Rule
from newsroom.prepared import ask

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
    name = Trim(Concat(f"{user}__first_name", Value(" "), f"{user}__last_name"))
    return Coalesce(NullIf(name, Value("")), f"{user}__username", Value(""))


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


# What the rows of a ruling say alike, from the status to the version of the guidelines, and then
# who had which span there when it was ruled.
Letters = dict[tuple[int, int, str], str]
Ruling = tuple[str, str, str, str, int, Letters]

# What is known of an annotation by revision, letter and place: its origin, and whether suggestions
# were shown, each as it is written.
Origins = dict[tuple[int, str, tuple[int, int, str]], tuple[str, str]]
UNKNOWN = "", ""

# Reads one value of JSON, without asking first how the text is encoded and what stands around it.
read_json = json.JSONDecoder().raw_decode
letter_of = itemgetter("letter")
place_of = itemgetter("start", "end", "label")


def final_rows(spans: QuerySet[RuledSpan]) -> Iterator[Row]:
    """One row per final annotation of a closed review: by article, revision and place."""
    found = spans.order_by(*ORDER).values_list(*FETCHED, *WRITTEN, *OF_REVISION)
    stream = found.iterator(chunk_size=CHUNK)
    editors = Editors()
    while some := list(islice(stream, CHUNK)):
        rulings = rulings_of({row[0] for row in some})
        origins = origins_in({row[REVISION_AT] for row in some})
        yield from rows_of(some, rulings, Heads(some, editors), origins)


def rows_of(
    some: Collection[Any], rulings: dict[int, Ruling], heads: "Heads", origins: "Origins"
) -> Iterator[Row]:
    known = heads.known
    for found in some:
        # As of an editor: one unpacking.
        (
            ruling,
            label,
            start,
            end,
            exact,
            attributed_to,
            unit,
            note,
            prefix,
            suffix,
            key,
            group,
            value,
            facts,
            revision,
            _number,
            _article,
        ) = found
        status, decided_by, decided_at, rationale, guideline, by_place = rulings[ruling]
        place = start, end, label
        letters = by_place.get(place, "")
        came, shown = joined_origins(origins, revision, letters, place) if origins else UNKNOWN
        linked, fact_ids = links_in_order(facts) if facts else UNLINKED
        yield as_row(
            (
                hyphened(key),
                known.get((revision, letters)) or heads.head(revision, letters),
                label,
                start,
                end,
                exact,
                attributed_to,
                number_text(value) if value is not None else "",
                unit,
                note,
                linked,
                status,
                decided_by,
                decided_at,
                rationale,
                guideline,
                decided_at,
                decided_at,
                hyphened(group) if group else "",
                came,
                shown,
                fact_ids,
                prefix,
                suffix,
            )
        )


def origins_in(revisions: Collection[int]) -> Origins:
    """The origins that are known of what editors marked in these revisions. One query."""
    return {
        (revision, letter, (start, end, label)): (origin or "", YES_OR_NO[shown])
        for revision, letter, start, end, label, origin, shown in ask(
            origins_known, revisions=list(revisions)
        )
    }


def origins_known(revisions: Any) -> QuerySet[Any]:
    columns = ("layer__revision_id", "layer__letter", "start", "end", "label", "origin")
    told = Q(origin__isnull=False) | Q(suggestions_shown__isnull=False)
    known = Annotation.objects.live().filter(told, layer__revision__in=revisions)
    return known.order_by().values_list(*columns, stored_truth("suggestions_shown"))


def joined_origins(
    origins: Origins, revision: int, letters: str, place: tuple[int, int, str]
) -> tuple[str, str]:
    """Origin and whether suggestions were shown, of each editor in the order of the letters.

    Empty where nothing is known of any.
    """
    if not letters:
        return UNKNOWN
    found = [origins.get((revision, letter, place), UNKNOWN) for letter in letters.split(";")]
    came, shown = map(";".join, zip(*found, strict=True))
    return came if came.strip(";") else "", shown if shown.strip(";") else ""


def rulings_of(pks: Collection[int]) -> dict[int, Ruling]:
    """What the rows of these rulings say alike, by the id of the ruling. One query."""
    return {
        pk: (
            "agreed" if rule == Rule.UNANIMOUS else "adjudicated",
            decider,
            in_utc(decided),
            f"{reason}: {note}" if reason and note else reason or note,
            guideline,
            # Read one by one: many at once would have the collector of garbage visit them all.
            letters_by_place(read_json(looked_at)[0]),
        )
        for pk, rule, reason, note, decided, decider, guideline, looked_at in ask(
            rulings_with, pks=list(pks)
        )
    }


def rulings_with(pks: Any) -> QuerySet[Any]:
    columns = ("pk", "rule", "reason", "note", *OF_RULING)
    found = Adjudication.objects.filter(pk__in=pks).annotate(**OF_RULING)
    return found.order_by().values_list(*columns)


def letters_by_place(considered: Any) -> Letters:
    """Whose span it is: who had which extents and labels when it was ruled, as `A;B`."""
    found: Letters = {}
    for lane in sorted(considered.get("lanes", ()), key=letter_of):
        letter = lane["letter"]
        for place in map(place_of, lane["spans"]):
            before = found.get(place)
            if before is None:
                found[place] = letter
            elif before.rpartition(";")[2] != letter:  # they may have marked it twice
                found[place] = f"{before};{letter}"
    return found


class Heads:
    """The heads of the rows on some revisions, made once for each revision and its editors."""

    def __init__(self, some: Collection[Any], editors: Editors) -> None:
        revisions = {found[REVISION_AT]: found[REVISION_AT + 1 :] for found in some}
        articles = article_places({article for _number, article in revisions.values()})
        self.places = {
            pk: (article, *articles[article], number) for pk, (number, article) in revisions.items()
        }
        layers = ask(layers_of, revisions=list(revisions))
        editors.learn({editor for _revision, _letter, editor in layers})
        self.names = {
            (revision, letter): str(editors.known[editor]) for revision, letter, editor in layers
        }
        self.known: dict[tuple[int, str], Head] = {}

    def head(self, revision: int, letters: str) -> Head:
        """Make that of what these editors have, by letter (`A;B`), and perhaps nobody."""
        names = (self.names[revision, letter] for letter in letters.split(";") if letter)
        head = Head(*self.places[revision], FINAL, ";".join(names))
        self.known[revision, letters] = head
        return head


def layers_of(revisions: Any) -> QuerySet[Any]:
    layers = Layer.objects.filter(revision__in=revisions).order_by()
    return layers.values_list("revision_id", "letter", "editor_id")
