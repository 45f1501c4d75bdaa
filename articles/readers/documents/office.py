"""What documents of word processors end with: the draft of their text."""

from articles.importing.drafts import Draft
from articles.readers.drafting import Options, draft
from articles.readers.files import File
from articles.readers.stated import LONGEST_TITLE, cut


def made_draft(
    file: File,
    options: Options,
    source: str,
    *,
    title: str,
    author: str,
    media_type: str,
    left_out: list[dict[str, str]],
) -> Draft:
    """The draft of `source`. `author` is mostly who typed it, on whose machine it was made: it is
    told, and is no byline. Raises Unfit.
    """
    return draft(
        file.name,
        file.data(),
        source,
        options,
        parsed=True,
        title=title[:LONGEST_TITLE],
        outlet=options.outlet,
        media_type=media_type,
        notes=[f"The document names {cut(author)} as its author."] if author else [],
        left_out=left_out,
    )
