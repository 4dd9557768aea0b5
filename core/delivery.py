"""Send what waits in the outbox: a mail at a time, claimed in one short transaction, marked in another.

No transaction is open while a mail server is spoken to. A sender that is killed leaves a claim that runs out; the
mail then goes again with the same Message-ID, so at most one recognisable copy arrives per kill and none is lost.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from smtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)
from ssl import create_default_context

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model, QuerySet

from core import audit
from core.mail_message import BadAddress, build, recipient, sender
from core.models import OutgoingMail

log = logging.getLogger("portal.mail")

SOCKET_SECONDS = 30
LEASE = timedelta(minutes=6)  # longer than the server can take: eight answers of at most 30 seconds
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=5)
SERVER_CLOSES = 421

Clock = Callable[[], datetime]
Send = Callable[[OutgoingMail], None]
State = OutgoingMail.State


class Unreachable(Exception):
    """The mail server cannot be reached or does not let us in; no mail is to blame."""


class Undeliverable(Exception):
    """The server will never take this mail; the text says why."""


class Postponed(Exception):
    """The server did not take this mail now; `closed` is true when the connection is gone too."""

    def __init__(self, reason: str, *, closed: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.closed = closed


def send_waiting(clock: Clock, *, stopping: Callable[[], bool] = bool) -> int:
    """Send all mails whose moment has come, most urgent first; returns how many were handled.

    Raises Unreachable when the server cannot be reached; what waits longer than five days then is given up.
    """
    handled = 0
    while not stopping() and _anything_waits(clock()):
        try:
            with _server() as send:
                handled += _send_over_one_connection(send, clock, stopping)
        except Unreachable:
            _give_up(clock())
            raise
    return handled


def oldest_waiting(at: datetime) -> datetime | None:
    """When the mail that waits longest was written, of those whose moment has come; None when none waits."""
    rows = OutgoingMail.objects.filter(state=State.WAITING, created_at__lte=at).order_by("created_at")
    return rows.values_list("created_at", flat=True).first()


@transaction.atomic
def retry(mails: QuerySet[OutgoingMail], *, by: Model, at: datetime) -> int:
    """Let mails that were not delivered go again, now; returns how many. A wiped text cannot go again."""
    undelivered = mails.select_for_update().filter(state=State.FAILED).exclude(text="").exclude(to="")
    for mail in undelivered:
        facts = {"state": State.WAITING, "attempts": 0, "failure": "", "created_at": at, "next_attempt_at": at}
        OutgoingMail.objects.filter(pk=mail.pk).update(**facts)
        audit.record(verb="mail.retried", subject=mail, by=by, at=at, after={"kind": mail.kind})
    return len(undelivered)


def _anything_waits(at: datetime) -> bool:
    waiting = OutgoingMail.objects.filter(state=State.WAITING, next_attempt_at__lte=at)
    if not waiting.exists():
        return False
    waiting.filter(expires_at__lte=at).update(state=State.EXPIRED, text="")
    return waiting.exists()


def _send_over_one_connection(send: Send, clock: Clock, stopping: Callable[[], bool]) -> int:
    handled = 0
    while not stopping():
        mail = _claim(clock())
        if mail is None:
            break
        handled += 1
        if not _deliver(mail, send, clock):
            break
    return handled


def _claim(at: datetime) -> OutgoingMail | None:
    """The most urgent mail, for this worker alone until its lease runs out; None when there is none."""
    due = OutgoingMail.objects.filter(state=State.WAITING, next_attempt_at__lte=at)
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        mail = due.select_for_update(skip_locked=skip).order_by("urgency", "next_attempt_at", "pk").first()
        if mail is not None:
            mail.attempts += 1
            OutgoingMail.objects.filter(pk=mail.pk).update(attempts=mail.attempts, next_attempt_at=at + LEASE)
    return mail


def _deliver(mail: OutgoingMail, send: Send, clock: Clock) -> bool:
    """Send and mark one mail; False when the connection cannot be used any more."""
    if mail.expires_at is not None and mail.expires_at <= clock():
        _mark(mail, state=State.EXPIRED, text="")
        return True
    try:
        send(mail)
    except (Undeliverable, BadAddress) as error:
        log.warning("mail %s not delivered", mail.pk)
        _mark(mail, state=State.FAILED, failure=str(error) or "invalid address", **_without_secret(mail))
    except Postponed as error:
        _postpone(mail, error.reason, clock())
        return not error.closed
    except Exception as error:  # a mail that nothing can be made of must not stop the others
        log.exception("mail %s could not be built", mail.pk)
        _postpone(mail, type(error).__name__, clock())
    else:
        _mark(mail, state=State.SENT, sent_at=clock(), failure="", **_without_secret(mail))
    return True


def _postpone(mail: OutgoingMail, reason: str, at: datetime) -> None:
    if at - mail.created_at >= GIVE_UP_AFTER:
        _mark(mail, state=State.FAILED, failure=reason, **_without_secret(mail))
    else:
        wait = min(FIRST_WAIT * 2 ** min(mail.attempts - 1, 16), LONGEST_WAIT)
        _mark(mail, state=State.WAITING, failure=reason, next_attempt_at=at + wait)


def _mark(mail: OutgoingMail, **facts: object) -> None:
    """Write how it went, unless the lease ran out and somebody else has the mail now."""
    if "failure" in facts:
        facts["failure"] = str(facts["failure"])[:300]
    OutgoingMail.objects.filter(pk=mail.pk, state=State.WAITING, attempts=mail.attempts).update(**facts)


def _without_secret(mail: OutgoingMail) -> dict[str, str]:
    """What to change so that no secret stays; the demo's outbox is its mailbox and keeps them."""
    return {"text": ""} if mail.secret and not settings.DEMO else {}


