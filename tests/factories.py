"""Plain functions that make just what a test is about; every argument may be left out."""

import hashlib
from itertools import count

from django.contrib.auth.models import Group
from django.utils import timezone

from annotations.facts import lifecycle as fact_lifecycle
from annotations.facts import links
from annotations.models import Annotation, Guideline, Layer, RulesRun, Suggestion
from annotations.models.work import update_work
from annotations.suggesting import RULES_VERSION
from articles import searching
from articles.models import Article, Outlet, Revision
from newsroom.models import User

numbers = count(1)

TEXT = (
    "Council backs sea wall\n\n"
    "The council approved a $48 million sea wall on Tuesday. "
    "“We are building for the next storm,” the mayor, Ines Halloran, said.\n\n"
    "It will protect more than 2,300 households below the harbour road."
)


def make_user(username=None, *, group=None, **fields):
    # Without suggestions, so that a page holds what a test has made and nothing else; and here
    # today already, since the first page of a day writes that down.
    fields = {"suggestions": False, "seen_on": timezone.localdate(), **fields}
    user = User(username=username or f"user{next(numbers)}", **fields)
    user.set_password("secret-word")
    user.save()
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def make_editor(username=None, **fields):
    return make_user(username, group="Editors", **fields)


def make_reviewer(username=None, **fields):
    return make_user(username, group="Reviewers", **fields)


def make_lead(username=None, **fields):
    """A reviewer who also looks after people."""
    return make_user(username, group="Leads", **fields)


def make_superuser(username=None, **fields):
    return make_user(username, is_staff=True, is_superuser=True, **fields)


def make_outlet(name=None, **fields):
    return Outlet.objects.create(name=name or f"Outlet {next(numbers)}", **fields)


def make_article(*, text=TEXT, title=None, outlet=None, by=None, **fields):
    """An article with one revision of `text`."""
    article = Article.objects.create(
        title=title or text.split("\n")[0][:100],
        outlet=outlet,
        language=fields.pop("language", "en"),
        **fields,
    )
    make_revision(article, text=text, by=by)
    return article


def make_revision(article=None, *, text=TEXT, by=None, **fields):
    if article is None:
        return make_article(text=text, by=by).latest_revision()
    raw = text.encode()
    revision = Revision.objects.create(
        article=article,
        number=article.revisions.count() + 1,
        text=text,
        sha256=hashlib.sha256(raw).hexdigest(),
        raw=raw,
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        media_type="text/plain",
        imported_by=by or make_editor(),
        **fields,
    )
    update_work([revision.pk])
    searching.index(article, text)
    return revision


def make_layer(*, revision=None, editor=None, submitted=False, **fields):
    revision = revision or make_revision()
    used = set(revision.layers.values_list("letter", flat=True))
    letter = next(letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if letter not in used)
    layer = Layer.objects.create(
        revision=revision,
        editor=editor or make_editor(),
        letter=fields.pop("letter", letter),
        submitted_at=timezone.now() if submitted else None,
        **fields,
    )
    update_work([revision.pk])
    return layer


def make_annotation(*, layer=None, exact="$48 million", start=None, label="claim", **fields):
    """An annotation of `exact`, at its first place in the text unless `start` is given."""
    layer = layer or make_layer()
    text = layer.revision.text
    start = text.index(exact) if start is None else start
    end = start + len(exact)
    return Annotation.objects.create(
        layer=layer,
        start=start,
        end=end,
        exact=exact,
        prefix=text[max(0, start - 32) : start],
        suffix=text[end : end + 32],
        label=label,
        guideline=Guideline.objects.current(),
        **fields,
    )


def make_suggestion(*, revision=None, exact="Tuesday", label="claim", **fields):
    """What the present rules have suggested at the first place of `exact`."""
    revision = revision or make_revision()
    RulesRun.objects.get_or_create(revision=revision, rules_version=RULES_VERSION)
    start = revision.text.index(exact)
    return Suggestion.objects.create(
        revision=revision,
        rules_version=RULES_VERSION,
        start=start,
        end=start + len(exact),
        exact=exact,
        label=label,
        **fields,
    )


def make_fact(statement="The wall costs $48 million.", *, verified=True, sources=(), **fields):
    """A fact with one version, verified by another person than recorded it unless told not to."""
    fact = fact_lifecycle.record_fact(
        statement=statement,
        sources=sources or [{"title": "Budget 2031", "publisher": "The council"}],
        by=fields.pop("by", None) or make_editor(),
        **fields,
    )
    if verified:
        fact_lifecycle.verify_version(fact.versions.get(), by=make_reviewer())
    return fact


def make_link(*, annotation=None, fact=None, relation="supports", **fields):
    """A link made as its editor makes it; the layer must be open."""
    annotation = annotation or make_annotation()
    by = fields.pop("by", None) or annotation.layer.editor
    return links.link(annotation, fact or make_fact(), relation=relation, by=by, **fields)


def revise_fact(fact, statement="The wall costs $52 million.", *, verified=True, **fields):
    """The fact's next version; it speaks for the fact once it is verified."""
    version = fact_lifecycle.revise_fact(
        fact,
        statement=statement,
        sources=[{"title": "Budget 2032"}],
        reason=fields.pop("reason", "The council voted again."),
        by=fields.pop("by", None) or make_editor(),
        seen=fact.versions.count(),
        **{"as_of": None, "recheck_on": None, **fields},
    )
    return fact_lifecycle.verify_version(version, by=make_reviewer()) if verified else version
