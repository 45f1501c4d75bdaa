"""The main job in Firefox too, whose selections, keys and downloads are not Chromium's."""

import io
import time
from contextlib import ExitStack

import pytest

from annotations.exchange.importing.own_csv import read_rows
from annotations.models import Annotation, Layer
from tests.browser import firefox as driving
from tests.factories import make_editor, make_revision

pytestmark = [pytest.mark.browser, pytest.mark.firefox, pytest.mark.django_db(transaction=True)]

TEXT = (
    "Council backs sea wall 👨‍👩‍👧‍👦\n\n"
    "The council approved a $48 million sea wall on Tuesday. “We are building for the next "
    "storm,” the mayor, Ines Halloran, said.\n\n"
    "قال رئيس البلدية إن الجدار يكلف 48 مليون دولار.\n\n"
    "It will protect more than 2,300 households below the harbour road."
)


@pytest.fixture
def firefox(live_server, tmp_path):
    with ExitStack() as ending:
        try:
            started = ending.enter_context(driving.firefox(live_server.url, tmp_path))
        except driving.Missing as missing:
            pytest.skip(str(missing))
        yield started
        assert started.complaints() == []


def sign_in(firefox, editor):
    firefox.open("/login/")
    firefox.type("[name=username]", editor.username)
    firefox.type("[name=password]", "secret-word")
    firefox.follow("form .btn.main")
    firefox.says("h1", "Your desk")


def stored(layer):
    live = Annotation.objects.filter(layer=layer, withdrawn_at=None).in_text_order()
    for one in live:
        assert layer.revision.text[one.start : one.end] == one.exact
    return [(one.label, one.exact) for one in live]


def downloaded(folder):
    for _ in range(100):
        done = [path for path in folder.glob("*.csv") if path.stat().st_size]
        if done and not list(folder.glob("*.part")):
            return done[0].read_text(encoding="utf-8")
        time.sleep(0.1)
    raise AssertionError("nothing was downloaded")


def test_an_article_is_annotated_submitted_and_exported(firefox, tmp_path):
    editor = make_editor("ada")
    revision = make_revision(text=TEXT)
    sign_in(firefox, editor)

    firefox.open(f"/articles/{revision.article_id}/")
    firefox.follow("form[action$='/layers/'] button")
    layer = Layer.objects.get(editor=editor)
    firefox.until("customElements.get('annotation-workspace') !== undefined")

    # By mouse.
    firefox.select("$48 million")
    firefox.keys("3")
    firefox.says("#said", "Statistic added, 2 words.")
    firefox.select("الجدار يكلف")
    firefox.click("#dock [data-label=claim]")
    firefox.count("#cards > li", 2)

    # By keyboard: the text cursor in the second paragraph, then a sentence.
    firefox.evaluate("document.querySelector('#text').focus()")
    firefox.keys("c", "Control+Home", "ArrowDown", "Home")
    firefox.keys("Control+Shift+ArrowRight", "Control+Shift+ArrowRight", "1")
    firefox.says("#said", "Claim added, 2 words.")
    firefox.keys("x", "Control+x", "Control+b")  # the text cannot be changed
    paragraphs = firefox.evaluate(
        "Array.from(document.querySelectorAll('#text [data-start]'), (one) => one.textContent)"
    )
    assert paragraphs == TEXT.split("\n\n")
    firefox.keys("Control+Home", "s", "2")
    firefox.says("#said", "Quote added")
    firefox.count("#cards > li", 4)
    assert stored(layer) == [
        ("quote", TEXT.split("\n\n")[0]),
        ("claim", "The council"),
        ("statistic", "$48 million"),
        ("claim", "الجدار يكلف"),
    ]
    firefox.keys("Escape", "Escape")

    # Edit the statistic: its end by a word, its value and a note.
    firefox.keys("j", "j")
    firefox.says("#cards > .current", "$48 million")
    firefox.keys("e")
    firefox.until("document.querySelector('#edit [name=value]')?.matches(':focus')")
    firefox.write("48,000,000")
    firefox.type("#edit [name=note]", "Look this up.")
    firefox.click("#edit [data-step=word][data-way=on]")
    firefox.says("#edit [data-words] mark", "$48 million sea")
    firefox.click("#edit [type=submit]")
    firefox.until("!document.querySelector('#edit').open")
    firefox.says("#cards > .statistic", "48,000,000")

    # Take the Arabic one back, and bring it again, and take it back.
    firefox.keys("j", "Delete")
    firefox.count("#cards > li", 3)
    firefox.keys("Control+z")
    firefox.count("#cards > li", 4)
    firefox.keys("Control+y")
    firefox.count("#cards > li", 3)
    firefox.until("document.querySelector('#save-state').dataset.state === 'saved'")
    expected = [
        ("quote", TEXT.split("\n\n")[0]),
        ("claim", "The council"),
        ("statistic", "$48 million sea"),
    ]
    assert stored(layer) == expected

    firefox.follow(".tools a.main")
    firefox.follow("main form button[type=submit]")
    layer.refresh_from_db()
    assert layer.is_submitted

    firefox.open("/annotations/")
    firefox.click("a[href*='annotations.csv']")
    rows = list(read_rows(io.StringIO(downloaded(tmp_path / "downloads"), newline="")))
    assert [(row["label"], row["exact"]) for row in rows] == expected
    assert all(TEXT[int(row["start"]) : int(row["end"])] == row["exact"] for row in rows)
    assert [row["note"] for row in rows] == ["", "", "Look this up."]
