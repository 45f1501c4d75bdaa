"""Learns the weights by which claims are suggested, and measures them on other sentences."""

import json
import math
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from annotations.suggesting import claim_model, claims
from annotations.suggesting.people import Cast
from annotations.suggesting.statistics import find_statistics
from annotations.suggesting.text import Stretch, words_of

# Words and pairs that are weighed, the commonest.
FEATURES = 4_000
ROUNDS = 25
RATE = 0.3
# How strongly weights are held near nothing; chosen on the sentences of the test's own kind.
SHRINKING = 0.05
SEED = 7
HEAD = """\
# Learnt by "python -m bench.suggested train" from ClaimBuster (Arslan, Hassan, Li and Tremayne
# 2020, doi.org/10.5281/zenodo.3609356, CC BY 4.0), without the sentences of its test. Changed: only
# these sums are left of the sentences. A word, a pair or a sign, and its weight in hundredths.
"""


class Sentence(NamedTuple):
    text: str
    is_claim: bool


def read(file: Path) -> list[Sentence]:
    return [Sentence(one["text"], one["label"] == 1) for one in json.loads(file.read_text("utf-8"))]


def train(file: Path, without: Path) -> dict[str, int]:
    """The weights of the sentences in a file, without those of another."""
    left_out = {one.text for one in read(without)}
    sentences = [one for one in read(file) if one.text not in left_out]
    found = [(sorted(features_of(one.text)), one.is_claim) for one in sentences]
    counted = Counter(feature for features, _ in found for feature in features)
    names = sorted(name for name, _ in counted.most_common(FEATURES))
    number = {name: index for index, name in enumerate(names)}
    rows = [
        ([number[one] for one in features if one in number], is_claim)
        for features, is_claim in found
    ]
    constant, fitted = fit(rows, len(names))
    weights = {claim_model.CONSTANT: round(constant * claim_model.SCALE)}
    for name, weight in zip(names, fitted, strict=True):
        if rounded := round(weight * claim_model.SCALE):
            weights[name] = rounded
    return weights


def fit(rows: Sequence[tuple[list[int], bool]], size: int) -> tuple[float, list[float]]:
    """A logistic regression by steps that shrink for each weight by what it has been moved."""
    weights, moved = [0.0] * size, [1e-8] * size
    constant, constant_moved = 0.0, 1e-8
    order = list(range(len(rows)))
    chance = random.Random(SEED)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for index in order:
            features, is_claim = rows[index]
            total = constant + sum(weights[one] for one in features)
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - is_claim
            constant_moved += error * error
            constant -= RATE * error / math.sqrt(constant_moved)
            for one in features:
                step = error + SHRINKING * weights[one]
                moved[one] += step * step
                weights[one] -= RATE * step / math.sqrt(moved[one])
    return constant, weights


def features_of(text: str) -> set[str]:
    words, signs = looked_at(text)
    return claim_model.features(words, signs)


def looked_at(text: str):
    whole = Stretch(0, len(text))
    words = words_of(text, whole)
    return words, claim_model.signs(words, Cast([words]), len(find_statistics(text, whole)))


def written(weights: dict[str, int]) -> str:
    return HEAD + "".join(f"{name} {weight}\n" for name, weight in weights.items())


def measured(file: Path) -> list[str]:
    sentences = [one for one in read(file) if one.text.strip()]
    said = [claims.is_worth_checking(*looked_at(one.text)) for one in sentences]
    right = sum(one.is_claim and yes for one, yes in zip(sentences, said, strict=True))
    wanted = sum(one.is_claim for one in sentences)
    return [
        f"sentences that are worth checking: recall {right}/{wanted} = {right / wanted:.3f} "
        f"at precision {right}/{sum(said)} = {right / sum(said):.3f}"
    ]
