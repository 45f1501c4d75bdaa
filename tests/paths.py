"""Where things lie, for tests that read the tree itself or its test data."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"
