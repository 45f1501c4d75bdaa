"""What does a page of the list of articles cost the server, beside fifty rows by their keys?

Fifty of `size` articles of some 650 words each, as an editor reads them: without a filter, with a
search for a word that most texts hold and for one that few do, in each order, with each filter,
and near the end. The bare operation is fifty articles fetched by their keys by the ORM.
"""

import time
from typing import Any

from bench import Table
from bench._desk import REVIEWER, fill_desk
from bench._server import cost_of, served, signed_in

SIZE = 10_000
BUDGET = "≤ 40 ms"

# What is asked, and its query string.
LISTS = (
    ("the newest", ""),
    ("a search, by title", "q=council&sort=title"),
    ("a search", "q=council"),
    ("a search for a rare word", "q=part+77"),
    ("a search for what is nowhere", "q=zebra"),
    ("by title", "sort=title"),
    ("by title, from Z", "sort=-title"),
    ("by outlet", "sort=outlet"),
    ("by day", "sort=-published"),
    ("by day, the first", "sort=published"),
    ("imported first", "sort=imported"),
    ("of an outlet", "outlet=1"),
    ("of no story", "story=null"),
    ("of a language", "language=en"),
    ("of some days", "published_from=2026-03-01&published_to=2026-03-31"),
    ("mine to do", "mine=on"),
    ("not started by me", "state=nobody"),
    ("not started by me, by outlet", "state=nobody&sort=outlet"),
    ("leaning on a changed fact", "changed_fact=on"),
    ("archived too", "archived=with"),
    ("the last page", "page=999999"),
    ("the last page, by title", "page=999999&sort=title"),
)

# What a reviewer may ask beyond that: it looks through everybody's layers.
REVIEWERS_LISTS = (
    ("a reviewer: started by nobody", "state=nobody"),
    ("a reviewer: being annotated", "state=open"),
    ("a reviewer: submitted", "state=submitted"),
    ("a reviewer: review closed", "state=final"),
)


def run(size: int) -> Table:
    fill_desk(size, spans=1, facts=20)
    return table(20 if size >= SIZE else 3)


def table(times: int) -> Table:
    """The lists, on whatever desk there is in the database."""
    from django.db import connection

    from newsroom.models import User

    bare = cost_of_rows()
    readers = [
        (User.objects.get(username=name), lists)
        for name, lists in (("ada", LISTS), (REVIEWER, REVIEWERS_LISTS))
    ]
    connection.close()
    rows = [("fifty rows by their keys", f"{bare:.1f} ms", "", "", "")]
    with served() as server:
        for reader, lists in readers:
            client = signed_in(server, reader)
            for what, query in lists:
                cost = cost_of(
                    server,
                    lambda query=query, client=client: client.get(f"/articles/?per=50&{query}"),
                    times,
                )
                beside = f"{cost.cpu / bare:.0f} ×"
                rows.append((what, f"{cost.cpu:.1f} ms", f"{cost.median:.1f} ms", beside, BUDGET))
    return Table(
        ("", "processor", "median", "beside the rows", "budget"), rows, f"mean of {times} requests"
    )


def cost_of_rows() -> float:
    """The processor time of fetching fifty articles with their outlets; milliseconds."""
    from articles.models import Article

    keys: list[Any] = list(Article.objects.order_by("pk").values_list("pk", flat=True)[:50])
    times = 50
    began = time.process_time()
    for _ in range(times):
        list(Article.objects.select_related("outlet").filter(pk__in=keys))
    return 1000 * (time.process_time() - began) / times
