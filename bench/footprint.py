"""What does the program take of a small machine: of its disk, and of its memory when idle?

Beside Django itself: its own distributions, and a project with nothing in it on the same server.
`size` is how many requests each server answers before it is measured.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from bench import Table
from bench._installed import locked, size_of
from bench._server import Client, Server, served, serving

SIZE = 20
MEGABYTE = 2**20
DJANGO = ("django", "asgiref", "sqlparse")
BARE = """
from django.conf import settings
settings.configure(SECRET_KEY="bare" * 20, ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__)
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("healthz", lambda request: HttpResponse("well"))]
application = get_wsgi_application()
"""
AS_OURS = "--preload --worker-class gthread --workers 2 --threads 4 --log-level error".split()


def run(size: int) -> Table:
    names = locked()
    installed, django = (sum(map(size_of, some)) for some in (names, DJANGO))
    with TemporaryDirectory() as folder:
        Path(folder, "bare.py").write_text(BARE)
        with serving("bare:application", AS_OURS, Path(folder)) as server:
            bare = memory_after(server, size)
    with served() as server:
        ours = memory_after(server, size)
    rows = [
        row("installed", installed, django, "≤ 150 MB"),
        ("distributions", f"{len(names)}", f"{len(DJANGO)}", "", "≤ 30"),
        row("memory of the idle server (PSS)", ours, bare, "≤ 110 MB"),
    ]
    columns = ("", "this program", "a bare Django project", "beside it", "budget")
    return Table(columns, rows, f"after {size} requests on connections of their own")


def row(what: str, ours: int, bare: int, budget: str) -> tuple[str, str, str, str, str]:
    sizes = (f"{one / MEGABYTE:,.0f} MB" for one in (ours, bare))
    return (what, *sizes, f"{ours / bare:.1f} ×", budget)


def memory_after(server: Server, requests: int) -> int:
    """Each request on a new connection, so that every worker gets some."""
    for _ in range(requests):
        status, _ = Client(server).get("/healthz")
        assert status == 200
    return server.memory()
