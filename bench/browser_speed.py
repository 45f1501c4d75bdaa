"""How fast is the workspace in Chromium, beside the workspace of the same text with no mark in it?

Two texts: of `size` words with two spans for every five, and of ten times `size` with one for every
five. Served by gunicorn with the static files of an installation, which the browser has in its
cache as an editor's has. All are measured in turn, each time in a new tab; a figure is the median.

- Open is from the start of the navigation to the end of the second frame after the load event.
- A key is from its press to the end of the first frame that shows what it did, a swap from the
  server's answer to the end of the frame that shows it. That frame's own work is counted.
- Work is what the main thread used of a processor, the same on a machine that does other things
  too. The budgets of keys, swaps and scrolling are of work; opening is held to its one in both.
"""

import gzip
import random
import uuid
from collections.abc import Sequence
from statistics import median
from typing import Any

from bench import Table
from bench._browser import chromium, session_of
from bench._server import served
from bench._traces import CATEGORIES, Took, Trace, read

SIZE = 5_000
RUNS = 3
KEYS = 4
SCROLLS = 30
DEEPEST = 19
WORDS = """council harbour wall mayor storm household tide vote cost bridge survey district water
street school budget report season winter price market ferry island station million percent before
after under because which while residents officials engineers said would could should""".split()

IN_EACH_PAGE = """
  const mark = (name) => performance.mark(`bench:${name}`);
  // A message that is sent in a frame is heard right after it.
  const framed = (name) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => mark(name);
    port2.postMessage(null);
  });
  addEventListener("load", () => requestAnimationFrame(() => framed("open")));
  addEventListener("keydown", ({ key }) => {
    if (key.length > 1) return;
    mark(`pressed ${key}`);
    framed(`shown ${key}`);
  }, true);
  const text = Response.prototype.text;
  Response.prototype.text = async function () {
    const body = await text.call(this);
    if (body.startsWith("{")) {
      mark("answered");
      framed("swapped");
    }
    return body;
  };
"""
FRAMES = """async (count) => {
  for (let n = 0; n < count; n += 1)
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}"""
OPENED = "performance.getEntriesByName('bench:open').length"
SAVED = "document.getElementById('save-state').dataset.state === 'saved'"
# Brings the paragraph at `part` of the text to the middle of the window and selects its beginning.
SELECT = """(part) => {
  const all = document.querySelectorAll("#text > p");
  const paragraph = all[Math.floor(all.length * part)];
  paragraph.scrollIntoView({ block: "center", behavior: "instant" });
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  let left = 60;
  let node = walker.nextNode();
  while (left > node.data.length) {
    left -= node.data.length;
    node = walker.nextNode();
  }
  document.querySelector("#text").focus({ preventScroll: true });
  const first = paragraph.firstChild.firstChild ?? paragraph.firstChild;
  getSelection().setBaseAndExtent(first, 0, node, left);
}"""

Row = Sequence[str]


def run(size: int) -> Table:
    from django.core.management import call_command
    from django.db import connection

    call_command("setup_roles", verbosity=0)
    editor = make_editor()
    texts = [(size, 2 * size // 5, 1.8), (10 * size, 2 * size, 3.0)]
    layers = {
        (words, count): make_layer(editor, words, count)
        for words, spans, _most in texts
        for count in (0, spans)
    }
    session = session_of(editor)
    connection.close()
    rows: list[Row] = []
    with served() as server, chromium() as browser:
        address = server.address
        context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800})
        context.set_default_timeout(60_000)
        context.add_init_script(IN_EACH_PAGE)
        context.add_cookies([{**session, "url": address}])
        for words, spans, most in texts:
            none, marked = layers[words, 0], layers[words, spans]
            pages = {
                "the text alone, without a workspace": none.revision.get_absolute_url(),
                "none": none.get_absolute_url(),
                f"{spans:,} spans": marked.get_absolute_url(),
            }
            rows += measure(browser, context, pages, words, most)
        how = f"Chromium {browser.version}, median of {RUNS}"
    rows.append(script())
    return Table(("", "time", "work", "beside none", "budget"), rows, how)


