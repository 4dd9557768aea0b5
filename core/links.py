"""Addresses that leave the portal: absolute ones for mails, and signed tokens that serve one purpose."""

from django.conf import settings
from django.core.signing import BadSignature, Signer, TimestampSigner


def absolute(path: str) -> str:
    """The full address of a path on this portal. Never built from a request: its Host header may be forged."""
    return f"{settings.PUBLIC_ADDRESS}{path}"


def sign(purpose: str, value: str) -> str:
    """A token for this purpose only; changing the value or using it elsewhere breaks it."""
    return TimestampSigner(salt=f"link.{purpose}").sign(value)


def unsign(purpose: str, token: str, *, days: int) -> str | None:
    """The value of a token that was signed for this purpose at most `days` days ago, else None."""
    try:
        return TimestampSigner(salt=f"link.{purpose}").unsign(token, max_age=days * 86_400)
    except BadSignature:
        return None


def seal(purpose: str, value: str) -> str:
    """A token without a clock: the same value always gives the same token. What it opens must end by itself."""
    return Signer(salt=f"seal.{purpose}", sep="~").sign(value)


def unseal(purpose: str, token: str) -> str | None:
    """The value of a token that was sealed for this purpose, else None."""
    try:
        return Signer(salt=f"seal.{purpose}", sep="~").unsign(token)
    except BadSignature:
        return None
