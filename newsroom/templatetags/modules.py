"""A page's script: one module, and all that it imports asked for at once."""

import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

IMPORT = re.compile(r"""^(?:import|\})[^;"']*["'](\.[^"']+)["'];""", re.MULTILINE)


@register.simple_tag
def module(name: str) -> SafeString:
    """The script element of `js/NAME`, and a preload of each module that it imports.

    Without the preloads a browser learns of a module's imports only when it has read it, and
    fetches a tree of modules level by level.
    """
    imported = imports_of(name) if settings.DEBUG else known_imports_of(name)
    preloads = ((static(f"js/{module}"),) for module in imported)
    return format_html(
        '{}<script type="module" src="{}"></script>',
        format_html_join("\n", '<link rel="modulepreload" href="{}">', preloads),
        static(f"js/{name}"),
    )


def imports_of(name: str) -> list[str]:
    """The paths in `js/` of all modules that `name` imports, directly or through others, sorted."""
    imported: set[str] = set()
    to_read = [name]
    while to_read:
        importer = to_read.pop()
        source = finders.find(f"js/{importer}")
        paths = IMPORT.findall(Path(source).read_text(encoding="utf-8")) if source else []
        new = {normpath(join(dirname(importer), path)) for path in paths} - imported - {name}
        imported |= new
        to_read += new
    return sorted(imported)


known_imports_of = cache(imports_of)
