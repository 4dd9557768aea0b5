"""How often something may be done. Counted in the database: all processes and parallel requests count together."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from core.models import Throttle


def allow(bucket: str, who: str, *, times: int, seconds: int, at: datetime) -> bool:
    """True for the first `times` calls with this bucket and `who` in each window of `seconds`.

    `who` (an address of a mailbox or a machine) is kept as a keyed hash. Call it outside the transaction of the
    deed: what is rolled back must still count.
    """
    person = salted_hmac(f"limits.{bucket}", who, algorithm="sha256").hexdigest()
    window = timedelta(seconds=seconds)
    with transaction.atomic():
        Throttle.objects.get_or_create(bucket=person, defaults={"ends_at": at + window})
        row = Throttle.objects.select_for_update().get(bucket=person)
        if row.ends_at <= at:
            row.taken, row.ends_at = 0, at + window
        allowed = row.taken < times
        if allowed:
            row.taken += 1
            row.save(update_fields=["taken", "ends_at"])
    return allowed


def forget_ended(*, at: datetime) -> int:
    """Delete counts whose window is over; returns how many."""
    return Throttle.objects.filter(ends_at__lte=at).delete()[0]
