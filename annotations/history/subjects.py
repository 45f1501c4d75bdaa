"""What events are about, by the name that a reader may know it by, all fetched at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from annotations.access import (
    annotations_seen_by,
    disagreements_seen_by,
    layers_seen_by,
    readable_by,
)
from annotations.history.quotations import WORDS, first_span, in_quotation_marks, quoted_span
from annotations.history.seen_threads import seen_of_threads
from annotations.models import (
    Adjudication,
    Comment,
    Disagreement,
    Fact,
    Guideline,
    Layer,
    Review,
    RuledSpan,
    Suggestion,
    Thread,
)
from annotations.visibility import Participants, participants_by_revision
from articles.models import Article, Outlet, Revision, Story
from newsroom.models import Event, User


@dataclass(frozen=True)
class Subject:
    """What it is called, where it can be opened if at all, and the language of its words.

    `seen`: whether the reader may know more of it than that it is there.
    """

    words: str
    address: str | None = None
    language: str = ""
    seen: bool = True

    def as_html(self) -> SafeString:
        words = format_html('<bdi lang="{}">{}</bdi>', self.language, self.words)
        if not self.language:
            words = format_html("<bdi>{}</bdi>", self.words)
        return format_html('<a href="{}">{}</a>', self.address, words) if self.address else words


@dataclass
class EventSubjects:
    """Everything that some events name, for one reader. Made by `load_subjects`."""

    reader: User
    participants: dict[int, Participants]
    revisions: dict[int, Revision]
    named: dict[tuple[str, str], Subject]
    people: dict[int, User] = field(default_factory=dict)
    layers: dict[int, Layer] = field(default_factory=dict)
    owners: dict[str, int] = field(default_factory=dict)
    rulings: dict[str, Adjudication] = field(default_factory=dict)
    threads: dict[str, Thread] = field(default_factory=dict)
    comments: dict[int, set[int]] = field(default_factory=dict)
    facts: dict[int, str] = field(default_factory=dict)

    def subject(self, event: Event) -> Subject:
        if event.subject_type == "alias":
            listed = event.detail.get("new") or event.detail.get("old") or {}
            return Subject(" = ".join(str(listed.get(key, "")) for key in ("name", "canonical")))
        key = (event.subject_type, event.subject_id)
        if event.subject_type == "layer" and event.actor_id == self.owners.get(event.subject_id):
            own = event.actor_id == self.reader.pk
            return replace(
                self.named[key], words=_("your annotations") if own else _("their annotations")
            )
        return self.named.get(key) or Subject(_("something that is no longer there"), seen=False)

    def participants_of(self, event: Event) -> Participants | None:
        """Who is who on the event's revision; None where it is about none."""
        return self.participants.get(event.revision_id) if event.revision_id else None

    def article(self, event: Event) -> Subject | None:
        revision = self.revisions.get(event.revision_id) if event.revision_id else None
        return article_subject(revision.article) if revision else None

    def own_layer(self, event: Event) -> str | None:
        """The address of what the review made of the reader's own layer on the event's revision."""
        layer = self.layers.get(event.revision_id or 0)
        if layer is None:
            return None
        if event.verb == "review.closed":
            return reverse("layer_changes", args=[layer.pk])
        return layer.get_absolute_url()

    def opened(self, event: Event) -> bool:
        thread = self.threads.get(event.subject_id)
        return thread is not None and thread.opened_by_id == self.reader.pk

    def mentioned(self, event: Event) -> set[int]:
        return self.comments.get(event.detail.get("comment") or 0, set())

    def person(self, pk: int | None) -> str:
        return str(self.people.get(pk or 0, ""))

    def ruling(self, event: Event) -> Adjudication | None:
        return self.rulings.get(event.subject_id) if event.subject_type == "adjudication" else None

    def ruled(self, event: Event) -> str:
        """What the ruling put into the text, in words."""
        ruling = self.ruling(event)
        spans = ruling.ruled_spans.all() if ruling else []
        return "; ".join(quoted_span(span) for span in spans) or _("nothing here")

    def fact(self, pk: int) -> str:
        return self.facts.get(pk, str(pk))


