"""Runs the comparison or makes the model; see the package's docstring."""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import bench.languages
from bench.languages.making import model_of_py3langid, packed

LENGTHS = (60, 150, 2_000)  # characters
# Tags for one language: the one of these files, and the one that the model gives.
ALIKE = {"nb": "no", "nn": "no", "fil": "tl"}


def main(arguments: Sequence[str] | None = None) -> int:
    asked = parser().parse_args(arguments)
    if asked.make:
        from articles.readers.language.model import FILE

        FILE.write_bytes(packed(model_of_py3langid()))
        return 0
    if asked.folder is None:
        parser().print_help()
        return 2
    print(compared(asked.folder, asked.times))
    return 0


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.languages")
    parser.description = bench.languages.__doc__
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    parser.add_argument("--times", type=int, default=60, help="cuttings of each language")
    parser.add_argument("--make", action="store_true")
    return parser


def compared(folder: Path, times: int) -> str:
    """A table: of each length, how many are right, and how many are told as py3langid tells."""
    from articles.readers.language.model import model
    from bench.languages.making import identifier

    theirs = identifier()
    model().probabilities("read the model")
    lines = [
        "| characters | texts | right | py3langid right | same answer | processor | of py3langid |",
        "| --- | --: | --: | --: | --: | --: | --: |",
    ]
    for length in LENGTHS:
        texts = [
            (file.stem, text)
            for file in sorted(folder.glob("*.txt"))
            for text in cuttings(file, length, times)
        ]
        ours, took = told(texts, lambda text: clearest(model().probabilities(text)))
        other, took_theirs = told(texts, lambda text: str(theirs.classify(text)[0]))
        right = share(is_right(tag, found) for (tag, _), found in zip(texts, ours, strict=True))
        right_theirs = share(
            is_right(tag, found) for (tag, _), found in zip(texts, other, strict=True)
        )
        same = share(mine == one for mine, one in zip(ours, other, strict=True))
        lines.append(
            f"| {length:,} | {len(texts):,} | {right} | {right_theirs} | {same} "
            f"| {took:.2f} ms | {took_theirs:.2f} ms |"
        )
    return "\n".join(lines)


def told(texts: Sequence[tuple[str, str]], tell: Callable[[str], str]) -> tuple[list[str], float]:
    """What is told of each text, and the processor's milliseconds for one."""
    began = time.process_time()
    found = [tell(text) for _, text in texts]
    return found, 1000 * (time.process_time() - began) / len(texts)


def clearest(probabilities: dict[str, float]) -> str:
    return max(probabilities, key=probabilities.__getitem__)


def is_right(tag: str, found: str) -> bool:
    return ALIKE.get(tag, tag) == ALIKE.get(found, found)


def share(answers: Iterable[bool]) -> str:
    kept = list(answers)
    return f"{100 * sum(kept) / len(kept):.1f} %"


def cuttings(file: Path, length: int, times: int) -> list[str]:
    """Stretches of about `length` characters that begin and end with a word, the same each time."""
    chance = random.Random(f"{file.stem} {length}")
    sentences = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    found = []
    for _ in range(times):
        text = ""
        first = chance.randrange(len(sentences))
        for step in range(len(sentences)):
            text = f"{text} {sentences[(first + step) % len(sentences)]}".strip()
            if len(text) > length:
                break
        cut = text[: length + 1]
        found.append(cut.rpartition(" ")[0] or cut)
    return found


if __name__ == "__main__":
    sys.exit(main())
