"""Planning, series over the change of the clock, publishing, and what cannot be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import User
from community import repeats
from community.actions.event import change_event, plan_event, plan_series, publish_event, publish_series, throw_away
from community.actions.event_facts import EventFacts, Repeat
from community.actions.event_kinds import load_event_kinds
from community.actions.event_report import make_promise, tell_lesson, write_report
from community.enums.agenda import EventState, RegistrationState, Rhythm
from community.lifecycle.agenda import EVENTS, REGISTRATIONS, require_event, require_registration
from community.models import Event, EventKind, EventReport
from core.models import AuditEntry
from core.refusal import Conflict, IllegalTransition, Refusal
from initiatives.models import Initiative
from teams.models import ActionPoint, Lesson, Team
from teams.records import NewLesson, NewPoint
from tests.community.agenda import come

AFTER = datetime(2026, 3, 27, 15, 30, tzinfo=UTC)


def test_the_lifecycle_literally() -> None:
    assert {str(state): sorted(map(str, after)) for state, after in EVENTS.items()} == {
        "draft": ["published"],
        "published": ["cancelled"],
        "cancelled": [],
    }
    assert {str(state): sorted(map(str, after)) for state, after in REGISTRATIONS.items()} == {
        "waiting": ["cancelled", "seated"],
        "seated": ["cancelled"],
        "cancelled": [],
    }
    with pytest.raises(IllegalTransition):
        require_event("cancelled", EventState.PUBLISHED)
    with pytest.raises(IllegalTransition):
        require_registration("cancelled", RegistrationState.SEATED)


@pytest.mark.parametrize(
    ("first", "rhythm", "days"),
    [
        (date(2026, 3, 24), Rhythm.WEEKLY, ["2026-03-24", "2026-03-31", "2026-04-07"]),
        (date(2026, 12, 22), Rhythm.FORTNIGHTLY, ["2026-12-22", "2027-01-05", "2027-01-19"]),
        (date(2026, 11, 10), Rhythm.MONTHLY, ["2026-11-10", "2026-12-08", "2027-01-12"]),
        (date(2026, 3, 31), Rhythm.MONTHLY, ["2026-03-31", "2026-04-28", "2026-05-26"]),  # the last Tuesday
        (date(2028, 1, 29), Rhythm.MONTHLY, ["2028-01-29", "2028-02-26", "2028-03-25"]),
    ],
)
def test_the_days_of_a_series(first: date, rhythm: Rhythm, days: list[str]) -> None:
    assert [day.isoformat() for day in repeats.days(first, rhythm, 3)] == days


def test_the_clock_of_amsterdam_shows_the_same_time_in_summer_and_winter() -> None:
    spring = datetime(2026, 3, 24, 18, 30, tzinfo=UTC)  # 19:30 in winter
    assert repeats.moved(spring, timedelta(weeks=1)) == datetime(2026, 3, 31, 17, 30, tzinfo=UTC)
    autumn = datetime(2026, 10, 20, 17, 30, tzinfo=UTC)  # 19:30 in summer
    assert repeats.moved(autumn, timedelta(weeks=1)) == datetime(2026, 10, 27, 18, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_each_of_a_series_is_changed_alone(event_facts: EventFacts, guide: User, now: datetime) -> None:
    facts = replace(event_facts, registration_until=datetime(2026, 3, 26, 22, 59, 59, tzinfo=UTC))
    made = plan_series(facts=facts, repeat=Repeat(rhythm=Rhythm.WEEKLY, times=3), by=guide, at=now)
    assert [event.slug for event in made] == [
        "op-pad-in-assendorp-2026-03-27",
        "op-pad-in-assendorp-2026-04-03",
        "op-pad-in-assendorp-2026-04-10",
    ]
    assert [event.starts_at for event in made][:2] == [
        datetime(2026, 3, 27, 13, 0, tzinfo=UTC),
        datetime(2026, 4, 3, 12, 0, tzinfo=UTC),  # 14:00 by the clock, in summer time
    ]
    assert made[1].registration_until == datetime(2026, 4, 2, 21, 59, 59, tzinfo=UTC)
    assert len({event.uid for event in made}) == 3
    change_event(event=made[1], version=1, facts=replace(facts, title="Anders"), by=guide, at=now)
    assert publish_series(series=made[0].series, by=guide, at=now) == 3
    assert sorted(Event.objects.values_list("title", flat=True)) == [
        "Anders",
        "Op pad in Assendorp",
        "Op pad in Assendorp",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"ends_at": datetime(2026, 3, 27, 13, 0, tzinfo=UTC)}, "ends"),
        ({"place": " "}, "place"),
        ({"starts_at": datetime(2026, 3, 11, 8, 0, tzinfo=UTC)}, "day"),
        ({"link": "https://praat.example/1", "takes_registrations": False, "capacity": None}, "takes_registrations"),
        ({"takes_registrations": False}, "capacity"),
        ({"registration_until": datetime(2026, 3, 28, 12, 0, tzinfo=UTC)}, "until"),
        (
            {"takes_registrations": False, "capacity": None, "registration_until": datetime(2026, 3, 20, tzinfo=UTC)},
            "until",
        ),
    ],
)
def test_what_cannot_be_planned(
    event_facts: EventFacts, guide: User, now: datetime, facts: dict[str, object], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        plan_event(facts=replace(event_facts, **facts), by=guide, at=now)
    assert refused.value.field == field
    assert not Event.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("times", [1, 27])
def test_a_series_has_a_size(event_facts: EventFacts, guide: User, now: datetime, times: int) -> None:
    with pytest.raises(Refusal):
        plan_series(facts=event_facts, repeat=Repeat(rhythm=Rhythm.WEEKLY, times=times), by=guide, at=now)


@pytest.mark.django_db
def test_namesakes_of_a_day_have_addresses_of_their_own(event_facts: EventFacts, guide: User, now: datetime) -> None:
    slugs = [plan_event(facts=event_facts, by=guide, at=now).slug for _time in range(3)]
    day = "op-pad-in-assendorp-2026-03-27"
    assert slugs == [day, f"{day}-2", f"{day}-3"]
    odd = plan_event(facts=replace(event_facts, title="???"), by=guide, at=now)
    assert odd.slug == "bijeenkomst-2026-03-27"


@pytest.mark.django_db
def test_publishing_comes_once_and_before_it_begins(event: Event, event_facts: EventFacts, guide: User, now) -> None:
    with pytest.raises(IllegalTransition):
        publish_event(event=event, by=guide, at=now)
    late = plan_event(facts=event_facts, by=guide, at=now)
    with pytest.raises(Refusal):
        publish_event(event=late, by=guide, at=late.starts_at)


@pytest.mark.django_db
def test_a_concept_can_go_what_was_published_stays(
    event: Event, event_facts: EventFacts, guide: User, now: datetime
) -> None:
    with pytest.raises(Refusal):
        throw_away(event=event, by=guide, at=now)
    throw_away(event=plan_event(facts=event_facts, by=guide, at=now), by=guide, at=now)
    assert list(Event.objects.all()) == [event]
    with pytest.raises(Refusal) as refused:
        change_event(event=event, version=1, facts=replace(event_facts, visibility="internal"), by=guide, at=now)
    assert refused.value.field == "visibility"


@pytest.mark.django_db
def test_registration_cannot_be_taken_away_from_who_came_in(
    event: Event, event_facts: EventFacts, guide: User, now: datetime
) -> None:
    come(event, "Ada", at=now)
    facts = replace(event_facts, takes_registrations=False, capacity=None)
    with pytest.raises(Refusal) as refused:
        change_event(event=event, version=1, facts=facts, by=guide, at=now)
    assert refused.value.field == "takes_registrations"


@pytest.mark.django_db
def test_a_link_that_this_organiser_may_not_know_of_stays(
    event: Event, event_facts: EventFacts, initiative, public_initiative, guide: User, editor: User, now: datetime
) -> None:
    change_event(event=event, version=1, facts=replace(event_facts, initiatives=[initiative]), by=guide, at=now)
    change_event(event=event, version=2, facts=replace(event_facts, initiatives=[public_initiative]), by=editor, at=now)
    assert set(event.initiatives.all()) == {initiative, public_initiative}
    change_event(event=event, version=3, facts=replace(event_facts, initiatives=[]), by=guide, at=now)
    assert not event.initiatives.exists()


def test_kinds_are_loaded_once_and_keep_what_staff_changed(db: None) -> None:
    assert load_event_kinds() == 6
    EventKind.objects.filter(slug="start").update(name="Aftrap")
    assert load_event_kinds() == 0
    assert list(EventKind.objects.values_list("name", flat=True))[:3] == ["Aftrap", "Intervisie", "Slot"]


# --- Afterwards -----------------------------------------------------------------------------------------------------
@pytest.fixture
def report(event: Event, event_facts: EventFacts, initiative: Initiative, guide: User, now: datetime) -> EventReport:
    change_event(event=event, version=1, facts=replace(event_facts, initiatives=[initiative]), by=guide, at=now)
    ada = come(event, "Ada", at=now)
    come(event, "Bo", at=now)
    given = {"came": 5, "text": "Veel tuinen.", "visibility": "public", "present": {ada.pk}}
    return write_report(event=event, version=0, **given, by=guide, at=AFTER)


def test_the_report_says_who_came_and_is_corrected_once_at_a_time(report: EventReport, guide: User) -> None:
    assert list(report.event.registrations.order_by("number").values_list("name", "came")) == [
        ("Ada", True),
        ("Bo", False),
    ]
    given = {"came": 6, "text": "Nog meer.", "visibility": "internal", "present": set()}
    assert write_report(event=report.event, version=1, **given, by=guide, at=AFTER).version == 2
    with pytest.raises(Conflict):
        write_report(event=report.event, version=1, **given, by=guide, at=AFTER)
    assert EventReport.objects.get().came == 6


def test_lessons_and_promises_go_to_the_team(
    report: EventReport, initiative: Initiative, team: Team, guide: User
) -> None:
    lesson = tell_lesson(
        report=report, initiative=initiative, lesson=NewLesson(text="Begin klein."), by=guide, at=AFTER
    )
    point = NewPoint(text="Sleutel regelen", due_on=date(2026, 4, 10), owner=guide)
    made = make_promise(report=report, initiative=initiative, point=point, shared=True, by=guide, at=AFTER)
    assert (list(report.lessons.all()), list(report.points.all())) == ([lesson], [made])
    assert (lesson.team, made.team) == (team, team)
    verbs = AuditEntry.objects.filter(subject_type="community.event").order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-3:] == ["event.reported", "event.lesson", "event.promised"]


def test_what_is_not_linked_gets_no_lesson_or_promise(report: EventReport, public_initiative, guide: User) -> None:
    with pytest.raises(Refusal) as refused:
        tell_lesson(report=report, initiative=public_initiative, lesson=NewLesson(text="x"), by=guide, at=AFTER)
    assert refused.value.field == "initiative"
    point = NewPoint(text="x", due_on=date(2026, 4, 10), owner=guide)
    with pytest.raises(Refusal):
        make_promise(report=report, initiative=public_initiative, point=point, shared=True, by=guide, at=AFTER)
    assert (Lesson.objects.count(), ActionPoint.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "at"),
    [({}, datetime(2026, 3, 27, 12, 59, tzinfo=UTC)), ({"text": " "}, AFTER)],
    ids=["not begun", "no text"],
)
def test_when_no_report_can_be_written(event: Event, guide: User, changes: dict[str, str], at: datetime) -> None:
    given = {"came": 1, "text": "x", "visibility": "public", "present": set(), **changes}
    with pytest.raises(Refusal):
        write_report(event=event, version=0, **given, by=guide, at=at)


@pytest.mark.django_db
def test_of_an_internal_event_the_report_is_internal(
    event_facts: EventFacts, guide: User, now: datetime, told: Callable
) -> None:
    made = plan_event(facts=replace(event_facts, visibility="internal"), by=guide, at=now)
    publish_event(event=made, by=guide, at=now)
    with pytest.raises(Refusal) as refused:
        write_report(event=made, version=0, came=1, text="x", visibility="public", present=set(), by=guide, at=AFTER)
    assert refused.value.field == "visibility"
