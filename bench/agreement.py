"""Measuring the agreement of many texts: three editors with 20 spans each, every measure.

Bare is just sorting the same spans. Then measuring them, which gives figures per label, per pair,
per text and pooled; and the same from the database, loading included. `size` is the number of
texts.
"""

import random

from annotations.agreement.counting import Text
from annotations.agreement.measures import measure
from bench import Figure, measured
from bench._texts import NAMES, fill
from bench.disagreements import marked

SIZE = 1_000
LENGTH = 6_000


def run(size: int) -> list[Figure]:
    rng = random.Random(4)
    texts = [text(number, rng) for number in range(size)]
    spans = sum(len(layer) for text in texts for layer in text.layers.values())
    fill(LENGTH, [text.layers for text in texts])

    def sort(first):
        for text in texts:
            sorted(span for layer in text.layers.values() for span in layer)
            first()
        return spans

    def find(first):
        measure(texts)
        first()
        return spans

    def load_and_measure(first):
        from annotations.agreement.from_layers import measured_layers, texts_of

        measure(texts_of(measured_layers()))
        first()
        return spans

    return [
        measured("spans sorted", sort, bare=True),
        measured("spans measured", find),
        measured("spans loaded and measured", load_and_measure),
    ]


def text(number: int, rng: random.Random) -> Text:
    layers: dict[str, list[tuple[int, int, str]]] = {name: [] for name in NAMES}
    for span in marked(20, 250, deep=2, rng=rng):
        layers[NAMES[span.layer]].append((span.start, span.end, span.label))
    return Text(number, LENGTH, layers)
