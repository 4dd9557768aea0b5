"""A town in which every text that people can write is an attack: played through the actions, then column by column."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import import_module
from pkgutil import iter_modules
from uuid import uuid4

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from accounts.actions import code
from accounts.enums import CodePurpose, Role
from accounts.models import User
from accounts.models.data_request import DataRequest
from city.models import Department, Expertise, Goal, Theme, Wijk
from core.files import Upload
from core.guards import leave, stand
from core.models import DestructionLine, JobRun
from initiatives.actions import (
    attachment,
    conversation,
    creation,
    goal,
    label,
    meeting,
    member,
    note,
    outcome,
    ownership,
    pace,
    position,
    promise,
    prospect,
    publication,
    review,
    saved_filter,
    text,
)
from initiatives.enums import (
    GoalStage,
    GoalVerdict,
    InvitationKind,
    Origin,
    Outcome,
    Party,
    PositionKind,
    ShownName,
    Side,
    State,
)
from initiatives.intake import Intake
from initiatives.models import Draft, Initiative, Label, ProspectCriterion, StandardText
from initiatives.queries.versions import intake_with
from teams.actions import planned, session, session_draft, summary, team
from teams.enums import SummaryState
from teams.models import Lesson, Rule, Session
from teams.models.room import Overrun
from teams.records import Guest, NewLesson, NewPoint, Plan, Presence, Talk
from tests.factories import RoleGrantFactory
from tests.hardening.hostile_city import Crowd, Places, city
from tests.hardening.hostile_fund import learning, money
from tests.hardening.hostile_programme import learn_together
from tests.hardening.hostile_telling import challenges, told
from tests.hardening.machine_texts import MACHINE
from tests.hardening.payloads import Ink
from tests.initiatives.drafts import begin
from tests.initiatives.submitting import ANSWERS
from tests.world import colleague

APPS = ("zwolle", "insight", "stimulus_fund", "community", "teams", "initiatives", "accounts", "city", "core")
GUARDED = ("community", "insight", "stimulus_fund")


def text_fields() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Every column of the portal that holds free text."""
    for model in apps.get_models():
        if model._meta.app_label in APPS:
            for field in model._meta.concrete_fields:
                free = isinstance(field, models.CharField | models.TextField) and not field.choices
                if free and f"{model._meta.label}.{field.name}" not in MACHINE:
                    yield model, field


def overwrite(ink: Ink) -> list[str]:
    """Write an attack in every column of every row that takes it; returns the columns that no row took.

    What a rule of the database keeps empty (the name of somebody who has an account) stays so. What triggers keep as it
    was decided, sealed or approved is overwritten all the same: it was typed by somebody too.
    """
    untouched = []
    with without_guards():
        for model, field in text_fields():
            keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
            taken = 0
            for key in keys:
                with suppress(IntegrityError), transaction.atomic():
                    taken += model._base_manager.filter(pk=key).update(**{field.name: attack(ink, field)})
            if not taken:
                untouched.append(f"{model._meta.label}.{field.name}")
    return untouched


def attack(ink: Ink, field: models.Field) -> str:
    """What can be made to stand in this column."""
    if isinstance(field, models.EmailField):
        return ink.address()
    return ink.url() if isinstance(field, models.URLField) else ink.write(field.max_length or 5_000)


@contextmanager
def without_guards() -> Iterator[None]:
    """Take the triggers of the city and the fund away for a while."""
    found = []
    for app in GUARDED:
        package = import_module(f"{app}.migrations")
        names = sorted(each.name for each in iter_modules(package.__path__))
        found += [getattr(import_module(f"{app}.migrations.{name}"), "GUARDS", []) for name in names]
    guards = [guard for each in found for guard in each]
    leave(connection, guards)
    yield
    stand(connection, guards)


@dataclass(frozen=True)
class Cast:
    """Who plays."""

    initiator: User
    guide: User
    ep_member: User
    administrator: User
    jack: User  # of all trades: whoever decides, publishes or pays what another prepared


def jack_of_all_trades() -> User:
    """A colleague with every role there is."""
    user = colleague("Jaap Allemans", Role.EDITOR)
    for role in sorted(set(Role) - {Role.EDITOR, Role.INITIATOR}):
        RoleGrantFactory(user=user, role=role)
    return user


@dataclass(frozen=True)
class HostileTown:
    """What the pages of the town are reached by; `places` are the values in addresses of the city and the fund."""

    case: Initiative
    draft: Draft
    session: Session
    meeting_on: date
    cast: Cast
    places: Places


