"""Rules of schemes at the desk: what holds, what is being written, and where the two differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts.models import User
from core import amounts
from stimulus_fund.enums import RulesetState
from stimulus_fund.models import Pot, Ruleset, Scheme
from stimulus_fund.permissions import Permission

RULES = (
    *("valid_from", "summary", "for_whom", "conditions", "not_paid", "contact", "scale", "ceiling_cents"),
    *("max_share_percent", "counts_municipal_costs", "max_months", "once_only", "needs_goal", "excluded_places"),
    *("budget_unit", "unit_budget_cents", "opens_on", "closes_on", "division", "decision_weeks", "follows_terms_act"),
    *("decider", "mandate", "legal_basis", "source"),
)


@dataclass(frozen=True)
class Difference:
    """One thing that changes, as people read it; "" where nothing stands."""

    name: str
    before: str
    after: str


def schemes_of(user: User) -> QuerySet[Scheme]:
    """The schemes whose rules this person may write."""
    return Scheme.objects.worked_by(user, Permission.EDIT_SCHEMES).order_by("order", "name")


def being_written(scheme: Scheme) -> Ruleset | None:
    """The draft of a scheme, or what waits for approval."""
    found = scheme.rulesets.exclude(state=RulesetState.APPROVED)
    return found.select_related("written_by", "scheme").first()


def approved_of(scheme: Scheme) -> QuerySet[Ruleset]:
    """Every approved version, the latest first."""
    return scheme.rulesets.approved().select_related("written_by", "approved_by")


def replaced_by(draft: Ruleset) -> Ruleset | None:
    """The approved rules a draft comes after."""
    return draft.scheme.rulesets.approved().filter(valid_from__lte=draft.valid_from).first()


def differences(draft: Ruleset) -> list[Difference]:
    """Where a draft differs from the rules it comes after, fact by fact and row by row."""
    old = replaced_by(draft)
    if old is None:
        return []
    told = []
    for name in RULES:
        before, after = readable(old, name), readable(draft, name)
        if before != after:
            told.append(Difference(label(name), before, after))
    for title, lines in ROWS.items():
        before, after = "\n".join(lines(old)), "\n".join(lines(draft))
        if before != after:
            told.append(Difference(str(title), before, after))
    return told


def label(name: str) -> str:
    """What a fact of rules is called on screen."""
    field: Any = Ruleset._meta.get_field(name)
    return str(field.verbose_name)


def readable(rules: Ruleset, name: str) -> str:
    """A fact of rules as people read it."""
    value = getattr(rules, name)
    if value is None or value == "":
        return ""
    if name.endswith("_cents"):
        return amounts.shown(value)
    if isinstance(value, bool):
        return _("Ja") if value else _("Nee")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    shown = getattr(rules, f"get_{name}_display", None)
    return str(shown()) if shown else str(value)


def _criteria(rules: Ruleset) -> Iterable[str]:
    return (f"{one.name} ({one.weight}×) {one.explanation}".strip() for one in rules.criteria.all())


def _files(rules: Ruleset) -> Iterable[str]:
    return (f"{one.name} (≥ {amounts.shown(one.from_cents)})" for one in rules.required_files.all())


def _settling(rules: Ruleset) -> Iterable[str]:
    return (f"≥ {amounts.shown(one.from_cents)}: {one.get_form_display()}, {one.weeks}" for one in rules.settling.all())


def _texts(rules: Ruleset) -> Iterable[str]:
    return (f"{one.get_kind_display()}: {one.text}" for one in rules.letter_texts.all())


def _wijken(rules: Ruleset) -> Iterable[str]:
    return rules.excluded_wijken.order_by("name").values_list("name", flat=True)


ROWS = {
    lazy("Criteria"): _criteria,
    lazy("Verplichte bijlagen"): _files,
    lazy("Verantwoording"): _settling,
    lazy("Teksten in brieven"): _texts,
    lazy("Niet voor deze wijken"): _wijken,
}


def pots(scheme: Scheme, year: int) -> QuerySet[Pot]:
    """The pots of a scheme in a year and the next, with their part of town."""
    found = Pot.objects.filter(scheme=scheme, year__in=[year, year + 1])
    return found.select_related("scheme", "wijk", "stadsdeel").order_by("year", "wijk__name", "stadsdeel__name", "pk")
