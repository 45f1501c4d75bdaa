"""Reads the claims, the tweets, and which claims answer which tweet."""

import csv
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

PARTS = ("train", "dev", "test")


class Claim(NamedTuple):
    key: str
    statement: str
    title: str


class Query(NamedTuple):
    words: str
    answers: frozenset[str]


def claims_in(folder: Path) -> list[Claim]:
    return [Claim(*row[:3]) for row in table(the_file(folder, "verified_claims.docs.tsv"))[1:]]


def queries_in(folder: Path, part: str) -> list[Query]:
    """The tweets of a part that have an answer, in the order of the file."""
    place = the_file(folder, f"{part}/tweets.queries.tsv").parent
    answers = defaultdict(set)
    for tweet, _zero, claim, relevant in table(place / "tweet-vclaim-pairs.qrels"):
        if relevant == "1":
            answers[tweet].add(claim)
    tweets = table(place / "tweets.queries.tsv")[1:]
    return [Query(words, frozenset(answers[key])) for key, words in tweets if answers[key]]


def the_file(folder: Path, name: str) -> Path:
    """The file of this name under the folder; the test part lies beside its notes, unnamed."""
    found = sorted(folder.rglob(name))
    if not found and name.startswith("test/"):
        named = sorted(folder.rglob(name.removeprefix("test/")))
        found = [one for one in named if one.parent.name not in PARTS]
    if not found:
        raise SystemExit(f"There is no {name} under {folder}.")
    return found[0]


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t"))
