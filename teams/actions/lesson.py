"""What people learn around an initiative."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.refusal import Refusal
from teams.models import Lesson, Session, Team
from teams.records import NewLesson


def write_lesson(lesson: NewLesson, *, team: Team, session: Session | None, by: User, at: datetime) -> Lesson:
    """Write a lesson and its proof, in the transaction of the caller. Raises Refusal when it is empty."""
    if not lesson.text.strip():
        raise Refusal(_("Schrijf op wat u leerde."), field="lesson")
    made = team.lessons.create(
        session=session,
        text=lesson.text.strip(),
        level=lesson.level,
        shareable=lesson.shareable,
        learnt_by=by,
        learnt_at=at,
    )
    made.team = team
    audit.record(verb="lesson.written", subject=made, by=by, at=at, after={"shareable": lesson.shareable})
    return made
