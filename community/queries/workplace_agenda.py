"""The agenda at the werkplek: internal events too, concepts for who makes it, and the gatherings of programmes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet, Sum

from accounts.models import User
from community.enums.agenda import EventState, RegistrationState
from community.models import Event, EventReport, Registration
from community.models.event import EventQuerySet
from community.permissions import Permission
from community.queries.agenda import LAST_PAGE, PAGE_SIZE, Line, Lines, status_of
from initiatives.models import Initiative
from initiatives.models.initiative import InitiativeQuerySet
from teams.models import ActionPoint, Gathering, Lesson
from teams.queries.access import readable_cases, writable_cases

MOST_GATHERINGS = 10


@dataclass(frozen=True)
class People:
    """Who registered: rows in the order they came in, and how many people have a seat or wait."""

    registrations: Sequence[Registration]
    waiting: int
    with_needs: int


@dataclass(frozen=True)
class Outcome:
    """The report as colleagues read it."""

    report: EventReport | None
    lessons: Sequence[Lesson]
    points: Sequence[ActionPoint]


def visible(user: User) -> EventQuerySet:
    """Events this colleague may see: all that were published, and concepts for who makes the agenda."""
    rows = Event.objects.all() if user.has_perm(Permission.RUN_EVENTS) else Event.objects.told()
    return rows.select_related("kind", "wijk", "series", "theme")


def lines(rows: EventQuerySet, number: int, *, earlier: bool, at: datetime) -> Lines:
    """Page `number` of these events, each with what to know."""
    number = min(max(number, 1), LAST_PAGE)
    start = (number - 1) * PAGE_SIZE
    ordered = rows.earlier(at).order_by("-starts_at", "-pk") if earlier else rows.coming(at).order_by("starts_at", "pk")
    found = list(ordered.select_related("report")[start : start + PAGE_SIZE + 1])
    shown = [Line(event, *status_of(event, at, has_report=hasattr(event, "report"))) for event in found[:PAGE_SIZE]]
    return Lines(shown, number, has_next=len(found) > PAGE_SIZE and number < LAST_PAGE)


def gatherings(at: datetime) -> QuerySet[Gathering]:
    """The next gatherings of programmes that were not cancelled."""
    coming = Gathering.objects.filter(starts_at__gt=at, cancelled_at=None).select_related("programme")
    return coming.order_by("starts_at", "pk")[:MOST_GATHERINGS]


def people_of(event: Event) -> People:
    """Who registered for an event, for its organisers."""
    rows = list(event.registrations.active().order_by("number"))
    waiting = sum(row.people for row in rows if row.is_waiting)
    return People(rows, waiting, with_needs=sum(bool(row.access_needs) for row in rows))


def people_present(event: Event) -> int:
    """How many people came, by who was ticked."""
    ticked = event.registrations.filter(state=RegistrationState.SEATED, came=True)
    return ticked.aggregate(people=Sum("people"))["people"] or 0


def outcome_of(event: Event, user: User) -> Outcome:
    """What came of an event; lessons and promises of the cases this colleague may read."""
    report = EventReport.objects.filter(event=event).select_related("written_by").first()
    if report is None:
        return Outcome(None, (), ())
    cases = readable_cases(user).order_by().values("pk")
    about = {"team__initiative__in": cases}
    lessons = report.lessons.filter(**about).select_related("team__initiative", "learnt_by").order_by("pk")
    points = report.points.filter(**about).select_related("team__initiative", "owner").order_by("pk")
    return Outcome(report, list(lessons), list(points))


def linkable(user: User) -> InitiativeQuerySet:
    """Initiatives this colleague may link to an event: public ones, and those they may read."""
    readable = readable_cases(user).order_by().values("pk")
    return Initiative.objects.filter(Q(pk__in=Initiative.objects.public().values("pk")) | Q(pk__in=readable))


def shown_initiatives(event: Event, user: User) -> list[Initiative]:
    """The initiatives of an event that this colleague may know of."""
    return list(linkable(user).filter(events=event).order_by("number"))


def writable(event: Event, user: User) -> InitiativeQuerySet:
    """The initiatives of an event for which this colleague may write lessons and promises."""
    return writable_cases(user).filter(events=event).order_by("number")


def drafts_of_series(event: Event, at: datetime) -> int:
    """How many concepts of its series are still to be published."""
    if event.series is None:
        return 0
    return event.series.events.filter(state=EventState.DRAFT, starts_at__gt=at).count()


def siblings(event: Event) -> list[Event]:
    """The other events of its series."""
    if event.series is None:
        return []
    return list(event.series.events.exclude(pk=event.pk).order_by("starts_at", "pk"))
