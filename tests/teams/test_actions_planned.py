from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from core.models import OutgoingMail
from core.refusal import Conflict, Refusal
from initiatives.models import Initiative, TimelineEntry
from teams.actions.planned import NotStanding, cancel_plan, change_plan, plan_session
from teams.actions.session import log_session
from teams.actions.team import NotAColleague
from teams.models import PlannedSession, Session
from teams.records import Plan, Talk

TALK = Talk(held_on=date(2026, 3, 11), minutes=30, agreed="Gemeten.", shared=False)
NOOR, GIJS, ESRA = "noor@example.nl", "gijs@zwolle.example", "esra@zwolle.example"
SUBJECT = "Gesprek op 27 maart 2026 over Buurttuin aan de Assendorperdijk (ZW-2026-0001)"


@pytest.fixture
def plan(ep_member: User, guide: User) -> Plan:
    return Plan(
        starts_at=datetime(2026, 3, 27, 13, 0, tzinfo=UTC),
        minutes=60,
        about="De haag en de stoep.",
        place="Assendorperdijk 12",
        invited=[ep_member, guide],
    )


@pytest.fixture
def planned(case: Initiative, plan: Plan, guide: User, now: datetime) -> PlannedSession:
    return plan_session(initiative=case, plan=plan, by=guide, at=now)


def told() -> list[tuple[str, str, str, str]]:
    """Who got which mail with which appointment; the mails are taken out of the box."""
    found = []
    for mail in OutgoingMail.objects.order_by("pk"):
        lines = mail.calendar.splitlines()
        method = next((line for line in lines if line.startswith("METHOD:")), "")
        sequence = next((line for line in lines if line.startswith("SEQUENCE:")), "")
        found.append((mail.to, mail.kind, method.removeprefix("METHOD:"), sequence.removeprefix("SEQUENCE:")))
    OutgoingMail.objects.all().delete()
    return found


def test_whoever_is_asked_gets_it_for_the_calendar(planned: PlannedSession) -> None:
    mail = OutgoingMail.objects.get(to=ESRA)
    assert mail.subject == SUBJECT
    assert "Wanneer: vrijdag 27 maart 2026, 14:00 tot 15:00\nHoe: aan tafel\nWaar:\n> Assendorperdijk 12\n" in mail.text
    lines = mail.calendar.splitlines()
    assert f"UID:{planned.uid}@localhost" in lines
    assert "DTSTART;TZID=Europe/Amsterdam:20260327T140000" in lines
    assert [line for line in lines if "mailto:" in line][1].endswith(":mailto:esra@zwolle.example")
    assert told() == [
        (GIJS, "teams.session_planned", "REQUEST", "0"),
        (ESRA, "teams.session_planned", "REQUEST", "0"),
    ]
    assert not TimelineEntry.objects.exists()


