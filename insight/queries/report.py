"""The learning report of a period, live: everything is counted by the database, in a constant number of queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from city.queries import closed_days
from core.calendar import working_day_numbers
from initiatives.enums import Outcome, Party, PositionKind
from initiatives.models import Initiative, Position, WaitingSpan
from insight.enums import Section, Unit
from insight.report import Figure, Report, Words, in_hours, mean
from teams.enums import LessonAbout, Quoting, RuleState, SessionKind
from teams.models import ClosingAnswer, Lesson, Programme, Rule, Session, SessionHours
from teams.queries.programme import initiatives_of

MOST_WORDS = 60
EARLIER = Position.objects.filter(initiative=OuterRef("initiative"), pk__lt=OuterRef("pk"))


@dataclass(frozen=True)
class Reach:
    """What a report is about: the days from `first` to `last`, of all initiatives or of those in one programme."""

    first: date
    last: date
    programme: Programme | None = None

    @property
    def days(self) -> tuple[date, date]:
        """Both days, for a range."""
        return self.first, self.last

    def moments(self, field: str) -> Q:
        """Rows whose moment lies in the period; a plain range, which an index can serve."""
        begin, end = (make_aware(datetime.combine(day, time())) for day in (self.first, self.last + timedelta(days=1)))
        return Q(**{f"{field}__gte": begin, f"{field}__lt": end})

    def cases(self, path: str = "") -> Q:
        """Rows of the initiatives the report is about."""
        if self.programme is None:
            return Q()
        return Q(**{f"{path or 'pk'}__in": initiatives_of(self.programme).values("pk")})


def report(reach: Reach, *, at: datetime) -> Report:
    """The report as it stands at `at`. At most fourteen queries, however many rows there are."""
    figures = [
        *_initiatives(reach),
        *_outcomes(reach),
        *_positions(reach),
        *_sessions(reach),
        *_hours(reach),
        *_time(reach),
        *_learnt(reach),
    ]
    words = [*_lessons(reach), *_rules(reach), *_quotes(reach)]
    return Report(first=reach.first, last=reach.last, made_at=at, figures=figures, words=words)


def _initiatives(reach: Reach) -> Iterator[Figure]:
    kinds = [
        ("submitted", _("kwamen binnen"), "submitted_at"),
        ("published", _("kwamen op de website"), "published_at"),
        ("closed", _("zijn afgerond"), "closed_at"),
    ]
    rows = Initiative.objects.filter(reach.cases(), merged_into=None).order_by()
    found = rows.aggregate(**{code: Count("pk", filter=reach.moments(field)) for code, _name, field in kinds})
    for code, name, _field in kinds:
        yield _count(Section.INITIATIVES, code, name, found[code])


def _outcomes(reach: Reach) -> Iterator[Figure]:
    rows = Initiative.objects.filter(reach.cases(), outcome_on__range=reach.days).order_by()
    counts = dict(rows.values_list("outcome").annotate(Count("pk")))
    for outcome in Outcome:
        yield _count(Section.OUTCOMES, outcome, outcome.label, counts.get(outcome, 0))


def _positions(reach: Reach) -> Iterator[Figure]:
    rows = Position.objects.filter(reach.cases("initiative"), taken_on__range=reach.days).order_by()
    counts = {
        kind: (taken, changed)
        for kind, taken, changed in rows.values_list("kind").annotate(
            Count("pk"), changed=Count("pk", filter=Exists(EARLIER))
        )
    }
    for kind in PositionKind:
        yield _count(Section.POSITIONS, kind, kind.label, counts.get(kind, (0, 0))[0])
    yield _count(
        Section.POSITIONS,
        "changed",
        _("daarvan na een eerdere positie"),
        sum(changed for _, changed in counts.values()),
    )


def _sessions(reach: Reach) -> Iterator[Figure]:
    rows = Session.objects.filter(reach.cases("team__initiative"), held_on__range=reach.days).order_by()
    counts = dict(rows.values_list("kind").annotate(Count("pk")))
    for kind in SessionKind:
        yield _count(Section.SESSIONS, kind, kind.label, counts.get(kind, 0))


def _hours(reach: Reach) -> Iterator[Figure]:
    rows = SessionHours.objects.filter(reach.cases("session__team__initiative"), session__held_on__range=reach.days)
    kind = "session__team__initiative__position_kind"
    found = {
        name: (minutes, cases)
        for name, minutes, cases in rows.order_by()
        .values_list(kind)
        .annotate(Sum("minutes"), Count("session__team", distinct=True))
    }
    for code, name in [*PositionKind.choices, ("", _("nog geen positie"))]:
        minutes, cases = found.get(code, (0, 0))
        yield Figure(Section.HOURS, code or "none", str(name), in_hours(minutes), cases, Unit.HOURS)


def _time(reach: Reach) -> Iterator[Figure]:
    """Working days each party had the ball, a mean per closed initiative."""
    totals, cases = days_at_play(reach)
    for party in Party:
        yield Figure(Section.TIME, party, str(party.label), mean(totals[party], cases), cases, Unit.DAYS)


def days_at_play(reach: Reach) -> tuple[dict[str, int], int]:
    """Working days in which each party had the ball, of all closed initiatives together, and how many these were.

    The days of all spans together are the numbers of their last days less those of their first days, so the database
    gives a row per day and not per span. Four queries.
    """
    closed = Initiative.objects.filter(reach.cases(), reach.moments("closed_at"), merged_into=None).order_by()
    spans = WaitingSpan.objects.filter(initiative__in=closed.values("pk"), ended_at__isnull=False).order_by()
    ended, began = _per_day(spans, "ended_at"), _per_day(spans, "began_at")
    days = [day for _party, day, _count in [*ended, *began]]
    numbers = working_day_numbers(min(days), max(days), closed_days()) if days else {}
    totals = dict.fromkeys(Party.values, 0)
    for rows, sign in ((ended, 1), (began, -1)):
        for party, day, count in rows:
            totals[party] += sign * count * numbers[day]
    return totals, closed.count()


def _per_day(spans: QuerySet[WaitingSpan], field: str) -> list[tuple[str, date, int]]:
    return list(spans.values_list("party", TruncDate(field)).annotate(Count("pk")))


def _learnt(reach: Reach) -> Iterator[Figure]:
    rows = _lessons_of(reach).order_by()
    counts = dict(rows.values_list("about").annotate(Count("pk")))
    for about in LessonAbout:
        yield _count(Section.LEARNT, about, about.label, counts.get(about, 0))


def _lessons_of(reach: Reach) -> QuerySet[Lesson]:
    return Lesson.objects.filter(reach.cases("team__initiative"), reach.moments("learnt_at"))


def _lessons(reach: Reach) -> Iterator[Words]:
    rows = _lessons_of(reach).filter(shareable=True, confirmed_at__isnull=False).order_by("-learnt_at", "-pk")
    for pk, text, about in rows.values_list("pk", "text", "about")[:MOST_WORDS]:
        yield Words(Section.LESSONS, pk, text, about=about)


def _rules(reach: Reach) -> Iterator[Words]:
    rows = Rule.objects.filter(reach.moments("settled_at"), state=RuleState.LOOSENED)
    if reach.programme is not None:
        rows = rows.filter(pk__in=_lessons_of(reach).values("rule"))
    for pk, name, changed in rows.order_by("name").values_list("pk", "name", "changed")[:MOST_WORDS]:
        yield Words(Section.RULES, pk, f"{name}: {changed}")


def _quotes(reach: Reach) -> Iterator[Words]:
    rows = ClosingAnswer.objects.quotable().select_related("user")
    rows = rows.filter(programme=reach.programme) if reach.programme else rows.filter(reach.moments("answered_at"))
    for answer in rows.order_by("-answered_at", "-pk")[:MOST_WORDS]:
        yield from _said(answer)


def _said(answer: ClosingAnswer) -> Iterator[Words]:
    role = _("initiatiefnemer") if answer.initiative_id else _("medewerker van de gemeente")
    name = answer.user.display_name if answer.quoting == Quoting.NAME else ""
    for part in ("brought", "needed"):
        if text := getattr(answer, part):
            yield Words(Section.QUOTES, answer.pk, text, said_by=name, role=role, part=part)


def _count(section: Section, code: str, name: object, number: int) -> Figure:
    return Figure(section, code, str(name), Decimal(number), number)
