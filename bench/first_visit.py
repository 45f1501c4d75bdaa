"""What does a first visit cost in Chromium, until the text can be read, beside a page of bare text?

Each visit is by a browser that has nothing of the program yet, over HTTP/1.1, to the program as
gunicorn serves it. `size` is the number of spans in the text of 690 words.

- Text is from the start of the navigation to the frame that first shows text of the page's main
  part: of all texts of a frame the browser names the largest. Work is what the page's main thread
  used of a processor until then, the same on a machine that does other things too.
- Requests and what is transferred (headers too, as it goes over the wire) are all until the
  network is idle, with what the page only fetches when it is open.
- The bare page is the same text in paragraphs, without a style, from a server of one line.
"""

import html
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from statistics import median
from typing import Any

from bench import Table
from bench._browser import chromium, session_of
from bench._desk import fill_desk
from bench._server import served
from bench._traces import CATEGORIES, read
from bench.browser_speed import make_layer

SIZE = 200
WORDS = 690
ARTICLES = 1_000
RUNS = 5
BUDGETS = ("≤ 400 ms", "≤ 15", "≤ 120 kB")

# The first text of the main part; the bare page is all main part.
IN_EACH_PAGE = """
  globalThis.shown = new Promise((done) => {
    new PerformanceObserver((list) => {
      for (const { element, startTime } of list.getEntries()) {
        if (element?.closest("main")) done(startTime);
      }
      performance.mark("bench:painted");
    }).observe({ type: "largest-contentful-paint", buffered: true });
  });
"""


@dataclass
class Visit:
    """One first visit: times in milliseconds, transferred in bytes."""

    text: float
    work: float
    requests: int
    transferred: int


def run(size: int) -> Table:
    from django.db import connection
    from django.urls import reverse

    from annotations.models import Disagreement
    from newsroom.models import User

    fill_desk(ARTICLES, facts=20, reviews=1)
    ada, rita = (User.objects.get(username=name) for name in ("ada", "rita"))
    none, marked = (make_layer(ada, WORDS, count) for count in (0, size))
    group = Disagreement.objects.order_by("pk")[0]
    pages = {
        "workspace, no span": (none.get_absolute_url(), ada),
        f"workspace, {size:,} spans": (marked.get_absolute_url(), ada),
        "a group of a review": (reverse("disagreement", args=[group.pk]), rita),
        "desk of a reviewer": (reverse("desk"), rita),
        f"list of {ARTICLES:,} articles": (reverse("articles"), ada),
    }
    sessions = {user.pk: session_of(user) for user in (ada, rita)}
    text = marked.revision.text
    connection.close()
    found: dict[str, list[Visit]] = {}
    with served() as server, bare_page(text) as bare, chromium() as browser:
        for turn in range(RUNS + 1):
            visits = {"bare text": visited(browser, bare, None)}
            for name, (path, user) in pages.items():
                visits[name] = visited(browser, server.address + path, sessions[user.pk])
            # The first visits fill the caches of the server.
            for name, visit in visits.items() if turn else ():
                found.setdefault(name, []).append(visit)
        how = f"Chromium {browser.version}, median of {RUNS}"
    rows = list(told(found))
    return Table(("", "text", "work", "requests", "transferred", "budget"), rows, how)


def told(found: dict[str, list[Visit]]) -> Iterator[tuple[str, ...]]:
    bare = median(visit.work for visit in found["bare text"])
    for name, visits in found.items():
        work = median(visit.work for visit in visits)
        yield (
            name,
            f"{median(visit.text for visit in visits):,.0f} ms",
            f"{work:,.0f} ms, {work / bare:.1f} ×",
            f"{max(visit.requests for visit in visits)}",
            f"{max(visit.transferred for visit in visits) / 1000:,.1f} kB",
            "bare" if name == "bare text" else ", ".join(BUDGETS),
        )


def visited(browser: Any, address: str, session: dict[str, str] | None) -> Visit:
    """A visit by a browser with an empty cache and, if any, the session."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(IN_EACH_PAGE)
    if session:
        context.add_cookies([{**session, "url": address}])
    page = context.new_page()
    sizes: dict[str, int] = {}
    network = context.new_cdp_session(page)
    network.on("Network.requestWillBeSent", lambda told: sizes.setdefault(told["requestId"], 0))
    network.on(
        "Network.loadingFinished",
        lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]}),
    )
    network.send("Network.enable")
    browser.start_tracing(page=page, categories=list(CATEGORIES))
    page.goto(address)
    text = page.evaluate("shown")
    page.wait_for_load_state("networkidle")
    trace = read(browser.stop_tracing())
    context.close()
    work = trace.between(trace.navigated, trace.navigated + text).work
    return Visit(text, work, len(sizes), int(sum(sizes.values())))


@contextmanager
def bare_page(text: str) -> Iterator[str]:
    """The address of a page of nothing but the text."""
    paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n\n"))
    title = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Text</title>'
    icon = '<link rel="icon" href="data:,">'
    body = f"{title}{icon}<main>{paragraphs}</main>".encode()

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
