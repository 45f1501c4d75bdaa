"""Articles in JSON-LD, in the words of schema.org, one node each."""

from collections.abc import Iterator
from typing import Any

from articles.importing.drafts import Draft
from articles.readers import fragments
from articles.readers.drafting import Options, draft
from articles.readers.stated import (
    LONGEST_NAME,
    LONGEST_TITLE,
    names,
    refuse_verbatim,
    stated_address,
    stated_day,
    stated_language,
)
from articles.text import Unfit

TYPES = set(
    "Article NewsArticle AdvertiserContentArticle AnalysisNewsArticle AskPublicNewsArticle "
    "BackgroundNewsArticle BlogPosting LiveBlogPosting OpinionNewsArticle Report "
    "ReportageNewsArticle ReviewNewsArticle SatiricalArticle ScholarlyArticle TechArticle".split()
)
DEEPEST = 20  # nodes within one another
Node = dict[str, Any]


def is_json_ld(record: Node) -> bool:
    return "@context" in record or "@graph" in record or bool(types(record) & TYPES)


def articles(record: Node) -> list[Node]:
    """The nodes that are articles, with what they refer to by `@id` put in. Raises Unfit."""
    found = [plain(node) for node in nodes(record)]
    by_id = {node["@id"]: node for node in found if isinstance(node.get("@id"), str)}
    those = [node for node in found if types(node) & TYPES]
    if not those:
        raise Unfit("there is no article in it, as schema.org has them")
    return [resolved(node, by_id) for node in those]


def draft_of(name: str, raw: bytes, node: Node, options: Options) -> Draft:
    """The draft of one node of `articles`. Raises Unfit."""
    refuse_verbatim(options, "an article in JSON-LD")
    body = text_of(node.get("articleBody")) or text_of(node.get("text"))
    if not body:
        raise Unfit("it does not state the text of the article (articleBody)")
    text = fragments.of_any(body)
    notes: list[str] = []
    return draft(
        name,
        raw,
        text.source(),
        options,
        parsed=True,
        title=fragments.words(first(node, "headline", "name"))[:LONGEST_TITLE],
        outlet=", ".join(named(node.get("publisher"))[:1])[:LONGEST_NAME] or options.outlet,
        url=stated_address(address_of(node), notes),
        byline=names(named(node.get("author")) or named(node.get("creator"))),
        language=stated_language(language_of(node.get("inLanguage"))),
        published_on=stated_day(first(node, "datePublished", "dateCreated"), notes),
        media_type="application/ld+json",
        notes=notes,
        left_out=text.left_out,
    )


def nodes(value: Any, depth: int = 0) -> Iterator[Node]:
    """Every node of a graph, and those that stand for the main thing of another."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from nodes(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for member in ("@graph", "mainEntity", "hasPart", "itemListElement", "item", "blogPost"):
            yield from nodes(value.get(member), depth + 1)


def plain(node: Node) -> Node:
    """The node with `headline` for `schema:headline` and `http://schema.org/headline`."""
    return {
        name
        if name.startswith("@")
        else name.replace("#", "/").rpartition("/")[2].rpartition(":")[2]: value
        for name, value in node.items()
    }


def resolved(node: Node, by_id: dict[str, Node]) -> Node:
    """The node, with the nodes of its graph in the place of mere references to them."""

    def one(value: Any) -> Any:
        if isinstance(value, list):
            return [one(each) for each in value] if len(value) < 1_000 else value
        if isinstance(value, dict) and set(value) == {"@id"}:
            return by_id.get(value["@id"], value) if isinstance(value["@id"], str) else value
        return value

    return {
        name: value if name == "mainEntityOfPage" else one(value) for name, value in node.items()
    }


def types(node: Node) -> set[str]:
    stated = node.get("@type", [])
    stated = stated if isinstance(stated, list) else [stated]
    return {last_part(one) for one in stated if isinstance(one, str)}


def last_part(name: str) -> str:
    """`Article` of `schema:Article` and of `https://schema.org/Article`."""
    return name.replace("#", "/").rpartition("/")[2].rpartition(":")[2]


def text_of(value: Any) -> str:
    """The words of a value: as it is, with its language, or the first of several."""
    if isinstance(value, list):
        return next(filter(None, map(text_of, value[:100])), "")
    if isinstance(value, dict):
        value = value.get("@value") or value.get("@list")
        return text_of(value) if not isinstance(value, dict) else ""
    return value.strip() if isinstance(value, str) else ""


def first(node: Node, *members: str) -> str:
    return next(filter(None, (text_of(node.get(member)) for member in members)), "")


def named(value: Any) -> list[str]:
    """The names of people and organisations: words, or nodes with a name."""
    if isinstance(value, dict) and "@list" in value:
        value = value["@list"]
    if isinstance(value, list):
        return [name for one in value[:100] if not isinstance(one, list) for name in named(one)]
    if isinstance(value, dict) and "@value" not in value:
        value = plain(value)
        whole = " ".join(filter(None, (first(value, "givenName"), first(value, "familyName"))))
        found = first(value, "name", "legalName") or whole
    else:
        found = text_of(value)
    return [fragments.words(found)] if found and not found.startswith(("http:", "https:")) else []


def address_of(node: Node) -> str:
    page = node.get("mainEntityOfPage")
    page = page[0] if isinstance(page, list) and page else page
    if isinstance(page, dict):
        page = page.get("@id") or page.get("url")
    stated = (first(node, "url"), text_of(page), text_of(node.get("@id")))
    return next((one for one in stated if one.startswith(("http://", "https://"))), "")


def language_of(value: Any) -> str:
    if isinstance(value, dict) and "@value" not in value:
        value = value.get("alternateName") or value.get("name")
    return text_of(value)
