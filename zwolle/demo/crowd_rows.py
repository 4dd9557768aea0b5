"""What belongs to the cases of the large town: people, promises, timeline, positions, conversation, proof, mail."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import uuid4

from django.db.models import Model
from django.utils.timezone import localdate

from accounts.models import User
from city.models import Goal
from core.calendar import add_working_days
from core.models import AuditEntry, OutgoingMail
from initiatives.enums import (
    Audience,
    GoalStage,
    HelpKind,
    Party,
    PositionKind,
    PromiseKind,
    RoomKind,
    Side,
    State,
)
from initiatives.models import (
    GoalLink,
    HelpAsked,
    Initiative,
    Member,
    Message,
    Position,
    Promise,
    TextVersion,
    TimelineEntry,
    WaitingSpan,
)
from teams.enums import MemberState
from teams.models import Team, TeamMember
from zwolle.demo.stories import Facts

BATCH = 1_000
HELP = list(HelpKind)
ADVICE_AFTER = timedelta(days=20)
ADVICE_AFTER_WHILE_OPEN = timedelta(hours=8)  # the open ones came in lately, and advice never lies ahead
FIRST_ANSWER_DAYS, POSITION_DAYS = 5, 20
TEXTS = ("title", "summary", "for_whom", "with_whom", "planned_when", "question")


@dataclass(frozen=True)
class Surroundings:
    """What the rows around a case draw from."""

    chance: Random
    words: Facts
    goals: list[Goal]
    people: list[User]
    colleagues: list[User]
    closed: Collection[date]


def write(cases: list[Initiative], around: Surroundings) -> None:
    """Write everything that belongs to these saved cases, one insert per table and thousand rows."""
    rows: defaultdict[type[Model], list[Model]] = defaultdict(list)
    for case in cases:
        for row in _rows(case, around):
            rows[type(row)].append(row)
    for model, made in rows.items():
        model._default_manager.bulk_create(made, batch_size=BATCH)
    members = [member for team in rows[Team] if isinstance(team, Team) for member in _team_members(team, around)]
    TeamMember.objects.bulk_create(members, batch_size=BATCH)


def _rows(case: Initiative, around: Surroundings) -> Iterable[Model]:
    initiator = around.chance.choice(around.people)
    yield Member(initiative=case, user=initiator, joined_at=case.submitted_at)
    for kind in around.chance.sample(HELP, 2):
        yield HelpAsked(initiative=case, kind=kind)
    yield TextVersion(
        initiative=case,
        version=1,
        texts={name: getattr(case, name) for name in TEXTS},
        saved_at=case.submitted_at,
        saved_by=initiator,
    )
    yield from _promises(case, around.closed)
    yield from _waiting(case)
    yield from _timeline(case)
    yield from _proof(case, initiator)
    if case.owner:
        yield from _conversation(case, initiator, around)
        if case.is_open:
            yield Team(initiative=case, started_at=case.owned_at or case.submitted_at)
    if case.position_kind:
        yield from _position(case, around)


def _promises(case: Initiative, closed: Collection[date]) -> Iterable[Model]:
    received = localdate(case.submitted_at)
    for kind, days, kept in [
        (PromiseKind.FIRST_ANSWER, FIRST_ANSWER_DAYS, case.owned_at and localdate(case.owned_at)),
        (PromiseKind.POSITION, POSITION_DAYS, localdate(_advised_at(case)) if case.position_kind else None),
    ]:
        yield Promise(
            initiative=case,
            kind=kind,
            party=Party.MUNICIPALITY,
            made_at=case.submitted_at,
            due_on=add_working_days(received, days, closed),
            kept_on=kept,
        )


def _advised_at(case: Initiative) -> datetime:
    return case.submitted_at + (ADVICE_AFTER_WHILE_OPEN if case.is_open else ADVICE_AFTER)


def _waiting(case: Initiative) -> Iterable[Model]:
    began, passed = case.submitted_at, case.owned_at or case.submitted_at
    if case.ball == Party.MUNICIPALITY:
        yield WaitingSpan(initiative=case, party=Party.MUNICIPALITY, began_at=began)
    else:
        yield WaitingSpan(initiative=case, party=Party.MUNICIPALITY, began_at=began, ended_at=passed)
        yield WaitingSpan(
            initiative=case, party=Party.INITIATOR, began_at=passed, ended_at=None if case.is_open else case.news_at
        )


def _timeline(case: Initiative) -> Iterable[Model]:
    def entry(event: str, audience: Audience = Audience.PUBLIC, **facts: str) -> TimelineEntry:
        at = moments[event] or case.submitted_at
        return TimelineEntry(initiative=case, at=at, event=event, audience=audience, facts=facts, by=case.owner)

    moments = {
        "submitted": case.submitted_at,
        "taken_up": case.owned_at,
        "published": case.published_at,
        "position_taken": _advised_at(case),
        "outcome": case.news_at,
        "closed": case.news_at,
    }
    yield entry("submitted")
    if case.owner:
        yield entry("taken_up", name=case.owner.display_name)
        yield entry("published")
    if case.position_kind:
        yield entry("position_taken", position=case.position_kind)
    if case.state == State.CLOSED:
        yield entry("outcome", outcome=case.outcome)
        yield entry("closed")


def _conversation(case: Initiative, initiator: User, around: Surroundings) -> Iterable[Model]:
    said = case.owned_at or case.submitted_at
    for side, author, texts, hours in [
        (Side.MUNICIPALITY, case.owner, around.words["messages"], 1),
        (Side.INITIATOR, initiator, around.words["replies"], 20),
    ]:
        yield Message(
            initiative=case,
            side=side,
            author=author,
            text=around.chance.choice(texts),
            sent_at=said + timedelta(hours=hours),
        )


def _position(case: Initiative, around: Surroundings) -> Iterable[Model]:
    kind = PositionKind(case.position_kind)
    taken_on = localdate(_advised_at(case))
    goal = around.chance.choice(around.goals)
    words = around.words
    yield GoalLink(initiative=case, goal=goal, stage=GoalStage.CONFIRMED, set_by=case.owner, set_at=case.changed_at)
    yield Position(
        initiative=case,
        kind=kind,
        reason=around.chance.choice(words["reasons"]),
        may_expect=around.chance.choice(words["may_expect"]),
        may_not_expect=around.chance.choice(words["may_not_expect"]),
        question=case.question if kind.needs_room else "",
        room_kind=RoomKind.HOURS if kind.needs_room else "",
        room_amount=20 if kind.needs_room else None,
        goal=goal if kind.needs_goal else None,
        taken_on=taken_on,
        taken_by=case.owner,
        review_on=taken_on + timedelta(days=180),
    )


def _proof(case: Initiative, initiator: User) -> Iterable[Model]:
    yield AuditEntry(
        at=case.submitted_at,
        verb="initiative.submitted",
        actor_id=initiator.pk,
        subject_type=Initiative._meta.label_lower,
        subject_id=str(case.pk),
        case_number=case.number,
    )
    yield OutgoingMail(
        to=initiator.email,
        subject=f"Wij hebben uw initiatief {case.title} ({case.number})",
        text=case.summary,
        kind="initiatives.receipt",
        case_number=case.number,
        message_id=f"<{uuid4()}@voorbeeld.nl>",
        state=OutgoingMail.State.SENT,
        attempts=1,
        next_attempt_at=case.submitted_at,
        created_at=case.submitted_at,
        sent_at=case.submitted_at,
    )


def _team_members(team: Team, around: Surroundings) -> Iterable[TeamMember]:
    for colleague in around.chance.sample(around.colleagues, 2):
        yield TeamMember(
            team=team,
            user=colleague,
            state=MemberState.JOINED,
            why="Demonstratie",
            invited_by=team.initiative.owner,
            invited_at=team.started_at,
            answered_at=team.started_at,
        )
