"""Balanced allocation: every text gets its number of editors, and the work is spread evenly. Pure.

Texts and editors are identified by keys. Editor keys must be sortable: ties go to the smaller key,
so the same input always gives the same allocation.
"""

from collections import Counter, deque
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Text:
    """A text, who is on it, and from whom it was taken back: those do not get it again."""

    key: Hashable
    on_it: frozenset[Any] = frozenset()
    barred: frozenset[Any] = frozenset()


@dataclass(frozen=True)
class Short:
    """How many editors a text still lacks, and why none of those chosen is left for it."""

    missing: int
    on_it: int
    barred: int


@dataclass
class Spread:
    """What each text gets, in the order of the texts, and how much everybody then has."""

    loads: dict[Any, int]
    given: dict[Hashable, list[Any]] = field(default_factory=dict)
    short: dict[Hashable, Short] = field(default_factory=dict)


def spread(texts: Iterable[Text], loads: Mapping[Any, int], needed: int) -> Spread:
    """Who of the editors gets which text, so that each has `needed` if there are enough.

    `loads` is what every editor has to do already. The sum of the squares of the loads ends as
    small as it can be: no work could be handed on so that a fuller and an emptier editor come
    nearer. Where that leaves a choice, those meet who have met least, so that everybody is
    compared with everybody. O(n · editors · needed), and what `even_out` then mends.
    """
    texts = list(texts)
    made = Spread(dict(sorted(loads.items())))
    free = {text.key: set(made.loads) - text.on_it - text.barred for text in texts}
    wanted = {
        text.key: min(max(0, needed - len(text.on_it)), len(free[text.key])) for text in texts
    }
    met: Counter[tuple[Any, Any]] = Counter()
    given: dict[Hashable, set[Any]] = {}
    # Those with the least choice first: what is left for the others can still be made even.
    for text in sorted(texts, key=lambda one: len(free[one.key]) - wanted[one.key]):
        together = set(text.on_it)
        for _time in range(wanted[text.key]):
            chosen = next_one(free[text.key] - together, together, made.loads, met)
            for other in together:
                met[one_pair(chosen, other)] += 1
            together.add(chosen)
            made.loads[chosen] += 1
        given[text.key] = together - text.on_it
    even_out(given, free, made.loads)
    for text in texts:
        if given[text.key]:
            made.given[text.key] = sorted(given[text.key])
        missing = needed - len(text.on_it) - wanted[text.key]
        if missing > 0:
            chosen_on_it = len(text.on_it & set(made.loads))
            barred = len((text.barred - text.on_it) & set(made.loads))
            made.short[text.key] = Short(missing, chosen_on_it, barred)
    return made


def next_one(
    left: Collection[Any],
    together: Collection[Any],
    loads: Mapping[Any, int],
    met: Mapping[tuple[Any, Any], int],
) -> Any:
    """The editor with the least work; among equals, the one who has shared the fewest texts."""
    least = min(loads[one] for one in left)
    tied = sorted(one for one in left if loads[one] == least)
    return min(tied, key=lambda one: sum(met.get(one_pair(one, other), 0) for other in together))


def one_pair(one: Any, other: Any) -> tuple[Any, Any]:
    return (one, other) if one < other else (other, one)


def even_out(
    given: Mapping[Hashable, set[Any]],
    free: Mapping[Hashable, set[Any]],
    loads: dict[Any, int],
) -> None:
    """Hand texts on, from one to the next where need be, until nothing more can be gained by it.

    If no such chain leads from anybody to somebody with two texts less, no other way of giving
    the texts is more even: Harvey, Ladner, Lovász & Tamir, Semi-matchings for bipartite graphs and
    load balancing, Journal of Algorithms 59 (2006), theorem 3.1.
    """
    held: dict[Any, dict[Hashable, None]] = {one: {} for one in loads}
    for text, editors in given.items():
        for one in editors:
            held[one][text] = None
    while chain := chain_down(given, free, loads, held):
        for giver, text, taker in chain:
            given[text].remove(giver)
            given[text].add(taker)
            del held[giver][text]
            held[taker][text] = None
        loads[chain[0][0]] -= 1
        loads[chain[-1][2]] += 1


def chain_down(
    given: Mapping[Hashable, set[Any]],
    free: Mapping[Hashable, set[Any]],
    loads: Mapping[Any, int],
    held: Mapping[Any, Mapping[Hashable, None]],
) -> list[tuple[Any, Hashable, Any]]:
    """The steps (giver, text, taker) from the fullest who can give to somebody with two less."""
    fewest = min(loads.values(), default=0)
    for start in sorted(loads, key=lambda one: (-loads[one], one)):
        if loads[start] - fewest < 2:
            break
        for came in reached(start, given, free, held):
            last = next(reversed(came))
            if loads[last] <= loads[start] - 2:
                return list(steps(came, last))
    return []


def reached(
    start: Any,
    given: Mapping[Hashable, set[Any]],
    free: Mapping[Hashable, set[Any]],
    held: Mapping[Any, Mapping[Hashable, None]],
) -> Iterator[dict[Any, tuple[Any, Hashable] | None]]:
    """Editors who could take a text, directly or along a chain; yields how each was reached."""
    came: dict[Any, tuple[Any, Hashable] | None] = {start: None}
    waiting = deque([start])
    while waiting:
        giver = waiting.popleft()
        for text in held[giver]:
            if len(came) == len(held):
                return
            for taker in sorted(free[text] - given[text] - came.keys()):
                came[taker] = (giver, text)
                waiting.append(taker)
                yield came


def steps(
    came: Mapping[Any, tuple[Any, Hashable] | None], last: Any
) -> Iterator[tuple[Any, Hashable, Any]]:
    """The chain that ends at `last`, from its first giver on."""
    before = came[last]
    if before is not None:
        yield from steps(came, before[0])
        yield (*before, last)
