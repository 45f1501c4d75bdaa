"""Static files under names that hold their content's hash, ES-module imports included."""

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from typing import Any

from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

# The last of Django's patterns is `import("…")`, which our type comments are full of; taken for
# imports they would lead round in circles. None of our modules imports another when it runs.
IMPORTS = ManifestFilesMixin._js_module_import_aggregation_patterns[1][:-1]  # type: ignore[attr-defined]


# `*` matches the slashes of folders too.
OWN_MODULES = "js/*.js"
# Comments that begin a line, the white space that does, and casts of types. No string of our
# modules goes over the end of a line (a test sees to that), so what looks like one of these is.
UNSAID = re.compile(
    r"^\s*(?:/\*.*?\*/\s*|//[^\n]*\n)*[ \t]*|/\*\* @type [^\n]*?\*/ ?", re.DOTALL | re.MULTILINE
)


class WithoutComments:
    """Files as `storage` has them, with everything left out that only people read."""

    def __init__(self, storage: Any) -> None:
        self.storage = storage

    def open(self, name: str, mode: str = "rb") -> File:
        with self.storage.open(name, mode) as file:
            return ContentFile(UNSAID.sub("", file.read().decode()).encode(), name=name)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.storage, name)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Rewrites `import … from` in our own modules, and in nobody else's.

    Django's own switch (support_js_module_import_aggregation) works on every script of every
    package, and takes the type comments of some for imports of files that are not there. The
    same patterns, kept to `js/` of this project, need the semicolon at the end of an import.
    """

    patterns = (*ManifestFilesMixin.patterns, (OWN_MODULES, IMPORTS))
    # Each pass settles one more layer of modules that import modules; Django's five are few.
    max_post_process_passes = 20

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # The names with hashes are read once, when a process starts: so are the addresses of them.
        self.url = cache(super().url)

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Our modules are half comment; the half that a browser does not read is not sent."""
        for name, (storage, path) in paths.items():
            if fnmatch(name, OWN_MODULES):
                paths[name] = (WithoutComments(storage), path)
        yield from super().post_process(paths, dry_run, **options)
