"""Removing the sample: all that was added, and what was done with it, and nothing else.

Nothing else is ever deleted: articles are archived, annotations withdrawn, and history stays. The
sample is no work of the desk, and whoever tries the program must be able to begin with an empty
one. Its own history goes with it, since nothing would say any more who may read it.
"""

from dataclasses import dataclass
from typing import Any

from django.db import router, transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.access import (
    adjudications_seen_by,
    fact_links_seen_by,
    threads_seen_by,
)
from annotations.agreement.counted import forget_texts
from annotations.facts.search import forget_facts
from annotations.models import (
    Adjudication,
    Annotation,
    Answer,
    Clearing,
    Comment,
    Disagreement,
    Fact,
    FactElsewhere,
    FactLink,
    FactVersion,
    Layer,
    Notice,
    Review,
    RuledSpan,
    RulesRun,
    Seen,
    Source,
    Suggestion,
    Thread,
    Undoing,
)
from annotations.sample.adding import REMOVED, Sample, sample_there
from articles.importing.lock import lock_imports
from articles.models import Article, ArticleSearch, ImportItem, Outlet, Revision
from newsroom import history
from newsroom.models import Event, User
from newsroom.problems import Refused

TOGETHER = 400  # Ids in one statement.


class SampleWorkedOn(Refused):
    """There is work that would be lost, or other work than was shown."""

    code = "sample-worked-on"
    title = gettext_lazy("Somebody has worked on the sample")


class SampleHasNewText(Refused):
    """A newer text was imported for it: it is an article of the desk by now."""

    code = "sample-has-new-text"
    title = gettext_lazy("The sample has become an article of the desk")


@dataclass(frozen=True)
class Loss:
    """What would be lost, as far as the reader may know it; of open readings only how many."""

    readings: int = 0
    submitted: int = 0
    decisions: int = 0
    conversations: int = 0
    links: int = 0
    changed_facts: int = 0

    def __bool__(self) -> bool:
        return any(vars(self).values())

    def fingerprint(self) -> str:
        """The same for the same loss alone."""
        return salted_hmac("annotations.sample", repr(self)).hexdigest()


def what_would_be_lost(sample: Sample, reader: User) -> Loss:
    article = sample.article.pk
    layers = Layer.objects.standing().filter(revision__article=article)
    about = Q(annotation__layer__revision__article=article)
    threads = threads_seen_by(reader).filter(
        about | Q(disagreement__review__revision__article=article)
    )
    links = fact_links_seen_by(reader).filter(
        about | Q(ruled_span__adjudication__review__revision__article=article)
    )
    decided = adjudications_seen_by(reader).filter(review__revision__article=article)
    changed = Q(retired_at__isnull=False) | Q(versions__number__gt=1)
    changed |= Q(versions__verified_at__isnull=False)
    facts = Fact.objects.filter(changed, pk__in=facts_to_go(sample))
    return Loss(
        readings=layers.count(),
        submitted=layers.submitted().count(),
        decisions=decided.exclude(decided_by=None).count(),
        conversations=threads.count(),
        links=links.current().count(),
        changed_facts=facts.distinct().count(),
    )


def facts_to_go(sample: Sample) -> list[int]:
    """The facts of the sample that no other article uses and nothing that stays refers to."""
    elsewhere = FactLink.objects.exclude(
        Q(annotation__layer__revision__article=sample.article)
        | Q(ruled_span__adjudication__review__revision__article=sample.article)
    )
    used = set(elsewhere.filter(fact__in=sample.facts).values_list("fact", flat=True))
    going = set(sample.facts) - used
    replacing = Fact.objects.filter(replaced_by__in=sample.facts)
    pairs = list(replacing.values_list("pk", "replaced_by"))
    while kept := {later for fact, later in pairs if later in going and fact not in going}:
        going -= kept
    return sorted(going)


def remove_sample(*, by: User, seen: str = "") -> int | None:
    """Take the sample away; how many of its facts stay, None where there is no sample any more.

    `seen` is the fingerprint of the loss that was shown. Raises SampleWorkedOn where there is
    other work than that, SampleHasNewText.
    """
    with transaction.atomic():
        lock_imports()
        sample = sample_there()
        if sample is None:
            return None
        _lock_all(sample)
        if sample.article.revisions.filter(number__gt=1).exists():
            raise SampleHasNewText(_("A newer text was imported for it. Archive it instead."))
        loss = what_would_be_lost(sample, by)
        if loss and seen != loss.fingerprint():
            raise SampleWorkedOn(_("Look at what would be lost, and confirm it."))
        facts = facts_to_go(sample)
        _erase_work(sample)
        _erase_facts(facts)
        _erase_article(sample, facts)
        history.record(REMOVED, sample.article, by=by, title=sample.article.title)
        return len(sample.facts) - len(facts)


