"""What every test stands on."""

import os
import string

import pytest
from django.core.management import call_command

from annotations.guidelines import FIRST_VERSION
from annotations.models import Guideline

# Playwright's synchronous API runs an event loop in the test's thread, and Django then takes
# every query for one from asynchronous code. There is none here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(autouse=True)
def quick_and_quiet(settings):
    """Fast password hashing, and static files by their plain names (no collectstatic)."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.AXES_ENABLED = False
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def tokens_that_say_nothing(monkeypatch):
    """CSRF tokens in capitals alone, since one may well hold the «ada» that a page must not."""
    monkeypatch.setattr("django.middleware.csrf.CSRF_ALLOWED_CHARS", string.ascii_uppercase)


@pytest.fixture(autouse=True)
def what_migrations_leave(request):
    """Put back what a transactional test's flush has emptied: the guideline and the groups."""
    needs = {"db", "transactional_db", "live_server"} & set(request.fixturenames)
    if not needs and not request.node.get_closest_marker("django_db"):
        return
    request.getfixturevalue(
        "transactional_db" if needs & {"transactional_db", "live_server"} else "db"
    )
    put_back_what_migrations_leave()


def put_back_what_migrations_leave():
    if not Guideline.objects.exists():
        Guideline.objects.create(number=1, text=FIRST_VERSION.read_text(encoding="utf-8"))
    call_command("setup_roles", verbosity=0)


def pytest_sessionfinish(session):
    """With NO_SKIPPED_BROWSER a browser test that was skipped fails the run.

    Those that need the real articles may be skipped: each has a twin on the demonstration texts.
    """
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not os.environ.get("NO_SKIPPED_BROWSER") or reporter is None:
        return
    skipped = [
        report.nodeid
        for report in reporter.stats.get("skipped", [])
        if "browser" in report.keywords and "shared" not in report.keywords
    ]
    if skipped:
        reporter.write_line(f"Browser tests were skipped: {', '.join(skipped)}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
