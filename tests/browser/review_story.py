"""The story of review, from the assignment to the final CSV, for any five articles.

The texts may be anything: what is marked is counted in words of their passages, and so is what
the reviewer rules. What the CSV has to hold is written down here, beside the rulings, and read
from nothing that the application stores.
"""

import io
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from annotations.exchange.importing.own_csv import read_rows
from annotations.layers import lifecycle as layer_lifecycle
from annotations.models import Layer
from articles.models import Article
from tests.browser.desk import sign_in, upload
from tests.browser.keyboard import logged, pointed, press, tab_to
from tests.browser.workspace import Workspace, runs_leftward
from tests.factories import make_editor, make_fact, make_reviewer

EDITORS = ("ada", "ben", "cleo")
WORDS = 9  # Of a passage.
TOKEN = re.compile(r"\w+(?:[’'.,]\w+)*")
QUESTION = "Whose words are these: the paper's, or the speaker's?"
ANSWER = "The speaker's, as the sentence before it says."
DISPUTE = "Nothing but the middle can be checked."


class Mark(NamedTuple):
    """Words of a passage, counted from 0, the last one not included, and what is said of them."""

    label: str
    first: int
    last: int
    speaker: str = ""
    value: int | None = None
    unit: str = ""
    fact: str = ""
    relation: str = ""


def claim(first, last, **said):
    return Mark("claim", first, last, **said)


def quote(first, last):
    return Mark("quote", first, last, speaker="the spokesman")


def people(first, last, value):
    return Mark("statistic", first, last, value=value, unit="people")


# What the three mark in a passage, so that there is one group of every kind in every article.
MARKED = {
    "agreed": {"ada": [claim(0, 7)], "ben": [claim(0, 7)], "cleo": [claim(0, 7)]},
    "label": {
        "ada": [claim(0, 6, speaker="the spokesman")],
        "ben": [quote(0, 6)],
        "cleo": [claim(0, 6, speaker="the spokesman")],
    },
    "boundary": {"ada": [claim(0, 4)], "ben": [claim(0, 7)], "cleo": [claim(2, 9)]},
    "missing": {"ada": [quote(0, 5)], "ben": [], "cleo": []},
    "split": {
        "ada": [claim(0, 8)],
        "ben": [claim(0, 3), claim(4, 8)],
        "cleo": [claim(0, 3), claim(4, 8)],
    },
    "details": {"ada": [people(0, 3, 40)], "ben": [people(0, 3, 41)], "cleo": [people(0, 3, 40)]},
    "facts": {
        "ada": [claim(0, 6, fact="register", relation="supports")],
        "ben": [claim(0, 6, fact="register", relation="contradicts")],
        "cleo": [claim(0, 6)],
    },
}
KINDS = [kind for kind in MARKED if kind != "agreed"]
# What the page says of each kind above its question.
TOLD = {
    "label": "Claim or quote",
    "boundary": "Different start or end",
    "missing": "only",
    "split": "One mark or several",
    "details": "Speaker or value differs",
    "facts": "Different facts",
}


@dataclass(frozen=True)
class Ruling:
    """How it is done, what stands afterwards, and why as the CSV has it."""

    do: Callable
    spans: list[Mark]
    reason: str = ""
    note: str = ""

    @property
    def rationale(self):
        return ": ".join(part for part in (self.reason, self.note) if part)


class Passage(NamedTuple):
    """Where its words stand in the text, each as (start, end)."""

    kind: str
    words: list[tuple[int, int]]

    def extent(self, mark):
        return self.words[mark.first][0], self.words[mark.last - 1][1]


def passages(text):
    """Seven stretches of words, each within a paragraph, spread over the text."""
    found = []
    for paragraph in re.finditer(r"[^\n]+", text):
        words = [
            (one.start() + paragraph.start(), one.end() + paragraph.start())
            for one in TOKEN.finditer(paragraph[0])
        ]
        runs = [words[at : at + WORDS] for at in range(0, len(words) - WORDS + 1, WORDS)]
        found += [run for run in runs if is_plain(text, run[:5])]
    step = len(found) // len(MARKED)
    return [Passage(kind, found[place * step]) for place, kind in enumerate(MARKED)]


