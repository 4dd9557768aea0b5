"""What the pages of the civil servant cost over the wire, cold, with everything on them."""

from tests.initiatives.test_weight import too_heavy
from tests.teams.test_views_case import fill
from tests.zwolle.test_pages import KILOBYTE, REQUESTS

STAFF_BUDGET = (30 * KILOBYTE, 20 * KILOBYTE, 20 * KILOBYTE, 100 * KILOBYTE, REQUESTS + 1)
ROWS = 8


def test_the_werkplek(client, terms, clock, team, ep_member, now):
    for _row in range(ROWS):
        fill(team, ep_member, now)
    client.force_login(ep_member)
    case = f"/werkplek/{team.initiative.number}/"
    addresses = [
        "/werkplek/",
        case,
        f"{case}gesprek/",
        f"{case}gesprek/{team.sessions.first().pk}/",
        f"{case}gesprek/{team.sessions.first().pk}/aanpassen/",
        f"{case}gesprek/plannen/",
        "/werkplek/profiel/",
    ]
    assert too_heavy(client, addresses, STAFF_BUDGET) == {}
