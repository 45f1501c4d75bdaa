"""One page for the eye: where a reader's text differs from the expected one."""

import difflib
from collections.abc import Iterator

from bench.extraction.tables import Result


def shown(one: Result) -> Iterator[str]:
    """Lines that begin with `-` are missing, with `+` too many; then the details that are wrong."""
    expected, found = one.expected, one.found
    yield f"=== {one.reader}: {expected.corpus}/{expected.path.name} {found.reason}"
    if one.text is not None:
        yield f"precision {one.text.precision:.3f}, recall {one.text.recall:.3f}"
        yield from difflib.unified_diff(
            paragraphs(expected.text or ""),
            paragraphs(found.text),
            "expected",
            "found",
            "",
            "",
            1,
            "",
        )
    for phrase, right in zip(expected.wanted, one.wanted, strict=True):
        if not right:
            yield f"missing phrase: {phrase}"
    for phrase, right in zip(expected.unwanted, one.unwanted, strict=True):
        if not right:
            yield f"unwanted phrase: {phrase}"
    if one.lost:
        yield f"on no record, {len(one.lost)} words: {' '.join(one.lost)}"
    for name, member in (
        ("title", "title"),
        ("date", "published_on"),
        ("byline", "byline"),
        ("language", "language"),
    ):
        if one.detail(name) is False:
            yield f"{name}: {getattr(found, member)!r} instead of {getattr(expected, member)!r}"


def paragraphs(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]
