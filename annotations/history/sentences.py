"""An event in words, as its reader may know it: who did what to which thing, old and new, and why.

One sentence for every verb that the program records, and for the inbox one that speaks to its
reader. What a thing is called, and whether the reader sees it at all, is decided by `things`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.history.subjects import EventSubjects, Subject, load_subjects
from annotations.labels import choices
from annotations.models.fact_link import Relation
from annotations.spans.numbers import grouped, read_number
from newsroom.models import Event, User

HISTORY: Mapping[str, Any] = {
    "agreement.overruled": gettext_lazy("%(who)s overruled what all had agreed on: %(what)s"),
    "alias.added": gettext_lazy("%(who)s listed %(what)s as the same"),
    "alias.changed": gettext_lazy("%(who)s changed the entry %(what)s"),
    "alias.removed": gettext_lazy("%(who)s took %(what)s off the list of aliases"),
    "annotation.added": gettext_lazy("%(who)s marked %(what)s"),
    "annotation.changed": gettext_lazy("%(who)s changed %(what)s"),
    "annotation.restored": gettext_lazy("%(who)s restored %(what)s"),
    "annotation.withdrawn": gettext_lazy("%(who)s deleted %(what)s"),
    "article.added": gettext_lazy("%(who)s added %(what)s"),
    "article.archived": gettext_lazy("%(who)s archived %(what)s"),
    "article.brought_back": gettext_lazy("%(who)s brought %(what)s back"),
    "article.changed": gettext_lazy("%(who)s changed the details of %(what)s"),
    "article.imported": gettext_lazy("%(who)s imported %(what)s"),
    "demonstration.loaded": gettext_lazy("%(who)s loaded the demonstration"),
    "disagreement.assigned": gettext_lazy("%(who)s changed who decides %(what)s"),
    "disagreement.settled": gettext_lazy("%(who)s decided a disagreement: %(what)s"),
    "fact.brought_back": gettext_lazy("%(who)s brought back the fact %(what)s"),
    "fact.recorded": gettext_lazy("%(who)s recorded the fact %(what)s"),
    "fact.retired": gettext_lazy("%(who)s retired the fact %(what)s"),
    "fact.revised": gettext_lazy("%(who)s revised the fact %(what)s"),
    "fact.verified": gettext_lazy("%(who)s verified the fact %(what)s"),
    "fact_link.added": gettext_lazy("%(who)s linked %(what)s to a fact"),
    "fact_link.carried": gettext_lazy("%(who)s linked %(what)s to a fact"),
    "fact_link.changed": gettext_lazy("%(who)s changed how a fact bears on %(what)s"),
    "fact_link.dropped": gettext_lazy("%(who)s looked again and unlinked a fact from %(what)s"),
    "fact_link.rechecked": gettext_lazy("%(who)s looked again at a fact linked to %(what)s"),
    "fact_link.removed": gettext_lazy("%(who)s unlinked a fact from %(what)s"),
    "fact_link.restored": gettext_lazy("%(who)s linked %(what)s to a fact again"),
    "group.added": gettext_lazy("%(who)s made the role %(what)s"),
    "group.changed": gettext_lazy("%(who)s changed what the role %(what)s may do"),
    "guideline.published": gettext_lazy("%(who)s published %(what)s"),
    "layer.assigned": gettext_lazy("%(who)s assigned %(what)s"),
    "layer.brought_in": gettext_lazy("%(who)s brought in %(what)s from a file"),
    "layer.cleared": gettext_lazy("%(who)s found nothing to check in words of %(what)s"),
    "layer.clearing_taken_back": gettext_lazy("%(who)s wants to look again at words of %(what)s"),
    "layer.handed_over": gettext_lazy("%(who)s handed %(what)s over"),
    "layer.noted": gettext_lazy("%(who)s wrote a note on the article: %(what)s"),
    "layer.reminded": gettext_lazy("%(who)s reminded of %(what)s, which was late"),
    "layer.reopened": gettext_lazy("%(who)s reopened %(what)s"),
    "layer.rescheduled": gettext_lazy("%(who)s set another day for %(what)s"),
    "layer.started": gettext_lazy("%(who)s started %(what)s"),
    "layer.submitted": gettext_lazy("%(who)s submitted %(what)s"),
    "layer.taken_back": gettext_lazy("%(who)s took %(what)s back"),
    "outlet.added": gettext_lazy("%(who)s added the outlet %(what)s"),
    "outlet.changed": gettext_lazy("%(who)s changed the outlet %(what)s"),
    "review.closed": gettext_lazy("%(who)s closed %(what)s"),
    "review.opened": gettext_lazy("%(what)s opened"),
    "review.rebuilt": gettext_lazy("The disagreements were updated: %(what)s"),
    "review.reopened": gettext_lazy("%(who)s reopened %(what)s"),
    "revision.added": gettext_lazy("%(who)s imported another text: %(what)s"),
    "ruling.undone": gettext_lazy("%(who)s undid a decision: %(what)s"),
    "sample.added": gettext_lazy("%(who)s added a sample article: %(what)s"),
    "sample.removed": gettext_lazy("%(who)s removed the sample article and all work on it"),
    "story.added": gettext_lazy("%(who)s made the story %(what)s"),
    "story.changed": gettext_lazy("%(who)s changed the story %(what)s"),
    "story.made": gettext_lazy("%(who)s made the story %(what)s"),
    "story.renamed": gettext_lazy("%(who)s renamed the story %(what)s"),
    "suggestion.accepted": gettext_lazy("%(who)s accepted a suggestion: %(what)s"),
    "suggestion.answer_taken_back": gettext_lazy("%(who)s took back an answer to %(what)s"),
    "suggestion.dismissed": gettext_lazy("%(who)s dismissed a suggestion: %(what)s"),
    "thread.opened": gettext_lazy("%(who)s began %(what)s"),
    "thread.replied": gettext_lazy("%(who)s replied in %(what)s"),
    "thread.reopened": gettext_lazy("%(who)s reopened %(what)s"),
    "thread.resolved": gettext_lazy("%(who)s resolved %(what)s"),
    "user.activated": gettext_lazy("%(who)s opened the account of %(what)s again"),
    "user.added": gettext_lazy("%(who)s made an account for %(what)s"),
    "user.changed": gettext_lazy("%(who)s changed the account of %(what)s"),
    "user.deactivated": gettext_lazy("%(who)s closed the account of %(what)s"),
    "user.invited": gettext_lazy("%(who)s invited %(what)s"),
    "user.joined": gettext_lazy("%(who)s accepted the invitation"),
    "user.password_changed": gettext_lazy("%(who)s chose another password"),
    "user.password_set": gettext_lazy("%(who)s set a password for %(what)s"),
    "user.reset_offered": gettext_lazy("%(who)s made a link to reset the password of %(what)s"),
    "user.settings_changed": gettext_lazy("%(who)s changed settings"),
}

# To whom it concerns; «what» is the article, or for talk the thread.
INBOX: Mapping[str, Any] = {
    "layer.assigned": gettext_lazy("%(who)s asks you to annotate %(what)s"),
    "layer.reminded": gettext_lazy("%(who)s reminds you of an article that is late: %(what)s"),
    "layer.reopened": gettext_lazy("%(who)s reopened your annotations: %(what)s"),
    "layer.rescheduled": gettext_lazy("%(who)s changed your deadline: %(what)s"),
    "layer.taken_back": gettext_lazy("%(who)s took the article back from you: %(what)s"),
    "layer.handed_to": gettext_lazy("%(who)s handed you an article to go on with: %(what)s"),
    "layer.handed_from": gettext_lazy("%(who)s gave your article to somebody else: %(what)s"),
    "review.closed": gettext_lazy("The review is closed. See how your work was changed: %(what)s"),
    "review.reopened": gettext_lazy("The review was reopened, decisions may change: %(what)s"),
    "thread.asked": gettext_lazy("%(who)s asks you %(what)s"),
    "thread.asked_to_mark": gettext_lazy("%(who)s asks you %(what)s"),
    "thread.mentioned": gettext_lazy("%(who)s mentions you in %(what)s"),
    "thread.opened": gettext_lazy("%(who)s began %(what)s"),
    "thread.replied": gettext_lazy("%(who)s replied in %(what)s"),
    "thread.reopened": gettext_lazy("%(who)s reopened %(what)s"),
    "thread.resolved": gettext_lazy("%(who)s resolved %(what)s"),
    "thread.says_no": gettext_lazy("%(who)s answers no to %(what)s"),
    "thread.says_yes": gettext_lazy("%(who)s answers yes to %(what)s"),
    "thread.answered": gettext_lazy("A new decision answers %(what)s"),
    "thread.stands": gettext_lazy("%(who)s kept the decision, against %(what)s"),
}

FIELDS: Mapping[str, Any] = {
    "accessed_on": gettext_lazy("looked at on"),
    "as_of": gettext_lazy("as of"),
    "attributed_to": gettext_lazy("speaker or claimant"),
    "byline": gettext_lazy("byline"),
    "canonical": gettext_lazy("is the same as"),
    "credit": gettext_lazy("credit"),
    "due_on": gettext_lazy("due on"),
    "editor": gettext_lazy("editor"),
    "exact": gettext_lazy("words"),
    "fact": gettext_lazy("fact"),
    "groups": gettext_lazy("roles"),
    "homepage": gettext_lazy("homepage"),
    "is_active": gettext_lazy("active"),
    "label": gettext_lazy("label"),
    "language": gettext_lazy("language"),
    "name": gettext_lazy("name"),
    "note": gettext_lazy("note"),
    "original_language": gettext_lazy("original language"),
    "outlet": gettext_lazy("outlet"),
    "permissions": gettext_lazy("permissions"),
    "published_on": gettext_lazy("published on"),
    "recheck_on": gettext_lazy("recheck on"),
    "relation": gettext_lazy("relation"),
    "ruling": gettext_lazy("decision"),
    "span_group": gettext_lazy("piece of a split quote"),
    "statement": gettext_lazy("statement"),
    "story": gettext_lazy("story"),
    "title": gettext_lazy("title"),
    "unit": gettext_lazy("unit"),
    "url": gettext_lazy("address"),
    "username": gettext_lazy("user name"),
    "value": gettext_lazy("value"),
}

# Not shown: they follow from the words that changed, or mean nothing to a reader.
HIDDEN_FIELDS = {"start", "end", "prefix", "suffix", "version", "link", "sources", "number"}

# Shown without a letter: the time of the event could reveal whose layer it is about.
WITHOUT_LETTER = ("layer.", "review.")


@dataclass(frozen=True)
class FieldChange:
    """One field of a thing: what it was, and what it became; "" for nothing."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class DescribedEvent:
    """An event as a reader sees it; `sentence` is HTML, with links to what they may open.

    `key` says which of the sentences of INBOX it is; empty outside the inbox.
    """

    event: Event
    who: str
    sentence: SafeString
    article: Subject | None = None
    changes: list[FieldChange] = field(default_factory=list)
    why: str = ""
    address: str | None = None
    key: str = ""


