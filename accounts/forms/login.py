"""Fields for logging in: an address, a code."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models.user import clean_email

NOT_A_DIGIT = re.compile(r"[\s\-.]")


class AddressField(forms.EmailField):
    """An e-mail address, cleaned before it is judged: what is checked is what is kept and mailed to."""

    default_error_messages = {
        "required": _("Vul uw e-mailadres in."),
        "invalid": _("Vul een e-mailadres in zoals naam@voorbeeld.nl."),
    }

    def __init__(self) -> None:
        super().__init__(
            label=_("Uw e-mailadres"),
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}),
        )

    def to_python(self, value: str | None) -> str:
        """The address as it is kept."""
        return clean_email(super().to_python(value) or "")


class CodeField(forms.CharField):
    """Six digits as people copy them, spaces and dashes between them or not."""

    default_error_messages = {"required": _("Vul de code in.")}

    def __init__(self) -> None:
        super().__init__(
            label=_("Code"),
            help_text=_("6 cijfers"),
            max_length=20,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        )

    def to_python(self, value: str | None) -> str:
        """Only what counts."""
        return NOT_A_DIGIT.sub("", super().to_python(value) or "")


class AddressForm(forms.Form):
    """Where to mail the code."""

    email = AddressField()


class CodeForm(forms.Form):
    """The code that was mailed."""

    code = CodeField()
