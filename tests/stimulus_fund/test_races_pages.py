"""Forty deciders press the button in the same moment, each on their own page, on a pot with room for ten.

On PostgreSQL, where locks mean something. Without the lock the same presses give more than there is.
"""

from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from accounts.enums import Role
from accounts.models import User
from stimulus_fund import ceiling
from stimulus_fund.models import Application, Decision, Entry, Letter, Pot, Ruleset, Scheme
from stimulus_fund.queries.deciding import mark_of
from tests.factories import InitiativeFactory, RoleGrantFactory, UserFactory
from tests.stimulus_fund.desk import AT
from tests.stimulus_fund.test_races import GRANT, OFFICERS, ROOM, at_once, pot_with_room, room_for_more

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
FULL = "Dit past niet meer in de pot"


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(AT, tick=False)


def ready_to_decide(scheme: Scheme, pot: Pot, done: int = 0) -> list[Decision]:
    """Forty applications whose decision was prepared and looked at, of equal amounts."""
    rules, writer, second = Ruleset.objects.get(scheme=scheme), UserFactory(), UserFactory()
    made = []
    for number in range(done * OFFICERS, (done + 1) * OFFICERS):
        application = Application.objects.create(
            number=f"ZF-2026-{number + 1:05}",
            initiative=InitiativeFactory(),
            scheme=scheme,
            ruleset=rules,
            pot=pot,
            state="deciding",
            started_by=writer,
            signed_by=writer,
            started_at=AT,
            changed_at=AT,
            received_at=AT,
            complete_at=AT,
            complete_order=number + 1,
            asked_cents=GRANT,
        )
        made.append(
            application.decisions.create(
                kind="grant",
                state="checked",
                cents=GRANT,
                motivation="Past.",
                prepared_by=writer,
                prepared_at=AT,
                checked_by=second,
                checked_at=AT,
            )
        )
    return made


def clients() -> list[Client]:
    """Forty browsers of one decider."""
    decider: User = RoleGrantFactory(role=Role.DECISION_MAKER).user
    first = Client(raise_request_exception=True)
    first.force_login(decider)
    made = []
    for _number in range(OFFICERS):
        client = Client()
        client.cookies = first.cookies.copy()
        made.append(client)
    return made


def press(client: Client, decision: Decision) -> str:
    """Press the button of a decision; "granted", or the words of the refusal."""
    url = f"/werkplek/fonds/{decision.application_id}/besluit/nemen/"
    answer = client.post(url, {"version": mark_of(decision)})
    if answer.status_code == 302:
        return "granted"
    return FULL if FULL in answer.content.decode() else answer.content.decode()


@pytest.mark.parametrize("rounds", [25, pytest.param(1_000, marks=pytest.mark.torture)])
def test_forty_presses_give_ten_grants(fund, rounds):
    """Round after round the losers, who were told why on a clear page, press again after ten more fit."""
    pot, browsers = pot_with_room(fund), clients()
    for done in range(1, rounds + 1):
        waiting = ready_to_decide(fund, pot, done)
        results = at_once([lambda pair=pair: press(*pair) for pair in zip(browsers, waiting, strict=True)])
        assert (results.count("granted"), results.count(FULL)) == (ROOM, OFFICERS - ROOM)
        pot.refresh_from_db()
        assert pot.granted_cents == pot.ceiling_cents == done * ROOM * GRANT
        taken = Decision.objects.filter(state="taken")
        assert (taken.count(), Letter.objects.count()) == (done * ROOM, done * ROOM)
        assert Entry.objects.filter(kind="granted").count() == done * ROOM
        forget(waiting)
        room_for_more(pot)


def forget(waiting: list[Decision]) -> None:
    """Take those that were not granted out of the way of the next round."""
    left = [decision.application_id for decision in waiting]
    Decision.objects.filter(application__in=left, state="checked").delete()
    Application.objects.filter(pk__in=left, state="deciding").update(state="withdrawn")


def test_without_the_lock_more_is_granted_than_there_is(fund, monkeypatch):
    """The negative control: an unprotected twin of the locking function, in the same presses."""
    pot, browsers = pot_with_room(fund), clients()
    together = Barrier(OFFICERS)

    def read_without_lock(pk: int) -> Pot:
        found = Pot.objects.get(pk=pk)
        if connection.in_atomic_block and not getattr(connection, "waited", False):
            connection.waited = True
            together.wait()
        return found

    monkeypatch.setattr(ceiling, "lock", read_without_lock)
    waiting = ready_to_decide(fund, pot)
    results = at_once([lambda pair=pair: press(*pair) for pair in zip(browsers, waiting, strict=True)])
    assert results.count("granted") > ROOM
    assert Entry.objects.filter(kind="granted").count() * GRANT > pot.ceiling_cents
