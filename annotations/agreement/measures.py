"""How far editors agree, label by label: six measures, each by its full name.

Pure. What is measured are the submitted layers of the texts that at least two editors submitted; a
layer without a span counts as much as any other. Everything is counted per text and pair of
editors and summed before anything is divided, so that a long text weighs more than a short one and
a text on which nobody marked anything still counts for the measures over characters.

The measures are F1 of spans of the same extent, of spans paired one to one at an intersection over
union of at least 0.5, and of spans that share any character (pairwise F1 as in Hripcsak &
Rothschild, JAMIA 2005); F1 and Cohen's kappa over characters (of more than two editors Conger's:
observed and expected agreement are summed over the pairs); and Krippendorff's unitizing alpha of
2016/2019 of one label, binary: its spans and the gaps between them. For the last three an editor's
spans of one label that overlap are merged.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import add, mul
from typing import NamedTuple, TypeVar

from annotations.labels import LABELS
from annotations.spans.intervals import Cover, Extent, common, cover, iou, size

# The measures by the names of the contract, in the order in which they are shown.
MEASURES = ("f1_exact", "f1_iou50", "f1_overlap", "f1_character", "kappa_character", "u_alpha")
PAIRED_FROM = 0.5

# Why a measure is undefined: no text was submitted by two editors; nobody marked anything; the
# editors marked so much that chance alone would make them agree.
NO_SHARED_TEXT = "no shared text"
NO_SPANS = "no spans"
NO_VARIATION = "no variation"


@dataclass(frozen=True, slots=True)
class Text:
    """One text as its submitted layers mark it.

    `length` is in code points; `layers` has for each editor the (start, end, label) of every span,
    no two of them the same.
    """

    id: Hashable
    length: int
    layers: Mapping[str, Iterable[tuple[int, int, str]]]


@dataclass(frozen=True, slots=True)
class Measures:
    """The six measures of one label, and what stands behind them.

    Each is at most 1.0; the F1 are from 0.0, kappa and alpha are 0.0 where editors agree as chance
    would. A measure that is None has its reason in `undefined`.
    """

    texts: int
    editors: int
    spans: int
    f1_exact: float | None
    f1_iou50: float | None
    f1_overlap: float | None
    f1_character: float | None
    kappa_character: float | None
    u_alpha: float | None
    undefined: Mapping[str, str]

    def values(self) -> dict[str, float | None]:
        return {name: getattr(self, name) for name in MEASURES}


@dataclass(frozen=True, slots=True)
class PairMeasures:
    """The measures of one label between two editors, over the texts that both submitted."""

    a: str
    b: str
    label: str
    measures: Measures


@dataclass(frozen=True, slots=True)
class Agreement:
    """Everything that is measured: pooled per label, per pair and label, per text and label.

    `texts` and `editors` are those that count: texts with two submitted layers or more.
    """

    texts: int
    editors: tuple[str, ...]
    labels: Mapping[str, Measures]
    pairs: tuple[PairMeasures, ...]
    by_text: Mapping[Hashable, Mapping[str, Measures]]

    def as_json(self) -> dict[str, object]:
        """As `agreement --json` prints it."""
        return {
            "articles": self.texts,
            "editors": list(self.editors),
            "labels": {
                label: {"spans": measures.spans} | measures.values()
                for label, measures in self.labels.items()
            },
            "pairs": [
                {"a": pair.a, "b": pair.b, "label": pair.label, "articles": pair.measures.texts}
                | pair.measures.values()
                for pair in self.pairs
            ],
        }


def measure(texts: Iterable[Text], labels: Sequence[str] | None = None) -> Agreement:
    """The agreement of the editors over these texts, whose ids differ; by default on all labels."""
    labels = list(LABELS) if labels is None else labels
    editors: set[str] = set()
    spans: Counter[str] = Counter()
    units = dict.fromkeys(labels, _Units())
    pairs: dict[str, dict[tuple[str, str], _Pair]] = {label: {} for label in labels}
    by_text: dict[Hashable, dict[str, Measures]] = {}
    for text in texts:
        if len(text.layers) < 2:
            continue
        editors.update(text.layers)
        by_text[text.id] = {}
        marked = {editor: _by_label(text.layers[editor], labels) for editor in sorted(text.layers)}
        for label in labels:
            layers = {editor: by_label[label] for editor, by_label in marked.items()}
            here = {
                (a, b): _compared(layers[a], layers[b], text.length)
                for a, b in combinations(layers, 2)
            }
            its_spans = sum(len(layer.extents) for layer in layers.values())
            its_units = _Units.of(layers.values(), here.values(), text.length)
            by_text[text.id][label] = _measures(1, len(layers), its_spans, here.values(), its_units)
            spans[label] += its_spans
            units[label] = _sum(units[label], its_units)
            known = pairs[label]
            for pair, counts in here.items():
                known[pair] = _sum(known[pair], counts) if pair in known else counts
    return Agreement(
        texts=len(by_text),
        editors=tuple(sorted(editors)),
        labels={
            label: _measures(
                len(by_text), len(editors), spans[label], pairs[label].values(), units[label]
            )
            for label in labels
        },
        pairs=tuple(
            PairMeasures(
                *pair, label, _measures(counts.texts, 2, counts.spans, [counts], counts.units)
            )
            for label in labels
            for pair, counts in sorted(pairs[label].items())
        ),
        by_text=by_text,
    )


class _Marked(NamedTuple):
    """What one editor marked with one label: the spans, and all of it merged; both by start."""

    extents: list[Extent]
    cover: Cover


class _Pair(NamedTuple):
    """What two editors did with one label, in characters and spans; texts are added up."""

    texts: int
    length: int
    spans: int
    exact: int
    paired: int
    touching: int
    marked_by_first: int
    marked_by_second: int
    marked_by_both: int
    squared: int

    @property
    def units(self) -> "_Units":
        return _Units(
            2 * self.length,
            self.marked_by_first + self.marked_by_second,
            2 * self.marked_by_both,
            self.squared,
        )


class _Units(NamedTuple):
    """What the unitizing alpha of one label is made of; texts are added up.

    `total` is the length of the text times its editors, `marked` how much of it all editors
    marked, `coinciding` how much of that on average another editor marked too, `squared` the sum
    of the squared lengths of the units.
    """

    total: float = 0
    marked: float = 0
    coinciding: float = 0
    squared: float = 0

    @classmethod
    def of(cls, layers: Collection[_Marked], pairs: Iterable[_Pair], length: int) -> "_Units":
        both = sum(pair.marked_by_both for pair in pairs)
        return cls(
            len(layers) * length,
            sum(size(layer.cover) for layer in layers),
            2 * both / (len(layers) - 1),
            sum(_squares(layer.cover) for layer in layers),
        )


Sums = TypeVar("Sums", _Pair, _Units)


def _sum(one: Sums, other: Sums) -> Sums:
    return type(one)(*map(add, one, other))


def _squares(extents: Iterable[Extent]) -> int:
    return sum((end - start) ** 2 for start, end in extents)


def _by_label(spans: Iterable[tuple[int, int, str]], labels: Iterable[str]) -> dict[str, _Marked]:
    extents: dict[str, list[Extent]] = {label: [] for label in labels}
    for start, end, label in spans:
        if label in extents:
            extents[label].append((start, end))
    return {label: _Marked(sorted(of), cover(of)) for label, of in extents.items()}


def _compared(one: _Marked, other: _Marked, length: int) -> _Pair:
    meeting = _meeting(one.extents, other.extents)
    return _Pair(
        texts=1,
        length=length,
        spans=len(one.extents) + len(other.extents),
        exact=len(set(one.extents).intersection(other.extents)),
        paired=_one_to_one(one.extents, other.extents, meeting),
        touching=len({i for i, _ in meeting}) + len({j for _, j in meeting}),
        marked_by_first=size(one.cover),
        marked_by_second=size(other.cover),
        marked_by_both=size(common(one.cover, other.cover)),
        squared=_squares(one.cover) + _squares(other.cover),
    )


def _meeting(ones: Sequence[Extent], others: Sequence[Extent]) -> list[tuple[int, int]]:
    """The pairs, by number, that share a character; both sequences are in order of start."""
    pairs: list[tuple[int, int]] = []
    reaching: list[int] = []
    following = 0
    for i, (start, end) in enumerate(ones):
        while following < len(others) and others[following][0] < end:
            reaching.append(following)
            following += 1
        reaching = [j for j in reaching if others[j][1] > start]
        pairs += [(i, j) for j in reaching if others[j][0] < end]
    return pairs


def _one_to_one(
    ones: Sequence[Extent], others: Sequence[Extent], meeting: Iterable[tuple[int, int]]
) -> int:
    """How many pairs there are at an IoU of at least 0.5, the closest first."""
    close = [
        (-overlap, i, j) for i, j in meeting if (overlap := iou(ones[i], others[j])) >= PAIRED_FROM
    ]
    firsts: set[int] = set()
    seconds: set[int] = set()
    for _, i, j in sorted(close):
        if i not in firsts and j not in seconds:
            firsts.add(i)
            seconds.add(j)
    return len(firsts)


def _measures(
    texts: int, editors: int, spans: int, pairs: Collection[_Pair], units: _Units
) -> Measures:
    compared = sum(pair.spans for pair in pairs)
    values = {
        "f1_exact": _ratio(2 * sum(pair.exact for pair in pairs), compared),
        "f1_iou50": _ratio(2 * sum(pair.paired for pair in pairs), compared),
        "f1_overlap": _ratio(sum(pair.touching for pair in pairs), compared),
        "f1_character": _ratio(
            2 * sum(pair.marked_by_both for pair in pairs),
            sum(pair.marked_by_first + pair.marked_by_second for pair in pairs),
        ),
        "kappa_character": pooled_kappa(map(_characters, pairs)),
        "u_alpha": _unitizing_alpha(units),
    }
    reason = NO_SHARED_TEXT if not texts else NO_VARIATION if spans else NO_SPANS
    undefined = {name: reason for name, value in values.items() if value is None}
    return Measures(texts, editors, spans, **values, undefined=undefined)


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _characters(pair: _Pair) -> list[list[int]]:
    """The characters that both, one or none of two editors marked, as a table for kappa."""
    both, first, second = pair.marked_by_both, pair.marked_by_first, pair.marked_by_second
    return [[both, first - both], [second - both, pair.length - first - second + both]]


def pooled_kappa(tables: Iterable[Sequence[Sequence[float]]]) -> float | None:
    """Cohen's kappa (1960) of one table, Conger's (1980) of the tables of all pairs of raters.

    A table counts one rater's categories (rows) against the other's (columns). None where chance
    would make the raters agree on everything.
    """
    total = observed = expected = 0.0
    for table in tables:
        rows = [sum(row) for row in table]
        columns = [sum(column) for column in zip(*table, strict=True)]
        if count := sum(rows):
            total += count
            observed += sum(row[number] for number, row in enumerate(table))
            expected += sum(map(mul, rows, columns)) / count
    return _ratio(observed - expected, total - expected)


def _unitizing_alpha(units: _Units) -> float | None:
    """1 - observed / expected coincidences of marked and unmarked characters.

    Expected are those of all segments with all others; `pairable` leaves out what a segment would
    have with itself, which is all of a unit and each character of a gap.
    """
    gaps = units.total - units.marked
    pairable = units.total and units.total - (units.squared + gaps) / units.total
    expected = pairable and units.marked * gaps / pairable
    return 1 - (units.marked - units.coinciding) / expected if expected else None
