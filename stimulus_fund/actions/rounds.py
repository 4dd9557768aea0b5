"""Rounds: a meeting planned with an agenda, its minutes, and the ranking that follows when it is closed."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.refusal import IllegalTransition, Refusal
from stimulus_fund import ceiling, lifecycle
from stimulus_fund.actions.entering import lock
from stimulus_fund.actions.record import record
from stimulus_fund.enums import State
from stimulus_fund.models import Pot, Ranked, Round
from stimulus_fund.queries.rounds import on_table, scored
from stimulus_fund.ranking import rank


class RoundClosed(IllegalTransition):
    """The ranking stands: nothing of the round changes any more."""


def plan_round(*, pot: Pot, held_at: datetime, place: str, agenda: str, by: User, at: datetime) -> Round:
    """Plan a meeting on what is being judged in a pot. Raises Refusal while another round on it is open."""
    try:
        with transaction.atomic():
            made = Round.objects.create(pot=pot, held_at=held_at, place=place, agenda=agenda, made_by=by, made_at=at)
            audit.record(verb="round.planned", subject=made, by=by, at=at)
    except IntegrityError:
        raise Refusal(_("Voor deze pot loopt al een ronde."), field="pot") from None
    return made


@transaction.atomic
def write_minutes(*, round_: Round, minutes: str, by: User, at: datetime) -> Round:
    """Keep the minutes. Raises RoundClosed."""
    found = _lock(round_)
    found.minutes = minutes
    found.save(update_fields=["minutes"])
    audit.record(verb="round.minutes", subject=found, by=by, at=at)
    return found


@transaction.atomic
def close_round(*, round_: Round, by: User, at: datetime) -> Round:
    """Rank what was judged by at least two, for good; each of them then waits for its decision.

    Raises RoundClosed, and Refusal without minutes or while an application on the table has too few advices.
    """
    pot = ceiling.lock(round_.pot_id)
    found = _lock(round_)
    if not found.minutes:
        raise Refusal(_("Schrijf eerst het verslag."), field="minutes")
    rows = on_table(pot)
    if not rows:
        raise Refusal(_("Er ligt geen aanvraag op tafel."))
    unready = next((one for one in rows if not one.is_ready), None)
    if unready:
        number = {"number": unready.application.number}
        raise Refusal(_("Aanvraag %(number)s heeft nog geen twee ingeleverde beoordelingen.") % number)
    found.closed_by, found.closed_at, found.available_cents = by, at, pot.available_cents
    found.save(update_fields=["closed_by", "closed_at", "available_cents"])
    for one in rank(scored(rows), pot.available_cents):
        key, facts = one.scored.key, one.scored
        Ranked.objects.create(
            round=found,
            application_id=key,
            place=one.place,
            percentage=facts.percentage,
            cents=facts.cents,
            fits=one.fits,
        )
    for row in rows:
        application = lock(row.application)
        lifecycle.require(application.state, State.DECIDING)
        application.assessments.filter(handed_in_at=None).delete()
        application.state = State.DECIDING
        application.save(update_fields=["state"])
        record(application, "application.deciding", by=by, at=at)
    audit.record(verb="round.closed", subject=found, by=by, at=at, after={"applications": len(rows)})
    return found


def _lock(round_: Round) -> Round:
    found = Round.objects.select_for_update(of=["self"]).get(pk=round_.pk)
    if found.is_closed:
        raise RoundClosed(_("Deze ronde is afgesloten."))
    return found
