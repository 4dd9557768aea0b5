"""Mail a code to an address, and take it back: logging in, confirming that it is you, confirming a new address.

Nothing here looks up whether the address has an account: whoever asks for a code causes the same work, the same
page and the same mail, so that nobody learns from it who has an account.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import randbelow, token_urlsafe

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts import notices
from accounts.enums import CodePurpose
from accounts.models import MailedCode, User
from core import limits, outbox
from core.refusal import Refusal

LIFETIME = timedelta(minutes=15)
TRIES = 3
QUARTER = 15 * 60
DAY = 24 * 60 * 60
CODES_A_QUARTER = 3
CODES_A_DAY = 20
CODES_A_QUARTER_FROM_ONE_CLIENT = 30


@dataclass(frozen=True)
class Client:
    """Where a request comes from; `device` is set when that browser was logged in with this mailbox before."""

    network: str
    device: str = ""


class TooOften(Refusal):
    """Too many codes were asked for this address or from this client."""

    field = "email"


class WrongCode(Refusal):
    """The code does not match; `gone` when no try is left, the code is used or its time is over."""

    field = "code"

    def __init__(self, *, gone: bool) -> None:
        super().__init__(
            _("Deze code werkt niet meer. Vraag een nieuwe code.") if gone else _("Deze code klopt niet. Kijk hem na.")
        )
        self.gone = gone


def send_code(
    *, purpose: CodePurpose, email: str, language: str, client: Client, at: datetime, user: User | None = None
) -> MailedCode:
    """Mail a code to this (cleaned) address. Raises TooOften.

    A device that was logged in with this mailbox before has counts of its own, so that nobody can lock it out by
    asking for codes from elsewhere.
    """
    check_frequency(email, client, at=at)
    code = f"{randbelow(10**6):06d}"
    key = token_urlsafe(32)
    with transaction.atomic():
        row = MailedCode.objects.create(
            key=key,
            purpose=purpose,
            email=email,
            user=user,
            code_hash=fingerprint(key, code),
            sent_at=at,
            expires_at=at + LIFETIME,
        )
        message = notices.code(purpose=purpose, to=email, code=code, language=language)
        outbox.enqueue(replace(message, secret=True, lifetime=LIFETIME), at=at)
    return row


def check_frequency(email: str, client: Client, *, at: datetime) -> None:
    """Count one more code for this address and this client. Raises TooOften."""
    mailbox = f"{email} {client.device}"
    allowed = (
        limits.allow("code.client", client.network, times=CODES_A_QUARTER_FROM_ONE_CLIENT, seconds=QUARTER, at=at)
        and limits.allow("code.quarter", mailbox, times=CODES_A_QUARTER, seconds=QUARTER, at=at)
        and limits.allow("code.day", mailbox, times=CODES_A_DAY, seconds=DAY, at=at)
    )
    if not allowed:
        raise TooOften(_("U heeft al vaak een code gevraagd. Kijk in uw e-mail of probeer het over een kwartier."))


def redeem_code(*, purpose: CodePurpose, key: str, code: str, at: datetime, user: User | None = None) -> str:
    """Use up a code; returns the address it was mailed to. Raises WrongCode.

    The row is locked while the try is counted, and the count stands also when the try fails.
    """
    with transaction.atomic():
        row = MailedCode.objects.select_for_update().filter(key=key, purpose=purpose, user=user).first()
        if row is None or row.used_at or row.expires_at <= at or row.attempts >= TRIES:
            raise WrongCode(gone=True)
        row.attempts += 1
        right = constant_time_compare(row.code_hash, fingerprint(key, code))
        if right:
            row.used_at = at
        row.save(update_fields=["attempts", "used_at"])
    if not right:
        raise WrongCode(gone=row.attempts >= TRIES)
    return row.email


def fingerprint(key: str, code: str) -> str:
    """A hash that tells nothing without the secret key of this installation."""
    return salted_hmac(f"accounts.code.{key}", code, algorithm="sha256").hexdigest()


def forget_codes(*, at: datetime) -> int:
    """Delete codes whose time was over a day ago; returns how many."""
    return MailedCode.objects.filter(expires_at__lte=at - timedelta(days=1)).delete()[0]
