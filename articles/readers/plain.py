"""Plain text: one file is one article."""

from articles.importing.drafts import Draft
from articles.readers.decoding import decoded
from articles.readers.drafting import Options, draft
from articles.readers.files import File


def read(file: File, options: Options) -> Draft:
    data = file.data()
    source, note = decoded(data, declared=file.charset)
    return draft(
        file.name, data, source, options, outlet=options.outlet, notes=[note] if note else []
    )
