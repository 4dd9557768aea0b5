"""What people fill in to follow, to offer help, to answer it, and to report. Validate and normalise; never write."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.enums.following import FlagKind, Gift, Reach
from community.models.help_offer import NAME_LENGTH, REPLY_LENGTH, WHAT_LENGTH, WHEN_LENGTH
from community.models.moderation import REASON_LENGTH, REPORT_LENGTH
from core.contact_fields import EmailField, NameField, PhoneField
from core.text_fields import LineField, TextField

NO_CONTACT = "none"


class OnceForm(forms.Form):
    """A form whose key makes that sending twice is sending once."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4().hex


class FollowForm(forms.Form):
    """To which address the news goes."""

    email = EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("U krijgt eerst een e-mail om te bevestigen. Wij gebruiken het adres alleen hiervoor."),
        missing=_("Vul uw e-mailadres in."),
    )


class LanguageForm(forms.Form):
    """In which language the digest comes."""

    language = forms.ChoiceField(label=_("Taal van de e-mail"), choices=settings.LANGUAGES)


class OfferForm(OnceForm):
    """What somebody offers, when, who they are, and how they may be reached after a yes."""

    gift = forms.ChoiceField(
        label=_("Wat voor hulp biedt u aan?"),
        choices=Gift,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat voor hulp u aanbiedt.")},
    )
    what = TextField(
        label=_("Wat wilt u doen, weten of geven?"),
        help_text=_("Geen geld. Schrijf hier geen adres of telefoonnummer: dat delen wij pas na een ja."),
        max_length=WHAT_LENGTH,
        rows=4,
        missing=_("Schrijf op wat u aanbiedt."),
    )
    available = LineField(
        label=_("Wanneer kunt u?"),
        help_text=_("Bijvoorbeeld: zaterdagochtend, of twee avonden in mei."),
        max_length=WHEN_LENGTH,
        missing=_("Schrijf op wanneer u kunt."),
    )
    name = NameField(
        label=_("Uw naam"),
        help_text=_("De initiatiefnemer leest uw naam. Een voornaam is genoeg."),
        max_length=NAME_LENGTH,
        missing=_("Vul uw naam in."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("U krijgt eerst een e-mail om te bevestigen."),
        missing=_("Vul uw e-mailadres in."),
    )
    reach = forms.ChoiceField(
        label=_("Zegt de initiatiefnemer ja? Hoe bent u dan te bereiken?"),
        help_text=_("Alleen wat u kiest, en pas na een ja, ziet de initiatiefnemer."),
        choices=Reach,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe u te bereiken bent.")},
    )
    phone = PhoneField(label=_("Uw telefoonnummer"), required=False)

    def __init__(self, *args: Any, with_email: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_email:
            del self.fields["email"]

    def clean(self) -> dict[str, Any]:
        """Who wants to be called leaves a number; one that nobody may use is not kept."""
        data = super().clean() or self.cleaned_data
        calls = data.get("reach") in {Reach.PHONE, Reach.BOTH}
        if calls and "phone" in data and not data["phone"]:
            self.add_error("phone", _("Vul uw telefoonnummer in, of kies “per e-mail”."))
        if not calls:
            data["phone"] = ""
        return data


class AcceptForm(forms.Form):
    """A yes: some words, and how the helper may reach the initiator."""

    reply = TextField(
        label=_("Uw antwoord aan de helper"),
        max_length=REPLY_LENGTH,
        rows=4,
        missing=_("Schrijf een paar woorden. De helper leest ze."),
    )
    shares = forms.ChoiceField(
        label=_("Hoe mag de helper u bereiken?"),
        choices=Reach,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe de helper u mag bereiken.")},
    )


class DeclineForm(forms.Form):
    """A no, in kind words."""

    reply = TextField(
        label=_("Wat wilt u tegen de helper zeggen?"),
        max_length=REPLY_LENGTH,
        rows=3,
        initial=_("Dank u wel voor uw aanbod. Op dit moment hebben wij genoeg hulp."),
        missing=_("Schrijf een paar woorden. De helper leest ze."),
    )


class ReportForm(OnceForm):
    """What is wrong; an address only for who wants an answer."""

    kind = forms.ChoiceField(
        label=_("Wat is er mis?"),
        choices=FlagKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat er mis is.")},
    )
    text = TextField(
        label=_("Leg het kort uit"),
        help_text=_("Alleen de gemeente leest dit."),
        max_length=REPORT_LENGTH,
        rows=4,
        missing=_("Leg kort uit wat er mis is."),
    )
    email = EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Alleen als u antwoord wilt."),
        missing="",
        required=False,
    )


class AppealForm(forms.Form):
    """Why somebody else has to look again."""

    word = TextField(
        label=_("Waarom moeten wij er opnieuw naar kijken?"),
        help_text=_("Dit kan één keer. Een andere collega leest het en beslist."),
        max_length=REASON_LENGTH,
        rows=4,
        missing=_("Schrijf op waarom wij er opnieuw naar moeten kijken."),
    )
