"""What makes a review released is written once, in annotations/models/review.py."""

import re

import pytest

from tests.paths import ROOT

MODEL = "annotations/models/review.py"

# Those that show, order by, export or write the moment itself.
USES_OF_THE_MOMENT = {
    "annotations/agreement/counted.py",
    "annotations/desk/outlet_labels.py",
    "annotations/exchange/checked_claims.py",
    "annotations/exchange/exporting/editor_rows.py",
    "annotations/review/admin/disagreements.py",
    "annotations/review/admin/reviews.py",
    "annotations/review/lifecycle.py",
    "annotations/review/released_changes.py",
    "annotations/review/views/changes.py",
    "templates/exchange/sheet.html",
    "templates/review/_closing.html",
    "templates/review/released/my_differences.html",
}

# A question by the moment: a lookup or a comparison with None.
QUESTION = re.compile(r"closed_at(__isnull|=None|\"?: None| is (not )?None)")


def naming_the_moment():
    files = [
        path
        for folder in ("annotations", "articles", "newsroom", "templates")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html"} and "migrations" not in path.parts
    ]
    texts = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in files}
    return {name: text for name, text in texts.items() if "closed_at" in text and name != MODEL}


def test_only_those_who_need_the_moment_name_it():
    assert set(naming_the_moment()) == USES_OF_THE_MOMENT


def test_nobody_else_asks_by_the_moment_whether_a_review_is_released():
    assert [name for name, text in naming_the_moment().items() if QUESTION.search(text)] == []


@pytest.mark.parametrize(
    "question",
    [
        "Review.objects.exclude(closed_at=None)",
        "Q(revision__review__closed_at__isnull=False)",
        "if review.closed_at is not None:",
    ],
)
def test_such_a_question_is_noticed(question):
    assert QUESTION.search(question)
