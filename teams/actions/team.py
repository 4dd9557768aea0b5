"""Who takes part in the EP-team around a case."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import IllegalTransition, Refusal
from initiatives.actions import case
from initiatives.actions.ownership import require_owner
from initiatives.enums import Audience
from initiatives.models import Initiative
from initiatives.queries.members import is_member
from teams import lifecycle, notices
from teams.enums import MemberState
from teams.models import Profile, Team, TeamMember
from teams.permissions import Permission
from teams.queries.people import department_of
from teams.queries.proposal import minutes_left, minutes_this_week
from teams.records import Asked


class NotAColleague(Refusal):
    """The person chosen cannot take part in this team."""

    field = "user"


def open_team(*, initiative: Initiative, at: datetime) -> Team:
    """The team around a case, made when there is none yet. Called with the case locked."""
    team, _made = Team.objects.get_or_create(initiative=initiative, defaults={"started_at": at})
    team.initiative = initiative
    return team


class WeekIsFull(Refusal):
    """The colleague has no hours left this week; asking all the same takes a reason."""

    field = "despite"


@transaction.atomic
def invite(*, initiative: Initiative, user: User, why: str, by: User, at: datetime, despite: str = "") -> TeamMember:
    """Ask a colleague to take part, with the reason why it is them.

    Raises NotAColleague; WeekIsFull when their hours of this week are gone and `despite` does not say why they are
    asked all the same; Refusal without a reason or while nobody owns the passage.
    """
    return invite_several(initiative=initiative, asked=[Asked(user=user, why=why, despite=despite)], by=by, at=at)[0]


@transaction.atomic
def invite_several(*, initiative: Initiative, asked: Sequence[Asked], by: User, at: datetime) -> list[TeamMember]:
    """Ask colleagues together: all of them, or none when one cannot be asked. Raises what `invite` raises."""
    initiative = case.lock(initiative)
    require_owner(initiative)
    team = open_team(initiative=initiative, at=at)
    spent = minutes_this_week(localdate(at))
    return [_invite(team, one, spent=spent.get(one.user.pk, 0), by=by, at=at) for one in asked]


def _invite(
    team: Team, asked: Asked, *, spent: int, by: User, at: datetime, takes_over: TeamMember | None = None
) -> TeamMember:
    """Write one checked invitation; the case is locked."""
    _require_colleague(asked.user, team)
    _require_presence(asked.user, on=localdate(at))
    if not asked.why.strip():
        raise Refusal(_("Schrijf op waarom u juist deze collega vraagt."), field="why")
    full = _week_is_full(asked.user, spent)
    if full and not asked.despite.strip():
        raise WeekIsFull(
            _("%(name)s heeft deze week geen uren meer. Schrijf op waarom u toch juist deze collega vraagt.")
            % {"name": asked.user.display_name}
        )
    member = team.members.create(
        user=asked.user,
        why=asked.why.strip(),
        despite=asked.despite.strip() if full else "",
        takes_over=takes_over,
        invited_by=by,
        invited_at=at,
    )
    after = {"user": asked.user.pk, "week_full": full}
    audit.record(verb="team.invited", subject=member, by=by, at=at, after=after)
    outbox.enqueue(*notices.invited(member), at=at)
    return member


@transaction.atomic
def join(*, member: TeamMember, by: User, at: datetime) -> TeamMember:
    """Take part; the initiator hears who thinks along. Whoever was asked to take over gets the open action points, and
    the colleague who handed over stops. Raises IllegalTransition.
    """
    member, _before = _enter(member, MemberState.JOINED, by=by, at=at)
    if member.takes_over:
        _take_over(member, member.takes_over, by=by, at=at)
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


@transaction.atomic
def hand_over(*, member: TeamMember, to: User, note: str, by: User, at: datetime, despite: str = "") -> TeamMember:
    """Ask a colleague to take over somebody's part, with a note. Until they join, nothing changes.

    Raises IllegalTransition when the part has ended, and what `invite` raises.
    """
    initiative = case.lock(member.team.initiative)
    member = TeamMember.objects.select_related("user", "team").get(pk=member.pk)
    lifecycle.require(member.state, MemberState.LEFT)
    member.team.initiative = initiative
    spent = minutes_this_week(localdate(at)).get(to.pk, 0)
    asked = Asked(user=to, why=note, despite=despite)
    return _invite(member.team, asked, spent=spent, by=by, at=at, takes_over=member)


@transaction.atomic
def set_progress(*, member: TeamMember, progress: str, by: User, at: datetime) -> TeamMember:
    """Note how far one is with one's own part. Raises IllegalTransition once that part has ended."""
    initiative = case.lock(member.team.initiative)
    member = TeamMember.objects.select_related("user", "team").get(pk=member.pk)
    member.team.initiative = initiative
    if member.state not in MemberState.inside():
        raise IllegalTransition(_("U bent geen lid meer van dit team."))
    before, member.progress = member.progress, progress
    if progress != before:
        member.save(update_fields=["progress"])
        facts = {"before": {"progress": before}, "after": {"progress": progress}}
        audit.record(verb="team.progress", subject=member, by=by, at=at, **facts)
    return member


def _take_over(member: TeamMember, earlier: TeamMember, *, by: User, at: datetime) -> None:
    """The open points go along; whoever handed over has left when that had not happened yet."""
    member.team.action_points.open().filter(owner=earlier.user_id).update(owner=member.user)
    if lifecycle.allows(earlier.state, MemberState.LEFT):
        reason = gettext("Overgedragen aan %(name)s") % {"name": member.user.display_name}
        leave(member=earlier, reason=reason, by=by, at=at)


def _enter(
    member: TeamMember, state: MemberState, *, by: User, at: datetime, reason: str = ""
) -> tuple[TeamMember, str]:
    initiative = case.lock(member.team.initiative)
    member = TeamMember.objects.select_related("user", "team", "invited_by", "takes_over").get(pk=member.pk)
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


def _week_is_full(user: User, spent: int) -> bool:
    profile = Profile.objects.filter(user=user).first()
    left = minutes_left(profile, spent) if profile else None
    return left is not None and left <= 0


def _require_presence(user: User, *, on: date) -> None:
    profile = Profile.objects.filter(user=user).select_related("stand_in").first()
    if profile is None or profile.absent_until is None or not profile.is_absent(on):
        return
    words = {"name": user.display_name, "day": date_format(profile.absent_until, "j F Y")}
    if profile.stand_in is None:
        raise NotAColleague(_("%(name)s is afwezig t/m %(day)s.") % words)
    words["stand_in"] = profile.stand_in.display_name
    raise NotAColleague(_("%(name)s is afwezig t/m %(day)s. Vraag %(stand_in)s, de vervanger.") % words)


def _require_colleague(user: User, team: Team) -> None:
    if not user.has_perm(Permission.WORK):
        raise NotAColleague(_("Deze collega heeft geen toegang tot de werkplek."))
    if is_member(team.initiative, user):
        raise NotAColleague(_("Deze collega is zelf initiatiefnemer en kan hier geen ambtelijk teamlid zijn."))
    if team.members.inside().filter(user=user).exists():
        raise NotAColleague(_("Deze collega is al uitgenodigd."))
