"""What officers fill in about requests on personal data."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import RequestKind
from accounts.forms.data import WishField
from accounts.forms.login import AddressField


class LetterForm(forms.Form):
    """A request that came by letter or at the desk, of somebody with an account."""

    email = AddressField()
    kind = forms.ChoiceField(label=_("Wat vraagt deze persoon?"), choices=RequestKind, widget=forms.RadioSelect)
    received_on = forms.DateField(
        label=_("Wanneer kwam het verzoek binnen?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    wish = WishField(_("Wat schreef deze persoon?"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["email"].label = _("E-mailadres van het account")

    def clean_received_on(self) -> date:
        """Not in the future."""
        day: date = self.cleaned_data["received_on"]
        if day > self.today:
            raise forms.ValidationError(_("Deze dag moet nog komen."))
        return day


class AnswerForm(forms.Form):
    """What the officer writes to the person."""

    answer = WishField(_("Wat schrijft u aan deze persoon?"), required=True)


class LooseAnswerForm(forms.Form):
    """The same, where nothing needs to be said."""

    answer = WishField(_("Wat schrijft u aan deze persoon?"), required=False)
