"""The clock of the law: what happened goes in, until which day each side has comes out. Pure: no database, no clock.

It serves decisions on applications, on objections and on complaints alike: a term, what may stop it, and what may
extend it. A request to complete stops it from the day after, the other stops from the day itself, and each until the
day it ended: on that day the clock runs again (Awb 4:15). Where the text leaves a day in doubt it is read against the
municipality, so that a decision within this clock is in time by every reading.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.calendar import ONE_DAY, Stretch, local_day, merge
from stimulus_fund.law import Deadline, Law, Number, Rule, deadline, named_deadline, spare_outage, spare_outages
from stimulus_fund.penalty import Penalty, penalty


class Happening(TextChoices):
    """What can happen to a term of the law."""

    RECEIVED = "received", _("ontvangen")
    ASKED = "asked", _("om aanvulling gevraagd")
    COMPLETED = "completed", _("aangevuld")
    AGREED = "agreed", _("ingestemd met uitstel")
    DELAYED = "delayed", _("vertraging door de aanvrager")
    DELAY_OVER = "delay_over", _("vertraging voorbij")
    HINDERED = "hindered", _("overmacht gemeld")
    HINDRANCE_OVER = "hindrance_over", _("overmacht voorbij")
    EXTENDED = "extended", _("verlengd")
    HEARD = "heard", _("gehoord")
    DEFAULT = "default", _("in gebreke gesteld")
    DECIDED = "decided", _("besloten")
    UNHANDLED = "unhandled", _("besloten niet te behandelen")
    WITHDRAWN = "withdrawn", _("ingetrokken door de aanvrager")


ENDS = frozenset({Happening.DECIDED, Happening.UNHANDLED, Happening.WITHDRAWN})
OVER = {
    Happening.ASKED: Happening.COMPLETED,
    Happening.DELAYED: Happening.DELAY_OVER,
    Happening.HINDERED: Happening.HINDRANCE_OVER,
}


@dataclass(frozen=True)
class Event:
    """Something that happened, at the moment it was received or sent. `until` is the last day it named, if any."""

    kind: str
    at: datetime
    until: date | None = None

    @property
    def on(self) -> date:
        """The day it was in Amsterdam."""
        return local_day(self.at)


@dataclass(frozen=True)
class Procedure:
    """A kind of term: what it takes, what may extend it, what may stop it by which article, whether lateness costs."""

    name: str
    decision: str
    extension: str
    extension_article: str
    stops: Mapping[str, str]
    has_penalty: bool = True


APPLICATION = Procedure(
    name="application",
    decision=Rule.DECISION,
    extension=Rule.EXTENSION,
    extension_article="Awb 4:14 lid 3",
    stops={
        Happening.ASKED: "Awb 4:15 lid 1 onder a",
        Happening.AGREED: "Awb 4:15 lid 2 onder a",
        Happening.DELAYED: "Awb 4:15 lid 2 onder b",
        Happening.HINDERED: "Awb 4:15 lid 2 onder c",
    },
)
OBJECTION = Procedure(
    name="objection",
    decision=Rule.OBJECTION_DECISION,
    extension=Rule.OBJECTION_EXTENSION,
    extension_article="Awb 7:10 lid 3",
    stops={
        Happening.ASKED: "Awb 7:10 lid 2",
        Happening.AGREED: "Awb 7:10 lid 4",
        Happening.HINDERED: "Awb 4:15 lid 2 onder c",
    },
)
COMPLAINT = Procedure(
    name="complaint",
    decision=Rule.COMPLAINT,
    extension=Rule.COMPLAINT_EXTENSION,
    extension_article="Awb 9:11 lid 2",
    stops={Happening.AGREED: "Awb 9:11 lid 3"},
    has_penalty=False,
)


@dataclass(frozen=True)
class Stop:
    """A stretch in which the term stood still, by what and under which article.

    `until` is the last day the other side has or agreed to. `stretch` is None when no day came of it. While `is_open`
    the stretch runs to the day before today: the last day of the clock is then the one if it ended today. What
    `came_too_late` began after the last day and stopped nothing. `is_over` when the other side did what was asked, or
    what held it up was said to be over.
    """

    kind: str
    article: str
    told_on: date
    first: date
    until: date | None
    stretch: Stretch | None
    is_open: bool
    came_too_late: bool = False
    is_over: bool = False


@dataclass(frozen=True)
class Clock:
    """How a term stands on `today`. `deadline` is the last day to decide; the other days are None until they matter."""

    procedure: Procedure
    today: date
    received_on: date
    deadline: Deadline
    first_deadline: Deadline
    stops: tuple[Stop, ...]
    days_used: int
    days_total: int
    extended_on: date | None = None
    ended_on: date | None = None
    ended_by: str | None = None
    unhandled: Deadline | None = None
    respond: Deadline | None = None
    penalty: Penalty | None = None

    @property
    def last_day(self) -> date:
        """The last day on which the decision is in time."""
        return self.deadline.last_day

    @property
    def open_stop(self) -> Stop | None:
        """What makes it stand still today, or None."""
        return next((stop for stop in self.stops if stop.is_open), None)

    @property
    def is_late(self) -> bool:
        """True when the last day passed, or had passed when it was decided."""
        return self.deadline.is_past(self.ended_on or self.today)

    @property
    def days_left(self) -> int:
        """Days from today to the last day; negative when it passed."""
        return (self.last_day - self.today).days


def read(
    procedure: Procedure,
    events: Iterable[Event],
    law: Law,
    today: date,
    *,
    counts_from: date | None = None,
    number: Number | None = None,
) -> Clock:
    """The clock of a case on a day.

    It counts from the day after receipt, or after `counts_from` (an objection: the last day to object, Awb 7:10).
    `number` is the term in place of the procedure's own (a scheme's term, a committee). Raises UnknownRule when the
    law is not loaded, and ValueError when nothing was received.
    """
    told = sorted(events, key=lambda event: event.at)
    received = _first(told, Happening.RECEIVED)
    if received is None:
        raise ValueError("A term begins with a receipt")
    after = counts_from or received.on
    number = number or law.number(procedure.decision, after)
    end = next((event for event in told if event.kind in ENDS), None)
    day = end.on if end else today
    stops = _stops(procedure, told, law, day, ended=end is not None)
    first = deadline(number, after, law, _still(stops, after))
    extension = _first(told, Happening.EXTENDED)
    last = _extended(procedure, extension, stops, law) if extension else first
    stops = tuple(_judged(stop, last.last_day) for stop in stops)
    ran_until = day - ONE_DAY if any(stop.is_open for stop in stops) else day
    notice = _first(told, Happening.DEFAULT) if procedure.has_penalty else None
    respond = deadline(law.number(Rule.DEFAULT, notice.on), notice.on, law) if notice else None
    return Clock(
        procedure=procedure,
        today=today,
        received_on=received.on,
        deadline=last,
        first_deadline=first,
        stops=stops,
        days_used=_running_days(after, min(ran_until, last.last_day), stops),
        days_total=_running_days(after, last.last_day, stops),
        extended_on=extension.on if extension else None,
        ended_on=end.on if end else None,
        ended_by=end.kind if end else None,
        unhandled=_unhandled(told, stops, law, today),
        respond=respond,
        penalty=penalty(respond.last_day, day, law, ended=end is not None) if respond else None,
    )


def completion(asked_on: date, law: Law) -> Deadline:
    """Until which day an applicant may complete, when the municipality names no other day (Awb 4:5)."""
    return spare_outages(deadline(law.number(Rule.COMPLETE, asked_on), asked_on, law), law)


def _first(events: Sequence[Event], kind: str) -> Event | None:
    return next((event for event in events if event.kind == kind), None)


def _stops(procedure: Procedure, events: Sequence[Event], law: Law, day: date, *, ended: bool) -> tuple[Stop, ...]:
    return tuple(
        _stop(event, procedure.stops[event.kind], events[place + 1 :], law, day, ended=ended)
        for place, event in enumerate(events)
        if event.kind in procedure.stops
    )


def _stop(event: Event, article: str, later: Sequence[Event], law: Law, day: date, *, ended: bool) -> Stop:
    """One stop as it stands on `day`. The clock runs again on the day it ended, or as if that were today."""
    until = event.until
    if until and event.kind == Happening.ASKED:
        until, _outage = spare_outage(until, law)
    back_on = day
    is_open = True
    if event.kind == Happening.AGREED and until:
        back_on, is_open = until, day < until
    elif until and until < day:
        back_on, is_open = until, False
    over = _first(later, OVER[Happening(event.kind)]) if event.kind in OVER else None
    if over and (over.on < back_on or is_open):
        back_on, is_open = over.on, False
    first, last = event.on + ONE_DAY if event.kind == Happening.ASKED else event.on, back_on - ONE_DAY
    stretch = Stretch(first, last) if first <= last else None
    return Stop(event.kind, article, event.on, first, until, stretch, is_open and not ended, is_over=over is not None)


def _judged(stop: Stop, last_day: date) -> Stop:
    """A stop that began after the last day stopped nothing."""
    return replace(stop, stretch=None, is_open=False, came_too_late=True) if stop.first > last_day else stop


def _still(stops: Iterable[Stop], after: date, told_from: date | None = None) -> list[Stretch]:
    """The days it stood still after `after`, by stops that began on or after `told_from`; overlapping days once."""
    stretches = [stop.stretch for stop in stops if stop.stretch and (told_from is None or stop.told_on >= told_from)]
    return merge(stretches, after)


def _extended(procedure: Procedure, extension: Event, stops: tuple[Stop, ...], law: Law) -> Deadline:
    """The day named in the extension, pushed on only by what began afterwards: the rest was known when it was named."""
    if extension.until is None:
        raise ValueError("An extension names a day")
    number = law.number(procedure.extension, extension.on)
    later = _still(stops, extension.on, told_from=extension.on)
    return named_deadline(number, extension.on, extension.until, law, later)


def _running_days(after: date, until: date, stops: Iterable[Stop]) -> int:
    """How many days after `after`, up to and including `until`, the clock ran."""
    stood = sum(
        max(0, (min(stretch.last, until) - stretch.first + timedelta(days=1)).days) for stretch in _still(stops, after)
    )
    return max(0, (until - after).days - stood)


def _unhandled(events: Sequence[Event], stops: tuple[Stop, ...], law: Law, today: date) -> Deadline | None:
    """Until which day an application may be left unhandled: four weeks after it was completed or could have been."""
    asked = next((stop for stop in reversed(stops) if stop.kind == Happening.ASKED), None)
    if asked is None or asked.until is None:
        return None
    completed = next(
        (event.on for event in events if event.kind == Happening.COMPLETED and event.on >= asked.told_on), None
    )
    if completed is None and today <= asked.until:
        return None
    after = min(completed, asked.until) if completed else asked.until
    return deadline(law.number(Rule.UNHANDLED, after), after, law)
