"""Planning a session: when, where, about what, and who is asked to come."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.inputs import DayInput, TimeInput
from teams.enums import Channel, SessionKind
from teams.hours import LONGEST, to_quarters
from teams.models import PlannedSession
from teams.models.planned import PLACE_LENGTH, REASON_LENGTH
from teams.models.session import QUESTION_LENGTH
from teams.records import Plan


class PlanForm(forms.Form):
    """A session to come; `sequence` is the change that was on the screen."""

    starts_on = forms.DateField(label=_("Welke dag?"), widget=DayInput)
    starts_time = forms.TimeField(label=_("Hoe laat?"), widget=TimeInput)
    minutes = forms.IntegerField(
        label=_("Hoe lang, in minuten?"),
        min_value=1,
        max_value=LONGEST,
        initial=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    kind = forms.ChoiceField(label=_("Soort gesprek"), choices=SessionKind, initial=SessionKind.ADVICE)
    channel = forms.ChoiceField(label=_("Hoe"), choices=Channel, initial=Channel.TABLE)
    place = forms.CharField(label=_("Waar?"), max_length=PLACE_LENGTH, required=False)
    about = forms.CharField(
        label=_("Waar gaat het over?"),
        help_text=_("Iedereen die u uitnodigt, leest dit."),
        max_length=QUESTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    invited = forms.MultipleChoiceField(
        label=_("Welke collega's nodigt u uit?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    with_initiator = forms.BooleanField(
        label=_("Nodig ook de initiatiefnemer uit"),
        help_text=_("Zonder vinkje weet de initiatiefnemer niets van dit gesprek."),
        required=False,
    )
    sequence = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user in people}
        choices = [(key, str(user)) for key, user in self.people.items()]
        self.fields["invited"].choices = choices  # type: ignore[attr-defined]

    def plan(self) -> Plan:
        """The plan of a valid form."""
        data = self.cleaned_data
        moment = datetime.combine(data["starts_on"], data["starts_time"])
        return Plan(
            starts_at=moment.replace(tzinfo=get_current_timezone()),
            minutes=to_quarters(data["minutes"]),
            about=data["about"],
            place=data["place"],
            kind=data["kind"],
            channel=data["channel"],
            with_initiator=data["with_initiator"],
            invited=[self.people[key] for key in data["invited"]],
        )

    @classmethod
    def initial_of(cls, planned: PlannedSession) -> dict[str, Any]:
        """The values of a planned session as the form shows them."""
        begins = localtime(planned.starts_at)
        kept = ("minutes", "kind", "channel", "place", "about", "with_initiator", "sequence")
        return {
            "starts_on": begins.date(),
            "starts_time": begins.time(),
            "invited": [str(user.pk) for user in planned.invited.all()],
            **{name: getattr(planned, name) for name in kept},
        }


class CancelForm(forms.Form):
    """Why a planned session does not take place."""

    reason = forms.CharField(
        label=_("Waarom gaat het niet door?"),
        help_text=_("Iedereen die was uitgenodigd, leest dit."),
        max_length=REASON_LENGTH,
    )
