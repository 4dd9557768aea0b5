"""Events of the agenda: planning them once or as a series, changing, publishing and cancelling."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import repeats
from community.actions import seats
from community.actions.event_facts import EventFacts, Repeat
from community.enums.agenda import EventState
from community.lifecycle.agenda import require_event
from community.models import Event, EventSeries
from community.models.event import SLUG_LENGTH
from community.notices import agenda as notices
from community.queries.workplace_agenda import linkable
from core import audit, outbox
from core.refusal import Conflict, Refusal

FIELDS = (
    *("kind", "title", "text", "starts_at", "ends_at", "place", "link", "access", "audience", "wijk", "theme"),
    *("visibility", "takes_registrations", "capacity", "registration_until"),
)
TOLD = ("title", "starts_at", "ends_at", "place", "link")  # who comes hears of a change in one of these
LONGEST_SERIES = 26
ROOM_FOR_DATE = len("-2026-12-31-99")
MOST_NAMESAKES = 99


@transaction.atomic
def plan_event(*, facts: EventFacts, by: User, at: datetime) -> Event:
    """Write an event as a concept. Raises Refusal for what cannot be."""
    _check(facts)
    _require_coming(facts.starts_at, at)
    return _write(facts, series=None, by=by, at=at)


@transaction.atomic
def plan_series(*, facts: EventFacts, repeat: Repeat, by: User, at: datetime) -> list[Event]:
    """Write each event of a series as a concept of its own. Raises Refusal for what cannot be."""
    _check(facts)
    _require_coming(facts.starts_at, at)
    if not 2 <= repeat.times <= LONGEST_SERIES:
        raise Refusal(_("Een reeks heeft 2 tot en met 26 bijeenkomsten."), field="times")
    series = EventSeries.objects.create(rhythm=repeat.rhythm, made_at=at)
    first = localdate(facts.starts_at)
    days = repeats.days(first, repeat.rhythm, repeat.times)
    return [_write(_later(facts, day - first), series=series, by=by, at=at) for day in days]


@transaction.atomic
def change_event(*, event: Event, version: int, facts: EventFacts, by: User, at: datetime) -> Event:
    """Change an event that is not over; who comes hears of another title, time or place, and the waiting list moves.

    Raises Conflict when somebody saved since, and Refusal for what cannot be.
    """
    event = seats.lock(event)
    _require_version(event, version)
    _require_standing(event, at)
    _check(facts)
    if facts.starts_at != event.starts_at:
        _require_coming(facts.starts_at, at)
        event.registrations.update(reminded_at=None)
    _check_promised(event, facts)
    before, told = _recorded(event), [getattr(event, name) for name in TOLD]
    for name, value in _values(facts).items():
        setattr(event, name, value)
    event.version += 1
    event.changed_at = at
    event.save()
    # What this person may not know of was linked by somebody else, and stays.
    others = event.initiatives.exclude(pk__in=linkable(by).order_by().values("pk"))
    event.initiatives.set([*others, *facts.initiatives])
    audit.record(verb="event.changed", subject=event, by=by, at=at, before=before, after=_recorded(event))
    moved = seats.fill(event, at=at)
    messages = notices.seated(moved, from_list=True)
    if event.state == EventState.PUBLISHED and told != [getattr(event, name) for name in TOLD]:
        messages += notices.changed(event, besides=moved)
    outbox.enqueue(*messages, at=at)
    return event


@transaction.atomic
def publish_event(*, event: Event, by: User, at: datetime) -> Event:
    """Let its readers see an event, and register. Raises Refusal for what is over, IllegalTransition."""
    event = seats.lock(event)
    require_event(event.state, EventState.PUBLISHED)
    _require_coming(event.starts_at, at)
    event.state, event.published_at, event.changed_at = EventState.PUBLISHED, at, at
    event.save(update_fields=["state", "published_at", "changed_at"])
    audit.record(verb="event.published", subject=event, by=by, at=at, after={"visibility": event.visibility})
    return event


@transaction.atomic
def publish_series(*, series: EventSeries, by: User, at: datetime) -> int:
    """Publish all concepts of a series that are still to come; returns how many."""
    drafts = series.events.filter(state=EventState.DRAFT, starts_at__gt=at).order_by("pk")
    return len([publish_event(event=event, by=by, at=at) for event in drafts])


@transaction.atomic
def cancel_event(*, event: Event, version: int, reason: str, by: User, at: datetime) -> Event:
    """Say that an event does not take place, and why; it goes out of the calendar of whoever would come.

    Raises Conflict when somebody saved since, Refusal without a reason or once it began, IllegalTransition.
    """
    event = seats.lock(event)
    _require_version(event, version)
    require_event(event.state, EventState.CANCELLED)
    if event.starts_at <= at:
        raise Refusal(_("Deze bijeenkomst is al begonnen."), field="reason")
    if not reason.strip():
        raise Refusal(_("Zeg waarom de bijeenkomst niet doorgaat."), field="reason")
    event.state, event.cancelled_at, event.cancelled_reason = EventState.CANCELLED, at, reason.strip()
    event.version += 1
    event.changed_at = at
    event.save()
    audit.record(verb="event.cancelled", subject=event, by=by, at=at)
    outbox.enqueue(*notices.cancelled(event), at=at)
    return event


@transaction.atomic
def throw_away(*, event: Event, by: User, at: datetime) -> None:
    """Delete a concept that nobody saw. Raises Refusal once it was published."""
    event = seats.lock(event)
    if not event.is_draft:
        raise Refusal(_("Deze bijeenkomst is al gepubliceerd. U kunt haar afzeggen."))
    audit.record(verb="event.thrown_away", subject=event, by=by, at=at, before=_recorded(event))
    event.delete()


def _write(facts: EventFacts, *, series: EventSeries | None, by: User, at: datetime) -> Event:
    event = Event(**_values(facts), series=series, made_by=by, made_at=at, changed_at=at)
    _save_with_free_slug(event)
    event.initiatives.set(facts.initiatives)
    audit.record(verb="event.planned", subject=event, by=by, at=at, after=_recorded(event))
    return event


def _save_with_free_slug(event: Event) -> None:
    """Save with an address of title and day that no other event has, also when two are planned at once."""
    day = localdate(event.starts_at).isoformat()
    wished = f"{slugify(event.title)[: SLUG_LENGTH - ROOM_FOR_DATE].strip('-') or 'bijeenkomst'}-{day}"
    for number in range(1, MOST_NAMESAKES):
        event.slug = wished if number == 1 else f"{wished}-{number}"
        if Event.objects.filter(slug=event.slug).exists():
            continue
        try:
            with transaction.atomic():
                return event.save()
        except IntegrityError:
            if not Event.objects.filter(slug=event.slug).exists():
                raise
    raise Refusal(_("Er zijn op deze dag te veel bijeenkomsten met deze titel."), field="title")


def _later(facts: EventFacts, by: timedelta) -> EventFacts:
    until = facts.registration_until
    return replace(
        facts,
        starts_at=repeats.moved(facts.starts_at, by),
        ends_at=repeats.moved(facts.ends_at, by),
        registration_until=repeats.moved(until, by) if until else None,
    )


def _check(facts: EventFacts) -> None:
    """Raise Refusal for what no event can be."""
    if facts.ends_at <= facts.starts_at:
        raise Refusal(_("Een bijeenkomst eindigt na het begin."), field="ends")
    if not facts.place.strip() and not facts.link.strip():
        raise Refusal(_("Vul een plek in, of een adres om online mee te doen."), field="place")
    if facts.link.strip() and not facts.takes_registrations:
        raise Refusal(_("Wie online meedoet, meldt zich aan: de link komt per e-mail."), field="takes_registrations")
    if facts.capacity and not facts.takes_registrations:
        raise Refusal(_("Alleen wie aanmelden toestaat, kan plaatsen tellen."), field="capacity")
    if facts.registration_until and not facts.takes_registrations:
        raise Refusal(_("Zonder aanmelden is er geen laatste dag om aan te melden."), field="until")
    if facts.registration_until and localdate(facts.registration_until) > localdate(facts.starts_at):
        raise Refusal(_("Aanmelden kan tot en met de dag zelf."), field="until")


def _check_promised(event: Event, facts: EventFacts) -> None:
    """Raise Refusal for a change that takes away what people were told or given."""
    if not event.is_draft and facts.visibility != event.visibility:
        raise Refusal(_("Wat gepubliceerd is, blijft openbaar of intern."), field="visibility")
    if facts.capacity is not None and facts.capacity < event.seats_taken:
        told = _("Er zijn al %(taken)d plaatsen vergeven. Kies ten minste dat aantal.") % {"taken": event.seats_taken}
        raise Refusal(told, field="capacity")
    if not facts.takes_registrations and event.registrations.active().exists():
        raise Refusal(_("Er zijn al mensen aangemeld."), field="takes_registrations")


def _require_coming(moment: datetime, at: datetime) -> None:
    if moment <= at:
        raise Refusal(_("Kies een moment dat nog komt."), field="day")


def _require_standing(event: Event, at: datetime) -> None:
    if event.is_cancelled:
        raise Refusal(_("Deze bijeenkomst is afgezegd."))
    if event.is_over(at):
        raise Refusal(_("Deze bijeenkomst is voorbij. Schrijf een verslag."))


def _require_version(event: Event, version: int) -> None:
    if event.version != version:
        theirs = {name: getattr(event, name) for name in (*FIELDS, "version")}
        raise Conflict(_("Een collega heeft deze bijeenkomst intussen aangepast. Kijk wat er nu staat."), theirs)


def _values(facts: EventFacts) -> dict[str, Any]:
    given = {name: getattr(facts, name) for name in FIELDS}
    return {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}


def _recorded(event: Event) -> dict[str, object]:
    return {
        "kind": event.kind.slug,
        "starts_at": event.starts_at.isoformat(),
        "ends_at": event.ends_at.isoformat(),
        "visibility": str(event.visibility),
        "capacity": event.capacity,
    }
