"""Make an account: by somebody who proved to read a mailbox, or by an administrator for a colleague."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.user import clean_email
from core import audit
from core.refusal import Refusal


class AddressTaken(Refusal):
    """There is an account with this address already."""

    field = "email"


@transaction.atomic
def admit(*, email: str, language: str, at: datetime) -> tuple[User, bool]:
    """The account of whoever proved to read this mailbox, and whether it was made just now."""
    user, made = User.objects.get_or_create(
        email=clean_email(email), defaults={"language": language, "password": make_password(None), "created_at": at}
    )
    if made:
        audit.record(verb="user.added", subject=user, by=user, at=at, after={"by_code": True})
    return user, made


@transaction.atomic
def add_colleague(*, email: str, display_name: str, language: str, by: User, at: datetime) -> User:
    """Make an account for somebody else, who logs in with a mailed code. Raises AddressTaken."""
    address = clean_email(email)
    user, made = User.objects.get_or_create(
        email=address,
        defaults={
            "display_name": display_name,
            "language": language,
            "password": make_password(None),
            "created_at": at,
        },
    )
    if not made:
        raise AddressTaken(_("Er is al een account met dit e-mailadres."))
    audit.record(verb="user.added", subject=user, by=by, at=at, after={"by_code": False})
    return user
