"""Many officers at once: a pot with room for ten grants gives exactly ten, and one draft is sent once.

On PostgreSQL, where locks mean something; what happens without the lock is the negative control.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, get_ident
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from core.models import OutgoingMail
from core.refusal import Refusal
from initiatives.models import Initiative
from stimulus_fund import ceiling
from stimulus_fund.actions import voting
from stimulus_fund.actions.application import begin
from stimulus_fund.actions.sending import send
from stimulus_fund.models import Application, Ballot, Decision, Entry, Pot, Scheme, Vote, VotingCode
from tests.factories import InitiativeFactory, UserFactory
from tests.stimulus_fund.conftest import AT
from tests.stimulus_fund.desk import people
from tests.stimulus_fund.voting import OPEN, codes_for, made, plans

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
GRANT, ROOM, OFFICERS = 10_000, 10, 40


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


def pot_with_room(scheme: Scheme) -> Pot:
    made = Pot.objects.create(scheme=scheme, year=2026)
    with transaction.atomic():
        ceiling.set_ceiling(ceiling.lock(made.pk), ROOM * GRANT, reason="Begroting", by=None, at=AT)
    return made


def room_for_more(pot: Pot) -> None:
    with transaction.atomic():
        locked = ceiling.lock(pot.pk)
        ceiling.set_ceiling(locked, locked.granted_cents + ROOM * GRANT, reason="Meer", by=None, at=AT)


def decisions(scheme: Scheme) -> list[Decision]:
    officer = UserFactory()
    made = []
    for _number in range(OFFICERS):
        application = Application.objects.create(
            initiative=InitiativeFactory(), scheme=scheme, started_by=officer, started_at=AT, changed_at=AT
        )
        made.append(
            application.decisions.create(
                kind="grant", cents=GRANT, motivation="Past.", prepared_by=officer, prepared_at=AT
            )
        )
    return made


def grant(pot: Pot, decision: Decision) -> str:
    with transaction.atomic():
        ceiling.take(ceiling.lock(pot.pk), GRANT, decision=decision, by=None, at=AT)
    return "granted"


@pytest.mark.parametrize("rounds", [5, pytest.param(1_000, marks=pytest.mark.torture)])
def test_forty_at_once_grant_ten(fund, rounds):
    """Round after round the ceiling is raised until ten more fit."""
    pot, waiting = pot_with_room(fund), decisions(fund)
    for done in range(1, rounds + 1):
        results = at_once([lambda decision=decision: grant(pot, decision) for decision in waiting])
        assert (results.count("granted"), results.count(ceiling.CeilingExceeded)) == (ROOM, OFFICERS - ROOM)
        pot.refresh_from_db()
        assert pot.granted_cents == pot.ceiling_cents == done * ROOM * GRANT
        assert Entry.objects.filter(kind="granted").count() == done * ROOM
        room_for_more(pot)


def test_without_the_lock_the_check_of_the_database_still_stands(fund):
    """The second protection alone: totals that are raised blindly stop at the ceiling."""
    pot = pot_with_room(fund)

    def raise_blindly() -> str:
        Pot.objects.filter(pk=pot.pk).update(granted_cents=F("granted_cents") + GRANT)
        return "granted"

    done = at_once([raise_blindly] * OFFICERS)
    assert (done.count("granted"), done.count(IntegrityError)) == (ROOM, OFFICERS - ROOM)
    pot.refresh_from_db()
    assert pot.available_cents == 0


def test_without_the_lock_more_is_booked_than_the_total_says(fund, monkeypatch):
    """The negative control: officers who read before they lock write over each other's totals."""
    pot = pot_with_room(fund)
    together = Barrier(OFFICERS)

    def read_without_lock(pk: int) -> Pot:
        found = Pot.objects.get(pk=pk)
        together.wait()
        return found

    monkeypatch.setattr(ceiling, "lock", read_without_lock)
    done = at_once([lambda decision=decision: grant(pot, decision) for decision in decisions(fund)])
    pot.refresh_from_db()
    assert done.count("granted") > ROOM
    assert Entry.objects.filter(kind="granted").count() * GRANT > pot.ceiling_cents


@pytest.fixture
def open_vote(schemes, initiator):
    """A vote that is open, with one code; and the code."""
    desk = people()
    vote = voting.announce(vote=made(plans(initiator, 60_000, 50_000), desk), by=desk.officer, at=AT)
    return vote, codes_for(vote, desk, 1)[0]


def press(vote: Vote, code: str, machine: int) -> str:
    voting.cast(vote=vote, code=code, numbers=[1], asked_from=str(machine), at=OPEN)
    return "voted"


def test_twenty_who_use_one_code_give_one_ballot(open_vote):
    vote, code = open_vote
    done = at_once([lambda machine=machine: press(vote, code, machine) for machine in range(20)])
    assert (done.count("voted"), done.count(voting.CodeRefused), Ballot.objects.count()) == (1, 19, 1)


def test_a_code_that_is_read_before_it_is_used_up_gives_more(open_vote):
    """The negative control: look first, use up afterwards."""
    vote, code = open_vote
    together = Barrier(20)

    def look_first() -> str:
        given = VotingCode.objects.get(vote=vote, code_hash=voting.hash_of(vote, code))
        together.wait()
        if given.is_used:
            raise voting.CodeRefused("")
        with transaction.atomic():
            VotingCode.objects.filter(pk=given.pk, is_used=False).update(is_used=True)
            vote.ballots.create(mark=str(get_ident())[-12:], numbers=[1])
        return "voted"

    assert at_once([look_first] * 20).count("voted") > 1


def test_ten_sends_of_one_draft_give_one_number(whole, initiator):
    done = at_once([lambda: send(application=whole, agreed=[], by=initiator, at=AT).number] * 10)
    assert done.count("ZF-2026-0001") == 1
    assert OutgoingMail.objects.filter(kind="fund.receipt").count() == 1


def test_ten_who_begin_share_one_draft(fund, initiative, initiator):
    done = at_once([lambda: begin(initiative=initiative, scheme=fund, by=initiator, at=AT).pk] * 10)
    assert (len(set(done)), Application.objects.count(), Initiative.objects.count()) == (1, 1, 1)
