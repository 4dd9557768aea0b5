"""Send an application, once and whole, or take it back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import outbox
from core.refusal import Refusal
from stimulus_fund import letters, lifecycle, notices
from stimulus_fund.actions.application import lock, require_open
from stimulus_fund.actions.entering import lock as lock_sent
from stimulus_fund.actions.letters import send_letter
from stimulus_fund.actions.numbers import next_number, next_place
from stimulus_fund.actions.record import record
from stimulus_fund.actions.term import happen
from stimulus_fund.budget import Budget
from stimulus_fund.clock import Happening
from stimulus_fund.enums import LetterKind, State
from stimulus_fund.models import Application, Delivery
from stimulus_fund.queries.gaps import gaps
from stimulus_fund.queries.law import law
from stimulus_fund.queries.own import lines_of
from stimulus_fund.queries.schemes import pot_for, ruleset_on
from stimulus_fund.queries.term import decide_by


class NotWhole(Refusal):
    """Something is missing without which it is no application (Awb 4:2)."""


@transaction.atomic
def send(*, application: Application, agreed: Iterable[LetterKind], by: User, at: datetime) -> Application:
    """Send a draft: it gets a number, the rules that hold now, and a last day for the decision.

    `agreed` are the kinds of letters the applicant expressly wants electronically (Awb 2:8). The order of receipt is
    a sequence, not a clock. Raises AlreadySent, NotOpen, NotWhole.
    """
    application = lock(application)
    require_open(application.scheme, at)
    lifecycle.require(application.state, State.SUBMITTED)
    day = localdate(at)
    rules = ruleset_on(application.scheme, day)
    lines = lines_of(application)
    missing = gaps(application, rules, lines, application.files.all())
    if missing or rules is None:
        raise NotWhole(_("Uw aanvraag is nog niet compleet."))
    application.number, application.complete_order = next_number(at), next_place(at)
    application.ruleset, application.pot = rules, pot_for(rules, application.initiative, day)
    application.state = State.SUBMITTED
    application.asked_cents = Budget.of(lines).asked_cents
    application.signed_by, application.received_at, application.complete_at = by, at, at
    application.decide_by = decide_by(rules, day, law())
    application.changed_at = at
    application.save()
    Delivery.objects.bulk_create(
        Delivery(application=application, kind=kind, agreed_by=by, agreed_at=at) for kind in sorted(set(agreed))
    )
    send_letter(application, letters.receipt(application, at), by=by, at=at)
    asked = application.asked_cents
    record(application, "application.submitted", by=by, at=at, story="fund_submitted", asked_cents=asked)
    outbox.enqueue(*notices.receipt(application), *notices.submitted(application), at=at)
    return application


@transaction.atomic
def withdraw(*, application: Application, by: User, at: datetime) -> Application:
    """Take a sent application back before it is decided. Raises IllegalTransition."""
    application = lock_sent(application)
    lifecycle.require(application.state, State.WITHDRAWN)
    happen(application, Happening.WITHDRAWN, at=at, by=by)
    application.state, application.closed_at = State.WITHDRAWN, at
    application.save(update_fields=["state", "closed_at"])
    record(application, "application.withdrawn", by=by, at=at, story="fund_withdrawn")
    outbox.enqueue(*notices.withdrawn(application, by=by), at=at)
    return application
