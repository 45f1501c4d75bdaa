"""Static files under names that hold their content's hash; our own are joined before that."""

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from io import BytesIO
from typing import Any

from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

from newsroom.static_files.joining import SHARED, check_script, joined_scripts, joined_sheet

# The last of Django's patterns is `import("…")`, which our type comments are full of; taken for
# imports they would lead round in circles. None of our modules imports another when it runs.
IMPORTS = ManifestFilesMixin._js_module_import_aggregation_patterns[1][:-1]  # type: ignore[attr-defined]

# `*` matches the slashes of folders too.
OWN_MODULES = "js/*.js"
OWN_SHEETS = "css/*.css"
# The modules that pages and the workspace itself ask for; a test compares it with the templates.
ENTRIES = (
    "js/articles/drop-files.js",
    "js/articles/drop-import.js",
    "js/articles/poll-import.js",
    "js/desk/assignment-sheet.js",
    "js/desk/live-plan.js",
    "js/desk/next.js",
    "js/facts/fact-picker.js",
    "js/facts/recheck-list.js",
    "js/facts/similar-facts.js",
    "js/guidelines/preview.js",
    "js/lists/list-page.js",
    "js/review/review-desk.js",
    "js/saving/details.js",
    "js/text/rail.js",
    "js/ui/copy.js",
    "js/ui/day-field.js",
    "js/ui/find.js",
    "js/ui/frame.js",
    "js/workspace/annotation-workspace.js",
    "js/workspace/dialogs.js",
    "js/workspace/looked-at.js",
    "js/workspace/seen-before.js",
)
# Comments that begin a line, the white space that does, and casts of types. No string of our
# modules goes over the end of a line (a test sees to that), so what looks like one of these is.
UNSAID = re.compile(
    r"^\s*(?:/\*.*?\*/\s*|//[^\n]*\n)*[ \t]*|/\*\* @type [^\n]*?\*/ ?", re.DOTALL | re.MULTILINE
)
UNSAID_IN_SHEETS = re.compile(r"^\s+|/\*.*?\*/\s*", re.DOTALL | re.MULTILINE)


class Joined:
    """Stands for the storage of a source, and gives the text that was made of it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def open(self, name: str, mode: str = "rb") -> File:
        return File(BytesIO(self.text.encode()), name=name)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Joins our own modules and sheets, and rewrites the imports between the files that result.

    Django's own switch (support_js_module_import_aggregation) works on every script of every
    package, and takes the type comments of some for imports of files that are not there. The
    same patterns, kept to `js/` of this project, need the semicolon at the end of an import.
    """

    patterns = (*ManifestFilesMixin.patterns, (OWN_MODULES, IMPORTS))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # The names with hashes are read once, when a process starts: so are the addresses of them.
        self.url = cache(super().url)

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Modules that are not asked for by name have none: they are in the files that need them.

        Comments, which are half of what we write, are not sent.
        """
        if not dry_run:
            self.join_scripts(paths)
            join_sheets(paths)
        yield from super().post_process(paths, dry_run, **options)

    def join_scripts(self, paths: dict[str, Any]) -> None:
        sources = {
            name: UNSAID.sub("", text_of(paths.pop(name)))
            for name in list(paths)
            if fnmatch(name, OWN_MODULES)
        }
        for name, source in sources.items():
            check_script(name, source)
        joined = joined_scripts(sources, ENTRIES)
        for name, text in joined.items():
            paths[name] = (Joined(text), name)
        # It is no source; Django looks for what an import names among the files collected.
        self.delete(SHARED)
        self.save(SHARED, ContentFile(joined[SHARED]))


def join_sheets(paths: dict[str, Any]) -> None:
    sheets = {
        name: UNSAID_IN_SHEETS.sub("", text_of(found))
        for name, found in paths.items()
        if fnmatch(name, OWN_SHEETS)
    }
    for name in sheets:
        paths[name] = (Joined(joined_sheet(name, sheets.__getitem__)), name)


def text_of(found: Any) -> str:
    """What stands in a file, of which `collectstatic` tells the storage and the path in it."""
    storage, path = found
    with storage.open(path) as file:
        return str(file.read().decode())
