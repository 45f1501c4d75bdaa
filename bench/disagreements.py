"""Comparing the submitted layers of many texts: three editors with 20 spans each.

Spans in, agreed spans and groups out; then the same with the spans loaded from the database, facts
and names included. Bare is just sorting the same spans. `size` is the number of texts.
"""

import random

from annotations.disagreements.comparison import Span, compare
from bench import Figure, measured
from bench._texts import NAMES, fill

SIZE = 1_000
LABELS = ("claim", "quote", "statistic")


def run(size: int) -> list[Figure]:
    rng = random.Random(4)
    texts = [marked(20, 250, deep=2, rng=rng) for _ in range(size)]
    return figures(texts)


def figures(texts: list[list[Span]]) -> list[Figure]:
    spans = sum(map(len, texts))
    fill(max(span.end for text in texts for span in text), [by_name(text) for text in texts])

    def sort(first):
        for text in texts:
            sorted(text, key=lambda span: (span.start, -span.end))
            first()
        return spans

    def find(first):
        for text in texts:
            compare(text, range(3))
            first()
        return spans

    def load_and_find(first):
        from annotations.disagreements.groups import load_alias_names, submitted_spans
        from articles.models import Revision

        revisions = Revision.objects.values_list("pk", flat=True)
        aliases, found = load_alias_names(), 0
        for layers, loaded in submitted_spans(revisions).values():
            compare(loaded, layers, aliases)
            found += len(loaded)
            first()
        assert found == spans, (found, spans)
        return found

    return [
        measured("spans sorted", sort, bare=True),
        measured("spans compared", find),
        measured("spans loaded and compared", load_and_find),
    ]


def by_name(spans: list[Span]) -> dict[str, list[tuple[int, int, str]]]:
    """What each editor marked."""
    return {
        name: [(span.start, span.end, span.label) for span in spans if span.layer == number]
        for number, name in enumerate(NAMES)
    }


def marked(count: int, step: int, *, deep: int, rng: random.Random) -> list[Span]:
    """The spans of three editors, who agree on three quarters of `count` places.

    A place begins every `step` characters; one editor's spans lie at most `deep` over each other.
    """
    spans = []
    for number in range(count):
        start = number * step
        end = start + rng.randrange(step // 2 + 1, step * deep)
        label = rng.choice(LABELS)
        for editor in range(3):
            luck = rng.random()
            if luck < 0.1:
                continue
            shift = rng.randrange(step // 2) if luck < 0.2 else 0
            said = rng.choice(LABELS) if luck > 0.95 else label
            spans.append(Span((number, editor), editor, start + shift, end, said, "Ana Ruiz"))
    return spans
