import re
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.review.pages.overview import EditorSpan, TextMark
from annotations.ui.excerpts import marked_excerpt, whole_text
from tests.paths import ROOT


class Marked(NamedTuple):
    start: int
    end: int
    label: str = "claim"


def bare(html):
    return re.sub(
        r"<[^>]+>", "", re.sub(r'<span class="(visually-hidden|whose)".*?</span>', "", html)
    )


def test_a_mark_says_where_it_begins_and_ends():
    html = marked_excerpt("The wall holds.", (0, 15), [Marked(4, 8)])
    assert re.sub(r"<[^>]+>", "", html) == "The  [claim begins] wall [claim ends]  holds."


def test_overlapping_marks_each_say_their_edges_once():
    html = marked_excerpt("abcdefgh", (0, 8), [Marked(0, 6), Marked(2, 4, "statistic")])
    for said in ("claim begins", "claim ends", "statistic begins", "statistic ends"):
        assert html.count(said) == 1
    assert '<mark class="statistic claim deep" data-second="claim">' in html


def test_what_is_left_out_is_told_by_dots():
    assert bare(marked_excerpt("abcdef", (2, 4), [])) == "… cd …"
    assert bare(marked_excerpt("abcdef", (0, 6), [])) == "abcdef"


def test_the_words_are_words_and_never_markup():
    assert "<script>" not in marked_excerpt("<script>", (0, 8), [Marked(1, 7)])


# A machine with other work at hand is slow, which says nothing of the code.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_the_words_are_those_of_the_text_however_it_is_marked(data):
    text = data.draw(st.text(alphabet="ab <&", min_size=1, max_size=40))
    edges = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    spans = [
        Marked(start, end) for start, end in data.draw(st.lists(edges, max_size=6)) if start < end
    ]
    html = bare(marked_excerpt(text, (0, len(text)), spans))
    assert html.replace("&lt;", "<").replace("&amp;", "&") == text


def test_the_whole_text_has_a_line_for_each_editor_and_a_letter_where_a_span_begins():
    held = [
        EditorSpan(4, 8, "claim", 7, "A", 1),
        EditorSpan(4, 14, "quote", 7, "C", 3),
    ]
    (html,) = whole_text(
        "The wall holds.", [TextMark(4, 14, "claim", 7, False)], {7: "/7"}, 7, held
    )
    assert '<span class="by lane-3 quote"><span class="by lane-1 claim">' in html
    assert html.count('<span class="by lane-3 quote">') == 2
    assert html.count('<span class="whose" aria-hidden="true">AC</span>') == 1
    for said in ("A: claim begins", "A: claim ends", "C: quote begins", "C: quote ends"):
        assert html.count(f"[{said}]") == 1
    assert html.count('<a href="/7" data-desk>') == 2
    assert bare(html) == "The wall holds."


def test_what_an_editor_has_is_shown_where_nothing_stands_in_the_end():
    (html,) = whole_text(
        "The wall holds.", [], {7: "/7"}, None, [EditorSpan(4, 8, "claim", 7, "B", 2)]
    )
    assert "<mark" not in html
    assert '<a href="/7" data-desk><span class="by lane-2 claim">' in html


def test_eight_editors_have_eight_lines_and_a_ninth_the_letter_alone():
    held = [
        EditorSpan(4, 8, "claim", 7, letter, lane)
        for lane, letter in enumerate("ABCDEFGHI", start=1)
    ]
    (html,) = whole_text("The wall holds.", [], {7: "/7"}, None, held)
    lanes = re.findall(r'class="by lane-(\d+) claim"', html)
    assert [int(lane) for lane in lanes] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert '<span class="whose" aria-hidden="true">ABCDEFGHI</span>' in html
    assert "[I: claim begins]" in html
    css = (ROOT / "static/css/review/overview.css").read_text(encoding="utf-8")
    assert all(f".lane-{lane} {{" in css for lane in lanes)


def test_of_two_spans_of_one_editor_the_shorter_gives_its_line_the_label():
    held = [EditorSpan(0, 15, "claim", 7, "A", 1), EditorSpan(4, 8, "statistic", 8, "A", 1)]
    (html,) = whole_text("The wall holds.", [], {7: "/7", 8: "/8"}, None, held)
    assert re.findall(r'class="by ([^"]*)"', html) == [
        "lane-1 claim",
        "lane-1 statistic",
        "lane-1 claim",
    ]
    assert '<a href="/8" data-desk><span class="by lane-1 statistic">' in html
