"""What do the pages of agreement, annotations, facts and one article cost the server?

`size` is the number of annotations. Bare is `/healthz`. A page is asked for as it stands, with one
filter of each kind, in another order, and as far on as its pages go; beside the last column, the
budget, the most that one of them may take.
"""

from bench import Table
from bench._desk import count_rows, fill_desk
from bench._server import Client, cost_of, served, signed_in

SIZE = 100_000
TIMES = 20
BUDGET = "≤ 50 ms"

PAGES = {
    "agreement": "/agreement/",
    "agreement of one outlet": "/agreement/?outlet=1",
    "agreement of texts published since": "/agreement/?published_from=2026-01-01",
    "agreement, least first": "/agreement/?sort=claim",
    "annotations": "/annotations/",
    "annotations, 90 pages on": "/annotations/?page=90",
    "annotations with a word": "/annotations/?q=council",
    "annotations with a word that nobody used": "/annotations/?q=zyzzyva",
    "annotations of a label": "/annotations/?label=quote",
    "annotations of an outlet": "/annotations/?outlet=1",
    "annotations in a language": "/annotations/?language=en",
    "annotations of an editor": "/annotations/?editor=B",
    "annotations in dispute": "/annotations/?status=disputed",
    "annotations in no story": "/annotations/?story=null",
    "annotations by the title": "/annotations/?title=wall",
    "annotations published since": "/annotations/?published_from=2026-01-01",
    "annotations published until": "/annotations/?published_to=2026-03-01",
    "annotations changed since": "/annotations/?changed_from=2026-01-01",
    "annotations changed until": "/annotations/?changed_to=2026-01-01",
    "annotations with a value": "/annotations/?value_from=1",
    "annotations in a unit": "/annotations/?unit=usd",
    "annotations under a guideline": "/annotations/?guideline=1",
    "annotations submitted": "/annotations/?status=submitted",
    "annotations by article": "/annotations/?sort=article",
    "annotations by article, backwards": "/annotations/?sort=-article",
    "annotations by label": "/annotations/?sort=label",
    "annotations by value": "/annotations/?sort=value",
    "annotations in a language by label": "/annotations/?language=en&sort=label",
    "facts": "/facts/",
    "facts with words": "/facts/?q=road+cost",
    "a fact": "/facts/1/",
    "an article": "/articles/1/",
    "a revision": "/revisions/1/",
}


def run(size: int) -> Table:
    from django.db import connection

    from annotations.agreement.counted import bring_up_to_date
    from newsroom.models import User

    fill_desk(max(size // 10, 1), spans=5, facts=min(500, size // 20), reviews=min(300, size // 40))
    bring_up_to_date()
    count_rows()
    rita = User.objects.get(username="rita")
    times = TIMES if size >= SIZE else 2
    connection.close()
    with served() as server:
        client = signed_in(server, rita)
        bare = cost_of(server, lambda: client.get("/healthz"), 5 * times)
        rows = [("/healthz", f"{bare.cpu:.1f} ms", f"{bare.median:.1f} ms", "bare", "")]
        for what, address in PAGES.items():
            rows.append(row(what, client, address, bare.cpu, times))
    return Table(
        ("", "processor", "median", "beside /healthz", "budget"), rows, f"mean of {times} requests"
    )


def row(what: str, client: Client, address: str, bare: float, times: int) -> tuple[str, ...]:
    cost = cost_of(client.server, lambda: client.get(address), times)
    beside = f"{cost.cpu / bare:.1f} ×" if bare else ""
    return what, f"{cost.cpu:.1f} ms", f"{cost.median:.1f} ms", beside, BUDGET
