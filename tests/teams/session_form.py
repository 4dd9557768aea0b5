"""What the session form sends."""

from uuid import UUID

from accounts.models import User
from teams import proof

KEY = UUID("0d3c8f2e-0000-4000-8000-000000000001")
FORM = "/werkplek/ZW-2026-0001/gesprek/"
KEEP = "/werkplek/ZW-2026-0001/gesprek/concept/"
JSON = {"accept": "application/json"}


def fields(user: User, **changes: str) -> dict[str, str]:
    """What the form of this person sends: today, half an hour, internal."""
    return {
        "key": str(KEY),
        "proof": proof.proof_of(user.pk, KEY),
        "day": "2026-03-11",
        "initiative": "ZW-2026-0001",
        "people_of": "ZW-2026-0001",
        "when": "today",
        "length": "30",
        "agreed": "Esra meet de stoep op.",
    } | changes
