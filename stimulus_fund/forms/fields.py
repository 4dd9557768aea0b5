"""Form fields of an application: bank account, postcode and KvK number, checked as the standards write them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.text_fields import LineField
from stimulus_fund import bank


class NumberField(LineField):
    """A number of the world outside; spaces, dots and dashes are ignored."""

    def __init__(self, *, read: Callable[[str], str], wrong: Any, **kwargs: Any) -> None:
        super().__init__(max_length=60, required=False, **kwargs)
        self.read, self.wrong = read, wrong

    def clean(self, value: Any) -> str:
        """The number as the standard writes it, "" when it was left empty."""
        text = super().clean(value)
        if not text:
            return ""
        try:
            return self.read(text)
        except ValueError:
            raise ValidationError(self.wrong, code="invalid") from None


class IbanField(NumberField):
    """An IBAN of any country, with its check digits."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
        wrong = _("Dit IBAN klopt niet. Kijk het na, bijvoorbeeld op uw bankpas: NL91 ABNA 0417 1643 00.")
        super().__init__(read=bank.read_iban, wrong=wrong, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """In groups of four, as it stands on a bank card."""
        return bank.shown_iban(value) if isinstance(value, str) and value.isalnum() else value


class PostcodeField(NumberField):
    """A Dutch postcode."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "postal-code"})
        wrong = _("Vul een postcode in zoals 8011 AB.")
        super().__init__(read=bank.read_postcode, wrong=wrong, widget=widget, **kwargs)


class KvkField(NumberField):
    """The eight digits of the chamber of commerce."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(read=bank.read_kvk, wrong=_("Een KvK-nummer heeft acht cijfers."), widget=widget, **kwargs)
