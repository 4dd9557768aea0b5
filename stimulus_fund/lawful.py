"""What the law does not let happen to a term: each move it refuses, with its article. Pure: no database, no clock."""

from collections.abc import Callable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.calendar import end_of_term, is_working_day
from core.refusal import Refusal
from stimulus_fund.clock import OVER, Clock, Event, Happening
from stimulus_fund.law import Law

STOPS = {Happening.AGREED, *OVER}


class TermEnded(Refusal):
    """It was decided or withdrawn: nothing happens to its term any more."""


class NoSuchStop(Refusal):
    """This kind of term does not know this stop, or there is nothing to end."""


class BadDay(Refusal):
    """The day that was named is none the law or the municipality's own rule allows."""

    field = "until"


class ExtendedBefore(Refusal):
    """A term is extended once (Awb 4:14, 7:10 lid 3, 9:11 lid 2)."""


class TermPassed(Refusal):
    """The term ended before: what was meant to come within it came too late."""


class CompletedTooLate(Refusal):
    """The last day to complete passed (Awb 4:5)."""


class NotTooLate(Refusal):
    """The municipality is not in default: the term has not passed (Awb 4:17 lid 3)."""


class NotToBeLeft(Refusal):
    """An application may not be left unhandled now (Awb 4:5)."""


def require(event: Event, clock: Clock, law: Law) -> None:
    """Raise a Refusal when this may not happen to the term. `clock` was read on the day of the event."""
    if clock.ended_on is not None:
        raise TermEnded(_("Dat kan niet meer: op %(day)s kwam er een eind aan.") % {"day": shown(clock.ended_on)})
    if event.kind in STOPS:
        _stoppable(event, clock)
    check = CHECKS.get(Happening(event.kind))
    if check is not None:
        check(event, clock, law)


def shown(day: date) -> str:
    """A day as people read it: 28 april 2026."""
    return date_format(day, "j F Y")


def _stoppable(event: Event, clock: Clock) -> None:
    """Late, completing may still be asked for: it only stops nothing any more."""
    if event.kind not in clock.procedure.stops:
        raise NoSuchStop(_("Deze termijn kan hierdoor niet stilstaan."))
    if clock.is_late and event.kind != Happening.ASKED:
        raise TermPassed(_("De laatste dag was %(day)s. De klok staat hierdoor niet meer stil.") % _last(clock))


def _asked(event: Event, clock: Clock, law: Law) -> None:
    """Without a term, asking stops nothing; the term is named in the request (Awb 4:5, 4:15 lid 1)."""
    _named(event, law)


def _agreed(event: Event, clock: Clock, law: Law) -> None:
    """Agreement holds for a stretch of time that is named (Awb 4:15 lid 2 onder a)."""
    _named(event, law)


def _named(event: Event, law: Law) -> date:
    if event.until is None or event.until <= event.on:
        raise BadDay(_("Noem een dag die nog komt."))
    if not is_working_day(event.until, law.closed):
        raise BadDay(_("%(day)s is geen werkdag. Noem een werkdag.") % {"day": shown(event.until)})
    return event.until


def _begun(event: Event, clock: Clock, law: Law) -> None:
    """A delay or force majeure that goes on does not begin again."""
    if any(stop.kind == event.kind and stop.is_open for stop in clock.stops):
        raise NoSuchStop(_("De klok staat hierdoor al stil."))


def _over(event: Event, clock: Clock, law: Law) -> None:
    """A delay or force majeure ends once, and only when it began."""
    if not any(OVER.get(Happening(stop.kind)) == event.kind and stop.is_open for stop in clock.stops):
        raise NoSuchStop(_("De klok staat hierdoor niet stil."))


def _completed(event: Event, clock: Clock, law: Law) -> None:
    """Until 23:59:59 in Amsterdam of the last day, judged by the moment of receipt."""
    asked = [stop for stop in clock.stops if stop.kind == Happening.ASKED]
    if not asked:
        raise NoSuchStop(_("Er is niet om een aanvulling gevraagd."))
    if asked[-1].until and event.on > asked[-1].until:
        raise CompletedTooLate(_("Aanvullen kon tot en met %(day)s.") % {"day": shown(asked[-1].until)})
    if asked[-1].is_over:
        raise NoSuchStop(_("De aanvulling is al binnen."))


def _extended(event: Event, clock: Clock, law: Law) -> None:
    """Once, told within the term, to a named day (Awb 4:14 lid 3, 7:10 lid 3, 9:11 lid 2)."""
    if clock.extended_on is not None:
        raise ExtendedBefore(_("De termijn is al een keer verlengd, op %(day)s.") % {"day": shown(clock.extended_on)})
    if clock.is_late:
        raise TermPassed(_("Verlengen kon tot en met %(day)s.") % _last(clock))
    until = _named(event, law)
    most = law.number(clock.procedure.extension, event.on)
    latest = end_of_term(clock.last_day, most.term, law.closed)
    if not clock.last_day < until <= latest:
        between = {"first": shown(clock.last_day), "latest": shown(latest)}
        raise BadDay(_("Noem een dag na %(first)s en uiterlijk %(latest)s.") % between)


def _default(event: Event, clock: Clock, law: Law) -> None:
    """Only once the term has passed (Awb 4:17 lid 3, 6:12), and once."""
    if not clock.procedure.has_penalty:
        raise NoSuchStop(_("Een ingebrekestelling kan alleen bij een aanvraag of een bezwaar."))
    if clock.respond is not None:
        raise NoSuchStop(_("Wij kregen al een ingebrekestelling, op %(day)s.") % {"day": shown(clock.respond.after)})
    if clock.open_stop is not None:
        raise NotTooLate(_("De klok staat stil. Wij zijn nog niet te laat."))
    if not clock.is_late:
        raise NotTooLate(_("Wij zijn nog niet te laat: wij hebben tot en met %(day)s.") % _last(clock))


def _unhandled(event: Event, clock: Clock, law: Law) -> None:
    """After the applicant could complete, and within four weeks (Awb 4:5 lid 1 en 4)."""
    if clock.unhandled is None:
        raise NotToBeLeft(_("Dit kan pas als de aanvrager tijd had om aan te vullen, en die tijd voorbij is."))
    if clock.unhandled.is_past(event.on):
        raise NotToBeLeft(_("Dit kon tot en met %(day)s.") % {"day": shown(clock.unhandled.last_day)})


def _last(clock: Clock) -> dict[str, str]:
    return {"day": shown(clock.last_day)}


CHECKS: dict[Happening, Callable[[Event, Clock, Law], None]] = {
    Happening.ASKED: _asked,
    Happening.COMPLETED: _completed,
    Happening.AGREED: _agreed,
    Happening.DELAYED: _begun,
    Happening.DELAY_OVER: _over,
    Happening.HINDERED: _begun,
    Happening.HINDRANCE_OVER: _over,
    Happening.EXTENDED: _extended,
    Happening.DEFAULT: _default,
    Happening.UNHANDLED: _unhandled,
}