def test_the_initiators_side_hears_only_when_it_is_asked(
    case: Initiative, plan: Plan, guide: User, now: datetime
) -> None:
    plan_session(initiative=case, plan=replace(plan, with_initiator=True, invited=[]), by=guide, at=now)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (NOOR, SUBJECT)
    assert "/mijn/ZW-2026-0001/" in mail.calendar
    assert "werkplek" not in mail.text + mail.calendar
    assert TimelineEntry.objects.get().event == "session_planned"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"about": " "}, "about"),
        ({"starts_at": datetime(2026, 3, 11, 9, 0, tzinfo=UTC)}, "starts_on"),
    ],
)
def test_what_cannot_be_planned(
    case: Initiative, plan: Plan, guide: User, now: datetime, facts: dict[str, object], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        plan_session(initiative=case, plan=replace(plan, **facts), by=guide, at=now)
    assert refused.value.field == field
    assert not PlannedSession.objects.exists()


def test_without_a_guide_the_initiator_is_not_asked(case: Initiative, plan: Plan, guide: User, now: datetime) -> None:
    Initiative.objects.filter(pk=case.pk).update(state="submitted", owner=None, owned_at=None)
    with pytest.raises(Refusal) as refused:
        plan_session(initiative=case, plan=replace(plan, with_initiator=True, invited=[]), by=guide, at=now)
    assert refused.value.field == "with_initiator"


def test_who_has_nothing_to_do_with_it_is_not_asked(
    case: Initiative, plan: Plan, fund_officer: User, guide: User, now: datetime
) -> None:
    with pytest.raises(NotAColleague):
        plan_session(initiative=case, plan=replace(plan, invited=[fund_officer]), by=guide, at=now)


def test_a_change_moves_calendars_along_and_takes_it_off_those_no_longer_asked(
    planned: PlannedSession, plan: Plan, ep_member: User, guide: User, now: datetime
) -> None:
    told()
    later = replace(plan, starts_at=plan.starts_at + timedelta(days=1), invited=[ep_member], with_initiator=True)
    change_plan(planned=planned, plan=later, sequence=0, by=guide, at=now)
    gone = OutgoingMail.objects.get(to=GIJS)
    assert "Assendorperdijk 12" not in gone.text + gone.calendar
    assert told() == [
        (NOOR, "teams.session_planned", "REQUEST", "1"),
        (ESRA, "teams.session_replanned", "REQUEST", "1"),
        (GIJS, "teams.session_uninvited", "CANCEL", "1"),
    ]
    change_plan(planned=planned, plan=replace(later, with_initiator=False), sequence=1, by=guide, at=now)
    assert told() == [
        (ESRA, "teams.session_replanned", "REQUEST", "2"),
        (NOOR, "teams.session_uninvited", "CANCEL", "2"),
    ]


def test_saving_the_same_plan_tells_nobody(planned: PlannedSession, plan: Plan, guide: User, now: datetime) -> None:
    told()
    assert change_plan(planned=planned, plan=plan, sequence=0, by=guide, at=now).sequence == 0
    assert told() == []


def test_who_changes_it_second_looks_again(
    planned: PlannedSession, plan: Plan, guide: User, ep_member: User, now: datetime
) -> None:
    change_plan(planned=planned, plan=replace(plan, place="Stadskantoor"), sequence=0, by=guide, at=now)
    with pytest.raises(Conflict):
        change_plan(planned=planned, plan=replace(plan, place="Buiten"), sequence=0, by=ep_member, at=now)
    assert PlannedSession.objects.get().place == "Stadskantoor"


def test_cancelling_takes_it_off_every_calendar_with_the_reason(
    planned: PlannedSession, guide: User, now: datetime, verbs: Callable
) -> None:
    told()
    cancel_plan(planned=planned, reason=" Esra is ziek. ", by=guide, at=now)
    assert "> Esra is ziek.\n" in OutgoingMail.objects.get(to=ESRA).text
    assert "STATUS:CANCELLED\n" in OutgoingMail.objects.get(to=ESRA).calendar
    assert told() == [
        (GIJS, "teams.session_cancelled", "CANCEL", "1"),
        (ESRA, "teams.session_cancelled", "CANCEL", "1"),
    ]
    assert verbs(planned.team.initiative) == ["session.planned", "session.cancelled"]


def test_a_cancel_needs_a_reason_and_comes_once(planned: PlannedSession, guide: User, now: datetime) -> None:
    with pytest.raises(Refusal) as refused:
        cancel_plan(planned=planned, reason=" ", by=guide, at=now)
    assert refused.value.field == "reason"
    cancel_plan(planned=planned, reason="Ziek.", by=guide, at=now)
    with pytest.raises(NotStanding):
        cancel_plan(planned=planned, reason="Ziek.", by=guide, at=now)


def test_a_plan_becomes_one_session(planned: PlannedSession, case: Initiative, ep_member: User, now: datetime) -> None:
    facts = {"initiative": case, "talk": TALK, "plan": planned, "by": ep_member, "at": now}
    session = log_session(key=UUID(int=1), **facts)
    assert log_session(key=UUID(int=1), **facts) == session
    assert PlannedSession.objects.get().session == session
    with pytest.raises(NotStanding):
        log_session(key=UUID(int=2), **facts)
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"about": ""},
        {"minutes": 50},
        {"cancelled_reason": "Ziek."},
        {"cancelled_at": datetime(2026, 3, 11, tzinfo=UTC)},
    ],
)
def test_the_database_refuses_half_a_plan(planned: PlannedSession, facts: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedSession.objects.filter(pk=planned.pk).update(**facts)
