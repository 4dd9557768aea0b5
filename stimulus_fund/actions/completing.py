"""What the applicant does while the municipality decides: complete what was asked, or say that it is too late."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import outbox
from stimulus_fund import letters, lifecycle, notices
from stimulus_fund.actions.entering import lock
from stimulus_fund.actions.letters import send_letter
from stimulus_fund.actions.numbers import next_place
from stimulus_fund.actions.record import record
from stimulus_fund.actions.sending import NotWhole
from stimulus_fund.actions.term import happen
from stimulus_fund.budget import Budget
from stimulus_fund.clock import Happening
from stimulus_fund.enums import State
from stimulus_fund.models import Application
from stimulus_fund.queries.gaps import gaps
from stimulus_fund.queries.own import lines_of


@transaction.atomic
def complete(*, application: Application, by: User, at: datetime) -> Application:
    """Send what was asked for; the term runs on, and the place in the order of complete receipt is taken anew.

    Raises IllegalTransition, NotWhole, CompletedTooLate.
    """
    application = lock(application)
    lifecycle.require(application.state, State.SUBMITTED)
    lines = lines_of(application)
    if gaps(application, application.ruleset, lines, application.files.all()):
        raise NotWhole(_("Uw aanvraag is nog niet compleet."))
    happen(application, Happening.COMPLETED, at=at, by=by)
    application.state = State.SUBMITTED
    application.asked_cents = Budget.of(lines).asked_cents
    application.complete_at, application.complete_order = at, next_place(at)
    application.save(update_fields=["state", "asked_cents", "complete_at", "complete_order"])
    send_letter(application, letters.receipt(application, at), by=by, at=at)
    record(application, "application.completed", by=by, at=at, story="fund_completed")
    outbox.enqueue(*notices.completed(application), at=at)
    return application


@transaction.atomic
def give_notice(*, application: Application, text: str, by: User, at: datetime) -> Application:
    """Tell the municipality that it is too late: it has two weeks, then each day costs (Awb 4:17).

    Raises NotTooLate, NoSuchStop, TermEnded.
    """
    application = lock(application)
    happen(application, Happening.DEFAULT, at=at, by=by, text=text)
    record(application, "application.default", by=by, at=at, story="fund_default")
    outbox.enqueue(*notices.given_notice(application), at=at)
    return application
