"""Our scripts and style sheets joined into the few files that a browser asks for.

Text in, text out; `storage` beside it does it at `collectstatic`. docs/decisions/026 says why it is
done here, and what it asks of the modules. Paths are those below `static/`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from posixpath import dirname, join, normpath, relpath

# What more than one of the files needs: in a file of its own, so that a page has it only once.
SHARED = "js/shared.js"
IMPORT = re.compile(r'^import (?:(\{[^}]*\}) from )?"(\.[^"]+)";\n?', re.MULTILINE)
EXPORT = re.compile(
    r"^export (?=(?:class|const|(?:async )?function\*?) (\w+))", re.MULTILINE | re.ASCII
)
# What is left of imports and exports when those are out: other forms of them.
UNKNOWN = re.compile(r"^(?:import\b(?!\()|export\b)[^\n]*|import\.meta", re.MULTILINE)

SHEET = re.compile(r'^@import url\("([^"]+)"\);\n?', re.MULTILINE)
# Addresses that lead from the place of the sheet: no absolute ones, and no data.
ADDRESS = re.compile(r"""(url\(["']?)(?!["']|[a-z]+:|[/#])([^"')]+)""")


class Unjoinable(Exception):
    """A source has something that cannot be joined; the message names it."""


def joined_scripts(sources: dict[str, str], entries: Sequence[str]) -> dict[str, str]:
    """The files that stand for the modules `sources`: one for each of `entries`, and SHARED.

    `entries` are the modules that a page or an `import(…)` asks for. The file of an entry holds it
    and the modules that it alone needs; SHARED holds what several need. Each module is in one file,
    so that it exists once on a page whatever else the page loads. The sources have no comments.

    Raises Unjoinable for a form of import or export that is not known, for modules that import each
    other in a circle, and for a shared module that imports an entry.
    """
    reached = {entry: list(in_order(entry, sources, entries)) for entry in entries}
    counted = Counter(path for paths in reached.values() for path in paths)
    shared = [path for path, count in counted.items() if count > 1]
    files = {SHARED: shared}
    for entry, paths in reached.items():
        files[entry] = [path for path in paths if path not in shared]
    return {name: script(name, paths, sources, shared) for name, paths in files.items()}


def in_order(entry: str, sources: dict[str, str], entries: Sequence[str]) -> Iterator[str]:
    """All modules of an entry, each behind those that it imports; another entry is not followed."""
    seen: set[str] = set()

    def visit(path: str, above: tuple[str, ...]) -> Iterator[str]:
        if path in above:
            raise Unjoinable(f"{path} imports itself by way of others")
        if path in seen or (path in entries and path != entry):
            return
        for target in imports_of(path, sources[path]):
            yield from visit(target, (*above, path))
        if path not in seen:
            seen.add(path)
            yield path

    yield from visit(entry, ())


def imports_of(path: str, source: str) -> list[str]:
    return [normpath(join(dirname(path), target)) for _, target in IMPORT.findall(source)]


def script(name: str, paths: list[str], sources: dict[str, str], shared: list[str]) -> str:
    """The file `name`: imports of other files, the modules `paths`, and its exports.

    An entry stands in its own file as it is, with its own exports; every other module is a function
    that is called at once and returns what it exports, so that names of two never meet.
    """
    elsewhere = list(
        dict.fromkeys(
            target
            for path in paths
            for target in imports_of(path, sources[path])
            if target not in paths
        )
    )
    parts = []
    if taken := [variable(target) for target in elsewhere if target in shared]:
        parts.append(f'import {{ {", ".join(taken)} }} from "{way(name, SHARED)}";\n')
    for target in elsewhere:
        if target not in shared:
            if name == SHARED:
                raise Unjoinable(f"a shared module imports {target}, which is no shared one")
            parts.append(f'import * as {variable(target)} from "{way(name, target)}";\n')
    parts += [
        body(path, sources[path]) if path == name else wrapped(path, sources[path])
        for path in paths
    ]
    if name == SHARED:
        parts.append(f"export {{ {', '.join(map(variable, shared))} }};\n")
    return "".join(parts)


def body(path: str, source: str) -> str:
    """A module with its imports taken from the modules that stand before it."""

    def taken(found: re.Match[str]) -> str:
        names, target = found.groups()
        if names is None:
            return ""
        source = variable(normpath(join(dirname(path), target)))
        return f"const {names.replace(' as ', ': ')} = {source};\n"

    return IMPORT.sub(taken, source)


def wrapped(path: str, source: str) -> str:
    inside = EXPORT.sub("", body(path, source))
    exported = ", ".join(EXPORT.findall(source))
    return f"const {variable(path)} = (() => {{\n{inside}return {{ {exported} }};\n}})();\n"


def check_script(path: str, source: str) -> None:
    """Raise Unjoinable for an import or an export of a form that is not known here."""
    if unknown := UNKNOWN.search(EXPORT.sub("", IMPORT.sub("", source))):
        raise Unjoinable(f"{path}: {unknown[0]}")


def variable(path: str) -> str:
    """The name of a module in a joined file: `text_offsets` for `js/text/offsets.js`."""
    return re.sub(r"\W", "_", path.removeprefix("js/").removesuffix(".js"))


def way(start: str, target: str) -> str:
    """From one file to another, as an import says it."""
    path = relpath(target, dirname(start))
    return path if path.startswith(".") else f"./{path}"


def joined_sheet(path: str, read: Callable[[str], str]) -> str:
    """The sheet at `path` with those that it imports in their places; `read` gives their texts.

    Raises Unjoinable for an import that says more than where the other sheet is.
    """

    def taken(found: re.Match[str]) -> str:
        target = normpath(join(dirname(path), found[1]))
        return moved(joined_sheet(target, read), target, path)

    joined = SHEET.sub(taken, read(path))
    if "@import" in joined:
        raise Unjoinable(f"{path} imports a sheet in a form that is not known")
    return joined


def moved(sheet: str, start: str, to: str) -> str:
    """A sheet with the addresses in it as they are from another place."""
    return ADDRESS.sub(
        lambda found: found[1] + relpath(join(dirname(start), found[2]), dirname(to)), sheet
    )
