"""Runs the readers over folders of pages; see the package's docstring."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import bench.extraction
from bench.extraction.corpus import ALL, Expected, Part, pages_of
from bench.extraction.readers import READERS, Found, Reader, available
from bench.extraction.showing import shown
from bench.extraction.tables import Result, as_table, write_details

# Those of a process that reads pages, made once in it.
made: dict[str, Reader] = {}


def main(arguments: Sequence[str] | None = None) -> int:
    asked = parser().parse_args(arguments)
    names = asked.readers or available(asked.readability)
    pages = [page for folder in asked.folders for page in pages_of(folder, asked.part)]
    if asked.show:
        pages = [page for page in pages if page.path.name == asked.show]
    if not pages:
        print("There is no such page.", file=sys.stderr)
        return 2
    results = list(read_all(names, pages, asked.jobs, asked.readability))
    if asked.show:
        for one in results:
            print("\n".join(shown(one)))
        return 0
    for folder in asked.folders:
        print(
            as_table(folder.name, [r for r in results if r.expected.path.parent == folder]) + "\n"
        )
    if len(asked.folders) > 1:
        print(as_table("all", results))
    if asked.details:
        with asked.details.open("w", encoding="utf-8", newline="") as file:
            write_details(results, file)
    return 0


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.extraction")
    parser.description = bench.extraction.__doc__
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--part", type=Part.parse, default=ALL, metavar="GROUPS/OF")
    parser.add_argument("--readers", nargs="+", choices=READERS, metavar="NAME")
    parser.add_argument("--readability", type=Path, metavar="FOLDER")
    parser.add_argument("--show", metavar="PAGE")
    parser.add_argument("--details", type=Path, metavar="FILE")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    return parser


def read_all(
    names: Sequence[str], pages: Sequence[Expected], jobs: int, node_modules: Path | None
) -> Iterator[Result]:
    with ProcessPoolExecutor(jobs, initializer=make, initargs=(names, node_modules)) as pool:
        for page, found in zip(pages, pool.map(read, pages), strict=True):
            yield from (Result(name, page, one) for name, one in found.items())


def make(names: Sequence[str], node_modules: Path | None) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    made.update((name, READERS[name](node_modules)) for name in names)


def read(page: Expected) -> dict[str, Found]:
    return {name: reader(page.path) for name, reader in made.items()}


if __name__ == "__main__":
    sys.exit(main())
