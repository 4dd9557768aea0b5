"""Capacity and demand in words, lines of a table and a chart. Pure: an outlook in, what the page shows out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from initiatives.enums import PositionKind
from insight.capacity import NOT_YET, Outlook, Share, Week
from insight.charts import Bar, Chart, draw
from teams.hours import in_quarters


@dataclass(frozen=True)
class Line:
    """What the cases of one position cost, in hours; `each` is what one case gets."""

    name: str
    cases: int
    each: str
    reserved: str
    spent: str
    to_go: str
    needed: str


def position_name(kind: str) -> str:
    """The position as people read it."""
    return _("nog geen positie") if kind == NOT_YET else str(PositionKind(kind).label)


def lines(outlook: Outlook, room: dict[str, int]) -> Sequence[Line]:
    """One line per position; `room` is the minutes a case of it gets."""
    return [_line(share, room.get(share.kind, 0)) for share in outlook.shares]


def weeks_chart(outlook: Outlook) -> Chart:
    """A bar per week with the hours needed, and a mark at the hours there are."""
    return draw(
        [_week_bar(week) for week in outlook.weeks],
        key="weeks",
        title=_("Uren per week: nodig en beschikbaar"),
        description=_("Per week een balk met de uren die nodig zijn, en een streep bij de uren die er zijn. %(sum)s")
        % {"sum": in_words(outlook)},
        legend=[_("uren die nodig zijn")],
        mark_name=_("uren die er zijn"),
    )


def positions_chart(outlook: Outlook) -> Chart:
    """A bar per position with the hours it takes in the period."""
    shares = [share for share in outlook.shares if share.cases]
    return draw(
        [Bar(capfirst(position_name(share.kind)), _hours(share.needed), [share.needed]) for share in shares],
        key="positions",
        title=_("Uren die nodig zijn, per positie"),
        description=_("Per positie een balk met de uren die haar initiatieven in deze weken nodig hebben."),
    )


def in_words(outlook: Outlook) -> str:
    """The answer in a sentence."""
    facts = {"there": in_quarters(outlook.capacity), "needed": in_quarters(outlook.demand)}
    if outlook.left < 0:
        told = _("Er is %(there)s uur en er is %(needed)s uur nodig: %(rest)s uur te weinig.")
    else:
        told = _("Er is %(there)s uur en er is %(needed)s uur nodig: %(rest)s uur over.")
    return told % {**facts, "rest": in_quarters(abs(outlook.left))}


def _week_bar(week: Week) -> Bar:
    said = _("%(needed)s van %(there)s uur") % {"needed": in_quarters(week.demand), "there": in_quarters(week.capacity)}
    return Bar(date_format(week.begins, "j F"), said, [week.demand], mark=week.capacity)


def _line(share: Share, each: int) -> Line:
    return Line(
        name=position_name(share.kind),
        cases=share.cases,
        each=in_quarters(each),
        reserved=in_quarters(share.reserved),
        spent=in_quarters(share.spent),
        to_go=in_quarters(share.to_go),
        needed=in_quarters(share.needed),
    )


def _hours(minutes: int) -> str:
    return _("%(hours)s uur") % {"hours": in_quarters(minutes)}
