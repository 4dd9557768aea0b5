"""The accounts, roles and profiles of the demo town's staff."""

from datetime import datetime

from allauth.account.models import EmailAddress

from accounts.enums import Role
from accounts.models import RoleGrant, User
from city.models import Department, Expertise, Wijk
from core import audit
from teams.models import Profile
from zwolle.demo.stories import Person

REASON = "Demonstratie"


def hire(persons: dict[str, Person], *, at: datetime) -> dict[str, User]:
    """Make the account of everyone with a role, and what colleagues may know of them; returns them by key."""
    return {key: _hire(person, at=at) for key, person in persons.items() if person.roles}


def _hire(person: Person, *, at: datetime) -> User:
    user = User.objects.create_user(
        person.email, display_name=person.name, phone=person.phone, language=person.language
    )
    User.objects.filter(pk=user.pk).update(created_at=at)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    audit.record(verb="user.added", subject=user, by=None, at=at)
    for role in person.roles:
        for scope in _scopes(role, person):
            grant = RoleGrant.objects.create(user=user, role=role, scope=scope, reason=REASON)
            RoleGrant.objects.filter(pk=grant.pk).update(granted_at=at)
            audit.record(verb="role.granted", subject=grant, by=None, at=at, after={"role": role, "scope": scope})
    _write_profile(user, person)
    return user


def _scopes(role: str, person: Person) -> list[str]:
    """A wijkmanager works in the own wijken, everybody else everywhere."""
    return [f"wijk:{code}" for code in person.wijken] if role == Role.WIJKMANAGER else [""]


def _write_profile(user: User, person: Person) -> None:
    profile = Profile.objects.create(
        user=user, department=Department.objects.get(slug=person.department), hours_a_week=person.hours
    )
    profile.expertise.set(Expertise.objects.filter(slug__in=person.expertise))
    profile.wijken.set(Wijk.objects.filter(code__in=person.wijken))
