"""What is posted to a conversation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.discussion.threads import LONGEST
from annotations.models import Thread

KIND_NAMES = {
    Thread.Kind.COMMENT: _("Comment"),
    Thread.Kind.QUESTION: _("Question: the answer is awaited"),
    Thread.Kind.DISPUTE: _("Objection: a reviewer looks at the decision again"),
}


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=_("Your words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("@name tells somebody of it; while names are hidden, reviewers write @B."),
    )


class OpeningForm(ReplyForm):
    """The first words of a thread; `kinds` are those that its author may begin."""

    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect)
    field_order = ["kind", "text"]

    def __init__(self, kinds: list[str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["kind"]
        field.choices = [(kind, KIND_NAMES[Thread.Kind(kind)]) for kind in kinds]  # type: ignore[attr-defined]
        field.initial = kinds[0] if kinds else None
        if len(kinds) < 2:
            field.widget = forms.HiddenInput()
