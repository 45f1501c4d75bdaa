"""Plain text: one file is one article."""

from articles.importing.drafts import Draft
from articles.readers.decoding import decoded
from articles.readers.drafting import Options, draft


def read(name: str, data: bytes, options: Options) -> Draft:
    source, note = decoded(data)
    return draft(name, data, source, options, outlet=options.outlet, notes=[note] if note else [])
