"""The stream of rows that every format writes: one function per layer of the contract.

A function takes what its caller has already narrowed to what the reader may see, asks one query
or two whatever their number, and holds no more than a few thousand rows at a time.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim

from annotations.exchange.exporting.facts import in_order_of_fact, joined_links
from annotations.exchange.exporting.row import Row
from annotations.models import Annotation, Guideline, Layer, Review, RuledSpan
from annotations.models.adjudication import Rule
from annotations.models.annotation import AnnotationQuerySet
from annotations.review.annotation_status import with_status
from articles.models import Revision
from newsroom.models import User

EDITOR = "editor"
FINAL = "final"
ALL = "all"
LAYERS = (EDITOR, FINAL, ALL)

# What the database hands over at once; with more, memory grows and the time no longer falls.
CHUNK = 2_000

# By letter and not by the layer's id, which would tell who began first.
ORDER = ("article_id", "revision", "letter", "start", "-end", "label", "id")
OWN_FIELDS = (
    *("id", "label", "start", "end", "exact", "attributed_to", "value", "unit", "note"),
    *("created_at", "updated_at", "span_group", "prefix", "suffix", "layer_id"),
)


def full_name(user: str) -> Coalesce:
    """What str() makes of a user: the full name, else the user name; empty where there is none."""
    name = Trim(Concat(f"{user}__first_name", Value(" "), f"{user}__last_name"))
    return Coalesce(NullIf(name, Value("")), f"{user}__username", Value(""))


def guideline_in_force_at(moment: str) -> Coalesce:
    """The number of the guidelines' version that held then; the first before there were others."""
    versions = Guideline.objects.filter(published_at__lte=OuterRef(moment)).order_by("-number")
    return Coalesce(Subquery(versions.values("number")[:1]), Value(1))


FETCHED = {
    "article_id": F("layer__revision__article_id"),
    "article_title": F("layer__revision__article__title"),
    "outlet": F("layer__revision__article__outlet__name"),
    "article_url": F("layer__revision__article__url"),
    "published_on": F("layer__revision__article__published_on"),
    "language": F("layer__revision__article__language"),
    "revision": F("layer__revision__number"),
    "revision_id": F("layer__revision_id"),
    "letter": F("layer__letter"),
    "released_at": F("layer__revision__review__closed_at"),
    "guideline_version": F("guideline__number"),
    "editor_id": F("layer__editor_id"),
    "username": F("layer__editor__username"),
    "first_name": F("layer__editor__first_name"),
    "last_name": F("layer__editor__last_name"),
    "facts": joined_links("annotation"),
}


REVISION = "adjudication__review__revision"
FINAL_ORDER = ("article_id", "revision", "start", "-end", "label", "id")
FINAL_FIELDS = (
    *("id", "label", "start", "end", "exact", "attributed_to", "value", "unit", "note"),
    *("span_group", "prefix", "suffix"),
)
FINAL_FETCHED = {
    "article_id": F(f"{REVISION}__article_id"),
    "article_title": F(f"{REVISION}__article__title"),
    "outlet": F(f"{REVISION}__article__outlet__name"),
    "article_url": F(f"{REVISION}__article__url"),
    "published_on": F(f"{REVISION}__article__published_on"),
    "language": F(f"{REVISION}__article__language"),
    "revision": F(f"{REVISION}__number"),
    "revision_id": F(REVISION),
    "rule": F("adjudication__rule"),
    "reason": F("adjudication__reason"),
    "remark": F("adjudication__note"),
    "considered": F("adjudication__considered"),
    "decided_at": F("adjudication__decided_at"),
    "decider": full_name("adjudication__decided_by"),
    "guideline_version": guideline_in_force_at("adjudication__decided_at"),
    "facts": joined_links("ruled_span"),
}


def export_rows(
    layer: str,
    annotations: AnnotationQuerySet,
    final: QuerySet[RuledSpan] | None = None,
    *,
    name_of: Callable[[Layer], str],
    reader: User | None = None,
) -> Iterator[Row]:
    """The rows of `layer` (editor, final or all), the editors' before the final ones.

    `final` are the final annotations, all of closed reviews; none if None. `name_of` says what
    stands for the editor of a layer: the name, or a letter where the reader may not know it.
    `reader` is None for whoever runs the machine, who may know where everything stands.
    """
    editors_rows = editor_rows(annotations, name_of=name_of, reader=reader)
    finals = final_rows(RuledSpan.objects.none() if final is None else final)
    return {EDITOR: editors_rows, FINAL: finals, ALL: chain(editors_rows, finals)}[layer]


