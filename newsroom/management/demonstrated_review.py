"""What becomes of the demonstration's layers: asked, ruled, released, disputed, talked about.

The acts are those of newsroom/demonstration/review.toml, played in their order by the functions
that the pages call.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from annotations.discussion import threads
from annotations.layers import editing
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Annotation, Disagreement, Layer, Suggestion, Thread
from annotations.models.adjudication import Action
from annotations.review import adjudicating, disputes
from annotations.review import lifecycle as review_lifecycle
from annotations.workspace import suggestions
from articles.models import Revision
from newsroom.models import User

Act = Mapping[str, Any]
People = Mapping[str, User]


def play(
    acts: Iterable[Act], revisions: Mapping[str, Revision], people: People, *, reviewer: User
) -> None:
    """Every act in its order, on the texts that are there: `revisions`, by their files."""
    for act in acts:
        if act["text"] not in revisions:
            continue
        revision = revisions[act["text"]]
        by = people[act["by"]] if "by" in act else reviewer
        PLAYED[act["do"]](act, revision, people, by=by, reviewer=reviewer)


def rule(act: Act, revision: Revision, people: People, *, by: User, reviewer: User) -> None:
    group = group_of(revision, act)
    take = [letters_by_editor(revision)[act["take"]]] if "take" in act else []
    adjudicating.settle_group(
        group,
        action=Action.TAKE if take else Action.NOTHING,
        letters=take,
        fingerprint=group.fingerprint,
        standing=None,
        reason=act.get("reason", ""),
        note=act.get("note", ""),
        by=by,
    )


def ask(act: Act, revision: Revision, people: People, *, by: User, reviewer: User) -> None:
    open_thread_as_told(group_of(revision, act), Thread.Kind.QUESTION, act, revision, people, by=by)


def remark(act: Act, revision: Revision, people: People, *, by: User, reviewer: User) -> None:
    open_thread_as_told(
        annotation_of(revision, act, by), Thread.Kind.COMMENT, act, revision, people, by=by
    )


def dispute(act: Act, revision: Revision, people: People, *, by: User, reviewer: User) -> None:
    open_thread_as_told(group_of(revision, act), Thread.Kind.DISPUTE, act, revision, people, by=by)


def open_thread_as_told(
    about: Annotation | Disagreement,
    kind: str,
    act: Act,
    revision: Revision,
    people: People,
    *,
    by: User,
) -> None:
    letters = letters_by_editor(revision)
    text = act["says"].format(**letters)
    if isinstance(about, Disagreement):
        thread = disputes.open_thread_on_group(about, kind=kind, text=text, by=by)
    else:
        thread = threads.open_thread(about, kind=kind, text=text, by=by)
    for said in act.get("replies", []):
        threads.reply(thread, text=said["says"].format(**letters), by=people[said["by"]])


def change_span(act: Act, revision: Revision, people: People, *, by: User, reviewer: User) -> None:
    """The layer opened again, a span moved, the layer submitted: a ruling on it goes stale."""
    changed = annotation_of(revision, act, by)
    layer_lifecycle.reopen(changed.layer, by=reviewer)
    start = nth_occurrence(revision.text, act["to"], 1)
    editing.change_annotation(
        changed,
        version=changed.version,
        by=by,
        start=start,
        end=start + len(act["to"]),
        exact=act["to"],
    )
    layer_lifecycle.submit(changed.layer, by=by, as_it_is=True)


def close(act: Act, revision: Revision, people: People, *, by: User, reviewer: User) -> None:
    review_lifecycle.close_review(revision.review, by=by)


def suggest(act: Act, revision: Revision, people: People, *, by: User, reviewer: User) -> None:
    suggestions.store_suggestions(revision)
    layer = Layer.objects.on(revision).get(editor=by)
    found = {one.exact: one for one in Suggestion.objects.filter(revision=revision)}
    for words in act["accept"]:
        suggestions.accept_suggestion(found[words], layer, id=uuid.uuid4(), by=by)
    for words in act["dismiss"]:
        suggestions.dismiss_suggestion(found[words], layer, by=by)


PLAYED = {
    "rule": rule,
    "ask": ask,
    "change": change_span,
    "close": close,
    "dispute": dispute,
    "remark": remark,
    "suggest": suggest,
}


def group_of(revision: Revision, act: Act) -> Disagreement:
    start = nth_occurrence(revision.text, act["words"], act.get("nth", 1))
    return Disagreement.objects.get(review__revision=revision, kind=act["kind"], start=start)


def annotation_of(revision: Revision, act: Act, editor: User) -> Annotation:
    mine = Annotation.objects.live().on(revision).filter(layer__editor=editor)
    return mine.get(
        start=nth_occurrence(revision.text, act["words"], act.get("nth", 1)), exact=act["words"]
    )


def letters_by_editor(revision: Revision) -> dict[str, str]:
    standing = Layer.objects.on(revision).standing().select_related("editor")
    return {layer.editor.username: layer.letter for layer in standing}


def nth_occurrence(text: str, words: str, nth: int) -> int:
    """Where the words stand for the nth time. Raises ValueError where they do not."""
    start = -1
    for _occurrence in range(nth):
        start = text.find(words, start + 1)
        if start < 0:
            raise ValueError(f"not in the text {nth} times: {words}")
    return start
