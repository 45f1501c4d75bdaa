"""Who gets what at every URL: the table of the house, walked through the front door.

The world: the owner's layer (open, then submitted) on a revision that two other editors annotate
too, one of whom has finished; a reviewer; a superuser; somebody without a role; nobody at all.
"""

import copy
import uuid

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from annotations.discussion import notifications, threads
from annotations.models import Adjudication, Alias, Disagreement, Notice, SavedView, Seen
from annotations.review import batch_rules
from articles.models import ImportBatch, Story
from newsroom import history
from newsroom.accounts import links
from tests.factories import (
    make_annotation,
    make_editor,
    make_fact,
    make_layer,
    make_link,
    make_reviewer,
    make_revision,
    make_suggestion,
    make_superuser,
    make_user,
)
from tests.worlds import made_once, make_review, make_two_editors_review, settle_group

pytestmark = pytest.mark.django_db

ROLES = ("owner", "unfinished", "finished", "reviewer", "superuser", "no role", "signed out")

# Each row: URL name, method, then the answer to each of ROLES.
OPEN = """
workspace               GET   OK    NONE  NONE  NONE  NONE  NONE  SIGN_IN
layer_state             GET   OK    NONE  NONE  NONE  NONE  NONE  SIGN_IN
layer_annotations       POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
layer_submission        GET   OK    NONE  NONE  NONE  NONE  NONE  SIGN_IN
layer_details           GET   OK    NONE  NONE  NONE  NONE  NONE  SIGN_IN
layer_submission        POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
layer_note              GET   OK    NONE  NONE  NONE  NONE  NONE  SIGN_IN
layer_note              POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
annotations_together    GET   OK    NONE  NONE  NONE  NONE  NONE  SIGN_IN
annotations_together    POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
layer_words             GET   OK    NONE  NONE  NONE  NONE  NONE  SIGN_IN
words_clearing          POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
words_return            POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
layer_reopening         POST  CLASH NONE  NONE  NONE  NONE  NONE  SIGN_IN
annotation              GET   OK    NONE  NONE  NONE  NONE  NONE  SIGN_IN
annotation              POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
annotation_withdrawal   POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
annotation_restoration  POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
annotation_facts        GET   OK    NONE  NONE  NONE  NONE  NONE  SIGN_IN
annotation_facts        POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
fact_link_removal       POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
fact_link_restoration   POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
annotation_threads      GET   OK    NONE  NONE  NONE  NONE  NONE  SIGN_IN
annotation_threads      POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
thread                  GET   OK    NONE  NONE  NONE  NONE  NONE  SIGN_IN
thread                  POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
thread_resolution       POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
thread_answer           POST  NO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
layer_changes           GET   OK    NONE  NONE  NONE  NONE  NONE  SIGN_IN
layer_suggestions       POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
layer_seen_before       GET   OK    NONE  NONE  NONE  NONE  NONE  SIGN_IN
seen_dismissal          POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
seen_return             POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
carried_acceptance      POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
layer_suggestions_at_once GET   GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
layer_suggestions_at_once POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
suggestion              GET   OK    NONE  NONE  NONE  NONE  NONE  SIGN_IN
suggestion_acceptance   POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
suggestion_dismissal    POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
suggestion_return       POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
fact_link_recheck       POST  GO    NONE  NONE  NONE  NONE  NONE  SIGN_IN
fact_link_recheck_undoing POST GO   NONE  NONE  NONE  NONE  NONE  SIGN_IN
"""
SUBMITTED = """
workspace               GET   OK    NONE  NONE  OK    OK    NONE  SIGN_IN
layer_state             GET   OK    NONE  NONE  OK    OK    NONE  SIGN_IN
layer_annotations       POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
layer_submission        GET   CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
layer_details           GET   CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
layer_submission        POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
layer_note              GET   CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
layer_note              POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
annotations_together    GET   CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
annotations_together    POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
layer_words             GET   CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
words_clearing          POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
words_return            POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
layer_reopening         POST  GO    NONE  NONE  GO    GO    NONE  SIGN_IN
annotation              GET   OK    NONE  NONE  OK    OK    NONE  SIGN_IN
annotation              POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
annotation_withdrawal   POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
annotation_restoration  POST  CLASH NONE  NONE  NONE  NONE  NONE  SIGN_IN
annotation_facts        GET   OK    NONE  NONE  OK    OK    NONE  SIGN_IN
annotation_facts        POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
fact_link_removal       POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
fact_link_restoration   POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
annotation_threads      GET   OK    NONE  NONE  OK    OK    NONE  SIGN_IN
annotation_threads      POST  GO    NONE  NONE  GO    GO    NONE  SIGN_IN
thread                  GET   OK    NONE  NONE  OK    OK    NONE  SIGN_IN
thread                  POST  GO    NONE  NONE  GO    GO    NONE  SIGN_IN
thread_resolution       POST  GO    NONE  NONE  GO    GO    NONE  SIGN_IN
thread_answer           POST  NO    NONE  NONE  NO    NO    NONE  SIGN_IN
layer_changes           GET   OK    NONE  NONE  OK    OK    NONE  SIGN_IN
layer_suggestions       POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
layer_seen_before       GET   CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
seen_dismissal          POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
seen_return             POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
carried_acceptance      POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
layer_suggestions_at_once GET   CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
layer_suggestions_at_once POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
suggestion              GET   OK    NONE  NONE  NO    NO    NONE  SIGN_IN
suggestion_acceptance   POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
suggestion_dismissal    POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
suggestion_return       POST  CLASH NONE  NONE  NO    NO    NONE  SIGN_IN
fact_link_recheck       POST  GO    NONE  NONE  GO    GO    NONE  SIGN_IN
fact_link_recheck_undoing POST GO   NONE  NONE  GO    GO    NONE  SIGN_IN
"""
# What does not depend on the state of the owner's layer. «owner» began the unfinished import, and
# what the reviewer has taken off the list of aliases is not there for the superuser after them.
ELSEWHERE = """
desk                GET   OK  OK    OK    OK  OK  OK  SIGN_IN
desk_to_do          GET   OK  OK    OK    OK  OK  OK  SIGN_IN
desk_ready          GET   NO  NO    NO    OK  OK  NO  SIGN_IN
desk_late           GET   NO  NO    NO    OK  OK  NO  SIGN_IN
desk_in_work        GET   NO  NO    NO    OK  OK  NO  SIGN_IN
desk_unassigned     GET   NO  NO    NO    OK  OK  NO  SIGN_IN
late_reminder       POST  NO  NO    NO    GO  GO  NO  SIGN_IN
sample_adding       POST  NO  NO    NO    CLASH CLASH NO  SIGN_IN
sample_removal      GET   NO  NO    NO    GO  GO  NO  SIGN_IN
sample_removal      POST  NO  NO    NO    GO  GO  NO  SIGN_IN
desk_charts         GET   OK  OK    OK    OK  OK  NO  SIGN_IN
articles            GET   OK  OK    OK    OK  OK  OK  SIGN_IN
articles_bulk       POST  GO  GO    GO    GO  GO  NO  SIGN_IN
bulk_confirmation   GET   OK  OK    OK    OK  OK  NO  SIGN_IN
bulk_confirmation   POST  CLASH CLASH CLASH CLASH CLASH NO SIGN_IN
articles_export     GET   OK  OK    OK    OK  OK  OK  SIGN_IN
assignment          GET   NO  NO    NO    OK  OK  NO  SIGN_IN
assignment          POST  NO  NO    NO    UNCLEAR UNCLEAR NO  SIGN_IN
revision_assignment GET  NO  NO    NO    OK  OK  NO  SIGN_IN
revision_assignment POST NO  NO    NO    GO  GO  NO  SIGN_IN
layer_taking_back   POST  NO  NO    NO    GO  NONE NO SIGN_IN
layer_handing_over  POST  NO  NO    NO    GO  CLASH NO SIGN_IN
layer_due           POST  NO  NO    NO    GO  GO  NO  SIGN_IN
revision_reminder   POST  NO  NO    NO    GO  GO  NO  SIGN_IN
assignment_selection POST NO  NO    NO    GO  GO  NO  SIGN_IN
article             GET   OK  OK    OK    OK  OK  OK  SIGN_IN
article_sheet       GET   OK  OK    OK    OK  OK  OK  SIGN_IN
article_details     GET   OK  OK    OK    OK  OK  NO  SIGN_IN
article_archiving   POST  GO  GO    GO    GO  GO  NO  SIGN_IN
article_restoring   POST  GO  GO    GO    GO  GO  NO  SIGN_IN
article_story       POST  GO  GO    GO    GO  GO  NO  SIGN_IN
revision            GET   OK  OK    OK    OK  OK  OK  SIGN_IN
revision_raw        GET   OK  OK    OK    OK  OK  OK  SIGN_IN
stories             GET   OK  OK    OK    OK  OK  OK  SIGN_IN
story               GET   OK  OK    OK    OK  OK  OK  SIGN_IN
import_new          GET   OK  OK    OK    OK  OK  NO  SIGN_IN
imports             GET   OK  OK    OK    OK  OK  NO  SIGN_IN
import              GET   OK  NONE  NONE  NONE NONE NO SIGN_IN
import_progress     POST  GO  NONE  NONE  NONE NONE NO SIGN_IN
import_columns      GET   GO  NONE  NONE  NONE NONE NO SIGN_IN
layer_start         POST  GO  GO    GO    GO  GO  NO  SIGN_IN
annotations         GET   OK  OK    OK    OK  OK  OK  SIGN_IN
export_csv          GET   OK  OK    OK    OK  OK  OK  SIGN_IN
export_jsonl        GET   OK  OK    OK    OK  OK  OK  SIGN_IN
export_webannotation GET  OK  OK    OK    OK  OK  OK  SIGN_IN
export_claimreview  GET   OK  OK    OK    OK  OK  OK  SIGN_IN
agreement           GET   NO  NO    NO    OK  OK  NO  SIGN_IN
agreement_differences GET NO  NO    NO    NONE NONE NO SIGN_IN
suggestions         GET   NO  NO    NO    OK  OK  NO  SIGN_IN
fact_recheck        GET   OK  OK    OK    OK  OK  NO  SIGN_IN
fact_search         GET   OK  OK    OK    OK  OK  NO  SIGN_IN
facts               GET   OK  OK    OK    OK  OK  OK  SIGN_IN
fact                GET   OK  OK    OK    OK  OK  OK  SIGN_IN
fact_new            GET   OK  OK    OK    OK  OK  NO  SIGN_IN
fact_new            POST  GO  GO    GO    GO  GO  NO  SIGN_IN
fact_revision       GET   OK  OK    OK    OK  OK  NO  SIGN_IN
fact_verification   POST  NO  NO    NO    GO  GO  NO  SIGN_IN
fact_retirement     GET   NO  NO    NO    OK  OK  NO  SIGN_IN
fact_return         POST  NO  NO    NO    GO  GO  NO  SIGN_IN
export_facts        GET   OK  OK    OK    OK  OK  OK  SIGN_IN
review_queue        GET   NO  NO    NO    OK  OK  NO  SIGN_IN
review_next         POST  NO  NO    NO    GO  GO  NO  SIGN_IN
disagreement_assignment POST NO NO  NO    GO  GO  NO  SIGN_IN
review              GET   NO  NO    NO    OK  OK  NO  SIGN_IN
review_text         GET   NO  NO    NO    OK  OK  NO  SIGN_IN
review_agreed       GET   NO  NO    NO    OK  OK  NO  SIGN_IN
review_batch        GET   NO  NO    NO    OK  OK  NO  SIGN_IN
review_batch        POST  NO  NO    NO    GO  GO  NO  SIGN_IN
review_opening      POST  NO  NO    NO    GO  GO  NO  SIGN_IN
review_closing      POST  NO  NO    NO    CLASH CLASH NO SIGN_IN
review_reopening    POST  NO  NO    NO    GO  GO  NO  SIGN_IN
disagreement        GET   NO  NO    NO    OK  OK  NO  SIGN_IN
adjudications       POST  NO  NO    NO    GO  CLASH NO SIGN_IN
reservation         POST  NO  NO    NO    GO  GO  NO  SIGN_IN
disagreement_question POST NO NO    NO    GO  GO  NO  SIGN_IN
marking_question    POST  NO  NO    NO    CLASH CLASH NO SIGN_IN
marking_questions   POST  NO  NO    NO    CLASH CLASH NO SIGN_IN
overruling          GET   NO  NO    NO    OK  OK  NO  SIGN_IN
adjudication_undoing POST NO  NO    NO    GO  CLASH NO SIGN_IN
batch_undoing       POST  NO  NO    NO    GO  GO  NO  SIGN_IN
guidelines          GET   OK  OK    OK    OK  OK  OK  SIGN_IN
guidelines_changes  GET   OK  OK    OK    OK  OK  OK  SIGN_IN
guidelines_edit     GET   NO  NO    NO    OK  OK  NO  SIGN_IN
guidelines_edit     POST  NO  NO    NO    OK  OK  NO  SIGN_IN
guidelines_preview  POST  NO  NO    NO    OK  OK  NO  SIGN_IN
aliases             GET   NO  NO    NO    OK  OK  NO  SIGN_IN
aliases             POST  NO  NO    NO    GO  GO  NO  SIGN_IN
alias               GET   NO  NO    NO    OK  OK  NO  SIGN_IN
alias               POST  NO  NO    NO    GO  GO  NO  SIGN_IN
alias_removal       POST  NO  NO    NO    GO  NONE NO SIGN_IN
inbox               GET   OK  OK    OK    OK  OK  OK  SIGN_IN
inbox_reading       POST  GO  GO    GO    GO  GO  GO  SIGN_IN
notice              GET   GO  NONE  NONE  NONE NONE NONE SIGN_IN
notice_reading      POST  GO  NONE  NONE  NONE NONE NONE SIGN_IN
history             GET   OK  OK    OK    OK  OK  OK  SIGN_IN
search              GET   OK  OK    OK    OK  OK  OK  SIGN_IN
my_differences      GET   OK  OK    OK    OK  OK  OK  SIGN_IN
disagreement_threads GET  OK OK OK        OK  OK  NONE SIGN_IN
disagreement_threads POST GO GO GO        GO  GO  NONE SIGN_IN
ruling_dispute      GET   NONE NONE NONE  NONE NONE NONE SIGN_IN
saved_views         POST  GO  GO    GO    GO  GO  GO  SIGN_IN
day                 GET   OK  OK    OK    OK  OK  OK  SIGN_IN
list_display        POST  GO  GO    GO    GO  GO  GO  SIGN_IN
saved_view_removal  POST  GO  NONE  NONE  NONE NONE NONE SIGN_IN
people              GET   NO  NO    NO    NO  OK  NO  SIGN_IN
people              POST  NO  NO    NO    NO  GO  NO  SIGN_IN
person              GET   NO  NO    NO    NO  OK  NO  SIGN_IN
person_role         POST  NO  NO    NO    NO  GO  NO  SIGN_IN
person_link         POST  NO  NO    NO    NO  GO  NO  SIGN_IN
person_leaving      POST  NO  NO    NO    NO  GO  NO  SIGN_IN
person_return       POST  NO  NO    NO    NO  GO  NO  SIGN_IN
password_forgotten  GET   OK  OK    OK    OK  OK  OK  OK
welcome             GET   OK  OK    OK    OK  OK  OK  OK
settings            GET   OK  OK    OK    OK  OK  OK  SIGN_IN
theme               POST  GO  GO    GO    GO  GO  GO  SIGN_IN
password_change     GET   OK  OK    OK    OK  OK  OK  SIGN_IN
script_words        GET   OK  OK    OK    OK  OK  OK  SIGN_IN
logout              POST  GO  GO    GO    GO  GO  GO  GO
login               GET   GO  GO    GO    GO  GO  GO  OK
healthz             GET   OK  OK    OK    OK  OK  OK  OK
admin:index         GET   SIGN_IN SIGN_IN SIGN_IN OK OK SIGN_IN SIGN_IN
"""


