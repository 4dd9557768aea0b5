"""What the page of capacity and demand reads: who can help, which cases run, and which positions were taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum

from city.queries import closed_days
from initiatives.enums import RoomKind
from initiatives.models import Initiative, Position
from insight.capacity import Assumptions, Helper, Outlook, Running, mondays_after, outlook
from teams.models import RoomTerm, SessionHours
from teams.queries.people import colleagues

YEAR = timedelta(days=365)
WEEKS_A_YEAR = 52
LAST_POSITION = Position.objects.filter(initiative=OuterRef("pk")).order_by("-pk")
SPENT = (
    SessionHours.objects.filter(session__team__initiative=OuterRef("pk"))
    .order_by()
    .values("session__team__initiative")
    .annotate(total=Sum("minutes"))
    .values("total")
)


@dataclass(frozen=True)
class Load:
    """The weeks ahead, the assumptions behind them, the people who help, and the initiatives that come in a week."""

    outlook: Outlook
    assumptions: Assumptions
    helpers: int
    newcomers: float

    @property
    def newcomers_minutes(self) -> int:
        """Minutes a week that initiatives would take that have yet to come."""
        return round(self.newcomers * self.assumptions.average)


def load(today: date, *, setting: Mapping[str, int], chosen: Mapping[str, int]) -> Load:
    """Capacity against demand from the next Monday on; `chosen` are minutes per position instead of the setting's.

    Five queries, however many cases there are.
    """
    changed = {kind: minutes for kind, minutes in chosen.items() if minutes != setting.get(kind, 0)}
    assumptions = Assumptions(room={**setting, **changed}, mix=taken_lately(today), chosen=frozenset(changed))
    people = helpers()
    return Load(
        outlook=outlook(mondays_after(today), people, running_cases(), assumptions, closed_days()),
        assumptions=assumptions,
        helpers=len(people),
        newcomers=Initiative.objects.filter(submitted_at__date__gt=today - YEAR).count() / WEEKS_A_YEAR,
    )


def room_per_position(on: date) -> dict[str, int]:
    """Minutes that each position gives on a day, by the setting that began last."""
    terms = RoomTerm.objects.filter(valid_from__lte=on).order_by("valid_from").values_list("kind", "hours")
    return {kind: hours * 60 for kind, hours in terms}


def helpers() -> list[Helper]:
    """The colleagues who gave hours for initiatives."""
    rows = colleagues().filter(profile__hours_a_week__gt=0)
    return [
        Helper(round(hours * 60), absent_from, absent_until)
        for hours, absent_from, absent_until in rows.values_list(
            "profile__hours_a_week", "profile__absent_from", "profile__absent_until"
        )
    ]


def running_cases() -> list[Running]:
    """The open cases that are not paused, with the room of their last position and the time they took."""
    return [
        Running(
            kind=kind,
            spent=spent or 0,
            reserved=round(amount * 60) if room == RoomKind.HOURS and amount else None,
            review_on=review_on,
        )
        for kind, spent, room, amount, review_on in _running()
    ]


def taken_lately(today: date) -> dict[str, int]:
    """How often each position was taken in the past year."""
    rows = Position.objects.filter(taken_on__gt=today - YEAR).order_by()
    return dict(rows.values_list("kind").annotate(Count("pk")))


def _running() -> QuerySet[Initiative, tuple]:
    cases = Initiative.objects.open().filter(paused_at=None, merged_into=None).order_by("pk")
    return cases.annotate(
        kind=F("position_kind"),
        spent=Subquery(SPENT),
        room=Subquery(LAST_POSITION.values("room_kind")[:1]),
        amount=Subquery(LAST_POSITION.values("room_amount")[:1]),
        review_on=Subquery(LAST_POSITION.values("review_on")[:1]),
    ).values_list("kind", "spent", "room", "amount", "review_on")
