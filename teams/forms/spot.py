"""What a civil servant fills in about an initiative seen in the street: as little as possible."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Theme, Wijk
from core.files import FileRefused, Upload, check_upload
from core.text_fields import LineField, TextField
from initiatives.enums import PlaceKind, ShownName
from initiatives.intake import Intake
from initiatives.models import Attachment
from initiatives.models.initiative import ANSWER_LENGTH, TITLE_LENGTH
from initiatives.permissions import Permission
from teams import proof
from teams.actions.spot import Sighting

PHOTO_TYPES = "image/jpeg,image/png,image/webp,image/gif"
KEPT = ("title", "wijk", "address", "theme", "summary", "contact")
LONGEST_KEPT = 5_000


class PhotoField(forms.FileField):
    """One photo, checked and made anew; a telephone opens its camera."""

    def __init__(self, **words: Any) -> None:
        widget = forms.FileInput(attrs={"accept": PHOTO_TYPES, "capture": "environment"})
        super().__init__(widget=widget, required=False, **words)

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        """The photo, without what the camera wrote in it. Raises ValidationError that names the file."""
        if not data:
            return None
        try:
            upload = check_upload(data)
        except FileRefused as refusal:
            raise ValidationError(str(refusal.message)) from refusal
        if upload.kind != Attachment.Kind.PHOTO:
            raise ValidationError(_("“%(name)s” is geen foto.") % {"name": data.name})
        return upload


class SpotForm(forms.Form):
    """A photo or a few words, and where it is; the rest can wait."""

    photo = PhotoField(label=_("Foto"), help_text=_("Alleen collega's zien hem. De plek in de foto wissen wij."))
    title = LineField(
        label=_("Wat ziet u?"),
        help_text=_("Een paar woorden, bijvoorbeeld: ruilkast voor boeken."),
        max_length=TITLE_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "done"}),
    )
    wijk = forms.ModelChoiceField(
        Wijk.objects.none(),
        label=_("In welke wijk?"),
        to_field_name="code",
        empty_label=_("Kies een wijk"),
        error_messages={"required": _("Kies een wijk."), "invalid_choice": _("Kies een wijk uit de lijst.")},
    )
    address = LineField(label=_("Adres of plek"), max_length=200, required=False)
    theme = forms.ModelChoiceField(
        Theme.objects.all(), label=_("Thema"), to_field_name="slug", empty_label=_("Weet ik niet"), required=False
    )
    summary = TextField(label=_("Wat gebeurt er?"), max_length=ANSWER_LENGTH, required=False, rows=3)
    contact = TextField(
        label=_("Hoe is de initiatiefnemer te bereiken?"),
        help_text=_("Bijvoorbeeld een naam en een telefoonnummer. Dit wordt een interne notitie."),
        max_length=ANSWER_LENGTH,
        required=False,
        rows=2,
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    proof = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wijk"].queryset = wijken_of(user)  # type: ignore[attr-defined]

    @classmethod
    def opened(cls, user: User, *, key: UUID | None, typed: Mapping[str, str], wijk: str) -> "SpotForm":
        """The form as it opens: with the draft `key` and what was `typed` in it, else in the wijk of last time."""
        key = key or uuid4()
        first = {"wijk": wijk, **typed, "key": key, "proof": proof.proof_of(user.pk, key)}
        return cls(initial=first, user=user)

    @property
    def has_folded(self) -> bool:
        """True when something stands in what is folded away."""
        names = ("address", "theme", "summary", "contact")
        return any(self[name].value() or self[name].errors for name in names)

    def clean(self) -> dict[str, Any]:
        """Something must tell colleagues what it is: words or a photo."""
        given = super().clean() or {}
        if not given.get("title") and not given.get("photo") and not {"title", "photo"} & set(self.errors):
            self.add_error("title", _("Maak een foto, of schrijf in een paar woorden wat u ziet."))
        return given

    def sighting(self, today: date) -> Sighting:
        """What was seen; a photo without words is named after where and when. Only after `is_valid`."""
        given = self.cleaned_data
        named: str | LazyText = given["title"] or _("Gezien in %(wijk)s op %(day)s") % {
            "wijk": given["wijk"].name,
            "day": date_format(today, "j F Y"),
        }
        intake = Intake(
            title=str(named)[:TITLE_LENGTH],
            summary=given["summary"],
            theme=given["theme"],
            place_kind=PlaceKind.ADDRESS if given["address"] else PlaceKind.WIJK,
            wijk=given["wijk"],
            address=given["address"],
            shown_name=ShownName.NONE,
        )
        return Sighting(intake=intake, contact=given["contact"], photo=given["photo"])


class PlaceForm(forms.Form):
    """Where a telephone says that it is, in degrees."""

    latitude = forms.FloatField(min_value=-90, max_value=90)
    longitude = forms.FloatField(min_value=-180, max_value=180)


class OfferForm(forms.Form):
    """To whom the find is offered."""

    email = forms.EmailField(
        label=_("E-mailadres van de initiatiefnemer"),
        max_length=254,
        error_messages={
            "required": _("Vul het e-mailadres in."),
            "invalid": _("Vul een e-mailadres in zoals naam@voorbeeld.nl."),
        },
    )


def wijken_of(user: User) -> Any:
    """The wijken this person may enter initiatives for."""
    scopes = user.scopes(Permission.REGISTER)
    if "" in scopes:
        return Wijk.objects.order_by("name")
    return Wijk.objects.filter(code__in=[scope.removeprefix("wijk:") for scope in scopes]).order_by("name")


def typed(data: Mapping[str, str]) -> dict[str, str]:
    """What was typed so far, before any validation; not the photo."""
    return {name: data[name].replace("\x00", "")[:LONGEST_KEPT] for name in KEPT if data.get(name, "").strip()}


def key_of(data: Mapping[str, str]) -> UUID | None:
    """The key of the form that was sent; None when it is none."""
    try:
        return UUID(data.get("key", ""))
    except ValueError:
        return None
