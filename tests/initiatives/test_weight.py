"""What the form and the status page cost over the wire, cold: the budgets of public pages hold here too."""

import pytest

from initiatives.actions.version import keep
from initiatives.enums import Audience, Side
from tests.factories import SUBMITTED_AT
from tests.initiatives.submitting import fill_in
from tests.zwolle.test_pages import ASSET, BUDGET, asset, packed

FORM = ["", "idee/", "plek/", "hulp/", "u/", "controleren/", "later/"]


def weight(client, address: str) -> tuple[int, ...]:
    """Bytes of the page, its styles, its scripts and all; the number of requests. A browser takes one icon."""
    html = client.get(address).content
    names = dict.fromkeys(name for name in ASSET.findall(html.decode()) if name != "img/favicon-32.png")
    sizes = {name: packed(asset(name)) for name in names}
    styles = sum(size for name, size in sizes.items() if name.endswith(".css"))
    scripts = sum(size for name, size in sizes.items() if name.endswith(".js"))
    return packed(html), styles, scripts, packed(html) + sum(sizes.values()), 1 + len(names)


def too_heavy(client, addresses: list[str], budget: tuple[int, ...] = BUDGET) -> dict[str, tuple[int, ...]]:
    weighed = {address: weight(client, address) for address in addresses}
    return {
        address: measured
        for address, measured in weighed.items()
        if any(size > most for size, most in zip(measured, budget, strict=True))
    }


@pytest.mark.parametrize("somebody", ["a stranger", "who is logged in"])
@pytest.mark.usefixtures("town")
def test_the_submit_form(client, initiator, somebody):
    if somebody == "who is logged in":
        client.force_login(initiator)
    fill_in(client)
    assert too_heavy(client, [f"/indienen/{page}" for page in FORM]) == {}


def test_the_initiators_pages(client, initiative, initiator):
    keep(initiative, by=initiator, at=SUBMITTED_AT)
    initiative.promises.create(kind="first_answer", party="municipality", made_at=SUBMITTED_AT, due_on="2026-03-09")
    for number in range(20):
        text = f"Bericht {number}. Wij hebben overlegd met de buren en met de school. " * 3
        initiative.messages.create(side=Side.INITIATOR, author=initiator, text=text, sent_at=SUBMITTED_AT)
        initiative.timeline.create(at=SUBMITTED_AT, event="answered", audience=Audience.PUBLIC)
    client.force_login(initiator)
    case = f"/mijn/{initiative.number}/"
    assert too_heavy(client, ["/mijn/", case, f"{case}ontvangst/", f"{case}wijzigen/idee/"]) == {}
