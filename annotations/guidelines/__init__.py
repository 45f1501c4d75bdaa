"""The guidelines in versions, and the aliases; FIRST_VERSION is what a new desk begins with."""

from pathlib import Path

FIRST_VERSION = Path(__file__).with_name("first_version.md")
