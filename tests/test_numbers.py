"""A page writes 4,000 and 29 Nov 2026; only files hold 4000 and 2026-11-29."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from annotations.models import Annotation, Layer, Notice
from articles.models import Article, Revision, Story
from newsroom.history import record
from newsroom.models import Event
from tests.factories import (
    make_annotation,
    make_article,
    make_editor,
    make_layer,
    make_lead,
)
from tests.pages import parse, texts
from tests.paths import ROOT
from tests.worlds import made_once

# What the filter `date` may be asked for: a format of the house, a weekday, a zone, and what stands
# in an attribute for machines.
FORMATS = {
    "DATE_FORMAT",
    "DATETIME_FORMAT",
    "SHORT_DATE_FORMAT",
    "SHORT_DATETIME_FORMAT",
    "TIME_FORMAT",
    "YEAR_MONTH_FORMAT",
    "H:i",
    "T",
    "c",
    "l",
    "Y-m-d",
}


def templates():
    return sorted((ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_a_template_writes_no_date_in_a_way_of_its_own(path):
    asked = re.findall(r"""\|(?:date|time):["']([^"']+)["']""", path.read_text(encoding="utf-8"))
    assert set(asked) <= FORMATS


MANY = 1_234
BARE = re.compile(r"(?<![\w#.,-])\d{4,}(?![\w.,-]*\d)")
PAGES = {
    "lee": (
        "/",
        "/articles/",
        "/articles/?state=open",
        "/annotations/",
        "/agreement/",
        "/assignment/",
        "/assignment/?editors=ada&per_article=2",
        "/people/",
        "/people/{ada}/",
        "/desk/late/",
        "/desk/charts/",
        "/desk/in-work/",
        "/desk/unassigned/",
        "/stories/{story}/",
        "/stories/",
        "/suggestions/",
        "/search/?q=wall",
    ),
    "ada": ("/", "/articles/", "/annotations/", "/desk/to-do/", "/inbox/", "/history/"),
}


@pytest.fixture(scope="module")
def big_desk(django_db_setup, django_db_blocker):
    """A lead, and an editor with very much that is late, submitted, marked and told."""
    with made_once(django_db_blocker):
        yield make_big_desk()


def make_big_desk():
    lee, ada, ben = make_lead("lee"), make_editor("ada"), make_editor("ben")
    first, story = make_article(by=lee), Story.objects.create(title="Wall")
    pattern = first.latest_revision()
    articles = Article.objects.bulk_create(
        Article(title="Wall", language="en", story=story) for _ in range(MANY)
    )
    revisions = [
        Revision(
            article=article,
            number=1,
            text=pattern.text,
            sha256=pattern.sha256,
            raw=pattern.raw,
            raw_sha256=pattern.raw_sha256,
            media_type="text/plain",
            imported_by=lee,
        )
        for article in articles
    ]
    Revision.objects.bulk_create(revisions)
    late, now = timezone.localdate() - timedelta(days=2), timezone.now()
    layers = [
        Layer(revision=revision, editor=ada, letter="A", due_on=late) for revision in revisions
    ]
    layers += [
        Layer(revision=revision, editor=ben, letter="B", submitted_at=now) for revision in revisions
    ]
    Layer.objects.bulk_create(layers)
    busy = make_layer(editor=ada, submitted=True)
    one = make_annotation(layer=busy)
    Annotation.objects.bulk_create(
        Annotation(
            layer=busy,
            label="claim",
            start=one.start,
            end=one.end + 1 + place,
            exact="on Tuesday",
            guideline=one.guideline,
        )
        for place in range(MANY)
    )
    with transaction.atomic():
        event = record("layer.assigned", busy, by=lee, revision_id=busy.revision_id)
    Event.objects.bulk_create(
        Event(
            actor=lee,
            verb="layer.assigned",
            subject_type="layer",
            subject_id=event.subject_id,
            revision_id=busy.revision_id,
        )
        for _ in range(MANY)
    )
    Notice.objects.bulk_create(
        Notice(user=ada, event=event) for event in Event.objects.filter(verb="layer.assigned")
    )
    return {"lee": lee, "ada": ada, "story": story}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "address"), [(name, address) for name in PAGES for address in PAGES[name]]
)
def test_no_page_writes_a_number_without_separators(client, big_desk, name, address):
    client.force_login(big_desk[name])
    page = client.get(address.format(ada=big_desk["ada"].pk, story=big_desk["story"].pk))
    assert page.status_code == 200
    said = [
        words
        for element in parse(page).iter()
        if isinstance(element.tag, str) and element.tag not in ("script", "style")
        for words in (element.text, element.tail, element.get("aria-label"), element.get("title"))
        if words
    ]
    numbers = [found for words in said for found in BARE.findall(words)]
    assert [one for one in numbers if not 1990 <= int(one) <= 2100] == []


@pytest.mark.django_db
def test_numbers_of_a_big_desk_are_told_with_separators(client, big_desk):
    client.force_login(big_desk["lee"])
    assert "1,236 found" in texts(client.get("/articles/"), "//*[@class='how-many']")