def describe_events(events: Iterable[Event], reader: User) -> list[DescribedEvent]:
    """The events in words for the history; the same number of queries for any number of them."""
    events = list(events)
    things = load_subjects(events, reader)
    return [described_event(event, things) for event in events]


def described_event(event: Event, things: EventSubjects) -> DescribedEvent:
    thing = things.subject(event)
    who = name_of_actor(event, things)
    pattern = HISTORY.get(event.verb, "%(who)s: " + event.verb)
    return DescribedEvent(
        event,
        who,
        sentence(pattern, who, thing),
        things.article(event),
        changes_of(event, things) if thing.seen else [],
        reason_for(event, things) if thing.seen else "",
        thing.address,
    )


def describe_notices(events: Iterable[Event], reader: User) -> list[DescribedEvent]:
    """The events as lines of the reader's inbox, each with where it leads."""
    events = list(events)
    things = load_subjects(events, reader)
    return [described_notice(event, things) for event in events]


def described_notice(event: Event, things: EventSubjects) -> DescribedEvent:
    thing = things.subject(event)
    about = thing if event.subject_type == "thread" else things.article(event) or thing
    leads = thing.address
    if event.verb.startswith("review.") or event.verb == "layer.handed_over":
        leads = things.own_layer(event) or leads
    who = name_of_actor(event, things)
    key = inbox_key(event, things)
    pattern = INBOX.get(key) or HISTORY[event.verb]
    words = sentence(pattern, who, Subject(about.words, None, about.language))
    return DescribedEvent(event, who, words, things.article(event), address=leads, key=key)


