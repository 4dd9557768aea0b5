"""Reads of schemes and the rules that hold."""

from datetime import date

from stimulus_fund.models import Ruleset, Scheme


def scheme_scopes() -> list[tuple[str, str]]:
    """(scope, name) of the schemes a role can be limited to (settings.SCOPES)."""
    return [(scheme.scope, scheme.name) for scheme in Scheme.objects.order_by("order", "name")]


def ruleset_on(scheme: Scheme, day: date) -> Ruleset | None:
    """The rules of a scheme that hold on a day; None when none were approved by then."""
    return scheme.rulesets.on(day).first()
