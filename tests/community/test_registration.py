"""Seats and the waiting list: order, numbers, mails, and what the database refuses."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from community.actions import event_reminder
from community.actions.event import cancel_event, change_event, plan_event, publish_event
from community.actions.event_facts import EventFacts
from community.actions.event_reminder import remind_of_events
from community.actions.registration import NotOpen, adjust, register, withdraw
from community.models import Event, Registration
from core.models import OutgoingMail
from core.refusal import Conflict, IllegalTransition, Refusal
from tests.community.agenda import come, states, visitor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LAST_MOMENT = datetime(2026, 3, 20, 22, 59, 59, tzinfo=UTC)


def test_two_have_a_seat_and_the_third_waits(event: Event, now: datetime, told: Callable) -> None:
    for name in ("Ada", "Bo", "Cas"):
        come(event, name, at=now)
    assert states(event) == [("Ada", "seated"), ("Bo", "seated"), ("Cas", "waiting")]
    assert told() == [
        ("ada@example.nl", "seated", "REQUEST", "0"),
        ("bo@example.nl", "seated", "REQUEST", "0"),
        ("cas@example.nl", "waiting", "", ""),
    ]
    event.refresh_from_db()
    assert (event.seats_taken, event.free) == (2, 0)


def test_who_cancels_makes_room_for_who_waits_longest(event: Event, now: datetime, told: Callable) -> None:
    ada = come(event, "Ada", at=now)
    for name in ("Bo", "Cas", "Dik"):
        come(event, name, at=now)
    told()
    withdraw(registration=ada, by=None, at=now)
    assert states(event) == [("Ada", "cancelled"), ("Bo", "seated"), ("Cas", "seated"), ("Dik", "waiting")]
    assert told() == [
        ("ada@example.nl", "withdrawn", "CANCEL", "0"),
        ("cas@example.nl", "moved", "REQUEST", "0"),
    ]


def test_fewer_people_make_room_for_who_waits(event: Event, now: datetime, told: Callable) -> None:
    ada = come(event, "Ada", at=now, people=2)
    come(event, "Bo", at=now)
    told()
    adjust(registration=ada, people=1, access_needs="Een ringleiding.", at=now)
    assert states(event) == [("Ada", "seated"), ("Bo", "seated")]
    assert told() == [("ada@example.nl", "adjusted", "", ""), ("bo@example.nl", "moved", "REQUEST", "0")]
    event.refresh_from_db()
    ada.refresh_from_db()
    assert (event.seats_taken, ada.people, ada.access_needs) == (2, 1, "Een ringleiding.")


def test_more_people_take_what_is_free_and_overtake_nobody(
    event_facts: EventFacts, event: Event, guide: User, now: datetime
) -> None:
    change_event(event=event, version=1, facts=replace(event_facts, capacity=4), by=guide, at=now)
    ada = come(event, "Ada", at=now)
    adjust(registration=ada, people=3, access_needs="", at=now)
    come(event, "Bo", at=now, people=2)
    for people in (4, 5):
        with pytest.raises(Refusal) as refused:
            adjust(registration=ada, people=people, access_needs="", at=now)
        assert refused.value.field == "people"
    event.refresh_from_db()
    assert (states(event), event.seats_taken) == ([("Ada", "seated"), ("Bo", "waiting")], 3)


def test_a_smaller_group_on_the_list_may_fit_at_once(event: Event, now: datetime, told: Callable) -> None:
    come(event, "Ada", at=now)
    bo = come(event, "Bo", at=now, people=2)
    told()
    seated = adjust(registration=bo, people=1, access_needs="", at=now)
    assert (seated.state, told()) == ("seated", [("bo@example.nl", "moved", "REQUEST", "0")])


def test_what_somebody_needs_changes_without_a_mail_and_not_once_it_is_over(
    event: Event, now: datetime, told: Callable
) -> None:
    ada = come(event, "Ada", at=now)
    told()
    adjust(registration=ada, people=1, access_needs="Een tolk.", at=now)
    assert (Registration.objects.get().access_needs, told()) == ("Een tolk.", [])
    with pytest.raises(Refusal, match="niet meer wijzigen"):
        adjust(registration=ada, people=2, access_needs="", at=event.starts_at)
    withdraw(registration=ada, by=None, at=now)
    with pytest.raises(Refusal, match="niet meer wijzigen"):
        adjust(registration=ada, people=2, access_needs="Een tolk.", at=now)
    assert Registration.objects.get().access_needs == ""


def test_a_calendar_takes_who_comes_after_all_for_the_last_word(event: Event, now: datetime) -> None:
    later = now + timedelta(hours=1)
    withdraw(registration=come(event, "Ada", at=now), by=None, at=later)
    come(event, "Ada", at=later + timedelta(minutes=5))
    stamps = [
        next(line for line in mail.calendar.splitlines() if line.startswith("DTSTAMP"))
        for mail in OutgoingMail.objects.order_by("pk")
    ]
    assert stamps == ["DTSTAMP:20260311T090000Z", "DTSTAMP:20260311T100000Z", "DTSTAMP:20260311T100500Z"]


def test_an_event_that_was_cancelled_while_the_job_ran_reminds_nobody(event: Event, guide: User, now: datetime) -> None:
    ada = come(event, "Ada", at=now)
    cancel_event(event=event, version=1, reason="Storm.", by=guide, at=now)
    assert event_reminder._remind(ada.pk, at=event.starts_at - DAY) == 0


def test_cancelling_twice_changes_and_mails_nothing(event: Event, now: datetime, told: Callable) -> None:
    ada = come(event, "Ada", at=now)
    withdraw(registration=ada, by=None, at=now)
    told()
    withdraw(registration=ada, by=None, at=now)
    event.refresh_from_db()
    assert (event.seats_taken, told()) == (0, [])


def test_the_order_is_that_of_coming_in_whatever_the_clock_says(event: Event, now: datetime) -> None:
    for hours, name in ((0, "Ada"), (0, "Bo"), (0, "Cas"), (-1, "Dik")):  # the clock of one node is an hour behind
        come(event, name, at=now + timedelta(hours=hours))
    withdraw(registration=event.registrations.get(name="Ada"), by=None, at=now)
    assert [name for name, state in states(event) if state == "seated"] == ["Bo", "Cas"]


def test_a_small_group_does_not_overtake_a_larger_one(
    event_facts: EventFacts, event: Event, guide: User, now: datetime
) -> None:
    more = replace(event_facts, capacity=4)
    change_event(event=event, version=1, facts=more, by=guide, at=now)
    ada = come(event, "Ada", at=now, people=2)
    come(event, "Bo", at=now)
    come(event, "Cas", at=now, people=3)
    come(event, "Dik", at=now)
    assert [state for _name, state in states(event)] == ["seated", "seated", "waiting", "waiting"]
    withdraw(registration=ada, by=None, at=now)
    assert [state for _name, state in states(event)] == ["cancelled", "seated", "seated", "waiting"]
    event.refresh_from_db()
    assert event.seats_taken == 4


def test_more_seats_move_the_list_with_one_mail_each(
    event_facts: EventFacts, event: Event, guide: User, now: datetime, told: Callable
) -> None:
    for name in ("Ada", "Bo", "Cas", "Dik"):
        come(event, name, at=now)
    told()
    facts = replace(event_facts, capacity=3, place="Park Eekhout")
    change_event(event=event, version=1, facts=facts, by=guide, at=now)
    assert told() == [
        ("cas@example.nl", "moved", "REQUEST", "1"),
        ("ada@example.nl", "changed", "REQUEST", "1"),
        ("bo@example.nl", "changed", "REQUEST", "1"),
        ("dik@example.nl", "changed", "", ""),
    ]


def test_a_change_nobody_needs_to_hear_is_not_mailed(
    event_facts: EventFacts, event: Event, guide: User, now: datetime, told: Callable
) -> None:
    come(event, "Ada", at=now)
    told()
    change_event(event=event, version=1, facts=replace(event_facts, text="Anders."), by=guide, at=now)
    assert told() == []
    with pytest.raises(Conflict):
        change_event(event=event, version=1, facts=event_facts, by=guide, at=now)


def test_fewer_seats_than_are_taken_is_refused(
    event_facts: EventFacts, event: Event, guide: User, now: datetime
) -> None:
    come(event, "Ada", at=now, people=2)
    with pytest.raises(Refusal) as refused:
        change_event(event=event, version=1, facts=replace(event_facts, capacity=1), by=guide, at=now)
    assert refused.value.field == "capacity"
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(capacity=1)


def test_a_cancelled_event_leaves_every_calendar_with_the_reason(
    event: Event, guide: User, now: datetime, told: Callable
) -> None:
    for name in ("Ada", "Bo", "Cas"):
        come(event, name, at=now)
    told()
    cancel_event(event=event, version=1, reason=" Storm. ", by=guide, at=now)
    mail = OutgoingMail.objects.get(to="ada@example.nl")
    assert mail.subject == "Gaat niet door op 27 maart: Op pad in Assendorp"
    assert "> Storm.\n" in mail.text
    lines = mail.calendar.splitlines()
    assert f"UID:{event.uid}@localhost" in lines
    assert "STATUS:CANCELLED" in lines
    assert told() == [
        ("ada@example.nl", "cancelled", "CANCEL", "1"),
        ("bo@example.nl", "cancelled", "CANCEL", "1"),
        ("cas@example.nl", "cancelled", "", ""),
    ]
    with pytest.raises(IllegalTransition):
        cancel_event(event=event, version=2, reason="Storm.", by=guide, at=now)
    with pytest.raises(NotOpen):
        come(event, "Dik", at=now)


def test_who_registers_twice_stays_as_they_are(event: Event, now: datetime, told: Callable) -> None:
    first = come(event, "Ada", at=now)
    assert come(event, "Ada", at=now, people=2) == first
    assert [len(told()), Registration.objects.get().people] == [1, 1]


def test_who_cancelled_may_come_back_at_the_end(event: Event, now: datetime) -> None:
    withdraw(registration=come(event, "Ada", at=now), by=None, at=now)
    for name in ("Bo", "Cas", "Ada"):
        come(event, name, at=now)
    assert states(event) == [("Ada", "cancelled"), ("Bo", "seated"), ("Cas", "seated"), ("Ada", "waiting")]


def test_a_group_that_never_fits_is_refused(event: Event, now: datetime) -> None:
    with pytest.raises(Refusal) as refused:
        come(event, "Ada", at=now, people=3)
    assert (refused.value.field, str(refused.value)) == ("people", "Er zijn maar 2 plaatsen.")


@pytest.mark.parametrize(
    ("facts", "at"),
    [
        ({"takes_registrations": False, "capacity": None}, datetime(2026, 3, 12, tzinfo=UTC)),
        (
            {"registration_until": datetime(2026, 3, 20, 22, 59, 59, tzinfo=UTC)},
            datetime(2026, 3, 20, 23, 0, tzinfo=UTC),
        ),
        ({}, datetime(2026, 3, 27, 13, 0, tzinfo=UTC)),
    ],
    ids=["no registration", "after the last day", "begun"],
)
def test_when_nobody_can_register(
    event_facts: EventFacts, guide: User, now: datetime, facts: dict[str, object], at: datetime
) -> None:
    made = plan_event(facts=replace(event_facts, **facts), by=guide, at=now)
    with pytest.raises(NotOpen):
        come(made, "Ada", at=now)
    publish_event(event=made, by=guide, at=now)
    with pytest.raises(NotOpen):
        come(made, "Ada", at=at)


def test_once_it_began_nobody_moves_or_cancels(event: Event, now: datetime) -> None:
    ada = come(event, "Ada", at=now)
    with pytest.raises(Refusal):
        withdraw(registration=ada, by=None, at=event.starts_at)


def test_an_account_is_kept_with_the_registration(event: Event, outsider: User, now: datetime) -> None:
    made = register(event=event, visitor=replace(visitor(), email=outsider.email, user=outsider), at=now)
    assert (made.user, made.state) == (outsider, "seated")


def test_the_reminder_comes_the_day_before_and_once(
    event_facts: EventFacts, event: Event, guide: User, now: datetime, told: Callable
) -> None:
    for name in ("Ada", "Bo", "Cas"):
        come(event, name, at=now)
    told()
    morning = datetime(2026, 3, 26, 8, 0, tzinfo=UTC)
    assert [remind_of_events(at=morning - DAY), remind_of_events(at=morning), remind_of_events(at=morning)] == [0, 2, 0]
    assert told() == [("ada@example.nl", "reminder", "", ""), ("bo@example.nl", "reminder", "", "")]
    later = replace(event_facts, starts_at=event.starts_at + DAY, ends_at=event.ends_at + DAY)
    change_event(event=event, version=1, facts=later, by=guide, at=morning)
    assert remind_of_events(at=morning + DAY) == 2


def test_who_was_just_told_and_what_is_off_is_not_reminded_of(event: Event, guide: User, now: datetime) -> None:
    morning = datetime(2026, 3, 26, 8, 0, tzinfo=UTC)
    come(event, "Ada", at=morning - timedelta(hours=3))
    assert remind_of_events(at=morning) == 0
    come(event, "Bo", at=now)
    cancel_event(event=event, version=1, reason="Storm.", by=guide, at=morning)
    assert remind_of_events(at=morning) == 0


@pytest.mark.parametrize(
    "facts",
    [{"people": 0}, {"people": 7}, {"state": "cancelled"}, {"seated_at": None}, {"number": 1}],
)
def test_the_database_refuses_half_a_registration(event: Event, now: datetime, facts: dict[str, object]) -> None:
    come(event, "Bo", at=now)
    ada = come(event, "Ada", at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(pk=ada.pk).update(**facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"ends_at": datetime(2026, 3, 27, 12, 0, tzinfo=UTC)},
        {"place": ""},
        {"capacity": 0},
        {"takes_registrations": False},
        {"state": "cancelled"},
        {"cancelled_reason": "Storm."},
        {"published_at": None},
        {"capacity": None, "takes_registrations": False, "link": "https://praat.example/1"},
    ],
    ids=str,
)
def test_the_database_refuses_half_an_event(event: Event, facts: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(**facts)
