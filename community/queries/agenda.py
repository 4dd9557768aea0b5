"""What everyone reads of the agenda: the list, the feed, one event. Each starts from `Event.objects.public()`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise as LazyText
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from city.models import Wijk
from community.enums.agenda import Visibility
from community.models import Event, EventKind, EventReport
from community.models.event import EventQuerySet
from core.components import Tone
from initiatives.models import Initiative

PAGE_SIZE = 12
LAST_PAGE = 100
MOST_SIBLINGS = 30
MOST_OF_A_SERIES = 5  # so many times as many are looked at, to show different ones
MOST_OF_ONE, MOST_EARLIER = 12, 3
FED_BACK = timedelta(days=90)
MOST_FED = 500
Text = str | LazyText


@dataclass(frozen=True)
class Line:
    """An event in a list, with what to know about it in a few words."""

    event: Event
    status: Text
    tone: Tone

    @property
    def month(self) -> datetime:
        """What the list is grouped by."""
        return self.event.starts_at


@dataclass(frozen=True)
class Lines:
    """One page of a list."""

    lines: Sequence[Line]
    number: int
    has_next: bool


@dataclass(frozen=True)
class EventPage:
    """An event as everyone reads it; `report` only when that is public, `initiatives` those that are."""

    event: Event
    status: Text
    tone: Tone
    initiatives: Sequence[Initiative]
    siblings: Sequence[Event]
    report: EventReport | None


def agenda(rows: EventQuerySet, number: int, *, earlier: bool, at: datetime) -> Lines:
    """Page `number` of these events: the coming ones soonest first, the earlier ones latest first."""
    number = min(max(number, 1), LAST_PAGE)
    start = (number - 1) * PAGE_SIZE
    ordered = rows.earlier(at).order_by("-starts_at", "-pk") if earlier else rows.coming(at).order_by("starts_at", "pk")
    told = with_report(ordered.select_related("kind", "wijk"))
    found = list(told[start : start + PAGE_SIZE + 1])
    lines = [Line(event, *status_of(event, at, has_report=event.has_report)) for event in found[:PAGE_SIZE]]
    return Lines(lines, number, has_next=len(found) > PAGE_SIZE and number < LAST_PAGE)


def of_initiative(initiative: Initiative, at: datetime) -> tuple[list[Line], list[Line]]:
    """The public events of an initiative: the coming ones soonest first, and the latest of what was. One query."""
    found = with_report(Event.objects.public().filter(initiatives=initiative)).order_by("-starts_at", "-pk")
    lines = [Line(event, *status_of(event, at, has_report=event.has_report)) for event in found[:MOST_OF_ONE]]
    coming = [line for line in reversed(lines) if not line.event.is_over(at)]
    earlier = [line for line in lines if line.event.is_over(at) and not line.event.is_cancelled]
    return coming, earlier[:MOST_EARLIER]


def with_report(rows: QuerySet[Event]) -> QuerySet[Any]:
    """The same events, each knowing whether everyone may read what came of it."""
    public_report = EventReport.objects.filter(event=OuterRef("pk"), visibility=Visibility.PUBLIC)
    return rows.annotate(has_report=Exists(public_report))


def soonest(at: datetime, count: int) -> list[Line]:
    """What comes next for everyone, of a series the first alone, without what was cancelled. One query."""
    coming = Event.objects.public().coming(at).filter(cancelled_at=None).order_by("starts_at", "pk")
    found: dict[tuple[int | None, int], Event] = {}
    for event in coming[: MOST_OF_A_SERIES * count]:
        found.setdefault((event.series_id, 0) if event.series_id else (None, event.pk), event)
    return [Line(event, *status_of(event, at)) for event in list(found.values())[:count]]


def event_page(event: Event, at: datetime) -> EventPage:
    """One event, in a number of queries that does not depend on what hangs on it."""
    report = EventReport.objects.filter(event=event, visibility=Visibility.PUBLIC).first()
    siblings = []
    if event.series_id:
        others = Event.objects.public().filter(series=event.series_id).exclude(pk=event.pk).coming(at)
        siblings = list(others.order_by("starts_at", "pk")[:MOST_SIBLINGS])
    return EventPage(
        event,
        *status_of(event, at, has_report=report is not None),
        initiatives=list(Initiative.objects.public().filter(events=event).order_by("title", "pk")),
        siblings=siblings,
        report=report,
    )


def status_of(event: Event, at: datetime, *, has_report: bool = False) -> tuple[Text, Tone]:
    """What to know of an event first, in a few words, and how weighty that is."""
    if event.is_cancelled:
        return _("Gaat niet door"), Tone.NEGATIVE
    if event.is_draft:
        return _("Concept"), Tone.NEUTRAL
    if event.is_over(at):
        return (_("Met verslag"), Tone.INFO) if has_report else (_("Geweest"), Tone.NEUTRAL)
    return _room(event, at)


def _room(event: Event, at: datetime) -> tuple[Text, Tone]:
    """Whether one can come to an event that is still to be."""
    if not event.takes_registrations:
        return _("Loop zo binnen"), Tone.POSITIVE
    if not event.is_open(at):
        return _("Aanmelden is gesloten"), Tone.NEUTRAL
    if event.free is None:
        return _("Meld u aan"), Tone.POSITIVE
    if event.free <= 0:
        return _("Vol, er is een wachtlijst"), Tone.WARNING
    left = ngettext("Nog %(free)d plaats", "Nog %(free)d plaatsen", event.free) % {"free": event.free}
    return left, Tone.POSITIVE


def fed(at: datetime) -> QuerySet[Event]:
    """The events of the calendar everyone can subscribe to: what comes, what was lately, and what was cancelled."""
    recent = Event.objects.public().filter(ends_at__gt=at - FED_BACK).select_related("kind")
    return recent.order_by("starts_at", "pk")[:MOST_FED]


def latest_public_slugs() -> QuerySet[Event, str]:
    """The addresses of the public events that search engines should know, the latest first."""
    return Event.objects.public().order_by("-starts_at", "-pk").values_list("slug", flat=True)[:MOST_FED]


def kinds() -> QuerySet[EventKind]:
    """The kinds to filter by."""
    return EventKind.objects.filter(active=True).order_by("position", "name")


def wijk_options() -> list[tuple[str, str]]:
    """The wijken to filter by."""
    return list(Wijk.objects.order_by("name").values_list("slug", "name"))


def kind_options() -> list[tuple[str, str]]:
    """The kinds to filter by, in the language of the reader."""
    name = "name_en" if get_language() == "en" else "name"
    return list(kinds().values_list("slug", name))


def is_full(event: Event) -> bool:
    """True when whoever registers now comes on the waiting list."""
    return event.free is not None and (event.free <= 0 or event.registrations.waiting().exists())
