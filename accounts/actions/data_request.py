"""What people ask about their own data, and how an officer answers within the term."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import notices
from accounts.deadlines import answer_by, extended_answer_by
from accounts.enums import RequestKind, RequestState
from accounts.models import DataRequest, User
from accounts.permissions import Permission
from accounts.queries import holders
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
    officers = [notices.request_for_officer("request_received", officer, request) for officer in to_officers()]
    outbox.enqueue(notices.about_request("request_receipt", request), *officers, at=at)
    return request


@transaction.atomic
def extend(*, request: DataRequest, reason: str, by: User, at: datetime) -> DataRequest:
    """Take two months more, told within the first month with the reason (AVG art. 12(3)). Raises RequestRefused."""
    request = lock(request)
    if request.extended_on:
        raise RequestRefused(_("Dit verzoek is al verlengd. Dat kan één keer."))
    if localdate(at) > request.due_on:
        raise RequestRefused(_("Verlengen kan alleen binnen de eerste maand."))
    request.due_on = extended_answer_by(localdate(request.received_at))
    request.extended_on, request.extension_reason = localdate(at), reason
    request.save(update_fields=["due_on", "extended_on", "extension_reason"])
    audit.record(verb="data_request.extended", subject=request, by=by, at=at, after={"due_on": str(request.due_on)})
    outbox.enqueue(notices.about_request("request_extended", request), at=at)
    return request


@transaction.atomic
def refuse(*, request: DataRequest, answer: str, by: User, at: datetime) -> DataRequest:
    """Refuse with the reason; the mail says where to complain (AVG art. 12(4)). Raises RequestRefused."""
    request = close(lock(request), RequestState.REFUSED, answer=answer, by=by, at=at)
    outbox.enqueue(notices.about_request("request_refused", request), at=at)
    return request


@transaction.atomic
def fulfil(*, request: DataRequest, answer: str, by: User, at: datetime) -> DataRequest:
    """Do what was asked. Raises RequestRefused, with the sentences why, when erasing may not happen yet.

    A copy becomes downloadable for the person; a correction was made by the officer, who says what; an erasure
    empties every app's part, and the last mail tells of it.
    """
    request = lock(request)
    if request.kind == RequestKind.ERASURE:
        return erase(request, answer=answer, by=by, at=at)
    request = close(request, RequestState.DONE, answer=answer, by=by, at=at)
    outbox.enqueue(notices.about_request("request_done", request), at=at)
    return request


def erase(request: DataRequest, *, answer: str, by: User, at: datetime) -> DataRequest:
    """Empty what the portal holds of the person behind a locked request."""
    user = User.objects.select_for_update().get(pk=request.user_id)
    if user == by:
        raise RequestRefused(_("Uw eigen gegevens wist een collega."))
    standing = personal_data.obstacles(user, on=localdate(at))
    if standing:
        raise RequestRefused(" ".join([gettext("Wissen kan nog niet."), *standing]))
    last_mail = notices.about_request("erased", request)
    for part in personal_data.parts():
        part.erase(user=user, at=at)
    request.refresh_from_db()
    request = close(request, RequestState.DONE, answer=answer, by=by, at=at)
    audit.record(verb="user.erased", subject=user, by=by, at=at)
    outbox.enqueue(last_mail, at=at)
    return request


def lock(request: DataRequest) -> DataRequest:
    """The request, locked and still open. Raises RequestRefused."""
    request = DataRequest.objects.select_for_update().select_related("user").get(pk=request.pk)
    if request.state != RequestState.OPEN:
        raise RequestRefused(_("Dit verzoek is al beantwoord."))
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
    """Tell the officers once of each open request that must be answered within a week; returns how many requests."""
    due = DataRequest.objects.select_for_update().filter(
        state=RequestState.OPEN, reminded_at=None, due_on__lte=localdate(at) + WARN_BEFORE
    )
    requests = list(due.order_by("due_on", "pk"))
    officers = to_officers()
    for request in requests:
        outbox.enqueue(*(notices.request_for_officer("request_due", each, request) for each in officers), at=at)
        request.reminded_at = at
        request.save(update_fields=["reminded_at"])
    return len(requests)


def to_officers() -> list[User]:
    """Who answers these requests."""
    return list(holders(Permission.HANDLE_DATA_REQUESTS))


def wipe_last_mails() -> int:
    """Once the mail that tells of an erasure is out, forget where it went; returns how many."""
    waiting = OutgoingMail.State.WAITING
    mails = OutgoingMail.objects.filter(kind="accounts.erased").exclude(state=waiting).exclude(to="")
    return outbox.wipe(mails)
