"""Where the hours of colleagues went in a period: per department, per theme, per position."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from initiatives.enums import PositionKind
from teams.models import Overrun, SessionHours


@dataclass(frozen=True)
class Total:
    """Minutes under one name, the sessions they were given in, and the share of all minutes in whole percents."""

    name: str
    minutes: int
    sessions: int
    share: int


@dataclass(frozen=True)
class Totals:
    """The hours of a period, three ways; each way adds up to `minutes`."""

    minutes: int
    sessions: int
    overruns: int
    departments: Sequence[Total]
    themes: Sequence[Total]
    positions: Sequence[Total]


def totals_between(first: date, last: date) -> Totals:
    """Hours given in sessions held from `first` to `last`, both included. Five queries."""
    hours = SessionHours.objects.filter(session__held_on__range=(first, last)).order_by()
    whole = hours.aggregate(minutes=Sum("minutes"), sessions=Count("session", distinct=True))
    minutes = whole["minutes"] or 0
    initiative = "session__team__initiative"
    return Totals(
        minutes=minutes,
        sessions=whole["sessions"],
        overruns=Overrun.objects.filter(session__held_on__range=(first, last)).count(),
        departments=_grouped(hours, "user__profile__department__name", _("zonder afdeling"), minutes),
        themes=_grouped(hours, f"{initiative}__theme__name", _("zonder thema"), minutes),
        positions=_named(_grouped(hours, f"{initiative}__position_kind", "", minutes)),
    )


def _grouped(hours: QuerySet[SessionHours], by: str, nameless: str, whole: int) -> list[Total]:
    rows = hours.values_list(by).annotate(spent=Sum("minutes"), talks=Count("session", distinct=True))
    found = [
        Total(name or nameless, minutes=spent, sessions=talks, share=round(100 * spent / whole))
        for name, spent, talks in rows
    ]
    return sorted(found, key=lambda total: (-total.minutes, total.name))


def _named(totals: Iterable[Total]) -> list[Total]:
    return [
        Total(_position(total.name), minutes=total.minutes, sessions=total.sessions, share=total.share)
        for total in totals
    ]


def _position(kind: str) -> str:
    return str(PositionKind(kind).label) if kind else _("nog geen positie")
