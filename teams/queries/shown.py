"""What pages of lower storeys show of teams: to the initiator's side, to everyone, and at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, Sum

from accounts.models import User
from city.models import Department
from initiatives.enums import Side
from initiatives.models import Initiative
from initiatives.queries.members import is_own
from teams.enums import MemberState
from teams.models import ActionPoint, Profile, Session, SessionHours, TeamMember


@dataclass(frozen=True)
class GuideCard:
    """Who guides the initiative: `stand_in` is whom to call while the guide is away until `absent_until`."""

    user: User
    department: str = ""
    job: str = ""
    photo_of: int | None = None
    absent_until: date | None = None
    stand_in: User | None = None


@dataclass(frozen=True)
class PointShown:
    """A shared point; `may_finish` when the reader is of the side that would do it."""

    point: ActionPoint
    may_finish: bool


@dataclass(frozen=True)
class HoursTotal:
    """All time that one colleague gave to a case, in minutes."""

    name: str
    minutes: int


def shared_sessions(initiative: Initiative) -> Sequence[Session]:
    """The sessions the initiator's side may read, newest first, with the shared points of each. Two queries."""
    points = Prefetch("action_points", ActionPoint.objects.shared().select_related("owner").order_by("due_on", "pk"))
    rows = Session.objects.shared().filter(team__initiative=initiative).select_related("logged_by", "team__initiative")
    return list(rows.prefetch_related(points).order_by("-held_on", "-pk"))


def shared_points(initiative: Initiative, reader: User) -> Sequence[PointShown]:
    """The open points the initiator's side may read, by date. Two queries."""
    rows = ActionPoint.objects.shared().open().filter(team__initiative=initiative).select_related("owner")
    own_side = is_own(initiative, reader)
    return [PointShown(point, own_side and point.side == Side.INITIATOR) for point in rows.order_by("due_on", "pk")]


def disciplines(initiative: Initiative) -> Sequence[str]:
    """The departments that think along, the guide's among them; no names of people. One query."""
    joined = TeamMember.objects.filter(team__initiative=initiative, state=MemberState.JOINED)
    helping = Q(profiles__user__in=joined.values("user"))
    if initiative.owner_id:
        helping |= Q(profiles__user=initiative.owner_id)
    return list(Department.objects.filter(helping).distinct().values_list("name", flat=True).order_by("name"))


def guide_card(initiative: Initiative, *, today: date) -> GuideCard | None:
    """The guide as the initiator may know them; None while there is none. At most two queries."""
    if initiative.owner is None:
        return None
    profile = Profile.objects.filter(user=initiative.owner_id).select_related("department", "stand_in").first()
    if profile is None:
        return GuideCard(initiative.owner)
    away = profile.is_absent(today)
    return GuideCard(
        initiative.owner,
        department=profile.department.name if profile.department else "",
        job=profile.job,
        photo_of=profile.pk if profile.photo else None,
        absent_until=profile.absent_until if away else None,
        stand_in=profile.stand_in if away else None,
    )


def hours_totals(initiative: Initiative) -> Sequence[HoursTotal]:
    """What each colleague gave to the case, most first. One query."""
    rows = (
        SessionHours.objects.filter(session__team__initiative=initiative)
        .values("user__display_name", "user")
        .annotate(total=Sum("minutes"))
        .order_by("-total", "user__display_name", "user")
    )
    return [HoursTotal(row["user__display_name"], row["total"]) for row in rows]
