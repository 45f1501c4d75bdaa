"""The program's model of languages, from the one that py3langid publishes."""

import json
import lzma
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

STEP = 1 / 16  # of what is kept of the numbers; at most 255 of them


@dataclass(frozen=True)
class Learned:
    """`gains` of each group: (column, how much more probable than the floor) where it is more."""

    languages: Sequence[str]
    priors: Sequence[float]
    floors: Sequence[float]
    groups: Sequence[bytes]
    gains: Sequence[Sequence[tuple[int, float]]]


def identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def model_of_py3langid() -> Learned:
    known = identifier()
    table = known.nb_ptc.astype("float32")
    floors = table.min(axis=0)
    names = names_of_groups(known)
    order = sorted(names, key=names.__getitem__)
    gains = [
        [(int(column), float(row[column])) for column in row.nonzero()[0]]
        for row in (table - floors)[order]
    ]
    return Learned(
        known.nb_classes,
        [round(float(one), 4) for one in known.nb_pc],
        [round(float(one), 4) for one in floors],
        [names[one] for one in order],
        gains,
    )


def names_of_groups(known: Any) -> dict[int, bytes]:
    """The bytes of each group: the shortest way to a state of its automaton that tells it."""
    names: dict[int, bytes] = {}
    ways = {0: b""}
    waiting = deque([0])
    while waiting:
        state = waiting.popleft()
        group = known.tk_output[state]
        if group >= 0:
            names.setdefault(group, ways[state])
        for byte in range(256):
            following = known.tk_nextmove[(known.tk_row[state] << 8) + byte]
            if following not in ways:
                ways[following] = ways[state] + bytes([byte])
                waiting.append(following)
    return names


def packed(learned: Learned) -> bytes:
    """The file that articles/readers/language/model.py reads."""
    rounded = [
        [(column, min(255, round(gain / STEP))) for column, gain in row] for row in learned.gains
    ]
    kept = [[(column, gain) for column, gain in row if gain] for row in rounded]
    head = {
        "languages": list(learned.languages),
        "priors": learned.priors,
        "floors": learned.floors,
        "step": STEP,
        "groups": len(learned.groups),
    }
    parts = [
        json.dumps(head).encode() + b"\n",
        bytes(map(len, learned.groups)),
        b"".join(learned.groups),
        bytes(map(len, kept)),
        bytes(column for row in kept for column, _ in row),
        bytes(gain for row in kept for _, gain in row),
    ]
    return lzma.compress(b"".join(parts), preset=9)
