"""How the terms of a challenge run: what started, stopped and moved them, and their last days. Dates in, dates out.

The weeks are the town's own; that their ends lie on a working day follows the Algemene termijnenwet.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.calendar import ONE_DAY, Stretch, Term, Unit, end_of_term, merge


@dataclass(frozen=True)
class Pause:
    """That something was asked on a day, to be answered until another; `answered_on` is None while it was not."""

    asked_on: date
    until: date
    answered_on: date | None = None

    @property
    def last(self) -> date:
        """The last day on which the clock stands still."""
        return min(self.answered_on, self.until) if self.answered_on else self.until


@dataclass(frozen=True)
class Weeks:
    """How long the steps of one challenge may take; `extend` is 0 while its term was not extended."""

    assess: int
    decide: int
    extend: int = 0


@dataclass(frozen=True)
class Clock:
    """How the terms of a challenge stand."""

    received_on: date
    weeks: Weeks
    pauses: tuple[Pause, ...]
    assess_by: date
    decide_by: date

    def stands_still(self, today: date) -> bool:
        """True while an answer is awaited and its time is not over."""
        return any(pause.answered_on is None and pause.asked_on < today <= pause.until for pause in self.pauses)

    def is_late(self, today: date) -> bool:
        """True when the last day for the decision is over."""
        return today > self.decide_by


def clock(received_on: date, weeks: Weeks, pauses: Sequence[Pause], closed: Collection[date]) -> Clock:
    """The clock of a challenge that came in on a day."""
    still = merge((Stretch(pause.asked_on + ONE_DAY, pause.last) for pause in pauses), received_on)
    all_weeks = weeks.assess + weeks.decide + weeks.extend
    return Clock(
        received_on=received_on,
        weeks=weeks,
        pauses=tuple(pauses),
        assess_by=end_of_term(received_on, Term(weeks.assess, Unit.WEEKS), closed, still),
        decide_by=end_of_term(received_on, Term(all_weeks, Unit.WEEKS), closed, still),
    )


def told(clock: Clock, today: date) -> list[str]:
    """The clock in plain words, a sentence a step, as it stands today."""
    weeks = clock.weeks
    lines = [
        _("De uitdaging kwam binnen op %(day)s. De termijn begint de dag erna.") % {"day": _day(clock.received_on)},
        _("De gemeente beoordeelt in %(assess)s en beslist daarna in %(decide)s.")
        % {"assess": _weeks(weeks.assess), "decide": _weeks(weeks.decide)},
    ]
    for pause in clock.pauses:
        facts = {"asked": _day(pause.asked_on), "last": _day(pause.last)}
        if pause.answered_on or today > pause.last:
            line = _("Op %(asked)s vroeg de gemeente om een aanvulling. De klok stond stil tot en met %(last)s.")
        else:
            line = _("Op %(asked)s vroeg de gemeente om een aanvulling. De klok staat stil, tot en met %(last)s.")
        lines.append(line % facts)
    if weeks.extend:
        lines.append(_("De gemeente nam één keer %(weeks)s langer.") % {"weeks": _weeks(weeks.extend)})
    return [*lines, _("De gemeente beslist uiterlijk op %(day)s.") % {"day": _day(clock.decide_by)}]


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _weeks(count: int) -> str:
    return ngettext("%(count)d week", "%(count)d weken", count) % {"count": count}
