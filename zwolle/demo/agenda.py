"""The agenda of the demo town: events that were and that come, played through the portal's own actions."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from accounts.models import User
from city.models import Theme, Wijk
from community.actions import event as events
from community.actions.event_facts import EventFacts, Repeat, Visitor
from community.actions.event_report import make_promise, tell_lesson, write_report
from community.actions.registration import register
from community.enums.agenda import Rhythm, Visibility
from community.models import Event, EventKind
from initiatives.models import Initiative
from teams.records import NewLesson, NewPoint
from zwolle.demo.past import Past, at_clock
from zwolle.demo.programmes import day_of
from zwolle.demo.stories import read_agenda

ORGANISER = "marloes"
MORNING = time(9, 30)
TEXTS = ("title", "place", "access", "audience", "link")
Row = Mapping[str, Any]


def fill_the_agenda(staff: Mapping[str, User], cases: Mapping[str, Initiative], *, past: Past) -> None:
    """Play every event: planned, published, people who come, cancelled or reported."""
    by = staff[ORGANISER]
    for row in read_agenda():
        at = at_clock(past.day(row["planned"]), MORNING)
        for event in _plan(row, cases, past, by=by, at=at):
            events.publish_event(event=event, by=by, at=at)
            _come(event, row, staff, at=at)
            if "cancelled" in row:
                now = at_clock(past.day(1), MORNING)
                events.cancel_event(event=event, version=event.version, reason=row["cancelled"], by=by, at=now)
            if "report" in row:
                _report(event, row, cases, past, by=by)


def _plan(row: Row, cases: Mapping[str, Initiative], past: Past, *, by: User, at: datetime) -> list[Event]:
    facts = _facts(row, cases, past)
    if "rhythm" in row:
        repeat = Repeat(rhythm=Rhythm(row["rhythm"]), times=row["times"])
        return events.plan_series(facts=facts, repeat=repeat, by=by, at=at)
    return [events.plan_event(facts=facts, by=by, at=at)]


def _facts(row: Row, cases: Mapping[str, Initiative], past: Past) -> EventFacts:
    starts_at = at_clock(day_of(past, row["day"]), time.fromisoformat(row["begins"])).astimezone(UTC)
    return EventFacts(
        **{name: row.get(name, "") for name in TEXTS},
        kind=EventKind.objects.get(slug=row["kind"]),
        text=row["text"].strip(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=row["minutes"]),
        wijk=Wijk.objects.get(slug=row["wijk"]) if "wijk" in row else None,
        theme=Theme.objects.get(slug=row["theme"]) if "theme" in row else None,
        visibility=Visibility.INTERNAL if row.get("internal") else Visibility.PUBLIC,
        takes_registrations=not row.get("walk_in"),
        capacity=row.get("capacity"),
        initiatives=[cases[key] for key in row["story"]],
    )


def _come(event: Event, row: Row, staff: Mapping[str, User], *, at: datetime) -> None:
    """Everybody registers an hour after the one before; "Thijs Oldenhof 2" comes with two."""
    visitors = [_visitor(line) for line in row["visitors"]]
    people = [staff[key] for key in row.get("colleagues", ())]
    visitors += [Visitor(name=str(user), email=user.email, language="nl", user=user) for user in people]
    for hours, visitor in enumerate(visitors, start=1):
        register(event=event, visitor=visitor, at=at + timedelta(hours=hours))


def _visitor(line: str) -> Visitor:
    name, _space, people = line.rpartition(" ") if line[-1].isdigit() else (line, "", "1")
    address = name.lower().replace(" ", ".").replace("é", "e")
    return Visitor(name=name, email=f"{address}@voorbeeld.nl", language="nl", people=int(people))


def _report(event: Event, row: Row, cases: Mapping[str, Initiative], past: Past, *, by: User) -> None:
    at = event.ends_at + timedelta(hours=1)
    present = list(event.registrations.seated().values_list("pk", flat=True))
    visibility = Visibility.PUBLIC if row["report_public"] else Visibility.INTERNAL
    given: dict[str, Any] = {"came": row["came"], "text": row["report"].strip(), "visibility": visibility}
    report = write_report(event=event, version=0, present=present, **given, by=by, at=at)
    for each in row.get("lesson", ()):
        tell_lesson(report=report, initiative=cases[each["story"]], lesson=NewLesson(text=each["text"]), by=by, at=at)
    for each in row.get("promise", ()):
        point = NewPoint(text=each["text"], due_on=past.later(row["day"], each["within"]), owner=by)
        make_promise(report=report, initiative=cases[each["story"]], point=point, shared=False, by=by, at=at)
