"""Remind colleagues of the last day to decide, a week before and on the day after it passed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from core import audit, outbox
from core.calendar import ONE_DAY
from stimulus_fund import notices
from stimulus_fund.enums import State
from stimulus_fund.models import Application

WEEK = timedelta(days=7)


def remind(*, at: datetime) -> int:
    """Mail who handles an application that is due within a week or late, once for each last day; returns how many."""
    today = localdate(at)
    due = Application.objects.undecided().exclude(state=State.INCOMPLETE).filter(decide_by__lte=today + WEEK)
    return sum(_remind(pk, at=at) for pk in due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, *, at: datetime) -> int:
    application = Application.objects.select_for_update(of=["self"]).select_related("initiative", "scheme").get(pk=pk)
    if not application.is_undecided or application.decide_by is None:
        return 0
    today, is_late = localdate(at), localdate(at) > application.decide_by
    since = application.decide_by + ONE_DAY if is_late else application.decide_by - WEEK
    if application.reminded_on and application.reminded_on >= since:
        return 0
    application.reminded_on = today
    application.save(update_fields=["reminded_on"])
    audit.record(verb="application.reminded", subject=application, by=None, at=at, after={"late": is_late})
    outbox.enqueue(*notices.due(application, is_late=is_late), at=at)
    return 1
