"""The profile a civil servant keeps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Department, Expertise, Wijk
from core.files import LARGEST_PHOTO, MEGABYTE
from core.inputs import DayInput
from teams.forms.team import ColleagueField
from teams.hours import in_hours
from teams.models import Profile
from teams.queries.people import colleagues
from teams.records import ProfileDetails

PHOTO_TYPES = "image/jpeg,image/png,image/webp,image/gif"


class ProfileForm(forms.Form):
    """Who somebody is, what they know, where they work, and when they are away."""

    job = forms.CharField(label=_("Functie"), max_length=80, required=False)
    department = forms.ModelChoiceField(
        Department.objects.all(), label=_("Afdeling"), empty_label=_("Kies een afdeling"), required=False
    )
    phone = forms.CharField(
        label=_("Telefoon"),
        help_text=_("Initiatiefnemers bellen u op dit nummer."),
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        required=False,
    )
    hours_a_week = forms.DecimalField(
        label=_("Uren per week voor initiatieven"),
        help_text=_("Bijvoorbeeld 4 of 2,5."),
        min_value=0,
        max_value=40,
        max_digits=4,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    expertise = forms.ModelMultipleChoiceField(
        Expertise.objects.all(), label=_("Waar weet u veel van?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    wijken = forms.ModelMultipleChoiceField(
        Wijk.objects.all(), label=_("In welke wijken werkt u?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    absent_from = forms.DateField(label=_("Afwezig vanaf"), widget=DayInput, required=False)
    absent_until = forms.DateField(label=_("Afwezig tot en met"), widget=DayInput, required=False)
    stand_in = ColleagueField(User.objects.none(), label=_("Wie vervangt u?"), empty_label=_("Niemand"), required=False)
    photo = forms.FileField(
        label=_("Foto"),
        help_text=_("Een JPEG, PNG, WebP of GIF tot %(size)s MB. Initiatiefnemers zien uw foto bij uw naam.")
        % {"size": LARGEST_PHOTO // MEGABYTE},
        widget=forms.FileInput(attrs={"accept": PHOTO_TYPES}),
        required=False,
    )
    remove_photo = forms.BooleanField(label=_("Haal mijn foto weg"), required=False)

    def __init__(self, *args: Any, user: User, profile: Profile | None, **kwargs: Any) -> None:
        kwargs["initial"] = self.initial_of(user, profile)
        super().__init__(*args, **kwargs)
        self.fields["stand_in"].queryset = colleagues().exclude(pk=user.pk)  # type: ignore[attr-defined]
        self.has_photo = bool(profile and profile.photo)
        if not self.has_photo:
            del self.fields["remove_photo"]

    @staticmethod
    def initial_of(user: User, profile: Profile | None) -> dict[str, Any]:
        """The profile as it stands."""
        if profile is None:
            return {"phone": user.phone, "hours_a_week": 0}
        plain = ("job", "department", "absent_from", "absent_until", "stand_in")
        return {
            **{name: getattr(profile, name) for name in plain},
            "hours_a_week": in_hours(int(profile.hours_a_week * 60)),
            "phone": user.phone,
            "expertise": list(profile.expertise.all()),
            "wijken": list(profile.wijken.all()),
        }

    def details(self) -> ProfileDetails:
        """The values of a valid form."""
        names = ProfileDetails.__dataclass_fields__
        return ProfileDetails(**{name: self.cleaned_data[name] for name in names})