def rows(table):
    return [tuple(line.split()) for line in table.strip().splitlines()]


@pytest.fixture(scope="module")
def world_of_the_module(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker):
        yield make_world()


@pytest.fixture
def world(world_of_the_module):
    """Objects of its own for each test, since `prepared` changes them."""
    return copy.deepcopy(world_of_the_module)


def make_world():
    revision = make_revision()
    people = {
        "owner": make_editor(),
        "unfinished": make_editor(),
        "finished": make_editor(),
        "reviewer": make_reviewer(),
        "superuser": make_superuser(),
        "no role": make_user(),
    }
    make_layer(revision=revision, editor=people["unfinished"])
    make_layer(revision=revision, editor=people["finished"], submitted=True)
    layer = make_layer(revision=revision, editor=people["owner"])
    annotation = make_annotation(layer=layer)
    under_review = reviewed()
    return {
        **under_review,
        "people": people,
        "layer": layer,
        "annotation": annotation,
        "suggestion": make_suggestion(revision=revision),
        "fact": make_fact(),
        "seen": Seen.objects.create(layer=layer, fact=make_fact(), start=0, end=9),
        "link": make_link(annotation=annotation),
        "revision": revision,
        "story": Story.objects.create(title="The wall"),
        "batch": ImportBatch.objects.create(by=people["owner"]),
        "saved view": SavedView.objects.create(
            owner=people["owner"], list="facts", name="Mine", query="q=wall"
        ),
        "alias": Alias.objects.create(name="$", canonical="USD"),
        "elsewhere": make_two_editors_review(closed=True).disagreement,
        **talk(people["owner"], annotation),
        "colleague": make_editor(),
        "key": links.offer_reset(make_editor(), by=people["superuser"]),
    }


