"""What people fill in about themselves."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import NameField, TelephoneField
from accounts.forms.login import AddressField


class DetailsForm(forms.Form):
    """Name, telephone, language."""

    display_name = NameField()
    phone = TelephoneField()
    language = forms.ChoiceField(label=_("In welke taal schrijven wij u?"), choices=settings.LANGUAGES)


class NewAddressForm(forms.Form):
    """The address somebody wants to move to."""

    email = AddressField()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["email"].label = _("Uw nieuwe e-mailadres")
        self.fields["email"].help_text = _("Wij sturen een code naar dit adres.")
