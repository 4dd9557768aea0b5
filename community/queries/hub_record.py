"""What was asked of hubs and what came of it, for colleagues."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from django.db.models import Count, Q
from django.utils.timezone import localdate

from accounts.models import User
from city.queries import closed_days
from community.enums.hubs import ReferralOutcome, ReferralState
from community.models import Hub, Referral
from core.calendar import working_days_between
from teams.queries.access import readable_cases

MOST_LINES = 50


@dataclass(frozen=True)
class HubLine:
    """A hub in the list of colleagues: how many questions it got, how many it took up, what still waits for it."""

    hub: Hub
    asked: int
    helped: int
    waiting: int


@dataclass(frozen=True)
class ReferralLine:
    """One question to a hub; `readable` when this colleague may open its case."""

    referral: Referral
    readable: bool


@dataclass(frozen=True)
class HubRecord:
    """What was asked of one hub. `days` is the median of working days until its first answer, None without answers."""

    asked: int
    answered: int
    days: float | None
    states: Sequence[tuple[ReferralState, int]]
    outcomes: Sequence[tuple[ReferralOutcome, int]]
    lines: Sequence[ReferralLine]


def hub_lines() -> Sequence[HubLine]:
    """All hubs by name, those out of use last. One query."""
    outside, helped = Q(referrals__sent_at__isnull=False), Q(referrals__state__in=ReferralState.helped())
    rows = Hub.objects.annotate(
        asked=Count("referrals", filter=outside),
        helped=Count("referrals", filter=helped),
        waiting=Count("referrals", filter=Q(referrals__state=ReferralState.SENT)),
    )
    return [HubLine(hub, hub.asked, hub.helped, hub.waiting) for hub in rows.order_by("-active", "name", "pk")]


def hub_record(hub: Hub, reader: User) -> HubRecord:
    """The record of a hub: numbers of all questions that reached it, and the newest of them. Four queries."""
    rows = Referral.objects.outside().filter(hub=hub)
    facts = list(rows.order_by("pk").values_list("state", "outcome", "sent_at", "answered_at"))
    spans = [(sent, answered) for _state, _outcome, sent, answered in facts if sent and answered]
    states = [state for state, _outcome, _sent, _answered in facts]
    outcomes = [outcome for _state, outcome, _sent, _answered in facts]
    newest = rows.select_related("initiative", "initiative__wijk").order_by("-sent_at", "-pk")[:MOST_LINES]
    lines = list(newest)
    readable = set(
        readable_cases(reader).filter(pk__in=[line.initiative_id for line in lines]).values_list("pk", flat=True)
    )
    return HubRecord(
        asked=len(facts),
        answered=len(spans),
        days=median_days(spans, closed_days()) if spans else None,
        states=[(state, states.count(state)) for state in ReferralState if state in states],
        outcomes=[(outcome, outcomes.count(outcome)) for outcome in ReferralOutcome if outcome in outcomes],
        lines=[ReferralLine(line, line.initiative_id in readable) for line in lines],
    )


def median_days(spans: Sequence[tuple[datetime, datetime]], closed: Collection[date]) -> float:
    """The median of working days between a question and its first answer."""
    return median(working_days_between(localdate(sent), localdate(answered), closed) for sent, answered in spans)
