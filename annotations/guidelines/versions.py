"""What changed between two versions of a long text: paragraph by paragraph, then word by word.

Pure. Paragraphs that stayed are folded into their number, but for one beside each change.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from annotations.spans.word_diff import GONE, NEW, SAME, Piece, shared, word_differences

BESIDE = 1
# Paragraphs that share fewer words than this are another text, not another wording.
ALIKE = 0.4
NEAR = 20  # paragraphs among which another wording of one is looked for
SHORT = 100  # words
RUNS_ON = re.compile(r"(?<! {2})\n[ \t]*(?![\s|>])")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph in `pieces`; or where they are empty, `folded` paragraphs that stayed."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    folded: int = 0


def blocks(old: str, new: str, beside: int = BESIDE) -> list[Block]:
    """Both versions in one, in the order of the text; kinds are same, gone, new and changed."""
    return list(
        hide_unchanged(list(compare_blocks(guideline_blocks(old), guideline_blocks(new))), beside)
    )


def guideline_blocks(text: str) -> list[str]:
    """What stands between blank lines; a list's items one by one, lines that run on as one line.

    The rows of a table and the lines of a quotation stay lines.
    """
    found = []
    for part in re.split(r"\n[ \t]*\n", text.strip("\n")):
        found += [one.strip("\n") for one in re.split(r"\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])", part)]
    return [RUNS_ON.sub(" ", one) for one in found if one.strip()]


def compare_blocks(before: Sequence[str], after: Sequence[str]) -> Iterator[Block]:
    first = shared(before, after)
    last = shared(before[first:][::-1], after[first:][::-1])
    gone, new = before[first : len(before) - last], after[first : len(after) - last]
    yield from map(same_block, before[:first])
    # Beyond 200 paragraphs those that come again and again are no place to begin at.
    for tag, start, end, new_start, new_end in SequenceMatcher(None, gone, new).get_opcodes():
        if tag == "equal":
            yield from map(same_block, gone[start:end])
        else:
            yield from rewritten(gone[start:end], new[new_start:new_end])
    yield from map(same_block, before[len(before) - last :])


def same_block(paragraph: str) -> Block:
    return Block(SAME, (Piece(SAME, paragraph),))


def rewritten(gone: Sequence[str], new: Sequence[str]) -> Iterator[Block]:
    """Paragraphs that took the place of others: those alike are shown as one, changed."""
    done = 0
    for paragraph in new:
        near = range(done, min(done + NEAR, len(gone)))
        place = next((at for at in near if are_alike(gone[at], paragraph)), None)
        if place is None:
            yield Block(NEW, (Piece(NEW, paragraph),))
            continue
        yield from (Block(GONE, (Piece(GONE, one),)) for one in gone[done:place])
        yield Block("changed", tuple(word_differences(gone[place], paragraph)))
        done = place + 1
    yield from (Block(GONE, (Piece(GONE, one),)) for one in gone[done:])


def are_alike(one: str, other: str) -> bool:
    """Whether they share enough words; in long paragraphs whatever the order of the words."""
    words, other_words = one.split(), other.split()
    matcher = SequenceMatcher(None, words, other_words, autojunk=False)
    is_short = max(len(words), len(other_words)) <= SHORT
    return (matcher.ratio() if is_short else matcher.quick_ratio()) >= ALIKE


def hide_unchanged(found: Sequence[Block], beside: int) -> Iterator[Block]:
    """Runs of what stayed, folded but for the paragraphs next to a change."""
    changed = [at for at, block in enumerate(found) if block.kind != SAME]
    shown = {near for at in changed for near in range(at - beside, at + beside + 1)}
    hidden: list[Block] = []
    for at, block in enumerate(found):
        if block.kind == SAME and at not in shown:
            hidden.append(block)
            continue
        yield from hidden_block(hidden)
        hidden = []
        yield block
    yield from hidden_block(hidden)


def hidden_block(hidden: Sequence[Block]) -> Iterator[Block]:
    """A single paragraph takes no more room than the line that would stand for it."""
    if len(hidden) > 1:
        yield Block(SAME, folded=len(hidden))
    else:
        yield from hidden
