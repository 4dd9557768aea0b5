"""Proof of who opened a session form: a signature over person and key, good for saving text to that person's draft.

It outlives the login session, so that what somebody typed is kept when that has expired, and it stands in for the
CSRF token, which changes with every login. It never shows anything to anybody.
"""

from uuid import UUID, uuid5

from core import links

PURPOSE = "session-text"
DAYS = 7
CORRECTIONS = UUID("6f1d2c1e-93a7-4d0b-8a54-2b0f6f3f7a10")


def proof_of(user_pk: int, key: UUID) -> str:
    """The proof that goes into a form."""
    return links.sign(PURPOSE, f"{user_pk}.{key}")


def writer_of(proof: str, key: UUID) -> int | None:
    """Whose form this is; None when the proof is not ours, is for another key, or is older than a week."""
    value = links.unsign(PURPOSE, proof, days=DAYS) or ""
    pk, _dot, signed_key = value.partition(".")
    return int(pk) if signed_key == str(key) else None


def correction_key(session_pk: int, user_pk: int) -> UUID:
    """The key of what one person types in correction of one session; the same in every tab."""
    return uuid5(CORRECTIONS, f"{session_pk}.{user_pk}")
