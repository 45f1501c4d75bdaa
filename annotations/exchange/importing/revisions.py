"""The text that a layer of a file is about: here already, or imported with it."""

from annotations.exchange.importing.fitting import placed_in
from annotations.exchange.importing.layer_read import ArticleReference, LayerRead
from annotations.exchange.importing.problems import NotImported
from articles import addresses, readers
from articles.importing import drafts
from articles.importing import storing as articles_importing
from articles.importing.drafts import Unreadable
from articles.models import Article, Revision
from newsroom.models import User


def find_or_import_revision(reading: LayerRead, *, unit: str, by: User) -> Revision:
    """The revision that the layer annotates, imported if it is new. Raises NotImported."""
    if reading.article is not None:
        return best_revision(reading.article, reading, unit=unit)
    name, raw = reading.name, reading.raw or b""
    (draft,) = readers.read(name, raw, format="txt", verbatim=True)
    if isinstance(draft, Unreadable):
        raise NotImported(draft.reason)
    draft.raw = reading.as_it_came or draft.raw
    same = Revision.objects.filter(sha256=drafts.sha256(draft.text.encode()))
    revision = same.filter(article__archived_at=None).order_by("pk").first()
    return revision or articles_importing.import_draft(draft, by=by).revision


def best_revision(named: ArticleReference, reading: LayerRead, *, unit: str) -> Revision:
    """The revision that holds the most of these words; the one of the same number where several do.

    By its address an article is found whatever it holds, by its id only if it holds most of them,
    since ids of another database mean other articles.
    """
    by_url = Article.objects.at(named.url)
    article = by_url or article_numbered(named)
    if article is None:
        raise NotImported("there is no such article here; import it first")

    def fit(revision: Revision) -> tuple[int, bool, int]:
        found, _notes = placed_in(revision.text, reading.spans, unit=unit)
        held = sum(revision.text[span.start : span.end] == span.exact for span in found)
        return held, revision.number == named.revision, revision.number

    best = max(article.revisions.defer("raw", "left_out"), key=fit)
    if by_url is None and fit(best)[0] * 2 <= len(reading.spans):
        if reading.refused and not reading.spans:
            raise NotImported("none of its annotations can be read")
        raise NotImported(f"article {article.pk} here has other words; import the right one first")
    return best


def article_numbered(named: ArticleReference) -> Article | None:
    """The article of that id, unless both have an address and the addresses differ."""
    found = Article.objects.filter(pk=named.id).first() if named.id is not None else None
    if found and found.url and named.url and addresses.key(named.url) != found.canonical_url:
        return None
    return found
