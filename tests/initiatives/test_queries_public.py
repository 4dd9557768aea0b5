"""What the gallery and the map hold, in which order, and what they never hold."""

from datetime import UTC, datetime, timedelta

import pytest

from city.models import Theme, Wijk
from core import search
from core.components import Tone
from initiatives.enums import Audience, HelpKind, Outcome, PlaceKind, PositionKind, State
from initiatives.filters import GalleryFilter
from initiatives.models import HelpAsked, Initiative
from initiatives.queries import public
from tests.factories import SUBMITTED_AT, InitiativeFactory, UserFactory
from tests.initiatives.attachments import photo

pytestmark = pytest.mark.django_db

NEWS = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)


def titles(**asked: str) -> list[str]:
    """Titles in the gallery for these filters, in order."""
    chosen = GalleryFilter(
        asked, Initiative.objects.public(), themes=public.theme_options(), wijken=public.wijk_options()
    )
    return [card.title for card in public.results(chosen.qs, 1, chosen.first()).cards]


def test_the_latest_news_comes_first():
    InitiativeFactory(title="Oud", public=True, news_at=NEWS - timedelta(days=3))
    InitiativeFactory(title="Nieuw", public=True, news_at=NEWS)
    assert titles() == ["Nieuw", "Oud"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"public_consent_at": SUBMITTED_AT},
        {"public_consent_at": SUBMITTED_AT, "news_at": NEWS},
    ],
    ids=["submitted", "consent only", "consent and news"],
)
def test_nothing_is_there_before_consent_and_publication(fields):
    InitiativeFactory(title="Geheim", **fields)
    assert titles() == []
    assert public.latest(3).cards == []


def test_a_merged_initiative_is_gone():
    kept = InitiativeFactory(title="Blijft", public=True)
    InitiativeFactory(title="Dubbel", public=True, merged_into=kept)
    assert titles() == ["Blijft"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("moestuin", ["Buurtmoestuin Holtenbroek"]),
        ("repair cafe", ["Repair-café"]),
        ("repaircafe", ["Repair-café"]),
        ("REPAIR-CAFÉ", ["Repair-café"]),
        ("deelautos", ["Deelauto's in Assendorp"]),
        ("deelauto's", ["Deelauto's in Assendorp"]),
        ("holtenbroek moestuin", ["Buurtmoestuin Holtenbroek"]),
        ("moestuin assendorp", []),
        ("", ["Deelauto's in Assendorp", "Repair-café", "Buurtmoestuin Holtenbroek"]),
    ],
)
def test_search_knows_dutch_compounds_and_accents(asked, found):
    for minutes, title in enumerate(["Buurtmoestuin Holtenbroek", "Repair-café", "Deelauto's in Assendorp"]):
        InitiativeFactory(title=title, summary="", public=True, news_at=NEWS + timedelta(minutes=minutes))
    assert titles(zoek=asked) == found


def test_a_word_in_the_title_comes_before_a_word_in_the_text():
    InitiativeFactory(title="Zitbank", summary="Bij de tuin.", public=True, news_at=NEWS)
    InitiativeFactory(title="Tuin", summary="", public=True, news_at=NEWS - timedelta(days=9))
    assert titles(zoek="tuin") == ["Tuin", "Zitbank"]


def test_the_pages_of_a_search_follow_each_other():
    for number in range(15):
        InitiativeFactory(title=f"Tuin {number}", summary="", public=True, news_at=NEWS + timedelta(minutes=number))
        InitiativeFactory(title=f"Bank {number}", summary="Bij een tuin.", public=True, news_at=NEWS)
    rows, first = search.matching(Initiative.objects.public(), "tuin"), search.in_title("tuin")
    pages = [[card.title for card in public.results(rows, number, first).cards] for number in (1, 2, 3, 4)]
    assert pages[0] == [f"Tuin {number}" for number in range(14, 2, -1)]
    assert pages[1] == ["Tuin 2", "Tuin 1", "Tuin 0", *(f"Bank {number}" for number in range(14, 5, -1))]
    assert pages[2] == [f"Bank {number}" for number in range(5, -1, -1)]
    assert pages[3] == []


