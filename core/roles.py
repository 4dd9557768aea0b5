"""Which words somebody holds. A permission is a word such as "initiatives.triage".

Which role has which words stands in one table, named by `settings.ROLE_TABLE`; a person has words through role
grants, which may be limited to a scope ("wijk:WK019313").
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

RoleTable = Mapping[str, frozenset[str]]


class Grant(Protocol):
    """What the role table needs to know of a grant: `scope` is empty (everywhere) or one "kind:key"."""

    role: str
    scope: str


@cache
def role_table() -> RoleTable:
    """The table of roles and their permission words."""
    table: RoleTable = import_string(settings.ROLE_TABLE)
    return table


def scopes(grants: Iterable[Grant], word: str) -> frozenset[str]:
    """The scopes in which these grants hold the word; the empty scope means everywhere."""
    table = role_table()
    return frozenset(grant.scope for grant in grants if word in table[grant.role])


def allows(grants: Iterable[Grant], word: str, subject: object | None = None) -> bool:
    """True when a grant holds the word, for this subject if one is given.

    A subject tells its scopes through `access_scopes()`, a set of "kind:key".
    """
    held = scopes(grants, word)
    if not held or "" in held or subject is None:
        return bool(held)
    reported = getattr(subject, "access_scopes", None)
    return bool(reported and held & reported())


def scope_choices() -> list[tuple[str, str]]:
    """(scope, what people call it) for every scope a grant may have, from the apps that `settings.SCOPES` names."""
    return [choice for path in settings.SCOPES for choice in import_string(path)()]