def reviewed():
    """A review with a group that is open, one ruled by hand, one by rule, and an agreed span."""
    review = make_review(A="cccc....qq..ss..qq", B="..cc....qq..ss....", C="........qq........")
    by_place = {row.start: row for row in Disagreement.objects.filter(review=review)}
    batch, _made = batch_rules.settle_by_rule(
        "majority",
        review,
        previewed={by_place[12].pk: by_place[12].fingerprint},
        by=make_reviewer(),
    )
    return {
        "reviewed": review.revision,
        "open": by_place[0],
        "ruling": settle_group(by_place[16], letters=["A"]),
        "agreed": Adjudication.objects.get(review=review, rule="unanimous"),
        "by_rule": batch,
    }


def talk(owner, annotation):
    """A thread on the owner's annotation, and a line of their inbox."""
    thread = threads.open_thread(annotation, kind="comment", text="Why?", by=owner)
    with transaction.atomic():
        event = history.record("layer.assigned", annotation.layer, by=make_reviewer())
        notifications.notify(event, [owner.pk])
    return {"thread": thread, "notice": Notice.objects.get(event=event)}


def address(world, name):
    about = {
        "layer": (
            "workspace",
            "layer_annotations",
            "layer_submission",
            "layer_note",
            "annotations_together",
            "layer_words",
            "words_clearing",
            "words_return",
            "layer_reopening",
            "layer_changes",
            "layer_state",
            "layer_details",
            "carried_acceptance",
            "layer_seen_before",
            "layer_suggestions_at_once",
            "layer_suggestions",
        ),
        "annotation": (
            "annotation",
            "annotation_withdrawal",
            "annotation_restoration",
            "annotation_facts",
            "annotation_threads",
        ),
        "link": (
            "fact_link_removal",
            "fact_link_restoration",
            "fact_link_recheck",
            "fact_link_recheck_undoing",
        ),
        "alias": ("alias", "alias_removal"),
        "saved view": ("saved_view_removal",),
        "colleague": ("person", "person_role", "person_link", "person_leaving", "person_return"),
        "elsewhere": ("disagreement_threads", "ruling_dispute"),
        "notice": ("notice", "notice_reading"),
        "thread": ("thread", "thread_resolution", "thread_answer"),
        "revision": (
            "revision",
            "revision_raw",
            "layer_start",
            "revision_assignment",
            "layer_taking_back",
            "layer_handing_over",
            "layer_due",
            "revision_reminder",
        ),
        "story": ("story",),
        "batch": ("import", "import_columns", "import_progress"),
        "fact": (
            "fact",
            "fact_revision",
            "fact_verification",
            "fact_retirement",
            "fact_return",
        ),
    }
    if name in ("seen_dismissal", "seen_return"):
        return reverse(name, args=[world["layer"].pk, world["seen"].pk])
    if name.startswith("suggestion") and name != "suggestions":
        return reverse(name, args=[world["layer"].pk, world["suggestion"].pk])
    about |= {
        "reviewed": (
            "review",
            "review_text",
            "review_agreed",
            "review_batch",
            "review_opening",
            "review_closing",
            "review_reopening",
            "marking_questions",
        ),
        "open": (
            "disagreement",
            "adjudications",
            "reservation",
            "disagreement_question",
            "marking_question",
        ),
        "ruling": ("adjudication_undoing",),
        "agreed": ("overruling",),
    }
    if name == "bulk_confirmation":
        return reverse(name, args=["archive"])
    if name == "batch_undoing":
        return reverse(name, args=[world["by_rule"]])
    if name == "welcome":
        return reverse(name, args=[world["key"]])
    for thing, names in about.items():
        if name in names:
            return reverse(name, args=[world[thing].pk])
    if name == "article" or name.startswith("article_"):
        return reverse(name, args=[world["revision"].article_id])
    return reverse(name)


