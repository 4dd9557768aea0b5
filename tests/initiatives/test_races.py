"""What happens when several people do it in the same moment, on a real PostgreSQL."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from city.actions.town import load_town
from core.refusal import Conflict
from initiatives.actions import creation
from initiatives.actions.conversation import write_as_initiator
from initiatives.actions.creation import open_case
from initiatives.actions.defaults import load_defaults
from initiatives.actions.ownership import take_up
from initiatives.enums import Origin
from initiatives.intake import Intake
from initiatives.models import Initiative, NumberSeries
from tests.factories import InitiativeFactory, MemberFactory, RoleGrantFactory, UserFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


def together(count: int, act: Callable[[int], Any]) -> list[Any]:
    """Run `act` so many times at once, each on its own connection; gives results and exceptions in order."""
    gate = Barrier(count)

    def one(number: int) -> Any:
        try:
            gate.wait(timeout=10)
            return act(number)
        except Exception as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


@pytest.fixture
def ready(transactional_db: None) -> None:
    load_town()
    load_defaults()


def open_one(_number: int) -> Initiative:
    return open_case(intake=Intake(title="Samen tuinieren"), origin=Origin.SPOTTED, initiator=None, by=None, at=AT)


def test_ten_at_once_get_ten_numbers_and_ten_addresses(ready: None) -> None:
    cases = together(10, open_one)
    assert sorted(case.number for case in cases) == [f"ZW-2026-{number:04d}" for number in range(1, 11)]
    assert len({case.slug for case in cases}) == 10


def test_without_the_lock_on_the_series_numbers_collide(ready: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the same race with a twin that reads before it locks."""
    NumberSeries.objects.create(year=2026)
    gate = Barrier(4)

    def unprotected_number(year: int) -> str:
        last = NumberSeries.objects.get(year=year).last + 1
        gate.wait(timeout=10)
        NumberSeries.objects.filter(year=year).update(last=last)
        return f"ZW-{year}-{last:04d}"

    monkeypatch.setattr(creation, "_next_number", unprotected_number)
    results = together(4, open_one)
    assert sum(isinstance(result, IntegrityError) for result in results) == 3


def test_two_guides_take_up_one_case_and_one_of_them_hears_it(ready: None) -> None:
    case = InitiativeFactory()
    guides = [UserFactory(), UserFactory()]
    for guide in guides:
        RoleGrantFactory(user=guide)
    results = together(
        2,
        lambda number: take_up(
            initiative=case, owner=guides[number], by=guides[number], at=AT, seen=case.changed_at, tell=False
        ),
    )
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "Initiative"]
    winner = next(result for result in results if not isinstance(result, Conflict))
    assert Initiative.objects.get().owner == winner.owner


def test_a_message_sent_five_times_at_once_is_one_message(ready: None) -> None:
    case, person = InitiativeFactory(owned=True), UserFactory()
    MemberFactory(initiative=case, user=person)
    results = together(5, lambda _number: write_once(case, person))
    assert {message.pk for message in results} == {case.messages.get().pk}


def write_once(case: Initiative, person: User) -> Any:
    return write_as_initiator(initiative=case, text="Hallo", by=person, at=AT, idempotency_key="once")


def test_the_order_of_locks_holds_when_both_sides_write(ready: None) -> None:
    case, person = InitiativeFactory(owned=True), UserFactory()
    MemberFactory(initiative=case, user=person)

    def write(number: int) -> Any:
        with transaction.atomic():
            return write_as_initiator(initiative=case, text=f"Bericht {number}", by=person, at=AT)

    assert all(not isinstance(result, Exception) for result in together(8, write))
    assert case.messages.count() == 8
