"""The form with which staff enter an initiative for somebody, or one they saw in the city."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Theme, Wijk
from initiatives.enums import HelpKind, Origin, PlaceKind, ShownName
from initiatives.forms.desk_fields import DeskForm, TextField
from initiatives.intake import Intake
from initiatives.models.initiative import ANSWER_LENGTH, TITLE_LENGTH
from initiatives.permissions import Permission


class RegisterForm(DeskForm):
    """What is known so far; only the title and how it came in are needed."""

    origin = forms.ChoiceField(
        label=_("Hoe kwam het initiatief binnen?"),
        choices=[choice for choice in Origin.choices if choice[0] != Origin.PORTAL],
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=_("Hoe heet het initiatief?"), max_length=TITLE_LENGTH)
    summary = TextField(label=_("Wat is het plan?"), max_length=ANSWER_LENGTH, required=False)
    for_whom = TextField(label=_("Voor wie?"), max_length=ANSWER_LENGTH, required=False)
    with_whom = TextField(label=_("Met wie?"), max_length=ANSWER_LENGTH, required=False)
    planned_when = TextField(label=_("Wanneer?"), max_length=ANSWER_LENGTH, required=False)
    question = TextField(label=_("Wat is de vraag aan de gemeente?"), max_length=ANSWER_LENGTH, required=False)
    help_kinds = forms.MultipleChoiceField(
        label=_("Welke hulp is nodig?"), choices=HelpKind.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    organisation = forms.CharField(label=_("Groep of organisatie"), max_length=120, required=False)
    theme = forms.ModelChoiceField(label=_("Thema"), queryset=Theme.objects.all(), required=False)
    place_kind = forms.ChoiceField(
        label=_("Waar is het?"), choices=PlaceKind.choices, initial=PlaceKind.WIJK, widget=forms.RadioSelect
    )
    wijk = forms.ModelChoiceField(
        label=_("Wijk"), queryset=Wijk.objects.none(), required=False, help_text=_("Nodig bij een wijk of een adres.")
    )
    address = forms.CharField(label=_("Adres of plek"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("E-mailadres van de initiatiefnemer"),
        required=False,
        help_text=_("Deze persoon krijgt een link om het initiatief over te nemen. Dat kan later ook nog."),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        scopes = user.scopes(Permission.REGISTER)
        codes = [scope.removeprefix("wijk:") for scope in scopes]
        self.everywhere = "" in scopes
        wijken = Wijk.objects.all() if self.everywhere else Wijk.objects.filter(code__in=codes)
        self.fields["wijk"].queryset = wijken  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A place in a wijk names the wijk; who has the word for some wijken enters only there."""
        given = super().clean() or {}
        needs_wijk = given.get("place_kind") in {PlaceKind.WIJK, PlaceKind.ADDRESS}
        if needs_wijk and not given.get("wijk") and "wijk" not in self.errors:
            self.add_error("wijk", _("Kies de wijk."))
        if given.get("place_kind") == PlaceKind.CITY and not self.everywhere:
            self.add_error("place_kind", _("U voert alleen initiatieven in voor uw eigen wijk. Kies een wijk."))
        return given

    def intake(self) -> Intake:
        """The answers as the action takes them. Only after `is_valid`."""
        given = self.cleaned_data
        in_wijk = given["place_kind"] != PlaceKind.CITY
        return Intake(
            title=given["title"],
            summary=given["summary"],
            for_whom=given["for_whom"],
            with_whom=given["with_whom"],
            planned_when=given["planned_when"],
            question=given["question"],
            organisation=given["organisation"],
            help_kinds=frozenset(given["help_kinds"]),
            theme=given["theme"],
            place_kind=given["place_kind"],
            wijk=given["wijk"] if in_wijk else None,
            address=given["address"] if given["place_kind"] == PlaceKind.ADDRESS else "",
            shown_name=ShownName.NONE,
            may_be_public=False,
        )
