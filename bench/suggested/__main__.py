"""Measures or learns; see the package's docstring."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import bench.suggested
from annotations.suggesting import claim_model
from bench.suggested import claims, polnear, wikinews
from bench.suggested.scores import counted


def main(arguments: Sequence[str] | None = None) -> int:
    asked = parser().parse_args(arguments)
    for line in asked.does(asked):
        print(line)
    return 0


def train(asked: argparse.Namespace) -> list[str]:
    weights = claims.train(asked.path, asked.without)
    claim_model.FILE.write_text(claims.written(weights), encoding="utf-8")
    return [f"{len(weights)} weights, {claim_model.FILE.stat().st_size:,} bytes"]


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m bench.suggested",
        description=bench.suggested.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    chosen = made.add_subparsers(required=True)
    for name, does in {
        "polnear": lambda asked: counted(polnear.texts(asked.path), "en").lines(),
        "wikinews": lambda asked: counted(wikinews.texts(asked.path), "de").lines(),
        "claims": lambda asked: claims.measured(asked.path),
        "train": train,
    }.items():
        one = chosen.add_parser(name)
        one.add_argument("path", type=Path)
        one.set_defaults(does=does)
        if name == "train":
            one.add_argument("--without", type=Path, required=True, help="the test, as JSON")
    return made


if __name__ == "__main__":
    sys.exit(main())
