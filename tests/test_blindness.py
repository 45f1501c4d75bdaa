"""Blind until released: every URL, as every role, searched for what its reader may not know.

The world is full of markers: names and user names, ids of users, layers and annotations, words of
notes, speakers and threads. Before the release no answer to an editor holds any marker of another
annotator of the revision, and none to a reviewer the name or id of one; afterwards whoever may
annotate finds them, and what was never submitted stays hidden.
"""

import re
from itertools import product
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, resolve, reverse
from django.utils import timezone

from annotations.discussion import threads
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Layer
from annotations.review import adjudicating
from annotations.review import lifecycle as review_lifecycle
from newsroom.models import Event
from tests.factories import (
    make_annotation,
    make_editor,
    make_fact,
    make_lead,
    make_link,
    make_reviewer,
    make_revision,
    make_superuser,
    make_user,
)
from tests.worlds import made_once

pytestmark = pytest.mark.django_db

# What the walk does not ask: it would sign the walker out, or needs what no page links to.
NOT_ASKED = {"logout", "login"}

# Where reviewers choose editors by name. All editors stand there, whatever they are on; that this
# is so the tests of these pages tell.
CHOOSING = {"assignment", "revision_assignment"}

# Where a lead reads who is here and how much each has to do, whatever it is.
OF_PEOPLE = {"people", "person", "person_role", "person_link", "person_leaving", "person_return"}

LISTED = {"annotations", "export_csv", "articles", "facts", "fact_search"}
LISTS = "?q=zq", "?editor=A", "?editor=B", "?editor=C"

ASKING = (
    ("get", {}),
    ("get", {"accept": "application/json", "x-fragment": "1", "hx-request": "true"}),
    ("post", {}),
    ("post", {"accept": "application/json"}),
)


@pytest.fixture(scope="module")
def world_of_markers(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker):
        yield make_world()


@pytest.fixture
def world(world_of_markers):
    # Here and not above, where the settings of the tests do not hold yet.
    world_of_markers.missing = world_of_markers.missing or missing(world_of_markers)
    return world_of_markers


def make_world():
    """Three annotators of one revision, one of whom has not submitted; and those who look on."""
    revision = make_revision(by=make_superuser("importing"))
    people = {
        "ada": annotator("ada", 700_100_001),
        "ben": annotator("ben", 700_100_002),
        "dora": annotator("dora", 700_100_003),
        "rob": annotator("rob", 700_100_004, make_reviewer),
        "cleo": make_editor("cleo"),
        "rita": make_reviewer("rita"),
        "lee": make_lead("lee"),
        "root": make_superuser("root"),
        "nobody": make_user("nobody"),
    }
    fact = make_fact()
    made = {
        name: own_work(revision, people[name], letter, number, fact)
        for number, (name, letter) in enumerate(
            [("ada", "A"), ("ben", "B"), ("dora", "C"), ("rob", "D")], start=1
        )
    }
    for name in ("ada", "ben", "rob"):
        layer_lifecycle.submit(made[name].layer, by=people[name])
    review = review_lifecycle.review_of(revision.pk)
    world = SimpleNamespace(
        revision=revision, people=people, made=made, review=review, fact=fact, missing=()
    )
    for row in review.disagreements.order_by("start"):
        threads.open_thread(row, kind="comment", text="zqtalkrita", by=people["rita"])
    return world


def missing(world):
    """The addresses that are nowhere, for whoever asks: they need not be asked again and again."""
    left = set(addresses(world))
    for name in ("root", "rita", "ada", "dora"):
        client = Client()
        client.force_login(world.people[name])
        for method in ("get", "post"):
            left = {url for url in left if status(client, url, method) in (404, 405)}
    return left


def status(client, url, method):
    with transaction.atomic():
        response = getattr(client, method)(url)
        transaction.set_rollback(True)
    return response.status_code


def annotator(name, pk, make=make_editor):
    return make(f"zquser{name}", pk=pk, first_name=f"Zqfirst{name}", last_name=f"Zqlast{name}")


def own_work(revision, editor, letter, number, fact):
    """A layer of the editor, with its markers."""
    layer = Layer.objects.create(
        pk=700_200_000 + number, revision=revision, editor=editor, letter=letter
    )
    name = editor.username.removeprefix("zquser")
    annotations = [
        make_annotation(
            layer=layer,
            id=UUID(int=(0xABCD_0000 + 16 * number + place) << 64),
            exact=words,
            label=label,
            note=f"zqnote{name}",
            attributed_to=f"zqspeaker{name}",
        )
        for place, (words, label) in enumerate(
            [
                ("$48 million", "statistic"),
                ("The council approved a $48 million sea wall on Tuesday"[: 30 + number], "claim"),
                ("2,300 households", "claim"),
            ]
        )
    ]
    make_link(annotation=annotations[1], fact=fact, note=f"zqlink{name}")
    return SimpleNamespace(layer=layer, annotations=annotations)


def settle_and_close(world):
    for row in world.review.disagreements.unsettled():
        adjudicating.settle_group(
            row,
            action="take",
            letters=["A"],
            reason="guideline gap",
            note="zqrationale",
            fingerprint=row.fingerprint,
            standing=None,
            by=world.people["rita"],
        )
    review_lifecycle.close_review(world.review, by=world.people["rita"])


