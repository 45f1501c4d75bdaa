"""What every export format is made from: the row of an annotation or of a final annotation. Pure.

Everything in a row is already written as every format writes it, so that a format only quotes and
joins. Most rows share their head with the row before, as the same object: what a format makes of
it, it makes once.
"""

from typing import NamedTuple


class Head(NamedTuple):
    """What the rows of one layer say alike: where they stand, and whose they are.

    `revision` is the number of the revision, `published_on` an ISO date or empty. `editor` is a
    letter where the reader may not know the name; no field holds the id of a user.
    """

    article_id: int
    article_title: str
    outlet: str
    article_url: str
    published_on: str
    language: str
    revision: int
    layer: str
    editor: str


class Row(NamedTuple):
    """One annotation, or one final annotation, with where it stands and how it stands.

    `start` and `end` are code points, half-open, into the text of the revision. Moments are ISO
    8601 in UTC to the microsecond, `value` a plain decimal, ids hexadecimal with hyphens; what
    there is not is empty. `origin` and `suggestions_shown` (yes or no) of a final annotation are
    those of its editors in their order, with semicolons between them.
    """

    annotation_id: str
    head: Head
    label: str
    start: int
    end: int
    exact: str
    attributed_to: str
    value: str
    unit: str
    note: str
    facts: str
    status: str
    decided_by: str
    decided_at: str
    rationale: str
    guideline_version: int
    created_at: str
    updated_at: str
    span_group: str
    origin: str
    suggestions_shown: str
    fact_ids: str
    # The words around `exact`, which formats with selectors give and tables do not.
    prefix: str = ""
    suffix: str = ""


CONTEXT_FIELDS = ("prefix", "suffix")
HEAD_AT = Row._fields.index("head")
BEHIND_COLUMNS = -len(CONTEXT_FIELDS)

# The columns of the tables, in the order of the contract: the head stands in the place of `head`.
COLUMNS = (
    *Row._fields[:HEAD_AT],
    *Head._fields,
    *Row._fields[HEAD_AT + 1 : BEHIND_COLUMNS],
)
