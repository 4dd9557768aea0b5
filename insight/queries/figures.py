"""The figures in the open: everything is counted by the database, in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Min, QuerySet, Sum
from django.db.models.functions import ExtractYear, TruncDate
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from city.models import Theme, Wijk
from city.queries import closed_days
from core.calendar import working_day_numbers
from initiatives.enums import Outcome, Party, PlaceKind, PositionKind, PromiseKind
from initiatives.models import Initiative, TimelineEntry
from initiatives.queries.figures import kept, median
from initiatives.queries.promises import terms_on
from insight.disclosure import rounded
from insight.enums import Topic
from insight.models import KeptFigures
from insight.models.kept import LONGEST_CODE
from insight.open_figures import (
    Cell,
    OpenFigure,
    Row,
    as_kept,
    count_cell,
    counted,
    euro_cell,
    number_cell,
    percent_cell,
)
from insight.periods import EVERYTHING, Period, chosen, periods
from insight.queries.report import Reach, days_at_play
from insight.report import FEWEST
from stimulus_fund.queries.register import Wanted, decisions
from teams.models import SessionHours

HOURS_STEP = 10
MOST_BY_ONE = 0.5  # above this share a total says what one colleague did


@dataclass(frozen=True)
class Told:
    """The figures of a period, and when they were counted; `among` are the periods that can be asked for."""

    period: Period
    among: Sequence[Period]
    figures: Sequence[OpenFigure]
    counted_at: datetime


def told(code: str, *, at: datetime) -> Told:
    """The figures of the period with this code, as they were kept last; counted now when none were. One query or 24."""
    today, language = localdate(at), get_language() or settings.LANGUAGE_CODE
    kept_rows = {row.code: row for row in KeptFigures.objects.filter(code__in=[code[:LONGEST_CODE], EVERYTHING, ""])}
    since = kept_rows[EVERYTHING].first if EVERYTHING in kept_rows else first_day(today)
    among = periods(today, since)
    period = chosen(code, among)
    row = kept_rows.get(period.code)
    if row is None:
        return Told(period, among, figures(period, today), at)
    period = replace(period, first=row.first, last=row.last)
    return Told(period, among, [as_kept(figure) for figure in row.figures[language]], row.counted_at)


def first_day(today: date) -> date:
    """The day of the first initiative; today when there is none. One query."""
    first = Initiative.objects.order_by().aggregate(at=Min("submitted_at"))["at"]
    return localdate(first) if first else today


def figure(topic: Topic, period: Period, today: date) -> OpenFigure:
    """One figure."""
    return COUNTED[topic](period, today)


def figures(period: Period, today: date) -> list[OpenFigure]:
    """All figures of a period. A constant number of queries."""
    return [figure(topic, period, today) for topic in Topic]


def _lead_times(period: Period, today: date) -> OpenFigure:
    closed, terms = closed_days(), terms_on(today)
    rows = []
    for kind in (PromiseKind.FIRST_ANSWER, PromiseKind.POSITION):
        if kind not in terms:
            continue
        found = kept(terms[kind], period.first, period.last, closed)
        numbers = [number_cell(found.median_days), number_cell(found.promised_days), percent_cell(found.share)]
        numbers.append(count_cell(rounded(found.answered)))
        rows.append(Row(kind.label, numbers, mark=float(found.promised_days)))
    rows.insert(1, _until_owner(period, closed))
    columns = [_("Wat"), _("Werkdagen (mediaan)"), _("Beloofd"), _("Op tijd"), _("Hoeveel keer")]
    return OpenFigure(Topic.LEAD_TIMES, columns, rows, is_open=True)


def _until_owner(period: Period, closed: frozenset[date]) -> Row:
    owned = _days_to_owner(period, closed)
    times = rounded(sum(count for _days, count in owned))
    cells = [number_cell(median(owned)), Cell(_("geen belofte"), ""), Cell("–", ""), count_cell(times)]
    return Row(_("Een gids van de gemeente"), cells)


def _days_to_owner(period: Period, closed: frozenset[date]) -> list[tuple[int, int]]:
    """(working days until a guide took it up, how many initiatives that took)."""
    entries = TimelineEntry.objects.filter(Reach(*period.days).moments("at"), event="taken_up").order_by()
    spans = list(entries.values_list(TruncDate("initiative__submitted_at"), TruncDate("at")).annotate(Count("pk")))
    days = [day for begin, end, _count in spans for day in (begin, end)]
    numbers = working_day_numbers(min(days), max(days), closed) if days else {}
    return [(numbers[end] - numbers[begin], count) for begin, end, count in spans]


def _waiting(period: Period, today: date) -> OpenFigure:
    totals, cases = days_at_play(Reach(*period.days))
    whole = sum(totals.values())
    rows = []
    for party in Party:
        is_told = cases >= FEWEST
        days = number_cell(totals[party] / cases if is_told else None)
        part = percent_cell(round(100 * totals[party] / whole) if is_told and whole else None)
        rows.append(Row(party.label, [days, part]))
    return OpenFigure(
        topic=Topic.WAITING,
        columns=[_("Wie was aan zet"), _("Werkdagen per initiatief"), _("Deel van de tijd")],
        rows=rows,
        is_open=True,
    )


def arrived(period: Period) -> QuerySet[Initiative]:
    """The initiatives that came in during a period, each double once."""
    return Initiative.objects.filter(Reach(*period.days).moments("submitted_at"), merged_into=None).order_by()


def _wijken(period: Period, today: date) -> OpenFigure:
    placed = arrived(period).exclude(place_kind=PlaceKind.CITY)
    counts = dict(placed.values_list("wijk").annotate(Count("pk")))
    city_wide = arrived(period).filter(place_kind=PlaceKind.CITY).count()
    gallery = reverse("initiatives:gallery")
    lines = [(wijk.name, counts.get(wijk.pk, 0), f"{gallery}?wijk={wijk.slug}") for wijk in Wijk.objects.all()]
    return counted(Topic.WIJKEN, _("Wijk"), [*lines, (_("Hele stad"), city_wide, f"{gallery}?wijk=hele-stad")])


def _themes(period: Period, today: date) -> OpenFigure:
    counts = dict(arrived(period).values_list("theme").annotate(Count("pk")))
    gallery = reverse("initiatives:gallery")
    lines = [(theme.label, counts.get(theme.pk, 0), f"{gallery}?thema={theme.slug}") for theme in Theme.objects.all()]
    return counted(Topic.THEMES, _("Thema"), [*lines, (_("Nog geen thema"), counts.get(None, 0), "")])


def _positions(period: Period, today: date) -> OpenFigure:
    counts = dict(arrived(period).values_list("position_kind").annotate(Count("pk")))
    gallery = reverse("initiatives:gallery")
    lines = [(kind.label, counts.get(kind, 0), f"{gallery}?positie={kind.value}") for kind in PositionKind]
    return counted(Topic.POSITIONS, _("Positie"), [*lines, (_("Nog geen positie"), counts.get("", 0), "")])


def _outcomes(period: Period, today: date) -> OpenFigure:
    rows = Initiative.objects.filter(outcome_on__range=period.days, merged_into=None).order_by()
    counts = dict(rows.values_list("outcome").annotate(Count("pk")))
    lines = [(outcome.label, counts.get(outcome, 0), "") for outcome in Outcome]
    return counted(Topic.OUTCOMES, _("Hoe het nu gaat"), lines)


def _hours(period: Period, today: date) -> OpenFigure:
    given = SessionHours.objects.filter(session__held_on__range=period.days).order_by()
    position = "session__team__initiative__position_kind"
    cases = dict(given.values_list(position).annotate(Count("session__team", distinct=True)))
    by_person: dict[str, list[int]] = {}
    for kind, _user, minutes in given.values_list(position, "user").annotate(Sum("minutes")):
        by_person.setdefault(kind, []).append(minutes)
    rows = [
        Row(str(name), [hours_cell(by_person.get(kind, []), cases.get(kind, 0))])
        for kind, name in [*PositionKind.choices, ("", _("Nog geen positie"))]
    ]
    return OpenFigure(Topic.HOURS, [_("Positie"), _("Uren")], rows)


def hours_cell(minutes: list[int], cases: int) -> Cell:
    """The hours of some colleagues together, `minutes` of each; not told when they point to few of them."""
    whole = sum(minutes)
    if len(minutes) < FEWEST or cases < FEWEST or max(minutes) > MOST_BY_ONE * whole:
        return Cell(_("niet getoond"), _("niet getoond"))
    return number_cell(round(whole / 60 / HOURS_STEP) * HOURS_STEP)


def _awards(period: Period, today: date) -> OpenFigure:
    given = decisions(Wanted()).filter(Reach(*period.days).moments("taken_at")).order_by()
    found = given.values_list("application__scheme__name", ExtractYear("taken_at")).annotate(
        Count("pk"), Sum("application__granted_cents")
    )
    rows = [
        Row(f"{scheme}, {year}", [euro_cell(cents or 0), number_cell(count)])
        for scheme, year, count, cents in sorted(found, key=lambda line: (-line[1], line[0]))
    ]
    columns = [_("Regeling en jaar"), _("Toegekend"), _("Toekenningen")]
    return OpenFigure(Topic.AWARDS, columns, rows)


COUNTED = {
    Topic.LEAD_TIMES: _lead_times,
    Topic.WAITING: _waiting,
    Topic.WIJKEN: _wijken,
    Topic.THEMES: _themes,
    Topic.POSITIONS: _positions,
    Topic.OUTCOMES: _outcomes,
    Topic.HOURS: _hours,
    Topic.AWARDS: _awards,
}
