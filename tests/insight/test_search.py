"""One search over everything: what it finds, in which order, what it never shows, and what it does with nonsense."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from city.models import Goal
from initiatives.actions.defaults import load_defaults
from initiatives.models import Initiative
from insight.enums import SearchKind
from insight.queries.search import Entry, Hit, Page, folded, found
from tests.community.conftest import *  # noqa: F403
from tests.factories import InitiativeFactory
from tests.initiatives.public_rows import body
from tests.initiatives.test_views_public_canaries import CANARY, hidden_initiative
from tests.initiatives.test_weight import too_heavy
from tests.stimulus_fund.conftest import *  # noqa: F403

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PAGE = "/zoeken/"


def titles(client, address: str) -> list[str]:
    """The titles of what was found, in the order of the page."""
    return [unescape(title) for title in re.findall(r"<h3><a [^>]*>(.*?)</a>", body(client, address))]


# --- What is found -----------------------------------------------------------------------------------------------
def test_every_kind_is_found_by_a_part_of_a_word_in_any_case(client, schemes, published, event):
    InitiativeFactory(title="Repair-café Assendorp", public=True)
    assert titles(client, f"{PAGE}?zoek=REPAIRCAFE") == ["Repair-café Assendorp"]
    assert titles(client, f"{PAGE}?zoek=buurtbon") == ["Buurtbonus"]
    assert titles(client, f"{PAGE}?zoek=drie+tuinen") == ["Op pad in Assendorp"]
    assert "Wij lopen langs drie tuinen." in body(client, f"{PAGE}?zoek=tuinen&soort=agenda")
    Goal.objects.create(code="8.1", name="Een groene stad", text="Meer bomen in elke straat.")
    Goal.objects.create(code="8.2", name="Een oud doel", text="Meer bomen.", active=False)
    assert titles(client, f"{PAGE}?zoek=bomen") == ["Een groene stad"]
    assert titles(client, f"{PAGE}?zoek=register") == ["Register van toekenningen"]
    assert titles(client, f"{PAGE}?zoek=wie+beheert") == ["Vraag eerst wie de grond beheert."]
    assert titles(client, f"{PAGE}?zoek=voorjaar+leerverslag") == ["Voorjaar"]
    assert titles(client, f"{PAGE}?zoek=empowering") == ["Empowering People 2026"]


def test_words_in_the_title_come_first(client, town):
    InitiativeFactory(title="Moestuin", public=True)
    InitiativeFactory(title="Zitbank", summary="Naast de moestuin.", public=True)
    assert titles(client, f"{PAGE}?zoek=moestuin") == ["Moestuin", "Zitbank"]


def test_what_is_folded_has_titles_first_and_every_word():
    entries = [
        Entry(Hit("Zitbank", "/a/"), "een moestuin"),
        Entry(Hit("Moestuin", "/b/"), ""),
        Entry(Hit("Één", "/c/"), ""),
    ]
    assert folded("moestuin", entries, Page(0, 9)) == (2, [entries[1].hit, entries[0].hit])
    assert folded("moestuin", entries, Page(1, 1)) == (2, [entries[0].hit])
    assert folded("een moestuin", entries, Page(0, 9)) == (1, [entries[0].hit])
    assert folded("een", entries, Page(0, 9)) == (2, [entries[2].hit, entries[0].hit])


def test_kinds_are_counted_and_one_can_be_chosen_and_paged(client, schemes):
    for number in range(15):
        InitiativeFactory(title=f"Buurttuin {number}", public=True)
    everything = body(client, f"{PAGE}?zoek=buurt")
    assert (
        '<a href="?zoek=buurt&amp;soort=initiatieven">Initiatieven <span class="how-many">15</span></a>' in everything
    )
    assert len(titles(client, f"{PAGE}?zoek=buurttuin")) == 4
    assert len(titles(client, f"{PAGE}?zoek=buurttuin&soort=initiatieven")) == 12
    last = f"{PAGE}?zoek=buurttuin&soort=initiatieven&pagina=2"
    assert titles(client, last) == ["Buurttuin 2", "Buurttuin 1", "Buurttuin 0"]
    assert 'rel="next"' not in body(client, last)
    assert "Buurttuin" not in " ".join(titles(client, f"{PAGE}?zoek=buurt&soort=geld"))


def test_nothing_found_says_what_to_change(client, town):
    page = body(client, f"{PAGE}?zoek=xyzzy")
    assert "Niets gevonden voor “xyzzy”." in page
    assert "Zoek op een korter woord" in page
    assert '<p class="panel">' in body(client, PAGE)


def test_in_english_dutch_words_carry_their_language(client, schemes):
    page = body(client, f"/en{PAGE}?zoek=buurtbonus")
    assert 'lang="nl">Buurtbonus</a>' in page
    assert "Found once: “buurtbonus”." in page


# --- What is never found -----------------------------------------------------------------------------------------
def test_what_nobody_may_open_is_found_by_nobody(client, assendorp, theme, lesson, quote, season, event):
    hidden_initiative(assendorp, theme)
    type(season).objects.update(is_public=False, introduction=CANARY)
    type(event).objects.update(title=CANARY, text=CANARY, visibility="internal")
    type(lesson).objects.update(text=CANARY)
    for kind in ["", *SearchKind.values]:
        page = body(client, f"{PAGE}?zoek={CANARY[:7]}&soort={kind}")
        assert (CANARY in page.replace(f'value="{CANARY[:7]}"', ""), titles(client, f"{PAGE}?zoek={CANARY}")) == (
            False,
            [],
        )


def test_the_same_initiative_is_found_once_it_is_public(client, assendorp, theme):
    hidden_initiative(assendorp, theme, public=True)
    assert titles(client, f"{PAGE}?zoek={CANARY[:7]}") == [CANARY]


# --- Nonsense and attacks ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "asked",
    [
        {"zoek": "' OR 1=1 --"},
        {"zoek": "%"},
        {"zoek": "_" * 90},
        {"zoek": "a" * 1500},
        {"zoek": ("a" * 50 + "!") * 20},
        {"zoek": "\u202e\u200b\U0001f600"},
        {"zoek": "tuin", "soort": "x' OR '1'='1"},
        {"zoek": "tuin", "soort": "initiatieven", "pagina": "99999999999"},
        {"zoek": "tuin", "soort": "initiatieven", "pagina": "-1"},
        {"zoek": "tuin", "soort": "initiatieven", "pagina": "²"},
        {"zoek": "tuin", "_connector": "OR 1=1", "search_text__regex": ".*"},
    ],
)
def test_nonsense_is_answered(client, town, asked):
    InitiativeFactory(title="Moestuin", public=True)
    InitiativeFactory(title="Verborgen tuin")
    response = client.get(PAGE, asked)
    assert response.status_code == 200
    assert "Verborgen" not in response.content.decode()


def test_signs_that_are_no_letters_find_nothing():
    InitiativeFactory(title="100% tuin", public=True)
    assert found("% _ --", kind=None, page=1, today=localdate()) == []


def test_what_was_typed_is_shown_and_never_run(client, town):
    page = body(client, PAGE + '?zoek="><script>x</script>')
    assert 'value="&quot;&gt;&lt;script&gt;x&lt;/script&gt;"' in page


# --- What it costs -----------------------------------------------------------------------------------------------
def test_the_search_costs_the_same_at_one_and_at_three(client, schemes, published, event):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{PAGE}?zoek=e")
        return len(captured)

    InitiativeFactory(title="Eten", public=True)
    before = queries()
    InitiativeFactory(title="Eten", public=True)
    InitiativeFactory(title="Fietsen", public=True)
    assert Initiative.objects.public().count() == 3
    assert queries() == before == 14


@pytest.mark.parametrize("address", [f"{PAGE}?zoek=tuin", "/raad/", "/cijfers/"])
def test_the_open_pages_are_light(client, town, address):
    load_defaults()
    for number in range(6):
        InitiativeFactory(title=f"Buurttuin {number}", public=True)
    assert too_heavy(client, [address]) == {}
