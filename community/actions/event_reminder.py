"""The reminder of the day before, once for each registration with a seat."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from community.enums.agenda import EventState
from community.models import Registration
from community.notices import agenda as notices
from core import outbox

JUST_TOLD = timedelta(hours=24)  # who got a seat since then has the mail about that at hand


def remind_of_events(*, at: datetime) -> int:
    """Mail who has a seat the day before, or later when the job was late, never after the beginning; returns how many.

    Running it again reminds nobody twice.
    """
    tomorrow = localdate(at) + timedelta(days=1)
    due = Registration.objects.seated().filter(
        event__state=EventState.PUBLISHED,
        event__starts_at__gt=at,
        event__starts_at__lt=at + timedelta(days=3),
        reminded_at=None,
        seated_at__lte=at - JUST_TOLD,
    )
    found = due.order_by("event", "number").values_list("pk", "event__starts_at")
    return sum(_remind(pk, at=at) for pk, starts_at in found if localdate(starts_at) <= tomorrow)


@transaction.atomic
def _remind(pk: int, *, at: datetime) -> int:
    registration = (
        Registration.objects.seated()
        .select_for_update(of=("self",))
        .select_related("event__kind")
        .filter(pk=pk, reminded_at=None, event__state=EventState.PUBLISHED, event__starts_at__gt=at)
        .first()
    )
    if registration is None:
        return 0
    registration.reminded_at = at
    registration.save(update_fields=["reminded_at"])
    outbox.enqueue(*notices.reminder(registration), at=at)
    return 1
