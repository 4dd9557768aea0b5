"""Both sides of a challenge press in the same moment: on PostgreSQL, through the pages.

Each with its negative control: the same presses with a twin that reads the challenge without a lock.
"""

from datetime import timedelta
from threading import Event

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.enums import Role
from community.actions import challenge_case, challenge_sending, desk_challenge_assessing, desk_challenge_deciding
from community.actions.challenge_case import lock
from community.models import Challenge, ChallengeDecision, ChallengeSeries
from core.models import AuditEntry, OutgoingMail
from tests.community import challenging
from tests.community.racing import browser, press, together, wait_for_each_other, without_locks
from tests.factories import InitiativeFactory, MemberFactory
from tests.world import colleague

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = [3, pytest.param(100, marks=pytest.mark.torture)]
LATER = challenging.AT + 14 * challenging.DAY
YES = {"verdict": "yes", "reasons": "Het kan.", "part": "", "deviation": "", "talk_until": ""}
NO = YES | {"verdict": "no", "reasons": "Het kan niet.", "deviation": "De kosten."}


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(LATER, tick=False)


def new_case(initiator):
    case = InitiativeFactory(owned=True)
    MemberFactory(initiative=case, user=initiator)
    return case


def advised(initiator, desk) -> Challenge:
    sent = challenging.sent(new_case(initiator), initiator)
    return challenging.advised(challenging.assessing_now(sent, desk), desk)


def of_kind(challenge: Challenge, *kinds: str) -> int:
    names = [f"community.challenge_{kind}" for kind in kinds]
    return OutgoingMail.objects.filter(kind__in=names, case_number=challenge.initiative.number).count()


# --- Sending ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rounds", ROUNDS)
def test_five_presses_send_once_and_read_one_receipt(desk, initiator, rounds):
    client = browser(initiator)
    for turn in range(1, rounds + 1):
        draft = challenging.written(new_case(initiator), initiator, at=LATER)
        page = f"/mijn/uitdaging/{draft.pk}/controleren/"
        clients = [browser() for _ in range(5)]
        for one in clients:
            one.cookies = client.cookies.copy()
        done = together(*[lambda c=one, p=page: press(c, p, may_be_public="on", is_true="on") for one in clients])
        number = f"UD-2026-{turn:04}"
        assert [(status, number in text) for status, text in done] == [(302, True)] * 5
        assert Challenge.objects.get(pk=draft.pk).number == number
        assert ChallengeSeries.objects.get().last == turn
        assert AuditEntry.objects.filter(verb="challenge.submitted", subject_id=draft.pk).count() == 1


def test_without_the_lock_one_draft_takes_two_numbers(desk, initiator, monkeypatch):
    """The negative control: both find a draft; the second number is taken and lost, or the database refuses it."""
    draft = challenging.written(new_case(initiator), initiator, at=LATER)
    without_locks(monkeypatch, Challenge)
    wait_for_each_other(monkeypatch, challenge_sending, "gaps")
    send = lambda: challenge_sending.send(challenge=draft, may_be_public=True, by=initiator, at=LATER).number  # noqa: E731
    done = together(send, send)
    wrong = [one for one in done if isinstance(one, type) and issubclass(one, DatabaseError)]
    assert len(wrong) == 1 or len(set(done)) == 2


@pytest.mark.parametrize("many", [6])
def test_the_first_numbers_of_a_year_are_given_once_each(desk, initiator, many):
    drafts = [challenging.written(new_case(initiator), initiator, at=LATER) for _number in range(many)]
    sends = [
        lambda d=draft: challenge_sending.send(challenge=d, may_be_public=False, by=initiator, at=LATER).number
        for draft in drafts
    ]
    assert sorted(together(*sends)) == [f"UD-2026-{number:04}" for number in range(1, many + 1)]


# --- Deciding --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rounds", ROUNDS)
def test_two_deciders_at_once_are_one_decision_and_a_sentence(desk, initiator, rounds):
    other = colleague("Otto Wethouder", Role.DECISION_MAKER)
    clients = [browser(desk.decider), browser(other)]
    for _round in range(rounds):
        found = advised(initiator, desk)
        page = f"/werkplek/uitdagingen/{found.pk}/beslissen/"
        done = together(
            *[
                lambda c=client, p=page, s=said: press(c, p, **s)
                for client, said in zip(clients, (YES, NO), strict=True)
            ]
        )
        assert {status for status, _text in done} <= {200, 302}
        [decision] = ChallengeDecision.objects.filter(challenge=found)
        told = [text for _status, text in done if "Uw beslissing staat vast." in text]
        refused = [text for _status, text in done if "Dat kan niet: de uitdaging staat op" in text]
        assert (len(told), len(refused)) == (1, 1)
        assert challenging.fresh(found).state == "decided"
        assert AuditEntry.objects.filter(verb="challenge.decided", subject_id=found.pk).count() == 1
        assert decision.taken_by in {desk.decider, other}


