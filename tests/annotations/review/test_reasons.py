"""The table of reasons: what a group asks, what is to stand, and what may be said for it."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import product

import pytest

from annotations.models.adjudication import Reason
from annotations.models.disagreement import Kind
from annotations.review.reasons import (
    EDITED,
    NOTHING,
    OUTCOMES,
    STANDS,
    fitting_reasons,
    questions_asked,
)


@dataclass
class Said:
    attributed_to: str = ""
    value: Decimal | None = None
    unit: str = ""


DROPPED = "not checkable, duplicate, label, guideline gap, other"
TABLE = [
    (["missing"], STANDS, "missed, guideline gap, other", "missed"),
    (["missing"], NOTHING, DROPPED, ""),
    (["label"], STANDS, "label, guideline gap, other", "label"),
    (["boundary"], STANDS, "boundary, guideline gap, other", "boundary"),
    (["split"], STANDS, "boundary, guideline gap, other", "boundary"),
    (["split"], NOTHING, DROPPED, ""),
    (["speaker"], STANDS, "speaker, guideline gap, other", "speaker"),
    (["number"], STANDS, "value, guideline gap, other", "value"),
    (["facts"], STANDS, "fact, guideline gap, other", "fact"),
    (["boundary", "missing"], STANDS, "boundary, missed, guideline gap, other", "boundary"),
    (
        ["facts"],
        EDITED,
        "fact, boundary, label, speaker, value, guideline gap, other",
        "fact",
    ),
    (["agreed"], EDITED, "boundary, label, speaker, value, fact, guideline gap, other", ""),
    (["agreed"], NOTHING, DROPPED, ""),
]


@pytest.mark.parametrize(("asked", "outcome", "offered", "preselected"), TABLE)
def test_the_reasons_fit_the_question_and_the_decision(asked, outcome, offered, preselected):
    fitting = fitting_reasons(asked, outcome)
    assert ", ".join(fitting.offered) == offered
    assert fitting.preselected == preselected


@pytest.mark.parametrize(("kind", "outcome"), [*product(Kind.values, OUTCOMES)])
def test_every_question_has_reasons_that_can_be_stored_and_chosen_by_a_digit(kind, outcome):
    fitting = fitting_reasons(questions_asked([kind], []), outcome)
    assert set(fitting.offered) <= set(Reason.values)
    assert len(set(fitting.offered)) == len(fitting.offered) <= 9
    assert fitting.offered[-2:] == ("guideline gap", "other")
    assert fitting.preselected in ("", fitting.offered[0])


@pytest.mark.parametrize("kind", Kind.values)
def test_nobody_s_work_is_dropped_by_a_reason_that_was_there_already(kind):
    assert not fitting_reasons(questions_asked([kind], []), NOTHING).preselected


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ([Said("Ana"), Said("Ana Berg")], ["speaker"]),
        ([Said(value=Decimal(4)), Said(value=Decimal(5))], ["number"]),
        ([Said(unit="m"), Said(unit="ft")], ["number"]),
        ([Said("Ana", Decimal(4)), Said("Ben", Decimal(5))], ["speaker", "number"]),
        ([], ["speaker", "number"]),
    ],
)
def test_details_ask_for_what_differs_among_them(said, asked):
    assert questions_asked(["details"], said) == asked
    assert questions_asked(["boundary", "details"], said) == ["boundary", *asked]
