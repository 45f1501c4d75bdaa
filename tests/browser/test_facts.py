"""Recording facts in a real browser."""

import pytest

from tests.browser.conftest import signed_in
from tests.factories import make_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_typed_runs_the_way_its_own_letters_do(page, live_server):
    signed_in(page, live_server, make_editor()).goto("/facts/new/")
    fields = page.locator("main :is(textarea, input[type=text])")
    ways = fields.evaluate_all("found => found.map((one) => getComputedStyle(one).unicodeBidi)")
    assert len(ways) == 7  # Days are typed too.
    assert set(ways) == {"plaintext"}
