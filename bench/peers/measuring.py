"""The work, part by part, and what each part of it cost. Times are milliseconds or seconds."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bench.peers import browsing
from bench.peers.client import Client, Refused
from bench.peers.drivers.driver import Driver
from bench.peers.texts import Span, Text, articles, spans

PARTS = ("idle", "import", "save", "load", "open", "browser", "list", "stored")
FILLED = (0, 200, 2_000)  # spans on the articles that are opened
SPANS = 10  # of each of two annotators on each article of the large project
CLIENTS = 8
# Of the small project: those to save on one after the other, then those that are opened.
LAST_TO_SAVE_ON = 20
FIRST_OF_LOAD = LAST_TO_SAVE_ON + len(FILLED)


@dataclass(frozen=True)
class Size:
    """How much work: articles in the large project, times of each request, seconds of load."""

    articles: int = 10_000
    times: int = 300
    seconds: float = 20.0

    @property
    def small(self) -> int:
        return max(40, self.articles // 10)


Result = dict[str, Any]


def measured(driver: Driver, size: Size, parts: Sequence[str]) -> Iterator[Result]:
    """What was found so far, again after each part of the work; the server ends with it."""
    found: Result = {"name": driver.name, "title": driver.title, "articles": size.articles}
    try:
        began = time.perf_counter()
        driver.begin()
        found["start_seconds"] = round(time.perf_counter() - began, 1)
        work = Work(driver, size)
        for part in PARTS:
            if part in parts:
                try:
                    found[part] = getattr(work, f"measure_{part}")()
                except (Refused, OSError) as error:
                    found[part] = {"error": str(error)[:300]}
                yield found
    finally:
        driver.stop()


class Work:
    """The parts, in the order of PARTS; each may be left out."""

    def __init__(self, driver: Driver, size: Size) -> None:
        self.driver = driver
        self.size = size
        self.client = driver.sign_in()
        self.texts = list(articles(size.small))
        self.project: Any = None
        self.large: Any = None
        self.places: list[Any] = []
        self.filled: set[int] = set()  # The counts of spans for which article_with has been asked.

    def measure_idle(self) -> Result:
        """Memory after some requests, and what is installed."""
        for _ in range(4):  # So that each process has answered one.
            self.driver.sign_in()
        time.sleep(2)
        installed, distributions = self.driver.installed()
        return {
            "memory_mb": round(self.driver.memory() / 2**20),
            "installed_mb": round(installed / 2**20),
            "distributions": distributions,
        }

    def measure_import(self) -> Result:
        self.use_small()
        self.large = self.driver.new_project(self.client, "large")
        texts = list(articles(self.size.articles))
        return self.cost_of(lambda: self.driver.add_articles(self.client, self.large, texts))

    def measure_save(self) -> Result:
        self.use_small()
        return self.cost_of_saving(range(LAST_TO_SAVE_ON), self.size.times)

    def measure_load(self) -> Result:
        """Eight clients at once, each on articles of its own."""
        self.use_small()
        clients = [self.driver.sign_in(user % self.driver.editors) for user in range(CLIENTS)]
        share = (len(self.texts) - FIRST_OF_LOAD) // CLIENTS
        took: list[float] = []
        errors: list[str] = []
        waiting = threading.Barrier(CLIENTS + 1)

        def keep_saving(user: int) -> None:
            first = FIRST_OF_LOAD + user * share
            numbers = range(first, first + min(share, 40))
            for number in numbers:
                self.driver.begin_article(clients[user], self.project, self.places[number])
            waiting.wait()
            until = time.perf_counter() + self.size.seconds
            for number, span in spans_on(self.texts, numbers, 100, f"load {user}"):
                began = time.perf_counter()
                if began >= until:
                    return
                try:
                    self.save(clients[user], number, span)
                    took.append(1000 * (time.perf_counter() - began))
                except (Refused, OSError) as error:
                    errors.append(str(error)[:200])

        threads = [threading.Thread(target=keep_saving, args=(user,)) for user in range(CLIENTS)]
        for thread in threads:
            thread.start()
        waiting.wait()
        before, began = self.driver.cpu(), time.perf_counter()
        for thread in threads:
            thread.join()
        seconds, cpu = time.perf_counter() - began, self.driver.cpu() - before
        return {
            "per_second": round(len(took) / seconds, 1),
            **times_of(took, cpu),
            "errors": len(errors),
            "an_error": errors[0] if errors else "",
        }

    def measure_open(self) -> Result:
        self.use_small()
        found: Result = {}
        for count in FILLED:
            _, place = self.article_with(count)
            sizes = self.driver.open(self.client, self.project, place)
            times = max(3, self.size.times // (10 if count <= 200 else 30))
            opened = partial(self.driver.open, self.client, self.project, place)
            cost = self.cost_of_each([opened] * times)
            found[str(count)] = {**cost, "requests": len(sizes), "bytes": sum(sizes)}
        return found

    def measure_browser(self) -> Result:
        """The page of the article with 200 spans."""
        self.use_small()
        text, place = self.article_with(200)
        self.driver.open(self.client, self.project, place)
        path = self.driver.page_of(self.project, place)
        return browsing.visit(self.client, path, text.text)

    def measure_list(self) -> Result:
        """Of the large project, which the part that imports has made."""
        if self.large is None:
            self.measure_import()
        times = max(3, self.size.times // 10)
        pages = [
            partial(self.driver.listed, self.client, self.large, page % 10)
            for page in range(times + 1)
        ]
        return self.cost_of_each(pages, warm=1)

    def measure_stored(self) -> Result:
        """With all annotations: what saving one costs then, and what writing them all does."""
        texts = list(articles(self.size.articles))
        of_two = [[spans(text.text, SPANS, user) for user in (0, 1)] for text in texts]
        self.project = self.driver.add_annotated(self.client, texts, of_two)
        self.client = self.driver.sign_in()
        self.texts = texts[:LAST_TO_SAVE_ON]
        self.places = self.driver.places(self.client, self.project, len(self.texts))
        saved = self.cost_of_saving(range(len(self.texts)), max(5, self.size.times // 4))
        exports = {form: self.cost_of_export(form) for form in self.driver.formats}
        return {"annotations": 2 * SPANS * len(texts), "save": saved, "export": exports}

    def use_small(self) -> None:
        """Make the small project, in which articles are annotated, if need be, and go to it."""
        if self.project is None:
            project = self.driver.new_project(self.client, "small")
            self.driver.add_articles(self.client, project, self.texts)
            self.places = self.driver.places(self.client, project, len(self.texts))
            self.project = project
        self.driver.use(self.client, self.project)

    def article_with(self, count: int) -> tuple[Text, Any]:
        """The article of the small project with `count` spans, which are put there once."""
        number = LAST_TO_SAVE_ON + FILLED.index(count)
        text, place = self.texts[number], self.places[number]
        if count not in self.filled:
            self.driver.begin_article(self.client, self.project, place)
            if count:
                many = spans(text.text, count, "filled")
                self.driver.fill(self.client, self.project, place, text, many)
            self.filled.add(count)
        return text, place

    def save(self, client: Client, number: int, span: Span) -> None:
        self.driver.save(client, self.project, self.places[number], self.texts[number], span)

    def cost_of_saving(self, numbers: range, times: int) -> Result:
        """One span after the other on the articles of these numbers, in turn."""
        for number in numbers:
            self.driver.begin_article(self.client, self.project, self.places[number])
        each = -(-(times + 3) // len(numbers))
        found = list(spans_on(self.texts, numbers, each, "save"))[: times + 3]
        return self.cost_of_each([partial(self.save, self.client, *one) for one in found], warm=3)

    def cost_of_export(self, form: str) -> Result:
        written: list[int] = []
        try:
            cost = self.cost_of(
                lambda: written.append(self.driver.export(self.client, self.project, form))
            )
        except (Refused, OSError) as error:
            return {"error": str(error)[:300]}
        return {**cost, "mb": round(written[0] / 2**20, 1)}

    def cost_of(self, work: Callable[[], object]) -> Result:
        before, began = self.driver.cpu(), time.perf_counter()
        work()
        return {
            "seconds": round(time.perf_counter() - began, 2),
            "cpu_seconds": round(self.driver.cpu() - before, 2),
        }

    def cost_of_each(self, requests: Sequence[Callable[[], object]], warm: int = 0) -> Result:
        """The mean processor time and the times on the clock, the first ones left out."""
        for request in requests[:warm]:
            request()
        took = []
        before = self.driver.cpu()
        for request in requests[warm:]:
            began = time.perf_counter()
            request()
            took.append(1000 * (time.perf_counter() - began))
        return times_of(took, self.driver.cpu() - before)


def spans_on(
    texts: Sequence[Text], numbers: range, each: int, seed: str
) -> Iterator[tuple[int, Span]]:
    """`each` different spans on each of these texts, with its number, one text after the other."""
    for number in numbers:
        for span in spans(texts[number].text, each, seed):
            yield number, span


def times_of(took: Sequence[float], cpu: float) -> Result:
    """Of requests that took these milliseconds and `cpu` seconds of the processor together."""
    if not took:
        return {"cpu": None, "p50": None, "p99": None}
    inorder = sorted(took)
    return {
        "cpu": round(1000 * cpu / len(took), 1),
        "p50": round(inorder[len(took) // 2], 1),
        "p99": round(inorder[(99 * len(took)) // 100], 1),
    }
