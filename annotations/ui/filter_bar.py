"""The filters above a list: each a control that shows its value, applied by itself or by a button.

A filter set says by `FIRST` which filters always stand above its list; the others stand there once
they are set, and until then in the menu «Filter». `TABS` names those of which the list has tabs,
`SCOPE` what the whole page is about: no filter that can be removed. Two fields whose names end in
_from and _to are one control, which `BOTH` names.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django import forms
from django.core.paginator import Page
from django.db.models import QuerySet
from django.forms import BoundField
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django_filters import FilterSet

from annotations.models import SavedView
from annotations.ui.chips import chosen_value, in_words
from annotations.ui.display import Display
from newsroom.models import User
from newsroom.prepared import ask

SEARCH, SHOWN = "q", ("sort", "per")


class Tab(NamedTuple):
    """A ready-made view of a list: its words, whether it is shown now, and two query strings: with
    the filters that are set besides, and bare of them; `number` of its rows where that is known.
    """

    label: Any
    address: str
    bare: str
    is_current: bool
    number: int | None = None


@dataclass(frozen=True)
class Control:
    """A filter above the list. `kind` is how it is drawn: select, tick, opened, or fixed,
    which can only be removed.

    `value` is what it is set to, in words; `without` the query string without it.
    """

    name: str
    label: str
    kind: str
    fields: list[BoundField]
    value: str
    without: str

    @property
    def is_set(self) -> bool:
        return bool(self.value)

    @property
    def has_errors(self) -> bool:
        return any(one.errors for one in self.fields)


@dataclass
class FilterBar:
    """All that stands above a list: `row` and, in the menu, `more`; what is sent along unseen.

    `cleared` is the query string of the list without the filters.
    """

    search: BoundField | None = None
    row: list[Control] = field(default_factory=list)
    more: list[Control] = field(default_factory=list)
    hidden: list[BoundField] = field(default_factory=list)
    sort: BoundField | None = None
    per: BoundField | None = None
    is_narrowed: bool = False
    tabs: list[Tab] = field(default_factory=list)
    cleared: str = "?"
    list: str = ""
    saved: Sequence[tuple[SavedView, bool]] = ()
    own: Sequence[SavedView] = ()
    may_share: bool = False
    display: Display | None = None


def filter_bar(filters: FilterSet, tabs: Sequence[tuple[Any, ...]] = ()) -> FilterBar:
    """The filters of this list; `tabs` are its ready-made views: words, what they ask for, and the
    number of their rows where somebody has counted them.
    """
    form = filters.form
    by_tabs, scope = getattr(filters, "TABS", ()), getattr(filters, "SCOPE", ())
    bar = FilterBar(tabs=[tab_of(filters, *one) for one in tabs])
    is_of_tab = any(tab.is_current for tab in bar.tabs)
    for control in controls(filters):
        first = control.fields[0]
        if control.name == SEARCH:
            bar.search = first
            bar.is_narrowed |= control.is_set
        elif control.name in by_tabs or first.is_hidden:
            bar.hidden.append(first)
            if control.name in scope:
                continue
            bar.is_narrowed |= control.is_set
            if control.is_set and (first.is_hidden or not is_of_tab):
                bar.row.append(replace(control, kind="fixed"))
        elif control.is_set or control.has_errors or control.name in filters.FIRST:
            bar.row.append(control)
            bar.is_narrowed |= control.is_set
        else:
            bar.more.append(control)
    bare = next((tab.bare for tab in bar.tabs if tab.is_current), "?")
    kept = {name: filters.data[name] for name in scope if filters.data.get(name)}
    bar.cleared = f"?{urlencode(kept)}" if kept else bare
    bar.sort, bar.per = (form[name] if name in form.fields else None for name in SHOWN)
    return bar


def list_context(
    filters: FilterSet,
    page: Page,
    *,
    saved: tuple[str, User] | None = None,
    tabs: Sequence[tuple[Any, ...]] = (),
    is_anything: Callable[[], bool] = bool,
    display: Display | None = None,
) -> dict[str, Any]:
    """What the page of every list needs. `saved` is the name of its address, and who reads, where
    people can save views of it. `is_anything` is asked where nothing is found though no
    filter is set: whether there are rows that the list leaves out unless they are asked for.
    `display` is how the reader has it shown, where that can be chosen.
    """
    bar = filter_bar(filters, tabs)
    bar.display = display
    if saved:
        add_saved_views(bar, *saved, filters.data)
    found = bool(page.paginator.count) or bar.is_narrowed or bool(filters.errors)
    return {
        "filters": filters,
        "bar": bar,
        "page": page,
        "is_empty": not (found or is_anything()),
    }


def add_saved_views(bar: FilterBar, name: str, reader: User, query: QueryDict) -> None:
    """The views of this list that the reader has kept or that are shared, after the ready-made."""
    views = ask(_saved_views, reader=reader.pk, name=name)
    bar.list = name
    bar.saved = [(view, view.is_shown_by(query)) for view in views]
    bar.own = [view for view in views if view.owner_id == reader.pk]
    bar.may_share = reader.has_perm("annotations.review")
    if any(is_current for _view, is_current in bar.saved):
        bar.tabs = [tab._replace(is_current=False, address=tab.bare) for tab in bar.tabs]


def _saved_views(*, reader: Any, name: Any) -> QuerySet[SavedView]:
    return SavedView.objects.seen_by(reader).filter(list=name).order_by("name", "pk")


def controls(filters: FilterSet) -> Iterator[Control]:
    """A control for each filter, those that always stand above the list first, in their order."""
    form = filters.form
    groups: dict[str, list[BoundField]] = {name: [] for name in filters.FIRST}
    for name in form.fields:
        if name not in SHOWN:
            groups.setdefault(group_of(name), []).append(form[name])
    for name, fields in groups.items():
        if fields:
            yield control_of(filters, name, fields)


def group_of(name: str) -> str:
    stem, _underscore, end = name.rpartition("_")
    return f"{stem}_range" if end in ("from", "to") else name


def control_of(filters: FilterSet, name: str, fields: list[BoundField]) -> Control:
    without = filters.data.copy()
    for one in fields:
        without.pop(one.name, None)
    without.pop("page", None)
    widget = fields[0].field.widget
    kind = "opened"
    if len(fields) == 1 and isinstance(widget, forms.CheckboxInput):
        kind = "tick"
    elif len(fields) == 1 and type(widget) is forms.Select:
        kind = "select"
    said = words_of_range(filters, fields) if len(fields) > 1 else words_of(filters, fields[0])
    label = getattr(filters, "BOTH", {}).get(name, fields[0].label)
    return Control(name, str(label), kind, fields, said, f"?{without.urlencode()}")


def words_of(filters: FilterSet, one: BoundField) -> str:
    value = chosen_value(filters, one.name)
    if value in (None, "", False, []):
        return ""
    return in_words(one.field, value) or _("yes")


def words_of_range(filters: FilterSet, fields: list[BoundField]) -> str:
    """Such as «1 Nov 2026 – 5 Nov 2026», or with only one of the two."""
    first, last = (words_of(filters, one) for one in fields)
    if first and last:
        return f"{first} – {last}"
    if first:
        return _("from %(first)s") % {"first": first}
    return _("to %(last)s") % {"last": last} if last else ""


def tab_of(filters: FilterSet, label: Any, asked: dict[str, str], number: int | None = None) -> Tab:
    """A view of the list with what else is set; current where just this is asked of its filters."""
    data = filters.data.copy()
    data.pop("page", None)
    for name in filters.TABS:
        data.pop(name, None)
    for name, value in asked.items():
        data[name] = value
    current = {name: filters.data[name] for name in filters.TABS if filters.data.get(name)}
    return Tab(label, f"?{data.urlencode()}", f"?{urlencode(asked)}", current == asked, number)
