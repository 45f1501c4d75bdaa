"""What a page states of its article for machines: objects of schema.org in JSON-LD. Pure."""

import json
import re
from collections.abc import Iterator
from typing import Any

Object = dict[str, Any]

# Some sites wrap the object, or end it with a semicolon, as if it were a program.
OPENING = re.compile(r"(?:(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?|<!--)")
CLOSING = re.compile(r"(?:(?://|/\*)?\s*\]\]>(?:\s*\*/)?|-->|;)$")
LONGEST_CLOSING = 40  # characters
ARTICLE = re.compile(r"(?:\w*Article|\w*Posting|Report|Review|ClaimReview)$")
MOST_OBJECTS = 5_000
# Members that hold other articles than the page's own.
OF_OTHERS = frozenset(
    "associatedMedia citation hasPart isBasedOn isPartOf itemListElement mentions recordedIn "
    "relatedLink review significantLink subjectOf".split()
)


def objects(tree: Any) -> list[Object]:
    """All objects in their order, but for those that lists and references to others hold."""
    found: list[Object] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            found += flat(parsed_json(script.text or ""))
    return found[:MOST_OBJECTS]


def parsed_json(source: str) -> Any:
    """What the source says, None where it says nothing that can be read."""
    for text in (source, unwrapped(source)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def unwrapped(source: str) -> str:
    bare = source.strip()
    if opening := OPENING.match(bare):
        bare = bare[opening.end() :]
    closing = CLOSING.search(bare, max(0, len(bare) - LONGEST_CLOSING))
    return bare[: closing.start()] if closing else bare


def flat(value: Any) -> Iterator[Object]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting += [each for name, each in reversed(one.items()) if name not in OF_OTHERS]
        elif isinstance(one, list):
            waiting += reversed(one)


def is_article(one: Object) -> bool:
    return any(ARTICLE.match(kind) for kind in strings(one.get("@type")))


def strings(value: Any) -> list[str]:
    """The texts in a value that may be one or several."""
    several = value if isinstance(value, list) else [value]
    return [one for one in several if isinstance(one, str)]


def article_of(found: list[Object]) -> Object:
    """The page's article: of several the first with a headline; empty where there is none."""
    articles = [one for one in found if is_article(one)]
    with_headline = [one for one in articles if strings(one.get("headline"))]
    return next(iter([*with_headline, *articles]), {})
