"""What everyone may know of the schemes: facts up front, what is left, where else to go."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from stimulus_fund.finder import Terms
from stimulus_fund.models import Pot, Ruleset, Scheme
from stimulus_fund.queries.schemes import rules_on

TOWN = Path(__file__).resolve().parent.parent / "data" / "zwolle.toml"


@dataclass(frozen=True)
class OtherFund:
    """Money in the city that is not the municipality's."""

    name: str
    about: str


@cache
def other_funds() -> tuple[OtherFund, ...]:
    """Where else people can go."""
    return tuple(OtherFund(**row) for row in tomllib.loads(TOWN.read_text(encoding="utf-8"))["other_fund"])


def terms_of(rules: Ruleset, day: date) -> Terms:
    """What the pot finder looks at."""
    return Terms(
        slug=rules.scheme.slug,
        name=rules.scheme.name,
        summary=rules.summary,
        scale=rules.scale,
        ceiling_cents=rules.ceiling_cents,
        max_share_percent=rules.max_share_percent,
        needs_goal=rules.needs_goal,
        is_open=rules.is_open(day),
    )


def all_terms(day: date) -> list[Terms]:
    """The schemes that hold on a day, as the pot finder looks at them. One query."""
    return [terms_of(rules, day) for rules in rules_on(day)]


def pots_of(scheme: Scheme, year: int) -> list[Pot]:
    """The pots of a scheme in a year, with their part of town."""
    return list(scheme.pots.filter(year=year).select_related("wijk", "stadsdeel"))
