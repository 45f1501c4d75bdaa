"""What `make run` tells of itself."""

import runpy

from tests.paths import ROOT


def test_every_step_says_what_it_does_before_it_does_it(monkeypatch, capsys):
    dev = runpy.run_path(str(ROOT / "dev.py"), run_name="dev")
    said = []

    def stand_in(name):
        def step(*words, **_options):
            said.append((name, words[:1], capsys.readouterr().out.count("\n")))
            return 0

        return step

    run = dev["run"]
    for name in ("setup", "manage"):
        monkeypatch.setitem(run.__globals__, name, stand_in(name))
    monkeypatch.setattr(run.__globals__["subprocess"], "call", stand_in("serve"))
    run([])
    assert [name for name, _words, _lines in said][:2] == ["setup", "manage"]
    assert said[-1][0] == "serve"
    # The roles belong to the step before them; every other step has a line of its own.
    silent = [words for _name, words, lines in said if not lines]
    assert silent == [("setup_roles",)]
