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

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from typing import NamedTuple

from annotations.agreement.counting import ANY_LABEL, Counts, Pair, Text, counts_of
from annotations.labels import LABELS

# The measures by the names of the contract, in the order in which they are shown.
MEASURES = ("f1_exact", "f1_iou50", "f1_overlap", "f1_character", "kappa_character", "u_alpha")

# Why a measure is undefined: no text was submitted by two editors; nobody marked anything; the
# editors marked so much that chance alone would make them agree.
NO_SHARED_TEXT = "no shared text"
NO_SPANS = "no spans"
NO_VARIATION = "no variation"


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

    def as_json(self) -> dict[str, object]:
        return {"spans": self.spans, **self.values()}


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
                label: measures.as_json()
                for label, measures in self.labels.items()
                if label != ANY_LABEL
            },
            "pairs": [
                {"a": pair.a, "b": pair.b, "label": pair.label, "articles": pair.measures.texts}
                | pair.measures.values()
                for pair in self.pairs
                if pair.label != ANY_LABEL
            ],
            "any_label": self.of_any_label(),
        }

    def of_any_label(self) -> dict[str, object] | None:
        """The figures of the places alone, whatever the label; None where not measured."""
        of = self.labels.get(ANY_LABEL)
        return of.as_json() if of else None


def measure(texts: Iterable[Text], labels: Sequence[str] | None = None) -> Agreement:
    """The agreement of the editors over these texts, whose ids differ; by default on all labels,
    and on the places alone.
    """
    labels = [*LABELS, ANY_LABEL] if labels is None else labels
    sums: dict[str, Sums] = {label: {} for label in labels}
    by_text: dict[Hashable, dict[str, Measures]] = {}
    for text in texts:
        if len(text.layers) < 2:
            continue
        counted = counts_of(text, labels)
        by_text[text.id] = {label: measures_of(here) for label, here in counted.items()}
        for label, here in counted.items():
            add_to(sums[label], here)
    return agreement_of(sums, by_text)


Sums = dict[Pair, Counts]


def add_to(sums: Sums, further: Mapping[Pair, Counts]) -> None:
    for pair, counts in further.items():
        sums[pair] = sums[pair].plus(counts) if pair in sums else counts


def agreement_of(
    sums: Mapping[str, Sums], by_text: Mapping[Hashable, Mapping[str, Measures]] | None = None
) -> Agreement:
    """The agreement that these sums make, by label; the same pairs stand under every label."""
    pooled = {label: measures_of(of) for label, of in sums.items()}
    one = next(iter(pooled.values()), None)
    return Agreement(
        texts=one.texts if one else 0,
        editors=editors_of(next(iter(sums.values()), {})),
        labels=pooled,
        pairs=tuple(
            PairMeasures(pair.first, pair.second, label, measures_of({pair: counts}))
            for label, of in sums.items()
            for pair, counts in sorted(by_pair(of).items())
        ),
        by_text=by_text or {},
    )


def editors_of(sums: Sums) -> tuple[str, ...]:
    return tuple(sorted({editor for pair in sums for editor in (pair.first, pair.second)}))


def by_pair(sums: Sums) -> Sums:
    """The same of every two editors by themselves, however many others there were."""
    pairs: Sums = {}
    for pair, counts in sorted(sums.items()):
        add_to(pairs, {Pair(pair.first, pair.second, 2): counts})
    return pairs


class _Units(NamedTuple):
    """What the unitizing alpha of one label is made of, over all texts.

    `total` is the length of the text times its editors, `marked` how much of it all editors
    marked, `coinciding` how much of that on average another editor marked too, `squared` the sum
    of the squared lengths of the units.
    """

    total: int = 0
    marked: int = 0
    coinciding: float = 0
    squared: int = 0


def measures_of(sums: Sums) -> Measures:
    """The six measures of one label.

    What one of m editors did is in m - 1 pairs, and each text in m (m - 1) / 2: what is not told
    by pair is divided by that, which leaves no remainder.
    """
    by_editors: defaultdict[int, list[Counts]] = defaultdict(list)
    for pair, counts in sums.items():
        by_editors[pair.editors].append(counts)
    texts = spans = total = marked = squared = 0
    coinciding = 0.0
    for editors, of in sorted(by_editors.items()):
        others = editors - 1
        texts += 2 * sum(one.texts for one in of) // (editors * others)
        spans += sum(one.spans for one in of) // others
        total += 2 * sum(one.length for one in of) // others
        marked += sum(one.marked_by_first + one.marked_by_second for one in of) // others
        squared += sum(one.squared for one in of) // others
        coinciding += 2 * sum(one.marked_by_both for one in of) / others
    pairs = [counts for _, counts in sorted(by_pair(sums).items())]
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
        "u_alpha": _unitizing_alpha(_Units(total, marked, coinciding, squared)),
    }
    reason = reason_of(texts, spans)
    undefined = {name: reason for name, value in values.items() if value is None}
    return Measures(texts, len(editors_of(sums)), spans, **values, undefined=undefined)


def reason_of(texts: int, spans: int) -> str:
    """Why a measure over so many texts and spans is undefined, where it is."""
    return NO_SHARED_TEXT if not texts else NO_VARIATION if spans else NO_SPANS


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _characters(pair: Counts) -> list[list[int]]:
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