def measure(
    browser: Any, context: Any, pages: dict[str, str], words: int, most: float
) -> list[Row]:
    """All rows about one text, of which "none" is the page with no mark."""
    found: dict[str, dict[str, list[Took]]] = {}
    for run in range(RUNS + 1):
        for name, address in pages.items():
            trace = traced(browser, context, address)
            # The first run fills the caches.
            for what, taken in read_from(trace).items() if run else ():
                found.setdefault(what, {}).setdefault(name, []).extend(taken)
    budgets = {
        "open": f"{most} ×",
        "longest task while scrolling": "50 ms",
        "key to highlight": "16 ms",
        "answer to swap": "25 ms",
        "sentence key": "16 ms",
    }
    return [
        row
        for what, budget in budgets.items()
        for row in told(f"{words:,} words, {what}", middles(found[what]), budget)
    ]


def traced(browser: Any, context: Any, address: str) -> Trace:
    page = context.new_page()
    browser.start_tracing(page=page, categories=list(CATEGORIES))
    page.goto(address)
    until(page, OPENED)
    if "/layers/" in address:
        scroll(page)
        tag(page)
        take_sentences(page)
    trace = read(browser.stop_tracing())
    page.close()
    return trace


def read_from(trace: Trace) -> dict[str, list[Took]]:
    found = {"open": [trace.opening("open")]}
    if "scrolled" in trace.marks:
        found |= {
            "longest task while scrolling": [Took(0, trace.longest("scroll", "scrolled"))],
            "key to highlight": trace.each("pressed 1", "shown 1"),
            # Every second answer is that to the undoing.
            "answer to swap": trace.each("answered", "swapped")[::2],
            "sentence key": trace.each("pressed s", "shown s"),
        }
    return found


def middles(found: dict[str, list[Took]]) -> dict[str, Took]:
    return {
        name: Took(median(one.time for one in taken), median(one.work for one in taken))
        for name, taken in found.items()
    }


def scroll(page: Any) -> None:
    """Down through the text by wheel, two thirds of a window a time."""
    page.mouse.move(400, 400)
    page.evaluate("performance.mark('bench:scroll')")
    for _ in range(SCROLLS):
        page.mouse.wheel(0, 550)
        frames(page, 2)
    page.evaluate("performance.mark('bench:scrolled')")


def tag(page: Any) -> None:
    """Tag some words by key and take that back, here and there in the text."""
    for turn in range(1, KEYS + 1):
        select(page, turn / (KEYS + 1))
        for keys in ("1", "Control+z"):
            with page.expect_response(lambda answer: answer.request.method == "POST"):
                page.keyboard.press(keys)
            until(page, SAVED)
            frames(page)


def take_sentences(page: Any) -> None:
    """Select a sentence by key and give it up, here and there in the text."""
    for turn in range(1, KEYS + 1):
        select(page, turn / (KEYS + 1))
        page.keyboard.press("s")
        frames(page)
        page.keyboard.press("Escape")
        frames(page)


def select(page: Any, part: float) -> None:
    page.evaluate(SELECT, part)
    page.locator("#dock").wait_for()
    frames(page)


def until(page: Any, condition: str) -> None:
    """Wait by a timer of the page: a locator would search all marks while work is measured."""
    page.evaluate(f"""async () => {{
      while (!({condition})) await new Promise((done) => setTimeout(done, 10));
    }}""")


def frames(page: Any, count: int = 4) -> None:
    page.evaluate(FRAMES, count)


