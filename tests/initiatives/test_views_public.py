"""What everyone sees of initiatives, and what nobody may see."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.actions.defaults import load_defaults
from initiatives.enums import (
    Audience,
    GoalStage,
    HelpKind,
    Outcome,
    PlaceKind,
    PositionKind,
    PromiseKind,
    ShownName,
    State,
)
from initiatives.models import GoalLink, HelpAsked, Initiative, Promise
from tests.factories import SUBMITTED_AT, InitiativeFactory, MemberFactory
from tests.initiatives.attachments import photo
from tests.initiatives.public_rows import body, entry, position
from tests.public_pages import public_addresses

pytestmark = pytest.mark.django_db

GALLERY = "/initiatieven/"


def queries_of(client, address: str) -> int:
    """How many queries a page takes in a process that keeps no pages."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(address)
    return len(captured)


# --- The gallery ------------------------------------------------------------------------------------------------
def test_the_gallery_counts_what_it_found(client, town):
    InitiativeFactory(title="Moestuin", public=True)
    InitiativeFactory(title="Zitbank", public=True)
    assert "<h2>2 initiatieven</h2>" in body(client, GALLERY)
    assert "<h2>1 initiatief</h2>" in body(client, f"{GALLERY}?zoek=moestuin")


@pytest.mark.parametrize(("shown_name", "found"), [("organisation", 1), ("first", 0), ("none", 0)])
def test_an_organisation_is_found_only_where_its_name_is_shown(client, town, shown_name, found):
    """To be found by a word is to have it told."""
    InitiativeFactory(title="Moestuin", organisation="Hoveniersbedrijf", shown_name=shown_name, public=True)
    for page in (f"{GALLERY}?zoek=hoveniers", "/zoeken/?zoek=hoveniers"):
        assert body(client, page).count("Moestuin") == found


def test_above_a_thousand_it_stops_counting(client, town):
    rows = InitiativeFactory.build_batch(1001, public=True)
    for row in rows:
        row.index_words()
    Initiative.objects.bulk_create(rows)
    page = body(client, GALLERY)
    assert "<h2>Meer dan 1.000 initiatieven</h2>" in page
    assert 'href="?pagina=2"' in page
    assert 'rel="next"' not in body(client, f"{GALLERY}?pagina=84")


def test_an_empty_gallery_says_what_to_change(client, town):
    page = body(client, f"{GALLERY}?zoek=xyzzy")
    assert "Geen initiatieven gevonden" in page
    assert "Haal een filter weg" in page


def test_the_next_page_keeps_the_filters_and_drops_what_is_empty(client, town):
    for number in range(13):
        InitiativeFactory(title=f"Tuin {number}", public=True)
    page = body(client, f"{GALLERY}?zoek=tuin&thema=&status=submitted&pagina=1")
    assert 'href="?zoek=tuin&amp;status=submitted&amp;pagina=2"' in page
    assert 'href="?zoek=tuin&amp;status=submitted"' in body(client, f"{GALLERY}?zoek=tuin&status=submitted&pagina=2")


def test_what_was_chosen_stays_chosen(client, town):
    page = body(client, f'{GALLERY}?zoek="><b>&wijk=assendorp')
    assert '<option value="assendorp" selected>Assendorp</option>' in page
    assert 'value="&quot;&gt;&lt;b&gt;"' in page
    assert "<details open>" in page


@pytest.mark.parametrize("asked", ["0", "-1", "x", "1e3", "99999999999999999999", "²", ""])
def test_a_page_that_is_no_page_is_the_first_or_the_last(client, town, asked):
    InitiativeFactory(title="Moestuin", public=True)
    assert client.get(GALLERY, {"pagina": asked}).status_code == 200


