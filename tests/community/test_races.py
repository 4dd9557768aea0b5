"""Many visitors at once: an event with ten seats gives exactly ten, and one form that is sent often registers once.

On PostgreSQL, where locks mean something; what happens without the lock is the negative control.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import DatabaseError, connection

from accounts.actions.code import Client, send_code
from accounts.enums import CodePurpose
from accounts.models import User
from community.actions import registration as actions
from community.actions import seats
from community.actions.event import plan_event, publish_event
from community.actions.event_facts import EventFacts
from community.models import Event, Registration
from core.models import OutgoingMail
from core.refusal import Refusal
from tests.community.agenda import come, visitor

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
VISITORS, SEATS = 40, 10


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """What comes of doing all of these in the same moment: results, and refusals as their own class."""
    start = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return act()
        except (Refusal, DatabaseError) as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def with_seats(facts: EventFacts, guide: User, now: datetime, capacity: int = SEATS) -> Event:
    made = plan_event(facts=replace(facts, capacity=capacity), by=guide, at=now)
    return publish_event(event=made, by=guide, at=now)


def seated(event: Event) -> int:
    return sum(event.registrations.seated().values_list("people", flat=True))


@pytest.mark.parametrize("rounds", [2, pytest.param(250, marks=pytest.mark.torture)])
def test_forty_at_once_get_the_last_ten_seats(event_facts, guide, now, rounds: int) -> None:
    for turn in range(rounds):
        event = with_seats(replace(event_facts, title=f"Op pad, ronde {turn}"), guide, now)
        done = at_once([lambda n=number, e=event: come(e, f"V{n}", at=now).state for number in range(VISITORS)])
        assert (done.count("seated"), done.count("waiting")) == (SEATS, VISITORS - SEATS)
        event.refresh_from_db()
        numbers = list(event.registrations.order_by("number").values_list("number", flat=True))
        assert (event.seats_taken, seated(event), numbers) == (SEATS, SEATS, list(range(1, VISITORS + 1)))
        first = event.registrations.order_by("number")[:SEATS].values_list("state", flat=True)
        assert set(first) == {"seated"}


def test_without_the_lock_more_get_a_seat_than_there_are(event_facts, guide, now, monkeypatch) -> None:
    """The negative control: whoever reads the event before it is locked gives the same seat out again."""
    event = with_seats(event_facts, guide, now)
    together = Barrier(VISITORS)

    def read_without_lock(event: Event) -> Event:
        found = Event.objects.select_related("kind").get(pk=event.pk)
        together.wait()
        found.last_number = int(event.uid.int % 1_000_000)  # the number of each is their own, the seats are not
        return found

    monkeypatch.setattr(seats, "lock", read_without_lock)
    people = [replace(visitor(f"V{number}"), email=f"v{number}@example.nl") for number in range(VISITORS)]

    def press(number: int) -> str:
        mine = Event.objects.get(pk=event.pk)
        mine.uid = type(mine.uid)(int=number * 1000)
        return actions.register(event=mine, visitor=people[number], at=now).state

    done = at_once([lambda n=number: press(n) for number in range(VISITORS)])
    assert done.count("seated") > SEATS
    assert seated(event) > SEATS


def test_cancelling_and_coming_at_once_leaves_no_seat_empty(event_facts, guide, now) -> None:
    event = with_seats(event_facts, guide, now)
    standing = [come(event, f"A{number}", at=now) for number in range(SEATS)]
    leave = [lambda r=row: actions.withdraw(registration=r, by=None, at=now).state for row in standing]
    enter = [lambda n=number: come(event, f"B{n}", at=now).number for number in range(20)]
    at_once([*leave, *enter])
    event.refresh_from_db()
    assert (event.seats_taken, seated(event), event.registrations.waiting().count()) == (SEATS, SEATS, 10)
    assert OutgoingMail.objects.filter(kind="community.event_withdrawn").count() == SEATS


def test_ten_sends_of_one_form_register_once(event_facts, guide, now) -> None:
    event = with_seats(event_facts, guide, now)
    sent = send_code(
        purpose=CodePurpose.EVENT, email="ada@example.nl", language="nl", client=Client(network="x"), at=now
    )
    text = OutgoingMail.objects.get(kind="accounts.code_event").text
    code = next(word for word in text.split() if word.isdigit() and len(word) == 6)
    given = {"event": event, "visitor": visitor("Ada"), "key": sent.key, "code": code, "at": now}
    done = at_once([lambda: actions.register_with_code(**given).pk] * 10)
    assert (len(set(done)), Registration.objects.count()) == (1, 1)
    assert OutgoingMail.objects.filter(kind="community.event_seated").count() == 1


def test_ten_presses_of_one_account_register_once(event_facts, guide, now) -> None:
    event = with_seats(event_facts, guide, now)
    done = at_once([lambda: come(event, "Ada", at=now).pk] * 10)
    assert (len(set(done)), Registration.objects.count()) == (1, 1)


def test_namesakes_planned_at_once_have_addresses_of_their_own(event_facts, guide, now) -> None:
    done = at_once([lambda: plan_event(facts=event_facts, by=guide, at=now).slug] * 8)
    assert len(set(done)) == 8
