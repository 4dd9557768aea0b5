"""One case at the werkplek: what a colleague must know to join the talk, in a minute."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from accounts.models import User
from city.queries import closed_days
from initiatives.enums import GoalStage, MemberRole, Party
from initiatives.enums import Standing as PromiseStanding
from initiatives.models import Attachment, GoalLink, Initiative, Message, Note, Position, Promise, TimelineEntry
from initiatives.queries.promises import clock, terms_on
from initiatives.timeline import sentence
from teams.enums import MemberState
from teams.models import ActionPoint, Lesson, PlannedSession, Profile, Session, SessionDraft, TeamMember
from teams.permissions import Permission
from teams.queries.access import readable_cases, writable_cases
from teams.queries.planned import plans_of
from teams.queries.room import room_of
from teams.queries.session import with_hours
from teams.queries.workplace import WARN_DAYS, Due, PointLine, due
from teams.room import Room

MOST_SIMILAR = 5
MOST_STORY = 40
STATE_ORDER = [MemberState.JOINED, MemberState.OBSERVING, MemberState.INVITED, MemberState.DECLINED, MemberState.LEFT]


@dataclass(frozen=True)
class MemberLine:
    """A member of the team as colleagues see them; `absent_until` only while that person is away."""

    member: TeamMember
    department: str = ""
    photo_of: int | None = None
    absent_until: date | None = None
    stand_in: User | None = None


@dataclass(frozen=True)
class PromiseLine:
    """A promise of either side with how it stands."""

    promise: Promise
    due: Due


@dataclass(frozen=True)
class StoryLine:
    """A sentence of the timeline with its date."""

    at: date
    text: str


@dataclass(frozen=True)
class Standing:
    """What this civil servant is to the case."""

    member: TeamMember | None
    may_write: bool
    may_invite: bool

    @property
    def is_invited(self) -> bool:
        """True while an answer is asked."""
        return self.member is not None and self.member.state == MemberState.INVITED

    @property
    def may_leave(self) -> bool:
        """True for who joined or observes."""
        return self.member is not None and self.member.state in {MemberState.JOINED, MemberState.OBSERVING}


@dataclass(frozen=True)
class CasePage:
    """Everything on the page of a case."""

    initiative: Initiative
    standing: Standing
    people: Sequence[User]
    help_asked: Sequence[str]
    goals: Sequence[GoalLink]
    positions: Sequence[Position]
    promises: Sequence[PromiseLine]
    team: Sequence[MemberLine]
    points: Sequence[PointLine]
    plans: Sequence[PlannedSession]
    sessions: Sequence[Session]
    lessons: Sequence[Lesson]
    notes: Sequence[Note]
    messages: Sequence[Message]
    photos: Sequence[Attachment]
    documents: Sequence[Attachment]
    story: Sequence[StoryLine]
    similar: Sequence[Initiative]
    drafts: Sequence[SessionDraft]
    room: Room


def case_page(initiative: Initiative, user: User, *, today: date) -> CasePage:
    """The page of a case for a colleague who may read it; a constant number of queries."""
    closed = closed_days()
    files = list(initiative.attachments.filter(removed_at=None, message=None))
    return CasePage(
        initiative=initiative,
        standing=standing_of(user, initiative),
        people=_people(initiative),
        help_asked=[row.get_kind_display() for row in initiative.help_asked.all()],
        goals=list(initiative.goal_links.exclude(stage=GoalStage.REJECTED).select_related("goal")),
        positions=list(initiative.positions.select_related("goal", "taken_by")),
        promises=_promises(initiative, today, closed),
        team=team_lines(initiative, today=today),
        points=[PointLine(point, due(point.due_on, today, closed)) for point in open_points(initiative)],
        plans=plans_of(initiative),
        sessions=sessions_of(initiative),
        lessons=list(Lesson.objects.filter(team__initiative=initiative).select_related("learnt_by")),
        notes=list(initiative.notes.select_related("author")),
        messages=_messages(initiative),
        photos=[file for file in files if file.kind == Attachment.Kind.PHOTO],
        documents=[file for file in files if file.kind == Attachment.Kind.DOCUMENT],
        story=_story(initiative),
        similar=similar_cases(initiative, user),
        drafts=list(user.session_drafts.filter(initiative=initiative)),
        room=room_of(initiative, today=today),
    )


def standing_of(user: User, initiative: Initiative) -> Standing:
    """What somebody is to the case: the newest membership, and whether they may write and invite. Two queries."""
    member = TeamMember.objects.filter(team__initiative=initiative, user=user).order_by("-pk").first()
    return Standing(
        member=member,
        may_write=writable_cases(user).filter(pk=initiative.pk).exists(),
        may_invite=user.has_perm(Permission.INVITE, initiative),
    )


def team_lines(initiative: Initiative, *, today: date) -> Sequence[MemberLine]:
    """The team with departments, telephones and absences: who joined first, who left last. One query."""
    order = Case(
        *(When(state=state, then=Value(place)) for place, state in enumerate(STATE_ORDER)),
        output_field=IntegerField(),
    )
    members = TeamMember.objects.filter(team__initiative=initiative).select_related(
        "user__profile__department", "user__profile__stand_in"
    )
    return [_member_line(member, today) for member in members.order_by(order, "user__display_name", "pk")]


def _member_line(member: TeamMember, today: date) -> MemberLine:
    profile: Profile | None = getattr(member.user, "profile", None)
    if profile is None:
        return MemberLine(member)
    away = profile.is_absent(today)
    return MemberLine(
        member,
        department=profile.department.name if profile.department else "",
        photo_of=profile.pk if profile.photo else None,
        absent_until=profile.absent_until if away else None,
        stand_in=profile.stand_in if away else None,
    )


def open_points(initiative: Initiative) -> QuerySet[ActionPoint]:
    """What both sides still have to do."""
    return (
        ActionPoint.objects.open().filter(team__initiative=initiative).select_related("owner").order_by("due_on", "pk")
    )


def sessions_of(initiative: Initiative) -> Sequence[Session]:
    """All sessions with who gave which time, newest first. Two queries."""
    rows = with_hours(Session.objects.filter(team__initiative=initiative).select_related("logged_by"))
    return list(rows.order_by("-held_on", "-pk"))


def similar_cases(initiative: Initiative, user: User) -> Sequence[Initiative]:
    """Earlier cases like this one that this colleague may see: same initiator first, then theme, then wijk."""
    mine = Initiative.objects.filter(
        members__left_at=None,
        members__user__in=initiative.members.filter(left_at=None).values("user"),
    ).values("pk")
    place = Q(wijk=initiative.wijk_id) if initiative.wijk_id else Q(pk=None)
    theme = Q(theme=initiative.theme_id) if initiative.theme_id else Q(pk=None)
    seen = Q(published_at__isnull=False, public_consent_at__isnull=False) | Q(pk__in=readable_cases(user).values("pk"))
    return list(
        Initiative.objects.filter(seen, Q(pk__in=mine) | place | theme, merged_into=None)
        .exclude(pk=initiative.pk)
        .annotate(
            closeness=Case(
                When(pk__in=mine, then=Value(3)),
                When(place & theme, then=Value(2)),
                When(theme, then=Value(1)),
                default=Value(0),
                output_field=IntegerField(),
            )
        )
        .select_related("wijk")
        .order_by("-closeness", "-submitted_at", "-pk")[:MOST_SIMILAR]
    )


def _people(initiative: Initiative) -> Sequence[User]:
    members = initiative.members.filter(left_at=None).select_related("user")
    return [member.user for member in sorted(members, key=lambda member: member.role != MemberRole.INITIATOR)]


def _promises(initiative: Initiative, today: date, closed: Collection[date]) -> Sequence[PromiseLine]:
    terms, ours = terms_on(today), clock(initiative, today)

    def due_of(row: Promise) -> Due:
        if row.party == Party.MUNICIPALITY and ours.stands_still_for(row.due_on):
            return Due(ours.day(row.due_on), PromiseStanding.STILL, 0)
        warn_days = terms[row.kind].warn_days if row.kind in terms else WARN_DAYS
        return due(row.due_on, today, closed, warn_days=warn_days)

    rows = initiative.promises.filter(kept_on=None, withdrawn_on=None).order_by("due_on", "pk")
    return [PromiseLine(row, due_of(row)) for row in rows]


def _messages(initiative: Initiative) -> Sequence[Message]:
    """What was said, with the files that came with it as `kept`. Two queries."""
    files = Prefetch("attachments", Attachment.objects.filter(removed_at=None).order_by("pk"), to_attr="kept")
    return list(initiative.messages.select_related("author").prefetch_related(files))


def _story(initiative: Initiative) -> Sequence[StoryLine]:
    newest = TimelineEntry.objects.filter(initiative=initiative).order_by("-at", "-pk")[:MOST_STORY]
    return [StoryLine(entry.at, sentence(entry, public=False)) for entry in newest]
