"""Fields about people."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.actions.name import MisleadingName, check_name, clean_name

TELEPHONE_SIGNS = re.compile(r"\(0\)|[\s()./\-‐‑–]")  # "+31 (0)38": the zero in brackets is not dialled
TELEPHONE = re.compile(r"\+?[0-9]{8,15}")


class NameField(forms.CharField):
    """Somebody's name; `staff` for a colleague, whose name an administrator answers for."""

    default_error_messages = {"required": _("Vul uw naam in.")}

    def __init__(self, *, staff: bool = False) -> None:
        self.staff = staff
        super().__init__(
            label=_("Naam") if staff else _("Uw naam"),
            max_length=100,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        )

    def to_python(self, value: str | None) -> str:
        """The name as it is kept."""
        return clean_name(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        """Refuse a name that misleads."""
        super().validate(value)
        try:
            check_name(value, staff=self.staff)
        except MisleadingName as refusal:
            raise ValidationError(str(refusal)) from refusal


class TelephoneField(forms.CharField):
    """A telephone number as people write it; spaces, dashes and brackets do not count."""

    default_error_messages = {"invalid": _("Vul een telefoonnummer in met 8 tot 15 cijfers.")}

    def __init__(self) -> None:
        super().__init__(
            label=_("Uw telefoonnummer"),
            max_length=30,
            required=False,
            widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        )

    def to_python(self, value: str | None) -> str:
        """The number without the signs between the digits."""
        return TELEPHONE_SIGNS.sub("", super().to_python(value) or "")

    def validate(self, value: str) -> None:
        """Refuse what no telephone can dial."""
        super().validate(value)
        if value and not TELEPHONE.fullmatch(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
