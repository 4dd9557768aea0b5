"""The summary of a shared session: the initiator's side says whether it is right, and a colleague replies."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Conflict, Refusal
from core.seen import mark
from initiatives.actions import case
from initiatives.enums import Audience
from teams import lifecycle, notices
from teams.enums import SummaryState
from teams.models import Session, SummaryAnswer


@transaction.atomic
def answer_summary(
    *, session: Session, answer: SummaryState, words: str, seen: str, by: User, at: datetime
) -> SummaryAnswer:
    """Confirm the summary, or correct it in one's own words; the logger and the guide hear it.

    `seen` is the mark of the summary that was on the screen. Saying the same twice changes nothing. Raises Conflict
    when the summary reads otherwise by now; IllegalTransition when it is not shared; Refusal for a correction without
    words.
    """
    initiative = case.lock(session.team.initiative)
    session = Session.objects.select_related("team", "logged_by").get(pk=session.pk)
    session.team.initiative = initiative
    lifecycle.require_summary(session.summary_state, answer)
    words = words.strip() if answer == SummaryState.CORRECTED else ""
    if answer == SummaryState.CORRECTED and not words:
        raise Refusal(_("Schrijf op hoe het volgens u wel was."), field="words")
    mark = summary_mark(session)
    if seen != mark:
        raise Conflict(_("De gemeente heeft het verslag intussen aangepast. Lees het nog eens."), {"seen": mark})
    last = session.summary_answers.order_by("-pk").first()
    if last and (last.by_id, last.answer, last.words, last.version) == (by.pk, answer, words, session.version):
        return last
    given = session.summary_answers.create(
        team=session.team,
        version=session.version,
        summary=session.summary,
        answer=answer,
        words=words,
        by=by,
        at=at,
    )
    given.session = session
    session.summary_state = answer
    session.save(update_fields=["summary_state"])
    day = session.held_on.isoformat()
    case.story(initiative, event=f"summary_{answer}", audience=Audience.INITIATOR, at=at, by=by, held_on=day)
    audit.record(verb=f"session.summary_{answer}", subject=session, by=by, at=at, after={"version": session.version})
    outbox.enqueue(*notices.summary_answered(given), at=at)
    return given


@transaction.atomic
def reply_to_answer(*, answer: SummaryAnswer, text: str, by: User, at: datetime) -> SummaryAnswer:
    """React to what the initiator's side said of a summary; they read it. The same reply twice is one.

    Raises Refusal without a text, or when a colleague replied already.
    """
    initiative = case.lock(answer.session.team.initiative)
    answer = SummaryAnswer.objects.select_related("session__team", "by").get(pk=answer.pk)
    answer.session.team.initiative = initiative
    if not text.strip():
        raise Refusal(_("Schrijf eerst een reactie."), field="reply")
    if answer.reply == text.strip():
        return answer
    if answer.reply:
        raise Refusal(_("Een collega reageerde hier al op."), field="reply")
    answer.reply, answer.replied_by, answer.replied_at = text.strip(), by, at
    answer.save(update_fields=["reply", "replied_by", "replied_at"])
    audit.record(verb="session.summary_replied", subject=answer.session, by=by, at=at, after={"answer": answer.pk})
    outbox.enqueue(*notices.summary_replied(answer), at=at)
    return answer


def summary_mark(session: Session) -> str:
    """The mark of a summary as the initiator's side reads it."""
    return mark(session.held_on, session.summary)
