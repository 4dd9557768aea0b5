"""What an administrator fills in about colleagues."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.forms.fields import NameField
from accounts.forms.login import AddressField
from core import roles


class ColleagueForm(forms.Form):
    """A new account for a colleague."""

    display_name = NameField(staff=True)
    email = AddressField()
    language = forms.ChoiceField(label=_("Taal van de e-mails"), choices=settings.LANGUAGES, initial="nl")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mailadres")
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["display_name"].widget.attrs["autocomplete"] = "off"


class GrantForm(forms.Form):
    """A role for somebody."""

    reason = forms.CharField(label=_("Waarom?"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(
            label=_("Rol"),
            choices=[(role, f"{label}: {Role(role).description}") for role, label in Role.grantable()],
            widget=forms.RadioSelect,
        )
        places = [("", _("Overal")), *roles.scope_choices()]
        self.fields["scope"] = forms.ChoiceField(label=_("Waar geldt de rol?"), choices=places, required=False)
        self.order_fields(["role", "scope", "reason"])
