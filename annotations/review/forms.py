"""What is posted to a review: rulings, the spans of an edit by hand, questions, disputes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from annotations.discussion.threads import LONGEST
from annotations.facts import candidates
from annotations.models import Comment
from annotations.models.adjudication import Action, Reason
from annotations.models.fact_link import Relation
from annotations.review.actions import EditedSpan
from annotations.spans.anchoring import find_quotation, whole_words
from annotations.ui.details_form import DetailsForm
from annotations.ui.fields import WordsField

MOST_SPANS = 8
LONGEST_SEARCH = 400


class ReasonForm(forms.Form):
    """Why, in a word from the list and in one's own."""

    reason = forms.ChoiceField(
        label=_("Reason"), required=False, choices=[("", _("— choose —")), *Reason.choices]
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_note(self) -> str:
        return self.cleaned_data["note"].replace("\r\n", "\n").strip()

    def why(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ReasonForm.base_fields}


class RulingForm(ReasonForm):
    """A ruling on a group. `choice` is take-A, several, both, longest, common, edit, nothing or
    confirm; `fingerprint` and `standing` tell what the reviewer looked at.
    """

    choice = forms.CharField()
    letters = forms.TypedMultipleChoiceField(required=False)
    # The page says what its reader looks at, not what the browser kept of an earlier one.
    fingerprint = forms.CharField(widget=forms.HiddenInput(attrs={"data-unkept": ""}))
    standing = forms.IntegerField(
        required=False, widget=forms.HiddenInput(attrs={"data-unkept": ""})
    )

    def __init__(self, *args: Any, letters: Iterable[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.all_letters = list(letters)
        self.fields["letters"].choices = [(one, one) for one in self.all_letters]  # type: ignore[attr-defined]
        self.fields["choice"].error_messages["required"] = _now("Choose what stands here.")

    def action(self) -> tuple[str, list[str]]:
        """The action of the core, and the letters that it takes."""
        choice = self.cleaned_data["choice"]
        if choice.startswith("take-"):
            return Action.TAKE, [choice.removeprefix("take-")]
        if choice == "several":
            return Action.SEVERAL, self.cleaned_data["letters"]
        if choice == "both":
            return Action.SEVERAL, self.all_letters
        return choice, []


class EditedSpanForm(DetailsForm):
    """One span of an edit by hand. Emptied words take the span away."""

    field_order = ("label", "words", "attributed_to", "value", "unit")

    note = None  # type: ignore[assignment]
    words = WordsField(
        label=_("Words"),
        required=False,
        help_text=_("Exactly as in the text; without words the mark is left out."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    q = forms.CharField(
        label=_("Find a fact"),
        required=False,
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "dir": "auto", "data-query": ""}
        ),
    )

    def __init__(
        self,
        *args: Any,
        text: str = "",
        place: int = 0,
        facts: Mapping[int, str] | None = None,
        **options: Any,
    ) -> None:
        """`place` is where the words are looked for first; `facts` those that the lanes name.

        Beside these stand the facts that were chosen, and those that fit the words searched for.
        """
        super().__init__(*args, **options)
        self.text, self.place = text, place
        self.known = dict(facts or {}) | self._taken()
        self.found = candidates.facts_matching(self._typed("q"))
        self.known |= self.found
        self.fields["label"].required = False
        for number, statement in self.known.items():
            self.fields[f"fact_{number}"] = forms.ChoiceField(
                label=statement,
                choices=[("", _("not linked")), *Relation.choices],
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        words = cleaned.get("words") or ""
        if not words.strip():
            return cleaned
        start, end = cleaned.get("start"), cleaned.get("end")
        if start is None or end is None or self.text[start:end] != words:
            self._find(words, cleaned)
        if not cleaned.get("label"):
            self.add_error("label", _now("Choose a label."))
        return cleaned

    @property
    def asks(self) -> bool:
        """Whether words were typed to find a fact, and what fits them has not been shown yet."""
        return bool(self._typed("q")) and self._typed("q") != self._typed("q_shown")

    def _typed(self, name: str) -> str:
        typed = self.data.get(self.add_prefix(name), "") if self.is_bound else ""
        return " ".join(typed.split())[:LONGEST_SEARCH]

    def _taken(self) -> dict[int, str]:
        """The facts that come with a relation to these words."""
        if not self.is_bound:
            return {}
        before = self.add_prefix("fact_")
        numbers = [name.removeprefix(before) for name in self.data if name.startswith(before)]
        return candidates.facts_numbered(numbers)

    def _find(self, words: str, cleaned: dict[str, Any]) -> None:
        found = find_quotation(self.text, words)
        places = whole_words(self.text, found) or found
        if not places:
            self.add_error("words", _now("These words are not in the text."))
            return
        here = cleaned.get("start")
        here = self.place if here is None else here
        cleaned["start"], cleaned["end"] = min(places, key=lambda one: abs(one[0] - here))

    def edited_span(self) -> EditedSpan | None:
        """The span; None where its words were emptied."""
        said = self.cleaned_data
        if not (said.get("words") or "").strip():
            return None
        facts = {(number, said[f"fact_{number}"]) for number in self.known}
        return EditedSpan(
            start=said["start"],
            end=said["end"],
            exact=self.text[said["start"] : said["end"]],
            label=said["label"],
            attributed_to=said["attributed_to"],
            value=said["value"],
            unit=said["unit"],
            facts=frozenset((fact, relation) for fact, relation in facts if relation),
        )

    @property
    def fact_fields(self) -> list[forms.BoundField]:
        return [self[f"fact_{number}"] for number in self.known]


EditedSpanForms = forms.formset_factory(
    EditedSpanForm, extra=1, max_num=MOST_SPANS, absolute_max=MOST_SPANS
)


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=_("Question to the editors"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    """Whether to mark the words that `fingerprint` is of, with or without a word on it."""

    answer = forms.ChoiceField(choices=Comment.Answer.choices)
    fingerprint = forms.CharField()
    text = forms.CharField(required=False, max_length=LONGEST)


class DisputeForm(forms.Form):
    text = forms.CharField(
        label=_("What speaks against the decision"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
