"""Drawing: whatever the text and the marks, the words on the page are the words of the text."""

import re
import uuid
from html import unescape

from hypothesis import given

from annotations.labels import LABELS
from annotations.models import Annotation
from annotations.ui.marked_text import SHORT, draw
from articles.paragraphs import paragraphs
from tests.annotations.spans.test_segments import marked_texts


def annotations_of(spans):
    labels = list(LABELS)
    return [
        Annotation(
            id=uuid.UUID(int=number), start=span.start, end=span.end, label=labels[number % 3]
        )
        for number, span in enumerate(spans)
    ]


@given(marked_texts())
def test_the_text_content_of_each_paragraph_is_its_slice(marked):
    text, spans = marked
    parts = paragraphs(text)
    drawn = draw(parts, annotations_of(spans), title="")
    for part, html in zip(parts, drawn, strict=True):
        assert unescape(re.sub(r"<[^>]*>", "", html)) == part.text
        assert not re.search(r"<mark[^>]*>[^<]*<mark", html)
        assert unescape(re.search(r'data-separator="([^"]*)"', html)[1]) == part.separator


@given(marked_texts())
def test_each_mark_has_the_label_of_its_first_annotation_first(marked):
    text, spans = marked
    annotations = annotations_of(spans)
    labels = {str(one.pk)[-SHORT:]: one.label for one in annotations}
    html = "".join(draw(paragraphs(text), annotations, title=""))
    for classes, ids in re.findall(r'<mark class="([^"]*)" data-annotations="([^"]*)"', html):
        assert classes.split()[0] == labels[ids.split()[0]]
        assert ("deep" in classes.split()) == (len(ids.split()) > 1)


def test_the_headline_is_set_as_one_where_the_text_begins_with_it():
    parts = paragraphs("Flood\n\nFlood")
    first, second = draw(parts, [], title="Flood")
    assert 'class="headline"' in first
    assert "headline" not in second
