"""Review from nothing to the final CSV: three editors differ, a reviewer settles it by keys."""

import pytest

from newsroom.demonstration.files import DATA
from tests.browser.review_story import story
from tests.shared import REAL_ARTICLES, needs_shared

pytestmark = [
    pytest.mark.browser,
    pytest.mark.both_engines,
    pytest.mark.django_db(transaction=True),
]

OWN = ("alder-courier", "al-marsa", "tidewater-wire", "quayside-notes", "kuestenbote")


@needs_shared
@pytest.mark.shared
def test_the_five_real_articles_are_reviewed_to_the_final_csv(new_page, live_server):
    files = sorted(REAL_ARTICLES.glob("*.txt"))
    exported, ruled = story(new_page, live_server, [str(path) for path in files])
    assert exported == ruled


def test_five_texts_of_the_demonstration_are_reviewed_to_the_final_csv(new_page, live_server):
    files = [DATA / "articles" / f"{name}.txt" for name in OWN]
    exported, ruled = story(new_page, live_server, [str(path) for path in files])
    assert exported == ruled
