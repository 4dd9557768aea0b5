"""Rows that the public page shows, and how to read it."""

from datetime import date

from initiatives.enums import Audience, PositionKind
from initiatives.models import Initiative, Position, TimelineEntry
from tests.factories import SUBMITTED_AT, UserFactory


def body(client, address: str, status: int = 200) -> str:
    """The text of a page."""
    response = client.get(address)
    assert response.status_code == status
    return response.getvalue().decode()


def entry(initiative: Initiative, event: str, audience: Audience = Audience.PUBLIC, **facts: str) -> TimelineEntry:
    """A sentence of the story."""
    return TimelineEntry.objects.create(
        initiative=initiative, at=SUBMITTED_AT, event=event, audience=audience, facts=facts
    )


def position(initiative: Initiative, **fields: object) -> Position:
    """The municipality's position on an initiative."""
    given = {
        "kind": PositionKind.SPOTLIGHT,
        "reason": "Omdat veel bewoners meedoen.",
        "may_expect": "Een bericht op de site.",
        "may_not_expect": "Geld.",
        "taken_on": date(2026, 3, 9),
        "review_on": date(2026, 9, 9),
        "taken_by": UserFactory(display_name="Gijs Wolters"),
    }
    return Position.objects.create(initiative=initiative, **{**given, **fields})
