"""The main job from nothing: two editors import, annotate and submit, and the CSV is right."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import expect

from annotations.exchange.importing.own_csv import read_rows
from annotations.models import Annotation, Layer
from articles.models import Article
from newsroom.demonstration.files import DATA
from tests.browser.desk import sign_in, upload
from tests.browser.workspace import Workspace, runs_leftward
from tests.factories import make_editor
from tests.shared import REAL_ARTICLES, needs_shared

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Emoji families, combining marks and right-to-left script before, within and after the spans.
HARD = """The mayor’s answer 👨‍👩‍👧‍👦 in full

A family 👩🏽‍🚒👨‍👩‍👧 of four spoke first; Zoë (written Zoe\u0308) said 41 boats were lost.

قال رئيس البلدية إن الجدار يكلف 48 مليون دولار، وهو أقل من المتوقع.

ראש העיר אמרה: “הקיר יגן על 2,300 בתים מעל לדרך הנמל.”

Then ﬁve people left 🌊, 3 of them e\u0301gare\u0301s, and the 👩🏽‍🚒 followed them home.
"""


def extents(text):
    """Four spans of a text: two that overlap, one inside another, and one in the last paragraph."""
    paragraphs = [one for one in text.split("\n\n") if len(one.split()) >= 8]
    words = paragraphs[0].split(" ")
    last = paragraphs[-1].split(" ")
    return (
        " ".join(words[:5]),
        " ".join(words[3:8]),
        words[4],
        " ".join(last[-3:]),
    )


def annotate(page, live_server, layer):
    """Mark by mouse and by keyboard, edit one, undo one, submit; what should be stored."""
    workspace = Workspace(page, live_server, layer)
    overlapping, overlapped, inside, at_the_end = extents(layer.revision.text)
    workspace.mark(overlapping, "1")
    workspace.mark(overlapped, "2")
    workspace.mark(inside, "3")
    by_keyboard(workspace)
    undone = workspace.cards.count()
    workspace.mark(at_the_end, "1")
    workspace.press("ControlOrMeta+z")
    expect(workspace.cards).to_have_count(undone)
    edit_first(workspace)
    workspace.is_saved()
    stored = workspace.stored()
    assert len(stored) == 4
    page.goto(f"/layers/{layer.pk}/submission/")
    page.locator("main button[type=submit]").click()
    expect(page.get_by_text("Submitted: ")).to_be_visible()
    layer.refresh_from_db()
    assert layer.is_submitted
    return stored


def by_keyboard(workspace):
    """The text cursor, at the start of the text: two words onward, and a key."""
    before = workspace.cards.count()
    onward = "ArrowLeft" if runs_leftward(workspace.layer.revision.text) else "ArrowRight"
    workspace.text.focus()
    workspace.press("c", "ControlOrMeta+Home")
    workspace.press(f"ControlOrMeta+Shift+{onward}", f"ControlOrMeta+Shift+{onward}", "2")
    expect(workspace.cards).to_have_count(before + 1)
    workspace.press("Escape", "Escape")


def edit_first(workspace):
    card = workspace.page.locator("#cards > li.statistic").first
    card.click()
    card.locator("[data-command=edit]").click()
    dialog = workspace.page.locator("#edit")
    dialog.locator("[name=note]").fill("Look this up.")
    dialog.locator("button[type=submit]").first.click()
    expect(dialog).to_be_hidden()


def story(new_page, live_server, files):
    ada, ben = make_editor("ada"), make_editor("ben")
    stored = {}
    for number, editor in enumerate((ada, ben)):
        page = new_page(viewport={"width": 1280, "height": 900})
        sign_in(page, editor)
        if number == 0:
            upload(page, files)
        for article in Article.objects.order_by("pk"):
            page.goto(f"/articles/{article.pk}/")
            page.get_by_role("button", name="Start").first.click()
            page.wait_for_url("**/layers/*/")
            layer = Layer.objects.get(editor=editor, revision__article=article)
            stored[layer.pk] = annotate(page, live_server, layer)
        with page.expect_download() as download:
            page.goto("/annotations/")
            page.get_by_role("link", name="Export CSV").first.click()
        check(Path(download.value.path()).read_text(encoding="utf-8"), editor, stored)


def check(exported, editor, stored):
    """Every row is the editor's own and says exactly what stands in the text at its place."""
    texts = {
        (article.pk, revision.number): revision.text
        for article in Article.objects.all()
        for revision in article.revisions.all()
    }
    rows = list(read_rows(io.StringIO(exported, newline="")))
    for row in rows:
        text = texts[int(row["article_id"]), int(row["revision"])]
        assert text[int(row["start"]) : int(row["end"])] == row["exact"]
    mine = Annotation.objects.filter(layer__editor=editor, withdrawn_at=None)
    assert {row["annotation_id"] for row in rows} == {str(one.pk) for one in mine}
    assert len(rows) == sum(
        len(spans)
        for layer, spans in stored.items()
        if Layer.objects.get(pk=layer).editor == editor
    )
    assert sum(row["note"] == "Look this up." for row in rows) == Article.objects.count()
    assert csv.Sniffer().has_header(exported[:2000])


@needs_shared
@pytest.mark.shared
def test_two_editors_annotate_the_five_real_articles(new_page, live_server):
    files = sorted(REAL_ARTICLES.glob("*.txt"))
    story(new_page, live_server, [str(path) for path in files])
    assert Article.objects.count() == 5


@pytest.mark.both_engines
def test_two_editors_annotate_texts_of_the_demonstration_and_hard_ones(
    new_page, live_server, tmp_path
):
    hard = tmp_path / "hard.txt"
    hard.write_text(HARD, encoding="utf-8")
    crlf = tmp_path / "crlf.txt"
    crlf.write_bytes(HARD.replace("\n", "\r\n").replace("mayor’s", "baker’s").encode())
    files = [DATA / "articles" / name for name in ("al-marsa.txt", "quayside-notes.txt")]
    story(new_page, live_server, [str(path) for path in (*files, hard, crlf)])
    assert Article.objects.count() == 4
