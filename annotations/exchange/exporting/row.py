"""What every export format is made from: the row of an annotation or of a final annotation. Pure.

The fields of a row are the columns of the CSV, in order; the context at the end is for formats
with selectors.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID


class Row(NamedTuple):
    """One annotation, or one final annotation, with where it stands and how it stands.

    `start` and `end` are code points, half-open, into the text of revision number `revision`;
    moments are aware, in UTC. `editor` is a letter where the reader may not know the name, and no
    field holds the id of a user.
    """

    annotation_id: UUID
    article_id: int
    article_title: str
    outlet: str
    article_url: str
    published_on: date | None
    language: str
    revision: int
    layer: str
    editor: str
    label: str
    start: int
    end: int
    exact: str
    attributed_to: str
    value: Decimal | None
    unit: str
    note: str
    facts: str
    status: str
    decided_by: str
    decided_at: datetime | None
    rationale: str
    guideline_version: int
    created_at: datetime
    updated_at: datetime
    span_group: UUID | None
    # The words around `exact`, which formats with selectors give and tables do not.
    prefix: str = ""
    suffix: str = ""


CONTEXT_FIELDS = ("prefix", "suffix")
