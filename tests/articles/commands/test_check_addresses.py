"""The check of addresses: which articles share one, and which are not kept as they should be."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Article
from tests.factories import make_article

pytestmark = pytest.mark.django_db

PAGE = "https://gull.example/wall"


def run():
    """(exit status, last line of output, lines of errors)."""
    out, err = StringIO(), StringIO()
    status = 0
    try:
        call_command("check_addresses", stdout=out, stderr=err)
    except CommandError as error:
        status = error.returncode
    return status, out.getvalue().splitlines()[-1], err.getvalue().splitlines()


def test_articles_of_different_addresses_are_right():
    make_article(url=PAGE)
    make_article(url=f"{PAGE}/2")
    make_article()
    assert run() == (0, "2 articles with an address, 0 complaints", [])


def test_articles_of_one_address_are_named_until_one_is_archived():
    one, two = make_article(url=PAGE), make_article(url="http://www.gull.example/wall/")
    status, last, complaints = run()
    assert (status, last) == (1, "2 articles with an address, 1 complaints")
    assert complaints == [f"{PAGE}: articles {one.pk}, {two.pk}"]
    Article.objects.filter(pk=one.pk).update(archived_at=timezone.now())
    assert run()[0] == 0


def test_an_address_that_is_not_kept_in_its_present_form_is_named():
    article = make_article(url=f"{PAGE}?utm_source=a")
    Article.objects.update(canonical_url="")
    assert run()[2] == [f"article {article.pk}: {PAGE}?utm_source=a is kept as nothing"]
