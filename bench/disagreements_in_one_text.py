"""Comparing the submitted layers of one long text: three editors with 2,000 spans, up to 8 deep.

As `disagreements`, of one text; `size` is the number of spans of each editor.
"""

import random

from bench import Figure
from bench.disagreements import figures, marked

SIZE = 2_000


def run(size: int) -> list[Figure]:
    return figures([marked(size, 20, deep=8, rng=random.Random(4))])