def editor_rows(
    annotations: AnnotationQuerySet,
    *,
    name_of: Callable[[Layer], str],
    reader: User | None = None,
) -> Iterator[Row]:
    """One row per standing annotation: by article, revision, letter, then as the text runs."""
    fetched = with_status(annotations.live(), reader).annotate(**FETCHED).order_by(*ORDER)
    columns = (*OWN_FIELDS, *FETCHED, "status")
    stream = fetched.values_list(*columns, named=True).iterator(chunk_size=CHUNK)
    for _, of_one_layer in groupby(stream, key=attrgetter("layer_id")):
        name = None
        for found in of_one_layer:
            if name is None:
                name = name_of(layer_of(found))
            yield editor_row(found, name)


def editor_row(found: Any, name: str) -> Row:
    return Row(
        **common_fields(found),
        layer=EDITOR,
        editor=name,
        status=found.status,
        decided_by="",
        decided_at=None,
        rationale="",
        created_at=found.created_at,
        updated_at=found.updated_at,
    )


def common_fields(found: Any) -> dict[str, Any]:
    """What a row says alike of an editor's annotation and of a final one."""
    return {
        "annotation_id": found.id,
        "article_id": found.article_id,
        "article_title": found.article_title,
        "outlet": found.outlet or "",
        "article_url": found.article_url,
        "published_on": found.published_on,
        "language": found.language,
        "revision": found.revision,
        "label": found.label,
        "start": found.start,
        "end": found.end,
        "exact": found.exact,
        "attributed_to": found.attributed_to,
        "value": found.value,
        "unit": found.unit,
        "note": found.note,
        "facts": in_order_of_fact(found.facts),
        "guideline_version": found.guideline_version,
        "span_group": found.span_group,
        "prefix": found.prefix,
        "suffix": found.suffix,
    }


def layer_of(found: Any) -> Layer:
    """The layer of a fetched row with its editor and review, without asking the database again."""
    editor = User(
        pk=found.editor_id,
        username=found.username,
        first_name=found.first_name,
        last_name=found.last_name,
    )
    revision = Revision(pk=found.revision_id)
    revision.review = Review(closed_at=found.released_at)
    return Layer(pk=found.layer_id, revision=revision, editor=editor, letter=found.letter)


def final_rows(spans: QuerySet[RuledSpan]) -> Iterator[Row]:
    """One row per final annotation of a closed review: by article, revision and place."""
    fetched = spans.annotate(**FINAL_FETCHED).order_by(*FINAL_ORDER)
    columns = (*FINAL_FIELDS, *FINAL_FETCHED)
    editors = editors_of(spans)
    for found in fetched.values_list(*columns, named=True).iterator(chunk_size=CHUNK):
        yield final_row(found, editors)


def final_row(found: Any, editors: dict[tuple[int, str], str]) -> Row:
    return Row(
        **common_fields(found),
        layer=FINAL,
        editor=";".join(
            editors[found.revision_id, letter] for letter in sorted(letters_of_editors(found))
        ),
        status="agreed" if found.rule == Rule.UNANIMOUS else "adjudicated",
        decided_by=found.decider,
        decided_at=found.decided_at,
        rationale=": ".join(part for part in (found.reason, found.remark) if part),
        created_at=found.decided_at,
        updated_at=found.decided_at,
    )


def letters_of_editors(found: Any) -> list[str]:
    """Of those whose span it is: who had this extent and label when it was ruled."""
    place = found.start, found.end, found.label
    return [
        lane["letter"]
        for lane in found.considered.get("lanes", [])
        if place in [(span["start"], span["end"], span["label"]) for span in lane["spans"]]
    ]


def editors_of(spans: QuerySet[RuledSpan]) -> dict[tuple[int, str], str]:
    """The names of all editors of these reviews, by revision and letter."""
    reviewed = spans.order_by().values("adjudication__review__revision")
    layers = Layer.objects.filter(revision__in=reviewed).select_related("editor")
    return {
        (layer.revision_id, layer.letter): str(layer.editor)
        for layer in layers.only(
            "revision", "letter", "editor__username", "editor__first_name", "editor__last_name"
        )
    }


def annotations_shown() -> AnnotationQuerySet:
    """All that stands on articles that nobody has archived: for whoever runs the machine."""
    return Annotation.objects.live().filter(layer__revision__article__archived_at=None)


def annotations_on(articles: Iterable[int]) -> AnnotationQuerySet:
    """All that stands on the articles of these ids, archived or not."""
    return Annotation.objects.live().filter(layer__revision__article__in=articles)
