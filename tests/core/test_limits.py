"""So often and no more, also over processes and parallel requests."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from core import limits
from core.models import Throttle

AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


def tries(count: int, who: str = "noor@example.nl", at: datetime = AT) -> list[bool]:
    return [limits.allow("test", who, times=3, seconds=60, at=at) for _ in range(count)]


@pytest.mark.django_db
def test_three_times_and_no_more():
    assert tries(5) == [True, True, True, False, False]


@pytest.mark.django_db
def test_a_new_window_counts_again():
    tries(5)
    assert tries(1, at=AT + timedelta(seconds=59)) == [False]
    assert tries(1, at=AT + timedelta(seconds=60)) == [True]


@pytest.mark.django_db
def test_others_are_counted_apart():
    tries(3)
    assert tries(1, "otto@example.nl") == [True]
    assert limits.allow("other", "noor@example.nl", times=3, seconds=60, at=AT)


@pytest.mark.django_db
def test_who_tried_cannot_be_read_from_the_table():
    tries(1)
    assert "noor" not in str(Throttle.objects.values().get())


@pytest.mark.django_db
def test_counts_are_forgotten_when_their_window_is_over():
    tries(1)
    assert limits.forget_ended(at=AT + timedelta(seconds=59)) == 0
    assert limits.forget_ended(at=AT + timedelta(seconds=60)) == 1


def unlocked_allow(who: str, times: int) -> bool:
    """The same count without a lock: what a plain read and write would do."""
    row, _made = Throttle.objects.get_or_create(bucket=who, defaults={"ends_at": AT})
    if row.taken >= times:
        return False
    Throttle.objects.filter(pk=row.pk).update(taken=row.taken + 1)
    return True


def at_once(call, count: int) -> int:
    """How many of so many parallel calls were allowed."""

    def one(_number: int) -> bool:
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return sum(pool.map(one, range(count)))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_forty_at_once_are_counted_one_by_one():
    assert at_once(lambda: limits.allow("test", "noor", times=3, seconds=60, at=AT), 40) == 3


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_some_of_many_rounds_let_too_many_in():
    """Negative control."""
    allowed = [at_once(lambda number=number: unlocked_allow(f"round {number}", 3), 40) for number in range(10)]
    assert max(allowed) > 3
