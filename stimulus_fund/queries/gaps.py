"""What an application still misses before it can be sent, and where it differs from the rules of the scheme.

A gap keeps it from being sent: without it there is no application (Awb 4:2), or nothing to judge. A difference does
not: everybody may ask, and the municipality answers with reasons. It is told beforehand, so that nobody is surprised.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core import amounts
from core.calendar import add_months
from stimulus_fund.budget import Budget, Line, costs
from stimulus_fund.enums import CoverageKind, RecipientKind, State
from stimulus_fund.models import Application, ApplicationFile, RequiredFile, Ruleset
from stimulus_fund.questions import COOPERATION_MISSING, FIELDS, GOAL_MISSING, GOAL_REASON_MISSING, OBLIGED, Gap, Part


def gaps(
    application: Application, rules: Ruleset | None, lines: Sequence[Line], files: Iterable[ApplicationFile]
) -> list[Gap]:
    """What is missing, in the order of the task list."""
    found = _obliged(application, Part.PLAN)
    found += _plan(application, rules)
    found += _budget(application, rules, lines)
    if not application.works_alone and not application.cooperation:
        found.append(Gap(Part.COOPERATION, "cooperation", COOPERATION_MISSING))
    found += _evidence(rules, Budget.of(lines).asked_cents, files)
    found += _obliged(application, Part.RECIPIENT)
    if application.recipient_kind == RecipientKind.ORGANISATION and not application.kvk_number:
        found.append(Gap(Part.RECIPIENT, "kvk_number", _("Vul het KvK-nummer van de organisatie in.")))
    return found


def _obliged(application: Application, part: Part) -> list[Gap]:
    return [
        Gap(part, name, OBLIGED[name]) for name in FIELDS[part] if name in OBLIGED and not getattr(application, name)
    ]


def _plan(application: Application, rules: Ruleset | None) -> list[Gap]:
    found = []
    if application.starts_on and application.ends_on and application.ends_on < application.starts_on:
        found.append(Gap(Part.PLAN, "ends_on", _("De laatste dag ligt niet voor de eerste.")))
    if rules and rules.needs_goal:
        if not application.goal_id:
            found.append(Gap(Part.PLAN, "goal", GOAL_MISSING))
        if not application.goal_reason:
            found.append(Gap(Part.PLAN, "goal_reason", GOAL_REASON_MISSING))
    return found


def _budget(application: Application, rules: Ruleset | None, lines: Sequence[Line]) -> list[Gap]:
    budget = Budget.of(lines)
    if not costs(lines):
        return [Gap(Part.BUDGET, "cost-0-name", _("Schrijf op wat uw plan kost."))]
    found = []
    if not budget.asked_cents:
        found.append(Gap(Part.BUDGET, CoverageKind.ASKED, _("Vul in hoeveel geld u vraagt.")))
    if budget.gap_cents:
        message = _("De kosten en de dekking zijn nog niet gelijk.")
        found.append(Gap(Part.BUDGET, CoverageKind.ASKED, message))
    return found


def required_files(rules: Ruleset | None, asked_cents: int) -> list[RequiredFile]:
    """The documents the rules ask for at this amount."""
    return [wanted for wanted in rules.required_files.all() if wanted.from_cents <= asked_cents] if rules else []


def _evidence(rules: Ruleset | None, asked_cents: int, files: Iterable[ApplicationFile]) -> list[Gap]:
    present = {file.required_id for file in files}
    return [
        Gap(Part.EVIDENCE, "uploads", _("Voeg dit document toe: %(name)s.") % {"name": wanted.name})
        for wanted in required_files(rules, asked_cents)
        if wanted.pk not in present
    ]


def differences(application: Application, rules: Ruleset, budget: Budget, today: date) -> list[str]:
    """Where the application does not fit the rules of the scheme, a sentence for each."""
    found = [*_money(rules, budget), *_period(application, rules, today), *_place(application, rules)]
    if rules.once_only and _others(application).exists():
        found.append(str(_("U kunt deze regeling één keer gebruiken. Voor dit initiatief is al eerder aangevraagd.")))
    return [str(line) for line in found]


def _money(rules: Ruleset, budget: Budget) -> list[str]:
    found = []
    if rules.ceiling_cents is not None and budget.asked_cents > rules.ceiling_cents:
        facts = {"asked": amounts.shown(budget.asked_cents), "most": amounts.shown(rules.ceiling_cents)}
        found.append(_("U vraagt %(asked)s. Deze regeling geeft ten hoogste %(most)s.") % facts)
    percent = rules.max_share_percent
    if percent and budget.total_cents and not amounts.is_within(budget.asked_cents, budget.total_cents, percent):
        found.append(_("U vraagt meer dan %(percent)s %% van het totaal.") % {"percent": percent})
    return found


def _period(application: Application, rules: Ruleset, today: date) -> list[str]:
    found = []
    if application.starts_on and application.starts_on < today:
        found.append(str(_("Uw plan begint voor vandaag. Vraag geld aan voordat u begint.")))
    if _lasts_too_long(application, rules):
        found.append(_("Uw plan duurt langer dan %(months)d maanden.") % {"months": rules.max_months})
    return found


def _lasts_too_long(application: Application, rules: Ruleset) -> bool:
    if not (application.starts_on and application.ends_on and rules.max_months):
        return False
    return application.ends_on > add_months(application.starts_on, rules.max_months)


def _place(application: Application, rules: Ruleset) -> list[str]:
    wijk = application.initiative.wijk
    if wijk and wijk in rules.excluded_wijken.all():
        return [_("Deze regeling is er niet voor %(wijk)s.") % {"wijk": wijk.name}]
    return []


def _others(application: Application) -> QuerySet[Application]:
    refused = [State.DRAFT, State.WITHDRAWN, State.REJECTED, State.UNHANDLED, State.REVOKED]
    others = Application.objects.filter(initiative=application.initiative_id, scheme=application.scheme_id)
    return others.exclude(pk=application.pk).exclude(state__in=refused)
