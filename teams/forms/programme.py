"""Forms of programmes: what they are, who takes part, and their gatherings."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.inputs import DayInput, TimeInput
from initiatives.models import Initiative
from teams.enums import GatheringKind, ProgrammeKind, Turnout
from teams.forms.team import ColleagueField
from teams.models import Gathering, Programme
from teams.models.gathering import OUTCOME_LENGTH, PLACE_LENGTH
from teams.models.programme import NAME_LENGTH, REASON_LENGTH, TEXT_LENGTH
from teams.queries.people import colleagues
from teams.queries.programme_pages import runners
from teams.records import GatheringFacts, ProgrammeFacts


class ProgrammeForm(forms.Form):
    """What a programme is; `version` is the one on the screen."""

    name = forms.CharField(label=_("Hoe heet het programma?"), max_length=NAME_LENGTH)
    kind = forms.ChoiceField(label=_("Wat voor programma is het?"), choices=ProgrammeKind)
    starts_on = forms.DateField(label=_("Eerste dag"), widget=DayInput)
    ends_on = forms.DateField(label=_("Laatste dag"), widget=DayInput)
    owner = ColleagueField(User.objects.none(), label=_("Wie leidt het?"), empty_label=_("Kies een collega"))
    goals = forms.CharField(
        label=_("Wat willen wij leren?"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    introduction = forms.CharField(
        label=_("Wat mag iedereen over het programma lezen?"),
        help_text=_("Staat op de website als u dat hieronder aanzet. Noem geen collega's bij naam."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    is_public = forms.BooleanField(label=_("Zet het programma op de website"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = runners()  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, programme: Programme) -> dict[str, Any]:
        """A programme as the form shows it."""
        names = ("name", "kind", "starts_on", "ends_on", "goals", "introduction", "is_public", "version")
        return {name: getattr(programme, name) for name in names} | {"owner": programme.owner_id}

    def facts(self) -> ProgrammeFacts:
        """What a valid form says."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return ProgrammeFacts(**data)


class MemberForm(forms.Form):
    """Which colleague takes part."""

    user = ColleagueField(User.objects.none(), label=_("Welke collega doet mee?"), empty_label=_("Kies een collega"))

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = programme.members.inside().values("user")
        self.fields["user"].queryset = colleagues().exclude(pk__in=inside)  # type: ignore[attr-defined]


class PartForm(forms.Form):
    """Which initiative takes part, by its number; of the cases that whoever types it may read."""

    initiative = forms.ModelChoiceField(
        Initiative.objects.none(),
        to_field_name="number",
        label=_("Nummer van het initiatief"),
        help_text=_("Bijvoorbeeld ZW-2026-0147. De initiatiefnemer krijgt een e-mail."),
        widget=forms.TextInput,
        error_messages={"invalid_choice": _("Dit nummer kennen wij niet.")},
    )

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["initiative"].queryset = cases  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """Why somebody, or an initiative, stops."""

    reason = forms.CharField(label=_("Waarom stopt het?"), max_length=REASON_LENGTH)


class GatheringForm(forms.Form):
    """When participants come together, how long, where, and what for; `version` is the one on the screen."""

    kind = forms.ChoiceField(label=_("Wat voor bijeenkomst is het?"), choices=GatheringKind)
    day = forms.DateField(label=_("Op welke dag?"), widget=DayInput)
    begins = forms.TimeField(label=_("Van"), widget=TimeInput)
    ends = forms.TimeField(label=_("Tot"), widget=TimeInput)
    place = forms.CharField(label=_("Waar?"), max_length=PLACE_LENGTH)
    agenda = forms.CharField(
        label=_("Wat staat er op de agenda?"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def initial_of(cls, gathering: Gathering) -> dict[str, Any]:
        """A gathering as the form shows it."""
        begins, ends = localtime(gathering.starts_at), localtime(gathering.ends_at)
        names = ("kind", "place", "agenda", "version")
        moments = {"day": begins.date(), "begins": begins.time(), "ends": ends.time()}
        return {name: getattr(gathering, name) for name in names} | moments

    def clean(self) -> dict[str, Any]:
        """A gathering ends on the day it began, at least a quarter later."""
        data = super().clean() or self.cleaned_data
        begins, ends = data.get("begins"), data.get("ends")
        if begins and ends and _minutes(ends) - _minutes(begins) < 15:
            self.add_error("ends", _("Een bijeenkomst duurt ten minste 15 minuten, en eindigt op dezelfde dag."))
        return data

    def facts(self) -> GatheringFacts:
        """What a valid form says."""
        data = self.cleaned_data
        return GatheringFacts(
            kind=data["kind"],
            starts_at=make_aware(datetime.combine(data["day"], data["begins"])),
            minutes=_minutes(data["ends"]) - _minutes(data["begins"]),
            place=data["place"],
            agenda=data["agenda"],
        )


class CancelGatheringForm(forms.Form):
    """Why a gathering does not take place; `version` is the one on the screen."""

    reason = forms.CharField(
        label=_("Waarom gaat de bijeenkomst niet door?"),
        help_text=_("De deelnemers lezen dit in een e-mail."),
        max_length=REASON_LENGTH,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class OutcomeForm(forms.Form):
    """What came of a gathering, and who was there; `version` is the one on the screen."""

    outcome = forms.CharField(
        label=_("Wat kwam eruit?"),
        help_text=_("De deelnemers lezen dit."),
        max_length=OUTCOME_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Sequence[User], known: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for person in people:
            self.fields[_field_of(person)] = forms.ChoiceField(
                label=str(person),
                choices=[("", _("nog niet ingevuld")), *Turnout.choices],
                initial=known.get(person.pk, ""),
                required=False,
            )

    def presence_fields(self) -> list[forms.BoundField]:
        """A field for each participant."""
        return [self[_field_of(person)] for person in self.people]

    def presences(self) -> dict[User, str]:
        """Who was there, of those of whom it is known."""
        given = {person: self.cleaned_data[_field_of(person)] for person in self.people}
        return {person: presence for person, presence in given.items() if presence}


def _field_of(person: User) -> str:
    return f"presence_{person.pk}"


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
