"""The fact-check sheet of an article: what is final, what it rests on, how it came about."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from annotations.exchange.checked_claims import checked_claims, publisher
from annotations.exchange.exporting import claimreview
from annotations.facts.verdicts import Verdict
from annotations.models import Clearing, Review
from annotations.review.final import VERDICTS, Entry, entries, final_spans, with_evidence
from annotations.spans.accounting import Account, State
from annotations.ui.looking import looked_at
from articles.access import article_for
from newsroom.requests import SignedInRequest


@require_GET
def article_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """The final annotations of the newest revision whose review is closed, in text order."""
    article = article_for(request.user, pk)
    review = (
        Review.objects.released()
        .filter(revision__article=article)
        .select_related("revision__article__outlet")
        .defer("revision__text", "revision__raw", "revision__left_out")
        .order_by("-revision__number")
        .first()
    )
    context: dict[str, Any] = {"article": article, "review": review}
    if review is not None:
        spans = with_evidence(final_spans().filter(adjudication__review=review))
        for span in spans:
            span.adjudication.review = review  # One for all: its text need not be loaded.
        found = list(entries(spans))
        account = final_account(review, found)
        counts = Counter(entry.verdict for entry in found if entry.is_claim)
        context |= {
            "entries": found,
            "counts": [(verdict, VERDICTS[verdict], counts[verdict]) for verdict in VERDICTS],
            "claims": sum(counts.values()),
            "looked_at": looked_at(account) if account is not None else None,
            "structured": SafeString(claimreview.embedded(checked_claims(found), publisher())),
            "newer": article.revisions.filter(number__gt=review.revision.number).exists(),
        }
    return render(request, "exchange/sheet.html", context)


def final_account(review: Review, found: Iterable[Entry]) -> Account | None:
    """The text with its final annotations, and with what any of its editors found nothing to check
    in; None where nobody has said so of any words: then it was not asked of these editors.
    """
    cleared = Clearing.objects.standing().filter(
        layer__revision=review.revision_id,
        layer__taken_back_at=None,
        layer__submitted_at__isnull=False,
    )
    said = [(start, end, State.CLEARED) for start, end in cleared.values_list("start", "end")]
    if not said:
        return None
    for entry in found:
        holds = entry.verdict == Verdict.SUPPORTED
        state = State.ON_FACT if holds else State.MARKED
        said += [(span.start, span.end, state) for span in entry.spans]
    return Account(review.revision.text, said)
