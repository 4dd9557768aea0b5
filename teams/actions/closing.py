"""The closing of a programme: everyone looks back, the initiators are invited to be critical."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import IllegalTransition, Refusal
from initiatives.models import Initiative
from initiatives.queries.members import is_member
from teams.actions.programme import lock, takes_part
from teams.enums import Quoting
from teams.models import ClosingAnswer, Programme
from teams.notices import programme as notices
from teams.records import LookBack


@transaction.atomic
def ask_to_look_back(*, programme: Programme, by: User, at: datetime) -> Programme:
    """Put the questions of the closing to participants and initiators, once. Raises IllegalTransition a second time."""
    programme = lock(programme)
    if programme.closing_asked_at:
        raise IllegalTransition(_("De vragen van het slot zijn al gesteld."))
    programme.closing_asked_at = at
    programme.save(update_fields=["closing_asked_at"])
    audit.record(verb="programme.closing_asked", subject=programme, by=by, at=at)
    outbox.enqueue(*notices.closing_asked(programme), at=at)
    return programme


@transaction.atomic
def look_back(
    *, programme: Programme, answer: LookBack, by: User, at: datetime, initiative: Initiative | None = None
) -> ClosingAnswer:
    """Answer the questions, or answer them anew; what may be quoted counts from now.

    `initiative` is the one an initiator speaks for. Raises IllegalTransition before the questions were put, Refusal for
    somebody who does not take part and when nothing is answered.
    """
    programme = lock(programme)
    _require_asked(programme, by, initiative)
    brought, needed = answer.brought.strip(), answer.needed.strip()
    if not brought and not needed:
        raise Refusal(_("Beantwoord ten minste één vraag."), field="brought")
    before = ClosingAnswer.objects.filter(programme=programme, user=by).first()
    row = before or ClosingAnswer(programme=programme, user=by)
    row.initiative, row.brought, row.needed, row.answered_at = initiative, brought, needed, at
    _let_quote(row, answer.quoting, at=at)
    row.save()
    audit.record(verb="programme.looked_back", subject=row, by=by, at=at, after={"quoting": str(row.quoting)})
    return row


@transaction.atomic
def let_quote(*, answer: ClosingAnswer, quoting: str, by: User, at: datetime) -> ClosingAnswer:
    """Change whether one's answer may be quoted, and how; taking it back counts at once. Raises Refusal for others."""
    answer = ClosingAnswer.objects.select_for_update().get(pk=answer.pk)
    if answer.user_id != by.pk:
        raise Refusal(_("Alleen wie het schreef, zegt of het aangehaald mag worden."))
    before = str(answer.quoting)
    _let_quote(answer, quoting, at=at)
    answer.save(update_fields=["quoting", "consented_at"])
    facts = {"before": {"quoting": before}, "after": {"quoting": str(answer.quoting)}}
    audit.record(verb="programme.quoting_changed", subject=answer, by=by, at=at, **facts)
    return answer


def _let_quote(answer: ClosingAnswer, quoting: str, *, at: datetime) -> None:
    answer.quoting = Quoting(quoting)
    answer.consented_at = None if answer.quoting == Quoting.NO else at


def _require_asked(programme: Programme, user: User, initiative: Initiative | None) -> None:
    if programme.closing_asked_at is None:
        raise IllegalTransition(_("De vragen van het slot zijn nog niet gesteld."))
    if initiative is None and not takes_part(programme, user):
        raise Refusal(_("Alleen wie meedoet, kijkt hier terug."))
    if initiative and not programme.parts.inside().filter(initiative=initiative).exists():
        raise Refusal(_("Dit initiatief doet niet mee aan het programma."))
    if initiative and not is_member(initiative, user):
        raise Refusal(_("Alleen de initiatiefnemer kijkt namens het initiatief terug."))
