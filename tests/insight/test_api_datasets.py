"""What each dataset says, literally, and how it is narrowed."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.enums.agenda import EventState
from community.enums.challenge import ChallengeState, ChallengeVerdict
from community.enums.story import StoryKind
from community.models import Event
from initiatives.enums import HelpKind, Outcome, PlaceKind, PositionKind, State
from initiatives.models import Initiative
from insight.queries.open_data import DATASETS, words
from insight.queries.open_data.events import STATES
from stimulus_fund.models import Application
from tests.factories import InitiativeFactory
from tests.initiatives.public_rows import position
from tests.insight.api_rows import ask, rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BENCH = {
    "nummer": "ZW-2026-0002",
    "titel": "Leesbankje in het park",
    "samenvatting": "Wij maken samen een tuin voor de hele straat.",
    "taal": "nl",
    "thema": "groen-en-natuur",
    "plek": "wijk",
    "wijk": "assendorp",
    "status": "gekoppeld",
    "positie": "meesamenwerken",
    "uitkomst": None,
    "gevraagdeHulp": ["plek"],
    "doelen": ["7.1.1"],
    "openbaarSinds": "2026-03-02T09:00:00Z",
    "laatsteNieuws": "2026-03-02T09:00:00Z",
    "pagina": "http://localhost:8000/initiatieven/leesbankje/",
}
CHOIR = {
    "nummer": "ZW-2026-0003",
    "titel": "Stadskoor",
    "samenvatting": None,
    "taal": "nl",
    "thema": None,
    "plek": "hele-stad",
    "wijk": None,
    "status": "klaar",
    "positie": None,
    "uitkomst": "loopt-zelfstandig",
    "gevraagdeHulp": [],
    "doelen": [],
    "openbaarSinds": "2026-03-02T09:00:00Z",
    "laatsteNieuws": "2026-03-09T22:30:00Z",
    "pagina": "http://localhost:8000/initiatieven/stadskoor/",
}


def test_initiatives_with_the_latest_news_first(client, open_town):
    assert ask(client, "/initiatieven") == {
        "resultaten": [CHOIR, BENCH],
        "paginering": {"page": 1, "pageSize": 25, "aantal": 2, "paginas": 1},
    }
    assert ask(client, "/initiatieven/ZW-2026-0002") == BENCH


def test_the_position_that_holds_now(client, open_town):
    position(open_town, kind=PositionKind.AWARE, reason="Wij kijken mee.")
    assert rows(client, "/posities") == [
        {
            "initiatief": "ZW-2026-0002",
            "positie": "ervan-weten",
            "reden": "Wij kijken mee.",
            "welTeVerwachten": "Een bericht op de site.",
            "nietTeVerwachten": "Geld.",
            "doel": None,
            "ingenomenOp": "2026-03-09",
            "opnieuwBekijkenOp": "2026-09-09",
        }
    ]


def test_goals_with_how_many_initiatives_serve_them(client, open_town, goal):
    found = {row["code"]: row["aantalInitiatieven"] for row in rows(client, "/doelen?pageSize=100")}
    assert (found["7.1.1"], sum(found.values())) == (1, 1)
    open_town.goal_links.update(stage="rejected")
    assert ask(client, "/doelen/7.1.1") == {
        "code": "7.1.1",
        "naam": goal.name,
        "uitleg": goal.text or None,
        "aantalInitiatieven": 0,
    }
    assert ask(client, "/initiatieven/ZW-2026-0002")["doelen"] == []


def test_a_goal_out_of_use_is_gone(client, open_town, goal):
    type(goal).objects.filter(pk=goal.pk).update(active=False)
    ask(client, "/doelen/7.1.1", status=404)


def test_awards_as_the_register_has_them(client, award):
    line = {
        "nummer": "ZF-2026-0001",
        "regeling": "Budget Initiatiefrijk Zwolle",
        "bedragInCenten": 90_000,
        "besluitOp": "2026-03-12",
        "ontvanger": None,
        "titel": "Buurttuin aan de Assendorperdijk",
        "thema": "Groen en natuur",
        "wijk": "Assendorp",
        "pagina": "http://localhost:8000/initiatieven/buurttuin/",
    }
    assert rows(client, "/toekenningen") == [line]
    assert ask(client, "/toekenningen/ZF-2026-0001") == line
    Application.objects.update(recipient_kind="organisation", recipient_name="Stichting Groen")
    assert rows(client, "/toekenningen") == [line | {"ontvanger": "Stichting Groen"}]
    Initiative.objects.update(published_at=None)
    hidden = line | {"ontvanger": "Stichting Groen", "titel": None, "pagina": None}
    assert rows(client, "/toekenningen") == [hidden]


def test_events_as_everyone_reads_them(client, event):
    Event.objects.update(link="https://vergader.example/geheim", seats_taken=1)
    said = {
        "sleutel": event.slug,
        "titel": "Op pad in Assendorp",
        "tekst": "Wij lopen langs **drie** tuinen.",
        "soort": "stadsexpeditie",
        "begint": "2026-03-27T13:00:00Z",
        "eindigt": "2026-03-27T15:00:00Z",
        "plek": "Assendorperplein",
        "toegankelijkheid": "Drempelvrij.",
        "voorWie": None,
        "wijk": None,
        "thema": None,
        "status": "gaat-door",
        "redenAfzegging": None,
        "aanmelden": True,
        "plaatsen": 2,
        "plaatsenVrij": 1,
        "pagina": f"http://localhost:8000/agenda/{event.slug}/",
    }
    assert rows(client, "/agenda") == [said]
    assert ask(client, f"/agenda/{event.slug}") == said
    assert "geheim" not in client.get("/api/v1/agenda.csv").getvalue().decode()


def test_events_of_colleagues_alone_and_drafts_are_not_there(client, event):
    Event.objects.update(visibility="internal")
    assert rows(client, "/agenda") == []
    Event.objects.update(visibility="public", state="draft")
    ask(client, f"/agenda/{event.slug}", status=404)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("vanaf=2026-03-27", 1),
        ("vanaf=2026-03-28", 0),
        ("soort=stadsexpeditie", 1),
        ("wijk=assendorp", 0),
        ("thema=groen-en-natuur", 0),
    ],
)
def test_events_are_narrowed(client, event, query, count):
    assert len(rows(client, f"/agenda?{query}")) == count


def test_figures_are_those_of_the_page(client, open_town):
    found = {row["sleutel"]: row for row in rows(client, "/cijfers?pageSize=100")}
    assert found["wijken-assendorp-aantal"] == {
        "sleutel": "wijken-assendorp-aantal",
        "onderwerp": "wijken",
        "regel": "Assendorp",
        "meting": "Aantal",
        "waarde": None,
        "tekst": "minder dan 5",
        "toelichting": "Het aantal initiatieven dat in deze periode binnenkwam, per wijk.",
        "van": "2025-03-11",
        "totEnMet": "2026-03-11",
        "geteldOp": "2026-03-11T09:00:00Z",
    }
    assert ask(client, "/cijfers/wijken-assendorp-aantal") == found["wijken-assendorp-aantal"]
    assert len(found) == len(rows(client, "/cijfers?pageSize=100"))


def test_figures_of_another_period(client, open_town):
    assert {row["van"] for row in rows(client, "/cijfers?periode=2026")} == {"2026-01-01"}
    ask(client, "/cijfers?periode=1999", status=400)


def test_wijken_and_themes_count_their_initiatives(client, open_town):
    assert ask(client, "/wijken/WK019313") == {
        "code": "WK019313",
        "sleutel": "assendorp",
        "naam": "Assendorp",
        "namenBijBewoners": open_town.wijk.resident_names,
        "aantalInitiatieven": 1,
    }
    assert ask(client, "/themas/groen-en-natuur")["aantalInitiatieven"] == 1
    assert len(rows(client, "/wijken")) == 16


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("wijk=assendorp", ["ZW-2026-0002"]),
        ("wijk=hele-stad", ["ZW-2026-0003"]),
        ("wijk=binnenstad", []),
        ("thema=groen-en-natuur", ["ZW-2026-0002"]),
        ("positie=meesamenwerken", ["ZW-2026-0002"]),
        ("positie=ervan-weten", []),
        ("status=klaar", ["ZW-2026-0003"]),
        ("status=gekoppeld&wijk=hele-stad", []),
        ("doel=7.1.1", ["ZW-2026-0002"]),
        ("sinds=2026-03-09", ["ZW-2026-0003"]),
        ("sinds=2026-03-10", []),  # half past eleven in the evening of the ninth, in Zwolle
        ("pageSize=1&page=2", ["ZW-2026-0002"]),
        ("page=9", []),
    ],
)
def test_initiatives_are_narrowed(client, open_town, query, found):
    assert [row["nummer"] for row in rows(client, f"/initiatieven?{query}")] == found


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("initiatief=ZW-2026-0002", 1),
        ("initiatief=ZW-2026-9999", 0),
        ("wijk=assendorp", 1),
        ("wijk=hele-stad", 0),
        ("thema=groen-en-natuur", 1),
        ("positie=in-de-spotlights", 0),
        ("sinds=2026-03-09", 1),
        ("sinds=2026-03-10", 0),
    ],
)
def test_positions_are_narrowed(client, open_town, query, count):
    assert len(rows(client, f"/posities?{query}")) == count


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("regeling=initiatiefrijk", 1),
        ("regeling=buurtbonus", 0),
        ("wijk=assendorp", 1),
        ("wijk=binnenstad", 0),
        ("thema=groen-en-natuur", 1),
        ("sinds=2026-03-12", 1),
        ("sinds=2026-03-13", 0),
    ],
)
def test_awards_are_narrowed(client, award, query, count):
    assert len(rows(client, f"/toekenningen?{query}")) == count


def test_every_word_of_the_code_has_one_of_the_api():
    assert set(words.STATUS) == set(State)
    assert set(words.POSITION) == set(PositionKind)
    assert set(words.OUTCOME) == set(Outcome)
    assert set(words.PLACE) == set(PlaceKind)
    assert set(words.HELP) == set(HelpKind)
    assert set(STATES) | {EventState.DRAFT} == set(EventState)
    assert set(words.STORY) == set(StoryKind)
    assert set(words.CHALLENGE) | {ChallengeState.DRAFT} == set(ChallengeState)
    assert set(words.VERDICT) == set(ChallengeVerdict)


@pytest.mark.parametrize("name", [each.name for each in DATASETS])
def test_the_number_of_queries_does_not_grow(client, open_town, award, name):
    def asked() -> int:
        caches["local"].clear()
        with CaptureQueriesContext(connection) as queries:
            ask(client, f"/{name}?pageSize=100")
        return len(queries)

    before = asked()
    for _turn in range(3):
        other = InitiativeFactory(
            public=True, owned=True, theme=open_town.theme, wijk=open_town.wijk, place_kind="wijk"
        )
        other.help_asked.create(kind="place")
        position(other)
    assert asked() == before
    assert before <= 26  # figures that nobody kept yet; the others need six at most
    assert before <= 6 or name == "cijfers"


@pytest.mark.parametrize("name", [each.name for each in DATASETS])
def test_a_file_holds_what_the_list_holds(client, open_town, award, name):
    lines = client.get(f"/api/v1/{name}.csv").getvalue().decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + ask(client, f"/{name}")["paginering"]["aantal"]


def test_csv_is_for_dutch_spreadsheets_and_runs_nothing(client, open_town):
    Initiative.objects.filter(pk=open_town.pk).update(title="=2+3", summary='Zeg "hallo"\r\nen dag')
    response = client.get("/api/v1/initiatieven.csv?wijk=assendorp")
    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response["Content-Disposition"] == 'attachment; filename="initiatieven.csv"'
    header, line = response.getvalue().decode("utf-8-sig").splitlines()
    assert header.startswith('"nummer";"titel";"samenvatting"')
    assert line.startswith('"ZW-2026-0002";"\'=2+3";"Zeg ""hallo""  en dag";"nl";"groen-en-natuur";"wijk";')
