"""Layers drawn as lines of text: a letter under each character that a span covers.

`c`, `q` and `s` are claim, quote and statistic; a capital begins another span beside the one before
it. Spans that overlap take several lines: {A: ["qqqqqqqq", "..qq...."], B: [""]}.
"""

import re
from itertools import count

from annotations.disagreements.comparison import Span

A, B, C, D, E = range(1, 6)
LABELS = {"c": "claim", "q": "quote", "s": "statistic"}


def drawn(rows, **details):
    """The spans of {layer: line or lines}, with the details of `{layer: {...}}` where given.

    Details are given as a1={"attributed_to": "Ana"}: to the first span of layer A.
    """
    spans = []
    for layer, lines in rows.items():
        numbers = count(1)
        for line in [lines] if isinstance(lines, str) else lines:
            for run in re.finditer(r"[Cc]c*|[Qq]q*|[Ss]s*", line):
                name = f"{'abcde'[layer - 1]}{next(numbers)}"
                label = LABELS[run[0][0].lower()]
                spans.append(
                    Span(name, layer, run.start(), run.end(), label, **details.get(name, {}))
                )
    unknown = details.keys() - {span.id for span in spans}
    assert not unknown, unknown
    return spans
