"""What was measured, as a table in Markdown: a column for each program."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Result = dict[str, Any]
MISSING = "–"


def results_in(folder: Path, names: Sequence[str]) -> list[Result]:
    """Those of the programs that were measured there."""
    files = (folder / f"{name}.json" for name in names)
    return [json.loads(file.read_text(encoding="utf-8")) for file in files if file.exists()]


def as_markdown(results: Sequence[Result]) -> str:
    rows = [["", *(one["title"] for one in results)]]
    rows.append(["---", *("--:" for _ in results)])
    rows += [[what, *(cell(one, tell) for one in results)] for what, tell in ROWS]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def cell(result: Result, tell: Callable[[Result], str]) -> str:
    """What is told of the result; a dash where it was not measured."""
    try:
        return tell(result)
    except KeyError:
        return MISSING


def part(*path: str) -> Callable[[Result], Any]:
    """The measurement at the path. Raises KeyError where there is none or only an error."""

    def found(result: Result) -> Any:
        for key in path:
            result = result[key]
        return result

    return found


def cost(*path: str) -> Callable[[Result], str]:
    """The processor time of one request and the median on the clock."""
    return lambda result: "{cpu:,} ms; {p50:,} ms".format(**part(*path)(result))


def opened(spans: str) -> Callable[[Result], str]:
    def tell(result: Result) -> str:
        found = part("open", spans)(result)
        kb = found["bytes"] / 1000
        return f"{found['cpu']:,} ms; {found['p50']:,} ms; {found['requests']} of {kb:,.0f} kB"

    return tell


def load(result: Result) -> str:
    return "{per_second:,}/s; {p99:,} ms; {errors} errors".format(**result["load"])


def imported(result: Result) -> str:
    return "{cpu_seconds:,} s; {seconds:,} s".format(**result["import"])


def exports(result: Result) -> str:
    return ", ".join(
        f"{form} " + ("failed" if "error" in found else "{cpu_seconds:,} s".format(**found))
        for form, found in part("stored", "export")(result).items()
    )


def browser(result: Result) -> str:
    return "{visible_seconds} s; {requests} of {kb:,} kB".format(**result["browser"])


ROWS: Sequence[tuple[str, Callable[[Result], str]]] = (
    ("articles in the large project", lambda result: f"{result['articles']:,}"),
    ("save one annotation: processor; median", cost("save")),
    ("… with all annotations stored", cost("stored", "save")),
    ("8 clients saving: rate; p99; errors", load),
    ("open with 0 spans: processor; median; answers", opened("0")),
    ("open with 200 spans", opened("200")),
    ("open with 2,000 spans", opened("2000")),
    ("list 50 of all: processor; median", cost("list")),
    ("import of all: processor; clock", imported),
    ("annotations stored", lambda result: f"{part('stored', 'annotations')(result):,}"),
    ("export of them: processor", exports),
    ("first visit, 200 spans: text visible; requests", browser),
    ("idle memory (PSS)", lambda result: f"{part('idle', 'memory_mb')(result):,} MB"),
    (
        "installed; distributions",
        lambda result: "{installed_mb:,} MB; {distributions}".format(**result["idle"]),
    ),
)
