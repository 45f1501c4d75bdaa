"""What reviewers write for the whole desk: the guidelines, and names that are the same."""

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.guidelines.publishing import LONGEST
from annotations.ui.fields import LineField
from newsroom.problems import Refused


class GuidelineForm(forms.Form):
    """A draft; `seen` is the number of the version that it began from."""

    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "true"}),
        help_text=_("Markdown: # for headings, - for lists, > for examples, **marked words**."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class AliasForm(forms.Form):
    name = LineField(label=_("Name"), max_length=300)
    canonical = LineField(label=_("Is the same as"), max_length=300)

    def blame(self, refusal: Refused) -> None:
        """Say at its field why the list refused what the form held."""
        for name, complaints in refusal.extra.get("fields", {None: [refusal.detail]}).items():
            for complaint in complaints:
                self.add_error(name, complaint)