def inbox_key(event: Event, things: EventSubjects) -> str:
    """Which of the sentences of INBOX speaks of the event to its reader."""
    reader = things.reader.pk
    if event.verb == "layer.handed_over":
        return "layer.handed_to" if event.detail.get("new") == reader else "layer.handed_from"
    if not event.verb.startswith("thread."):
        return event.verb
    kind = event.detail.get("kind")
    if event.verb == "thread.resolved" and kind == "dispute" and things.opened(event):
        return "thread.answered" if event.detail.get("answer") else "thread.stands"
    if event.verb == "thread.opened" and kind == "question":
        return "thread.asked_to_mark" if event.detail.get("asks_to_mark") else "thread.asked"
    if says := event.detail.get("says"):
        return f"thread.says_{says}"
    if reader in things.mentioned(event):
        return "thread.mentioned"
    return event.verb


def sentence(pattern: Any, who: str, what: Subject) -> SafeString:
    """The sentence with the person in bold and the thing linked where it may be opened."""
    person = format_html("<b>{}</b>", who)
    if str(pattern).startswith("%(what)s"):
        what = replace(what, words=what.words[:1].upper() + what.words[1:])
    filled = escape(str(pattern)) % {"who": person, "what": what.as_html()}
    return mark_safe(filled)  # noqa: S308 - escaped above, part by part


