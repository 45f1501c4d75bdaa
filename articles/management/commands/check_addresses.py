"""Names the articles that share one address, and those whose canonical address is not current."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles import addresses
from articles.models import Article


class Command(BaseCommand):
    help = (
        "Name the articles that have one address in different spellings, as they may since before "
        "spellings were compared. Archive all but one of them: new texts then go to that one. "
        "Archived articles are passed over. Exit status 1 if there are any."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        articles = Article.objects.shown().exclude(url="").order_by("canonical_url", "pk")
        rows = articles.values_list("canonical_url", "pk", "url").iterator(chunk_size=1000)
        number = complaints = 0
        for canonical_url, same in groupby(rows, key=lambda row: row[0]):
            ids = {pk: url for _canonical, pk, url in same}
            number += len(ids)
            for complaint in complaints_about(canonical_url, ids):
                complaints += 1
                self.stderr.write(complaint)
        self.stdout.write(f"{number} articles with an address, {complaints} complaints")
        if complaints:
            raise CommandError("not every article has an address of its own")


def complaints_about(canonical_url: str, ids: dict[int, str]) -> Iterator[str]:
    """What is wrong with the articles of this canonical address, by their ids with their own."""
    if len(ids) > 1:
        yield f"{canonical_url}: articles {', '.join(map(str, ids))}"
    for pk, url in ids.items():
        if addresses.key(url) != canonical_url:
            yield f"article {pk}: {url} is kept as {canonical_url or 'nothing'}"