def identity(world, name):
    """What tells who somebody is."""
    pk = world.people[name].pk
    return {f"zquser{name}", f"Zqfirst{name}", f"Zqlast{name}", str(pk)}


def work(world, name):
    """What tells what somebody marked, or that they did."""
    made = world.made[name]
    return {
        f"zqnote{name}",
        f"zqspeaker{name}",
        f"zqlink{name}",
        str(made.layer.pk),
        *(str(one.pk) for one in made.annotations),
        *(one.pk.hex for one in made.annotations),
    }


def everything_of(world, *names):
    return {mark for name in names for mark in identity(world, name) | work(world, name)}


def addresses(world):
    """Every URL of the application and the admin, with every id of the world where one goes."""
    numbers = {
        world.revision.pk,
        world.revision.article_id,
        world.review.pk,
        world.fact.pk,
        *(one.layer.pk for one in world.made.values()),
        *world.review.disagreements.values_list("pk", flat=True),
        *world.review.adjudications.values_list("pk", flat=True),
    }
    uuids = [one.pk for made in world.made.values() for one in made.annotations[:1]]
    # The only words in an address are the acts on ticked articles.
    pools = {"int": sorted(numbers), "uuid": uuids, "slug": ["archive", "story"]}
    for name, converters in named_patterns(get_resolver().url_patterns):
        if name in NOT_ASKED:
            continue
        if name in OF_PEOPLE - {"people"}:
            yield from (reverse(name, args=[one.pk]) for one in world.people.values())
        elif not converters:
            yield reverse(name)
            yield from (reverse(name) + query for query in LISTS if name in LISTED)
            if name == "history":
                yield from (reverse(name) + query for query in histories(world, uuids))
        else:
            ids = product(*(pools[kind] for kind in converters))
            urls = (reverse(name, args=one) for one in ids)
            yield from (url for url in urls if url not in world.missing)


def histories(world, uuids):
    """The history of everything that there is one of, also asked for by person."""
    yield f"?article={world.revision.article_id}&per=100"
    yield f"?fact={world.fact.pk}"
    yield from (f"?annotation={one}" for one in uuids)
    yield from (f"?person={letter}" for letter in "ABCD")
    yield from (f"?person={one.pk}" for one in world.people.values())


def named_patterns(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            if str(pattern.pattern) != "admin/":
                yield from named_patterns(pattern.url_patterns)
        else:
            kinds = [
                type(one).__name__.removesuffix("Converter").lower()
                for one in pattern.pattern.converters.values()
            ]
            yield pattern.name, kinds


def admin_addresses(world):
    people = [world.people[name].pk for name in ("ada", "ben")]
    yield reverse("admin:index")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        listed = reverse(f"{name}_changelist")
        yield listed
        yield listed + "?q=zq"
        for field in ("editor", "layer__editor", "actor", "decided_by", "author", "opened_by"):
            yield from (f"{listed}?{field}__id__exact={pk}" for pk in people)
        for pk in model._default_manager.values_list("pk", flat=True)[:12]:
            yield reverse(f"{name}_change", args=[pk])
            yield reverse(f"{name}_history", args=[pk])


def answers(world, name, urls, asking=ASKING):
    """(url, method, the whole answer as text: head and body) of everything asked as somebody."""
    client = Client()
    if name is not None:
        client.force_login(world.people[name])
    for url in urls:
        for method, headers in asking:
            if method == "post" and "?" in url:
                continue
            yield url, method, asked(client, url, method, headers)


def asked(client, url, method, headers):
    """The answer, of which nothing remains: a post is rolled back."""
    with transaction.atomic():
        response = getattr(client, method)(url, headers=headers)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    assert response.status_code < 500, (method, url)
    head = "\n".join(f"{key}: {value}" for key, value in response.headers.items())
    return f"{head}\n\n{body.decode(errors='replace')}"


def is_choice(name, url, hit):
    """Whether the mark is a name that a reviewer reads where editors are chosen, or a lead where
    people are looked after, and on the desk, which has their open work by numbers.
    """
    where = resolve(url.split("?")[0]).url_name
    is_name = hit.startswith(("zquser", "Zqfirst", "Zqlast"))
    if name == "lee" and where in OF_PEOPLE | {"desk"}:
        return is_name or hit.startswith("700100")
    return where in CHOOSING and name in ("rita", "rob", "lee") and is_name


def leaks(world, name, forbidden, urls, asking=ASKING):
    """Which of the forbidden marks are found where, echoes of the address itself left out."""
    marks = re.compile("|".join(sorted(map(re.escape, forbidden), key=len, reverse=True)))
    found = []
    for url, method, text in answers(world, name, urls, asking):
        hits = {hit for hit in marks.findall(text) if hit not in url}
        hits -= {hit for hit in hits if is_choice(name, url, hit)}
        found += [(method, url, hit) for hit in sorted(hits)]
    return found


def seen(world, name, marks):
    """Which of the marks somebody finds at all on the pages of the application."""
    left = set(marks)
    for _url, _method, text in answers(world, name, set(addresses(world)), ASKING[:1]):
        left -= {mark for mark in left if mark in text}
    return set(marks) - left


def test_the_walk_meets_every_url_of_the_application(world):
    walked = {url.split("?")[0] for url in addresses(world)}
    for name, converters in named_patterns(get_resolver().url_patterns):
        if not converters and name not in NOT_ASKED:
            assert reverse(name) in walked
        assert set(converters) <= {"int", "uuid", "slug"}, name


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("ada", ("ben", "dora", "rob")),
        ("dora", ("ada", "ben", "rob")),
        ("rob", ("ada", "ben", "dora")),
        ("cleo", ("ada", "ben", "dora", "rob")),
        ("nobody", ("ada", "ben", "dora", "rob")),
        (None, ("ada", "ben", "dora", "rob")),
    ],
)
def test_before_the_release_nobody_who_annotates_learns_anything_of_the_others(world, name, others):
    assert leaks(world, name, everything_of(world, *others), addresses(world)) == []


