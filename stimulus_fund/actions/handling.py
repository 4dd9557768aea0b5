"""What the handler of an application does until it can be judged: take it on, complete it, extend its term."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import outbox
from core.refusal import Refusal
from stimulus_fund import letters, lifecycle, notices
from stimulus_fund.actions.entering import entering
from stimulus_fund.actions.letters import send_letter
from stimulus_fund.actions.numbers import next_place
from stimulus_fund.actions.record import record
from stimulus_fund.actions.term import happen
from stimulus_fund.acts import Act
from stimulus_fund.clock import Happening
from stimulus_fund.enums import State
from stimulus_fund.models import Application, TermEvent
from stimulus_fund.queries.law import law
from stimulus_fund.queries.term import clock_of
from stimulus_fund.questions import Part

NOON = time(12)


@entering(Act.TAKE_ON)
def take_on(*, application: Application, by: User, at: datetime) -> Application:
    """Become the one who handles it, whom the applicant can call."""
    application.officer = by
    application.save(update_fields=["officer"])
    record(application, "application.taken_on", by=by, at=at)
    return application


@entering(Act.FIND_COMPLETE)
def find_complete(*, application: Application, reason: str, by: User, at: datetime) -> Application:
    """Say that it can be judged, and why; one that waits for completing only when the time for it is over.

    Raises Refusal while the applicant may still complete it.
    """
    if application.state == State.INCOMPLETE and clock_of(application, law(), localdate(at)).open_stop:
        raise Refusal(_("De aanvrager kan nog aanvullen. Wacht tot die tijd voorbij is."))
    application.complete_order = application.complete_order or next_place(at)
    _enter(application, State.ASSESSING)
    outbox.enqueue(*notices.to_assess(application), at=at)
    record(application, "application.complete", by=by, at=at, reason=reason)
    return application


@entering(Act.ASK)
def ask_to_complete(
    *, application: Application, parts: Sequence[Part], text: str, until: date, by: User, at: datetime
) -> TermEvent:
    """Ask for what is missing until a day; only these parts open again, and the term stops (Awb 4:5, 4:15).

    Raises what the law refuses.
    """
    event = happen(application, Happening.ASKED, at=at, by=by, until=until, text=text, parts=parts)
    application.complete_order = None  # it takes its place in the order anew when it is complete
    _enter(application, State.INCOMPLETE)
    send_letter(application, letters.completion(application, text=text, parts=parts, until=until, at=at), by=by, at=at)
    record(application, "application.asked", by=by, at=at, story="fund_asked", until=until.isoformat())
    return event


@entering(Act.EXTEND)
def extend(*, application: Application, until: date, reason: str, by: User, at: datetime) -> TermEvent:
    """Tell the applicant within the term that the decision comes later, once, and when (Awb 4:14 lid 3).

    Raises what the law refuses.
    """
    before = clock_of(application, law(), localdate(at)).last_day
    event = happen(application, Happening.EXTENDED, at=at, by=by, until=until, text=reason)
    clock = clock_of(application, law(), localdate(at))
    draft = letters.extension(application, reason=reason, before=before, clock=clock, at=at)
    send_letter(application, draft, by=by, at=at)
    record(application, "application.extended", by=by, at=at, story="fund_extended", until=until.isoformat())
    return event


@entering(Act.NOTE)
def note_event(
    *, application: Application, kind: Happening, on: date, until: date | None, text: str, by: User, at: datetime
) -> TermEvent:
    """Write down what happened outside the portal on a day: consent to wait, a delay, force majeure, a default.

    Raises Refusal for a day that is yet to come or lies before the application, and what the law refuses.
    """
    received = application.received_at
    if on > localdate(at) or (received and on < localdate(received)):
        raise Refusal(_("Kies een dag van de ontvangst tot en met vandaag."), field="on")
    moment = at if on == localdate(at) else make_aware(datetime.combine(on, NOON))
    event = happen(application, kind, at=moment, by=by, until=until, text=text, recorded_at=at)
    record(application, "application.term_noted", by=by, at=at, story="fund_term_noted", kind=kind.value)
    return event


def _enter(application: Application, state: State) -> None:
    lifecycle.require(application.state, state)
    application.state = state
    application.save(update_fields=["state", "complete_order"])
