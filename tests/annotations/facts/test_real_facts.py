"""The seventeen facts that the five real articles lean on, linked to where they do.

Which passage leans on which fact stands in tests/data/facts/real_links.csv: gold spans by their id,
others by the few words that they begin and end with. The articles themselves are not part of the
project; the twin of this test on the demonstration is in tests/newsroom/test_demonstration.py.
"""

import io
import json
import uuid
from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from annotations.facts import lifecycle as fact_lifecycle
from annotations.facts import links as fact_links
from annotations.layers import editing
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Annotation, Fact, FactLink
from articles import details as article_details
from articles.models import Article
from tests.annotations.facts.fact_corpus import FACTS, rows
from tests.factories import make_editor, make_reviewer
from tests.shared import REAL_ARTICLES, SHARED, needs_shared

pytestmark = [pytest.mark.django_db, needs_shared, pytest.mark.shared]

PUBLISHED = {
    "000": date(2024, 10, 25),
    "001": date(2024, 10, 24),
    "002": date(2022, 4, 22),
    "003": date(2022, 4, 25),
    "004": date(2022, 4, 25),
}
LABELS = {"C": "claim", "Q": "quote", "S": "statistic"}


@pytest.fixture
def linked():
    """Articles, facts and links; the facts by their names F1 to F17."""
    ada, rita = make_editor("ada"), make_reviewer("rita")
    call_command("import_articles", str(REAL_ARTICLES), verbatim=True, stdout=io.StringIO())
    call_command("import_facts", str(FACTS / "real_facts.csv"), by="ada", stdout=io.StringIO())
    known = {fact.key: fact for fact in Fact.objects.all()}
    for fact in known.values():
        fact_lifecycle.verify_version(fact.versions.get(), by=rita)
    gold = json.loads((SHARED / "gold" / "spans.json").read_text(encoding="utf-8"))
    places = {
        span["id"]: (span["start"], span["end"]) for article in gold.values() for span in article
    }
    wanted = defaultdict(list)
    for row in rows("real_links.csv"):
        wanted[row["article"]].append(row)
    for number, links in wanted.items():
        layer = layer_lifecycle.start(revision_of(number, by=ada), by=ada)
        made: dict[str, Annotation] = {}
        for row in links:
            if row["span"] not in made:
                made[row["span"]] = mark(layer, row, places)
            fact_links.link(made[row["span"]], known[row["fact"]], relation=row["relation"], by=ada)
        layer_lifecycle.submit(layer, by=ada)
    return known


def revision_of(number, *, by):
    """The article of that number, with an outlet and a day of its own."""
    [name] = [path.name for path in REAL_ARTICLES.iterdir() if path.name.startswith(number)]
    text = (REAL_ARTICLES / name).read_bytes().decode("utf-8-sig")
    [article] = [one for one in Article.objects.all() if one.latest_revision().text == text]
    details = {"outlet": f"Outlet {number}", "published_on": PUBLISHED[number]}
    article_details.edit_article(article, details, by=by)
    return article.latest_revision()


def mark(layer, row, places):
    text = layer.revision.text
    if row["begins"]:
        start = text.index(row["begins"])
        end = text.index(row["ends"], start + 1) + len(row["ends"])
    else:
        start, end = places[row["span"]]
    annotation, _made = editing.add_annotation(
        layer,
        id=uuid.uuid4(),
        start=start,
        end=end,
        exact=text[start:end],
        label=LABELS[row["span"][0]],
        value=Decimal(row["value"]) if row["value"] else None,
        unit=row["unit"],
        by=layer.editor,
    )
    return annotation


@pytest.fixture
def page(client, linked):
    """The page of a fact as a reviewer has it, by the fact's name."""
    client.force_login(make_reviewer())

    def read(name):
        response = client.get(linked[name].get_absolute_url())
        assert response.status_code == 200
        return response

    return read


def passages(page):
    """(outlet, relation, the marked words) of all passages, in their order."""
    return [
        (one.outlet, saying.link.relation, one.passage.exact)
        for one in page.context["page"]
        for saying in one.sayings
    ]


def lanes(page):
    return {
        lane.relation: {name for said in lane.said for name, _passage in said.outlets}
        for lane in page.context["glance"].lanes
    }


def test_every_link_of_the_table_is_made_and_shown_on_its_fact(linked, page):
    table = rows("real_links.csv")
    assert FactLink.objects.count() == len(table) == 60
    for name in linked:
        told = sorted(
            (f"Outlet {row['article']}", row["relation"]) for row in table if row["fact"] == name
        )
        shown = page(name)
        assert sorted((outlet, relation) for outlet, relation, _ in passages(shown)) == told


def test_appearances_stand_in_the_order_of_publication(page):
    days = [one.on for one in page("F13").context["page"]]
    assert days == sorted(days)
    assert {day.year for day in days} == {2022, 2024}


@pytest.mark.parametrize(
    ("fact", "words"),
    [("F2", ["article 99", "duty"]), ("F10", ["Baghdad", "1998"]), ("F11", ["Sarajevo", "1993"])],
)
def test_the_page_shows_what_the_fact_contradicts(page, fact, words):
    shown = page(fact)
    [(outlet, exact)] = [
        (outlet, exact) for outlet, relation, exact in passages(shown) if relation == "contradicts"
    ]
    assert outlet == "Outlet 003"
    assert all(word in exact for word in words)
    assert lanes(shown)["contradicts"] == {"Outlet 003"}
    assert shown.context["glance"].against == 1
    assert "The fact contradicts this" in shown.content.decode()


def test_the_two_wordings_of_one_resolution_stand_side_by_side(page):
    shown = page("F1")
    quoted = {
        outlet: (relation, exact)
        for outlet, relation, exact in passages(shown)
        if exact.startswith("“")
    }
    assert {outlet: relation for outlet, (relation, _) in quoted.items()} == {
        "Outlet 000": "contradicts",
        "Outlet 004": "context",
    }
    assert "unlawful use of force" in quoted["Outlet 000"][1]
    assert "unlawful" not in quoted["Outlet 004"][1]
    glance = shown.context["glance"]
    assert glance.outlets_differ
    words = {said.words for lane in glance.lanes for said in lane.said}
    assert {exact for _, exact in quoted.values()} <= words
    assert "Outlets differ" in shown.content.decode()


def test_numbers_that_do_not_fit_each_other_stand_side_by_side(page):
    glance = page("F9").context["glance"]
    said = {lane.relation: [one.amount for one in lane.said] for lane in glance.lanes}
    assert said["supports"] == ["5,200,000 people"]
    assert "13,000,000 people" in said["contradicts"]


def test_another_editor_sees_none_of_it_before_the_release(client, linked):
    client.force_login(make_editor())
    for fact in linked.values():
        response = client.get(fact.get_absolute_url())
        assert not response.context["page"].object_list
        assert "Outlet 00" not in response.content.decode()
