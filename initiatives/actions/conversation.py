"""What initiator and municipality say to each other in the case."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Refusal
from initiatives import notices
from initiatives.actions import case
from initiatives.actions.ownership import require_owner
from initiatives.enums import Audience, Party, PromiseKind, Side, State
from initiatives.models import Initiative, Message, Promise


@transaction.atomic
def ask_initiator(
    *, initiative: Initiative, text: str, answer_by: date, by: User, at: datetime, seen: datetime | None = None
) -> Message:
    """Ask the initiator something, to be answered before a date; the ball goes to the initiator.

    Raises Refusal for an empty question or a date that is not in the future.
    """
    initiative = case.lock(initiative, seen=seen)
    require_owner(initiative)
    _require_text(text)
    if answer_by <= localdate(at):
        raise Refusal(_("Kies een datum na vandaag."), field="answer_by")
    case.enter(initiative, State.CONVERSING)
    message = initiative.messages.create(side=Side.MUNICIPALITY, author=by, text=text, asks=True, sent_at=at)
    case.keep(initiative, PromiseKind.FIRST_ANSWER, at=at)
    initiative.promises.create(
        kind=PromiseKind.REPLY, party=Party.INITIATOR, made_at=at, made_by=by, due_on=answer_by, text=""
    )
    case.pass_ball(initiative, to=Party.INITIATOR, at=at)
    case.story(initiative, event="asked", audience=Audience.PUBLIC, at=at, by=by, due_on=answer_by.isoformat())
    case.save(initiative, at=at)
    audit.record(verb="initiative.asked", subject=initiative, by=by, at=at, after={"message": message.pk})
    outbox.enqueue(*notices.asked(initiative, text=text, answer_by=answer_by), at=at)
    return message


@transaction.atomic
def write_as_municipality(
    *, initiative: Initiative, text: str, by: User, at: datetime, idempotency_key: str = ""
) -> Message:
    """Write to the initiator without asking anything back. Raises Refusal for an empty message."""
    initiative = case.lock(initiative)
    require_owner(initiative)
    _require_text(text)
    if written := _already_written(initiative, idempotency_key):
        return written
    if initiative.state == State.OWNED:
        case.enter(initiative, State.CONVERSING)
    message = initiative.messages.create(
        side=Side.MUNICIPALITY, author=by, text=text, sent_at=at, idempotency_key=idempotency_key
    )
    case.keep(initiative, PromiseKind.FIRST_ANSWER, at=at)
    case.story(initiative, event="written_by_municipality", audience=Audience.INITIATOR, at=at, by=by)
    case.save(initiative, at=at)
    audit.record(verb="initiative.written", subject=initiative, by=by, at=at, after={"message": message.pk})
    outbox.enqueue(*notices.written(initiative, text=text, by=by), at=at)
    return message


@transaction.atomic
def write_as_initiator(
    *, initiative: Initiative, text: str, by: User, at: datetime, idempotency_key: str = ""
) -> Message:
    """Write to the municipality; answers its open question, if any, and gives it the ball back.

    The same `idempotency_key` gives the same message. Raises Refusal for an empty message.
    """
    initiative = case.lock(initiative)
    _require_text(text)
    if written := _already_written(initiative, idempotency_key):
        return written
    message = initiative.messages.create(
        side=Side.INITIATOR, author=by, text=text, sent_at=at, idempotency_key=idempotency_key
    )
    answers = (
        initiative.ball == Party.INITIATOR and case.open_promises(initiative).filter(kind=PromiseKind.REPLY).exists()
    )
    event, audience = ("answered", Audience.PUBLIC) if answers else ("written_by_initiator", Audience.INITIATOR)
    case.story(initiative, event=event, audience=audience, at=at, by=by)
    moved: list[Promise] = []
    if answers:
        case.keep(initiative, PromiseKind.REPLY, at=at)
        if initiative.paused_at is None:
            moved = case.pass_ball(initiative, to=Party.MUNICIPALITY, at=at)
    case.save(initiative, at=at)
    audit.record(verb=f"initiative.{event}", subject=initiative, by=by, at=at, after={"message": message.pk})
    told = [*notices.answered(initiative, text=text), *notices.written(initiative, text=text, by=by)]
    outbox.enqueue(*told, *notices.promises_moved(initiative, moved), at=at)
    return message


def _require_text(text: str) -> None:
    if not text.strip():
        raise Refusal(_("Schrijf eerst een bericht."), field="text")


def _already_written(initiative: Initiative, key: str) -> Message | None:
    return initiative.messages.filter(idempotency_key=key).first() if key else None
