"""Reads of schemes and the rules that hold."""

from datetime import date

from initiatives.models import Initiative
from stimulus_fund.enums import BudgetUnit
from stimulus_fund.models import Pot, Ruleset, Scheme


def scheme_scopes() -> list[tuple[str, str]]:
    """(scope, name) of the schemes a role can be limited to (settings.SCOPES)."""
    return [(scheme.scope, scheme.name) for scheme in Scheme.objects.order_by("order", "name")]


def ruleset_on(scheme: Scheme, day: date) -> Ruleset | None:
    """The rules of a scheme that hold on a day; None when none were approved by then."""
    return scheme.rulesets.on(day).first()


def pot_for(rules: Ruleset, initiative: Initiative, day: date) -> Pot | None:
    """The pot an initiative falls under in the year of a day; None when there is none, or no wijk to tell which."""
    pots = rules.scheme.pots.filter(year=day.year)
    if rules.budget_unit == BudgetUnit.CITY:
        return pots.filter(wijk=None, stadsdeel=None).first()
    if initiative.wijk is None:
        return None
    if rules.budget_unit == BudgetUnit.WIJK:
        return pots.filter(wijk=initiative.wijk).first()
    return pots.filter(stadsdeel=initiative.wijk.stadsdeel_id).first()


def rules_on(day: date) -> list[Ruleset]:
    """The rules that hold on a day, one of each scheme, in the order of the schemes. One query."""
    latest: dict[int, Ruleset] = {}
    for rules in Ruleset.objects.on(day).select_related("scheme"):
        latest.setdefault(rules.scheme_id, rules)
    return sorted(latest.values(), key=lambda rules: (rules.scheme.order, rules.scheme.name))


def open_schemes(day: date) -> list[Scheme]:
    """The schemes that take applications on a day."""
    return [rules.scheme for rules in rules_on(day) if rules.is_open(day)]