def play(cast: Cast, ink: Ink) -> HostileTown:
    """Let these people do all that can be done with an initiative, in hostile words."""
    now = timezone.now() - timedelta(hours=1)
    prepare(ink, now)
    case = come_in(cast, ink, now)
    talk(case, cast, ink, now)
    decide(case, cast, ink, now)
    logged = meet(case, cast, ink, now)
    learn_together(case, cast.guide, cast.ep_member, cast.initiator, ink, now)
    item = meeting.put_on_agenda(
        initiative=case, held_on=now.date() + timedelta(days=3), why=ink.write(200), by=cast.guide, at=now
    )
    meeting.write_decision(item=item, decision=ink.write(1_500), by=cast.guide, at=now)
    meeting.write_minutes(meeting=item.meeting, present=[cast.guide], minutes=ink.write(5_000), by=cast.guide, at=now)
    draft = begin(at=now, user=cast.initiator, **{**ANSWERS, **dict.fromkeys(TYPED, ink.write(80))})
    attachment.add_to_draft(draft=draft, upload=document(ink), at=now)
    case.refresh_from_db()
    crowd = Crowd(case, cast.initiator, cast.guide, cast.ep_member, cast.jack)
    places = city(crowd, ink, now) | told(crowd, ink, now) | challenges(crowd, ink, now) | money(crowd, ink, now)
    places |= learning(cast.guide, cast.jack, now)
    return HostileTown(case, draft, logged, item.meeting.held_on, cast, places)


TYPED = ("title", "summary", "for_whom", "with_whom", "planned_when", "question", "name", "organisation")


def prepare(ink: Ink, now: datetime) -> None:
    """Rows of what staff keep."""
    Label.objects.create(name=ink.write(40))
    StandardText.objects.create(name=ink.write(80), text=ink.write(4_000), step=StandardText.Step.values[0])
    Expertise.objects.create(slug="proef", name=ink.write(80))
    JobRun.objects.create(name="core.proef", failure=ink.write(300), next_at=now)
    listed = {"kind": "initiative", "subject_type": "core.jobrun", "subject_id": 0, "number": "ZW-1"}
    DestructionLine.objects.create(**listed, reason=ink.write(300), proposed_at=now)


def document(ink: Ink) -> Upload:
    """A document with a hostile name."""
    return Upload(kind="document", name=ink.write(150), content_type="application/pdf", content=b"%PDF-1.7")


def come_in(cast: Cast, ink: Ink, now: datetime) -> Initiative:
    """An initiative comes in, is taken up, changed and published."""
    intake = Intake(
        title=ink.write(80),
        summary=ink.write(2_000),
        for_whom=ink.write(2_000),
        with_whom=ink.write(2_000),
        planned_when=ink.write(2_000),
        question=ink.write(2_000),
        organisation=ink.write(120),
        address=ink.write(200),
        address_public=True,
        place_kind="address",
        wijk=Wijk.objects.get(slug="assendorp"),
        theme=Theme.objects.first(),
        shown_name=ShownName.ORGANISATION,
        help_kinds=frozenset({"place", "rules"}),
        may_be_public=True,
    )
    case = creation.open_case(intake=intake, origin=Origin.PORTAL, initiator=cast.initiator, by=cast.initiator, at=now)
    case = ownership.take_up(initiative=case, owner=cast.guide, by=cast.guide, at=now)
    publication.publish(initiative=case, by=cast.guide, at=now)
    case.refresh_from_db()
    changed = intake_with(case, {"summary": ink.write(2_000), "title": ink.write(80)})
    return text.change_text(initiative=case, intake=changed, seen=case.version, by=cast.initiator, at=now)


def talk(case: Initiative, cast: Cast, ink: Ink, now: datetime) -> None:
    """Both sides write, ask, promise and add files; others are invited."""
    conversation.write_as_municipality(initiative=case, text=ink.write(5_000), by=cast.guide, at=now)
    conversation.ask_initiator(
        initiative=case, text=ink.write(5_000), answer_by=now.date() + timedelta(days=9), by=cast.guide, at=now
    )
    attachment.write_with_files(
        initiative=case, text=ink.write(5_000), uploads=[document(ink)], by=cast.initiator, at=now
    )
    photo = Upload(kind="photo", name=ink.write(150), content_type="image/webp", content=b"x", small=b"x")
    for upload in (photo, document(ink)):
        attachment.add(initiative=case, upload=upload, side=Side.INITIATOR, by=cast.initiator, at=now)
    note.add_note(initiative=case, text=ink.write(5_000), by=cast.guide, at=now)
    promise.make_promise(
        initiative=case, text=ink.write(200), due_on=now.date() + timedelta(days=9), by=cast.guide, at=now
    )
    member.invite(
        initiative=case,
        kind=InvitationKind.CO_INITIATOR,
        email="ander@example.nl",
        language="nl",
        by=cast.initiator,
        at=now,
    )
    saved_filter.keep_filter(name=ink.write(60), query="q=tuin", shared=True, by=cast.guide, at=now)