def fields(world, name):
    """What a sensible form would post there."""
    text, annotation = world["revision"].text, world["annotation"]
    start = text.index("Tuesday")
    add = {"id": uuid.uuid4(), "start": start, "end": start + 7, "exact": "Tuesday"}
    change = {name: getattr(annotation, name) for name in ("start", "end", "exact", "version")}
    return {
        "layer_annotations": {**add, "label": "claim"},
        "words_clearing": add,
        "words_return": add,
        "layer_note": {"note": "All of it from one source."},
        "annotations_together": {
            "annotation": f"{annotation.pk}:{annotation.version}",
            "act": "change",
            "attributed_to": "The council",
        },
        "annotation": {**change, "label": "claim", "note": "Look again."},
        "annotation_withdrawal": {"version": annotation.version},
        "annotation_restoration": {"version": annotation.version},
        "fact_new": {
            "statement": "Eleven gates close by hand.",
            "sources-TOTAL_FORMS": 0,
            "sources-INITIAL_FORMS": 0,
            "seen_alike": 1,
        },
        "adjudications": {
            "fingerprint": world["open"].fingerprint,
            "choice": "nothing",
            "reason": "not checkable",
        },
        "review_batch": {"rule": "majority"},
        "disagreement_question": {"text": "What do you mean?"},
        "revision_assignment": {"editor": world["people"]["owner"].username},
        "layer_taking_back": {"letter": "A"},
        "layer_handing_over": {"letter": "A", "editor": world["people"]["superuser"].username},
        "layer_due": {"letter": "A", "due_on": ""},
        "people": {"name": "Nora Quist", "role": Group.objects.get(name="Editors").pk},
        "person_role": {"role": Group.objects.get(name="Reviewers").pk},
        "fact_verification": {"version": 1},
        "fact_link_recheck": {"action": "confirm", "seen": world["link"].version_id},
        "annotation_threads": {"kind": "comment", "text": "And why so?"},
        "disagreement_threads": {"kind": "comment", "text": "And why so?"},
        "thread": {"text": "So."},
        "thread_answer": {"answer": "yes", "fingerprint": "of something"},
        "guidelines_edit": {"text": "# Mark less", "seen": 1},
        "guidelines_preview": {"text": "# Mark less"},
        "aliases": {"name": f"{uuid.uuid4()}", "canonical": "USD"},
        "alias": {"name": f"{uuid.uuid4()}", "canonical": "USD"},
        "list_display": {"list": "facts", "density": "compact"},
        "saved_views": {"list": "facts", "query": "q=wall", "name": "Wall"},
        "articles_bulk": {"act": "restore", "article": world["revision"].article_id},
        "annotation_facts": {"fact": world["fact"].pk, "relation": "supports"},
    }.get(name, {})