def is_plain(text, words):
    """Whether nothing but a space parts these words, so that a step goes from one to the next."""
    return all(text[one[1] : next_one[0]] == " " for one, next_one in pairwise(words))


# How the reviewer goes about it, by keys alone.


def take(name):
    return lambda desk: press(desk.page, desk.number_of(name))


def key(letter):
    return lambda desk: press(desk.page, letter)


def several(*names):
    return lambda desk: press(desk.page, "s", *(desk.number_of(name) for name in names))


def retype(first, last):
    """Edit by hand: the words themselves, typed anew."""

    def do(desk):
        start, end = desk.passage.extent(claim(first, last))
        press(desk.page, "e")
        tab_to(desk.page, desk.page.locator(".edits summary").first)
        press(desk.page, "Enter")
        tab_to(desk.page, desk.page.locator("[name=edit-0-words]"))
        press(desk.page, "ControlOrMeta+a")
        desk.page.keyboard.insert_text(desk.text[start:end])
        press(desk.page, "Escape")

    return do


def one_word_on(value):
    """Edit by hand: the end moved by a word, another value."""

    def do(desk):
        press(desk.page, "e")
        expect(desk.page.locator(".edits [data-edge=start]").first).to_be_focused()
        press(desk.page, "Tab", "ArrowLeft" if runs_leftward(desk.shown_words()) else "ArrowRight")
        tab_to(desk.page, desk.page.locator("[name=edit-0-value]"))
        press(desk.page, "ControlOrMeta+a")
        desk.page.keyboard.type(str(value))
        press(desk.page, "Escape")

    return do


def with_another_fact(relation):
    """Edit by hand: the fact that the editors named let go, another one found and linked."""

    def do(desk):
        press(desk.page, "e")
        tab_to(desk.page, desk.page.locator(f"[name=edit-0-fact_{desk.facts['register'].pk}]"))
        desk.page.keyboard.type("not")
        tab_to(desk.page, desk.page.get_by_role("combobox", name="Find a fact").first)
        desk.page.keyboard.type("gauge")
        expect(desk.page.locator(".edits [role=option]")).to_have_count(1)
        press(desk.page, "ArrowDown", "Enter")
        expect(desk.page.locator(f"[name=edit-0-fact_{desk.facts['gauge'].pk}]")).to_be_focused()
        desk.page.keyboard.type(relation[:4])
        press(desk.page, "Escape")

    return do


