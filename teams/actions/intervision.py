"""Intervision: one brings a question, colleagues ask and advise, an insight is kept. It stays in the room."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Refusal
from initiatives.models import Initiative
from teams.actions.lesson import add_lesson
from teams.actions.programme import lock, takes_part
from teams.enums import PeerWordKind
from teams.models import Gathering, PeerQuestion, PeerWord, Programme
from teams.notices import programme as notices
from teams.records import NewLesson


class NotInTheRoom(Refusal):
    """Somebody who does not take part, or whose question it is not."""


@transaction.atomic
def bring_question(
    *,
    programme: Programme,
    text: str,
    by: User,
    at: datetime,
    initiative: Initiative | None = None,
    gathering: Gathering | None = None,
) -> PeerQuestion:
    """Bring a question; the other participants hear that there is one, not what it says.

    Raises NotInTheRoom, and Refusal for an empty question or an initiative or gathering of elsewhere.
    """
    programme = lock(programme)
    _require_part(programme, by)
    if not text.strip():
        raise Refusal(_("Schrijf op wat u wilt vragen."), field="text")
    if initiative:
        _require_inside(programme, initiative)
    if gathering and gathering.programme_id != programme.pk:
        raise Refusal(_("Deze bijeenkomst hoort bij een ander programma."), field="gathering")
    question = programme.peer_questions.create(
        text=text.strip(), initiative=initiative, gathering=gathering, brought_by=by, brought_at=at
    )
    audit.record(verb="programme.question_brought", subject=question, by=by, at=at, after={"programme": programme.pk})
    outbox.enqueue(*notices.question_brought(question), at=at)
    return question


@transaction.atomic
def say(*, question: PeerQuestion, kind: str, text: str, by: User, at: datetime) -> PeerWord:
    """Ask on or advise, or as bringer answer; the bringer hears that somebody reacted. Raises NotInTheRoom, Refusal."""
    question = _locked(question, by)
    if not text.strip():
        raise Refusal(_("Schrijf op wat u wilt vragen of meegeven."), field="text")
    if (kind == PeerWordKind.ANSWER) != (question.brought_by_id == by.pk):
        raise NotInTheRoom(_("Wie de vraag inbracht, geeft antwoord. De anderen vragen en adviseren."), field="kind")
    word = question.words.create(kind=kind, text=text.strip(), said_by=by, said_at=at)
    audit.record(verb="programme.word_said", subject=word, by=by, at=at, after={"question": question.pk})
    outbox.enqueue(*notices.word_said(question, by=by), at=at)
    return word


@transaction.atomic
def write_insight(*, question: PeerQuestion, insight: str, by: User, at: datetime) -> PeerQuestion:
    """Write down what the bringer now sees; it may be corrected. Raises NotInTheRoom, Refusal when it is empty."""
    question = _locked(question, by)
    _require_own(question, by)
    if not insight.strip():
        raise Refusal(_("Schrijf op welk inzicht u kreeg."), field="insight")
    question.insight, question.insight_at = insight.strip(), at
    question.save(update_fields=["insight", "insight_at"])
    audit.record(verb="programme.insight_written", subject=question, by=by, at=at)
    return question


@transaction.atomic
def keep_as_lesson(
    *, question: PeerQuestion, initiative: Initiative, lesson: NewLesson, by: User, at: datetime
) -> PeerQuestion:
    """Let the insight leave the room as a lesson of an initiative in the programme, in words chosen for that.

    Raises NotInTheRoom, and Refusal without an insight, for a second lesson, or for an initiative of elsewhere.
    """
    question = _locked(question, by)
    _require_own(question, by)
    if not question.insight:
        raise Refusal(_("Schrijf eerst op welk inzicht u kreeg."), field="lesson")
    if question.lesson_id:
        raise Refusal(_("Dit inzicht is al bewaard als les."), field="lesson")
    _require_inside(question.programme, initiative)
    question.lesson = add_lesson(initiative=initiative, lesson=lesson, by=by, at=at)
    question.save(update_fields=["lesson"])
    audit.record(verb="programme.insight_kept", subject=question, by=by, at=at, after={"lesson": question.lesson_id})
    return question


def _locked(question: PeerQuestion, by: User) -> PeerQuestion:
    """The question as it stands, with its programme locked, for somebody who takes part."""
    programme = lock(question.programme)
    _require_part(programme, by)
    question = PeerQuestion.objects.select_related("brought_by").get(pk=question.pk)
    question.programme = programme
    return question


def _require_part(programme: Programme, user: User) -> None:
    if not takes_part(programme, user):
        raise NotInTheRoom(_("Alleen wie nu meedoet, is bij de intervisie."))


def _require_own(question: PeerQuestion, user: User) -> None:
    if question.brought_by_id != user.pk:
        raise NotInTheRoom(_("Alleen wie de vraag inbracht, schrijft het inzicht op."))


def _require_inside(programme: Programme, initiative: Initiative) -> None:
    if not programme.parts.inside().filter(initiative=initiative).exists():
        raise Refusal(_("Dit initiatief doet niet mee aan het programma."), field="initiative")
