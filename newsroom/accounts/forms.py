"""The forms of signing in and of one's own account."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _

from newsroom.accounts import profile
from newsroom.models import User


class SignInForm(AuthenticationForm):
    # One answer for a wrong name, a wrong password and a deactivated account: a stranger learns
    # nothing about who works here.
    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _(
            "That name and password do not go together. Capital letters count in both. "
            "If you have forgotten the password, an administrator can set a new one."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Name")
        self.fields["username"].widget.attrs["spellcheck"] = "false"


class SettingsForm(forms.ModelForm):
    class Meta:
        model = User
        fields = profile.SETTINGS
        widgets = {"theme": forms.RadioSelect}


class PasswordForm(PasswordChangeForm):
    def save(self, commit: bool = True) -> User:
        profile.change_password(self.user, self.cleaned_data["new_password1"], by=self.user)
        return self.user
