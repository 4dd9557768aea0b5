"""Forms for action points."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.inputs import DayInput
from teams.records import NewPoint

TEXT_LENGTH = 200
INITIATOR = "initiator"


def who_choices(people: Iterable[User]) -> list[tuple[str, object]]:
    """Who can have a point: the initiator's side, or a colleague by number."""
    return [("", _("Kies wie")), (INITIATOR, _("de initiatiefnemer")), *((str(user.pk), str(user)) for user in people)]


class PointForm(forms.Form):
    """What somebody will do, before when, and whether the initiator may read it."""

    text = forms.CharField(label=_("Wat gebeurt er?"), max_length=TEXT_LENGTH)
    who = forms.ChoiceField(label=_("Wie doet het?"))
    due_on = forms.DateField(label=_("Uiterlijk op"), widget=DayInput)
    shared = forms.BooleanField(label=_("Zichtbaar voor de initiatiefnemer"), required=False)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user in people}
        self.fields["who"].choices = who_choices(self.people.values())  # type: ignore[attr-defined]

    def point(self) -> NewPoint:
        """The point of a valid form."""
        data = self.cleaned_data
        return NewPoint(text=data["text"], due_on=data["due_on"], owner=self.people.get(data["who"]))


class DropForm(forms.Form):
    """Why the point `about` lapses."""

    about = 0

    reason = forms.CharField(label=_("Waarom vervalt het?"), max_length=TEXT_LENGTH)
