"""What the agenda holds of a person, how that is forgotten, and what is destroyed when its term is over."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions import seats
from community.enums.agenda import EventState, RegistrationState
from community.models import Event, EventReport, Registration
from community.notices import agenda as notices
from core import outbox
from core.models import OutgoingMail
from core.personal_data import Part, Section, section
from core.pseudonyms import Signs, signs
from initiatives.actions.erasure import cases_of, rewrite, signs_in

MOST_A_NIGHT = 5_000


def collect(user: User, *, internal: bool, at: datetime) -> Iterable[Section]:
    """The events somebody registered for."""
    names = ("event", "name", "email", "people", "access_needs", "state", "registered_at", "cancelled_at", "came")
    rows = registrations_of(user).select_related("event").order_by("pk")
    yield section(_("Aanmeldingen voor bijeenkomsten"), rows, *names)


def obstacles(user: User, on: date) -> Iterator[str]:
    """Nothing: an event goes on without who made it."""
    yield from ()


def stays(user: User, on: date) -> Iterator[str]:
    """Nothing with a name: how many people came stays."""
    yield from ()


def erase(*, user: User, by: User | None, at: datetime) -> None:
    """Give the seats of this person to who waits, delete their registrations, and take them out of what is told."""
    around = events_around(user)
    theirs = list(registrations_of(user).select_related("event").order_by("event", "pk"))
    for registration in theirs:
        _give_back(registration, at=at)
    for found in filter(None, [signs(name=user.display_name, email=user.email, phone=user.phone), *_of_cases(user)]):
        rewrite(Event.objects.filter(pk__in=around), found)
        rewrite(EventReport.objects.filter(event__in=around), found)
        rewrite(Registration.objects.filter(event__in=around).exclude(pk__in=[each.pk for each in theirs]), found)
        rewrite(OutgoingMail.objects.filter(kind__startswith=notices.KIND).exclude(text=""), found)
    outbox.forget(OutgoingMail.objects.filter(kind__startswith=notices.KIND, to=user.email))
    Registration.objects.filter(pk__in=[each.pk for each in theirs]).delete()


def needed(at: datetime) -> QuerySet:
    """A registration hangs on an address, not on the account."""
    return User.objects.none().values("pk")


def registrations_of(user: User) -> QuerySet[Registration]:
    """Registrations of the account, and those that were made with its address."""
    return Registration.objects.filter(Q(user=user) | Q(email=user.email))


def events_around(user: User) -> list[int]:
    """The events this person registered for, and those with an initiative of theirs."""
    registered = registrations_of(user).values_list("event", flat=True)
    linked = Event.objects.filter(initiatives__in=cases_of(user).order_by().values("pk")).values_list("pk", flat=True)
    return sorted({*registered, *linked})


def wipe_access_needs(rows: QuerySet[Registration], at: datetime) -> int:
    """Empty what people needed to take part. Returns how many rows."""
    chosen = list(rows.values_list("pk", flat=True)[:MOST_A_NIGHT])
    return Registration.objects.filter(pk__in=chosen).update(access_needs="")


def wipe_registrations(rows: QuerySet[Registration], at: datetime) -> int:
    """Delete who registered; how many seats were taken and how many people came stays. Returns how many rows."""
    chosen = list(rows.values_list("pk", flat=True)[:MOST_A_NIGHT])
    Registration.objects.filter(pk__in=chosen).delete()
    return len(chosen)


@transaction.atomic
def _give_back(registration: Registration, *, at: datetime) -> None:
    """Free the seat of an event that is still to come, without a mail to who is being forgotten."""
    event = seats.lock(registration.event)
    fresh = Registration.objects.select_for_update().get(pk=registration.pk)
    if fresh.state == RegistrationState.CANCELLED or event.starts_at <= at or event.state == EventState.CANCELLED:
        return
    seats.release(fresh, event, at=at)
    outbox.enqueue(*notices.seated(seats.fill(event, at=at), from_list=True), at=at)


def _of_cases(user: User) -> Iterator[Signs | None]:
    for case in cases_of(user):
        yield signs_in(case, user)


PERSONAL = Part(collect=collect, obstacles=obstacles, stays=stays, erase=erase, needed=needed)
