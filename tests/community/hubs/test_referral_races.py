"""What happens when a hub, an initiator and a colleague act in the same moment, on a real PostgreSQL."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection

from accounts.models import User
from community.actions import referral as actions
from community.actions import referral_moves as moves
from community.actions import referral_reply
from community.enums.hubs import HubAnswer
from community.models import Hub, Referral
from community.records import HubReply
from core.models import OutgoingMail, Throttle
from core.refusal import Refusal
from initiatives.models import Initiative
from tests.community.hubs import hub_town
from tests.community.hubs.hub_town import MAILBOX
from tests.community.racing import browser, press, without_locks
from tests.factories import InitiativeFactory, MemberFactory, UserFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Do all of these at once, each on its own connection; gives results and exceptions in order."""
    gate = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        try:
            gate.wait(timeout=10)
            return act()
        except Exception as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


@pytest.fixture
def proposed(transactional_db: None, town: None) -> tuple[Referral, User]:
    hub: Hub = hub_town.open_hub()
    case, person, guide = InitiativeFactory(owned=True), UserFactory(display_name="Noor"), UserFactory()
    MemberFactory(initiative=case, user=person)
    return hub_town.proposed(case, hub, by=guide, at=AT), person


def answer(secret: str, chosen: HubAnswer) -> Callable[[], Any]:
    return lambda: referral_reply.reply(secret=secret, given=HubReply(answer=chosen, text="x"), at=AT)


def test_agreeing_five_times_at_once_sends_one_mail(proposed):
    row, person = proposed
    results = together(*[lambda: hub_town.agree(row, by=person, at=AT)] * 5)
    assert {getattr(result, "state", result) for result in results} == {"sent"}
    assert (OutgoingMail.objects.filter(to=MAILBOX).count(), row.links.count()) == (1, 1)


def test_five_equal_answers_at_once_are_one(proposed):
    row, person = proposed
    hub_town.agree(row, by=person, at=AT)
    results = together(*[answer(hub_town.secret(), HubAnswer.TAKEN_UP)] * 5)
    assert {getattr(result, "state", result) for result in results} == {"taken_up"}
    assert row.words.count() == 1


def test_two_different_answers_at_once_are_one_and_a_sentence(proposed):
    row, person = proposed
    hub_town.agree(row, by=person, at=AT)
    secret = hub_town.secret()
    results = together(answer(secret, HubAnswer.TAKEN_UP), answer(secret, HubAnswer.DECLINED))
    assert sorted(type(result).__name__ for result in results) == ["LinkRefused", "Referral"]
    assert row.words.count() == 1


@pytest.mark.parametrize("turn", range(5))
def test_answering_while_the_consent_is_taken_back_never_undoes_that(proposed, turn):
    row, person = proposed
    hub_town.agree(row, by=person, at=AT)
    together(answer(hub_town.secret(), HubAnswer.TAKEN_UP), lambda: actions.withdraw(referral=row, by=person, at=AT))
    assert Referral.objects.get().state == "withdrawn"


def test_proposing_twice_at_once_is_one_question(proposed):
    row, _person = proposed
    actions.withdraw(referral=row, by=row.proposed_by, at=AT)
    propose = lambda: hub_town.proposed(row.initiative, row.hub, by=row.proposed_by, at=AT)  # noqa: E731
    results = together(propose, propose)
    assert sorted(type(result).__name__ for result in results) == ["Referral", "Refusal"]
    assert isinstance(next(result for result in results if not isinstance(result, Referral)), Refusal)


def test_without_the_lock_two_answers_both_count(proposed, monkeypatch):
    """The negative control: the same race with a twin that reads without locking."""
    row, person = proposed
    hub_town.agree(row, by=person, at=AT)
    secret, gate = hub_town.secret(), Barrier(2)

    def unlocked(referral: Referral) -> Referral:
        fresh = Referral.objects.select_related("initiative").get(pk=referral.pk)
        gate.wait(timeout=10)
        return fresh

    monkeypatch.setattr(moves, "lock", unlocked)
    together(answer(secret, HubAnswer.TAKEN_UP), answer(secret, HubAnswer.TALKED))
    assert row.words.count() == 2


