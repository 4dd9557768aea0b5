"""From the werkplek everyone finds the screens they may enter, and no others."""

import re

import pytest

from accounts.enums import Role
from tests.world import colleague

pytestmark = pytest.mark.django_db
WAYS = {
    "/werkplek/agenda/": "Agenda",
    "/werkplek/knooppunten/": "Knooppunten",
    "/werkplek/verhalen/": "Verhalen",
}


@pytest.mark.parametrize(
    ("role", "ways"),
    [
        (Role.EP_MEMBER, ["Agenda", "Knooppunten", "Verhalen"]),
        (Role.EDITOR, ["Agenda", "Knooppunten", "Verhalen"]),
        (Role.WIJKMANAGER, ["Agenda", "Verhalen"]),
    ],
)
def test_ways_to_the_screens_of_the_city(client, town, role, ways):
    client.force_login(colleague("Noor Werkt", role))
    page = client.get("/werkplek/").content.decode()
    found = re.findall(r'href="(/werkplek/(?:agenda|knooppunten|verhalen)/)">', page)
    assert [WAYS[way] for way in found] == ways
    assert {way: client.get(way).status_code for way in found} == dict.fromkeys(found, 200)
