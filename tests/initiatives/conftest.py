from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from core.models import AuditEntry, OutgoingMail
from initiatives.models import Initiative

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
def verbs() -> Callable[[Initiative], list[str]]:
    """What the audit recorded of a case, in order."""
    return lambda case: list(
        AuditEntry.objects.filter(case_number=case.number).order_by("pk").values_list("verb", flat=True)
    )
