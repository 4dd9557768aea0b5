"""Remind of a last day before it comes and on the day after it passed: of decisions, reports, objections."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from core import audit, outbox
from core.calendar import ONE_DAY
from stimulus_fund import notices
from stimulus_fund.enums import DisputeState, State
from stimulus_fund.models import Application, Dispute

WEEK = timedelta(days=7)
REPORT_WARNING = timedelta(weeks=4)


def remind(*, at: datetime) -> int:
    """Mail who handles an application that is due within a week or late, once for each last day; returns how many."""
    today = localdate(at)
    due = Application.objects.undecided().exclude(state=State.INCOMPLETE).filter(decide_by__lte=today + WEEK)
    return sum(_remind(pk, at=at) for pk in due.order_by("pk").values_list("pk", flat=True))


def remind_of_reports(*, at: datetime) -> int:
    """Mail who received a grant when its report is due within four weeks, and the day after; returns how many."""
    due = Application.objects.filter(state=State.GRANTED, account_by__lte=localdate(at) + REPORT_WARNING)
    return sum(_remind_of_report(pk, at=at) for pk in due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind_of_report(pk: int, *, at: datetime) -> int:
    rows = Application.objects.select_for_update(of=["self"]).select_related("initiative", "scheme", "ruleset")
    application = rows.get(pk=pk)
    if application.state != State.GRANTED or application.account_by is None:
        return 0
    since = _since(application.account_by, REPORT_WARNING, localdate(at))
    if application.reminded_on and application.reminded_on >= since:
        return 0
    is_late = localdate(at) > application.account_by
    application.reminded_on = localdate(at)
    application.save(update_fields=["reminded_on"])
    audit.record(verb="report.reminded", subject=application, by=None, at=at, after={"late": is_late})
    outbox.enqueue(*notices.report_due(application, is_late=is_late), at=at)
    return 1


def remind_of_disputes(*, at: datetime) -> int:
    """Mail who handles an objection or complaint that is due within a week or late; returns how many."""
    due = Dispute.objects.filter(state=DisputeState.OPEN, decide_by__lte=localdate(at) + WEEK)
    return sum(_remind_of_dispute(pk, at=at) for pk in due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind_of_dispute(pk: int, *, at: datetime) -> int:
    rows = Dispute.objects.select_for_update(of=["self"])
    dispute = rows.select_related("application__initiative", "application__scheme", "decision", "handler").get(pk=pk)
    since = _since(dispute.decide_by, WEEK, localdate(at))
    if not dispute.is_open or (dispute.reminded_on and dispute.reminded_on >= since):
        return 0
    is_late = localdate(at) > dispute.decide_by
    dispute.reminded_on = localdate(at)
    dispute.save(update_fields=["reminded_on"])
    audit.record(verb="dispute.reminded", subject=dispute.application, by=None, at=at, after={"late": is_late})
    outbox.enqueue(*notices.dispute_due(dispute, is_late=is_late), at=at)
    return 1


def _since(last_day: date, warning: timedelta, today: date) -> date:
    """From which day on one reminder is enough: the warning before the last day, or the day after it."""
    return last_day + ONE_DAY if today > last_day else last_day - warning


@transaction.atomic
def _remind(pk: int, *, at: datetime) -> int:
    application = Application.objects.select_for_update(of=["self"]).select_related("initiative", "scheme").get(pk=pk)
    if not application.is_undecided or application.decide_by is None:
        return 0
    today, is_late = localdate(at), localdate(at) > application.decide_by
    since = _since(application.decide_by, WEEK, today)
    if application.reminded_on and application.reminded_on >= since:
        return 0
    application.reminded_on = today
    application.save(update_fields=["reminded_on"])
    audit.record(verb="application.reminded", subject=application, by=None, at=at, after={"late": is_late})
    outbox.enqueue(*notices.due(application, is_late=is_late), at=at)
    return 1
