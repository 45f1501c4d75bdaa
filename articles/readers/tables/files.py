"""Files that are tables, whatever wrote them: text with any delimiter and encoding, workbooks."""

from django.conf import settings

from articles.readers.files import File
from articles.readers.streams import text_stream
from articles.readers.tables import ods, xlsx
from articles.readers.tables.layout import IsKnown
from articles.readers.tables.rows import Table, known_by_nothing, read_table

# What every document of LibreOffice says of itself in its first entry, which is not packed.
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"


def open_table(file: File, is_known: IsKnown = known_by_nothing) -> tuple[Table, list[str]]:
    """The table in the file, to be read row by row, and what had to be assumed about it.

    `is_known` tells names of columns that the table is expected to have, among others. Raises
    Unfit, also while the rows are read.
    """
    largest = settings.LARGEST_FILE
    if file.head().startswith(b"PK\x03\x04"):
        stream = file.open_anywhere()
        read = ods.read_workbook if OPEN_DOCUMENT in file.head() else xlsx.read_workbook
        table = read(stream, largest=largest, most=settings.LARGEST_ARCHIVE)
        return table, [table.note] if table.note else []
    text, note = text_stream(file)
    return read_table(text, largest=largest, is_known=is_known), [note] if note else []