def load_subjects(events: list[Event], reader: User) -> EventSubjects:
    """What the events are about: a few queries for each kind of thing, however many there are."""
    ids: dict[str, set[str]] = defaultdict(set)
    for event in events:
        ids[event.subject_type].add(event.subject_id)
    revision_ids = {event.revision_id for event in events if event.revision_id}
    revisions = (
        Revision.objects.filter(pk__in=revision_ids)
        .select_related("article__outlet")
        .defer("text", "raw", "left_out")
        .in_bulk()
    )
    things = EventSubjects(
        reader, participants_by_revision(revision_ids, reader=reader), revisions, {}
    )
    own = Layer.objects.standing().of(reader).filter(revision__in=revision_ids)
    things.layers = {layer.revision_id: layer for layer in own}
    told = [event.detail.get(key) for event in events for key in ("old", "new", "editor")]
    things.people = User.objects.in_bulk([pk for pk in told if isinstance(pk, int)])
    facts = {event.detail["fact"] for event in events if isinstance(event.detail.get("fact"), int)}
    things.facts = statements_by_fact(facts)
    for kind, wanted in ids.items():
        name = NAMES.get(kind)
        if name is not None:
            for pk, thing in name(things, wanted).items():
                things.named[kind, pk] = thing
    return things


def article_subject(article: Article) -> Subject:
    return Subject(in_quotation_marks(article.title), article.get_absolute_url(), article.lang)


def statements_by_fact(pks: Iterable[int]) -> dict[int, str]:
    """What each fact says now, shortened: the latest verified version, while a draft the latest."""
    shown: dict[int, str] = {}
    facts = Fact.objects.filter(pk__in=list(pks)).prefetch_related("versions")
    for fact in facts:
        versions = sorted(
            fact.versions.all(), key=lambda one: (one.verified_at is None, -one.number)
        )
        shown[fact.pk] = Truncator(versions[0].statement).chars(WORDS) if versions else str(fact.pk)
    return shown


def _annotations(things: EventSubjects, ids: set[str]) -> dict[str, Subject]:
    wanted = [UUID(pk) for pk in ids]
    seen = annotations_seen_by(things.reader).filter(pk__in=wanted)
    seen = seen.select_related("layer__revision__article").defer(*NOT_SHOWN)
    found = {
        str(one.pk): Subject(
            quoted_span(one), one.get_absolute_url(), one.layer.revision.article.lang
        )
        for one in seen
    }
    return {pk: found.get(pk) or Subject(_("an annotation"), seen=False) for pk in ids}


NOT_SHOWN = ("layer__revision__text", "layer__revision__raw", "layer__revision__left_out")


def _layers(things: EventSubjects, ids: set[str]) -> dict[str, Subject]:
    """Own ones, and those of people who may be named; of others only that there is one."""
    seen = set(layers_seen_by(things.reader).filter(pk__in=ids).values_list("pk", flat=True))
    found = {}
    for layer in Layer.objects.filter(pk__in=ids).select_related("editor"):
        participants = things.participants.get(layer.revision_id)
        if layer.editor_id == things.reader.pk or (participants and participants.names_are_shown):
            things.owners[str(layer.pk)] = layer.editor_id
        address = layer.get_absolute_url() if layer.pk in seen else None
        if layer.editor_id == things.reader.pk:
            thing = Subject(_("your annotations"), address)
        elif participants is not None and participants.names_are_shown:
            thing = Subject(_("the annotations of %(editor)s") % {"editor": layer.editor}, address)
        else:
            thing = Subject(_("annotations of an article"))
        found[str(layer.pk)] = thing
    return found


def _articles(things: EventSubjects, ids: set[str]) -> dict[str, Subject]:
    return {str(one.pk): article_subject(one) for one in Article.objects.filter(pk__in=ids)}


