"""A form field for an amount in euros, as a Dutch reader types it; its value is whole cents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core import amounts

NO_AMOUNT = _("Schrijf een bedrag in euro’s, bijvoorbeeld 1.250,50.")
TOO_LITTLE = _("Vul een bedrag in van ten minste € %(least)s.")
TOO_MUCH = _("Vul een bedrag in van hoogstens € %(most)s.")


class EuroField(forms.CharField):
    """An amount in euros; `cleaned_data` holds cents (int), None when it was left empty."""

    def __init__(self, *, least: int = 0, most: int = amounts.MOST_CENTS, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        options.setdefault("max_length", 24)
        super().__init__(**options)
        self.least, self.most = least, most

    def clean(self, value: Any) -> int | None:
        """The cents of what was typed; a sentence at the field when it is no amount or out of bounds."""
        text = super().clean(value)
        if not text:
            return None
        try:
            cents = amounts.parse(text)
        except amounts.NotAnAmount:
            raise forms.ValidationError(NO_AMOUNT, code="invalid") from None
        if cents < self.least:
            raise forms.ValidationError(TOO_LITTLE, code="min_value", params={"least": amounts.written(self.least)})
        if cents > self.most:
            raise forms.ValidationError(TOO_MUCH, code="max_value", params={"most": amounts.written(self.most)})
        return cents

    def prepare_value(self, value: Any) -> Any:
        """Cents from a row as a reader types them; what somebody typed stays as it is."""
        return amounts.written(value) if isinstance(value, int) else value
