"""How forms are drawn: our own field template, and widgets written without templates.

A select of Django's renders two templates for each of its options, so that the filters beside a
list cost more than the list. The writers here write the same HTML, without an empty line after each
option; a widget that has another template is drawn by that.
"""

import html
from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.templatetags.static import static
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from newsroom.templatetags.icons import icon

WIDGETS = "django/forms/widgets/"


class Renderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        written = WRITERS[template_name](context) if template_name in WRITERS else None
        return super().render(template_name, context, request) if written is None else written


def written_errors(context: Mapping[str, Any]) -> str | None:
    return None if context["errors"] else ""


def written_input(context: Mapping[str, Any]) -> str:
    widget = context["widget"]
    value = widget["value"]
    said = "" if value is None else f' value="{escaped(value)}"'
    kind, name = escaped(widget["type"]), escaped(widget["name"])
    return f'<input type="{kind}" name="{name}"{said}{attributes(widget)}>'


def written_day(context: Mapping[str, Any]) -> str:
    """A line for a day, which brings along the script that gives it a calendar."""
    day = context["widget"]["day"]
    stated = f' data-day="{day.isoformat()}"' if day else ""
    module, sheet = static("js/ui/day-field.js"), static("css/ui/days.css")
    return (
        f'<day-field{stated} data-module="{module}" data-sheet="{sheet}">{written_input(context)}'
        f'<button type="button" hidden aria-label="{escaped(_("Choose a day"))}">'
        f"{icon('calendar')}</button></day-field>"
    )


def written_textarea(context: Mapping[str, Any]) -> str:
    widget = context["widget"]
    value = escaped(widget["value"]) if widget["value"] else ""
    name = escaped(widget["name"])
    # What is pasted a browser cuts at its length without a word; the server says so instead.
    kept = {**widget, "attrs": {**widget["attrs"], "maxlength": False}}
    return f'<textarea name="{name}"{attributes(kept)}>\n{value}</textarea>'


def written_select(context: Mapping[str, Any]) -> str | None:
    """None where an option has a template of its own."""
    widget = context["widget"]
    parts = [f'<select name="{escaped(widget["name"])}"{attributes(widget)}>']
    for group, options, _index in widget["optgroups"]:
        parts += [f'\n  <optgroup label="{escaped(group)}">'] if group else []
        for option in options:
            if option["template_name"] != f"{WIDGETS}select_option.html":
                return None
            value, label = escaped(option["value"]), escaped(localize(option["label"]))
            parts.append(f'\n  <option value="{value}"{attributes(option)}>{label}</option>')
        parts += ["\n  </optgroup>"] if group else []
    return "".join([*parts, "\n</select>"])


def attributes(widget: Mapping[str, Any]) -> str:
    """False leaves an attribute out, and True gives it no value."""
    return "".join(
        f" {escaped(name)}" if value is True else f' {escaped(name)}="{escaped(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def escaped(value: Any) -> str:
    """As templates escape it: what is marked as safe stays, and so does that of a lazy text."""
    words = str(value) if isinstance(value, Promise) else value
    return words.__html__() if hasattr(words, "__html__") else html.escape(str(words))


WRITERS: dict[str, Callable[[Mapping[str, Any]], str | None]] = {
    "django/forms/errors/list/default.html": written_errors,
    f"{WIDGETS}textarea.html": written_textarea,
    f"{WIDGETS}select.html": written_select,
    "forms/day.html": written_day,
    **{
        f"{WIDGETS}{kind}.html": written_input
        for kind in ("checkbox", "date", "email", "hidden", "number", "password", "text", "url")
    },
}
