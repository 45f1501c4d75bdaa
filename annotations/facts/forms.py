"""What is filled in about facts and their sources."""

import re
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from annotations.models import Fact, FactVersion, Source
from annotations.ui.fields import LineField
from newsroom.days.fields import DayField

LONGEST_STATEMENT = 2_000
LONGEST_EXCERPT = 10_000
MOST_SOURCES = 30

SOURCE_FIELDS = ("title", "publisher", "url", "excerpt", "accessed_on", "archive_url")


class TextField(forms.CharField):
    """Lines of our own: without white space around them, line ends as everywhere else."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class FactForm(forms.Form):
    """A statement, and for which day it holds."""

    statement = TextField(
        label=_("Statement"),
        max_length=LONGEST_STATEMENT,
        help_text=_("One or two plain sentences that can be checked, with their numbers."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    as_of = DayField(
        label=_("As of"),
        required=False,
        help_text=_("The day on which this is true."),
    )
    recheck_on = DayField(
        label=_("Recheck on"),
        required=False,
        help_text=_("When somebody should look again."),
    )

    def clean_statement(self) -> str:
        return " ".join(self.cleaned_data["statement"].split())


class RevisionForm(FactForm):
    """Another statement, and why; `seen` is the number of the version that its author read."""

    reason = TextField(
        label=_("Why it changes"),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class SourceForm(forms.Form):
    """Where a statement can be read. One left empty counts as none."""

    title = LineField(label=_("Title"), max_length=500)
    publisher = LineField(label=_("Publisher"), max_length=300, required=False)
    url = forms.URLField(
        label=_("Address"),
        max_length=2000,
        required=False,
        assume_scheme="https",
    )
    excerpt = TextField(
        label=_("Exact passage"),
        max_length=LONGEST_EXCERPT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Word for word, as it stands there."),
    )
    accessed_on = DayField(label=_("Accessed on"), required=False)
    archive_url = forms.URLField(
        label=_("Archived at"), max_length=2000, required=False, assume_scheme="https"
    )


class Sources(forms.BaseFormSet):
    """Any number of sources, in their order."""

    def rows(self) -> list[dict[str, Any]]:
        """The fields of Source rows, once the forms are valid."""
        return [
            {**form.cleaned_data, "accessed_on": form.cleaned_data.get("accessed_on")}
            for form in self.forms
            if form.has_changed()
        ]


SourceFormSet = forms.formset_factory(
    SourceForm, formset=Sources, extra=0, max_num=MOST_SOURCES, validate_max=True
)


def source_forms(data: QueryDict | None = None, *, sources: Any = ()) -> Sources:
    """The forms of the sources as posted; else those given and never less than one."""
    if data is not None:
        # Whatever is posted is new: a form left empty is then passed over and not refused.
        counts = {"sources-INITIAL_FORMS": "0"}
        return cast(Sources, SourceFormSet({**data.dict(), **counts}, prefix="sources"))
    initial = [*sources] or [{}]
    return cast(Sources, SourceFormSet(initial=initial, prefix="sources"))


def another_source(data: QueryDict) -> Sources:
    """What was typed so far, unjudged, with one more empty source at the end."""
    return source_forms(sources=[*typed_sources(data), {}][:MOST_SOURCES])


def without_source(data: QueryDict, number: str) -> Sources:
    """What was typed so far, unjudged, without the source of this number, counted from 0."""
    typed = typed_sources(data)
    return source_forms(sources=[one for place, one in enumerate(typed) if str(place) != number])


def typed_sources(data: QueryDict) -> list[dict[str, str]]:
    total = data.get("sources-TOTAL_FORMS", "")
    number = min(int(total), MOST_SOURCES) if total.isdecimal() else 0
    return [
        {name: data.get(f"sources-{place}-{name}", "") for name in SOURCE_FIELDS}
        for place in range(number)
    ]


def fields_of(version: FactVersion) -> dict[str, Any]:
    """What a version says, as a form begins with it."""
    return {
        "statement": version.statement,
        "as_of": version.as_of,
        "recheck_on": version.recheck_on,
        "seen": version.number,
    }


def fields_of_source(source: Source) -> dict[str, Any]:
    return {name: getattr(source, name) for name in SOURCE_FIELDS}


class FactNumberField(forms.IntegerField):
    """The number of a fact, also as it is searched for: 12 or #12."""

    def to_python(self, value: Any) -> int | None:
        return super().to_python(re.sub(r"^#(?=\d)", "", str(value or "").strip()))


class RetirementForm(forms.Form):
    """Why a fact is to be used no more, and which one holds instead."""

    reason = TextField(
        label=_("Why"), max_length=LONGEST_STATEMENT, widget=forms.Textarea(attrs={"rows": 3})
    )
    replaced_by = FactNumberField(
        label=_("Replaced by"),
        required=False,
        min_value=1,
        help_text=_("The number of the fact that holds instead, where there is one."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, fact: Fact) -> None:
        super().__init__(data)
        self.fact = fact

    def clean_replaced_by(self) -> Fact | None:
        number = self.cleaned_data["replaced_by"]
        if number is None:
            return None
        found = Fact.objects.standing().exclude(pk=self.fact.pk).filter(pk=number).first()
        if found is None:
            raise forms.ValidationError(_("There is no other fact with that number to link to."))
        return found
