"""A town with something of everything that is open data; fixtures for the tests of the API."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from city.models import Goal, Wijk
from initiatives.enums import GoalStage, PlaceKind, PositionKind
from initiatives.models import GoalLink, HelpAsked, Initiative
from stimulus_fund.models import Application
from tests.community.conftest import event, event_facts
from tests.factories import SUBMITTED_AT, InitiativeFactory
from tests.initiatives.public_rows import position
from tests.stimulus_fund.conftest import desk, draft, fund, schemes, sent, whole
from tests.stimulus_fund.desk import Desk, granted

__all__ = ["award", "desk", "draft", "event", "event_facts", "fund", "open_town", "schemes", "sent", "whole"]

API = "/api/v1"
NEWS_AT = datetime(2026, 3, 9, 22, 30, tzinfo=UTC)
TRIANGLE = [[6.08, 52.50], [6.10, 52.50], [6.09, 52.51], [6.08, 52.50]]


@pytest.fixture
def open_town(public_initiative: Initiative, goal: Goal, assendorp: Wijk) -> Initiative:
    """A bench in Assendorp with a goal, help asked and a position; and something for the whole city, told of later."""
    Wijk.objects.filter(pk=assendorp.pk).update(boundary=[TRIANGLE])
    GoalLink.objects.create(initiative=public_initiative, goal=goal, stage=GoalStage.CLAIMED, set_at=SUBMITTED_AT)
    HelpAsked.objects.create(initiative=public_initiative, kind="place")
    position(
        public_initiative, kind=PositionKind.TOGETHER, goal=goal, question="Mag het?", room_kind="hours", room_amount=3
    )
    Initiative.objects.filter(pk=public_initiative.pk).update(position_kind=PositionKind.TOGETHER)
    InitiativeFactory(
        number="ZW-2026-0003",
        slug="stadskoor",
        title="Stadskoor",
        summary="",
        place_kind=PlaceKind.CITY,
        public=True,
        owned=True,
        state="closed",
        ball="",
        outcome="independent",
        news_at=NEWS_AT,
    )
    return public_initiative


@pytest.fixture
def award(sent: Application, desk: Desk) -> Application:
    """€ 900 for an initiative that everyone may see."""
    Initiative.objects.filter(pk=sent.initiative_id).update(
        published_at=NEWS_AT, public_consent_at=NEWS_AT, news_at=NEWS_AT
    )
    return granted(sent, desk)


def ask(client: Client, path: str, status: int = 200, **headers: str) -> Any:
    """The JSON of an answer."""
    response = client.get(f"{API}{path}", headers=headers)
    assert response.status_code == status, response.getvalue()
    return response.json()


def rows(client: Client, path: str) -> list[dict[str, Any]]:
    """What a list holds."""
    return list(ask(client, path)["resultaten"])
