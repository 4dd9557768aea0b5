"""The fingerprint of a decision on a challenge: whoever changes a letter of it, changes the fingerprint."""

import hmac
from hashlib import sha256
from json import dumps

SEALED = ("verdict", "reasons", "part", "deviation", "talk_until", "clause", "object_until", "taken_at")


def seal_of(number: str, decision: object) -> str:
    """The fingerprint of a decision's words, with the number of its challenge, in hexadecimals."""
    words = [number, *(_plain(getattr(decision, name)) for name in SEALED)]
    return sha256(dumps(words, ensure_ascii=False).encode()).hexdigest()


def is_whole(number: str, decision: object) -> bool:
    """True when the decision still says what was sealed."""
    return hmac.compare_digest(seal_of(number, decision), str(getattr(decision, "seal", "")))


def _plain(value: object) -> str:
    moment = getattr(value, "timestamp", None)
    return f"{moment():.6f}" if moment else str(value or "")
