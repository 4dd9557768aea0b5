"""What the agenda holds of a person: told, forgotten, and wiped when its term is over."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from accounts.models import User
from community.actions.event_data import PERSONAL
from community.actions.event_report import write_report
from community.actions.registration import register
from community.lifecycle.agenda import EVENTS, REGISTRATIONS
from community.models import Event, EventReport, Registration
from core import retention
from core.models import AuditEntry
from tests.community.agenda import come, states, visitor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DRAWN = re.compile(r"^    (\w+) --> (\w+)", re.MULTILINE)


@pytest.mark.parametrize(
    ("heading", "table"),
    [("An event of the agenda", EVENTS), ("A registration for an event", REGISTRATIONS)],
)
def test_the_drawing_shows_the_table(heading: str, table: dict) -> None:
    text = Path("docs/lifecycle.md").read_text(encoding="utf-8").partition(f"# {heading}\n")[2].partition("\n# ")[0]
    assert set(DRAWN.findall(text)) == {(str(before), str(after)) for before in table for after in table[before]}


@pytest.fixture
def ended(event: Event, now: datetime) -> Event:
    come(event, "Ada", at=now, access_needs="Een tolk.")
    come(event, "Bo", at=now)
    return event


def test_needs_go_after_a_week_names_after_three_months_counts_stay(ended: Event) -> None:
    over = ended.ends_at
    retention.apply(over + 7 * DAY)
    assert Registration.objects.get(name="Ada").access_needs == "Een tolk."
    retention.apply(over + 7 * DAY + timedelta(minutes=1))
    assert Registration.objects.get(name="Ada").access_needs == ""
    retention.apply(over + 90 * DAY)
    assert Registration.objects.count() == 2
    retention.apply(over + 90 * DAY + timedelta(minutes=1))
    ended.refresh_from_db()
    assert (Registration.objects.count(), ended.seats_taken) == (0, 2)
    assert AuditEntry.objects.filter(verb="retention.applied", after__kind="event_registration").count() == 1
    assert retention.apply(over + 91 * DAY) == 0


def test_a_copy_holds_what_somebody_registered_for(event: Event, outsider: User, now: datetime) -> None:
    mine = replace(visitor("Otto", access_needs="Een ringleiding."), email=outsider.email)
    register(event=event, visitor=mine, at=now)
    come(event, "Bo", at=now)
    (section,) = PERSONAL.collect(outsider, internal=False, at=now)
    assert [row["wat iemand nodig heeft om mee te doen"] for row in section.rows] == ["Een ringleiding."]


def test_who_is_forgotten_makes_room_and_leaves_no_name(
    event: Event, outsider: User, guide: User, now: datetime, told: Callable
) -> None:
    register(event=event, visitor=replace(visitor("Otto Snel"), email=outsider.email, user=outsider), at=now)
    for name in ("Bo", "Cas"):
        come(event, name, at=now)
    Event.objects.update(text="Otto Snel vertelt.")
    told()
    PERSONAL.erase(user=outsider, by=None, at=now)
    assert states(event) == [("Bo", "seated"), ("Cas", "seated")]
    assert Event.objects.get().text == "(gewist) vertelt."
    assert told() == [("cas@example.nl", "moved", "REQUEST", "0")]


def test_of_an_event_that_was_the_report_is_rewritten_and_the_seat_stays(
    event: Event, outsider: User, guide: User, now: datetime
) -> None:
    register(event=event, visitor=replace(visitor("Otto Snel"), email=outsider.email, user=outsider), at=now)
    at = datetime(2026, 3, 28, tzinfo=UTC)
    given = {"came": 1, "text": "Volgens Otto Snel.", "visibility": "public", "present": set()}
    write_report(event=event, version=0, **given, by=guide, at=at)
    PERSONAL.erase(user=outsider, by=None, at=at)
    event.refresh_from_db()
    assert (event.seats_taken, EventReport.objects.get().text) == (1, "Volgens (gewist).")
    assert list(PERSONAL.obstacles(outsider, at.date())) == list(PERSONAL.stays(outsider, at.date())) == []
