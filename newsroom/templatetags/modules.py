"""A page's script and style: one module, one sheet, and all that they import asked for at once."""

import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from newsroom.static_files.joining import SHEET

register = template.Library()

IMPORT = re.compile(r"""^(?:import|\})[^;"']*["'](\.[^"']+)["'];""", re.MULTILINE)


@register.simple_tag
def module(name: str) -> SafeString:
    """The script element of `js/NAME`, and a preload of each file that it imports.

    Without the preloads a browser learns of a module's imports only when it has read it, and
    fetches a tree of modules level by level.
    """
    address = static(f"js/{name}")
    path = address.removeprefix(settings.STATIC_URL)
    imported = imports_of(path) if settings.DEBUG else known_imports_of(path)
    preloads = ((settings.STATIC_URL + path,) for path in imported)
    return format_html(
        '{}<script type="module" src="{}"></script>',
        format_html_join("\n", '<link rel="modulepreload" href="{}">', preloads),
        address,
    )


@register.simple_tag
def sheet(name: str) -> SafeString:
    """The link to `css/NAME`, a sheet of nothing but imports, or to each of those in their order.

    Where they are not joined, links do the same as the imports would, and do it at once.
    """
    address = static(f"css/{name}")
    path = address.removeprefix(settings.STATIC_URL)
    imported = sheets_of(path) if settings.DEBUG else known_sheets_of(path)
    return format_html_join(
        "\n",
        '<link rel="stylesheet" href="{}">',
        ((settings.STATIC_URL + one,) for one in imported or [path]),
    )


def sheets_of(path: str) -> list[str]:
    """The paths of the sheets that the one at `path` imports, in their order."""
    return [normpath(join(dirname(path), target)) for target in SHEET.findall(text_of(path))]


def imports_of(path: str) -> list[str]:
    """The paths of all files that the one at `path` imports, directly or through others, sorted.

    Paths are those below /static/: of sources, or of the files that `collectstatic` made of them.
    """
    imported: set[str] = set()
    to_read = [path]
    while to_read:
        importer = to_read.pop()
        targets = IMPORT.findall(text_of(importer))
        new = {normpath(join(dirname(importer), target)) for target in targets}
        new -= imported | {path}
        imported |= new
        to_read += new
    return sorted(imported)


# A path tells the content by its hash; without hashes (in the tests) the sources stay as they are.
known_imports_of = cache(imports_of)
known_sheets_of = cache(sheets_of)


def text_of(path: str) -> str:
    """A source where there is one of that name, which there is not of one with a hash."""
    if source := finders.find(path):
        return Path(source).read_text(encoding="utf-8")
    with staticfiles_storage.open(path) as collected:
        return str(collected.read().decode())
