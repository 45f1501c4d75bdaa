"""What is posted about links between spans and facts, read and checked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models import Fact, Source
from annotations.models.fact_link import Relation
from annotations.ui.fields import LineField
from newsroom.days.fields import DayField

LONGEST_NOTE = 2_000
LONGEST_STATEMENT = 2_000


# Of the fact towards the words, said in full: the other way round is the commonest mistake.
WHAT_IT_DOES = [
    (Relation.SUPPORTS.value, _("It supports them")),
    (Relation.CONTRADICTS.value, _("It contradicts them")),
    (Relation.CONTEXT.value, _("It gives context to them")),
]


class LinkForm(forms.Form):
    """Which fact, what it does to the words, and a note on why."""

    def __init__(self, *args: Any, **options: Any) -> None:
        # It stands on one page with the form of a new fact, whose fields have the same names.
        super().__init__(*args, **{"auto_id": "link_%s", **options})

    fact = forms.ModelChoiceField(
        queryset=Fact.objects.all(),
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Choose a fact first."),
            "invalid_choice": _("There is no such fact."),
        },
    )
    relation = forms.ChoiceField(
        label=_("What the fact does to these words"),
        choices=WHAT_IT_DOES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what the fact does to these words.")},
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class NewFactForm(forms.Form):
    """A fact recorded without leaving the text: what it says, one source, and the link to it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "new_fact_%s", **options})

    statement = forms.CharField(
        label=_("What the fact says"),
        max_length=LONGEST_STATEMENT,
        help_text=_("One sentence that can be checked, without the reporting around it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    title = LineField(
        label=_("Source"),
        max_length=Source._meta.get_field("title").max_length,
        help_text=_("The document, table or page where it can be read."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    url = forms.URLField(
        label=_("Address of the source"),
        required=False,
        max_length=Source._meta.get_field("url").max_length,
        assume_scheme="https",
    )
    as_of = DayField(
        label=_("As of"),
        required=False,
        help_text=_("The day as of which it is true."),
    )
    relation = LinkForm.base_fields["relation"]
    note = LinkForm.base_fields["note"]

    def source(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "url")}
