"""What people ask about their own data, and how an officer answers within the term."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from accounts import notices
from accounts.actions import erasure
from accounts.deadlines import answer_by, extended_answer_by
from accounts.enums import RequestKind, RequestState
from accounts.models import DataRequest, User
from core import audit, outbox, personal_data
from core.models import OutgoingMail
from core.refusal import Refusal

WARN_BEFORE = timedelta(days=7)


class RequestRefused(Refusal):
    """A step on a request that the rules do not allow."""


@transaction.atomic
def ask(*, user: User, kind: RequestKind, wish: str, received_at: datetime, by: User, at: datetime) -> DataRequest:
    """Take a request in, from the person or from a letter an officer holds, and say when the answer comes.

    Raises RequestRefused.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.data_requests.filter(kind=kind, state=RequestState.OPEN).exists():
        raise RequestRefused(_("Dit verzoek loopt al. U krijgt er antwoord op."))
    if kind == RequestKind.CORRECTION and not wish.strip():
        raise RequestRefused(_("Schrijf op wat niet klopt en wat het moet zijn."), "wish")
    due_on = answer_by(localdate(received_at))
    request = DataRequest.objects.create(user=user, kind=kind, wish=wish, received_at=received_at, due_on=due_on)
    audit.record(verb="data_request.received", subject=request, by=by, at=at, after={"kind": str(kind)})
    outbox.enqueue(notices.about_request("request_receipt", request), *notices.request_received(request), at=at)
    return request


@transaction.atomic
def take_up(*, request: DataRequest, by: User, at: datetime) -> DataRequest:
    """One officer answers it from now on, and is the one who is warned; the person hears so. Raises RequestRefused."""
    request = lock(request, by=by)
    if request.handler_id == by.pk:
        raise RequestRefused(_("U heeft dit verzoek al opgepakt."))
    is_new = request.handler_id is None
    request.handler, request.taken_up_at = by, at
    request.save(update_fields=["handler", "taken_up_at"])
    audit.record(verb="data_request.taken_up", subject=request, by=by, at=at)
    if is_new:
        outbox.enqueue(notices.about_request("request_taken_up", request), at=at)
    return request


@transaction.atomic
def extend(*, request: DataRequest, reason: str, by: User, at: datetime) -> DataRequest:
    """Take two months more, told within the first month with the reason (AVG art. 12(3)). Raises RequestRefused."""
    request = lock(request, by=by)
    if request.extended_on:
        raise RequestRefused(_("Dit verzoek is al verlengd. Dat kan één keer."))
    if localdate(at) > request.due_on:
        raise RequestRefused(_("Verlengen kan alleen binnen de eerste maand."))
    request.due_on = extended_answer_by(localdate(request.received_at))
    request.extended_on, request.extension_reason, request.reminded_at = localdate(at), reason, None
    request.save(update_fields=["due_on", "extended_on", "extension_reason", "reminded_at"])
    audit.record(verb="data_request.extended", subject=request, by=by, at=at, after={"due_on": str(request.due_on)})
    outbox.enqueue(notices.about_request("request_extended", request), at=at)
    return request


@transaction.atomic
def refuse(*, request: DataRequest, answer: str, by: User, at: datetime) -> DataRequest:
    """Refuse with the reason; the mail says where to complain (AVG art. 12(4)). Raises RequestRefused."""
    request = close(lock(request, by=by), RequestState.REFUSED, answer=answer, by=by, at=at)
    outbox.enqueue(notices.about_request("request_refused", request), at=at)
    return request


@transaction.atomic
def fulfil(*, request: DataRequest, answer: str, by: User, at: datetime) -> DataRequest:
    """Do what was asked. Raises RequestRefused, with the sentences why, when erasing may not happen yet.

    A copy becomes downloadable for the person; a correction was made by the officer, who says what; an erasure
    empties every app's part, and the last mail tells of it.
    """
    request = lock(request, by=by)
    if request.kind == RequestKind.ERASURE:
        return erase(request, answer=answer, by=by, at=at)
    request = close(request, RequestState.DONE, answer=answer, by=by, at=at)
    outbox.enqueue(notices.about_request("request_done", request), at=at)
    return request


def erase(request: DataRequest, *, answer: str, by: User, at: datetime) -> DataRequest:
    """Empty what the portal holds of the person behind a locked request."""
    user = User.objects.select_for_update().get(pk=request.user_id)
    standing = personal_data.obstacles(user, on=localdate(at))
    if standing:
        raise RequestRefused(" ".join([gettext("Wissen kan nog niet."), *standing]))
    request.answer = answer
    last_mail = notices.erased(request, stays=told(user, on=localdate(at)))
    close(request, RequestState.DONE, answer="", by=by, at=at)
    erasure.erase(user=user, by=by, at=at)
    outbox.enqueue(last_mail, at=at)
    return request


def told(user: User, *, on: date) -> list[str]:
    """What an erasure would leave of this person and why, in the person's own language."""
    with override(user.language):
        return personal_data.stays(user, on=on)


def lock(request: DataRequest, *, by: User) -> DataRequest:
    """The request, locked, still open and somebody else's. Raises RequestRefused."""
    # No select_related: PostgreSQL would join what the row pointed to before it waited for the lock.
    request = DataRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != RequestState.OPEN:
        raise RequestRefused(_("Dit verzoek is al beantwoord."))
    if request.user_id == by.pk:
        raise RequestRefused(_("Uw eigen verzoek beantwoordt een collega."))
    return request


def close(request: DataRequest, state: RequestState, *, answer: str, by: User, at: datetime) -> DataRequest:
    """Write down how a request ended."""
    request.state, request.answer = state, answer
    request.answered_at, request.answered_by = at, by
    request.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    audit.record(verb=f"data_request.{state}", subject=request, by=by, at=at, after={"kind": request.kind})
    return request


@transaction.atomic
def warn_of_deadlines(*, at: datetime) -> int:
    """Tell the handler, or all officers, once of a request that is due within a week; returns how many requests.

    An extended request is told again before its new last day.
    """
    due = DataRequest.objects.select_for_update().filter(
        state=RequestState.OPEN, reminded_at=None, due_on__lte=localdate(at) + WARN_BEFORE
    )
    requests = list(due.order_by("due_on", "pk"))
    for request in requests:
        outbox.enqueue(*notices.request_due(request), at=at)
        request.reminded_at = at
        request.save(update_fields=["reminded_at"])
    return len(requests)


def wipe_last_mails() -> int:
    """Once the mail that tells of an erasure is out, forget where it went; returns how many."""
    waiting = OutgoingMail.State.WAITING
    mails = OutgoingMail.objects.filter(kind="accounts.erased").exclude(state=waiting).exclude(to="")
    return outbox.wipe(mails)
