from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.enums import Role
from accounts.models import User
from community.actions.event import plan_event, publish_event
from community.actions.event_facts import EventFacts
from community.actions.event_kinds import load_event_kinds
from community.actions.news import write_news
from community.models import Event, EventKind, News
from core.models import OutgoingMail
from initiatives.models import Initiative
from tests.world import colleague

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def now() -> datetime:
    """Wednesday 11 March 2026, ten in the morning in Zwolle."""
    return datetime(2026, 3, 11, 10, 0, tzinfo=AMSTERDAM)


@pytest.fixture
def event_facts(town: None) -> EventFacts:
    """A city expedition on Friday 27 March 2026, 14:00 to 16:00, with two seats."""
    load_event_kinds()
    return EventFacts(
        kind=EventKind.objects.get(slug="stadsexpeditie"),
        title="Op pad in Assendorp",
        text="Wij lopen langs **drie** tuinen.",
        starts_at=datetime(2026, 3, 27, 13, 0, tzinfo=UTC),
        ends_at=datetime(2026, 3, 27, 15, 0, tzinfo=UTC),
        place="Assendorperplein",
        access="Drempelvrij.",
        capacity=2,
    )


@pytest.fixture
def event(event_facts: EventFacts, guide: User, now: datetime) -> Event:
    """The same, published."""
    made = plan_event(facts=event_facts, by=guide, at=now)
    return publish_event(event=made, by=guide, at=now)


@pytest.fixture
def told() -> Callable[[], list[tuple[str, str, str, str]]]:
    """Who got which mail with which appointment (method and sequence); the mails are taken out of the box."""

    def take() -> list[tuple[str, str, str, str]]:
        found = []
        for mail in OutgoingMail.objects.order_by("pk"):
            lines = dict(line.partition(":")[::2] for line in mail.calendar.splitlines())
            kind = mail.kind.removeprefix("community.event_")
            found.append((mail.to, kind, lines.get("METHOD", ""), lines.get("SEQUENCE", "")))
        OutgoingMail.objects.all().delete()
        return found

    return take


@pytest.fixture
def mails() -> Callable[[], list[tuple[str, str]]]:
    """Address and subject of everything in the outbox, in order."""
    return lambda: list(OutgoingMail.objects.order_by("pk").values_list("to", "subject"))


@pytest.fixture
def shown_case(initiative: Initiative, now: datetime) -> Initiative:
    """The initiator's case, which everyone may read."""
    initiative.public_consent_at = initiative.published_at = initiative.news_at = now
    initiative.save()
    return initiative


@pytest.fixture
def editor(db: None) -> User:
    """A second moderator."""
    return colleague("Evi Maas", Role.EDITOR)


@pytest.fixture
def news(shown_case: Initiative, initiator: User, now: datetime) -> News:
    """Something the initiator told everyone."""
    return write_news(
        initiative=shown_case,
        title="De eerste bollen staan in de grond",
        text="Zaterdag waren wij met twaalf mensen.",
        language="nl",
        by=initiator,
        at=now,
    )
