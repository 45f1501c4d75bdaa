"""The real articles, which are not part of the project: tests of them say so and step aside."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
REAL_ARTICLES = SHARED / "articles"

needs_shared = pytest.mark.skipif(
    not REAL_ARTICLES.is_dir(), reason="the real articles (../shared/articles) are not here"
)

# Files that failed once, as other programs and desks write them.
INPUTS = SHARED / "findings" / "inputs"

needs_inputs = pytest.mark.skipif(
    not INPUTS.is_dir(),
    reason="the inputs that failed (../shared/findings/inputs) are not here",
)
