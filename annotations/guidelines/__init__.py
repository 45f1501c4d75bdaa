"""The wording of the first guideline version, as it comes with the program."""

from pathlib import Path

FIRST_VERSION = Path(__file__).with_name("first_version.md")
