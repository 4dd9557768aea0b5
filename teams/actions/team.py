"""Who takes part in the EP-team around a case."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Refusal
from initiatives.actions import case
from initiatives.actions.ownership import require_owner
from initiatives.enums import Audience
from initiatives.models import Initiative
from teams import lifecycle, notices
from teams.enums import MemberState
from teams.models import Team, TeamMember
from teams.permissions import Permission
from teams.queries.access import is_on_initiators_side
from teams.queries.people import department_of


class NotAColleague(Refusal):
    """The person chosen cannot take part in this team."""

    field = "user"


def open_team(*, initiative: Initiative, at: datetime) -> Team:
    """The team around a case, made when there is none yet. Called with the case locked."""
    team, _made = Team.objects.get_or_create(initiative=initiative, defaults={"started_at": at})
    team.initiative = initiative
    return team


@transaction.atomic
def invite(*, initiative: Initiative, user: User, why: str, by: User, at: datetime) -> TeamMember:
    """Ask a colleague to take part, with the reason why it is them.

    Raises NotAColleague, and Refusal without a reason or while nobody owns the passage.
    """
    initiative = case.lock(initiative)
    require_owner(initiative)
    team = open_team(initiative=initiative, at=at)
    _require_colleague(user, team)
    if not why.strip():
        raise Refusal(_("Schrijf op waarom u juist deze collega vraagt."), field="why")
    member = team.members.create(user=user, why=why.strip(), invited_by=by, invited_at=at)
    audit.record(verb="team.invited", subject=member, by=by, at=at, after={"user": user.pk})
    outbox.enqueue(*notices.invited(member), at=at)
    return member


@transaction.atomic
def join(*, member: TeamMember, by: User, at: datetime) -> TeamMember:
    """Take part; the initiator hears who thinks along. Raises IllegalTransition."""
    member, _before = _enter(member, MemberState.JOINED, by=by, at=at)
    initiative, name = member.team.initiative, member.user.display_name
    case.story(initiative, event="team_joined", audience=Audience.INITIATOR, at=at, by=by, name=name)
    outbox.enqueue(*notices.joined(member, department=department_of(member.user)), at=at)
    return member


@transaction.atomic
def observe(*, member: TeamMember, by: User, at: datetime) -> TeamMember:
    """Read along without taking part. Raises IllegalTransition."""
    member, before = _enter(member, MemberState.OBSERVING, by=by, at=at)
    if before == MemberState.JOINED:
        _tell_left(member, by=by, at=at)
    return member


@transaction.atomic
def decline(*, member: TeamMember, reason: str, by: User, at: datetime) -> TeamMember:
    """Say "not now", with a reason that whoever invited reads. Raises IllegalTransition, Refusal without a reason."""
    if not reason.strip():
        raise Refusal(_("Zeg kort waarom u nu niet meedoet."), field="reason")
    member, _before = _enter(member, MemberState.DECLINED, by=by, at=at, reason=reason.strip())
    outbox.enqueue(*notices.declined(member), at=at)
    return member


@transaction.atomic
def leave(*, member: TeamMember, reason: str, by: User, at: datetime) -> TeamMember:
    """Stop taking part, or take an invitation back; history stays. The guide hears what is still open.

    Raises IllegalTransition, and Refusal without a reason.
    """
    if not reason.strip():
        raise Refusal(_("Zeg kort waarom het stopt."), field="reason")
    member, before = _enter(member, MemberState.LEFT, by=by, at=at, reason=reason.strip())
    outbox.enqueue(*notices.left(member, by=by), at=at)
    if before == MemberState.JOINED:
        _tell_left(member, by=by, at=at)
    return member


def _enter(
    member: TeamMember, state: MemberState, *, by: User, at: datetime, reason: str = ""
) -> tuple[TeamMember, str]:
    initiative = case.lock(member.team.initiative)
    member = TeamMember.objects.select_related("user", "team", "invited_by").get(pk=member.pk)
    member.team.initiative = initiative
    before = member.state
    lifecycle.require(before, state)
    member.state, member.reason = state, reason
    if state == MemberState.LEFT:
        member.left_at = at
    else:
        member.answered_at = at
    member.save(update_fields=["state", "reason", "left_at", "answered_at"])
    audit.record(verb=f"team.{state}", subject=member, by=by, at=at, before={"state": before}, after={"state": state})
    return member, before


def _tell_left(member: TeamMember, *, by: User, at: datetime) -> None:
    initiative, name = member.team.initiative, member.user.display_name
    case.story(initiative, event="team_left", audience=Audience.INITIATOR, at=at, by=by, name=name)
    outbox.enqueue(*notices.left_for_initiators(member), at=at)


def _require_colleague(user: User, team: Team) -> None:
    if not user.has_perm(Permission.WORK):
        raise NotAColleague(_("Deze collega heeft geen toegang tot de werkplek."))
    if is_on_initiators_side(user, team.initiative):
        raise NotAColleague(_("Deze collega is zelf initiatiefnemer en kan hier geen ambtelijk teamlid zijn."))
    if team.members.inside().filter(user=user).exists():
        raise NotAColleague(_("Deze collega is al uitgenodigd."))
