"""Makes the large desk and measures its pages; see the package's docstring."""

import argparse
import sys
import time
from collections.abc import Iterator

import bench.scale
from bench.__main__ import engine, use_new_database, versions
from bench._desk import fill_desk
from bench._server import Client, Server, cost_of, served, signed_in
from bench.saving import full_layer, save, spans_to_save
from bench.scale.copying import multiply

ARTICLES, TIMES = 2_000, 50
SPANS, FACTS = 25, 500
REQUESTS = 40
BUDGET = 100


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=bench.scale.__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("database", metavar="URL")
    parser.add_argument("--pages", action="store_true", help="only measure the desk that is there")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="of which copies are made")
    parser.add_argument("--times", type=int, default=TIMES, help="how often each is there then")
    asked = parser.parse_args()
    if not asked.database.startswith("postgres"):
        parser.error("the large desk is one of PostgreSQL")
    use_new_database(asked.database)
    if not asked.pages:
        make_desk(asked.articles, asked.times)
    print_pages()
    return 0


def make_desk(articles: int, times: int) -> None:
    from annotations.agreement.counted import bring_up_to_date

    began = time.monotonic()
    fill_desk(articles, SPANS, facts=FACTS, reviews=articles // 20)
    bring_up_to_date()  # As the counts of a desk are, which grow with it.
    print(f"{articles:,} articles made in {time.monotonic() - began:.0f} s", flush=True)
    began = time.monotonic()
    multiply(times)
    print(f"copied {times - 1} times in {time.monotonic() - began:.0f} s", flush=True)


def print_pages() -> None:
    from django.db import connection

    from annotations.models import Annotation, Layer
    from articles.models import Article

    counts = f"{Article.objects.count():,} articles, {Annotation.objects.count():,} annotations"
    print(f"\n{counts}, {size_of_database()}; {engine()}\n")
    print("| | processor of the server | median | budget |\n| --- | --: | --: | --: |")
    # The last that ada has no layer of: she has one more for each time that this was measured.
    known = Layer.objects.filter(editor__username="ada").count()
    layer = full_layer("ada", Article.objects.count() - 1 - known)
    paths = list(pages(layer))
    connection.close()
    with served() as server:
        for what, name, path in paths:
            client = client_of(server, name)
            print_row(what, cost_of(server, lambda c=client, p=path: c.get(p), REQUESTS), BUDGET)
        client = client_of(server, layer.editor.username)
        spans = iter(spans_to_save(layer))
        saved = cost_of(server, lambda: save(client, layer, next(spans)), REQUESTS)
        print_row("an annotation saved", saved, BUDGET)
    print("\n" + versions(f"mean and median of {REQUESTS} requests, one after the other"))


def print_row(what: str, cost, budget: int) -> None:
    print(f"| {what} | {cost.cpu:.1f} ms | {cost.median:.1f} ms | {budget} ms |", flush=True)


def client_of(server: Server, name: str) -> Client:
    from newsroom.models import User

    return signed_in(server, User.objects.get(username=name))


def pages(layer) -> Iterator[tuple[str, str, str]]:
    """What each page is, who asks for it, and its path."""
    from django.urls import reverse

    from annotations.models import Fact, Review

    yield "a page without a list", "ada", reverse("settings")
    yield "desk of an editor", "ben", reverse("desk")
    yield "desk of a reviewer", "rita", reverse("desk")
    articles = reverse("articles")
    yield "articles", "ada", articles
    yield "articles by their title", "ada", f"{articles}?sort=title"
    yield "articles that are searched", "ada", f"{articles}?q=harbour+council"
    yield "articles that are searched, by their title", "ada", f"{articles}?q=council&sort=title"
    yield "one article", "ada", layer.revision.article.get_absolute_url()
    yield "one text", "ada", layer.revision.get_absolute_url()
    yield "workspace, 200 annotations", "ada", layer.get_absolute_url()
    annotations = reverse("annotations")
    yield "annotations", "rita", annotations
    yield "annotations of a label", "rita", f"{annotations}?label=quote"
    yield "annotations that are searched", "rita", f"{annotations}?q=harbour"
    yield "annotations of an editor", "rita", f"{annotations}?editor=B"
    yield "annotations in a language", "rita", f"{annotations}?language=en"
    yield "annotations by their label", "rita", f"{annotations}?sort=label"
    facts = reverse("facts")
    yield "facts", "ada", facts
    yield "facts that are searched", "ada", f"{facts}?q=budget"
    yield "one fact", "ada", Fact.objects.latest("pk").get_absolute_url()
    yield "disagreements", "rita", reverse("review_queue")
    review = Review.objects.latest("pk")
    yield "the review of one text", "rita", review.get_absolute_url()
    yield "agreement", "rita", reverse("agreement")
    yield "inbox", "rita", reverse("inbox")
    yield "history of everything", "rita", reverse("history")


def size_of_database() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        return str(cursor.fetchone()[0])


if __name__ == "__main__":
    sys.exit(main())
