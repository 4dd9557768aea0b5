"""Forms of the agenda for everyone: finding an event, and registering for it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models.user import clean_email
from community.models.registration import MOST_PEOPLE, NAME_LENGTH, NEEDS_LENGTH
from core.text import holds_web_address
from core.text_fields import LineField, TextField

EARLIER = "eerder"


class AgendaFilter(forms.Form):
    """Which events to show; an unknown value is ignored, so that an old link still shows something."""

    soort = forms.ChoiceField(label=_("Soort"), required=False)
    wijk = forms.ChoiceField(label=_("Wijk"), required=False)

    def __init__(self, data: Any, *, kinds: list[tuple[str, str]], wijken: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["soort"].choices = [("", _("Alle soorten")), *kinds]  # type: ignore[attr-defined]
        self.fields["wijk"].choices = [("", _("Alle wijken")), *wijken]  # type: ignore[attr-defined]
        for name in self.fields:
            self.fields[name].required = False

    def chosen(self) -> dict[str, str]:
        """The filters that hold a value we know, by lookup."""
        self.is_valid()
        known = {"kind__slug": self.cleaned_data.get("soort"), "wijk__slug": self.cleaned_data.get("wijk")}
        self.errors.clear()
        return {lookup: value for lookup, value in known.items() if value}


class ComeForm(forms.Form):
    """With how many, and what is needed to take part; for who is logged in."""

    people = forms.TypedChoiceField(
        label=_("Met hoeveel mensen komt u, uzelf meegeteld?"),
        choices=[(number, str(number)) for number in range(1, MOST_PEOPLE + 1)],
        coerce=int,
        initial=1,
        error_messages={
            "required": _("Kies met hoeveel mensen u komt."),
            "invalid_choice": _("Kies 1 tot en met 6 mensen."),
        },
    )
    access_needs = TextField(
        label=_("Wat heeft u nodig om mee te kunnen doen?"),
        help_text=_(
            "Bijvoorbeeld een plek voor een rolstoel, een tolk of een dieet. Alleen de organisatie leest dit, en wij "
            "wissen het kort na de bijeenkomst."
        ),
        max_length=NEEDS_LENGTH,
        rows=3,
        required=False,
    )


class RegisterForm(ComeForm):
    """The same for who is not logged in: also who it is, and where to mail to."""

    name = LineField(
        label=_("Uw naam"),
        missing=_("Vul uw naam in."),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Wij sturen u een code om te zien dat het adres klopt. U krijgt geen account."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={
            "required": _("Vul uw e-mailadres in."),
            "invalid": _("Vul een e-mailadres in zoals naam@voorbeeld.nl."),
        },
    )
    field_order = ("name", "email", "people", "access_needs")

    def clean_name(self) -> str:
        """A name is in the mails we send: no address of a website in our voice."""
        name: str = self.cleaned_data["name"]
        if holds_web_address(name):
            raise ValidationError(_("Vul alleen uw naam in, geen adres van een website."))
        return name

    def clean_email(self) -> str:
        """The address as it is kept."""
        return clean_email(self.cleaned_data["email"])


class CodeForm(forms.Form):
    """The six digits that were mailed."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("6 cijfers"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Vul de code in.")},
    )

    def clean_code(self) -> str:
        """Only the digits, however they were spaced."""
        return "".join(sign for sign in self.cleaned_data["code"] if sign.isdigit())
