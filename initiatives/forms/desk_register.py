"""What staff write down of a plan: for somebody at the desk, one they saw in the city, or at the initiator's wish."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Theme, Wijk
from initiatives.enums import HelpKind, Origin, PlaceKind, ShownName
from initiatives.forms.desk_fields import DeskForm, StepForm, TextField
from initiatives.intake import Intake
from initiatives.models import Initiative
from initiatives.models.initiative import ANSWER_LENGTH, TITLE_LENGTH
from initiatives.permissions import Permission
from initiatives.queries import versions


class PlanForm(DeskForm):
    """The plan; only the title is needed."""

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
        label=_("Wijk"), queryset=Wijk.objects.all(), required=False, help_text=_("Nodig bij een wijk of een adres.")
    )
    address = forms.CharField(label=_("Adres of plek"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """A place in a wijk names the wijk; what the kind of place makes pointless falls away."""
        given = super().clean() or {}
        kind = given.get("place_kind")
        if kind in {PlaceKind.WIJK, PlaceKind.ADDRESS} and not given.get("wijk") and "wijk" not in self.errors:
            self.add_error("wijk", _("Kies de wijk."))
        if kind == PlaceKind.CITY:
            given["wijk"] = None
        if kind != PlaceKind.ADDRESS:
            given["address"] = ""
        return given


class RegisterForm(PlanForm):
    """A plan that did not come through the portal, and how it did come."""

    origin = forms.ChoiceField(
        label=_("Hoe kwam het initiatief binnen?"),
        choices=[choice for choice in Origin.choices if choice[0] != Origin.PORTAL],
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(
        label=_("E-mailadres van de initiatiefnemer"),
        required=False,
        help_text=_("Deze persoon krijgt een link om het initiatief over te nemen. Dat kan later ook nog."),
    )
    contact = TextField(
        label=_("Hoe is de initiatiefnemer nog meer te bereiken?"),
        max_length=ANSWER_LENGTH,
        required=False,
        help_text=_("Bijvoorbeeld een naam en een telefoonnummer. Dit wordt een interne notitie."),
    )
    field_order = ["origin"]

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        scopes = user.scopes(Permission.REGISTER)
        self.everywhere = "" in scopes
        if not self.everywhere:
            codes = [scope.removeprefix("wijk:") for scope in scopes]
            self.fields["wijk"].queryset = Wijk.objects.filter(code__in=codes)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Who has the word for some wijken enters only there."""
        given = super().clean()
        if given.get("place_kind") == PlaceKind.CITY and not self.everywhere:
            self.add_error("place_kind", _("U voert alleen initiatieven in voor uw eigen wijk. Kies een wijk."))
        return given

    def intake(self) -> Intake:
        """The answers as the action takes them; nothing of it is public. Only after `is_valid`."""
        given = {name: self.cleaned_data[name] for name in PlanForm.base_fields}
        return Intake(
            **{**given, "help_kinds": frozenset(given["help_kinds"])}, shown_name=ShownName.NONE, may_be_public=False
        )


class PlanTextForm(StepForm, PlanForm):
    """The plan of a case, changed by staff; the version before it stays."""

    def prepare(self) -> None:
        """The plan as it stands."""
        now = self.standing(self.case)
        for name, value in now.items():
            self.fields[name].initial = value

    @staticmethod
    def standing(case: Initiative) -> dict[str, Any]:
        """The answers of a case as the form gives them."""
        plain = {name: getattr(case, name) for name in PlanForm.base_fields if name != "help_kinds"}
        return {**plain, "help_kinds": sorted(asked.kind for asked in case.help_asked.all())}

    def answers(self) -> dict[str, Any]:
        """Everything that was not asked stays as it is."""
        return {"intake": versions.intake_with(self.case, self.cleaned_data)}

    def differences(self, case: Initiative) -> list[tuple[str, str]]:
        """(question, what stands there now) where that is not what was typed here."""
        given = {**self.cleaned_data, "help_kinds": sorted(self.cleaned_data["help_kinds"])}
        return [
            (str(self.fields[name].label), _in_words(value))
            for name, value in self.standing(case).items()
            if given[name] != value
        ]


def _in_words(value: Any) -> str:
    """An answer as people read it."""
    if isinstance(value, list):
        return ", ".join(str(HelpKind(kind).label) for kind in value) or "-"
    return str(PlaceKind(value).label if value in PlaceKind.values else value or "-")
