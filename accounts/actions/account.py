"""What people say of themselves, kept in their account."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import notices
from accounts.actions.arrival import AddressTaken
from accounts.actions.name import check_name
from accounts.models import User, clean_email
from core import audit, outbox


@transaction.atomic
def introduce(*, user: User, display_name: str, phone: str, at: datetime) -> User:
    """Keep the name and telephone somebody gave of themselves; an empty answer changes nothing.

    Raises MisleadingName.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    before = (user.display_name, user.phone)
    if display_name and display_name != user.display_name:
        check_name(display_name, staff=user.is_staff)
    user.display_name = display_name or user.display_name
    user.phone = phone or user.phone
    if before != (user.display_name, user.phone):
        user.save(update_fields=["display_name", "phone"])
        audit.record(verb="user.introduced", subject=user, by=user, at=at)
    return user


@transaction.atomic
def change_details(*, user: User, display_name: str, phone: str, language: str, at: datetime) -> User:
    """Keep what somebody fills in on the page of their account; empty is empty. Raises MisleadingName."""
    user = User.objects.select_for_update().get(pk=user.pk)
    wanted = {"display_name": display_name, "phone": phone, "language": language}
    changed = [name for name, value in wanted.items() if getattr(user, name) != value]
    if "display_name" in changed:
        check_name(display_name, staff=user.is_staff)
    for name in changed:
        setattr(user, name, wanted[name])
    if changed:
        user.save(update_fields=changed)
        audit.record(verb="user.changed", subject=user, by=user, at=at, after={"fields": changed})
    return user


@transaction.atomic
def change_address(*, user: User, email: str, at: datetime) -> User:
    """The account moves to another mailbox, which its holder has just shown to read. Raises AddressTaken.

    The old mailbox is told, and every other session ends: whoever reads the old one must not linger.
    """
    address = clean_email(email)
    user = User.objects.select_for_update().get(pk=user.pk)
    if User.objects.filter(email=address).exclude(pk=user.pk).exists():
        raise AddressTaken(_("Met dit e-mailadres is al een account. Log daarmee in, of neem contact met ons op."))
    old = user.email
    user.email = address
    user.password = make_password(None)
    user.save(update_fields=["email", "password"])
    user.mailed_codes.all().delete()
    audit.record(verb="user.address_changed", subject=user, by=user, at=at)
    outbox.enqueue(notices.address_changed(user, old), at=at)
    return user


@transaction.atomic
def end_sessions(*, user: User, at: datetime, besides: str = "") -> int:
    """Log somebody out everywhere, but for the session with this key; returns how many sessions ended.

    Every session also hangs on what stands in the place of the password: a copy of a cookie is worthless at once.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    user.password = make_password(None)
    user.save(update_fields=["password"])
    ended, _per_model = user.sessions.exclude(session_key=besides).delete()
    audit.record(verb="user.sessions_ended", subject=user, by=user, at=at, after={"sessions": ended})
    return ended


@transaction.atomic
def end_session(*, user: User, session_key: str, at: datetime) -> None:
    """Log somebody out in one browser."""
    ended, _per_model = user.sessions.filter(session_key=session_key).delete()
    if ended:
        audit.record(verb="user.sessions_ended", subject=user, by=user, at=at, after={"sessions": ended})
