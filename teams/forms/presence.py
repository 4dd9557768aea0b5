"""Who were there: part of the form of a session, folded away."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from teams.enums import Seat
from teams.models import Session
from teams.models.attendee import NAME_LENGTH, ORGANISATION_LENGTH
from teams.records import Guest, Presence

ROWS = (1, 2)
GUEST = {"guest_name": _("Naam"), "guest_role": _("Rol, bijvoorbeeld buurvrouw")}
PARTNER = {"partner_organisation": _("Organisatie"), "partner_name": _("Naam (niet verplicht)")}
NAMES = tuple(f"{part}_{number}" for number in ROWS for part in (*GUEST, *PARTNER))
LONGEST = {"partner_organisation": ORGANISATION_LENGTH}


class PresenceForm(forms.Form):
    """Colleagues and people of the initiator's side to tick, and names of those who have no account."""

    def __init__(self, *args: Any, people: Iterable[User], side: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user in people}
        self.side = {str(user.pk): user for user in side}
        for prefix, users in (("here", self.people), ("there", self.side)):
            for key, user in users.items():
                self.fields[f"{prefix}_{key}"] = forms.BooleanField(label=str(user), required=False)
        for number in ROWS:
            for part, label in {**GUEST, **PARTNER}.items():
                longest = LONGEST.get(part, NAME_LENGTH)
                self.fields[f"{part}_{number}"] = forms.CharField(label=label, max_length=longest, required=False)

    @property
    def here_fields(self) -> list[forms.BoundField]:
        """The boxes of colleagues."""
        return [self[f"here_{key}"] for key in self.people]

    @property
    def there_fields(self) -> list[forms.BoundField]:
        """The boxes of the initiator's side."""
        return [self[f"there_{key}"] for key in self.side]

    @property
    def guest_rows(self) -> list[list[forms.BoundField]]:
        """The inputs of each person of the initiator's side without an account."""
        return [[self[f"{part}_{number}"] for part in GUEST] for number in ROWS]

    @property
    def partner_rows(self) -> list[list[forms.BoundField]]:
        """The inputs of each partner."""
        return [[self[f"{part}_{number}"] for part in PARTNER] for number in ROWS]

    def clean(self) -> dict[str, Any]:
        """A name needs a role, a partner an organisation."""
        data = super().clean() or self.cleaned_data
        for number in ROWS:
            pairs = (("guest_name", "guest_role", _("Zeg ook de rol, bijvoorbeeld “buurvrouw” of “penningmeester”.")),)
            for given, needed, sentence in (
                *pairs,
                ("guest_role", "guest_name", _("Vul de naam in, of maak de rol leeg.")),
                ("partner_name", "partner_organisation", _("Vul de organisatie in.")),
            ):
                if data.get(f"{given}_{number}") and not data.get(f"{needed}_{number}"):
                    self.add_error(f"{needed}_{number}", sentence)
        return data

    def presence(self) -> Presence:
        """Who were there, of a valid form."""
        data = self.cleaned_data
        guests = [
            Guest(name=data[f"guest_name_{number}"], role=data[f"guest_role_{number}"])
            for number in ROWS
            if data[f"guest_name_{number}"]
        ]
        partners = [
            Guest(organisation=data[f"partner_organisation_{number}"], name=data[f"partner_name_{number}"])
            for number in ROWS
            if data[f"partner_organisation_{number}"]
        ]
        return Presence(
            colleagues=[user for key, user in self.people.items() if data[f"here_{key}"]],
            initiators=[user for key, user in self.side.items() if data[f"there_{key}"]],
            guests=[*guests, *partners],
        )


def presence_of(session: Session) -> dict[str, Any]:
    """Who were there, as the form shows them; needs the attendees at hand."""
    rows = list(session.attendees.all())
    known = {f"{'here' if row.seat == Seat.INSIDE else 'there'}_{row.user_id}": True for row in rows if row.user_id}
    guests = [row for row in rows if row.seat == Seat.INITIATOR and row.user_id is None]
    partners = [row for row in rows if row.seat == Seat.PARTNER]
    values: dict[str, Any] = dict(known)
    for number, row in zip(ROWS, guests, strict=False):
        values |= {f"guest_name_{number}": row.name, f"guest_role_{number}": row.role}
    for number, row in zip(ROWS, partners, strict=False):
        values |= {f"partner_organisation_{number}": row.organisation, f"partner_name_{number}": row.name}
    return values
