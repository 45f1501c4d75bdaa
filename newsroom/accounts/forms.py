"""The forms of signing in and of one's own account."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from newsroom.accounts import profile
from newsroom.models import User


class SignInForm(AuthenticationForm):
    # One answer for a wrong name, a wrong password and a deactivated account: a stranger learns
    # nothing about who works here.
    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _(
            "That name and password do not match. Both are case-sensitive. "
            "If you have forgotten the password, see below."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Name")
        self.fields["username"].widget.attrs["spellcheck"] = "false"
        if self.is_bound and self.data.get("username"):
            # The name is mostly right: the caret goes to where one goes on.
            del self.fields["username"].widget.attrs["autofocus"]
            self.fields["password"].widget.attrs["autofocus"] = True


class SettingsForm(forms.ModelForm):
    class Meta:
        model = User
        fields = profile.SETTINGS
        widgets = {
            "theme": forms.RadioSelect,
            "quiet_from": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "quiet_until": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        }

    def __init__(self, *args: Any, by_mail: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not by_mail:
            for name in profile.MAIL_SETTINGS:
                del self.fields[name]

    def clean_email(self) -> str:
        mail = self.cleaned_data["email"]
        if mail and User.objects.filter(email__iexact=mail).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_now("This address belongs to another account."))
        return mail

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        if data and data.get("digest", "never") != "never" and not data.get("email"):
            self.add_error("email", _now("Mail needs an address."))
        return data


class PasswordForm(PasswordChangeForm):
    def save(self, commit: bool = True) -> User:
        profile.change_password(self.user, self.cleaned_data["new_password1"], by=self.user)
        return self.user


class ForgottenForm(forms.Form):
    account = forms.CharField(
        label=_("Name or e-mail"),
        max_length=254,
        widget=forms.TextInput(
            attrs={"autofocus": True, "autocomplete": "username", "spellcheck": "false"}
        ),
    )


class ChosenPasswordForm(SetPasswordForm):
    """The password chosen by a link; `links.use_link` sets it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        first, again = self.fields["new_password1"], self.fields["new_password2"]
        first.label, again.label = _("Password"), _("The same again")
        first.help_text = _(
            "At least 8 characters; no common word, not your name, not only digits."
        )
        again.help_text = ""


class WelcomeForm(ChosenPasswordForm):
    """The first password of the invited, and what they are called."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    field_order = ("name", "new_password1", "new_password2")
