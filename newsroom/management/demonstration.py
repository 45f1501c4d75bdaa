"""The demonstration: an invented town, what its papers wrote, and what three editors marked.

The texts, their details and the spans are files in newsroom/demonstration, whose README says what
shows what. They go in by the functions that an editor's own work goes in by.
"""

import os
import secrets
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from annotations.facts import lifecycle as fact_lifecycle
from annotations.facts import links as fact_links
from annotations.layers import editing
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Annotation, Fact, Layer
from articles import details as article_details
from articles import stories
from articles.importing import batches, intake
from articles.models import Article, ImportBatch, Revision, Story
from articles.readers.files import File
from newsroom.accounts import profile
from newsroom.demonstration.files import CREDIT, read_text, read_toml
from newsroom.history import record
from newsroom.management.commands.setup_roles import EDITORS, REVIEWERS
from newsroom.management.demonstrated_review import nth_occurrence, play
from newsroom.models import Event, User

LOADED = "demonstration.loaded"


class Person(NamedTuple):
    first_name: str
    last_name: str
    group: str
    role: str


PEOPLE = {
    "ada": Person("Ada", "Brook", EDITORS, "editor"),
    "ben": Person("Ben", "Castell", EDITORS, "editor"),
    "cleo": Person("Cleo", "Marin", EDITORS, "editor"),
    "rita": Person("Rita", "Solberg", REVIEWERS, "reviewer"),
    "admin": Person("", "", "", "superuser"),
}


class NameTaken(Exception):
    """An account of the installation has the name of somebody in the demonstration."""


def made_accounts() -> dict[str, User] | None:
    """The accounts that the demonstration made, by the names they had; None if it is not loaded."""
    event = Event.objects.filter(verb=LOADED).first()
    if event is None:
        return None
    users = User.objects.in_bulk(event.detail["accounts"].values())
    return {name: users[pk] for name, pk in event.detail["accounts"].items() if pk in users}


def holds_other_work() -> bool:
    """Whether the database holds anything that the demonstration would mix with."""
    return any(model.objects.exists() for model in (Article, ImportBatch, Story, Layer))


def load(*, password: str) -> dict[str, User]:
    """Put the demonstration into the database, whole or not at all; the accounts, by name.

    An `admin` that is there already stays as it is. Raises NameTaken for the four others, since
    nobody's account may come to hold invented work.
    """
    with transaction.atomic():
        call_command("setup_roles", verbosity=0)
        people = make_people(password)
        spans = read_toml("annotations.toml")
        told = read_toml("facts.toml")["fact"]
        recorded = {fact["key"]: record_fact(fact, people) for fact in told}
        links = links_by_text(told, recorded)
        revisions = {}
        for one in read_toml("articles.toml")["import"]:
            for file, revision in import_texts(one["article"], by=people[one["by"]]):
                annotate(revision, spans.get(file, {}), people, links=links[file])
                revisions[file] = revision
        play(read_toml("review.toml")["act"], revisions, people, reviewer=people["rita"])
        for fact in told:
            change_fact(recorded[fact["key"]], fact.get("then", {}), recorded, people)
        pks = {name: user.pk for name, user in people.items()}
        record(LOADED, people["rita"], by=people["rita"], accounts=pks)
    return people


def make_people(password: str) -> dict[str, User]:
    taken = set(User.objects.filter(username__in=PEOPLE).values_list("username", flat=True))
    if taken - {"admin"}:
        raise NameTaken(", ".join(sorted(taken - {"admin"})))
    people = {}
    for name, person in PEOPLE.items():
        if name in taken:
            continue
        user = User(username=name, first_name=person.first_name, last_name=person.last_name)
        user.is_staff = user.is_superuser = not person.group
        user.set_password(password)
        user.save()
        if person.group:
            user.groups.add(Group.objects.get(name=person.group))
        people[name] = user
    return people


def import_texts(texts: list[dict[str, Any]], *, by: User) -> Iterable[tuple[str, Revision]]:
    """Import them as one batch, with the details given here; each file with its revision."""
    files = [File.of(text["file"], read_text(text["file"])) for text in texts]
    batch = intake.open_batch(files, by=by)
    details = {text["file"]: text for text in texts}
    edits = {
        item.pk: {**details[item.name], "credit": f"{item.draft['credit']} {CREDIT}".strip()}
        for item in batch.items.all()
    }
    batches.finish_batch(batch, edits, leave=[], by=by)
    in_story = defaultdict(list)
    for item in batch.items.select_related("revision__article"):
        if item.revision is None:
            raise ValueError(f"{item.name}: {item.refused_because}")
        article = item.revision.article
        # A correction is a new revision of a known article, whose details importing leaves alone.
        if title := details[item.name].get("title"):
            article_details.edit_article(article, {"title": title}, by=by)
        in_story[details[item.name]["story"]].append(article.pk)
        yield item.name, item.revision
    for title, articles in in_story.items():
        stories.assign_story(articles, title, by=by)


