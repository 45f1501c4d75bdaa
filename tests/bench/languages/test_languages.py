"""The comparison of how languages are told, as its user runs it."""

import subprocess
import sys

from bench.languages.__main__ import cuttings, is_right
from tests.paths import ROOT

ENGLISH = "The council of Saltmere voted on Tuesday to raise the harbour wall by two metres."
GERMAN = "Der Rat der Stadt beschloss am Dienstag, die Hafenmauer um zwei Meter zu erhöhen."


def test_real_texts_are_told_beside_py3langid(tmp_path):
    (tmp_path / "en.txt").write_text(f"{ENGLISH}\nFishermen had asked for it since last winter.\n")
    (tmp_path / "de.txt").write_text(f"{GERMAN}\nDie Fischer hatten das seit langem gefordert.\n")
    command = [sys.executable, "-m", "bench.languages", str(tmp_path), "--times", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for length in ("60", "150", "2,000"):
        assert f"| {length} | 6 | 100.0 % | 100.0 % | 100.0 % |" in done.stdout


def test_cuttings_end_with_a_word_and_are_the_same_each_time(tmp_path):
    file = tmp_path / "en.txt"
    file.write_text(f"{ENGLISH}\n")
    found = cuttings(file, 60, 2)
    assert found == cuttings(file, 60, 2)
    assert all(len(text) <= 60 and ENGLISH.startswith(f"{text} ") for text in found)


def test_a_tag_of_the_same_language_is_right_and_of_another_is_not():
    assert is_right("nb", "no")
    assert is_right("nn", "no")
    assert not is_right("da", "no")