def answer(world, role, name, method):
    client = Client()
    if role != "signed out":
        client.force_login(world["people"][role])
    response = getattr(client, method.lower())(address(world, name), fields(world, name))
    if response.status_code in {302, 303}:
        to_sign_in = response.url.startswith(("/login/", "/admin/login/"))
        return "SIGN_IN" if to_sign_in and name != "logout" else "GO"
    return {200: "OK", 403: "NO", 404: "NONE", 409: "CLASH", 422: "UNCLEAR"}.get(
        response.status_code, response.status_code
    )


def answers(world, name, method):
    return tuple(answer(world, role, name, method) for role in ROLES)


def prepared(world, name, state):
    """The layer in its state; what is restored must first be withdrawn."""
    layer, annotation = world["layer"], world["annotation"]
    if state == "submitted":
        layer.submitted_at = timezone.now()
        layer.save()
    if name == "fact_link_restoration":
        world["link"].removed_at = layer.submitted_at or timezone.now()
        world["link"].save()
    if name == "fact_link_recheck_undoing":
        world["link"].removed_at = timezone.now()
        world["link"].save()
    if name == "annotation_restoration":
        annotation.withdrawn_at = timezone.now()
        annotation.save()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("row", rows(OPEN), ids="-".join)
def test_an_open_layer_is_its_owners_alone(world, row, role):
    name, method, *expected = row
    prepared(world, name, "open")
    assert answer(world, role, name, method) == expected[ROLES.index(role)]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("row", rows(SUBMITTED), ids="-".join)