def _give_up(at: datetime) -> None:
    stale = OutgoingMail.objects.filter(state=State.WAITING, created_at__lte=at - GIVE_UP_AFTER)
    stale.filter(secret=True).update(text="")
    stale.update(state=State.FAILED, failure="the mail server could not be reached for five days")


@contextmanager
def _server() -> Iterator[Send]:
    """A way to send over one connection. Raises Unreachable."""
    if not settings.SMTP_HOST:
        if not settings.DEMO:
            raise Unreachable("SMTP_HOST is not set")
        yield _to_the_demo_mailbox
        return
    server = _connect()
    try:
        yield lambda mail: _send(server, mail)
    finally:
        _leave(server)


def _to_the_demo_mailbox(mail: OutgoingMail) -> None:
    """Deliver to the demo's mailbox page, which shows the outbox itself: only the message is built."""
    build(mail)


def _connect() -> SMTP:
    try:
        server = SMTP(settings.SMTP_HOST, settings.SMTP_PORT, timeout=SOCKET_SECONDS)
        try:
            if settings.SMTP_STARTTLS:
                server.starttls(context=create_default_context())
            if settings.SMTP_USER:
                server.login(settings.SMTP_USER, settings.SMTP_PASSWORD)
            server.ehlo_or_helo_if_needed()
        except (OSError, SMTPException):
            server.close()
            raise
    except (OSError, SMTPException) as error:
        raise Unreachable(_told(error)) from error
    return server


def _send(server: SMTP, mail: OutgoingMail) -> None:
    message, address = build(mail), recipient(mail)
    try:
        server.sendmail(sender(), [address], message)
    except SMTPRecipientsRefused as error:
        code, answer = error.recipients[address]
        _judge(code, answer)
    except SMTPDataError as error:
        _judge(error.smtp_code, error.smtp_error)
    except SMTPNotSupportedError as error:
        raise Undeliverable(str(error)) from error
    except (OSError, SMTPException) as error:
        # Also a sender that is refused: that is about our configuration, not about this mail.
        raise Postponed(_told(error), closed=True) from error


def _judge(code: int, answer: bytes | str) -> None:
    told = f"{code} {answer.decode(errors='replace') if isinstance(answer, bytes) else answer}"
    if code >= 500:
        raise Undeliverable(told)
    raise Postponed(told, closed=code == SERVER_CLOSES)


def _told(error: Exception) -> str:
    if isinstance(error, SMTPResponseException):
        answer = error.smtp_error
        return f"{error.smtp_code} {answer.decode(errors='replace') if isinstance(answer, bytes) else answer}"
    return type(error).__name__


def _leave(server: SMTP) -> None:
    try:
        server.quit()
    except (OSError, SMTPException):
        server.close()
