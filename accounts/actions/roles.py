"""Give people roles and take them back; close an account and open it again."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from accounts import notices
from accounts.enums import Role
from accounts.models import RoleGrant, User
from core import audit, outbox, roles
from core.refusal import Refusal


class NotAllowed(Refusal):
    """A grant or withdrawal that would leave nobody to answer for the portal, or that nobody else looked at."""


@transaction.atomic
def grant_role(*, user: User, role: str, scope: str = "", reason: str = "", by: User | None, at: datetime) -> RoleGrant:
    """Give somebody a role, everywhere or within a scope ("wijk:WK019313"), and tell them. Raises NotAllowed.

    `by` is None for the first administrator and for the demo town; nobody gives a role to themselves.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if by == user:
        raise NotAllowed(_("U kunt uzelf geen rol geven. Vraag een andere beheerder."))
    if not user.is_active or user.erased_at:
        raise NotAllowed(_("Dit account is gesloten. Open het eerst."), "user")
    if role not in dict(Role.grantable()):
        raise NotAllowed(_("Kies een rol."), "role")
    if scope and scope not in dict(roles.scope_choices()):
        raise NotAllowed(_("Kies een bereik uit de lijst."), "scope")
    if RoleGrant.objects.filter(user=user, role=role, scope=scope, withdrawn_at=None).exists():
        raise NotAllowed(_("Dit account heeft deze rol al."), "role")
    grant = RoleGrant.objects.create(user=user, role=role, scope=scope, reason=reason, granted_by=by, granted_at=at)
    audit.record(verb="role.granted", subject=user, by=by, at=at, after={"role": role, "scope": scope})
    outbox.enqueue(notices.role_granted(grant), at=at)
    return grant


@transaction.atomic
def withdraw_role(*, grant: RoleGrant, by: User | None, at: datetime) -> RoleGrant:
    """Take a role back; it gives nothing from the next request on. Raises NotAllowed."""
    lock_administrators()
    grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    if grant.withdrawn_at:
        raise NotAllowed(_("Deze rol is al ingetrokken."))
    if grant.role == Role.ADMINISTRATOR:
        refuse_without_administrator(besides=RoleGrant.objects.filter(pk=grant.pk), by=by)
    grant.withdrawn_at, grant.withdrawn_by = at, by
    grant.save(update_fields=["withdrawn_at", "withdrawn_by"])
    facts = {"role": grant.role, "scope": grant.scope}
    audit.record(verb="role.withdrawn", subject=grant.user, by=by, at=at, before=facts)
    if grant.user.is_active:
        outbox.enqueue(notices.role_withdrawn(grant), at=at)
    return grant


@transaction.atomic
def close_account(*, user: User, by: User, at: datetime) -> User:
    """Nobody gets in with this account any more: its sessions end at once. Roles stay, asleep. Raises NotAllowed."""
    lock_administrators()
    user = User.objects.select_for_update().get(pk=user.pk)
    if user == by:
        raise NotAllowed(_("U kunt uw eigen account hier niet sluiten. Vraag een andere beheerder."))
    if not user.is_active:
        raise NotAllowed(_("Dit account is al gesloten."))
    if Role.ADMINISTRATOR in user.roles:
        refuse_without_administrator(besides=RoleGrant.objects.filter(user=user), by=by)
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.sessions.all().delete()
    audit.record(verb="user.closed", subject=user, by=by, at=at)
    return user


@transaction.atomic
def reopen_account(*, user: User, by: User, at: datetime) -> User:
    """Let somebody in again. Raises NotAllowed for an account that was erased."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.erased_at:
        raise NotAllowed(_("De gegevens van dit account zijn gewist. Het kan niet meer open."))
    if user.is_active:
        raise NotAllowed(_("Dit account is al open."))
    user.is_active = True
    user.save(update_fields=["is_active"])
    audit.record(verb="user.reopened", subject=user, by=by, at=at)
    return user


def lock_administrators() -> None:
    """One at a time: two administrators who withdraw each other's role must not both succeed."""
    list(administrators().select_for_update().order_by("pk").values_list("pk"))


def administrators() -> QuerySet[RoleGrant]:
    """The grants by which somebody answers for the portal now."""
    return RoleGrant.objects.filter(role=Role.ADMINISTRATOR, scope="", withdrawn_at=None)


def refuse_without_administrator(*, besides: QuerySet[RoleGrant], by: User | None) -> None:
    """Raise NotAllowed when no administrator would be left without these grants."""
    if administrators().filter(user__is_active=True).exclude(pk__in=besides.values("pk")).exists():
        return
    own = by is not None and besides.filter(user=by).exists()
    raise NotAllowed(
        _("U bent de enige beheerder. Geef eerst iemand anders deze rol.")
        if own
        else _("Dit is de enige beheerder. Geef eerst iemand anders deze rol.")
    )


@transaction.atomic
def reset_second_factor(*, user: User, by: User, at: datetime) -> int:
    """For a colleague who lost the telephone: forget the second factor, end all sessions, tell them. Raises NotAllowed.

    Returns how many apps, passkeys and sets of recovery codes were forgotten.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user == by:
        raise NotAllowed(_("Uw eigen tweede stap verandert u op de pagina Mijn account."))
    count, _per_model = Authenticator.objects.filter(user=user).delete()
    if not count:
        raise NotAllowed(_("Dit account heeft geen tweede stap."))
    user.sessions.all().delete()
    audit.record(verb="user.second_factor_reset", subject=user, by=by, at=at)
    with override(user.language):
        sentence = gettext("De beheerder heeft uw tweede stap gewist. Stel na het inloggen een nieuwe in.")
    outbox.enqueue(notices.security_changed(user, sentence), at=at)
    return count
