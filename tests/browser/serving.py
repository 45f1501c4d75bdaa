"""A server in a process of its own, on the tests' database, that can be killed and started anew."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


class Server:
    """With a folder that `collectstatic` filled it serves those files, else the sources."""

    def __init__(self, collected=None):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None
        self.settings = {"DEBUG": "1"}
        if collected is not None:
            settings = "tests.browser.collected_settings"
            self.settings = {"DJANGO_SETTINGS_MODULE": settings, "COLLECTED": str(collected)}

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{self.port}"],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": database_url(), **self.settings},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("the server did not start")

    def kill(self):
        """As a crash does it: with no time to answer."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def database_url():
    """The database that the tests are using now, as the settings read it."""
    in_use = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:////{quote(str(in_use['NAME']).lstrip('/'))}"
    host = f"{in_use['HOST']}:{in_use['PORT']}".rstrip(":")
    who = f"{quote(in_use['USER'])}:{quote(in_use['PASSWORD'])}".rstrip(":")
    return f"postgres://{who}@{host}/{in_use['NAME']}"
