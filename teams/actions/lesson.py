"""What people learn around an initiative, and what the organisation does with it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Refusal
from initiatives.actions import case
from initiatives.models import Initiative
from teams import notices
from teams.actions.team import open_team
from teams.enums import LessonAbout
from teams.models import Lesson, Rule, Session, Team
from teams.records import NewLesson


class OwnLesson(Refusal):
    """Somebody confirms what they wrote themselves."""


@transaction.atomic
def add_lesson(*, initiative: Initiative, lesson: NewLesson, by: User, at: datetime) -> Lesson:
    """Write a lesson outside a session. Raises Refusal when it is empty."""
    team = open_team(initiative=case.lock(initiative), at=at)
    return write_lesson(lesson, team=team, session=None, by=by, at=at)


def write_lesson(lesson: NewLesson, *, team: Team, session: Session | None, by: User, at: datetime) -> Lesson:
    """Write a lesson and its proof, in the transaction of the caller. Raises Refusal when it is empty."""
    if not lesson.text.strip():
        raise Refusal(_("Schrijf op wat u leerde."), field="lesson")
    made = team.lessons.create(
        session=session,
        text=lesson.text.strip(),
        level=lesson.level,
        shareable=lesson.shareable,
        about=lesson.about,
        subject=lesson.subject.strip(),
        rule=lesson.rule,
        learnt_by=by,
        learnt_at=at,
    )
    made.team = team
    audit.record(verb="lesson.written", subject=made, by=by, at=at, after={"shareable": lesson.shareable})
    return made


@transaction.atomic
def confirm_lesson(*, lesson: Lesson, by: User, at: datetime) -> Lesson:
    """A second person saw the same; confirming twice changes nothing. Raises OwnLesson."""
    lesson = _locked(lesson)
    if lesson.learnt_by_id == by.pk:
        raise OwnLesson(_("Dit is uw eigen les. Een collega kan haar herkennen."))
    if lesson.confirmed_by_id is None:
        lesson.confirmed_by, lesson.confirmed_at = by, at
        lesson.save(update_fields=["confirmed_by", "confirmed_at"])
        audit.record(verb="lesson.confirmed", subject=lesson, by=by, at=at)
    return lesson


@transaction.atomic
def follow_up_lesson(*, lesson: Lesson, text: str, by: User, at: datetime) -> Lesson:
    """Tell what was done with a lesson; who wrote it reads that. Raises Refusal without a text."""
    lesson = _locked(lesson)
    if not text.strip():
        raise Refusal(_("Schrijf op wat u met de les deed."), field="text")
    if lesson.follow_up != text.strip():
        lesson.follow_up, lesson.followed_up_by, lesson.followed_up_at = text.strip(), by, at
        lesson.save(update_fields=["follow_up", "followed_up_by", "followed_up_at"])
        audit.record(verb="lesson.followed_up", subject=lesson, by=by, at=at)
        outbox.enqueue(*notices.lesson_followed_up(lesson), at=at)
    return lesson


@transaction.atomic
def link_rule(*, lesson: Lesson, rule: Rule | None, by: User, at: datetime) -> Lesson:
    """Say which rule a lesson is about, or that it is about none."""
    lesson = _locked(lesson)
    before = lesson.rule_id
    lesson.rule = rule
    lesson.about = LessonAbout.RULE if rule else lesson.about
    lesson.save(update_fields=["rule", "about"])
    facts = {"before": {"rule": before}, "after": {"rule": lesson.rule_id}}
    audit.record(verb="lesson.linked", subject=lesson, by=by, at=at, **facts)
    return lesson


def _locked(lesson: Lesson) -> Lesson:
    """The lesson as it stands, with its case locked."""
    initiative = case.lock(lesson.team.initiative)
    lesson = Lesson.objects.select_related("team", "learnt_by").get(pk=lesson.pk)
    lesson.team.initiative = initiative
    return lesson
