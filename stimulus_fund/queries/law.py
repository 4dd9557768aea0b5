"""The law as the fund works with it: its dated numbers, and the legal holidays of the town's calendar."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils import timezone

from city.enums import HolidayKind
from city.models import Holiday
from core.calendar import Stretch, local_day
from stimulus_fund.law import Law, Number, Rule, spare_outage
from stimulus_fund.models import LegalNumber, Outage

NUMBERS = Path(__file__).resolve().parent.parent / "data" / "law.toml"


@cache
def numbers() -> tuple[Number, ...]:
    """Every number with the day it holds from and its article."""
    rows = tomllib.loads(NUMBERS.read_text(encoding="utf-8"))["number"]
    return tuple(Number(**row) for row in rows)


def law() -> Law:
    """The numbers, the days of Algemene termijnenwet art. 3 with those equated by decree, outages. Three queries."""
    legal = Holiday.objects.filter(kind=HolidayKind.LEGAL)
    added = tuple(row.number for row in LegalNumber.objects.order_by("pk"))
    return Law(
        numbers=(*numbers(), *added),
        closed=dict(legal.values_list("day", "name")),
        outages=tuple(days_of(outage) for outage in Outage.objects.order_by("began_at", "pk")),
    )


def days_of(outage: Outage) -> Stretch:
    """The days on which the portal was out of order for a while; one that goes on runs to today."""
    return Stretch(local_day(outage.began_at), local_day(outage.ended_at or timezone.now()))


@dataclass(frozen=True)
class Consequence:
    """An outage as everyone reads it; `until` is the last day for whoever had to send something on its last day."""

    outage: Outage
    until: date


def outages() -> list[Consequence]:
    """Every outage, the latest first, with what follows from it."""
    numbers_now = law()
    rows = Outage.objects.order_by("-began_at", "-pk")
    return [Consequence(one, spare_outage(days_of(one).last, numbers_now)[0]) for one in rows]


def all_numbers() -> list[Number]:
    """Every number with the day it holds from: by rule, the latest first."""
    return sorted(
        law().numbers, key=lambda number: (list(Rule).index(Rule(number.rule)), -number.valid_from.toordinal())
    )
