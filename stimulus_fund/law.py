"""The numbers of the law as dated rules, and the day a term of the law ends. Pure: no database, no clock.

"Awb" is the Algemene wet bestuursrecht, "ATW" the Algemene termijnenwet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core import calendar
from core.calendar import Stretch, Term


class Rule(TextChoices):
    """What a number of the law is about."""

    DECISION = "decision", _("beslissen op een aanvraag")
    EXTENSION = "extension", _("verlengen, ten hoogste")
    COMPLETE = "complete", _("een aanvraag aanvullen")
    UNHANDLED = "unhandled", _("een aanvraag niet behandelen")
    DEFAULT = "default", _("alsnog beslissen na een ingebrekestelling")
    PENALTY_FIRST = "penalty_first", _("dwangsom per dag, eerste deel")
    PENALTY_SECOND = "penalty_second", _("dwangsom per dag, tweede deel")
    PENALTY_THIRD = "penalty_third", _("dwangsom per dag, derde deel")
    PENALTY_PART = "penalty_part", _("lengte van een deel van de dwangsom")
    PENALTY_DAYS = "penalty_days", _("dagen met een dwangsom, ten hoogste")
    PENALTY_DECISION = "penalty_decision", _("de hoogte van de dwangsom vaststellen")
    OBJECTION = "objection", _("bezwaar maken")
    POSTED = "posted", _("een bezwaar per post mag later aankomen")
    OBJECTION_DECISION = "objection_decision", _("beslissen op een bezwaar")
    OBJECTION_COMMITTEE = "objection_committee", _("beslissen op een bezwaar met een commissie")
    OBJECTION_EXTENSION = "objection_extension", _("beslissen op een bezwaar verdagen, ten hoogste")
    COMPLAINT = "complaint", _("een klacht afhandelen")
    COMPLAINT_COMMITTEE = "complaint_committee", _("een klacht afhandelen met een commissie")
    COMPLAINT_EXTENSION = "complaint_extension", _("een klacht verdagen, ten hoogste")
    PAYMENT = "payment", _("betalen")
    RECLAIM = "reclaim", _("intrekken of terugvorderen")
    OUTAGE = "outage", _("werkdagen erbij na een storing")


class Measure(TextChoices):
    """What a number counts: the units of a term, and euro cents."""

    DAYS = "days", _("dagen")
    WEEKS = "weeks", _("weken")
    MONTHS = "months", _("maanden")
    YEARS = "years", _("jaren")
    CENTS = "cents", _("eurocent")


class UnknownRule(LookupError):
    """No number for this rule has begun by this day: the law was not loaded (`manage.py load_town`)."""


@dataclass(frozen=True)
class Number:
    """A number of the law from a day on, with the article it stands in. `moves` says that the ATW holds for its end."""

    rule: str
    valid_from: date
    amount: int
    measure: str
    article: str
    moves: bool = True

    @property
    def rule_label(self) -> str:
        """What it is about, as people read it."""
        return str(Rule(self.rule).label)

    @property
    def measure_label(self) -> str:
        """What it counts, as people read it."""
        return str(Measure(self.measure).label)

    @property
    def term(self) -> Term:
        """The number as a term. Raises ValueError for an amount of money."""
        return Term(self.amount, calendar.Unit(self.measure), self.moves)


@dataclass(frozen=True)
class Law:
    """All numbers, and the days and outages that move an end. `closed` gives the name of each legal holiday.

    `outages` are the days on which the portal was out of order, for what people have to send us in time.
    """

    numbers: Sequence[Number]
    closed: Mapping[date, str]
    outages: Sequence[Stretch] = ()

    def number(self, rule: str, on: date) -> Number:
        """The number in force on a day: the latest that has begun. Raises UnknownRule."""
        begun = [number for number in self.numbers if number.rule == rule and number.valid_from <= on]
        if not begun:
            raise UnknownRule(f"No number for {rule} on {on}: run manage.py load_town")
        return max(begun, key=lambda number: number.valid_from)


@dataclass(frozen=True)
class Deadline:
    """Until which day, and why that day.

    It counts from the day after `after`; by plain counting, with the days it stood still, it would end on `plain`.
    `skipped` are the days from there on that are no last day, with the name of the holiday or "" for a weekend day.
    `outage` is the stretch without portal that moved it once more.
    """

    number: Number
    after: date
    plain: date
    last_day: date
    skipped: tuple[tuple[date, str], ...] = ()
    outage: Stretch | None = None

    def is_past(self, today: date) -> bool:
        """True when the last day is over."""
        return today > self.last_day


def deadline(number: Number, after: date, law: Law, still: Sequence[Stretch] = ()) -> Deadline:
    """The end of a term that begins the day after `after` and stood still on the merged days `still`."""
    plain = calendar.push(number.term.after(after), still)
    last_day = calendar.end_of_term(after, number.term, law.closed, still)
    return Deadline(number, after, plain, last_day, _skipped(plain, last_day, law))


def named_deadline(number: Number, after: date, named: date, law: Law, still: Sequence[Stretch] = ()) -> Deadline:
    """The end on a day that the municipality named itself, pushed on by the merged days `still` that came after."""
    plain = calendar.push(named, still)
    last_day = calendar.first_open_day(plain, law.closed, still)
    return Deadline(number, after, plain, last_day, _skipped(plain, last_day, law))


def receipt_deadline(rule: str, after: date, law: Law) -> Deadline:
    """The last day on which the portal must have received something; an outage on that day moves it."""
    return spare_outages(deadline(law.number(rule, after), after, law), law)


def spare_outages(end: Deadline, law: Law) -> Deadline:
    """Move a last day on which the portal was out of order to a working day after it: the municipality's own rule."""
    last_day, outage = spare_outage(end.last_day, law)
    return replace(end, last_day=last_day, outage=outage)


def spare_outage(day: date, law: Law) -> tuple[date, Stretch | None]:
    """A last day to send something, moved past the outages on it, and the outage that moved it last, if any."""
    moved_by = None
    while outage := next((stretch for stretch in law.outages if day in stretch), None):
        days = law.number(Rule.OUTAGE, day).amount
        day, moved_by = calendar.add_working_days(outage.last, max(1, days), law.closed), outage
    return day, moved_by


def objection_in_time(deadline: Deadline, received_on: date, law: Law, posted_on: date | None = None) -> bool:
    """True when it is received within the term, or posted within it and received within the week after (Awb 6:9)."""
    if received_on <= deadline.last_day:
        return True
    if posted_on is None or posted_on > deadline.last_day:
        return False
    week = law.number(Rule.POSTED, deadline.after)
    return received_on <= calendar.end_of_term(deadline.last_day, week.term, law.closed)


def _skipped(plain: date, last_day: date, law: Law) -> tuple[tuple[date, str], ...]:
    days = (plain + timedelta(days=offset) for offset in range((last_day - plain).days))
    return tuple((day, law.closed.get(day, "")) for day in days if not calendar.is_working_day(day, law.closed))
