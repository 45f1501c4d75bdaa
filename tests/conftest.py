"""What every test stands on."""

import os
import string

import hypothesis
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_migrate

from annotations.guidelines import FIRST_VERSION
from annotations.models import Guideline
from tests.worlds import QUICK_HASHERS

# Playwright's synchronous API runs an event loop in the test's thread, and Django then takes
# every query for one from asynchronous code. There is none here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

USES_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}

# Time belongs to the benchmarks: no example fails because the machine is busy.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")


@pytest.fixture(autouse=True)
def quick_and_quiet(settings):
    """Fast password hashing, and static files by their plain names (no collectstatic)."""
    settings.PASSWORD_HASHERS = QUICK_HASHERS
    settings.AXES_ENABLED = False
    # Another process of the suite may be collecting static files: none looks through them at start.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def tokens_that_say_nothing(monkeypatch):
    """CSRF tokens in capitals alone, since one may well hold the «ada» that a page must not."""
    monkeypatch.setattr("django.middleware.csrf.CSRF_ALLOWED_CHARS", string.ascii_uppercase)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Before the test database is made: what the program needs is put back after every flush.

    Django flushes the database after each transactional test, and sends post_migrate when it has;
    so it does after it has migrated. Other tests roll back, and cost nothing here.
    """
    post_migrate.connect(put_back_what_migrations_leave, sender=apps.get_app_config("annotations"))


def put_back_what_migrations_leave(**_signal):
    """The first guidelines, and the groups with their permissions."""
    if not Guideline.objects.exists():
        Guideline.objects.create(number=1, text=FIRST_VERSION.read_text(encoding="utf-8"))
    call_command("setup_roles", verbosity=0)


def pytest_collection_modifyitems(config, items):
    """Browser tests run on SQLite; on other engines only those marked `both_engines`.

    One of them that fails is run once more, and told of at the end: decision 048. Whatever asks the
    database is marked `database`, so that the check need not repeat on a second engine what knows
    of none.
    """
    for item in items:
        if not USES_DATABASE.isdisjoint(item.fixturenames) or item.get_closest_marker("django_db"):
            item.add_marker("database")
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))
    if connection.vendor == "sqlite":
        return
    left_out = [
        item
        for item in items
        if item.get_closest_marker("browser") and not item.get_closest_marker("both_engines")
    ]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


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
