"""How often something may be done. Counted in the database: all processes and parallel requests count together.

Reading writes nothing in the database, so what is only read (`count_reading`) is counted in the memory of this process.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import caches
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


@dataclass(frozen=True)
class Room:
    """How much may still be read: `left` of `times`, anew in `seconds` seconds; `is_over` when this was too much."""

    times: int
    left: int
    seconds: int
    is_over: bool


def count_reading(bucket: str, who: str, *, cost: int, times: int, seconds: int, at: datetime) -> Room:
    """Count something that is read and weighs `cost`, at most `times` in each window of `seconds`.

    The windows are those of the clock (each whole minute), so that the answer can say when it may be done anew.
    """
    window, passed = divmod(int(at.timestamp()), seconds)
    person = salted_hmac(f"limits.{bucket}", f"{window} {who}", algorithm="sha256").hexdigest()
    counts = caches["counts"]
    counts.add(person, 0, seconds)
    try:
        taken = counts.incr(person, cost)
    except ValueError:  # pushed out in between
        taken = cost
    return Room(times, max(0, times - taken), seconds - passed, taken > times)
