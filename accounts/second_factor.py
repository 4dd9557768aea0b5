"""Whoever works for the municipality proves twice who they are. Until then their roles give them nothing."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User

METHOD = "mfa"
STRONG = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def is_required(user: User) -> bool:
    """True for people with a role, unless this is a demonstration."""
    return settings.STAFF_SECOND_FACTOR and user.is_staff


def is_passed(request: HttpRequest) -> bool:
    """True when this session holds a second proof; no query."""
    return any(record["method"] == METHOD for record in get_authentication_records(request, request.user))


def has_one(user: User) -> bool:
    """True when the account has an authenticator app or a passkey."""
    return Authenticator.objects.filter(user=user, type__in=STRONG).exists()


def has_another(authenticator: Authenticator) -> bool:
    """True when the account keeps an app or a passkey after this one is gone."""
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=STRONG)
    return others.exclude(pk=authenticator.pk).exists()


def note_added(request: HttpRequest, kind: str) -> None:
    """Setting one up proves that one has it: this session has passed."""
    record_authentication(request, request.user, METHOD, type=kind)


def note_provider(request: HttpRequest, user: User, claims: dict[str, Any]) -> None:
    """The provider's second factor counts when it says so in the claim `amr`, in a word we trust (OIDC_TRUSTED_AMR)."""
    proofs = claims.get("id_token", {}).get("amr", [])
    if isinstance(proofs, list) and set(map(str, proofs)) & set(settings.OIDC_TRUSTED_AMR):
        record_authentication(request, user, METHOD, type="provider")