def test_before_the_release_a_reviewer_learns_no_name_and_nothing_of_an_open_layer(world):
    names = set.union(*(identity(world, name) for name in ("ada", "ben", "dora")))
    assert leaks(world, "rita", names | work(world, "dora"), addresses(world)) == []
    assert seen(world, "rita", {"zqnoteada", "zqnoteben"}) == {"zqnoteada", "zqnoteben"}


def test_a_lead_learns_who_is_here_and_no_more_of_the_work_than_any_reviewer(world):
    # Reviewers are named to each other in the queue.
    names = set.union(*(identity(world, name) for name in ("ada", "ben", "dora")))
    assert leaks(world, "lee", names | work(world, "dora"), addresses(world)) == []
    assert seen(world, "lee", {"zqnoteada", "zquserada"}) == {"zqnoteada", "zquserada"}


@pytest.mark.parametrize(
    ("name", "others"),
    [("rita", ()), ("rob", ("ada", "ben", "dora")), ("ada", ("ben", "dora", "rob"))],
)
def test_the_admin_is_as_blind_before_the_release(world, name, others):
    # Rob reviews too: to a reviewer he is named where work is assigned, to an editor nowhere.
    colleagues = {name, "rob"} if name == "rita" else {name}
    names = set.union(*(identity(world, one) for one in world.made if one not in colleagues))
    hidden = names | set().union(*(work(world, one) for one in others)) | work(world, "dora")
    asking = [("get", {})]
    assert leaks(world, name, hidden, admin_addresses(world), asking) == []


def test_a_superuser_is_exempt(world):
    marks = {f"zqnote{name}" for name in ("ada", "ben", "rob")} | {"Zqlastada", "Zqlastben"}
    assert seen(world, "root", marks) == marks


def test_the_export_from_the_admin_names_nobody(world):
    client = Client()
    client.force_login(world.people["rita"])
    response = client.post(
        reverse("admin:annotations_annotation_changelist"),
        {
            "action": "export",
            "_selected_action": [one.pk for one in world.made["ben"].annotations],
        },
    )
    text = b"".join(response.streaming_content).decode()
    assert "zqnoteben" in text
    assert not any(mark in text for mark in identity(world, "ben"))


def test_an_annotators_own_status_tells_nothing_of_the_others(world):
    client = Client()
    client.force_login(world.people["ada"])
    response = client.get(reverse("export_csv"))
    text = b"".join(response.streaming_content).decode()
    assert text.count(",submitted,") == len(world.made["ada"].annotations)
    for status in (",agreed,", ",disputed,", ",accepted,", ",rejected,"):
        assert status not in text


@pytest.mark.parametrize("name", ["ada", "cleo", "rita"])
def test_after_the_release_whoever_may_annotate_sees_who_marked_what(world, name):
    settle_and_close(world)
    marks = {"zqnoteada", "zqnoteben", "Zqlastada", "Zqlastben", "zqspeakerben"}
    assert seen(world, name, marks) == marks
    assert leaks(world, name, work(world, "dora"), addresses(world), ASKING[:1]) == []


def test_after_the_release_whoever_has_no_role_reads_what_is_final_and_not_who_said_it(world):
    settle_and_close(world)
    hidden = everything_of(world, "ada", "ben", "dora", "rob")
    assert leaks(world, None, hidden, addresses(world), ASKING[:2]) == []
    final = {"zqspeakerada", "zqlinkada"}
    assert leaks(world, "nobody", hidden - final, addresses(world), ASKING[:2]) == []


def test_a_release_that_is_taken_back_hides_again(world):
    settle_and_close(world)
    review_lifecycle.reopen_review(world.review, by=world.people["rita"])
    hidden = everything_of(world, "ben", "dora", "rob")
    assert leaks(world, "ada", hidden, addresses(world), ASKING[:2]) == []


def test_the_history_in_the_database_does_hold_the_names(world):
    """Otherwise the walk over it would prove nothing."""
    assert Event.objects.filter(actor=world.people["ben"]).exists()
    assert world.review.opened_at < timezone.now()
