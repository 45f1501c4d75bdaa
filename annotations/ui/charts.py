"""Charts as shapes: what is drawn where, worked out from numbers alone.

Across a chart places are percentages of its width, so that it fits every screen with its words in
one size; down it they are pixels. templates/ui/_chart.html draws the shapes, and beside each chart
a page has the same numbers as a table.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, log10

PLOT = 160  # Pixels from the ground line to the highest value.
ABOVE = 18  # For the words over the highest value.
BELOW = 22  # For the words under the ground line.
ROW = 46  # A row of bars with its name above it.
BAR = 14
INSET = 9.0  # Percent kept free at the left, where the words of the scale stand.
NAMES = 4  # So many columns or points have their name under them, so that none touch on a phone.
LONGEST_NAME = 36


@dataclass(frozen=True)
class Rule:
    """A line across the chart, and the value that it stands for."""

    y: int
    words: str = ""

    @property
    def above(self) -> int:
        """Where its words stand: on the line."""
        return self.y - 4


@dataclass(frozen=True)
class Bar:
    """A bar; `kind` is a class for its colour, `pattern` counts the series from 0."""

    x: str
    y: int
    width: str
    height: int
    words: str
    kind: str = ""
    pattern: int = 0


@dataclass(frozen=True)
class Stroke:
    """A part of a line, from one point to the next."""

    x1: str
    y1: int
    x2: str
    y2: int
    kind: str
    pattern: int


@dataclass(frozen=True)
class Dot:
    """A point of a line, told by its shape as well as by its colour."""

    x: str
    y: int
    words: str
    kind: str
    pattern: int


@dataclass(frozen=True)
class Words:
    """Words in a chart; `anchor` is start, middle or end, as in SVG."""

    x: str
    y: int
    words: str
    anchor: str = "middle"
    kind: str = ""


@dataclass
class Chart:
    """Shapes in the order in which they are drawn, and the height that they need."""

    height: int
    rules: list[Rule] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)


@dataclass(frozen=True)
class Column:
    """One value over time: its name under the chart, the value in words, and all in a sentence.

    `unfinished` where the value still grows, as that of the present week.
    """

    name: str
    value: int
    said: str
    sentence: str
    unfinished: bool = False


@dataclass(frozen=True)
class Part:
    """What one row has of one kind."""

    kind: str
    value: int
    sentence: str


@dataclass(frozen=True)
class Row:
    """A row of bars that lie end to end, and what they come to in words."""

    name: str
    parts: Sequence[Part]
    said: str

    @property
    def total(self) -> int:
        return sum(part.value for part in self.parts)


@dataclass(frozen=True)
class Point:
    """One value of a line, None where there is none; and all in a sentence."""

    value: float | None
    sentence: str = ""


@dataclass(frozen=True)
class Line:
    """The values of one kind, one for each name under the chart."""

    kind: str
    points: Sequence[Point]


def percent(share: float) -> str:
    """A place across the chart, 0.0 to 1.0, as SVG takes it in every language."""
    return f"{100 * share:.2f}%"


def top_of_scale(value: float) -> int:
    """The first of 1, 2, 5, 10, 20, 50 … that is not below the value; 1 for nothing."""
    if value <= 1:
        return 1
    power = 10 ** int(log10(value))
    return next(step * power for step in (1, 2, 5, 10, 20) if step * power >= value)


def columns(wanted: Sequence[Column]) -> Chart:
    """A column for each value, the value over it; every few have their name below."""
    chart = Chart(ABOVE + PLOT + BELOW, rules=[Rule(ABOVE + PLOT)])
    top = top_of_scale(max((column.value for column in wanted), default=0))
    slot = 1 / max(1, len(wanted))
    for number, column in enumerate(wanted):
        height = round(PLOT * column.value / top)
        if column.value and not height:
            height = 1  # What there is can be seen.
        y = ABOVE + PLOT - height
        middle = percent((number + 0.5) * slot)
        chart.bars.append(
            Bar(
                percent((number + 0.14) * slot),
                y,
                percent(0.72 * slot),
                height,
                column.sentence,
                "unfinished" if column.unfinished else "",
            )
        )
        if column.value:
            chart.words.append(Words(middle, y - 5, column.said, kind="value"))
    chart.words += names_below(
        [column.name for column in wanted], lambda number: (number + 0.5) * slot
    )
    return chart


def names_below(names: Sequence[str], across: Callable[[int], float]) -> Iterator[Words]:
    """The last name, and every few before it, so that none touches the next or the edge."""
    every = max(1, ceil(len(names) / NAMES))
    last = len(names) - 1
    for number, name in enumerate(names):
        if number == last and every > 1:
            yield Words(percent(1), ABOVE + PLOT + 16, name, "end")
        elif (last - number) % every == 0:
            yield Words(percent(across(number)), ABOVE + PLOT + 16, name)


def stacked_rows(rows: Sequence[Row]) -> Chart:
    """A row for each name, its parts end to end; the longest has the whole width."""
    chart = Chart(ROW * len(rows))
    most = max((row.total for row in rows), default=0) or 1
    for number, row in enumerate(rows):
        y = ROW * number
        chart.words.append(Words(percent(0), y + 15, shortened(row.name), "start", "name"))
        chart.words.append(Words(percent(1), y + 15, row.said, "end", "value"))
        before = 0
        for pattern, part in enumerate(row.parts):
            if part.value:
                chart.bars.append(
                    Bar(
                        percent(before / most),
                        y + 22,
                        percent(part.value / most),
                        BAR,
                        part.sentence,
                        part.kind,
                        pattern,
                    )
                )
            before += part.value
    return chart


def shortened(name: str) -> str:
    """A name that has its place on a phone."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def lines(
    names: Sequence[str], wanted: Sequence[Line], scale: Sequence[tuple[float, str]]
) -> Chart:
    """A line for each kind over the names, broken where a value is missing.

    `scale` holds the values that have a line across with their words, from the lowest to the
    highest; what lies outside it is drawn at its edge.
    """
    lowest, highest = scale[0][0], scale[-1][0]

    def down(value: float) -> int:
        inside = min(max(value, lowest), highest)
        return ABOVE + PLOT - round(PLOT * (inside - lowest) / (highest - lowest))

    def across(number: int) -> float:
        return (INSET + (100 - INSET - 2) * (number + 0.5) / max(1, len(names))) / 100

    chart = Chart(ABOVE + PLOT + BELOW, rules=[Rule(down(value), said) for value, said in scale])
    for pattern, line in enumerate(wanted):
        for number, (one, other) in enumerate(pairwise(line.points)):
            if one.value is not None and other.value is not None:
                chart.strokes.append(
                    Stroke(
                        percent(across(number)),
                        down(one.value),
                        percent(across(number + 1)),
                        down(other.value),
                        line.kind,
                        pattern,
                    )
                )
        chart.dots += [
            Dot(percent(across(number)), down(point.value), point.sentence, line.kind, pattern)
            for number, point in enumerate(line.points)
            if point.value is not None
        ]
    chart.words += names_below(names, across)
    return chart
