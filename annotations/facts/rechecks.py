"""The fact change alert, as a reader may have it: which links to look at again, and how they read.

Links that lean on the same version of a fact come together, under what it said and says now.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from annotations.access import link_seen_by
from annotations.facts import recheck_reasons
from annotations.facts.appearances import NEVER_SHOWN, read_windows, revision_of
from annotations.models import Annotation, Fact, FactLink, FactVersion, RuledSpan
from annotations.models.fact_link import FactLinkQuerySet, Relation
from annotations.readers import Rights, reader_with, rights_of
from annotations.spans.sentences import Passage
from annotations.spans.word_diff import Piece, word_differences
from annotations.visibility import editor_name
from articles.models import Article, Revision
from newsroom.models import User
from newsroom.paging import MOST_COUNTED, CountOfRows, count_up_to, counted_to
from newsroom.prepared import ask

OF_ANNOTATION = "annotation__layer__revision"
OF_RULED = "ruled_span__adjudication__review__revision"
TEXTS = ((Annotation, "layer__revision__text"), (RuledSpan, "adjudication__review__revision__text"))


@dataclass(frozen=True)
class RecheckItem:
    """One link to be looked at again; `who` linked it, empty where a review settled it."""

    link: FactLink
    target: Annotation | RuledSpan
    revision: Revision
    passage: Passage
    who: str

    @property
    def others(self) -> list[tuple[int, str, str]]:
        """The relations that it could have instead: the key, the value, the words."""
        return [
            (key, value, str(words))
            for key, (value, words) in enumerate(Relation.choices, start=1)
            if value != self.link.relation
        ]


@dataclass(frozen=True)
class FactChange:
    """What has become of a fact since some links were made: `old` is what those lean on.

    `now` is what it says now, `wording` both in one; `instead` speaks for the fact that holds
    in its place, if any.
    """

    link: FactLink
    old: FactVersion
    now: FactVersion
    instead: FactVersion | None
    items: Sequence[RecheckItem]

    @property
    def wording(self) -> list[Piece]:
        return word_differences(self.old.statement, self.now.statement)


def rechecks_for(user: User) -> FactLinkQuerySet:
    """The links that `user` may see and that are to be looked at again, by fact, then as read."""
    return (
        # Few are to be looked at again: only of those it is asked who may see them.
        recheck_reasons.links_to_recheck()
        .filter(link_seen_by(user))
        .annotate(
            article_id=Coalesce(f"{OF_ANNOTATION}__article", f"{OF_RULED}__article"),
            place=Coalesce("annotation__start", "ruled_span__start"),
        )
        .order_by(
            "-fact_id", "version_id", "article_id", "place", "annotation__layer__letter", "id"
        )
    )


def recheck_count(user: User, fact: Fact | None = None) -> CountOfRows:
    """How many links `rechecks_for` lists, all of them or those to one fact; without the reasons.

    Two queries, or one where nothing has changed.
    """
    today, versions = timezone.localdate(), recheck_reasons.versions_to_look_at()
    if not isinstance(versions, list):
        links = rechecks_for(user)
        return count_up_to(links if fact is None else links.filter(fact=fact))
    if not versions:
        return CountOfRows(0)
    found = ask(
        *(_changed_links, rights_of(user), fact is not None),
        *(MOST_COUNTED, timezone.get_current_timezone_name()),
        user=user.pk,
        today=today,
        versions=versions,
        fact=fact.pk if fact else 0,
    )
    return counted_to(len(found), MOST_COUNTED)


def _changed_links(
    rights: Rights,
    of_one: bool,
    most: int,
    _zone: str,
    *,
    user: Any,
    today: Any,
    versions: Any,
    fact: Any,
) -> QuerySet[Any]:
    links = FactLink.objects.filter(link_seen_by(reader_with(rights, user)))
    links = links.filter(fact=fact) if of_one else links
    links = recheck_reasons.changed_links(links, today, versions)
    return links.order_by().values_list(Value(1))[: most + 1]


def articles_for(user: User) -> QuerySet[Article]:
    """The articles of which some link is on the list of `user`."""
    links: Any = rechecks_for(user)
    return Article.objects.filter(pk__in=links.order_by().values("article_id"))


def links_on_article(links: FactLinkQuerySet, article: Any) -> FactLinkQuerySet:
    return links.filter(
        Q(**{f"{OF_ANNOTATION}__article": article}) | Q(**{f"{OF_RULED}__article": article})
    )


def links_made_in_layers_of(links: FactLinkQuerySet, user: User) -> FactLinkQuerySet:
    return links.filter(annotation__layer__editor=user)


def with_displayed_relations(links: FactLinkQuerySet) -> FactLinkQuerySet:
    heavy = [f"{way}__{name}" for way in (OF_ANNOTATION, OF_RULED) for name in NEVER_SHOWN]
    return links.select_related(
        "fact",
        "version",
        "annotation__layer__editor",
        f"{OF_ANNOTATION}__article__outlet",
        f"{OF_RULED}__article__outlet",
    ).defer(*heavy)


def fact_changes(links: Iterable[FactLink], user: User) -> list[FactChange]:
    """The links as they are shown, in their order; the number of queries is always the same."""
    links = list(links)
    passages = passages_of(links)
    now = speaking_versions(link.fact_id for link in links)
    successors = Fact.objects.filter(pk__in={link.fact_id for link in links}).holding_instead()
    instead = speaking_versions(fact.pk for fact in successors.values())
    return [
        FactChange(
            some[0],
            some[0].version,
            now[some[0].fact_id],
            instead[successors[some[0].fact_id].pk] if some[0].fact_id in successors else None,
            [recheck_item(link, passages, user) for link in some],
        )
        for some in (list(group) for _, group in groupby(links, key=change_key))
    ]


def change_key(link: Any) -> tuple[Any, ...]:
    return link.fact_id, link.version_id, link.is_revised, link.is_retired, link.is_due


def recheck_item(link: FactLink, passages: dict[Any, Passage], user: User) -> RecheckItem:
    target = target_of(link)
    who = editor_name(target.layer, reader=user) if isinstance(target, Annotation) else ""
    return RecheckItem(link, target, revision_of(target), passages[target.pk], who)


def target_of(link: FactLink) -> Annotation | RuledSpan:
    return cast(Annotation | RuledSpan, link.annotation or link.ruled_span)


def passages_of(links: Iterable[FactLink]) -> dict[Any, Passage]:
    targets = [target_of(link) for link in links]
    read: dict[Any, Passage] = {}
    for model, text in TEXTS:
        read |= dict(
            read_windows(model, text, [one.pk for one in targets if isinstance(one, model)])
        )
    return read


def speaking_versions(facts: Iterable[int]) -> dict[int, FactVersion]:
    """By fact: what it says now."""
    versions = FactVersion.objects.speaking().filter(fact__in=set(facts))
    return {version.fact_id: version for version in versions.prefetch_related("sources")}
