"""Suggesting in texts that repeat one awkward piece: twice the text, about twice the time.

Bare is reading half of each text; the figures of both are pieces a second, and near each other
where the rules take time in proportion to the text.
"""

from annotations.suggesting import suggest
from bench import Figure, measured

SIZE = 4_000
PIECES = [
    "said and ",
    "“a ",
    "‘a ",
    "a’s ",
    "......",
    "1,000 ",
    "Ana Ruiz, ",
    "who said ",
    "half of the ",
    "“No,” he said. ",
    "“so” and ",
]


def run(size: int) -> list[Figure]:
    def read(count):
        def reading(first):
            for piece in PIECES:
                suggest(piece * count)
            return count * len(PIECES)

        return reading

    return [
        measured("pieces read in half the text", read(size // 2), bare=True),
        measured("pieces read in the whole", read(size)),
    ]
