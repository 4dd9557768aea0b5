"""A word in what is not public, looked for in everything that is."""

import re
from datetime import date

import pytest

from initiatives.actions.defaults import load_defaults
from initiatives.enums import PlaceKind, PositionKind, PromiseKind, ShownName
from initiatives.models import Initiative, Promise
from tests.factories import SUBMITTED_AT, InitiativeFactory, MemberFactory, UserFactory
from tests.initiatives.public_rows import body, entry, position
from tests.public_pages import english_addresses, public_addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

GALLERY = "/initiatieven/"


@pytest.fixture
def demo(settings) -> None:
    """The catalogue of building blocks is a page of the demonstration."""
    settings.DEMO = True


# --- Canaries ---------------------------------------------------------------------------------------------------
CANARY = "kanarievogel"


def hidden_initiative(assendorp, theme, **fields: object) -> Initiative:
    """An initiative with the canary in every text."""
    names = ("title", "summary", "for_whom", "with_whom", "planned_when", "question", "organisation", "address")
    given = {
        "slug": CANARY,
        "place_kind": PlaceKind.ADDRESS,
        "wijk": assendorp,
        "theme": theme,
        "address_public": True,
        "shown_name": ShownName.ORGANISATION,
        "guardian_name": CANARY,
        "position_kind": PositionKind.ROOM,
    }
    return InitiativeFactory(**{**dict.fromkeys(names, CANARY), **given, **fields})


def everything_public(client, slug: str) -> str:
    """All public output in both languages, with the search for the canary, as one text."""
    addresses = [
        *public_addresses(slug).values(),
        *english_addresses(slug).values(),
        f"{GALLERY}?wijk=assendorp",
        f"{GALLERY}?zoek={CANARY[:6]}",
        "/initiatieven/nieuws/",
        "/initiatieven/wijk/assendorp/nieuws/",
        f"/initiatieven/{slug}/nieuws/",
        "/sitemap.xml",
        "/robots.txt",
    ]
    return "".join(client.get(address).getvalue().decode() for address in addresses)


@pytest.mark.parametrize(
    "fields",
    [{}, {"public_consent_at": SUBMITTED_AT}, {"public_consent_at": SUBMITTED_AT, "news_at": SUBMITTED_AT}],
    ids=["no consent", "not published", "taken back"],
)
def test_what_is_not_public_is_nowhere(client, public_initiative, assendorp, theme, fields):
    load_defaults()
    before = figures_on(client)
    hidden_initiative(assendorp, theme, **fields)
    assert CANARY not in everything_public(client, public_initiative.slug)
    assert figures_on(client) == before
    for address in (f"/initiatieven/{CANARY}/", f"/initiatieven/{CANARY}/nieuws/"):
        assert CANARY not in body(client, address, status=404).replace(address, "")


def figures_on(client) -> list[str]:
    """Every count on the map and in the figures."""
    return re.findall(r">\d+<", body(client, "/initiatieven/kaart/") + body(client, "/cijfers/"))


def test_the_same_initiative_is_everywhere_once_it_is_public(client, public_initiative, assendorp, theme):
    load_defaults()
    before = figures_on(client)
    hidden_initiative(assendorp, theme, public=True)
    assert everything_public(client, public_initiative.slug).count(f"/initiatieven/{CANARY}/") > 5
    assert figures_on(client) != before


def test_private_fields_of_a_public_initiative_are_nowhere(client, assendorp, theme):
    load_defaults()
    initiative = InitiativeFactory(
        slug="tuin",
        public=True,
        place_kind=PlaceKind.ADDRESS,
        wijk=assendorp,
        theme=theme,
        address=CANARY,
        with_whom=CANARY,
        question=CANARY,
        guardian_name=CANARY,
        organisation=CANARY,
        third_party=CANARY,
    )
    MemberFactory(initiative=initiative, user=UserFactory(display_name=CANARY, email=f"{CANARY}@example.nl"))
    initiative.notes.create(author=UserFactory(), text=CANARY, written_at=SUBMITTED_AT)
    initiative.messages.create(side="initiator", text=CANARY, sent_at=SUBMITTED_AT)
    Promise.objects.create(
        initiative=initiative,
        kind=PromiseKind.NEXT_STEP,
        party="municipality",
        text=CANARY,
        made_at=SUBMITTED_AT,
        due_on=date(2026, 3, 20),
    )
    entry(initiative, "promised", text=CANARY, due_on="2026-03-20")
    position(initiative, kind=PositionKind.ROOM, question=CANARY, room_kind="hours", room_amount=3)
    assert CANARY not in everything_public(client, "tuin")
