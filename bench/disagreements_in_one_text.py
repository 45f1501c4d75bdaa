"""Comparing the submitted layers of one long text: three editors with 2,000 spans, up to 8 deep.

As `disagreements`, of one text; `size` is the number of spans of each editor. Then two editors
with as many spans of which each lies in the one before, as a file may have them.
"""

import random

from annotations.disagreements.comparison import Span, compare
from bench import Figure, measured
from bench.disagreements import figures, marked

SIZE = 2_000


def run(size: int) -> list[Figure]:
    nested = [
        Span((editor, n), editor, 3 * n + editor, 9 * size - 3 * n - 2 * editor, "claim")
        for editor in range(2)
        for n in range(size)
    ]

    def find(first):
        compare(nested, range(2))
        first()
        return len(nested)

    return [
        *figures([marked(size, 20, deep=8, rng=random.Random(4))]),
        measured("nested spans of two compared", find),
    ]