def decide(case: Initiative, cast: Cast, ink: Ink, now: datetime) -> None:
    """The municipality takes a position, links a goal, finds it promising, waits for somebody else."""
    chosen, other = Goal.objects.all()[:2]
    chosen.targets.create(text=ink.write(200), wanted=1, unit=ink.write(40), by_year=2030, source=ink.write(200))
    looked_back = {"stage": GoalStage.REVISITED, "verdict": GoalVerdict.NOT, "finding": ink.write(1_000)}
    case.goal_links.create(goal=other, set_at=now, **looked_back)
    goal.link_goal(
        initiative=case, goal=chosen, stage=GoalStage.CLAIMED, remark=ink.write(1_000), by=cast.guide, at=now
    )
    position.take_position(
        initiative=case,
        kind=PositionKind.ROOM,
        reason=ink.write(2_000),
        may_expect=ink.write(2_000),
        may_not_expect=ink.write(2_000),
        review_on=now.date() + timedelta(days=90),
        room_kind="hours",
        room_amount=8,
        by=cast.guide,
        at=now,
    )
    prospect.judge_prospect(
        initiative=case,
        promising=True,
        criteria=list(ProspectCriterion.objects.all()[:2]),
        reason=ink.write(1_000),
        by=cast.guide,
        at=now,
    )
    label.set_labels(initiative=case, labels=list(Label.objects.all()), by=cast.guide, at=now)
    pace.hand_ball(
        initiative=case, to=Party.THIRD_PARTY, third_party=ink.write(120), reason=ink.write(900), by=cast.guide, at=now
    )


def meet(case: Initiative, cast: Cast, ink: Ink, now: datetime) -> Session:
    """A colleague joins, logs a session, keeps a draft of another; the initiator tells how it went."""
    invited = team.invite(initiative=case, user=cast.ep_member, why=ink.write(300), by=cast.guide, at=now)
    team.join(member=invited, by=cast.ep_member, at=now)
    talked = Talk(
        held_on=now.date(),
        minutes=30,
        question=ink.write(500),
        answer=ink.write(2_000),
        agreed=ink.write(4_000),
        internal_note=ink.write(2_000),
        shared=True,
    )
    guests = [Guest(name=ink.write(80), role=ink.write(80)), Guest(name=ink.write(80), organisation=ink.write(100))]
    logged = session.log_session(
        initiative=case,
        key=uuid4(),
        talk=talked,
        hours={cast.ep_member: 30},
        points=[NewPoint(text=ink.write(200), due_on=now.date() + timedelta(days=9), owner=cast.ep_member)],
        lesson=NewLesson(text=ink.write(2_000)),
        presence=Presence(colleagues=[cast.ep_member], initiators=[cast.initiator], guests=guests),
        by=cast.ep_member,
        at=now,
    )
    answer_and_plan(logged, cast, ink, now)
    Rule.objects.create(name="x", owner=cast.guide, noted_by=cast.guide, noted_at=now)
    Overrun.objects.create(team=logged.team, session=logged, minutes=15, reason="x", by=cast.ep_member, at=now)
    Lesson.objects.update(follow_up="x", followed_up_by=cast.guide, followed_up_at=now)
    session_draft.save_session_draft(
        user=cast.ep_member, initiative=case, key=uuid4(), fields={"agreed": ink.write(2_000)}, at=now
    )
    outcome.record_outcome(
        initiative=case,
        outcome=Outcome.FRAGILE,
        note=ink.write(2_000),
        closes=False,
        by=cast.guide,
        at=now,
    )
    review.give_review(
        initiative=case,
        phase=State(Initiative.objects.get(pk=case.pk).state),
        grade="bad",
        text=ink.write(2_000),
        reopens=False,
        by=cast.initiator,
        at=now,
    )
    DataRequest.objects.create(
        user=cast.initiator, kind="erasure", wish="x", received_at=now, due_on=now.date() + timedelta(days=30)
    )
    mailed = code.Client("192.0.2.1")
    code.send_code(
        purpose=CodePurpose.PROOF, email="x@example.nl", language="nl", client=mailed, user=cast.initiator, at=now
    )
    Department.objects.get_or_create(slug="proef", defaults={"name": ink.write(80)})
    return logged


def answer_and_plan(logged: Session, cast: Cast, ink: Ink, now: datetime) -> None:
    """The initiator corrects the summary, a colleague replies; two more sessions are planned and one is cancelled."""
    answer = summary.answer_summary(
        session=logged,
        answer=SummaryState.CORRECTED,
        words=ink.write(2_000),
        seen=summary.summary_mark(Session.objects.get(pk=logged.pk)),
        by=cast.initiator,
        at=now,
    )
    summary.reply_to_answer(answer=answer, text=ink.write(2_000), by=cast.ep_member, at=now)
    for turn in (1, 2):
        asked = Plan(
            starts_at=now + timedelta(days=turn),
            minutes=30,
            place=ink.write(200),
            about=ink.write(500),
            with_initiator=True,
            invited=[cast.ep_member],
        )
        made = planned.plan_session(initiative=logged.team.initiative, plan=asked, by=cast.guide, at=now)
    planned.cancel_plan(planned=made, reason=ink.write(300), by=cast.guide, at=now)
