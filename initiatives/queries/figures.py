"""How the municipality keeps its promises, over the past year. Counts and days only, of cases nobody can tell apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from city.queries import closed_days
from core.calendar import working_day_numbers
from initiatives.enums import Party, PromiseKind
from initiatives.models import Promise, PromiseTerm, WaitingSpan
from initiatives.queries.promises import terms_on

PERIOD = timedelta(days=365)
ANSWERS = (PromiseKind.FIRST_ANSWER, PromiseKind.POSITION)
OURS = WaitingSpan.objects.filter(initiative=OuterRef("initiative"), party=Party.MUNICIPALITY).order_by()
GAVE_AWAY_ON = TruncDate(Subquery(OURS.values("initiative").annotate(at=Max("ended_at")).values("at")))
FEWEST = 5  # below this a median says more about one case than about the municipality


@dataclass(frozen=True)
class Kept:
    """How one kind of promise was kept: `median_days` in working days, `share` in whole percents.

    None where there were fewer than FEWEST; `answered` and `due` say how many they were. `promised_days` is the
    term that holds now.
    """

    kind: PromiseKind
    promised_days: int
    answered: int
    median_days: float | None
    due: int
    share: int | None


def promises(today: date) -> list[Kept]:
    """How the promises of an answer were kept in the year up to today. Six queries."""
    begin, closed, terms = today - PERIOD, closed_days(), terms_on(today)
    return [kept(terms[kind], begin, today, closed) for kind in ANSWERS if kind in terms]


def kept(term: PromiseTerm, begin: date, end: date, closed: frozenset[date]) -> Kept:
    """One kind of promise of the municipality between two days.

    One that is still open counts as broken while the municipality has the ball, or when it was late already when the
    ball went to somebody else; else the clock stands still and its day will move (`initiatives.promises`).
    """
    rows = Promise.objects.filter(kind=term.kind, party=Party.MUNICIPALITY, withdrawn_on=None).order_by()
    days = days_needed(rows.filter(kept_on__range=(begin, end)), closed)
    late = Q(due_on__lt=end) & (Q(initiative__ball=Party.MUNICIPALITY) | Q(due_on__lt=F("gave_away_on")))
    due = rows.filter(due_on__range=(begin, end)).alias(gave_away_on=GAVE_AWAY_ON)
    fell_due = due.filter(Q(kept_on__isnull=False) | late)
    counted = fell_due.aggregate(all=Count("pk"), in_time=Count("pk", filter=Q(kept_on__lte=F("due_on"))))
    return Kept(
        kind=PromiseKind(term.kind),
        promised_days=term.working_days,
        answered=sum(count for _, count in days),
        median_days=median(days),
        due=counted["all"],
        share=share(counted["in_time"], counted["all"]),
    )


def days_needed(rows: QuerySet[Promise], closed: frozenset[date]) -> list[tuple[int, int]]:
    """(working days, how many promises took them), grouped by the database so that few rows come over."""
    spans = list(rows.values_list(TruncDate("made_at"), "kept_on").annotate(Count("pk")))
    days = [day for made_on, kept_on, _ in spans for day in (made_on, kept_on)]
    numbers = working_day_numbers(min(days), max(days), closed) if days else {}
    return [(numbers[kept_on] - numbers[made_on], count) for made_on, kept_on, count in spans]


def median(days: Iterable[tuple[int, int]]) -> float | None:
    """The middle of values with how often each occurs; None when there are fewer than FEWEST."""
    ordered = sorted(days)
    total = sum(count for _, count in ordered)
    if total < FEWEST:
        return None
    low, high = value_at((total - 1) // 2, ordered), value_at(total // 2, ordered)
    return (low + high) / 2


def value_at(place: int, ordered: Iterable[tuple[int, int]]) -> int:
    """The value at this place (from 0) when each is written out as often as it occurs."""
    passed = 0
    for value, count in ordered:
        passed += count
        if place < passed:
            return value
    raise IndexError(place)


def share(part: int, whole: int) -> int | None:
    """`part` of `whole` in percents, rounded down: a promise broken once is never 100 %."""
    return None if whole < FEWEST else part * 100 // whole
