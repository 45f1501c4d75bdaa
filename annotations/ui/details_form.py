"""The form for the details of a span: label, speaker, value, unit, note."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from annotations.labels import LABELS, choices
from annotations.models.target import LONGEST_DETAILS
from annotations.ui.fields import LineField, NumberField
from newsroom.problems import Refused

# The empty placeholder lets margin.css tell an empty field from one that holds something.
OWN_WORDS = {"autocomplete": "off", "placeholder": " "}


class LabelChoice(forms.RadioSelect):
    """The labels as radio buttons, each with the details that it takes, for the style sheets."""

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **options)
        if label := LABELS.get(str(value)):
            option["attrs"]["data-takes"] = " ".join(sorted(label.takes))
        return option


def with_plain_line_ends(words: str) -> str:
    """What a browser posts of a field of several lines, with \\n alone between them."""
    return words.replace("\r\n", "\n").replace("\r", "\n")


class DetailsForm(forms.Form):
    """What is said of the words. `names` are offered for the speaker or claimant."""

    label = forms.ChoiceField(label=gettext_lazy("Label"), choices=choices, widget=LabelChoice)
    attributed_to = LineField(
        label=gettext_lazy("Speaker or claimant"),
        required=False,
        max_length=LONGEST_DETAILS["attributed_to"],
        help_text=gettext_lazy("Who says so, as the article names them."),
        widget=forms.TextInput(attrs={"list": "names", "autocomplete": "off"}),
    )
    value = NumberField(
        label=gettext_lazy("Value"),
        required=False,
        help_text=gettext_lazy("In full: 48,000,000."),
        widget=forms.TextInput(attrs=OWN_WORDS | {"inputmode": "decimal"}),
    )
    unit = LineField(
        label=gettext_lazy("Unit"),
        required=False,
        max_length=LONGEST_DETAILS["unit"],
        help_text=gettext_lazy("USD, %, households."),
        widget=forms.TextInput(attrs=OWN_WORDS),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=LONGEST_DETAILS["note"],
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_note(self) -> str:
        return with_plain_line_ends(self.cleaned_data["note"])

    def blame(self, refusal: Refused) -> None:
        """Say at its fields why an activity refused what the form held."""
        fields = refusal.extra.get("fields") or {None: [refusal.detail]}
        for name, complaints in fields.items():
            for complaint in complaints:
                shown = name in self.fields and not self.fields[name].widget.is_hidden
                self.add_error(name if shown else None, complaint)

    def details(self) -> dict[str, Any]:
        """The cleaned details, by the names that `layers.editing.add_annotation` takes."""
        return {name: self.cleaned_data[name] for name in DetailsForm.base_fields}