# --- Through the pages -----------------------------------------------------------------------------------------------
def reply_page(secret: str) -> str:
    return f"/knooppunten/antwoord/{secret}/"


@pytest.fixture
def _at(time_machine):
    time_machine.move_to(AT, tick=False)


@pytest.mark.usefixtures("_at")
@pytest.mark.parametrize("rounds", [3, pytest.param(100, marks=pytest.mark.torture)])
def test_two_colleagues_of_a_hub_who_send_the_form_at_once(proposed, rounds):
    row, person = proposed
    for _round in range(rounds):
        hub_town.agree(row, by=person, at=AT)
        page = reply_page(hub_town.secret())
        yes, no = {"answer": "taken_up", "text": "Graag."}, {"answer": "declined", "text": "Wij zitten vol."}
        done = together(partial(press, browser(), page, **yes), partial(press, browser(), page, **no))
        assert sorted(status for status, _text in done) == [302, 410]
        text = next(text for status, text in done if status == 410)
        assert "Op deze vraag is al geantwoord." in text
        row.refresh_from_db()
        assert row.words.values_list("answer", flat=True).get() == row.state
        row = another(row)


@pytest.mark.usefixtures("_at")
def test_one_press_that_is_sent_five_times_is_one_answer(proposed):
    row, person = proposed
    hub_town.agree(row, by=person, at=AT)
    page = reply_page(hub_town.secret())
    done = together(*[lambda: press(browser(), page, answer="taken_up", text="Graag.")[0]] * 5)
    assert (row.words.count(), done.count(302) + done.count(410)) == (1, 5)
    assert OutgoingMail.objects.filter(kind="community.referral_taken_up", to=person.email).count() <= 1


@pytest.mark.usefixtures("_at")
@pytest.mark.parametrize("rounds", [3, pytest.param(100, marks=pytest.mark.torture)])
def test_a_reply_while_the_consent_is_taken_back_through_both_pages(proposed, rounds):
    row, person = proposed
    owner = browser(person)
    for _round in range(rounds):
        hub_town.agree(row, by=person, at=AT)
        page, own = reply_page(hub_town.secret()), f"/mijn/{row.initiative.number}/knooppunt/{row.pk}/intrekken/"
        done = together(
            lambda p=page: press(browser(), p, answer="taken_up", text="Graag."), lambda o=own: press(owner, o)
        )
        assert done[1][0] == 302
        assert done[0][0] in {302, 410}
        row.refresh_from_db()
        assert (row.state, row.shared_name, row.shared_email) == ("withdrawn", "", "")
        assert row.words.count() == (1 if done[0][0] == 302 else 0)
        row = another(row)


@pytest.mark.usefixtures("_at")
def test_without_the_lock_a_reply_meets_only_the_database(proposed, monkeypatch):
    """The negative control: what was taken back would go on, if the database itself did not refuse it."""
    row, person = proposed
    hub_town.agree(row, by=person, at=AT)
    page, own = reply_page(hub_town.secret()), f"/mijn/{row.initiative.number}/knooppunt/{row.pk}/intrekken/"
    without_locks(monkeypatch, Referral, Initiative)
    read = moves.enter

    def withdrawn_meanwhile(referral: Referral, state: str) -> None:
        monkeypatch.setattr(moves, "enter", read)
        assert together(lambda: press(browser(person), own)[0]) == [302]
        read(referral, state)

    monkeypatch.setattr(moves, "enter", withdrawn_meanwhile)
    with pytest.raises(IntegrityError, match="taken back or refused never goes on"):
        press(browser(), page, answer="taken_up", text="Graag.")


def another(row: Referral) -> Referral:
    """The same question to the same hub, proposed for another initiative of the same person."""
    case = InitiativeFactory(owned=True)
    MemberFactory(initiative=case, user=row.consented_by)
    Throttle.objects.all().delete()
    return hub_town.proposed(case, row.hub, by=row.proposed_by, at=AT)
