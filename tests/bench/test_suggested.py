"""Learning what claims are, from sentences that people judged."""

import json

from bench.suggested import claims as learning


def test_learning_finds_what_tells_claims_apart_and_leaves_the_test_out(tmp_path):
    told = [(f"Taxes rose by {n} percent.", 1) for n in range(20)]
    told += [(f"Good evening, friend number {n}.", 0) for n in range(20)]
    rows = [{"text": text, "label": label} for text, label in told]
    file, test = tmp_path / "all.json", tmp_path / "test.json"
    file.write_text(json.dumps([*rows, {"text": "Zebras rose", "label": 1}]), encoding="utf-8")
    test.write_text(json.dumps([{"text": "Zebras rose", "label": 1}]), encoding="utf-8")
    weights = learning.train(file, test)
    assert weights["taxes"] > 0 > weights["evening"]
    assert "zebras" not in weights
    assert learning.written(weights).startswith("# Learnt")


def test_sentences_that_are_learnt_from_are_all_told_from_the_others():
    rows = [([0, 2], True), ([1, 2], False)] * 10
    constant, (for_it, against, in_both) = learning.fit(rows, 3)
    assert constant + for_it + in_both > 0 > constant + against + in_both
