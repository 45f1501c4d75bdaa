"""Runs the comparison; see the package's docstring."""

import argparse
import json
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import bench.peers
from bench.peers.drivers import DRIVERS
from bench.peers.environments import install, is_installed
from bench.peers.measuring import PARTS, Size, measured
from bench.peers.table import as_markdown, results_in


def main(arguments: Sequence[str] | None = None) -> int:
    asked = parser().parse_args(arguments)
    folder = asked.folder.resolve()
    if not asked.table:
        for name in asked.only:
            driver = DRIVERS[name](folder)
            if asked.install and driver.requirements:
                print(f"Installing {driver.title} …", file=sys.stderr, flush=True)
                install(driver)
            if asked.install:
                continue
            if not is_installed(driver):
                print(f"{driver.title} is not installed: --install", file=sys.stderr)
                return 2
            file = folder / f"{name}.json"
            for found in measured(driver, size_of(asked), asked.parts):
                print(f"{driver.title}: {list(found)[-1]} done", file=sys.stderr, flush=True)
                file.write_text(json.dumps(found, indent=1), encoding="utf-8")
    print(as_markdown(results_in(folder, list(DRIVERS))))
    return 0


def size_of(asked: argparse.Namespace) -> Size:
    return Size(asked.articles, asked.times, asked.seconds)


def parts(written: str) -> list[str]:
    found = written.split(",")
    if unknown := set(found) - set(PARTS):
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: there are {', '.join(PARTS)}")
    return found


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.peers")
    parser.description = bench.peers.__doc__
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--only", nargs="+", choices=DRIVERS, default=list(DRIVERS), metavar="NAME")
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--parts", type=parts, default=list(PARTS), metavar="PART,…")
    parser.add_argument("--articles", type=int, default=Size.articles)
    parser.add_argument("--times", type=int, default=Size.times, help="of each request")
    parser.add_argument("--seconds", type=float, default=Size.seconds, help="of eight clients")
    return parser


if __name__ == "__main__":
    # Ended from outside it ends as if it were interrupted, and leaves no server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main())
