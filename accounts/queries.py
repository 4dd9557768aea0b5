"""Reads about people."""

from typing import Any, Protocol, cast

from accounts.models import User


class Question(Protocol):
    """What carries the person who asks: a request."""

    user: Any


def person(request: Question) -> User:
    """Who is logged in. For views that let nobody else in (`@signed_in`, `@needs`)."""
    return cast(User, request.user)
