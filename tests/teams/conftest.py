from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from accounts.models import User
from core.models import AuditEntry, OutgoingMail
from initiatives.actions.defaults import load_defaults
from initiatives.models import Initiative
from teams.actions.programme import add_initiative, add_member, begin_programme
from teams.models import Programme, Team
from teams.records import ProgrammeFacts
from tests.teams.session_form import FORM, fields

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def now() -> datetime:
    """Wednesday 11 March 2026, ten in the morning in Zwolle."""
    return datetime(2026, 3, 11, 10, 0, tzinfo=AMSTERDAM)


@pytest.fixture
def terms(town: None) -> None:
    """The terms of promises of a new installation."""
    load_defaults()


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
def case(initiative: Initiative, team: Team) -> Initiative:
    """The initiator's case with its EP-team of one member."""
    return initiative


@pytest.fixture
def send(client: Client, ep_member: User) -> Callable[..., tuple[int, str]]:
    """Send the form as the EP-member; gives status and address or page."""
    client.force_login(ep_member)

    def post(**changes: str) -> tuple[int, str]:
        response = client.post(FORM, fields(ep_member, **changes))
        return response.status_code, response.headers.get("Location", response.content.decode())

    return post


@pytest.fixture
def season(guide: User) -> ProgrammeFacts:
    """What a programme of spring 2026 is."""
    return ProgrammeFacts(
        name="Empowering People",
        kind="empowering",
        starts_on=date(2026, 2, 1),
        ends_on=date(2026, 6, 30),
        goals="Leren van elkaar.",
        introduction="Wij lopen mee met initiatieven.",
        is_public=True,
        owner=guide,
    )


@pytest.fixture
def programme(
    town: None,
    season: ProgrammeFacts,
    guide: User,
    ep_member: User,
    second_member: User,
    case: Initiative,
    now: datetime,
) -> Programme:
    """The programme with two colleagues and the initiator's case in it; the mails about that are gone."""
    made = begin_programme(facts=season, by=guide, at=now)
    for user in (ep_member, second_member):
        add_member(programme=made, user=user, by=guide, at=now)
    add_initiative(programme=made, initiative=case, by=guide, at=now)
    OutgoingMail.objects.all().delete()
    return made
