"""Gatherings of a programme: planning them, moving them, writing down what came of them."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Conflict, Refusal
from teams.actions.programme import lock
from teams.models import Attendance, Gathering, Programme
from teams.notices import programme as notices
from teams.records import GatheringFacts

FIELDS = ("kind", "starts_at", "minutes", "place", "agenda")
TOLD = ("starts_at", "minutes", "place")


@transaction.atomic
def plan_gathering(*, programme: Programme, facts: GatheringFacts, by: User, at: datetime) -> Gathering:
    """Plan a gathering and invite whoever takes part. Raises Refusal for a day outside the programme."""
    programme = lock(programme)
    _check(programme, facts)
    gathering = Gathering(programme=programme, **_values(facts), planned_by=by, planned_at=at, changed_at=at)
    gathering.save()
    audit.record(verb="programme.gathering_planned", subject=gathering, by=by, at=at, after=_recorded(gathering))
    if facts.starts_at > at:
        outbox.enqueue(*notices.gathering_planned(gathering), at=at)
    return gathering


@transaction.atomic
def change_gathering(*, gathering: Gathering, version: int, facts: GatheringFacts, by: User, at: datetime) -> Gathering:
    """Correct a gathering; whoever takes part hears of another time or place while it is still to come.

    Raises Conflict when somebody saved since, Refusal for a day outside the programme.
    """
    gathering = _locked(gathering, version)
    _check(gathering.programme, facts)
    before, told = _recorded(gathering), [getattr(gathering, name) for name in TOLD]
    for name, value in _values(facts).items():
        setattr(gathering, name, value)
    gathering.version += 1
    gathering.changed_at = at
    gathering.save()
    after = _recorded(gathering)
    audit.record(verb="programme.gathering_changed", subject=gathering, by=by, at=at, before=before, after=after)
    if told != [getattr(gathering, name) for name in TOLD] and gathering.starts_at > at:
        outbox.enqueue(*notices.gathering_changed(gathering), at=at)
    return gathering


@transaction.atomic
def write_outcome(
    *, gathering: Gathering, version: int, outcome: str, presences: Mapping[User, str], by: User, at: datetime
) -> Gathering:
    """Write down what came of a gathering and who was there; whoever is not in `presences` keeps what stands.

    Raises Refusal before it began, and Conflict when somebody saved since.
    """
    gathering = _locked(gathering, version)
    if gathering.starts_at > at:
        raise Refusal(_("Deze bijeenkomst is nog niet begonnen."), field="outcome")
    gathering.outcome = outcome.strip()
    gathering.version += 1
    gathering.save(update_fields=["outcome", "version"])
    for user, presence in presences.items():
        Attendance.objects.update_or_create(gathering=gathering, user=user, defaults={"presence": presence})
    after = {"present": sorted(user.pk for user, presence in presences.items() if presence == "present")}
    audit.record(verb="programme.gathering_told", subject=gathering, by=by, at=at, after=after)
    return gathering


@transaction.atomic
def cancel_gathering(*, gathering: Gathering, version: int, reason: str, by: User, at: datetime) -> Gathering:
    """Say that a gathering does not take place, and why; it goes out of everybody's calendar.

    Raises Refusal once it began or was cancelled, and Conflict when somebody saved since.
    """
    gathering = _locked(gathering, version)
    if gathering.starts_at <= at:
        raise Refusal(_("Deze bijeenkomst is al begonnen."), field="reason")
    gathering.cancelled_at, gathering.cancelled_reason = at, reason.strip()
    gathering.version += 1
    gathering.changed_at = at
    gathering.save()
    audit.record(verb="programme.gathering_cancelled", subject=gathering, by=by, at=at, after=_recorded(gathering))
    outbox.enqueue(*notices.gathering_cancelled(gathering), at=at)
    return gathering


def _locked(gathering: Gathering, version: int) -> Gathering:
    programme = lock(gathering.programme)
    gathering = Gathering.objects.get(pk=gathering.pk)
    gathering.programme = programme
    if gathering.version != version:
        theirs = {name: getattr(gathering, name) for name in (*FIELDS, "outcome", "version")}
        raise Conflict(_("Een collega heeft deze bijeenkomst intussen aangepast. Kijk wat er nu staat."), theirs)
    if gathering.is_cancelled:
        raise Refusal(_("Deze bijeenkomst is afgezegd."))
    return gathering


def _check(programme: Programme, facts: GatheringFacts) -> None:
    if not programme.starts_on <= localdate(facts.starts_at) <= programme.ends_on:
        period = {"first": date_format(programme.starts_on, "j F Y"), "last": date_format(programme.ends_on, "j F Y")}
        raise Refusal(_("Het programma loopt van %(first)s tot en met %(last)s.") % period, field="day")


def _values(facts: GatheringFacts) -> dict[str, object]:
    given = {name: getattr(facts, name) for name in FIELDS}
    return {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}


def _recorded(gathering: Gathering) -> dict[str, object]:
    return {
        "programme": gathering.programme_id,
        "kind": str(gathering.kind),
        "starts_at": gathering.starts_at.isoformat(),
        "minutes": gathering.minutes,
    }
