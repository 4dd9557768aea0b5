"""allauth's forms for the second factor, with our words, and codes that serve once."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.login import CodeField
from core import limits

REMEMBERED_SECONDS = 120


class AppCodeField(CodeField):
    """A code of an authenticator app, or a recovery code."""

    def __init__(self) -> None:
        super().__init__()
        self.label = _("Code uit uw app")
        self.help_text = _("6 cijfers. Een noodcode van 8 cijfers kan ook.")


def serves_once(form: mfa.BaseAuthenticateForm, code: str) -> str:
    """Refuse a code that this account used just now; a code stays right for a minute and a half."""
    if not limits.allow("totp.used", f"{form.user.pk} {code}", times=1, seconds=REMEMBERED_SECONDS, at=timezone.now()):
        raise get_adapter().validation_error("incorrect_code")
    return code


class AuthenticateForm(mfa.AuthenticateForm):
    """The second step of logging in."""

    code = AppCodeField()

    def clean_code(self) -> str:
        """A right code that was not used before."""
        return serves_once(self, super().clean_code())


class ReauthenticateForm(mfa.ReauthenticateForm):
    """Showing again that it is you."""

    code = AppCodeField()

    def clean_code(self) -> str:
        """A right code that was not used before."""
        return serves_once(self, super().clean_code())


class ActivateAppForm(totp.ActivateTOTPForm):
    """The first code of a new app."""

    code = CodeField()


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    """A new passkey; always one that can log in by itself."""

    name = forms.CharField(
        label=_("Naam"),
        help_text=_("Zodat u hem herkent, bijvoorbeeld: mijn telefoon."),
        max_length=60,
        required=False,
    )
    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)