# For each kind what is ruled in the first article, in the second, and so on.
RULED = {
    "label": [
        Ruling(take("ben"), [quote(0, 6)], "label"),
        Ruling(key("b"), [claim(0, 6, speaker="the spokesman"), quote(0, 6)], "label", "Both."),
        Ruling(take("cleo"), [claim(0, 6, speaker="the spokesman")]),
        Ruling(key("x"), [], "not checkable"),
        Ruling(take("ben"), [quote(0, 6)], "other", "He is heard on the recording."),
    ],
    "boundary": [
        Ruling(key("u"), [claim(0, 9)], "boundary"),
        Ruling(key("i"), [claim(2, 4)], "boundary"),
        Ruling(retype(1, 6), [claim(1, 6)], "boundary", "Neither end was right."),
        Ruling(several("ada", "cleo"), [claim(0, 4), claim(2, 9)], "boundary"),
        Ruling(take("ben"), [claim(0, 7)], "boundary"),
    ],
    "missing": [
        Ruling(key("x"), []),
        Ruling(take("ada"), [quote(0, 5)], "missed"),
        Ruling(take("ben"), []),
        Ruling(take("ada"), [quote(0, 5)], "missed", "Two of three overlooked it."),
        Ruling(key("x"), []),
    ],
    "split": [
        Ruling(take("ben"), [claim(0, 3), claim(4, 8)]),
        Ruling(key("b"), [claim(0, 8), claim(0, 3), claim(4, 8)], "other", "Whole and parts."),
        Ruling(take("ada"), [claim(0, 8)], "boundary"),
        Ruling(take("cleo"), [claim(0, 3), claim(4, 8)]),
        Ruling(key("x"), [], "duplicate"),
    ],
    "details": [
        Ruling(take("ada"), [people(0, 3, 40)]),
        Ruling(take("ben"), [people(0, 3, 41)], "value"),
        Ruling(one_word_on(42), [people(0, 4, 42)], "value", "Counted again."),
        Ruling(take("cleo"), [people(0, 3, 40)]),
        Ruling(take("ben"), [people(0, 3, 41)], "value"),
    ],
    "facts": [
        Ruling(take("ada"), MARKED["facts"]["ada"], "fact"),
        Ruling(take("ben"), MARKED["facts"]["ben"], "fact", "The register says otherwise."),
        Ruling(take("cleo"), MARKED["facts"]["cleo"], "fact"),
        Ruling(
            with_another_fact("gives context"),
            [claim(0, 6, fact="gauge", relation="context")],
            "fact",
        ),
        Ruling(take("ada"), MARKED["facts"]["ada"], "fact"),
    ],
}
# What takes the place of the first article's ruling on its boundary, once ben disputes it.
SETTLED_AGAIN = Ruling(key("i"), [claim(2, 4)], "boundary", "Ben is right.")


class ReviewDesk:
    """The review screen as a reviewer has it who touches no mouse."""

    def __init__(self, page, facts):
        self.page, self.facts = page, facts
        self.text, self.passage, self.letters = "", None, {}

    def at(self, article, passage):
        """Told which passage is before it, to find in it what the rulings name."""
        revision = article.latest_revision()
        self.text, self.passage = revision.text, passage
        self.letters = {
            layer.editor.username: layer.letter
            for layer in Layer.objects.filter(revision=revision).select_related("editor")
        }
        expect(self.page.locator(".group-head .kicker")).to_contain_text(TOLD[passage.kind])
        expect(self.page.locator("[data-heading]")).to_be_focused()

    def number_of(self, name):
        return str(sorted(self.letters.values()).index(self.letters[name]) + 1)

    def shown_words(self):
        return self.text[self.passage.words[0][0] : self.passage.words[-1][1]]

    def rule(self, ruling):
        ruling.do(self)
        if ruling.note:
            press(self.page, "n")
            self.page.keyboard.type(ruling.note)
            press(self.page, "Escape")
        if not ruling.reason:
            press(self.page, "Enter")
            return
        press(self.page, "r")
        reason = self.page.locator(f".why:visible [value='{ruling.reason}']")
        press(self.page, reason.get_attribute("data-digit"))

    def ask(self):
        press(self.page, "a")
        self.page.keyboard.type(QUESTION)
        press(self.page, "ControlOrMeta+Enter")
        expect(self.page.locator("#said")).to_contain_text("Asked.")
        press(self.page, "j")

    def is_at(self, settled):
        progress = self.page.locator("#progress-words")
        # A machine with other work at hand takes its time.
        told = f"{settled} of {len(KINDS)} decided"
        expect(progress).to_contain_text(told, timeout=20_000)

    def close(self):
        expect(self.page.locator("[data-heading]")).to_have_text(f"All {len(KINDS)} decided")
        tab_to(self.page, self.page.get_by_role("button", name="Close the review"))
        press(self.page, "Enter")
        expect(self.page.locator("[data-heading]")).to_have_text("The review is closed")


