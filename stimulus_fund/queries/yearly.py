"""The fund in a year: what came in, what was decided and how fast, what was settled, and who did not agree."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.utils.timezone import localdate

from stimulus_fund.enums import DecisionKind, DecisionState, DisputeKind, State
from stimulus_fund.models import Application, Decision, Dispute, Scheme
from stimulus_fund.queries.register import Award, Wanted, award, decisions

EVALUATED_YEARS = 5  # Awb 4:24


@dataclass
class Year:
    """One scheme, or all of them, in a year. Amounts are euro cents; `in_time` of `decided` were not late."""

    name: str
    received: int = 0
    asked: int = 0
    decided: int = 0
    in_time: int = 0
    granted: int = 0
    granted_cents: int = 0
    rejected: int = 0
    unhandled: int = 0
    settled: int = 0
    settled_cents: int = 0
    objections: int = 0
    complaints: int = 0

    @property
    def is_empty(self) -> bool:
        """True when nothing happened."""
        return not any(getattr(self, each.name) for each in fields(self) if each.name != "name")


def report(year: int) -> list[Year]:
    """A line for each scheme with anything in this year, and the sum of them last. Five queries."""
    lines = {scheme.pk: Year(scheme.name) for scheme in Scheme.objects.order_by("order", "name")}
    _received(lines, year)
    _decided(lines, year)
    _settled(lines, year)
    _disputed(lines, year)
    shown = [line for line in lines.values() if not line.is_empty]
    return [*shown, total(shown)] if shown else []


def total(lines: Iterable[Year]) -> Year:
    """The sum of these lines."""
    sum_of = Year("")
    for line in lines:
        for each in fields(line):
            if each.name != "name":
                setattr(sum_of, each.name, getattr(sum_of, each.name) + getattr(line, each.name))
    return sum_of


def _received(lines: dict[int, Year], year: int) -> None:
    found = Application.objects.exclude(state=State.DRAFT).filter(received_at__year=year)
    for row in found.values("scheme").annotate(number=Count("pk"), asked=Sum("asked_cents")).order_by("scheme"):
        lines[row["scheme"]].received, lines[row["scheme"]].asked = row["number"], row["asked"]


def _decided(lines: dict[int, Year], year: int) -> None:
    """The first decision on each application says whether it was in time; money counts by the one that stands."""
    taken = Decision.objects.filter(taken_at__year=year, kind__in=sorted(DecisionKind.on_application()))
    stands = Q(state=DecisionState.TAKEN)
    first = Q(replaces=None)
    giving = stands & Q(kind__in=sorted(DecisionKind.giving()))
    rows = taken.values(scheme=F("application__scheme")).annotate(
        decided=Count("pk", filter=first),
        in_time=Count("pk", filter=first & Q(taken_at__date__lte=F("application__decide_by"))),
        granted=Count("pk", filter=giving),
        granted_cents=Sum("cents", filter=giving, default=0),
        rejected=Count("pk", filter=stands & Q(kind=DecisionKind.REJECTION)),
        unhandled=Count("pk", filter=stands & Q(kind=DecisionKind.UNHANDLED)),
    )
    for row in rows.order_by("scheme"):
        line = lines[row["scheme"]]
        line.decided, line.in_time = row["decided"], row["in_time"]
        line.granted, line.granted_cents = row["granted"], row["granted_cents"]
        line.rejected, line.unhandled = row["rejected"], row["unhandled"]


def _settled(lines: dict[int, Year], year: int) -> None:
    taken = Decision.objects.filter(taken_at__year=year, kind=DecisionKind.SETTLEMENT, state=DecisionState.TAKEN)
    rows = taken.values(scheme=F("application__scheme")).annotate(number=Count("pk"), cents=Sum("cents"))
    for row in rows.order_by("scheme"):
        lines[row["scheme"]].settled, lines[row["scheme"]].settled_cents = row["number"], row["cents"]


def _disputed(lines: dict[int, Year], year: int) -> None:
    filed = Dispute.objects.filter(filed_at__year=year).values(scheme=F("application__scheme"))
    rows = filed.annotate(
        objections=Count("pk", filter=Q(kind=DisputeKind.OBJECTION)),
        complaints=Count("pk", filter=Q(kind=DisputeKind.COMPLAINT)),
    )
    for row in rows.order_by("scheme"):
        line = lines[row["scheme"]]
        line.objections, line.complaints = row["objections"], row["complaints"]


def _incidental(year: int) -> QuerySet[Decision]:
    """Awards of a year that rest on no ordinance: they are published each year (Awb 4:23 lid 3)."""
    return decisions(Wanted(year=year)).filter(application__ruleset__legal_basis="")


def incidental(year: int, most: int | None = None) -> list[Award]:
    """The incidental subsidies of a year, the latest first; at most so many."""
    return [award(one) for one in _incidental(year)[:most]]


@dataclass(frozen=True)
class Evaluated:
    """An application as the evaluation of a scheme looks at it (Awb 4:24): no names, no texts. Euro cents."""

    scheme: str
    number: str
    theme: str
    wijk: str
    goal: str
    received_on: date
    state: str
    asked: int
    granted: int
    settled: int | None
    days: int | None


def evaluation(schemes: QuerySet[Scheme], today: date) -> Iterable[Evaluated]:
    """Every application of these schemes in the years an evaluation covers, as it comes from the database."""
    since = today.replace(year=today.year - EVALUATED_YEARS, day=1)
    found = Application.objects.exclude(state=State.DRAFT).filter(scheme__in=schemes, received_at__date__gte=since)
    related = ("scheme", "initiative__theme", "initiative__wijk", "goal")
    answers = Q(decisions__kind__in=sorted(DecisionKind.on_application()))
    rows = found.select_related(*related).annotate(first_taken=Min("decisions__taken_at", filter=answers))
    for one in rows.order_by("pk").iterator(chunk_size=500):
        yield _evaluated(one, one.first_taken)


def _evaluated(one: Application, taken_at: datetime | None) -> Evaluated:
    received = localdate(one.received_at)
    return Evaluated(
        scheme=one.scheme.name,
        number=one.number or "",
        theme=str(one.initiative.theme or ""),
        wijk=str(one.initiative.wijk or ""),
        goal=str(one.goal or ""),
        received_on=received,
        state=one.get_state_display(),
        asked=one.asked_cents,
        granted=one.granted_cents or 0,
        settled=one.settled_cents,
        days=(localdate(taken_at) - received).days if taken_at else None,
    )
