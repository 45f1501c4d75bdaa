"""What is posted about people: an invitation, a role, who takes over."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from newsroom.accounts.naming import PersonField
from newsroom.models import User


class RoleForm(forms.Form):
    """One of the roles that whoever asks may give."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, roles: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]


class InvitationForm(RoleForm):
    """Where mail is set up the address is asked for, and the name may be left to the invited."""

    name = forms.CharField(label=_("Name"), max_length=150)
    mail = forms.EmailField(label=_("E-mail"), max_length=254)

    field_order = ("mail", "name", "role")

    def __init__(self, *args: Any, by_mail: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].required = not by_mail
        for name in ("name", "mail"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        if by_mail:
            self.fields["name"].label = _("Name, if you like")
        else:
            del self.fields["mail"]


class LeavingForm(forms.Form):
    heir = PersonField(
        User.objects.none(),
        required=False,
        to_field_name="username",
        label=_("Open work goes to"),
        empty_label=_("nobody: it stays where it is"),
    )

    def __init__(self, *args: Any, heirs: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["heir"].queryset = heirs  # type: ignore[attr-defined]
