"""The hours an initiative may cost and did cost."""

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
