"""The environments of the peers: each its own, made with pip where the user says."""

import subprocess
import sys

from bench.peers.drivers.driver import Driver


def install(driver: Driver) -> None:
    """What the driver's program needs, into its folder. Raises CalledProcessError."""
    python = driver.bin / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", driver.folder / "venv"], check=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *driver.requirements], check=True)


def is_installed(driver: Driver) -> bool:
    return not driver.requirements or (driver.bin / "python").exists()
