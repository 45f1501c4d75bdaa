"""A ruling as its readers may know it: its spans in the text, their facts, who decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from annotations.disagreements.ruled_spans import links_by_ruled_span
from annotations.models import Adjudication, Review
from annotations.review.drafts import EditDraft, ruling_draft
from annotations.review.pages.choices import describe_standing
from annotations.review.pages.span_summary import SpanSummary, summarize_ruled_span
from annotations.spans.intervals import Extent
from annotations.ui.excerpts import marked_excerpt
from newsroom.models import User


@dataclass(frozen=True)
class ShownRuling:
    """`stands` says what it put there, `draft` is what an edit of it begins with."""

    ruling: Adjudication
    by: str
    html: SafeString
    summaries: Sequence[SpanSummary]
    stands: str
    draft: EditDraft


def show_ruling(
    ruling: Adjudication, review: Review, text: str, extent: Extent, reader: User
) -> ShownRuling:
    """The ruling and its spans, drawn into `extent` of the text. Two queries."""
    spans = list(ruling.ruled_spans.all())
    links = links_by_ruled_span(spans)
    summaries = [summarize_ruled_span(span, links.get(span.pk, [])) for span in spans]
    return ShownRuling(
        ruling,
        name_decider(ruling, review, reader),
        marked_excerpt(text, extent, spans),
        summaries,
        describe_standing(spans, summaries, text),
        ruling_draft(spans, links, text),
    )


def name_decider(ruling: Adjudication, review: Review, reader: User) -> str:
    """Who decided: by name only once the review is closed."""
    if ruling.decided_by_id is None:
        return _("by the program, when the review opened")
    if ruling.decided_by_id == reader.pk:
        return _("by you")
    if review.is_released:
        return _("by %(name)s") % {"name": ruling.decided_by}
    return _("by another reviewer")
