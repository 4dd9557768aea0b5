"""Sessions to come: for colleagues, and for the initiator's side when it is asked to come."""

from collections.abc import Sequence

from django.db.models import QuerySet

from accounts.models import User
from initiatives.models import Initiative
from teams.models import PlannedSession
from teams.models.planned import PlannedQuerySet
from teams.queries.access import readable_cases, writable_cases


def plans_around(initiative: Initiative) -> PlannedQuerySet:
    """All that was ever planned around a case, the first first."""
    return PlannedSession.objects.filter(team__initiative=initiative).order_by("starts_at", "pk")


def plans_to_hold(initiative: Initiative) -> PlannedQuerySet:
    """What still stands around a case, the first first."""
    return plans_around(initiative).standing()


def plans_of(initiative: Initiative) -> Sequence[PlannedSession]:
    """What still stands around a case, with who is asked. Two queries."""
    return list(plans_to_hold(initiative).select_related("planned_by").prefetch_related("invited"))


def shared_plans(initiative: Initiative) -> Sequence[PlannedSession]:
    """What the initiator's side is asked to come to. One query."""
    return list(plans_to_hold(initiative).shared().select_related("team__initiative"))


def readable_plans(user: User) -> QuerySet[PlannedSession]:
    """Planned sessions this civil servant may read."""
    return PlannedSession.objects.filter(team__initiative__in=readable_cases(user))


def editable_plans(user: User) -> QuerySet[PlannedSession]:
    """Planned sessions this civil servant may change: what stands, of the cases to write in."""
    return PlannedSession.objects.standing().filter(team__initiative__in=writable_cases(user))


def plans_for_initiator(user: User) -> QuerySet[PlannedSession]:
    """Planned sessions this person is asked to as one of the initiator's side."""
    return PlannedSession.objects.shared().filter(team__initiative__in=Initiative.objects.of_initiator(user))


def own_agenda(user: User) -> Sequence[PlannedSession]:
    """What a civil servant is asked to and what still stands, the first first. One query."""
    rows = PlannedSession.objects.standing().filter(invited=user, team__initiative__in=readable_cases(user))
    return list(rows.select_related("team__initiative").order_by("starts_at", "pk"))
