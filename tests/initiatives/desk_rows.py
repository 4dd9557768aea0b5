"""Cases as the desk meets them: made through the actions, so that they have promises and waiting time."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.models import AuditEntry, OutgoingMail
from initiatives.actions.creation import open_case
from initiatives.enums import Origin
from initiatives.intake import Intake
from initiatives.models import Initiative

MONDAY = datetime.fromisoformat("2026-03-02T09:00+01:00")
WEDNESDAY = datetime.fromisoformat("2026-03-11T10:00+01:00")
LIST = "/beheer/initiatives/initiative/"


def came_in(title: str = "Buurttuin", *, by: User | None = None, at: datetime = MONDAY, **answers: Any) -> Initiative:
    """An initiative that somebody sent; it may become public."""
    intake = Intake(title=title, question="Welke plek mag?", may_be_public=True, **answers)
    return open_case(intake=intake, origin=Origin.PORTAL, initiator=by, by=by, at=at)


def case_page(case: Initiative, query: str = "") -> str:
    """The address of a case page."""
    return f"{LIST}{case.pk}/change/{query}"


def step(case: Initiative, key: str, query: str = "") -> str:
    """The address of a step."""
    return f"{LIST}{case.pk}/doe/{key}/{query}"


def answers(case: Initiative, **given: Any) -> dict[str, Any]:
    """What a form of a step sends, drawn just now."""
    return {"gezien": Initiative.objects.get(pk=case.pk).changed_at.isoformat(), **given}


def text(response: Any) -> str:
    """The text of an answer."""
    return str(response.getvalue().decode())


def queries(client: Client, address: str) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def verbs(case: Initiative) -> list[str]:
    """What the audit says was done, oldest first; looking is left out."""
    entries = AuditEntry.objects.filter(case_number=case.number).order_by("pk")
    return [entry.verb for entry in entries if not entry.verb.endswith(".seen")]


def letters() -> list[tuple[str, str, str]]:
    """Address, subject and text of every mail, oldest first."""
    return list(OutgoingMail.objects.order_by("pk").values_list("to", "subject", "text"))
