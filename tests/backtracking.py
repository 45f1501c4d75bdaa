"""How much work a regular expression makes: a matcher that goes the way of Python's and counts.

Time depends on the machine, steps do not. The matcher tries what `re` tries, in the same order, and
counts each comparison of a character. A bound of a repetition that is larger than SMALL counts as
none: a thousand steps at every place of a text are too many as well.
"""

import functools
import re
from collections.abc import Callable, Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

SMALL = 64
WORD = re.compile(r"\w")
CATEGORIES = {
    op.CATEGORY_DIGIT: re.compile(r"\d"),
    op.CATEGORY_NOT_DIGIT: re.compile(r"\D"),
    op.CATEGORY_SPACE: re.compile(r"\s"),
    op.CATEGORY_NOT_SPACE: re.compile(r"\S"),
    op.CATEGORY_WORD: re.compile(r"\w"),
    op.CATEGORY_NOT_WORD: re.compile(r"\W"),
}
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
SINGLE = (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN)
# What follows a part of the pattern: called with the place, it says where the match ends.
Then = Callable[[int], int | None]
Part = Callable[[int, Then], int | None]


class TooMuch(Exception):
    """The steps have passed what was allowed."""


class Matcher:
    """`re` by hand: `steps` counts the comparisons of all that was asked so far."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        source = pattern.pattern
        self.tree = _parser.parse(source, pattern.flags)
        self.steps = 0
        self.most = 1 << 60
        self.text = ""
        self.groups: dict[int, tuple[int, int]] = {}
        self.whole = self.sequence(list(self.tree), pattern.flags)

    def found(self, text: str, *, search: bool = True, most: int = 1 << 60) -> int:
        """The steps of finding all matches in the text, or of matching at its beginning."""
        self.text, self.steps, self.most = text, 0, most
        at = 0
        while at <= len(text):
            self.groups.clear()
            end = self.whole(at, lambda place: place)
            if not search:
                break
            at = at + 1 if end is None or end == at else end
        return self.steps

    def end(self, text: str) -> int | None:
        """Where a match at the beginning of the text ends, None where there is none."""
        self.text, self.steps, self.most = text, 0, 1 << 60
        self.groups.clear()
        return self.whole(0, lambda place: place)

    def sequence(self, nodes: list[Any], flags: int) -> Part:
        parts = [self.part(node, flags) for node in nodes]

        def run(number: int, at: int, then: Then) -> int | None:
            if number == len(parts):
                return then(at)
            return parts[number](at, lambda place: run(number + 1, place, then))

        return lambda at, then: run(0, at, then)

    def part(self, node: Any, flags: int) -> Part:
        kind, value = node
        if kind in SINGLE:
            return self.single(self.fits(node, flags))
        if kind in REPEATS:
            return self.repeat(kind, *value, flags)
        if kind is op.SUBPATTERN:
            group, added, removed, inside = value
            return self.group(group, self.sequence(list(inside), (flags | added) & ~removed))
        if kind is op.BRANCH:
            branches = [self.sequence(list(one), flags) for one in value[1]]
            return lambda at, then: next(
                (end for one in branches if (end := one(at, then)) is not None), None
            )
        if kind in (op.ASSERT, op.ASSERT_NOT):
            return self.look(kind is op.ASSERT, value[0], list(value[1]), flags)
        if kind is op.ATOMIC_GROUP:
            inside = self.sequence(list(value), flags)

            def atomic(at: int, then: Then) -> int | None:
                end = inside(at, lambda place: place)
                return None if end is None else then(end)

            return atomic
        if kind is op.AT:
            return lambda at, then: then(at) if self.is_at(value, at, flags) else None
        if kind is op.GROUPREF:
            return lambda at, then: self.same_again(value, at, then)
        raise NotImplementedError(kind)

    def step(self) -> None:
        self.steps += 1
        if self.steps > self.most:
            raise TooMuch

    def single(self, fits: Callable[[str], bool]) -> Part:
        def one(at: int, then: Then) -> int | None:
            self.step()
            return then(at + 1) if at < len(self.text) and fits(self.text[at]) else None

        return one

    def repeat(self, kind: Any, least: int, most: Any, inside: Any, flags: int) -> Part:
        limit = 1 << 30 if most is op.MAXREPEAT or most > SMALL else int(most)
        if len(inside) == 1 and inside[0][0] in SINGLE:
            return self.repeat_single(kind, least, limit, self.fits(inside[0], flags))
        body = self.sequence(list(inside), flags)

        def again(count: int, at: int, then: Then) -> int | None:
            def more() -> int | None:
                def next_one(place: int) -> int | None:
                    if place == at and count >= least:
                        return None
                    return again(count + 1, place, then)

                return body(at, next_one) if count < limit else None

            if count < least:
                return more()
            if kind is op.MIN_REPEAT:
                end = then(at)
                return more() if end is None else end
            end = more()
            return then(at) if end is None else end

        return lambda at, then: again(0, at, then)

    def reach(self, fits: Callable[[str], bool], at: int, most: int) -> int:
        """How far this fits from there on, up to that many characters."""
        end, furthest = at, min(len(self.text), at + most)
        while end < furthest:
            self.step()
            if not fits(self.text[end]):
                break
            end += 1
        return end

    def repeat_single(self, kind: Any, least: int, limit: int, fits: Callable[[str], bool]) -> Part:
        reach = functools.partial(self.reach, fits)

        def greedy(at: int, then: Then) -> int | None:
            end = reach(at, limit)
            last = end if kind is op.POSSESSIVE_REPEAT else at + least
            for place in range(end, max(at + least, last) - 1, -1):
                if (found := then(place)) is not None:
                    return found
            return None

        def lazy(at: int, then: Then) -> int | None:
            end = reach(at, least)
            while at + least <= end <= at + limit:
                if (found := then(end)) is not None:
                    return found
                before, end = end, reach(end, 1)
                if end == before:
                    return None
            return None

        return lazy if kind is op.MIN_REPEAT else greedy

    def group(self, number: int | None, inside: Part) -> Part:
        def run(at: int, then: Then) -> int | None:
            def closed(place: int) -> int | None:
                if number is None:
                    return then(place)
                before = self.groups.get(number)
                self.groups[number] = (at, place)
                end = then(place)
                if end is None and before is not None:
                    self.groups[number] = before
                return end

            return inside(at, closed)

        return run

    def look(self, wanted: bool, direction: int, nodes: list[Any], flags: int) -> Part:
        inside = self.sequence(nodes, flags)
        back = _parser.SubPattern(self.tree.state, nodes).getwidth()[1] if direction < 0 else 0

        def run(at: int, then: Then) -> int | None:
            start = at - int(back)
            ends = inside(start, lambda place: place) if start >= 0 else None
            return then(at) if (ends is not None) == wanted else None

        return run

    def same_again(self, number: int, at: int, then: Then) -> int | None:
        start, end = self.groups.get(number, (0, -1))
        if end < 0:
            return None
        for _ in range(end - start):
            self.step()
        same = self.text[start:end].lower() == self.text[at : at + end - start].lower()
        return then(at + end - start) if same else None

    def is_at(self, where: Any, at: int, flags: int) -> bool:
        self.step()
        text, lines = self.text, flags & re.MULTILINE
        if where in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            return at == 0 or bool(lines and where is op.AT_BEGINNING and text[at - 1] == "\n")
        if where is op.AT_END_STRING:
            return at == len(text)
        if where is op.AT_END:
            return at == len(text) or text[at:] == "\n" or bool(lines and text[at] == "\n")
        before = at > 0 and bool(WORD.match(text[at - 1]))
        after = at < len(text) and bool(WORD.match(text[at]))
        return (before != after) == (where is op.AT_BOUNDARY)

    def fits(self, node: Any, flags: int) -> Callable[[str], bool]:
        folded = bool(flags & re.IGNORECASE)

        @functools.cache
        def fits(character: str) -> bool:
            if fits_exactly(node, character, flags):
                return True
            return folded and any(
                fits_exactly(node, one, flags) for one in (character.lower(), character.upper())
            )

        return fits


def fits_exactly(node: Any, character: str, flags: int) -> bool:
    kind, value = node
    code = ord(character[0])
    if kind is op.LITERAL:
        return bool(code == value)
    if kind is op.NOT_LITERAL:
        return bool(code != value)
    if kind is op.ANY:
        return bool(flags & re.DOTALL) or character != "\n"
    wanted, items = True, list(value)
    if items[0][0] is op.NEGATE:
        wanted, items = False, items[1:]
    inside = any(
        code == what
        if item is op.LITERAL
        else what[0] <= code <= what[1]
        if item is op.RANGE
        else bool(CATEGORIES[what].match(character))
        for item, what in items
    )
    return inside == wanted


def nasty(pattern: re.Pattern[Any], size: int) -> Iterator[str]:
    """Texts of about this size that such a pattern has to go back in, made of its own parts: each
    thing that it repeats, over and over, behind what has to stand before it, and never its end.
    """
    tree = _parser.parse(pattern.pattern, pattern.flags)
    seen = set()
    for before, body in pumps(list(tree), ""):
        for stem in (before, ""):
            for unit in (body, before + body):
                if unit and (stem, unit) not in seen:
                    seen.add((stem, unit))
                    pumped = (stem + unit * (size // len(unit) + 1))[:size]
                    yield pumped + "☃"
    for unit in (
        shortest(list(tree)),
        shortest(list(tree))[:-1],
        "a",
        "\n",
        " ",
        "\r",
        "1",
        "[",
        "<",
    ):
        if unit:
            yield (unit * (size // len(unit) + 1))[:size]


def pumps(nodes: list[Any], before: str) -> Iterator[tuple[str, str]]:
    """What can be repeated within these parts, with the shortest that leads there."""
    for number, node in enumerate(nodes):
        kind, value = node
        if kind in REPEATS:
            _, most, inside = value
            if most is op.MAXREPEAT or most > SMALL:
                for body in (*bodies(list(inside)), shortest(nodes[number + 1 :])[:-1]):
                    yield before, body
            yield from pumps(list(inside), before)
        elif kind is op.SUBPATTERN:
            yield from pumps(list(value[3]), before)
        elif kind is op.BRANCH:
            for one in value[1]:
                yield from pumps(list(one), before)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from pumps(list(value[1]), before)
        before += shortest([node])


def bodies(nodes: list[Any]) -> Iterator[str]:
    """A few texts that these parts match: the shortest, and for one character each kind of it."""
    if len(nodes) == 1 and nodes[0][0] in SINGLE:
        kinds = (one for one in " \n\ra1é,.-[<(:={%/" if fits_exactly(nodes[0], one, 0))
        yield from dict.fromkeys((shortest(nodes), *kinds))
    else:
        yield shortest(nodes)
        for node in nodes:
            if node[0] is op.BRANCH:
                for one in node[1][1]:
                    yield shortest(list(one))


def shortest(nodes: list[Any]) -> str:
    """The shortest text that these parts match, but for what they look ahead to."""
    made = ""
    for kind, value in nodes:
        if kind in SINGLE:
            made += a_character((kind, value))
        elif kind in REPEATS:
            made += shortest(list(value[2])) * value[0]
        elif kind is op.SUBPATTERN:
            made += shortest(list(value[3]))
        elif kind is op.BRANCH:
            made += min((shortest(list(one)) for one in value[1]), key=len)
        elif kind is op.ATOMIC_GROUP:
            made += shortest(list(value))
    return made


def a_character(node: Any) -> str:
    kind, value = node
    if kind is op.LITERAL:
        return chr(value)
    usual = (one for one in "a1 \n,.-é\"'" if fits_exactly(node, one, 0))
    if found := next(usual, None):
        return found
    if kind is op.IN:
        for item, what in value:
            if item is op.LITERAL:
                return chr(what)
            if item is op.RANGE:
                return chr(what[0])
    return "☃"
