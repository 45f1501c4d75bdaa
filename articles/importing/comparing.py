"""Whether a draft is an article that is there, and says anything new of it. Pure."""

from collections.abc import Collection
from typing import Any

from articles import addresses
from articles.importing.drafts import Draft, sha256
from articles.text import below_headline

HEADLINE_IS_THERE = "The same text is there with its headline, which stays."
MORE_IS_THERE = "This is a summary or a part only: the text that is there stays."


def comparable_members(draft: Draft) -> dict[str, str]:
    """What items are told alike by, without reading their texts and bytes."""
    return {
        "sha256": sha256(draft.text.encode()),
        "raw_sha256": sha256(draft.raw),
        "body_sha256": body_sha256(draft.text, "" if draft.title_generated else draft.title),
        "address_key": addresses.key(draft.url),
    }


def body_sha256(text: str, title: str) -> str:
    """The hash of the text below the headline; empty where it has none (`title` is stated)."""
    body = below_headline(text, title)
    return sha256(body.encode()) if body else ""


def stated_title(read: dict[str, Any]) -> str:
    """The title in the members of a draft; empty where it was made of the first sentence."""
    return "" if read.get("title_generated") else str(read.get("title", ""))


def same_outlet(outlets: Collection[str], known_url: str, outlet: str, url: str) -> bool:
    """Whether the outlet is one of those known; where it has no name, whether the sites of the
    two addresses do not differ.
    """
    if outlet.casefold() not in {name.casefold() for name in outlets}:
        return False
    return bool(outlet) or len({addresses.site(one) for one in (known_url, url) if one}) < 2
