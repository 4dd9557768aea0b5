"""The accounts, roles and profiles of the demo town's staff."""

from datetime import datetime
from decimal import Decimal

from allauth.account.models import EmailAddress

from accounts.enums import Role
from accounts.models import RoleGrant, User
from city.models import Department, Expertise, Wijk
from core import audit
from teams.actions.profile import save_profile
from teams.records import ProfileDetails
from zwolle.demo.past import Past
from zwolle.demo.stories import Person

REASON = "Demonstratie"


def hire(persons: dict[str, Person], *, past: Past, at: datetime) -> dict[str, User]:
    """Make the account of everyone with a role, and what colleagues may know of them; returns them by key."""
    staff = {key: _hire(person, at=at) for key, person in persons.items() if person.roles}
    for key, user in staff.items():
        save_profile(user=user, details=_details(persons[key], staff, past), by=user, at=at)
    return staff


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
    return user


def _scopes(role: str, person: Person) -> list[str]:
    """A wijkmanager works in the own wijken, everybody else everywhere."""
    return [f"wijk:{code}" for code in person.wijken] if role == Role.WIJKMANAGER else [""]


def _details(person: Person, staff: dict[str, User], past: Past) -> ProfileDetails:
    away = person.away_for > 0
    return ProfileDetails(
        department=Department.objects.get(slug=person.department),
        job=person.job,
        phone=person.phone,
        expertise=list(Expertise.objects.filter(slug__in=person.expertise).order_by("slug")),
        wijken=list(Wijk.objects.filter(code__in=person.wijken).order_by("code")),
        hours_a_week=Decimal(person.hours),
        absent_from=past.day(person.away_since) if away else None,
        absent_until=past.later(person.away_since, person.away_for) if away else None,
        stand_in=staff[person.stand_in] if away else None,
    )
