"""What is posted about annotations, read and checked before an activity sees it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.labels import LABELS, PIECES, choices
from annotations.models import Annotation
from annotations.models.target import LONGEST_DETAILS
from annotations.spans.anchoring import find_quotation, whole_words
from annotations.spans.numbers import plain_decimal
from annotations.ui.details_form import DetailsForm, with_plain_line_ends
from annotations.ui.fields import LineField, WordsField

NEARBY_QUOTES = 12
TICKED = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9]{1,9}")


class TickedAnnotations(forms.MultipleChoiceField):
    """The ticked annotations as {id: version that was seen}; each is posted as «id:version»."""

    def valid_value(self, value: str) -> bool:
        return TICKED.fullmatch(value) is not None

    def clean(self, value: Any) -> dict[UUID, int]:
        ticked = (one.rsplit(":", 1) for one in super().clean(value))
        return {UUID(key): int(version) for key, version in ticked}


class SpanForm(DetailsForm):
    """A new annotation from a place that the script knows."""

    id = forms.UUIDField()
    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)
    exact = WordsField()
    span_group = forms.UUIDField(required=False)

    def content(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}


class ClearingForm(forms.Form):
    """A stretch of the text in which there is nothing to check."""

    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)
    exact = WordsField()


class TogetherForm(forms.Form):
    """What several annotations are to have in common; an empty field leaves each as it is."""

    annotation = TickedAnnotations(
        error_messages={"required": gettext_lazy("Tick some annotations first.")}
    )
    act = forms.ChoiceField(choices=[("change", ""), ("delete", "")])
    label = forms.ChoiceField(
        label=gettext_lazy("Label"),
        required=False,
        choices=lambda: [("", _("as it is")), *choices()],
    )
    attributed_to = LineField(
        label=gettext_lazy("Speaker or claimant"),
        required=False,
        max_length=LONGEST_DETAILS["attributed_to"],
        help_text=gettext_lazy("Leave it empty to keep each as it is."),
        widget=forms.TextInput(attrs={"list": "names", "autocomplete": "off"}),
    )
    no_speaker = forms.BooleanField(label=gettext_lazy("Take the speaker away"), required=False)
    unit = LineField(
        label=gettext_lazy("Unit"),
        required=False,
        max_length=LONGEST_DETAILS["unit"],
        help_text=gettext_lazy("Of statistics alone; leave it empty to keep each as it is."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("attributed_to") and cleaned.get("no_speaker"):
            self.add_error("no_speaker", _("Name a speaker or take the speaker away, not both."))
        if cleaned.get("act") == "change" and not self.errors and not self.wanted():
            self.add_error(None, _("Say what they have in common first."))
        return cleaned

    def wanted(self) -> dict[str, Any]:
        """The details that each of them is to have."""
        said = self.cleaned_data
        wanted = {name: said[name] for name in ("label", "attributed_to", "unit") if said.get(name)}
        return wanted | ({"attributed_to": ""} if said.get("no_speaker") else {})


class ArticleNoteForm(forms.Form):
    """The note on the article as a whole; `seen` is the one that its writer had before them."""

    note = forms.CharField(
        label=gettext_lazy("Your note"),
        required=False,
        max_length=LONGEST_DETAILS["note"],
        help_text=gettext_lazy("Others read it once they may read your annotations."),
        widget=forms.Textarea(attrs={"rows": 6, "autofocus": True}),
    )
    seen = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean_note(self) -> str:
        return with_plain_line_ends(self.cleaned_data["note"])

    def clean_seen(self) -> str:
        return with_plain_line_ends(self.cleaned_data["seen"])


class QuotationForm(DetailsForm):
    """A new annotation from its words; `place` is chosen where they stand more than once."""

    field_order = ("id", "exact", "place")

    id = forms.UUIDField(required=False, widget=forms.HiddenInput(attrs={"data-unkept": ""}))
    exact = WordsField(
        label=gettext_lazy("Words"),
        help_text=gettext_lazy(
            "Copied or typed; line breaks and the shape of quotes do not matter."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    place = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, text: str, *args: Any, **options: Any) -> None:
        # It stands on one page with the form of an annotation, whose fields have the same names.
        super().__init__(*args, **{"auto_id": "quotation_%s", **options})
        self.text = text
        self.places: list[tuple[int, int]] = []

    def clean(self) -> dict[str, Any]:
        """Find the places; more than one, none of them chosen, is left for the view to ask."""
        cleaned = super().clean() or {}
        if "exact" in cleaned:
            found = find_quotation(self.text, cleaned["exact"])
            self.places = whole_words(self.text, found) or found
            if not self.places:
                self.add_error("exact", _("These words are not in the text."))
        return cleaned

    def chosen(self) -> tuple[int, int] | None:
        """The one place, or the one of several that was chosen, as (start, end)."""
        if len(self.places) == 1:
            return self.places[0]
        by_name = {f"{start}-{end}": (start, end) for start, end in self.places}
        return by_name.get(self.cleaned_data["place"])


class ChangeForm(DetailsForm):
    """An annotation as it is to be; what is not posted stays as it is.

    Without script the words themselves are changed (`words`) and the place is found by them;
    with script start, end and exact are moved together.
    """

    field_order = ("label", "words", "attributed_to", "value", "unit", "span_group", "note")

    words = WordsField(
        label=gettext_lazy("Words"),
        required=False,
        help_text=gettext_lazy("Add or take away words at the edges."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    start = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    exact = WordsField(widget=forms.HiddenInput)
    span_group = forms.UUIDField(
        label=gettext_lazy("Part of the same quote as"), required=False, widget=forms.Select
    )
    version = forms.IntegerField(
        required=False, widget=forms.HiddenInput(attrs={"data-unkept": ""})
    )

    def __init__(
        self,
        annotation: Annotation,
        data: Mapping[str, Any] | None = None,
        *,
        quotes: Iterable[Annotation] = (),
        **options: Any,
    ) -> None:
        """`quotes` are the live quotes of the layer, offered as pieces of the same quote."""
        self.annotation = annotation
        stored = stored_content(annotation)
        if data is not None:
            data = {**stored, **{name: data[name] for name in data}}
        super().__init__(data, initial={**stored, "version": annotation.version}, **options)
        choices = group_choices(annotation, quotes)
        if len(choices) > 1:
            self.fields["span_group"].widget.choices = choices
        else:
            self.fields["span_group"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        words = cleaned.get("words") or self.annotation.exact
        moved = (cleaned.get("start"), cleaned.get("end")) != (
            self.annotation.start,
            self.annotation.end,
        )
        if words != self.annotation.exact and not moved:
            self._move_to(words, cleaned)
        label = LABELS.get(cleaned.get("label", ""))
        if label is None or PIECES not in label.takes:
            # The field is not shown then, whatever was chosen in it before.
            cleaned["span_group"] = None
        return cleaned

    def _move_to(self, words: str, cleaned: dict[str, Any]) -> None:
        """Put the span on the place of `words` that is nearest to where it is."""
        text = self.annotation.layer.revision.text
        found = find_quotation(text, words)
        places = whole_words(text, found) or found
        if not places:
            self.add_error("words", _("These words are not in the text."))
            return
        here = self.annotation
        start, end = min(
            places, key=lambda place: abs(place[0] - here.start) + abs(place[1] - here.end)
        )
        cleaned |= {"start": start, "end": end, "exact": text[start:end]}

    def content(self) -> dict[str, Any]:
        span = {name: self.cleaned_data[name] for name in ("start", "end", "exact", "span_group")}
        return self.details() | span


def stored_content(annotation: Annotation) -> dict[str, Any]:
    """The annotation as a form posts it, without its version."""
    return {
        "label": annotation.label,
        "words": annotation.exact,
        "start": annotation.start,
        "end": annotation.end,
        "exact": annotation.exact,
        "attributed_to": annotation.attributed_to,
        "value": "" if annotation.value is None else plain_decimal(annotation.value),
        "unit": annotation.unit,
        "note": annotation.note,
        "span_group": str(annotation.span_group or ""),
    }


def group_choices(annotation: Annotation, quotes: Iterable[Annotation]) -> list[tuple[str, str]]:
    """(group, words of its first piece) of the quotes nearest to the annotation.

    A quote that is in no group yet stands for the group that it would begin.
    """
    others = sorted(
        (quote for quote in quotes if quote.pk != annotation.pk),
        key=lambda quote: abs(quote.start - annotation.start),
    )
    first_pieces: dict[UUID, Annotation] = {}
    for quote in others[:NEARBY_QUOTES]:
        group = quote.span_group or quote.pk
        if group not in first_pieces or quote.start < first_pieces[group].start:
            first_pieces[group] = quote
    by_place = sorted(first_pieces.items(), key=lambda item: item[1].start)
    return [
        ("", _("— a quote of its own —")),
        *((str(group), Truncator(quote.exact).chars(60)) for group, quote in by_place),
    ]