def _revisions(things: EventSubjects, ids: set[str]) -> dict[str, Subject]:
    rows = Revision.objects.filter(pk__in=ids).select_related("article")
    return {
        str(one.pk): Subject(
            _("version %(number)s of %(title)s")
            % {"number": one.number, "title": in_quotation_marks(one.article.title)},
            one.get_absolute_url(),
            one.article.lang,
        )
        for one in rows.defer("text", "raw", "left_out")
    }


def _stories(things: EventSubjects, ids: set[str]) -> dict[str, Subject]:
    rows = Story.objects.filter(pk__in=ids)
    return {str(one.pk): Subject(f"“{one}”", reverse("story", args=[one.pk])) for one in rows}


def _plain(model: Any) -> Callable[[EventSubjects, set[str]], dict[str, Subject]]:
    def named(things: EventSubjects, ids: set[str]) -> dict[str, Subject]:
        return {str(one.pk): Subject(str(one)) for one in model.objects.filter(pk__in=ids)}

    return named


def _reviews(things: EventSubjects, ids: set[str]) -> dict[str, Subject]:
    reviews = things.reader.has_perm("annotations.review")
    open_to_reader = Review.objects.filter(readable_by(things.reader, "revision"), pk__in=ids)
    opened = set(open_to_reader.values_list("pk", flat=True)) if reviews else set()
    rows = Review.objects.filter(pk__in=ids).select_related("revision__article")
    found = {}
    for one in rows.defer("revision__text", "revision__raw", "revision__left_out"):
        words = _("the review of %(title)s") % {
            "title": in_quotation_marks(one.revision.article.title)
        }
        address = reverse("review", args=[one.revision_id]) if one.pk in opened else None
        found[str(one.pk)] = Subject(words, address, one.revision.article.lang)
    return found


def _rulings(things: EventSubjects, ids: set[str]) -> dict[str, Subject]:
    """For reviewers, and once released for all; in the words that they are about."""
    rows = Adjudication.objects.filter(pk__in=ids).select_related("review")
    seen = set(
        rows.filter(readable_by(things.reader, "review__revision")).values_list("pk", flat=True)
    )
    rows = rows.prefetch_related("ruled_spans", "disagreement__annotations")
    reviews = things.reader.has_perm("annotations.review")
    found = {}
    for one in rows:
        things.rulings[str(one.pk)] = one
        if one.pk not in seen:
            found[str(one.pk)] = Subject(_("a decision"), seen=False)
            continue
        about: list[Any] = list(one.ruled_spans.all())
        if not about and one.disagreement:
            about = list(one.disagreement.annotations.all())
        words = quoted_span(first_span(about)) if about else _("a passage")
        address = None
        if reviews and one.disagreement_id:
            address = reverse("disagreement", args=[one.disagreement_id])
        found[str(one.pk)] = Subject(words, address)
    return found


def _disagreements(things: EventSubjects, ids: set[str]) -> dict[str, Subject]:
    """For reviewers, and once released for all."""
    reviews = things.reader.has_perm("annotations.review")
    rows = Disagreement.objects.filter(pk__in=ids)
    seen = disagreements_seen_by(things.reader).filter(pk__in=ids).values_list("pk", flat=True)
    opened = set(seen)
    return {
        str(one.pk): Subject(
            _("a disagreement (%(kind)s)") % {"kind": one.get_kind_display()},
            reverse("disagreement", args=[one.pk]) if reviews else None,
        )
        if one.pk in opened
        else Subject(_("a disagreement"), seen=False)
        for one in rows
    }


def _ruled_spans(things: EventSubjects, ids: set[str]) -> dict[str, Subject]:
    rows = RuledSpan.objects.filter(pk__in=[UUID(pk) for pk in ids])
    seen = rows.filter(readable_by(things.reader, "adjudication__review__revision"))
    opened = set(seen.values_list("pk", flat=True))
    return {
        str(one.pk): Subject(quoted_span(one))
        if one.pk in opened
        else Subject(_("a decided mark"), seen=False)
        for one in rows
    }


