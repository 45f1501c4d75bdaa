"""What is posted about giving texts to editors."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from annotations.layers.assigning import able_editors
from annotations.layers.forms import DueField
from newsroom.models import User

MOST = 20


class AssignmentForm(forms.Form):
    """To whom, how many to each article, and until when."""

    editors = forms.ModelMultipleChoiceField(
        User.objects.none(),
        to_field_name="username",
        label=_("Editors"),
        error_messages={"required": _("Choose at least one editor.")},
    )
    per_article = forms.IntegerField(
        label=_("Editors for each article"),
        min_value=1,
        max_value=MOST,
        help_text=_("Whoever is on it already counts."),
    )
    due_on = DueField(help_text=_("May be left empty."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["editors"].queryset = able_editors()  # type: ignore[attr-defined]
        self.fields["per_article"].initial = min(settings.LAYERS_NEEDED, MOST)
