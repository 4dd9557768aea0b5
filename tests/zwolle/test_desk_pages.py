"""What a page of the desk costs does not depend on how much stands on it."""

import pytest

from accounts.enums import Role
from accounts.models import User
from core.models import AuditEntry, OutgoingMail
from initiatives.actions.meeting import put_on_agenda
from initiatives.actions.ownership import take_up
from tests.desk_pages import (
    TODAY,
    Desk,
    administrator_pages,
    administrator_stock_pages,
    furnish,
    guide_pages,
    guide_stock_pages,
    officer_pages,
    step_pages,
)
from tests.factories import UserFactory
from tests.initiatives.desk_rows import MONDAY, WEDNESDAY, came_in, queries
from tests.world import colleague

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "town")]


@pytest.fixture
def desk(town, guide, administrator, ep_member, initiator) -> Desk:
    return furnish(guide=guide, administrator=administrator, ep_member=ep_member, initiator=initiator)


def come_in(number: int, guide: User) -> None:
    """So many cases of so many people: a third waits for a guide, a third is the guide's, a third is on the agenda."""
    for each in range(number):
        case = came_in(f"Moestuin {each}", by=UserFactory(), at=MONDAY)
        if each % 3:
            take_up(initiative=case, owner=guide, by=guide, at=MONDAY)
        if each % 3 == 1:
            put_on_agenda(initiative=case, held_on=TODAY, by=guide, at=WEDNESDAY)


def costs(client, desk: Desk, officer: User) -> dict[str, int]:
    """How many queries each page takes, opened for the first time by this browser."""
    client.force_login(desk.guide)
    pages = guide_pages(desk) | step_pages(desk) | guide_stock_pages()
    found = {name: queries(client, address) for name, address in pages.items()}
    client.force_login(desk.administrator)
    pages = administrator_pages(desk) | administrator_stock_pages(desk)
    del pages["not allowed"]
    found |= {name: queries(client, address) for name, address in pages.items()}
    client.force_login(officer)
    return found | {name: queries(client, address) for name, address in officer_pages().items()}


def test_sixty_cases_cost_the_queries_of_ten(client, desk):
    officer = colleague("Rita Archief", Role.RECORDS_APPROVER)
    costs(client, desk, officer)  # what is asked once and remembered
    come_in(10, desk.guide)
    ten = costs(client, desk, officer)
    come_in(50, desk.guide)
    assert costs(client, desk, officer) == ten
    assert max(ten.values()) <= 60


@pytest.mark.parametrize("address", ["/beheer/?lijst=wij", "/beheer/initiatives/initiative/"])
def test_a_deep_list_has_pages(client, desk, address):
    come_in(90, desk.guide)
    client.force_login(desk.guide)
    page = client.get(address).getvalue().decode()
    assert page.count('<a class="name"') <= 50
    assert 'rel="next"' in page


@pytest.mark.parametrize(("name", "model"), [("core_auditentry", AuditEntry), ("core_outgoingmail", OutgoingMail)])
def test_long_lists_of_the_machinery_have_pages(client, desk, name, model):
    come_in(60, desk.guide)
    assert model.objects.count() > 50
    client.force_login(desk.guide)
    page = client.get(guide_stock_pages()[f"{name}, list"]).getvalue().decode()
    assert page.count('class="action-select"') in {0, 50}
    assert "?p=2" in page
