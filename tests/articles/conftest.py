"""Sites on this machine, for the tests that fetch."""

from contextlib import ExitStack
from functools import partial

import pytest

from articles import fetching
from tests.articles.fetching.sites import HERE, here, resolve, site


@pytest.fixture
def news(settings, monkeypatch):
    """Serves these answers by their paths, `at` http://news.test; `names` are those looked up."""
    names = resolve(monkeypatch, news_test=HERE, other_test=HERE)
    with ExitStack() as running:

        def serve(**answers):
            server = running.enter_context(site({f"/{path}": answers[path] for path in answers}))
            server.names, server.at = names, f"http://news.test:{server.port}/"
            settings.FETCH_PORTS = {server.port}
            return server

        yield serve


@pytest.fixture
def fetching_here(settings, monkeypatch):
    """Fetching is switched on, and this machine may be called: by this test alone."""
    settings.FETCH_ADDRESSES = True
    monkeypatch.setattr(fetching, "fetch", partial(fetching.fetch, allowed=here))
