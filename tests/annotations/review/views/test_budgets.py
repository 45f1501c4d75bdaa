"""What the pages of a review and of the desk may ask of the database and of Python, at two sizes.

Counted on small desks, where the number of rows may not matter: how the pages do with very many is
measured by bench/desk_pages.py.
"""

import pytest
from django.urls import reverse

from tests.counting import counted
from tests.factories import make_reviewer
from tests.worlds import make_review

pytestmark = pytest.mark.django_db

# The most queries, and the most calls with eight groups in the review.
# One query of the queue counts how far the reviews on the page are, one reads the saved views.
# One query of the desk finds the latest articles, so that no other looks through all of them; one
# looks whether there is a sample to be removed.
# Another counts the weeks of its chart.
BUDGETS = {"desk": (20, 135_000), "review_queue": (10, 65_000), "disagreement": (20, 75_000)}


@pytest.mark.parametrize("page", BUDGETS)
def test_a_page_keeps_to_its_budget_and_asks_no_more_of_a_longer_review(client, page):
    client.force_login(make_reviewer())

    def ask(groups):
        review = make_review(A="cc.." * groups, B="...." * groups)
        first = review.disagreements.order_by("start").first()
        address = reverse(page, args=[first.pk] if page == "disagreement" else [])
        return counted(lambda: client.get(address))

    few, many = ask(2), ask(8)
    queries, calls = BUDGETS[page]
    assert many.result.status_code == 200
    assert 0 < many.queries <= queries
    assert many.queries == few.queries
    assert many.calls <= calls
