"""Reads about people."""

from typing import Any, Protocol, cast

from django.db.models import QuerySet

from accounts.models import RoleGrant, User
from core.roles import role_table


class Question(Protocol):
    """What carries the person who asks: a request."""

    user: Any


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
