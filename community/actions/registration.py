"""Registering for an event, with an account or with a mailbox that was proven by a code, and cancelling that."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.code import WrongCode, redeem_code
from accounts.enums import CodePurpose
from accounts.models import User
from community.actions import seats
from community.actions.event_facts import Visitor
from community.enums.agenda import RegistrationState
from community.models import Event, Registration
from community.models.registration import new_key
from community.notices import agenda as notices
from core import audit, outbox
from core.refusal import Refusal


class NotOpen(Refusal):
    """The event takes no registrations now."""


@transaction.atomic
def register(*, event: Event, visitor: Visitor, at: datetime, key: str = "") -> Registration:
    """Give a seat, or a place on the waiting list, and mail which.

    Who is registered already stays as they are: the one that stands is returned. Raises NotOpen, and Refusal for a
    group that never fits.
    """
    event = seats.lock(event)
    standing = event.registrations.active().filter(email=visitor.email).first()
    if standing is not None:
        return standing
    require_open(event, at)
    seats.require_room(event, visitor.people)
    registration = _write(event, visitor, key=key, at=at)
    moved = {each.pk: each for each in seats.fill(event, at=at)}
    seated = moved.pop(registration.pk, None)
    messages = notices.seated([seated], from_list=False) if seated else notices.waiting(registration)
    outbox.enqueue(*messages, *notices.seated(moved.values(), from_list=True), at=at)
    return seated or registration


def register_with_code(*, event: Event, visitor: Visitor, key: str, code: str, at: datetime) -> Registration:
    """As `register`, for whoever proves a mailbox with the code that was mailed under `key`.

    Sending twice gives the same registration. A refusal leaves the code as good as it was; a wrong code counts as a
    try. Raises WrongCode, NotOpen, Refusal.
    """
    refused: WrongCode | None = None
    with transaction.atomic():
        try:
            email = redeem_code(purpose=CodePurpose.EVENT, key=key, code=code, at=at)
        except WrongCode as wrong:
            refused = wrong
        else:
            if email == visitor.email:
                return register(event=event, visitor=visitor, key=key, at=at)
            refused = WrongCode(gone=True)
        made = Registration.objects.filter(event=event, key=key).first()
    if made is None:
        raise refused
    return made


@transaction.atomic
def withdraw(*, registration: Registration, by: User | None, at: datetime) -> Registration:
    """Cancel a registration; who waits moves up. Once cancelled, doing it again changes nothing.

    `by` is the organiser who did it, None when it was the visitor. Raises Refusal once the event began.
    """
    event = seats.lock(registration.event)
    registration = Registration.objects.select_for_update().get(pk=registration.pk)
    registration.event = event
    if registration.is_cancelled:
        return registration
    if event.starts_at <= at:
        raise Refusal(_("Deze bijeenkomst is al begonnen. Afmelden kan niet meer."))
    seats.release(registration, event, at=at)
    after = {"number": registration.number, "people": registration.people}
    audit.record(verb="event.withdrawn", subject=event, by=by, at=at, after=after)
    moved = seats.fill(event, at=at)
    messages = notices.withdrawn(registration, by_organiser=by is not None)
    outbox.enqueue(*messages, *notices.seated(moved, from_list=True), at=at)
    return registration


@transaction.atomic
def adjust(*, registration: Registration, people: int, access_needs: str, at: datetime) -> Registration:
    """Come with more or fewer people, or need something else; the visitor's own doing. The waiting list moves.

    Raises Refusal once the event began or was cancelled, once they cancelled, and for more seats than are free.
    """
    event = seats.lock(registration.event)
    registration = Registration.objects.select_for_update().get(pk=registration.pk)
    registration.event = event
    if registration.is_cancelled or event.is_cancelled or event.starts_at <= at:
        raise Refusal(_("Deze aanmelding kunt u niet meer wijzigen."))
    before = registration.people
    seats.resize(registration, event, people)
    registration.access_needs = access_needs
    registration.save(update_fields=["people", "access_needs"])
    if people == before:
        return registration
    after = {"number": registration.number, "people": people}
    audit.record(
        verb="event.adjusted", subject=event, by=registration.user, at=at, before={"people": before}, after=after
    )
    moved = seats.fill(event, at=at)
    registration.refresh_from_db(fields=["state", "seated_at"])
    messages = [] if registration in moved else notices.adjusted(registration)
    outbox.enqueue(*messages, *notices.seated(moved, from_list=True), at=at)
    return registration


def require_open(event: Event, at: datetime) -> None:
    """Raise NotOpen when nobody can register at this moment, with the reason."""
    if event.is_open(at):
        return
    if event.is_cancelled:
        raise NotOpen(_("Deze bijeenkomst gaat niet door."))
    if not event.takes_registrations:
        raise NotOpen(_("Voor deze bijeenkomst hoeft u zich niet aan te melden."))
    raise NotOpen(_("Aanmelden kan niet meer."))


def _write(event: Event, visitor: Visitor, *, key: str, at: datetime) -> Registration:
    event.last_number += 1
    event.save(update_fields=["last_number"])
    registration = event.registrations.create(
        number=event.last_number,
        key=key or new_key(),
        user=visitor.user,
        name=visitor.name,
        email=visitor.email,
        language=visitor.language,
        people=visitor.people,
        access_needs=visitor.access_needs,
        state=RegistrationState.WAITING,
        registered_at=at,
    )
    after = {"number": registration.number, "people": registration.people}
    audit.record(verb="event.registered", subject=event, by=visitor.user, at=at, after=after)
    return registration
