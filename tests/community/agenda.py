"""What the tests of the agenda share: somebody who comes."""

from datetime import datetime

from community.actions.event_facts import Visitor
from community.actions.registration import register
from community.models import Event, Registration


def visitor(name: str = "Ada", *, people: int = 1, access_needs: str = "") -> Visitor:
    """Somebody without an account."""
    email = f"{name.lower()}@example.nl"
    return Visitor(name=name, email=email, language="nl", people=people, access_needs=access_needs)


def come(event: Event, name: str, *, at: datetime, people: int = 1, access_needs: str = "") -> Registration:
    """Register somebody."""
    return register(event=event, visitor=visitor(name, people=people, access_needs=access_needs), at=at)


def states(event: Event) -> list[tuple[str, str]]:
    """Everybody's name and state, in the order they came in."""
    return list(event.registrations.order_by("number").values_list("name", "state"))
