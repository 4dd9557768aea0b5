"""Reads of the gidsteam's meetings."""

from collections.abc import Sequence

from django.db.models import Count, Q

from accounts.models import User
from initiatives.models import Initiative, Meeting, MeetingItem
from initiatives.models.initiative import InitiativeQuerySet

MOST_MEETINGS = 30


def latest() -> Sequence[Meeting]:
    """The newest meetings, those to come first, with how much is on the agenda and how much is decided."""
    return list(
        Meeting.objects.annotate(points=Count("items"), decided=Count("items", filter=~Q(items__decision=""))).order_by(
            "-held_on"
        )[:MOST_MEETINGS]
    )


def cases(user: User) -> InitiativeQuerySet:
    """Cases this person may talk about."""
    return Initiative.objects.for_desk(user)


def items(meeting: Meeting, user: User) -> Sequence[MeetingItem]:
    """What stands on the agenda. One query."""
    return list(
        meeting.items.filter(initiative__in=cases(user))
        .select_related("initiative__wijk", "initiative__theme", "initiative__owner", "decided_by")
        .order_by("pk")
    )
