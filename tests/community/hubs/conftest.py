from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from community.models import Hub, Referral
from core.models import AuditEntry, OutgoingMail
from initiatives.models import Initiative
from teams.models import Team
from tests.community.hubs import hub_town

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def now() -> datetime:
    """Wednesday 11 March 2026, ten in the morning in Zwolle."""
    return datetime(2026, 3, 11, 10, 0, tzinfo=AMSTERDAM)


@pytest.fixture
def mails() -> Callable[[], list[tuple[str, str]]]:
    """Address and subject of everything in the outbox, in order."""
    return lambda: list(OutgoingMail.objects.order_by("pk").values_list("to", "subject"))


@pytest.fixture
def verbs() -> Callable[[], list[str]]:
    """What the audit recorded, in order."""
    return lambda: list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


@pytest.fixture
def case(initiative: Initiative, team: Team) -> Initiative:
    """The initiator's case with its EP-team of one member."""
    return initiative


@pytest.fixture
def hub(town: None) -> Hub:
    """A hub that can be asked."""
    return hub_town.open_hub()


@pytest.fixture
def proposed(case: Initiative, hub: Hub, ep_member: User, now: datetime) -> Referral:
    """A question that a colleague proposed."""
    return hub_town.proposed(case, hub, by=ep_member, at=now)


@pytest.fixture
def sent(proposed: Referral, initiator: User, now: datetime) -> Referral:
    """A question that is with the hub."""
    return hub_town.agree(proposed, by=initiator, at=now)