def story(new_page, live_server, files):
    """All of it; the rows of the final CSV, and those that it has to hold, in one order."""
    editors = {name: make_editor(name) for name in EDITORS}
    reviewer = make_reviewer("rita")
    facts = {
        "register": make_fact("The register counts 40 people."),
        "gauge": make_fact("The gauge in the harbour stood at 3.41 metres."),
    }
    pages = {name: new_page(viewport={"width": 1280, "height": 900}) for name in EDITORS}
    for name, page in pages.items():
        sign_in(page, editors[name])
    upload(pages["ada"], files)
    articles = list(Article.objects.order_by("pk"))
    assert len(articles) == len(files) == 5
    for article in articles:
        for editor in editors.values():
            layer_lifecycle.assign(article.latest_revision(), editor, by=reviewer)
    for name, page in pages.items():
        for number, article in enumerate(articles):
            layer = Layer.objects.get(editor=editors[name], revision__article=article)
            annotate(page, live_server, layer, facts, by_hand=number == 0)
            submit(page, layer)
    desk = ReviewDesk(logged(new_page(viewport={"width": 1280, "height": 900})), facts)
    sign_in(desk.page, reviewer)
    for number, article in enumerate(articles):
        review(desk, article, number, pages["ben"])
    dispute_and_settle_again(desk, articles[0], pages["ben"])
    assert pointed(desk.page) == set()
    rows = list(read_rows(io.StringIO(download(desk.page), newline="")))
    assert all(says_what_stands_there(row, articles) for row in rows)
    return sorted(map(seen, rows)), sorted(expected(articles, facts))


def annotate(page, live_server, layer, facts, *, by_hand):
    """What the layer's editor marks: the first passage by mouse and key, the others by forms."""
    text, name = layer.revision.text, layer.editor.username
    client = Client()
    client.force_login(layer.editor)
    for passage in passages(text):
        for mark in MARKED[passage.kind][name]:
            start, end = passage.extent(mark)
            if by_hand and passage.kind == "agreed":
                workspace = Workspace(page, live_server, layer)
                workspace.mark(text[start:end], "1", nth=text.count(text[start:end], 0, start))
                workspace.is_saved()
                assert workspace.stored() == [("claim", text[start:end])]
            else:
                post(client, layer, mark, start, end, facts)


def post(client, layer, mark, start, end, facts):
    fields = {
        "id": str(uuid.uuid4()),
        "start": start,
        "end": end,
        "exact": layer.revision.text[start:end],
        "label": mark.label,
        "attributed_to": mark.speaker,
        "value": "" if mark.value is None else mark.value,
        "unit": mark.unit,
    }
    added = client.post(reverse("layer_annotations", args=[layer.pk]), fields)
    assert added.status_code == 303
    if mark.fact:
        link = {"fact": facts[mark.fact].pk, "relation": mark.relation}
        linked = client.post(reverse("annotation_facts", args=[fields["id"]]), link)
        assert linked.status_code == 303


def submit(page, layer):
    page.goto(f"/layers/{layer.pk}/submission/")
    page.locator("main button[type=submit]").click()
    expect(page.get_by_text("Submitted: ")).to_be_visible()


def review(desk, article, number, ben):
    """From the queue to the closed review; in the first article the editors are asked once."""
    page = desk.page
    page.goto("/review/")
    take_the_next(page)
    expect(page.locator(".article-title")).to_have_text(article.title)
    _agreed, *order = passages(article.latest_revision().text)
    if number == 0:
        desk.at(article, order[0])
        desk.ask()
        order = [*order[1:], order[0]]
    for settled, passage in enumerate(order):
        desk.is_at(settled)
        if number == 0 and settled == len(order) - 2:
            answer(ben)
        desk.at(article, passage)
        if number == 0 and settled == len(order) - 1:
            expect(page.locator(".thread .comment").last).to_contain_text(ANSWER)
        desk.rule(RULED[passage.kind][number])
    desk.is_at(len(order))
    desk.close()


def take_the_next(page):
    tab_to(page, page.get_by_role("button", name="Start reviewing"))
    press(page, "Enter")
    expect(page.locator("review-desk:defined")).to_be_attached()


