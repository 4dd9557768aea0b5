"""The hours an initiative may cost and did cost."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Sum

from initiatives.enums import RoomKind
from initiatives.models import Initiative, Position
from teams.models import RoomTerm, SessionHours
from teams.room import Room


def room_of(initiative: Initiative, *, today: date) -> Room:
    """The room of an initiative: what its position reserved in hours, else what the setting gives. Three queries."""
    spent = SessionHours.objects.filter(session__team__initiative=initiative).aggregate(total=Sum("minutes"))["total"]
    return Room(reserved=reserved_minutes(initiative, today=today), spent=spent or 0)


def rooms_of(cases: Collection[Initiative], *, today: date) -> dict[int, Room]:
    """The room of each of these initiatives, by key; of one where nothing is reserved or spent there is none.

    Three queries, however many there are.
    """
    keys = [case.pk for case in cases]
    hours = SessionHours.objects.filter(session__team__initiative__in=keys).order_by()
    sums = hours.values_list("session__team__initiative").annotate(total=Sum("minutes"))
    spent: dict[int, int] = dict(sums)
    newest = {
        position.initiative_id: position for position in Position.objects.filter(initiative__in=keys).order_by("pk")
    }
    terms = {
        term.kind: term.hours * 60 for term in RoomTerm.objects.filter(valid_from__lte=today).order_by("valid_from")
    }
    return {
        key: Room(reserved=_reserved(newest[key], terms) if key in newest else None, spent=spent.get(key, 0))
        for key in keys
        if key in newest or key in spent
    }


def _reserved(position: Position, terms: Mapping[str, int]) -> int | None:
    if position.room_kind == RoomKind.HOURS and position.room_amount:
        return int(position.room_amount * 60)
    return terms.get(position.kind)


def reserved_minutes(initiative: Initiative, *, today: date) -> int | None:
    """Minutes the position reserves; None while there is no position, which is what reserves them."""
    position: Position | None = initiative.positions.order_by("-pk").first()
    if position is None:
        return None
    if position.room_kind == RoomKind.HOURS and position.room_amount:
        return int(position.room_amount * 60)
    return minutes_on(position.kind, today)


def minutes_on(kind: str, on: date) -> int | None:
    """What the setting gives a position on a day, in minutes; None when there is no setting."""
    term = RoomTerm.objects.filter(kind=kind, valid_from__lte=on).order_by("-valid_from").first()
    return term.hours * 60 if term else None
