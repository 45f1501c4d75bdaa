"""Marking: a text cut into stretches that the same annotations cover."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotations.spans.segments import Span, Stretch, stretches
from articles.paragraphs import paragraphs

# Whole clusters, so that a cut inside an emoji family or between a letter and its mark occurs.
clusters = st.sampled_from(
    [
        "a",
        " ",
        "\n",
        "\n\n",
        "👨‍👩‍👧‍👦",
        "👩🏽‍🚀",
        "🇵🇹",
        "e\u0301",
        "o\u0323\u0302",
        "وزير",
        "שָׁלוֹם",
        "स्ते",
        "क्षि",
        "<b>&amp;",
    ]
)


@st.composite
def marked_texts(draw):
    """A text and spans anywhere in it, over paragraphs and the gaps between them too."""
    text = "".join(draw(st.lists(clusters, max_size=30)))
    spans = []
    for number in range(draw(st.integers(0, 12)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        spans.append(Span(start, end, f"id{number:02}"))
    return text, spans


def covering(spans, start, end):
    here = [span for span in spans if span.start <= start and end <= span.end]
    return tuple(span.id for span in sorted(here, key=lambda s: (s.end - s.start, s.id)))


def test_overlaps_are_cut_flat_and_the_shortest_comes_first():
    spans = [Span(0, 8, "long"), Span(2, 5, "short"), Span(4, 10, "other")]
    assert list(stretches([(0, 12)], spans)) == [
        [
            Stretch(0, 2, ("long",)),
            Stretch(2, 4, ("short", "long")),
            Stretch(4, 5, ("short", "other", "long")),
            Stretch(5, 8, ("other", "long")),
            Stretch(8, 10, ("other",)),
            Stretch(10, 12, ()),
        ]
    ]


def test_a_span_over_two_paragraphs_is_cut_at_the_gap():
    assert list(stretches([(0, 4), (6, 10)], [Span(2, 8, "x")])) == [
        [Stretch(0, 2, ()), Stretch(2, 4, ("x",))],
        [Stretch(6, 8, ("x",)), Stretch(8, 10, ())],
    ]


def test_spans_that_touch_do_not_meet_and_spans_of_the_same_extent_share_one_stretch():
    touching = [Span(0, 3, "a"), Span(3, 6, "b")]
    assert list(stretches([(0, 6)], touching)) == [
        [Stretch(0, 3, ("a",)), Stretch(3, 6, ("b",))],
    ]
    same = [Span(0, 3, "b"), Span(0, 3, "a")]
    assert list(stretches([(0, 3)], same)) == [[Stretch(0, 3, ("a", "b"))]]


def test_without_spans_a_paragraph_is_one_stretch():
    assert list(stretches([(2, 5)], [])) == [[Stretch(2, 5, ())]]


@given(marked_texts())
def test_the_stretches_are_the_paragraphs_and_hold_just_what_covers_them(marked):
    text, spans = marked
    parts = paragraphs(text)
    cut = list(stretches([(part.start, part.end) for part in parts], spans))
    assert len(cut) == len(parts)
    for part, pieces in zip(parts, cut, strict=True):
        assert "".join(text[piece.start : piece.end] for piece in pieces) == part.text
        for piece in pieces:
            assert piece.start < piece.end
            assert piece.ids == covering(spans, piece.start, piece.end)
        for one, next_one in pairwise(pieces):
            assert one.end == next_one.start


@given(marked_texts())
def test_one_paragraph_alone_is_cut_as_it_is_among_the_others(marked):
    text, spans = marked
    ranges = [(part.start, part.end) for part in paragraphs(text)]
    together = list(stretches(ranges, spans))
    alone = [next(stretches([one], spans)) for one in ranges]
    assert alone == together