def test_without_the_lock_the_second_decider_meets_the_database(desk, initiator, monkeypatch):
    """The negative control: an error in place of a sentence, and only the last guard between them and two decisions."""
    other = colleague("Otto Wethouder", Role.DECISION_MAKER)
    found = advised(initiator, desk)
    without_locks(monkeypatch, Challenge)
    wait_for_each_other(monkeypatch, desk_challenge_deciding, "may_not_decide")
    page = f"/werkplek/uitdagingen/{found.pk}/beslissen/"
    one, two = browser(desk.decider), browser(other)
    done = together(lambda: press(one, page, **YES), lambda: press(two, page, **NO))
    assert IntegrityError in done


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_no_and_a_withdrawal_at_once_are_one_of_both(desk, initiator, rounds):
    decider, owner = browser(desk.decider), browser(initiator)
    for _round in range(rounds):
        found = advised(initiator, desk)
        done = together(
            lambda f=found: press(decider, f"/werkplek/uitdagingen/{f.pk}/beslissen/", **NO),
            lambda f=found: press(owner, f"/mijn/uitdaging/{f.pk}/weg/"),
        )
        assert {status for status, _text in done} <= {200, 302}
        standing = challenging.fresh(found)
        decisions = ChallengeDecision.objects.filter(challenge=found).count()
        assert (standing.state, decisions) in (("decided", 1), ("withdrawn", 0))
        verbs = AuditEntry.objects.filter(subject_id=found.pk, verb__in=("challenge.decided", "challenge.withdrawn"))
        assert verbs.count() == 1
        if standing.state == "withdrawn":
            assert "Dat kan niet: de uitdaging staat op" in done[0][1]
        else:
            assert "De gemeente besliste al met nee." in done[1][1]


def test_without_the_lock_what_was_withdrawn_is_decided(desk, initiator, monkeypatch):
    """The negative control."""
    found = advised(initiator, desk)
    without_locks(monkeypatch, Challenge)
    wait_for_each_other(monkeypatch, challenge_case.lifecycle, "require")
    decider, owner = browser(desk.decider), browser(initiator)
    together(
        lambda: press(decider, f"/werkplek/uitdagingen/{found.pk}/beslissen/", **NO),
        lambda: press(owner, f"/mijn/uitdaging/{found.pk}/weg/"),
    )
    verbs = AuditEntry.objects.filter(subject_id=found.pk, verb__in=("challenge.decided", "challenge.withdrawn"))
    assert verbs.count() == 2


def test_a_decision_that_comes_after_the_withdrawal_is_told_so(desk, initiator):
    found = advised(initiator, desk)
    decider = browser(desk.decider)
    page = f"/werkplek/uitdagingen/{found.pk}/beslissen/"
    assert decider.get(page).status_code == 200
    challenge_sending.withdraw(challenge=found, by=initiator, at=LATER)
    status, text = press(decider, page, **YES)
    assert (status, "Dat kan niet: de uitdaging staat op" in text) == (302, True)
    assert not ChallengeDecision.objects.exists()


# --- Who is told -----------------------------------------------------------------------------------------------------
def test_who_waited_for_the_lock_reads_who_took_it_up_meanwhile(desk, initiator):
    """The row that is locked names its assessor as it stands after the wait: withdrawing tells that one person."""
    colleague("Bo Andere", Role.GUIDE)
    found = challenging.sent(new_case(initiator), initiator)
    OutgoingMail.objects.all().delete()
    for _round in range(3):
        taken = challenging.sent(new_case(initiator), initiator)
        together(
            lambda t=taken: desk_challenge_assessing.take_up(challenge=t, by=desk.assessor, at=LATER),
            lambda t=taken: challenge_sending.withdraw(challenge=t, by=initiator, at=LATER + timedelta(minutes=1)),
        )
        first = AuditEntry.objects.filter(
            subject_id=taken.pk, verb__in=("challenge.taken_up", "challenge.withdrawn")
        ).earliest("pk")
        told = OutgoingMail.objects.filter(kind__contains="withdrawn", to__endswith="zwolle.example")
        mails = told.filter(case_number=taken.initiative.number).count()
        assert mails == (1 if first.verb == "challenge.taken_up" else 2)
    assert found.state == "submitted"


def test_a_lock_that_joins_reads_the_assessor_of_before(desk, initiator):
    """The negative control: PostgreSQL joins what the row pointed to before it waited."""
    found = challenging.sent(new_case(initiator), initiator)
    holding, read = Event(), {}

    def take() -> None:
        with transaction.atomic():
            row = lock(found)
            row.assessor, row.state, row.taken_up_at = desk.assessor, "assessing", LATER
            row.save()
            holding.set()
            wait_until_somebody_waits()

    def joined(rows):
        def act() -> None:
            holding.wait(5)
            with transaction.atomic():
                row = rows().get(pk=found.pk)
                read["assessor"] = row.assessor

        return act

    joining = lambda: Challenge.objects.select_for_update(of=["self"]).select_related("assessor")  # noqa: E731
    together(take, joined(joining))
    assert read["assessor"] is None
    Challenge.objects.filter(pk=found.pk).update(assessor=None, state="submitted", taken_up_at=None)
    holding.clear()
    together(take, joined(Challenge.objects.select_for_update))
    assert read["assessor"] == desk.assessor


def wait_until_somebody_waits() -> None:
    """Until another connection stands still for a lock."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    for _turn in range(2_000):
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.005)")