def test_htmx_gets_the_results_alone(client, town):
    InitiativeFactory(title="Moestuin", public=True)
    response = client.get(GALLERY, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert "Moestuin" in page
    assert 'hx-swap-oob="innerHTML:#count"' in page
    assert "<html" not in page
    assert "HX-Request" in response["Vary"]


def test_htmx_going_back_gets_the_whole_page(client, town):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get(GALLERY, headers=headers).content.decode()


# --- Queries do not depend on rows ------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["home", "gallery", "gallery, filtered", "map", "figures"])
def test_three_cost_as_many_queries_as_one(client, town, name):
    load_defaults()
    address = public_addresses("x")[name]
    photo(InitiativeFactory(title="Tuin", public=True))
    one = queries_of(client, address)
    for _ in range(2):
        photo(InitiativeFactory(title="Tuin", public=True))
    assert queries_of(client, address) == one


@pytest.mark.parametrize(("address", "most"), [(GALLERY, 5), (f"{GALLERY}?zoek=tuin&hulp=money", 6), ("/", 10)])
def test_how_many_queries(client, town, address, most):
    load_defaults()
    InitiativeFactory(title="Tuin", public=True)
    assert queries_of(client, address) == most


def test_a_full_page_costs_as_many_queries_as_an_empty_one(client, public_initiative, goal):
    address = public_initiative.get_absolute_url()
    empty = queries_of(client, address)
    fill(public_initiative, goal)
    assert queries_of(client, address) == empty == 14


def fill(initiative: Initiative, goal) -> None:
    """Two of everything an initiative can have on its page."""
    for number in range(2):
        photo(initiative, token=f"foto{number}")
        entry(initiative, "submitted")
        position(initiative)
    GoalLink.objects.create(initiative=initiative, goal=goal, set_at=SUBMITTED_AT)
    HelpAsked.objects.bulk_create(HelpAsked(initiative=initiative, kind=kind) for kind in HelpKind)
    for kind in (PromiseKind.FIRST_ANSWER, PromiseKind.POSITION):
        Promise.objects.create(
            initiative=initiative, kind=kind, party="municipality", made_at=SUBMITTED_AT, due_on=date(2026, 3, 9)
        )


# --- The page of an initiative ----------------------------------------------------------------------------------
def test_the_position_stands_there_with_its_reason(client, public_initiative, goal):
    position(public_initiative, kind=PositionKind.AWARE, reason="Dit was eerst zo.")
    position(
        public_initiative,
        kind=PositionKind.TOGETHER,
        goal=goal,
        question="Wie maait het gras?",
        room_kind="hours",
        room_amount=4,
    )
    page = body(client, public_initiative.get_absolute_url())
    assert '<li aria-current="true">Meesamenwerken</li>' in page
    assert "De gemeente werkt zelf mee" in page
    assert "Omdat veel bewoners meedoen." in page
    assert "Een bericht op de site." in page
    assert "Geld." in page
    assert "Ingenomen op 9 maart 2026. De gemeente kijkt er opnieuw naar op 9 september 2026." in page
    assert f"Doel: {goal.name}." in page
    assert "Dit was eerst zo." not in page


def test_without_a_position_it_says_so(client, public_initiative):
    assert "De gemeente heeft nog geen positie ingenomen." in body(client, public_initiative.get_absolute_url())


def test_the_outcome_in_the_words_of_real_life(client, town):
    initiative = InitiativeFactory(
        public=True,
        state=State.CLOSED,
        ball="",
        outcome=Outcome.BECAME_OTHER,
        outcome_note="De tuin heet nu Stadslanderij.",
        outcome_on=date(2026, 3, 10),
    )
    page = body(client, initiative.get_absolute_url())
    assert "Zo gaat het: Werd iets anders" in page
    assert "De tuin heet nu Stadslanderij." in page
    assert "Bekend sinds 10 maart 2026" in page


@pytest.mark.parametrize(
    ("shown", "told", "hidden"),
    [
        (ShownName.FULL, "van Noor Velthuis", "Buurtclub"),
        (ShownName.FIRST, "van Noor</span>", "Velthuis"),
        (ShownName.ORGANISATION, "van Buurtclub", "Noor"),
        (ShownName.NONE, "<h1>", "Noor"),
    ],
)
def test_the_name_is_the_one_that_was_chosen(client, public_initiative, initiator, shown, told, hidden):
    MemberFactory(initiative=public_initiative, user=initiator)
    Initiative.objects.update(shown_name=shown, organisation="Buurtclub")
    page = body(client, public_initiative.get_absolute_url())
    assert told in page
    assert hidden not in page


def test_the_address_only_when_it_was_chosen(client, public_initiative):
    Initiative.objects.update(place_kind=PlaceKind.ADDRESS, address="Kerkstraat 7")
    assert "Kerkstraat" not in body(client, public_initiative.get_absolute_url())
    Initiative.objects.update(address_public=True)
    assert "Kerkstraat 7, Assendorp" in body(client, public_initiative.get_absolute_url())


def test_the_timeline_has_no_names_and_nothing_internal(client, public_initiative):
    entry(public_initiative, "taken_up", name="Gijs Wolters")
    entry(public_initiative, "asked", Audience.INITIATOR, due_on="2026-03-20")
    entry(public_initiative, "member_joined", name="Noor Velthuis", role="mede-initiatiefnemer")
    page = body(client, public_initiative.get_absolute_url())
    assert "Een gids van de gemeente heeft het initiatief opgepakt." in page
    assert "vraag gesteld" not in page
    assert "Gijs" not in page
    assert "Noor" not in page


def test_the_next_step_has_its_promised_day_and_honest_words_when_late(client, clock, public_initiative):
    promise = Promise.objects.create(
        initiative=public_initiative,
        kind=PromiseKind.POSITION,
        party="municipality",
        made_at=SUBMITTED_AT,
        due_on=date(2026, 3, 11),
    )
    address = public_initiative.get_absolute_url()
    assert "Uiterlijk 11 maart 2026, dat beloofde de gemeente." in body(client, address)
    Promise.objects.filter(pk=promise.pk).update(due_on=date(2026, 3, 10))
    assert "Beloofd: uiterlijk 10 maart 2026. Dat is niet gelukt." in body(client, address)


def test_a_promised_day_that_moves_says_so(client, clock, public_initiative):
    Initiative.objects.update(ball="initiator")
    public_initiative.waiting_spans.create(party="municipality", began_at=SUBMITTED_AT, ended_at=SUBMITTED_AT)
    public_initiative.promises.create(
        kind=PromiseKind.POSITION, party="municipality", made_at=SUBMITTED_AT, due_on=date(2026, 3, 6)
    )
    words = "Uiterlijk 17 maart 2026. Die dag schuift op zolang de gemeente op een ander wacht."
    assert words in body(client, public_initiative.get_absolute_url())


def test_goals_that_do_not_fit_are_not_shown(client, public_initiative, goal):
    GoalLink.objects.create(
        initiative=public_initiative, goal=goal, set_at=SUBMITTED_AT, stage=GoalStage.REJECTED, remark="Past niet."
    )
    assert goal.name not in body(client, public_initiative.get_absolute_url())
    GoalLink.objects.update(stage=GoalStage.CONFIRMED)
    assert goal.name in body(client, public_initiative.get_absolute_url())


def test_a_text_in_another_language_says_so(client, public_initiative):
    Initiative.objects.update(language="en")
    assert '<h1 lang="en">' in body(client, public_initiative.get_absolute_url())
    english = body(client, f"/en{public_initiative.get_absolute_url()}")
    assert '<html lang="en">' in english
    assert "<h1>Leesbankje in het park</h1>" in english