def _threads(things: EventSubjects, ids: set[str]) -> dict[str, Subject]:
    """What kind of talk, and about which words where the reader sees them."""
    rows = Thread.objects.filter(pk__in=ids).select_related("annotation", "disagreement")
    rows = rows.prefetch_related("disagreement__annotations")
    seen, annotations, opened = seen_of_threads([int(pk) for pk in ids], things.reader)
    found = {}
    for one in rows:
        things.threads[str(one.pk)] = one
        own = one.opened_by_id == things.reader.pk
        talk = OWN_TALK[one.kind]() if own else TALK[one.kind]()
        about: list[Any] = []
        if one.annotation is not None:
            about = [one.annotation] if one.annotation_id in annotations else []
        # Whoever is asked whether to mark words reads them on the page of the question.
        told = one.disagreement_id in opened or (one.asks_to_mark and one.pk in seen)
        if one.disagreement and told:
            about = list(one.disagreement.annotations.all())
        where = quoted_span(first_span(about)) if about else _("a passage")
        words = _("%(talk)s about %(where)s") % {"talk": talk, "where": where}
        address = one.get_absolute_url() if one.pk in seen else None
        found[str(one.pk)] = Subject(words, address, seen=one.pk in seen)
    for pk, mentions in Comment.objects.filter(thread__in=list(ids)).values_list("pk", "mentions"):
        things.comments[pk] = {user for _start, _end, user in mentions}
    return found


TALK: dict[str, Callable[[], str]] = {
    "comment": lambda: _("a conversation"),
    "question": lambda: _("a question"),
    "dispute": lambda: _("an objection"),
}
OWN_TALK: dict[str, Callable[[], str]] = {
    "comment": lambda: _("your conversation"),
    "question": lambda: _("your question"),
    "dispute": lambda: _("your objection"),
}


def _suggestions(things: EventSubjects, ids: set[str]) -> dict[str, Subject]:
    """What was carried over from an annotation is told to those who may read that annotation."""
    rows, hidden = Suggestion.objects.filter(pk__in=ids), Subject(_("a passage"), seen=False)
    readable = Q(carried_from=None) | Q(carried_from__in=annotations_seen_by(things.reader))
    seen = set(rows.filter(readable).values_list("pk", flat=True))
    return {str(one.pk): Subject(quoted_span(one)) if one.pk in seen else hidden for one in rows}


def _facts(things: EventSubjects, ids: set[str]) -> dict[str, Subject]:
    known = statements_by_fact(int(pk) for pk in ids)
    return {
        str(pk): Subject(f"“{words}”", reverse("fact", args=[pk])) for pk, words in known.items()
    }


def _guidelines(things: EventSubjects, ids: set[str]) -> dict[str, Subject]:
    return {
        str(one.pk): Subject(
            _("version %(number)s of the guidelines") % {"number": one.number},
            f"{reverse('guidelines')}?version={one.number}",
        )
        for one in Guideline.objects.filter(pk__in=ids).defer("text")
    }


def _accounts(things: EventSubjects, ids: set[str]) -> dict[str, Subject]:
    """For whoever looks after people, and oneself."""
    reader = things.reader
    rows = User.objects.filter(pk__in=ids)
    return {
        str(one.pk): Subject(str(one))
        for one in (
            rows if reader.has_perm("newsroom.manage_people") else rows.filter(pk=reader.pk)
        )
    }


NAMES: dict[str, Callable[[EventSubjects, set[str]], dict[str, Subject]]] = {
    "adjudication": _rulings,
    "annotation": _annotations,
    "article": _articles,
    "disagreement": _disagreements,
    "fact": _facts,
    "group": _plain(Group),
    "guideline": _guidelines,
    "layer": _layers,
    "outlet": _plain(Outlet),
    "review": _reviews,
    "revision": _revisions,
    "ruledspan": _ruled_spans,
    "story": _stories,
    "suggestion": _suggestions,
    "thread": _threads,
    "user": _accounts,
}
