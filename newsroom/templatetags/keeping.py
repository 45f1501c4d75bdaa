"""Forms of which nothing that is typed is lost; `static/js/ui/kept-forms.js` keeps it."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def keep(
    context: dict[str, Any], name: str, number: Any = "", *, version: str = "", words: bool = False
) -> SafeString:
    """In a form: keep what is typed into it, for whoever is signed in, under this name.

    The name tells forms of the same address from each other, `number` those of one page. Of a draft
    for another `version` of the content only what was written is put back, not what was chosen.
    With `words` a form is kept once something is written, not for choices alone.
    """
    request = context["request"]
    whole = f"{name}{number}"
    value = f"{request.user.pk}.{whole}"
    # Drawn with what was sent, so the page has the last word and not the browser's storage.
    answered = f"{request.POST.get('kept', '')}.".startswith(f"{value}.")
    return format_html(
        '<input type="hidden" name="kept" value="{}" data-keep="{}"{}{}{}>',
        value,
        whole,
        format_html(' data-version="{}"', version) if version else "",
        SafeString(" data-words" if words else ""),
        SafeString(" data-answered" if answered else ""),
    )
