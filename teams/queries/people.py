"""Reads of the people around a case: colleagues to invite, and the initiator's side."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import RoleGrant, User
from initiatives.models import Initiative
from teams.enums import MemberState
from teams.models import Profile, TeamMember
from teams.permissions import Permission
from teams.queries.access import roles_with


def colleagues() -> QuerySet[User]:
    """Everybody who may work in a team, with department and absence at hand."""
    works = RoleGrant.objects.filter(user=OuterRef("pk"), withdrawn_at=None, role__in=roles_with(Permission.WORK))
    return (
        User.objects.filter(Exists(works), is_active=True)
        .select_related("profile__department", "profile__stand_in")
        .order_by("display_name", "pk")
    )


def invitable_colleagues(initiative: Initiative) -> QuerySet[User]:
    """Colleagues who are not in the team yet and not on the initiator's side."""
    inside = TeamMember.objects.inside().filter(team__initiative=initiative)
    on_other_side = initiative.members.filter(left_at=None)
    return colleagues().exclude(pk__in=inside.values("user")).exclude(pk__in=on_other_side.values("user"))


def participants(initiative: Initiative, user: User) -> QuerySet[User]:
    """Colleagues whose hours and action points belong to a case: the guide, who joined, who observes, and `user`."""
    members = TeamMember.objects.filter(
        team__initiative=initiative, state__in=[MemberState.JOINED, MemberState.OBSERVING]
    )
    people = [*members.values_list("user_id", flat=True), initiative.owner_id, user.pk]
    return User.objects.filter(pk__in=[pk for pk in people if pk], is_active=True).order_by("display_name", "pk")


def initiators(initiative: Initiative) -> Sequence[User]:
    """The people on the initiator's side now, as they are written to."""
    people = User.objects.filter(
        memberships__initiative=initiative, memberships__left_at=None, is_active=True, erased_at=None
    )
    return list(people.order_by("pk"))


def department_of(user: User) -> str:
    """The name of somebody's department; empty when there is no profile or department."""
    profile = Profile.objects.filter(user=user).select_related("department").first()
    return profile.department.name if profile and profile.department else ""