def answer(page):
    """An editor finds the question in the inbox, and says what the text shows."""
    page.goto("/inbox/")
    page.locator(".inbox li.new a.sentence").first.click()
    expect(page.locator(".conversation.question")).to_contain_text(QUESTION)
    page.locator("#reply textarea").fill(ANSWER)
    page.locator("#reply button").click()
    expect(page.locator(".conversation li").last).to_contain_text(ANSWER)


def dispute_and_settle_again(desk, article, ben):
    """Ben finds what became of his layer and disputes a ruling; the reviewer settles it again."""
    passage = next(
        one for one in passages(article.latest_revision().text) if one.kind == "boundary"
    )
    layer = Layer.objects.get(editor__username="ben", revision__article=article)
    start, end = passage.extent(MARKED["boundary"]["ben"][0])
    ben.goto(f"/layers/{layer.pk}/changes/")
    outcome = ben.locator("article.outcome").filter(has_text=layer.revision.text[start:end])
    outcome.get_by_role("link", name="Object").click()
    ben.locator("main form [name=text]").fill(DISPUTE)
    ben.get_by_role("button", name="Object to it").click()
    expect(ben.locator(".conversation.dispute")).to_contain_text(DISPUTE)
    page = desk.page
    page.goto("/review/")
    expect(page.locator("table.disagreements tbody")).to_contain_text("Objected to")
    take_the_next(page)
    desk.at(article, passage)
    desk.is_at(len(KINDS) - 1)
    expect(page.locator(".thread .comment")).to_contain_text(DISPUTE)
    desk.rule(SETTLED_AGAIN)
    expect(page.locator("[data-heading]")).to_have_text("The review is closed")
    desk.is_at(len(KINDS))
    ben.reload()
    expect(ben.locator(".conversation.dispute")).to_contain_text("resolved by rita")


def download(page):
    page.goto("/annotations/")
    with page.expect_download() as started:
        page.get_by_text("Other formats").click()
        page.get_by_role("link", name="CSV, final annotations only").click()
    assert started.value.url.endswith("layer=final")
    return Path(started.value.path()).read_text(encoding="utf-8")


def says_what_stands_there(row, articles):
    """Whether a final row has the words of the text at its place, and says when it was decided."""
    text = next(one for one in articles if str(one.pk) == row["article_id"]).latest_revision().text
    assert text[int(row["start"]) : int(row["end"])] == row["exact"]
    return (row["layer"], row["revision"]) == ("final", "1") and row["decided_at"]


def expected(articles, facts):
    """What the rulings say, article by article, in the columns of `seen`."""
    for number, article in enumerate(articles):
        for passage in passages(article.latest_revision().text):
            yield from rows_of(article, passage, number, facts)


def rows_of(article, passage, number, facts):
    """What the CSV has to hold of a passage, as `seen` shows it."""
    ruling, status, by = Ruling(None, MARKED["agreed"]["ada"]), "agreed", ""
    if passage.kind != "agreed":
        ruling, status, by = RULED[passage.kind][number], "adjudicated", "rita"
        if passage.kind == "boundary" and number == 0:
            ruling = SETTLED_AGAIN
    for mark in ruling.spans:
        start, end = passage.extent(mark)
        whose = [
            name
            for name, marks in MARKED[passage.kind].items()
            if (mark.label, mark.first, mark.last) in [(m.label, m.first, m.last) for m in marks]
        ]
        linked = f"{facts[mark.fact].pk}:{mark.relation}" if mark.fact else ""
        yield (
            *(str(article.pk), start, end, mark.label, mark.speaker),
            *(Decimal(mark.value or 0), mark.unit, linked, whose, status, by, ruling.rationale),
        )


def seen(row):
    return (
        *(row["article_id"], int(row["start"]), int(row["end"]), row["label"]),
        *(row["attributed_to"], Decimal(row["value"] or 0), row["unit"], row["facts"]),
        *(sorted(filter(None, row["editor"].split(";"))), row["status"]),
        *(row["decided_by"], row["rationale"]),
    )