def test_a_submitted_layer_is_frozen_and_read_by_reviewers(world, row, role):
    name, method, *expected = row
    prepared(world, name, "submitted")
    assert answer(world, role, name, method) == expected[ROLES.index(role)]


@pytest.mark.parametrize("row", rows(ELSEWHERE), ids="-".join)
def test_every_other_page_answers_each_role_as_it_may(world, row):
    name, method, *expected = row
    assert answers(world, name, method) == tuple(expected)


def urls(patterns, before=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            if str(pattern.pattern) != "admin/":
                yield from urls(pattern.url_patterns)
        else:
            yield pattern.name


def test_no_page_is_missing_from_the_table():
    named = {row[0] for table in (OPEN, SUBMITTED, ELSEWHERE) for row in rows(table)}
    assert set(urls(get_resolver().url_patterns)) <= named


@pytest.mark.parametrize("row", rows(OPEN) + rows(ELSEWHERE), ids="-".join)
def test_a_script_that_is_signed_out_gets_401(world, row):
    name, method, *expected = row
    if expected[-1] != "SIGN_IN" or name.startswith("admin:"):
        return
    ask = getattr(Client(headers={"accept": "application/json"}), method.lower())
    response = ask(address(world, name), fields(world, name))
    assert response.status_code == 401
    assert response.headers["Content-Type"] == "application/problem+json"
