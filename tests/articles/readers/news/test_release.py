"""Whether a news item may be used."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.readers.news.release import refuse_unreleased
from articles.text import Unfit


@pytest.mark.parametrize("status", ["", "usable", "stat:usable", " Usable "])
@pytest.mark.parametrize("embargoed", ["", "2024-05-07", "Tue, 07 May 2024 09:12:00 GMT"])
def test_what_is_usable_and_free_is_used(status, embargoed):
    refuse_unreleased(status, embargoed)


@pytest.mark.parametrize("status", ["stat:withheld", "canceled", "cancelled", "killed", "later"])
def test_what_is_not_usable_is_refused(status):
    with pytest.raises(Unfit):
        refuse_unreleased(status, "")


def test_an_embargo_holds_until_its_moment_in_its_time_zone():
    now = timezone.now().replace(microsecond=0)
    refuse_unreleased("", (now - timedelta(minutes=1)).isoformat())
    for later in ((now + timedelta(hours=1)).isoformat(), "soon", "2024-13-45"):
        with pytest.raises(Unfit, match="embargoed"):
            refuse_unreleased("", later)
