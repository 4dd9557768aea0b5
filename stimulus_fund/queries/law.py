"""The law as the fund works with it: its dated numbers, and the legal holidays of the town's calendar."""

import tomllib
from functools import cache
from pathlib import Path

from city.enums import HolidayKind
from city.models import Holiday
from stimulus_fund.law import Law, Number

NUMBERS = Path(__file__).resolve().parent.parent / "data" / "law.toml"


@cache
def numbers() -> tuple[Number, ...]:
    """Every number with the day it holds from and its article."""
    rows = tomllib.loads(NUMBERS.read_text(encoding="utf-8"))["number"]
    return tuple(Number(**row) for row in rows)


def law() -> Law:
    """The numbers, and the days of Algemene termijnenwet art. 3 with those equated by decree. One query."""
    legal = Holiday.objects.filter(kind=HolidayKind.LEGAL)
    return Law(numbers=numbers(), closed=dict(legal.values_list("day", "name")))