def name_of_actor(event: Event, things: EventSubjects) -> str:
    """The actor by name or letter, or by role where the reader may know neither."""
    reader, participants = things.reader, things.participants_of(event)
    if event.actor_id == reader.pk:
        return _("You")
    if reader.is_superuser:
        return str(event.actor)
    if participants is None:
        known = event.subject_type in NAMED or (
            event.subject_type == "user" and reader.has_perm("newsroom.manage_people")
        )
        return str(event.actor) if known else _("A colleague")
    if event.subject_type in IMPORTED:
        return str(event.actor) if participants.names_are_shown else _("A colleague")
    hidden = event.actor_id in participants.letters and not participants.names_are_shown
    if hidden and not participants.is_blind_editor and event.verb.startswith(WITHOUT_LETTER):
        return _("An editor")
    return participants.name(event.actor)


# Subjects whose authors everybody may know; their own pages show them too.
NAMED = {"fact", "guideline", "alias"}
# Hidden, since whoever imports an article mostly annotates it too.
IMPORTED = {"article", "revision"}


def changes_of(event: Event, things: EventSubjects) -> list[FieldChange]:
    """Old and new, field by field, whichever way the event's detail holds them."""
    detail = event.detail
    if event.verb == "layer.handed_over":
        participants = things.participants_of(event)
        if participants is None or not participants.names_are_shown:
            return []
        names = [things.person(detail.get(key)) for key in ("old", "new")]
        return [FieldChange(str(FIELDS["editor"]), *names)]
    if event.subject_type == "adjudication":
        return [FieldChange(str(FIELDS["ruling"]), "", things.ruled(event))]
    if isinstance(detail.get("old"), dict) or isinstance(detail.get("new"), dict):
        old, new = detail.get("old") or {}, detail.get("new") or detail
        if event.verb == "annotation.added":
            new = {name: new.get(name) for name in ("attributed_to", "value", "unit", "note")}
        pairs = {name: (old.get(name), new.get(name)) for name in (*old, *new)}
    elif event.verb.startswith("fact_link."):
        pairs = {name: (None, detail.get(name)) for name in ("fact", "relation", "note")}
    else:
        pairs = {
            name: (value[0], value[1])
            for name, value in detail.items()
            if isinstance(value, list) and len(value) == 2
        }
        if isinstance(detail.get("due_on"), str):
            pairs["due_on"] = (None, detail["due_on"])
    return [
        FieldChange(str(FIELDS.get(name, name.replace("_", " "))), *shown)
        for name, (old, new) in pairs.items()
        if name not in HIDDEN_FIELDS
        for shown in [(readable(name, old, things), readable(name, new, things))]
        if shown[0] != shown[1]
    ]


def readable(name: str, value: Any, things: EventSubjects) -> str:
    """A stored value as a person writes it."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items())
    shown = SHOWN.get(name)
    return shown(value, things) if shown else str(value)


def _day(value: Any, things: EventSubjects) -> str:
    try:
        return date_format(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _number(value: Any, things: EventSubjects) -> str:
    try:
        return grouped(read_number(str(value)))
    except ValueError:
        return str(value)


SHOWN: Mapping[str, Callable[[Any, EventSubjects], str]] = {
    "label": lambda value, _things: str(dict(choices()).get(value, value)),
    "relation": lambda value, _things: str(dict(Relation.choices).get(value, value)),
    "fact": lambda value, things: things.fact(value),
    "span_group": lambda _value, _things: _("yes"),
    "value": _number,
    **dict.fromkeys(("accessed_on", "as_of", "due_on", "published_on", "recheck_on"), _day),
}


def reason_for(event: Event, things: EventSubjects) -> str:
    """The reason given: a ruling's and its note, or that of a fact's change."""
    ruling = things.ruling(event)
    if ruling is not None:
        return ruling.why
    return str(event.detail.get("reason") or "")
