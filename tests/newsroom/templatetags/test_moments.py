"""How long ago, in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.templatetags.moments import ago


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=61), "1\xa0minute ago"),
        (timedelta(hours=3, minutes=50), "3\xa0hours ago"),
        (timedelta(days=9), "1\xa0week ago"),
    ],
)
def test_the_largest_unit_is_told(passed, words):
    assert f">{words}<" in ago(timezone.now() - passed)


def test_the_exact_moment_stands_in_the_element():
    moment = timezone.now()
    assert f'datetime="{timezone.localtime(moment).isoformat(timespec="seconds")}"' in ago(moment)
