"""Form fields for what people are called and reached by: a name, an e-mail address, a telephone number."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from core.text import clean_address, clean_line, holds_web_address
from core.text_fields import LineField, told

PHONE = re.compile(r"\+?[0-9]{8,15}")
PHONE_SIGNS = re.compile(r"[\s\-./()]")


class NameField(LineField):
    """One line that ends up in mails to others: a web address in it would become a link to elsewhere."""

    def validate(self, value: str) -> None:
        """Refuse a web address."""
        super().validate(value)
        if holds_web_address(value):
            raise ValidationError(_("Zet hier geen webadres neer."), code="web_address")


class EmailField(forms.EmailField):
    """An address as accounts keep it."""

    def __init__(self, *, missing: str | LazyText, **kwargs: Any) -> None:
        wrong = _("Vul een e-mailadres in zoals naam@voorbeeld.nl.")
        widget = forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"})
        super().__init__(error_messages=told(required=missing, invalid=wrong), widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        """The cleaned address."""
        return clean_address(clean_line(super().to_python(value) or ""))


class PhoneField(LineField):
    """A telephone number, Dutch or with a country code; spaces, dashes, dots and brackets are ignored."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"})
        super().__init__(widget=widget, max_length=40, **kwargs)

    def to_python(self, value: Any) -> str:
        """Digits alone, with a plus before a country code."""
        return PHONE_SIGNS.sub("", super().to_python(value))

    def validate(self, value: str) -> None:
        """Refuse what no telephone can dial."""
        super().validate(value)
        if value and not PHONE.fullmatch(value):
            raise ValidationError(_("Vul een telefoonnummer in met 8 tot 15 cijfers, zoals 038 498 2092."))
