"""Reads about people."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, cast

from django.conf import settings
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from accounts.models import RoleGrant, Session, User
from core.roles import role_table


class Question(Protocol):
    """What carries the person who asks: a request."""

    user: Any


@dataclass(frozen=True)
class Visit:
    """A browser somebody is logged in with: its name in words, since when, last used when, and is it this one.

    `name` stands for the session in forms; the key of a session never leaves the cookie.
    """

    name: str
    browser: str
    started_at: datetime | None
    seen_at: datetime
    here: bool


def person(request: Question) -> User:
    """Who is logged in. For views that let nobody else in (`@signed_in`, `@needs`)."""
    return cast(User, request.user)


def holders(word: str) -> QuerySet[User]:
    """Active people who hold a permission word now, in whatever scope, by name."""
    roles = [role for role, words in role_table().items() if word in words]
    granted = RoleGrant.objects.filter(role__in=roles, withdrawn_at=None)
    return User.objects.filter(pk__in=granted.values("user"), is_active=True, erased_at=None).order_by(
        "display_name", "pk"
    )


def visits(user: User, *, here: str, at: datetime) -> list[Visit]:
    """Where somebody is logged in now, this browser first, then the last used."""
    rows = user.sessions.filter(expire_date__gt=at).order_by("-expire_date")
    return sorted((visit(row, here=here) for row in rows), key=lambda each: not each.here)


def visit(row: Session, *, here: str) -> Visit:
    """What a session tells its owner. A session is used within five minutes of its last renewal."""
    facts = row.get_decoded()
    started = facts.get("started_at")
    return Visit(
        name=visit_name(row.session_key),
        browser=facts.get("browser", ""),
        started_at=datetime.fromtimestamp(started, tz=row.expire_date.tzinfo) if started else None,
        seen_at=row.expire_date - timedelta(seconds=settings.SESSION_COOKIE_AGE),
        here=row.session_key == here,
    )


def visit_name(session_key: str) -> str:
    """A name for a session that opens nothing."""
    return salted_hmac("accounts.visit", session_key, algorithm="sha256").hexdigest()[:32]
