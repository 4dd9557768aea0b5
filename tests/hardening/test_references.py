"""Knowing a number, a key or an address of something opens nothing: who may see it is asked each time."""

import pytest
from django.test import Client

from accounts.models import User
from core.files import Upload
from initiatives.actions import attachment
from initiatives.enums import Side
from initiatives.models import Attachment, Initiative
from initiatives.models.initiative import InitiativeQuerySet
from initiatives.views import attachment as attachment_views
from teams.models import Team
from tests.factories import SUBMITTED_AT

pytestmark = pytest.mark.django_db
DOCUMENT = Upload(kind="document", name="plan.pdf", content_type="application/pdf", content=b"%PDF-1.7")
PAGES = ("", "ontvangst/", "wijzigen/idee/", "versies/", "bestanden/", "mensen/", "website/", "ervaring/", "pauze/")


def opened(client: Client, addresses: list[str]) -> list[str]:
    """The addresses that give this person anything."""
    found = []
    for address in addresses:
        answer = client.get(address)
        if answer.status_code == 200 and answer.getvalue():
            found.append(address)
    return found


def numbers(count: int) -> list[str]:
    """The numbers that somebody tries who counts."""
    return [f"ZW-2026-{number:04}" for number in range(count)]


@pytest.mark.parametrize("count", [100, pytest.param(10_000, marks=pytest.mark.torture)])
def test_counting_through_the_numbers_opens_nothing(
    client: Client, outsider: User, initiative: Initiative, team: Team, count: int
):
    client.force_login(outsider)
    own = [f"/mijn/{number}/" for number in numbers(count)]
    staff = [f"/werkplek/{initiative.number}/", f"/beheer/initiatives/initiative/{initiative.pk}/change/"]
    inside = [f"/mijn/{initiative.number}/{page}" for page in PAGES]
    assert opened(client, [*own, *staff, *inside]) == []


def test_without_asking_who_it_is_the_number_would_open_it(
    client: Client, outsider: User, initiative: Initiative, monkeypatch: pytest.MonkeyPatch
):
    """The negative control."""
    monkeypatch.setattr(InitiativeQuerySet, "of_initiator", lambda cases, _user: cases)
    client.force_login(outsider)
    assert f"/mijn/{initiative.number}/" in opened(client, [f"/mijn/{number}/" for number in numbers(5)])


@pytest.fixture
def document(initiative: Initiative, initiator: User) -> Attachment:
    """A document of the initiator's side."""
    return attachment.add(initiative=initiative, upload=DOCUMENT, side=Side.INITIATOR, by=initiator, at=SUBMITTED_AT)


def test_the_address_of_a_file_alone_opens_nothing(
    client: Client, outsider: User, initiator: User, document: Attachment
):
    address = f"/bestand/{document.token}/"
    assert opened(client, [address]) == []
    client.force_login(outsider)
    assert opened(client, [address]) == []
    client.force_login(initiator)
    assert opened(client, [address]) == [address]
    assert len(document.token) == 43  # 32 random bytes


def test_without_asking_who_it_is_the_address_would_open_it(
    client: Client, outsider: User, document: Attachment, monkeypatch: pytest.MonkeyPatch
):
    """The negative control."""
    monkeypatch.setattr(attachment_views, "visible_to", lambda _user: Attachment.objects.all())
    client.force_login(outsider)
    address = f"/bestand/{document.token}/"
    assert opened(client, [address]) == [address]