def _lock_all(sample: Sample) -> None:
    """Lock what others add to, from the text down: until the end nobody adds anything."""
    for rows in (
        Revision.objects.filter(article=sample.article).only("pk"),
        Layer.objects.filter(revision__article=sample.article),
        Review.objects.filter(revision__article=sample.article),
        Annotation.objects.filter(layer__revision__article=sample.article),
        Disagreement.objects.filter(review__revision__article=sample.article),
        RuledSpan.objects.filter(adjudication__review__revision__article=sample.article),
        Fact.objects.filter(pk__in=sample.facts),
        FactVersion.objects.filter(fact__in=sample.facts),
    ):
        list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def _erase_work(sample: Sample) -> None:
    """What was done on the text, each thing before what it is about."""
    revisions = list(sample.article.revisions.values_list("pk", flat=True))
    on_text = Q(annotation__layer__revision__in=revisions)
    in_review = Q(disagreement__review__revision__in=revisions)
    threads = Thread.objects.filter(on_text | in_review)
    decisions = Adjudication.objects.filter(review__revision__in=revisions)
    groups = Disagreement.objects.filter(review__revision__in=revisions)
    forget_texts(revisions)
    erase(Comment.objects.filter(thread__in=threads))
    erase(Thread.asked.through.objects.filter(thread__in=threads))
    erase(threads)
    erase(
        FactLink.objects.filter(
            on_text | Q(ruled_span__adjudication__review__revision__in=revisions)
        )
    )
    erase(Seen.objects.filter(layer__revision__in=revisions))
    erase(Answer.objects.filter(layer__revision__in=revisions))
    erase(Suggestion.objects.filter(revision__in=revisions))
    erase(RulesRun.objects.filter(revision__in=revisions))
    erase(RuledSpan.objects.filter(adjudication__in=decisions))
    erase(Undoing.objects.filter(adjudication__in=decisions))
    erase(decisions)
    erase(Disagreement.annotations.through.objects.filter(disagreement__in=groups))
    erase(groups)
    erase(Review.objects.filter(revision__in=revisions))
    erase(Annotation.objects.filter(layer__revision__in=revisions))
    erase(Clearing.objects.filter(layer__revision__in=revisions))
    erase(Layer.objects.filter(revision__in=revisions))


def _erase_facts(facts: list[int]) -> None:
    forget_facts(facts)
    erase(Seen.objects.filter(fact__in=facts))
    erase(FactElsewhere.objects.filter(fact__in=facts))
    erase(Source.objects.filter(version__fact__in=facts))
    erase(FactVersion.objects.filter(fact__in=facts))
    erase(Fact.objects.filter(pk__in=facts))


def _erase_article(sample: Sample, facts: list[int]) -> None:
    article = sample.article
    revisions = list(article.revisions.values_list("pk", flat=True))
    about = Q(revision_id__in=revisions) | Q(subject_type="article", subject_id=str(article.pk))
    about |= Q(subject_type="fact", subject_id__in=[str(pk) for pk in facts])
    events = Event.objects.filter(about).exclude(verb__startswith="sample.")
    erase(Notice.objects.filter(event__in=events))
    erase(events)
    # Somebody imported the same text again: their report stays, and says that it was known.
    ImportItem.objects.filter(revision__in=revisions).update(revision=None)
    erase(ArticleSearch.objects.filter(article=article))
    erase(Revision.objects.filter(article=article))
    erase(Article.objects.filter(pk=article.pk))
    if sample.outlet and not Article.objects.filter(outlet=sample.outlet).exists():
        erase(Outlet.objects.filter(pk=sample.outlet))


def erase(rows: QuerySet[Any]) -> None:
    """Delete these rows and ask nobody: what refers to them is deleted with them.

    Deleting as the models have it would refuse: in all other places they are to be kept.
    """
    model = rows.model
    keys = list(rows.order_by().values_list("pk", flat=True))
    for first in range(0, len(keys), TOGETHER):
        some = model._base_manager.filter(pk__in=keys[first : first + TOGETHER])
        some._raw_delete(router.db_for_write(model))
