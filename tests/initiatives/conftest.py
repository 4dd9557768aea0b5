from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from accounts.models import User
from city.models import Theme, Wijk
from core.models import AuditEntry, OutgoingMail
from initiatives.actions.defaults import load_defaults
from initiatives.actions.ownership import take_up
from initiatives.actions.version import keep
from initiatives.enums import Party
from initiatives.models import Initiative
from tests.factories import SUBMITTED_AT
from tests.initiatives.desk_rows import MONDAY, came_in

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


@pytest.fixture
def rules(town: None) -> None:
    """Terms of promises and criteria."""
    load_defaults()


@pytest.fixture
def fresh(rules: None, initiator: User, assendorp: Wijk, theme: Theme) -> Initiative:
    """A case nobody took up."""
    return came_in(by=initiator, theme=theme, place_kind="wijk", wijk=assendorp)


@pytest.fixture
def running(fresh: Initiative, guide: User) -> Initiative:
    """The guide's case."""
    return take_up(initiative=fresh, owner=guide, by=guide, at=MONDAY)


@pytest.fixture
def desk(client: Client, rules: None, guide: User) -> Client:
    """The guide's browser."""
    client.force_login(guide)
    return client


@pytest.fixture
def case(initiative, initiator) -> Initiative:
    """The case as sending it leaves it."""
    keep(initiative, by=initiator, at=SUBMITTED_AT)
    initiative.promises.create(kind="first_answer", party=Party.MUNICIPALITY, made_at=SUBMITTED_AT, due_on="2026-03-09")
    return initiative


@pytest.fixture
def inside(client, case, initiator) -> Client:
    """The initiator's browser."""
    client.force_login(initiator)
    return client
