"""Send an application, once and whole, or take it back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Refusal
from initiatives.actions import case
from initiatives.enums import Audience
from stimulus_fund import lifecycle, notices
from stimulus_fund.actions.application import lock, require_open
from stimulus_fund.budget import Budget
from stimulus_fund.enums import LetterKind, State
from stimulus_fund.models import Application, ApplicationSeries, Delivery
from stimulus_fund.queries.gaps import gaps
from stimulus_fund.queries.law import law
from stimulus_fund.queries.own import lines_of
from stimulus_fund.queries.schemes import pot_for, ruleset_on
from stimulus_fund.queries.term import decide_by

PLACES_A_YEAR = 1_000_000  # a later year comes after all places of an earlier one


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
    application.number, application.complete_order = _next_numbers(day.year)
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
    _record(application, "application.submitted", by=by, at=at)
    outbox.enqueue(*notices.receipt(application), *notices.submitted(application), at=at)
    return application


@transaction.atomic
def withdraw(*, application: Application, by: User, at: datetime) -> Application:
    """Take a sent application back before it is decided. Raises IllegalTransition."""
    application = Application.objects.select_for_update().get(pk=application.pk)
    lifecycle.require(application.state, State.WITHDRAWN)
    application.state, application.closed_at = State.WITHDRAWN, at
    application.save(update_fields=["state", "closed_at"])
    _record(application, "application.withdrawn", by=by, at=at)
    outbox.enqueue(*notices.withdrawn(application, by=by), at=at)
    return application


def _record(application: Application, verb: str, *, by: User, at: datetime) -> None:
    after = {"number": application.number, "scheme": application.scheme.slug, "asked_cents": application.asked_cents}
    audit.record(verb=verb, subject=application, by=by, at=at, after=after)
    event = f"fund_{verb.rpartition('.')[2]}"
    scheme = application.scheme.name
    case.story(application.initiative, event=event, audience=Audience.INITIATOR, at=at, by=by, name=scheme)


def _next_numbers(year: int) -> tuple[str, int]:
    """The next number of the year, and the next place in the order of complete receipt."""
    try:
        with transaction.atomic():
            ApplicationSeries.objects.get_or_create(year=year)
    except IntegrityError:  # another process began the year in the same moment
        pass
    series = ApplicationSeries.objects.select_for_update().get(year=year)
    series.last += 1
    series.last_complete += 1
    series.save(update_fields=["last", "last_complete"])
    return f"ZF-{year}-{series.last:04d}", year * PLACES_A_YEAR + series.last_complete
