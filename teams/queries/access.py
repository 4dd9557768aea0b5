"""Who may fetch which case, session and photo at the werkplek; fetching is authorising."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from accounts.models import User
from core.roles import role_table
from initiatives.enums import State
from initiatives.models import Attachment, Initiative, Member
from initiatives.models.initiative import InitiativeQuerySet
from initiatives.permissions import Permission as Desk
from teams.enums import MemberState
from teams.models import ActionPoint, Profile, Session, TeamMember
from teams.permissions import Permission


def readable_cases(user: User) -> InitiativeQuerySet:
    """Cases this civil servant may read: own teams, own passages, own wijken, or all; and what an absent colleague
    may read for whom they stand in.

    Never a case on whose initiator's side the person is: what colleagues note there is not for them.
    """
    if not user.has_perm(Permission.WORK):
        return Initiative.objects.none()
    allowed = _in_team(user, MemberState.inside()) | _owns(user)
    return not_own(user).filter(allowed | _held(user, Permission.SEE_ALL_TEAMS) | _held(user, Desk.SEE_CASES))


def writable_cases(user: User) -> InitiativeQuerySet:
    """Cases in which this civil servant may log sessions and write notes: who joined, who owns, whoever stands in for
    them while they are away, and the gidsteam.
    """
    if not user.has_perm(Permission.WORK):
        return Initiative.objects.none()
    allowed = _in_team(user, [MemberState.JOINED]) | _owns(user)
    return not_own(user).filter(allowed | _held(user, Desk.TRIAGE))


def invitable_cases(user: User) -> InitiativeQuerySet:
    """Cases to which this civil servant may invite colleagues."""
    return not_own(user).filter(_held(user, Permission.INVITE))


def readable_files(user: User) -> QuerySet[Attachment]:
    """Photos and documents with the cases this civil servant may read."""
    return Attachment.objects.filter(removed_at=None, initiative__in=readable_cases(user))


def working_cases(user: User) -> InitiativeQuerySet:
    """Open cases in which this civil servant works now: who joined, who owns the passage, who stands in for them."""
    return writable_cases(user).open().filter(_in_team(user, [MemberState.JOINED]) | _owns(user))


def finished_cases(user: User) -> InitiativeQuerySet:
    """Closed cases in which this civil servant took part, and those whose passage was theirs."""
    joined = TeamMember.objects.filter(user=user, state=MemberState.JOINED)
    took_part = Q(pk__in=joined.values("team__initiative")) | Q(owner=user)
    return readable_cases(user).filter(took_part, state=State.CLOSED)


def editable_sessions(user: User) -> QuerySet[Session]:
    """Sessions this civil servant may correct: those of the cases to write in."""
    return Session.objects.filter(team__initiative__in=writable_cases(user))


def points_to_tick(user: User) -> QuerySet[ActionPoint]:
    """Open action points this person may mark as done.

    One's own, those of whom one stands in for, those of a case one may write in, and as initiator the shared ones of
    one's own side.
    """
    of_initiator = Q(side="initiator", shared=True, team__initiative__in=Initiative.objects.of_initiator(user))
    at_work = Q(team__initiative__in=writable_cases(user))
    own = (Q(owner=user) | Q(owner__in=absent_colleagues(user))) & Q(team__initiative__in=readable_cases(user))
    return ActionPoint.objects.open().filter(of_initiator | at_work | own)


def points_to_drop(user: User) -> QuerySet[ActionPoint]:
    """Open action points this civil servant may let lapse."""
    return ActionPoint.objects.open().filter(team__initiative__in=writable_cases(user))


def visible_profiles(user: User) -> QuerySet[Profile]:
    """Profiles this person may see: colleagues see all, an initiator sees the guide and those who joined the team."""
    if user.has_perm(Permission.WORK) or user.has_perm(Permission.EDIT_PROFILES):
        return Profile.objects.all()
    cases = Initiative.objects.of_initiator(user)
    joined = TeamMember.objects.filter(state=MemberState.JOINED, team__initiative__in=cases)
    return Profile.objects.filter(Q(user__in=cases.values("owner")) | Q(user__in=joined.values("user")))


def roles_with(word: str) -> list[str]:
    """The roles that hold a permission word."""
    return sorted(role for role, words in role_table().items() if word in words)


def absent_colleagues(user: User) -> QuerySet[Profile, Any]:
    """The keys of the colleagues who are away today and for whom this civil servant stands in."""
    today = localdate()
    away = Profile.objects.filter(stand_in=user, absent_from__lte=today, absent_until__gte=today)
    return away.values("user")


def _in_team(user: User, states: Iterable[str]) -> Q:
    whose = Q(user=user) | Q(user__in=absent_colleagues(user))
    members = TeamMember.objects.filter(whose, state__in=list(states))
    return Q(pk__in=members.values("team__initiative"))


def _owns(user: User) -> Q:
    return Q(owner=user) | Q(owner__in=absent_colleagues(user))


def _held(user: User, word: str) -> Q:
    scopes = user.scopes(word)
    if "" in scopes:
        return Q(pk__isnull=False)
    codes = [scope.removeprefix("wijk:") for scope in scopes if scope.startswith("wijk:")]
    return Q(wijk__code__in=codes)


def not_own(user: User) -> InitiativeQuerySet:
    """Cases on whose initiator's side this person is not."""
    mine = Member.objects.filter(initiative=OuterRef("pk"), user=user, left_at=None)
    return Initiative.objects.filter(~Exists(mine))