def record_fact(told: Mapping[str, Any], people: Mapping[str, User]) -> Fact:
    """A table of facts.toml as a fact, verified where it says by whom."""
    fact = fact_lifecycle.record_fact(by=people[told["by"]], **said(told))
    if "verified_by" in told:
        fact_lifecycle.verify_version(fact.versions.get(), by=people[told["verified_by"]])
    return fact


def said(told: Mapping[str, Any]) -> dict[str, Any]:
    """What a version says."""
    recheck_on = None
    if "recheck_in" in told:
        recheck_on = timezone.localdate() + timedelta(days=told["recheck_in"])
    return {
        "statement": told["statement"],
        "as_of": told.get("as_of"),
        "recheck_on": recheck_on,
        "sources": told["source"],
    }


def links_by_text(
    told: Iterable[Mapping[str, Any]], recorded: Mapping[str, Fact]
) -> Mapping[str, list[dict[str, Any]]]:
    """The links of facts.toml by the file of their text, each with its fact."""
    links: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for fact in told:
        for link in fact.get("link", []):
            links[link["text"]].append({**link, "fact": recorded[fact["key"]]})
    return links


def change_fact(
    fact: Fact, then: Mapping[str, Any], recorded: Mapping[str, Fact], people: Mapping[str, User]
) -> None:
    """What happens to a fact after passages were linked to it."""
    if revised := then.get("revised"):
        by, reason = people[revised["by"]], revised["reason"]
        version = fact_lifecycle.revise_fact(fact, **said(revised), reason=reason, seen=1, by=by)
        if "verified_by" in revised:
            fact_lifecycle.verify_version(version, by=people[revised["verified_by"]])
    if retired := then.get("retired"):
        fact_lifecycle.retire_fact(
            fact,
            reason=retired["reason"],
            replaced_by=recorded[retired["replaced_by"]],
            by=people[retired["by"]],
        )


def annotate(
    revision: Revision,
    work: Mapping[str, Any],
    people: Mapping[str, User],
    *,
    links: Iterable[Mapping[str, Any]] = (),
) -> None:
    """Make the layers that `work` (a table of annotations.toml) names, and what is in them.

    `links` are those of this text, made while the layers are open.
    """
    submitted = work.get("submitted", [])
    next_week = timezone.localdate() + timedelta(days=7)
    for name in work.get("assigned", []):
        layer_lifecycle.assign(revision, people[name], by=people["rita"], due_on=next_week)
    # All of them before the first is submitted: once the review is open nobody starts one.
    begun = {
        name: layer_lifecycle.start(revision, by=people[name])
        for name in [*submitted, *work.get("open", [])]
    }
    for name, layer in begun.items():
        editor = people[name]
        groups: dict[str, uuid.UUID] = defaultdict(uuid.uuid4)
        for span in work["spans"]:
            if name in span["by"].split():
                annotation = mark(layer, span, groups, by=editor)
                link_facts(annotation, span, links, by=editor)
        if name in submitted:
            layer_lifecycle.submit(layer, by=editor, as_it_is=True)


def mark(
    layer: Layer, span: Mapping[str, Any], groups: Mapping[str, uuid.UUID], *, by: User
) -> Annotation:
    start = nth_occurrence(layer.revision.text, span["words"], span.get("nth", 1))
    annotation, _made = editing.add_annotation(
        layer,
        id=uuid.uuid4(),
        start=start,
        end=start + len(span["words"]),
        exact=span["words"],
        label=span["label"],
        attributed_to=span.get("speaker", ""),
        value=Decimal(span["value"]) if "value" in span else None,
        unit=span.get("unit", ""),
        note=span.get("note", ""),
        span_group=groups[span["group"]] if "group" in span else None,
        by=by,
    )
    if span.get("withdrawn"):
        editing.withdraw_annotation(annotation, version=annotation.version, by=by)
    return annotation


def link_facts(
    annotation: Annotation,
    span: Mapping[str, Any],
    links: Iterable[Mapping[str, Any]],
    *,
    by: User,
) -> None:
    for link in links:
        same_place = (link["words"], link.get("nth", 1)) == (span["words"], span.get("nth", 1))
        if same_place and by.username in link.get("by", by.username).split():
            note = link.get("note", "")
            fact_links.link(annotation, link["fact"], relation=link["relation"], note=note, by=by)


def password_file() -> Path:
    return Path(settings.VAR) / "demo_password"


def kept_password() -> str | None:
    """The password as it was last made or set; None where it is not kept here."""
    try:
        return password_file().read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def keep_password(password: str) -> None:
    """Write it where only the owner of the installation reads it."""
    path = password_file()
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
        path.chmod(0o600)
        file.write(f"{password}\n")


def new_password() -> str:
    """Twelve characters that can be read aloud and typed: some 59 bits."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))


def set_password(users: Iterable[User], password: str) -> None:
    with transaction.atomic():
        for user in users:
            profile.change_password(user, password, by=user)
        keep_password(password)