def told(what: str, found: dict[str, Took], budget: str) -> list[Row]:
    """A row for each page; the ratio beside the one with no mark is of time and of work."""
    none = found["none"]
    is_time = budget.endswith("×")
    rows = []
    for name, took in found.items():
        ratio = f"{took.work / none.work:.2f} × of work"
        if is_time:
            ratio = f"{took.time / none.time:.2f} × of time, {ratio}"
        rows.append(
            (
                f"{what}: {name}",
                f"{took.time:,.0f} ms" if took.time else "",
                f"{took.work:,.1f} ms",
                "" if name == "none" else ratio,
                f"≤ {budget}" if "spans" in name else "",
            )
        )
    return rows


def script() -> Row:
    """The script of the workspace as it is sent, each file compressed by itself."""
    from django.contrib.staticfiles.storage import staticfiles_storage as storage

    from newsroom.templatetags.modules import imports_of

    first = storage.stored_name("js/workspace/annotation-workspace.js")
    sent = 0
    for name in (first, *imports_of(first)):
        with storage.open(name) as file:
            sent += len(gzip.compress(file.read(), 9, mtime=0))
    return (f"script of the workspace, gzip: {sent:,} bytes", "", "", "", "≤ 30,000 bytes")


def make_editor() -> Any:
    from newsroom.models import User

    # Without suggestions: they would be marks in the text that has none.
    return User.objects.create(username="ada", is_superuser=True, suggestions=False)


def make_layer(editor: Any, words: int, spans: int) -> Any:
    """An open layer on a text of so many words, with so many spans in it."""
    from annotations.layers import lifecycle as layer_lifecycle
    from annotations.models import Annotation, Guideline
    from annotations.spans.anchoring import anchor
    from articles.importing.drafts import Draft
    from articles.importing.storing import import_draft

    chance = random.Random(words)
    title = f"{words} words, {spans} spans"
    # Without a line of its own it would be known as the same article.
    text = f"{title}\n\n{make_text(chance, words)}"
    draft = Draft(name=f"{title}.txt", text=text, title=title, language="en", raw=title.encode())
    layer = layer_lifecycle.start(import_draft(draft, by=editor).revision, by=editor)
    guideline = Guideline.objects.current()
    targets = [
        anchor(text, start, end, text[start:end]) for start, end in places(chance, text, spans)
    ]
    Annotation.objects.bulk_create(
        Annotation(
            id=uuid.UUID(int=chance.getrandbits(128), version=4),
            layer=layer,
            guideline=guideline,
            label=chance.choice(("claim", "quote", "statistic")),
            start=one.start,
            end=one.end,
            exact=one.exact,
            prefix=one.prefix,
            suffix=one.suffix,
        )
        for one in targets
    )
    return layer


def make_text(chance: random.Random, words: int) -> str:
    """Sentences of 8 to 25 words, four to a paragraph."""
    sentences = []
    while words > 0:
        length = min(words, chance.randint(8, 25))
        sentences.append(" ".join(chance.choice(WORDS) for _ in range(length)).capitalize() + ".")
        words -= length
    paragraphs = [sentences[at : at + 4] for at in range(0, len(sentences), 4)]
    return "\n\n".join(" ".join(four) for four in paragraphs)


def places(chance: random.Random, text: str, spans: int) -> list[tuple[int, int]]:
    """Extents of 2 to 45 words within a paragraph, no two the same, up to DEEPEST over one word."""
    found: set[tuple[int, int]] = set()
    parts = []
    at = 0
    for part in text.split("\n\n"):
        starts = [at] + [at + n + 1 for n, letter in enumerate(part) if letter == " "]
        parts.append((starts, at + len(part)))
        at += len(part) + 2
    depth = [0] * (len(text) + 1)
    while len(found) < spans:
        starts, end_of_part = chance.choice(parts)
        first = chance.randrange(len(starts))
        behind = first + chance.randint(2, 45)
        start = starts[first]
        end = starts[behind] - 1 if behind < len(starts) else end_of_part
        here = [at for at in starts if start <= at < end]
        if (start, end) in found or any(depth[at] == DEEPEST for at in here):
            continue
        found.add((start, end))
        for at in here:
            depth[at] += 1
    return sorted(found)
