"""The stream of rows that every format writes: those of the layers of the contract.

It takes what its caller has already narrowed to what the reader may see, asks few queries for every
few thousand rows, and holds no more of them at a time.
"""

from collections.abc import Callable, Iterable, Iterator

from django.db.models import QuerySet

from annotations.exchange.exporting.editor_rows import EDITOR, editor_rows
from annotations.exchange.exporting.final_rows import FINAL, final_rows
from annotations.exchange.exporting.one_moment import one_moment
from annotations.exchange.exporting.row import Row
from annotations.models import Annotation, Layer, RuledSpan
from annotations.models.annotation import AnnotationQuerySet
from newsroom.models import User

ALL = "all"
LAYERS = (EDITOR, FINAL, ALL)


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
    stands for the editor of a layer: the name, or a letter where the reader may not know it; it
    may look at the editor, the letter and whether the layer is released, and at nothing else.
    `reader` is None for whoever runs the machine, who may know where everything stands.
    """
    with one_moment():
        if layer != FINAL:
            yield from editor_rows(annotations, name_of=name_of, reader=reader)
        if layer != EDITOR and final is not None:
            yield from final_rows(final)


def annotations_shown() -> AnnotationQuerySet:
    """All that stands on articles that nobody has archived: for whoever runs the machine."""
    return Annotation.objects.live().filter(layer__revision__article__archived_at=None)


def annotations_on(articles: Iterable[int]) -> AnnotationQuerySet:
    """All that stands on the articles of these ids, archived or not."""
    return Annotation.objects.live().filter(layer__revision__article__in=articles)