def test_every_filter_narrows(town):
    groen, sport = Theme.objects.get(slug="groen-en-natuur"), Theme.objects.get(slug="sport-en-bewegen")
    wijk = Wijk.objects.get(slug="assendorp")
    one = InitiativeFactory(title="Een", public=True, theme=groen, place_kind=PlaceKind.WIJK, wijk=wijk)
    InitiativeFactory(
        title="Twee", public=True, theme=sport, owned=True, owner=UserFactory(), position_kind=PositionKind.ROOM
    )
    HelpAsked.objects.create(initiative=one, kind=HelpKind.MONEY)
    assert titles(thema="groen-en-natuur") == ["Een"]
    assert titles(wijk="assendorp") == ["Een"]
    assert titles(wijk="hele-stad") == ["Twee"]
    assert titles(status="owned") == ["Twee"]
    assert titles(positie="room") == ["Twee"]
    assert titles(hulp="money") == ["Een"]
    assert titles(hulp="money", status="owned") == []


def test_an_unknown_value_of_a_filter_is_ignored(town):
    InitiativeFactory(title="Een", public=True)
    assert titles(thema="bestaat-niet", status="'; DROP TABLE") == ["Een"]


def test_one_line_for_an_initiative_that_asks_much_help():
    one = InitiativeFactory(title="Een", public=True)
    HelpAsked.objects.bulk_create(HelpAsked(initiative=one, kind=kind) for kind in HelpKind)
    assert titles() == ["Een"]
    assert titles(hulp="people") == ["Een"]


def test_pages_and_the_last_one():
    for minutes in range(public.PAGE_SIZE + 1):
        InitiativeFactory(title=f"Nummer {minutes}", public=True, news_at=NEWS + timedelta(minutes=minutes))
    first, second = (public.results(Initiative.objects.public(), number) for number in (1, 2))
    assert (first.count, len(first.cards), first.has_next) == (13, 12, True)
    assert ([card.title for card in second.cards], second.has_next) == (["Nummer 0"], False)
    assert public.results(Initiative.objects.public(), 10**6).number == public.LAST_PAGE


@pytest.mark.parametrize(
    ("state", "outcome", "paused", "told"),
    [
        (State.SUBMITTED, "", False, ("Ingediend", Tone.NEUTRAL)),
        (State.CONVERSING, "", False, ("In gesprek", Tone.INFO)),
        (State.CONVERSING, "", True, ("Gepauzeerd", Tone.NEUTRAL)),
        (State.CLOSED, Outcome.INDEPENDENT, False, ("Loopt zelfstandig", Tone.POSITIVE)),
        (State.CLOSED, Outcome.STOPPED, False, ("Gestopt", Tone.NEUTRAL)),
    ],
)
def test_the_tag_says_how_it_fares(state, outcome, paused, told):
    assert public.status_of(state, outcome, paused=paused) == told


def test_a_card_shows_the_first_public_photo():
    one = InitiativeFactory(public=True)
    photo(one, token="intern", audience=Audience.INITIATOR)
    photo(one, token="weg", removed_at=SUBMITTED_AT)
    photo(one, token="eerste")
    photo(one, token="tweede")
    assert [card.photo for card in public.latest(3).cards] == ["eerste"]


def test_a_teaser_that_goes_on_says_so():
    InitiativeFactory(summary=f"{'Tuin ' * 20}\n\n\n\n{'bank ' * 20}", public=True)
    assert public.latest(1).cards[0].teaser == f"{'Tuin ' * 20}{'bank ' * 7}bank…"


def test_a_teaser_is_cut_between_words():
    assert public.shortened("Kort en\nkrachtig.") == "Kort en krachtig."
    assert public.shortened("Tuin, " * 40) == f"{'Tuin, ' * 22}Tuin…"


def test_the_map_counts_public_initiatives_only(assendorp):
    InitiativeFactory(public=True, place_kind=PlaceKind.WIJK, wijk=assendorp)
    InitiativeFactory(place_kind=PlaceKind.WIJK, wijk=assendorp)
    InitiativeFactory(public=True)
    InitiativeFactory()
    assert {row.wijk.slug: row.count for row in public.wijk_counts() if row.count} == {"assendorp": 1}
    assert len(public.wijk_counts()) == 16
    assert public.city_wide_count() == 1
