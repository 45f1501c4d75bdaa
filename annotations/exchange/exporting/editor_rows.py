"""The rows of what editors have marked.

One query reads the annotations in their order, with what their layers have alike; that is made into
a head once a layer. What their reviews have settled is asked for some thousand of them at once.
"""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Case, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from annotations.access import readable_by
from annotations.exchange.exporting.columns import (
    YES_OR_NO,
    date_text,
    hyphened,
    in_utc,
    key_text,
    moment_text,
    number_text,
    stored_number,
    stored_truth,
)
from annotations.exchange.exporting.facts import UNLINKED, joined_links, links_in_order
from annotations.exchange.exporting.row import Head, Row
from annotations.models import Layer, Review
from annotations.models.annotation import AnnotationQuerySet
from annotations.review.annotation_status import Status, settled_on
from articles.models import Article, Revision
from newsroom.models import User
from newsroom.prepared import ask

EDITOR = "editor"

# What is read at once; with more, memory grows and the time no longer falls.
CHUNK = 2_500

# By letter and not by the layer's id, which would tell who began first.
ORDER = (
    *("layer__revision__article_id", "layer__revision__number", "layer__letter"),
    *("start", "-end", "label", "id"),
)
OWN = (
    *("label", "start", "end", "exact", "attributed_to", "unit", "note"),
    *("guideline__number", "prefix", "suffix", "origin"),
)
WRITTEN = (
    *(key_text("id"), key_text("span_group"), stored_number("value")),
    *(moment_text("created_at"), moment_text("updated_at"), joined_links("annotation")),
    stored_truth("suggestions_shown"),
)
OF_LAYER = (
    *("layer_id", "layer__letter", "layer__editor_id", "layer__revision_id"),
    *("layer__revision__number", "layer__revision__article_id"),
    # As text, since a moment of Python costs more, and it is only asked whether there is one.
    Cast("layer__revision__review__closed_at", TextField()),
)
LAYER_AT = len(OWN) + len(WRITTEN)

# Makes a row of its values without a call of Python.
as_row: Callable[[tuple[Any, ...]], Row] = partial(tuple.__new__, Row)


class LayerRead(NamedTuple):
    """What is read of a layer with each of its annotations.

    `status` is that of all of them; empty where rulings decide it.
    """

    pk: int
    letter: str
    editor_id: int
    revision_id: int
    revision: int
    article_id: int
    closed_at: str | None
    status: str


def editor_rows(
    annotations: AnnotationQuerySet,
    *,
    name_of: Callable[[Layer], str],
    reader: User | None = None,
) -> Iterator[Row]:
    """One row per standing annotation: by article, revision, letter, then as the text runs."""
    columns = (*OWN, *WRITTEN, *OF_LAYER, common_status(reader))
    found = annotations.live().order_by(*ORDER).values_list(*columns)
    stream = found.iterator(chunk_size=CHUNK)
    names = Names(name_of)
    while some := list(islice(stream, CHUNK)):
        yield from rows_of(some, names)


def common_status(reader: User | None) -> Case:
    """The status that all of a layer share; empty where it is reviewed and the reader may know."""
    told = readable_by(reader, "layer__revision") if reader else Q(layer__isnull=False)
    return Case(
        When(layer__submitted_at=None, then=Value(Status.OPEN.value)),
        When(layer__revision__review=None, then=Value(Status.SUBMITTED.value)),
        When(told, then=Value("")),
        default=Value(Status.SUBMITTED.value),
        output_field=TextField(),
    )


def rows_of(some: Collection[Any], names: "Names") -> Iterator[Row]:
    layers = {found[LAYER_AT]: found for found in some}
    read = [LayerRead._make(found[LAYER_AT:]) for found in layers.values()]
    settled = settled_on({one.revision_id for one in read if not one.status})
    places = article_places({one.article_id for one in read})
    names.editors.learn({one.editor_id for one in read})
    heads = {
        one.pk: (
            Head(one.article_id, *places[one.article_id], one.revision, EDITOR, names.name(one)),
            one.revision_id,
            one.status,
        )
        for one in read
    }
    for found in some:
        # One unpacking: each slice would be one more thing for the collector of garbage to visit.
        (
            label,
            start,
            end,
            exact,
            attributed_to,
            unit,
            note,
            guideline,
            prefix,
            suffix,
            origin,
            key,
            group,
            value,
            created_at,
            updated_at,
            facts,
            shown,
            layer,
            *_of_layer,
        ) = found
        head, revision, status = heads[layer]
        linked, fact_ids = links_in_order(facts) if facts else UNLINKED
        yield as_row(
            (
                hyphened(key),
                head,
                label,
                start,
                end,
                exact,
                attributed_to,
                number_text(value) if value is not None else "",
                unit,
                note,
                linked,
                status
                or settled.status(key, (revision, start, end, label), (attributed_to, unit, value)),
                "",
                "",
                "",
                guideline,
                in_utc(created_at),
                in_utc(updated_at),
                hyphened(group) if group else "",
                origin or "",
                YES_OR_NO[shown],
                fact_ids,
                prefix,
                suffix,
            )
        )


def article_places(pks: Collection[int]) -> dict[int, tuple[str, str, str, str, str]]:
    """Title, outlet, address, day and language of each article, as a head has them. One query."""
    return {
        pk: (title, outlet or "", url, published_on or "", language)
        for pk, title, outlet, url, published_on, language in ask(articles_of, pks=list(pks))
    }


def articles_of(pks: Any) -> QuerySet[Any]:
    columns = ("pk", "title", "outlet__name", "url", date_text("published_on"), "language")
    return Article.objects.filter(pk__in=pks).order_by().values_list(*columns)


class Editors:
    """The editors of the layers so far, by id."""

    def __init__(self) -> None:
        self.known: dict[int, User] = {}

    def learn(self, pks: Collection[int]) -> None:
        """Fetch those that are not known yet: one query, and hardly ever."""
        if new := set(pks) - self.known.keys():
            named = User.objects.only("username", "first_name", "last_name")
            self.known |= named.in_bulk(new)


class Names:
    """What stands for the editors of layers: `name_of`, asked once for each way that it differs."""

    def __init__(self, name_of: Callable[[Layer], str]) -> None:
        self.name_of = name_of
        self.editors = Editors()
        self.known: dict[tuple[int, str, str | None], str] = {}

    def name(self, one: LayerRead) -> str:
        key = one.editor_id, one.letter, one.closed_at
        if key not in self.known:
            self.known[key] = self.name_of(self.layer_of(one))
        return self.known[key]

    def layer_of(self, one: LayerRead) -> Layer:
        """The layer with its editor and review, without asking the database again."""
        revision = Revision(pk=one.revision_id)
        revision.review = Review(closed_at=one.closed_at)
        editor = self.editors.known[one.editor_id]
        return Layer(pk=one.pk, revision=revision, editor=editor, letter=one.letter)
