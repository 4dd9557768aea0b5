"""What the organisation learnt, and the rules that stood in the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from teams.enums import MemberState, RuleState
from teams.models import Lesson, Rule, TeamMember
from teams.permissions import Permission
from teams.queries.access import not_own

PAGE = 20


@dataclass(frozen=True)
class LessonPage:
    """One page of lessons, and whether there are more."""

    lessons: list[Lesson]
    number: int
    has_more: bool


def visible_lessons(user: User) -> QuerySet[Lesson]:
    """Lessons this civil servant may read: what may be shared, what one's own teams learnt, what one wrote.

    Never of a case on whose initiator's side the person is.
    """
    if not user.has_perm(Permission.WORK):
        return Lesson.objects.none()
    teams = TeamMember.objects.filter(user=user, state=MemberState.JOINED).values("team")
    mine = Q(shareable=True) | Q(team__in=teams) | Q(team__initiative__owner=user) | Q(learnt_by=user)
    return Lesson.objects.filter(mine, team__initiative__in=not_own(user)).select_related(
        "learnt_by__profile__department", "team__initiative", "rule", "confirmed_by", "followed_up_by"
    )


def page_of(lessons: QuerySet[Lesson], number: int) -> LessonPage:
    """A page of lessons, the newest first. One query."""
    start = (number - 1) * PAGE
    rows = list(lessons.order_by("-learnt_at", "-pk")[start : start + PAGE + 1])
    return LessonPage(rows[:PAGE], number, has_more=len(rows) > PAGE)


def narrowed(lessons: QuerySet[Lesson], asked: Mapping[str, Any]) -> QuerySet[Lesson]:
    """Lessons that fit what was asked: a word, what they are about, a department, a rule, what still waits."""
    if asked.get("word"):
        lessons = lessons.filter(Q(text__icontains=asked["word"]) | Q(subject__icontains=asked["word"]))
    if asked.get("about"):
        lessons = lessons.filter(about=asked["about"])
    if asked.get("department"):
        lessons = lessons.filter(learnt_by__profile__department=asked["department"])
    if asked.get("waiting"):
        lessons = lessons.filter(follow_up="")
    return lessons


def rules() -> QuerySet[Rule]:
    """The rules that stood in the way, with how many shared lessons speak of each; open questions first."""
    shared = Count("lessons", filter=Q(lessons__shareable=True))
    return (
        Rule.objects.select_related("owner")
        .annotate(lesson_count=shared, is_settled=Q(state__in=list(RuleState.settled())))
        .order_by("is_settled", "name")
    )
