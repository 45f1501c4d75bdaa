"""How a person has a long list shown: how dense, and with which columns. The account keeps it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from django.db import models
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from newsroom.models import User

FORM = "list-display-form"


class Density(models.TextChoices):
    """How much room a row takes: several lines and 52 pixels, or one line and 40."""

    COMFORTABLE = "comfortable", _("Comfortable")
    COMPACT = "compact", _("Compact")


@dataclass(frozen=True)
class Display:
    """How the list at the address of this name is shown. Of `labels`, the columns that can be left
    out in the order of the table, `hidden` are; `alike` say the same in every row, and are as well.
    """

    of: str
    density: Density
    hidden: frozenset[str]
    labels: Mapping[str, Any]
    alike: Collection[str] = ()

    @property
    def menu(self) -> SafeString:
        """The menu in which it is chosen, as HTML. Its fields belong to a form of their own below
        the list, since the menu stands within that of the filters.
        """
        alike = f' <span class="muted small">{escape(_now("same in every row"))}</span>'
        densities = "".join(
            f'<label><input type="radio" name="density" value="{one}" form="{FORM}"'
            f"{' checked' if one == self.density else ''}> {escape(str(one.label))}</label>"
            for one in Density
        )
        columns = "".join(
            f'<input type="hidden" name="offered" value="{name}" form="{FORM}">'
            f'<label><input type="checkbox" name="shown" value="{name}" form="{FORM}"'
            f"{'' if name in self.hidden else ' checked'}> {escape(str(label))}"
            f"{alike if name in self.alike and name not in self.hidden else ''}</label>"
            for name, label in self.labels.items()
        )
        return mark_safe(  # noqa: S308 (names of our own, and words that are escaped)
            '<details class="opens-up down display-menu" id="list-display">'
            f'<summary class="btn quiet small">{escape(_now("Display"))}</summary>'
            f'<div class="opened"><fieldset><legend>{escape(_now("Rows"))}</legend>{densities}'
            f"</fieldset><fieldset><legend>{escape(_now('Columns'))}</legend>{columns}</fieldset>"
            f'<button class="btn small" type="submit" form="{FORM}" data-apply>'
            f"{escape(_now('Apply'))}</button></div></details>"
        )


def display_of(user: User, name: str, labels: Mapping[str, Any]) -> Display:
    """As the user has chosen it; `labels` are the columns that can be left out, by their names.

    What is kept of columns and densities that there no longer are means nothing.
    """
    kept = user.lists.get(name, {})
    density = kept.get("density")
    return Display(
        of=name,
        density=Density(density) if density in Density.values else Density.COMFORTABLE,
        hidden=frozenset(labels).intersection(kept.get("hidden", ())),
        labels=labels,
    )
