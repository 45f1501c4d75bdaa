"""What is posted about the layers of one text: due days, a successor, one more editor."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from newsroom.accounts.naming import PersonField
from newsroom.days.fields import DayField
from newsroom.models import User


class DueField(DayField):
    """A day to come, or none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, label=_("Due on"), **options)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day < timezone.localdate():
            raise forms.ValidationError(_now("That day has passed."))
        return day


class LayerForm(forms.Form):
    """One of the layers of a text, by its letter."""

    letter = forms.CharField(max_length=2)


class DueForm(LayerForm):
    due_on = DueField()


class SuccessorForm(LayerForm):
    editor = PersonField(
        User.objects.none(),
        to_field_name="username",
        empty_label=_("— choose —"),
        error_messages={
            "required": _("Choose an editor from the list."),
            "invalid_choice": _("Choose an editor from the list."),
        },
    )

    def __init__(self, *args: Any, editors: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["editor"].queryset = editors  # type: ignore[attr-defined]


class AddEditorForm(forms.Form):
    """One more editor for a text."""

    editor = PersonField(
        User.objects.none(),
        to_field_name="username",
        label=_("Editor"),
        empty_label=_("— choose —"),
    )
    due_on = DueField(help_text=_("May be left empty."))

    def __init__(self, *args: Any, editors: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["editor"].queryset = editors  # type: ignore[attr-defined]
