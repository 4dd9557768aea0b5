"""Stories, hubs and challenges as open data, literally; nobody who speaks in them, and nothing that was taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.actions.story_consent import step_out
from community.actions.story_publishing import take_off
from community.models import Challenge, Hub, HubHelp, StoryQuote
from initiatives.models import Initiative
from insight.queries.open_data.declared import Field, Kind, NotOpen, closed_columns, values
from insight.queries.open_data.stories import STORIES
from tests.community import challenging
from tests.community.hubs.hub_town import MAILBOX
from tests.community.stories.conftest import COLLEAGUE_SAYS, INITIATOR_SAYS
from tests.insight.api_rows import API, ask, rows
from tests.insight.test_api_privacy import everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TOLD = {
    "sleutel": "een-tuin-van-twee-kanten",
    "titel": "Een tuin van twee kanten",
    "inleiding": "Zo ging het echt.",
    "tekst": "Het begon met **drie** buren.",
    "taal": "nl",
    "soort": "twee-kanten",
    "thema": "groen-en-natuur",
    "initiatief": "ZW-2026-0001",
    "gepubliceerdOp": "2026-03-11T08:00:00Z",
    "bijgewerktOp": "2026-03-11T08:00:00Z",
    "pagina": "http://localhost:8000/verhalen/een-tuin-van-twee-kanten/",
}
CHALLENGE = {
    "nummer": "UD-2026-0001",
    "naam": "Het groen in de Bloemenbuurt",
    "initiatief": "ZW-2026-0001",
    "taak": "Snoeien, harken en onkruid weghalen in zes straten.",
    "waaromBeter": "Wij wonen er en zien elke dag wat nodig is.",
    "taal": "nl",
    "thema": "groen-en-natuur",
    "wijk": "assendorp",
    "status": "ingediend",
    "ingediendOp": "2026-03-02",
    "kostenNuInCenten": None,
    "kostenStraksInCenten": 1_250_050,
    "gewenstVanaf": "2026-09-01",
    "aantalMaanden": 12,
    "beslissing": None,
    "beslistOp": None,
    "motivering": None,
    "voorWelkDeel": None,
    "verderPratenTot": None,
    "afspraakVan": None,
    "afspraakTot": None,
    "afspraakInCenten": None,
    "pagina": "http://localhost:8000/uitdaagrecht/UD-2026-0001/",
}


# --- Stories ---------------------------------------------------------------------------------------------------------
def test_a_story_as_everyone_reads_it_without_who_is_quoted(client, story):
    assert rows(client, "/verhalen") == [TOLD]
    assert ask(client, f"/verhalen/{story.slug}") == TOLD
    said = everything(client)
    assert StoryQuote.objects.filter(approved_at__isnull=False).count() == 2
    for hidden in (INITIATOR_SAYS, COLLEAGUE_SAYS, "Noor Velthuis"):
        assert hidden not in said


def test_a_field_with_a_name_or_a_quote_is_seen_and_never_served(story):
    """The negative control."""
    who = Field("wie", Kind.TEXT, "", ("author_name",))
    said = Field("citaat", Kind.TEXT, "", ("text",), of=StoryQuote)
    planted = replace(STORIES, fields=(*STORIES.fields, who, said))
    assert closed_columns(planted) == ["StoryVersion.author_name", "StoryQuote.text"]
    with pytest.raises(NotOpen):
        next(values(planted, planted.rows()))


def test_withdrawn_by_the_last_who_spoke_it_is_gone_at_once(client, story, initiator, ep_member, told_at):
    mark = client.get(f"{API}/verhalen")["ETag"]
    step_out(story=story, by=initiator, at=told_at + timedelta(minutes=1))
    assert rows(client, "/verhalen") == [TOLD]
    step_out(story=story, by=ep_member, at=told_at + timedelta(minutes=2))
    answer = client.get(f"{API}/verhalen", headers={"If-None-Match": mark})
    assert (answer.status_code, answer.json()["resultaten"]) == (200, [])
    ask(client, f"/verhalen/{story.slug}", status=404)
    assert "twee kanten" not in client.get(f"{API}/verhalen.csv").getvalue().decode().lower()


def test_taken_off_by_an_editor_it_is_gone_at_once(client, story, guide, told_at):
    take_off(story=story, reason="Het klopte niet.", by=guide, at=told_at + timedelta(minutes=1))
    assert (rows(client, "/verhalen"), "Het klopte niet." in everything(client)) == ([], False)


def test_the_number_of_a_hidden_initiative_is_not_told(client, story, open_case):
    assert len(rows(client, "/verhalen?initiatief=ZW-2026-0001")) == 1
    Initiative.objects.filter(pk=open_case.pk).update(published_at=None)
    assert rows(client, "/verhalen") == [TOLD | {"initiatief": None}]
    assert rows(client, "/verhalen?initiatief=ZW-2026-0001") == []


# --- Hubs ------------------------------------------------------------------------------------------------------------
def test_a_hub_as_the_directory_has_it(client, hub, assendorp):
    Hub.objects.filter(pk=hub.pk).update(
        does="Een denktank.", does_en="A think tank.", email="info@hanzelab.example", website="https://hanzelab.example"
    )
    hub.wijken.set([assendorp])
    found = ask(client, "/knooppunten/hanzelab")
    assert found == {
        "sleutel": "hanzelab",
        "naam": "Hanzelab",
        "watZijDoen": "Een denktank.",
        "watZijDoenEngels": "A think tank.",
        "hulp": found["hulp"],
        "themas": found["themas"],
        "wijken": ["assendorp"],
        "website": "https://hanzelab.example",
        "email": "info@hanzelab.example",
        "telefoon": None,
        "pagina": "http://localhost:8000/knooppunten/hanzelab/",
    }
    assert "kennis" in found["hulp"]
    assert found in rows(client, "/knooppunten")


def test_hubs_out_of_use_and_mailboxes_for_questions_are_nowhere(client, hub):
    assert len(rows(client, "/knooppunten")) == 10
    Hub.objects.filter(slug="arcon").update(active=False)
    ask(client, "/knooppunten/arcon", status=404)
    assert (len(rows(client, "/knooppunten")), MAILBOX in everything(client)) == (9, False)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("hulp=geld", ["Boosterz", "De Groene Loper"]),
        ("hulp=geld&thema=wonen-en-buurt", ["Boosterz"]),
        ("hulp=geld&wijk=assendorp", ["Boosterz", "De Groene Loper"]),
        ("hulp=geld&wijk=berkum", ["De Groene Loper"]),
    ],
)
def test_hubs_are_narrowed_and_each_stands_there_once(client, hub, assendorp, query, found):
    Hub.objects.get(slug="boosterz").wijken.set([assendorp])
    assert [row["naam"] for row in rows(client, f"/knooppunten?{query}")] == found


# --- Challenges ------------------------------------------------------------------------------------------------------
def test_a_challenge_as_everyone_reads_it(client, challenge):
    assert rows(client, "/uitdagingen") == [CHALLENGE]
    assert ask(client, "/uitdagingen/UD-2026-0001") == CHALLENGE


def test_decision_costs_and_agreement_come_along_once_they_are_there(client, challenge, challenge_desk, initiator):
    advised = challenging.advised(challenging.assessing_now(challenge, challenge_desk), challenge_desk)
    decided = {"status": "wacht-op-beslissing", "kostenNuInCenten": 1_800_000}
    assert rows(client, "/uitdagingen") == [CHALLENGE | decided]
    challenging.decided(advised, challenge_desk)
    decided |= {"status": "beslist", "beslissing": "ja", "beslistOp": "2026-03-16T09:00:00Z"}
    decided |= {"motivering": "Bewoners kunnen dit, en de buurt wil het."}
    assert rows(client, "/uitdagingen") == [CHALLENGE | decided]
    challenging.agreed(advised, challenge_desk, initiator)
    agreed = {"afspraakVan": "2026-09-01", "afspraakTot": "2027-08-31", "afspraakInCenten": 1_250_000}
    assert rows(client, "/uitdagingen") == [CHALLENGE | decided | agreed | {"status": "afspraak-gemaakt"}]
    said = everything(client)
    for hidden in ("De bewonersvereniging.", "langs de deuren", "Anne Beoordeelt", "Wendy Wethouder", "Omdat:"):
        assert hidden not in said


def test_an_agreement_that_is_only_proposed_is_not_told(client, challenge, challenge_desk):
    advised = challenging.advised(challenging.assessing_now(challenge, challenge_desk), challenge_desk)
    challenging.decided(advised, challenge_desk)
    challenging.agreeing.propose(
        challenge=advised, proposal=challenging.proposal(), by=challenge_desk.assessor, at=challenging.AT
    )
    assert rows(client, "/uitdagingen")[0]["afspraakInCenten"] is None


@pytest.mark.parametrize(
    "hide",
    [
        lambda: Challenge.objects.update(public_consent_at=None),
        lambda: Initiative.objects.update(published_at=None),
        lambda: Challenge.objects.update(wiped_at=challenging.AT),
    ],
    ids=["no consent", "initiative hidden", "wiped"],
)
def test_a_challenge_that_is_not_public_is_gone(client, challenge, hide):
    hide()
    assert rows(client, "/uitdagingen") == []
    ask(client, "/uitdagingen/UD-2026-0001", status=404)
    assert "Bloemenbuurt" not in everything(client)


def test_a_challenge_lies_at_one_point_in_its_wijk(client, challenge, assendorp):
    assendorp.boundary = [[[6.08, 52.50], [6.10, 52.50], [6.09, 52.51], [6.08, 52.50]]]
    assendorp.save()
    found = client.get(f"{API}/uitdagingen.geojson")
    assert '"id": "UD-2026-0001", "geometry": {"type": "Point", "coordinates": [6.09, 52.5021]}' in (
        found.getvalue().decode()
    )


# --- All three -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("/verhalen?thema=groen-en-natuur&soort=twee-kanten&sinds=2026-03-11", 1),
        ("/verhalen?thema=sport-en-bewegen", 0),
        ("/verhalen?soort=blog", 0),
        ("/verhalen?sinds=2026-03-12", 0),
        ("/uitdagingen?wijk=assendorp&thema=groen-en-natuur&status=ingediend&sinds=2026-03-02", 1),
        ("/uitdagingen?wijk=hele-stad", 0),
        ("/uitdagingen?status=beslist", 0),
        ("/uitdagingen?sinds=2026-03-03", 0),
    ],
)
def test_they_are_narrowed(client, story, challenge, query, count):
    assert len(rows(client, query)) == count


@pytest.mark.parametrize("name", ["verhalen", "knooppunten", "uitdagingen"])
def test_the_number_of_queries_does_not_grow(client, story, hub, challenge, initiator, name):
    def asked() -> int:
        caches["local"].clear()
        with CaptureQueriesContext(connection) as queries:
            ask(client, f"/{name}?pageSize=100")
        return len(queries)

    Hub.objects.exclude(pk=hub.pk).update(active=False)
    before = asked()
    Hub.objects.filter(slug__in=["arcon", "boosterz"]).update(active=True)
    HubHelp.objects.get_or_create(hub=Hub.objects.get(slug="arcon"), kind="place")
    for _turn in range(2):
        challenging.sent(challenge.initiative, initiator)
    assert asked() == before
    assert before <= 6
