"""The council's page: what is new, what waits too long, what was decided and why; and who is never named."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.actions.defaults import load_defaults
from initiatives.models import Initiative, Promise
from tests.community.conftest import *  # noqa: F403
from tests.factories import InitiativeFactory
from tests.initiatives.public_rows import body, position
from tests.stimulus_fund.conftest import *  # noqa: F403
from tests.stimulus_fund.desk import LATER, granted

pytestmark = pytest.mark.django_db
PAGE = "/raad/"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
RECENTLY = datetime(2026, 3, 3, 12, 0, tzinfo=AMSTERDAM)
LONG_AGO = datetime(2025, 3, 3, 12, 0, tzinfo=AMSTERDAM)


@pytest.fixture(autouse=True)
def on_the_day(town, time_machine) -> None:
    """Wednesday 11 March 2026 in a town with its terms."""
    load_defaults()
    time_machine.move_to(datetime(2026, 3, 11, 10, 0, tzinfo=AMSTERDAM), tick=False)


def public(title: str, at: datetime = RECENTLY, **fields: object) -> Initiative:
    given = {"title": title, "slug": title.lower(), "public_consent_at": at, "published_at": at, "news_at": at}
    return InitiativeFactory(**{**given, **fields})


def late(initiative: Initiative, kind: str = "position", **fields: object) -> Promise:
    given = {"party": "municipality", "made_at": LONG_AGO, "due_on": date(2026, 3, 9)}
    return Promise.objects.create(initiative=initiative, kind=kind, **{**given, **fields})


def part(page: str, name: str) -> str:
    """One section of the page."""
    return page.split(f'aria-labelledby="{name}"')[1].partition("</section>")[0]


def test_new_is_what_came_onto_the_website_in_four_weeks(client):
    public("Moestuin")
    public("Oudetuin", LONG_AGO)
    InitiativeFactory(title="Geheimetuin", submitted_at=RECENTLY)
    new = part(body(client, PAGE), "new")
    assert ("Moestuin" in new, "Oudetuin" in new, "Geheimetuin" in new) == (True, False, False)
    since = part(body(client, f"{PAGE}?sinds=2025-03-01"), "new")
    assert ("Moestuin" in since, "Oudetuin" in since) == (True, True)


def test_wijk_and_theme_narrow_everything(client, assendorp, theme):
    here = public("Moestuin", place_kind="wijk", wijk=assendorp, theme=theme)
    there = public("Zitbank")
    for case in (here, there):
        position(case, reason=f"Wegens {case.title}.")
        late(case)
    page = body(client, f"{PAGE}?wijk=assendorp&thema={theme.slug}")
    assert ("Moestuin" in page, "Wegens Moestuin." in page, "Zitbank" in page) == (True, True, False)
    assert "· Assendorp" in page


def test_positions_stand_there_with_their_reason(client):
    position(public("Moestuin"), kind="spotlight", reason="Omdat veel buren meedoen.")
    position(InitiativeFactory(title="Geheimetuin"), reason="Geheime reden.")
    position(public("Oudetuin", LONG_AGO), taken_on=date(2025, 3, 9), reason="Oude reden.")
    decided = part(body(client, PAGE), "decided")
    assert "Omdat veel buren meedoen." in decided
    assert "In de spotlights" in decided
    assert ("Geheim" in decided, "Oude reden." in decided) == (False, False)


def test_what_is_late_is_counted_and_named_only_when_that_is_public(client, assendorp):
    late(public("Moestuin", place_kind="wijk", wijk=assendorp))
    late(public("Zitbank"), kind="next_step")
    for number in range(7):
        late(InitiativeFactory(title=f"Geheim {number}"))
    section = part(body(client, PAGE), "late")
    assert "Moestuin" in section
    assert "beloofd voor 9 maart" in section
    assert ("Zitbank" in section, "Geheim" in section) == (False, False)
    assert '<th scope="row">Positie van de gemeente</th><td class="number">10</td>' in section
    assert '<th scope="row">Afgesproken stap</th><td class="number">minder dan 5</td>' in section


@pytest.mark.parametrize(
    "fields",
    [
        {"kept_on": date(2026, 3, 10)},
        {"withdrawn_on": date(2026, 3, 10), "withdrawn_reason": "Gestopt."},
        {"due_on": date(2026, 3, 11)},
        {"party": "initiator"},
    ],
    ids=["kept", "withdrawn", "due today", "of the initiator"],
)
def test_what_is_not_late(client, fields):
    late(public("Moestuin", LONG_AGO), **fields)
    assert "Moestuin" not in part(body(client, PAGE), "late")


def test_while_the_initiator_has_the_ball_nothing_is_late(client):
    case = public("Moestuin", LONG_AGO, ball="initiator")
    late(case)
    assert "Moestuin" not in part(body(client, PAGE), "late")


def test_money_is_told_as_the_register_tells_it(client, sent, desk, time_machine):
    granted(sent, desk)
    time_machine.move_to(LATER, tick=False)
    money = part(body(client, PAGE), "money")
    assert "Eén initiatief kreeg €\xa0900." in money
    assert ("Een initiatief dat niet openbaar is" in money, "Buurttuin" in money) == (True, False)
    Initiative.objects.update(published_at=LATER, public_consent_at=LATER)
    assert "Buurttuin" in part(body(client, f"{PAGE}?sinds=2026-03-01"), "money")


def test_what_comes_next_for_everyone_stands_there(client, event, assendorp):
    coming = part(body(client, PAGE), "agenda")
    assert "Op pad in Assendorp" in coming
    assert "27 maart, 14:00" in coming
    assert "Op pad" not in part(body(client, f"{PAGE}?wijk=assendorp"), "agenda")
    type(event).objects.update(wijk=assendorp)
    assert "Op pad" in part(body(client, f"{PAGE}?wijk=assendorp"), "agenda")
    type(event).objects.update(visibility="internal")
    assert "Er staat niets in de agenda." in part(body(client, f"{PAGE}?sinds=2026-03-01"), "agenda")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("2026-03-12", "Kies een dag die al geweest is."),
        ("2020-01-01", "Kies een dag van ten hoogste twee jaar geleden."),
        ("gisteren", "Voer een geldige datum in."),
    ],
)
def test_a_day_that_does_not_fit_is_said_at_the_field(client, asked, said):
    public("Moestuin")
    page = body(client, f"{PAGE}?sinds={asked}")
    assert said in page
    assert f'value="{asked}"' in page
    assert "Moestuin" in page
    assert "<title>Fout: Voor de raad" in page


@pytest.mark.parametrize("asked", ["wijk=x", "thema='--", "wijk=%F0%9F%98%80&thema=9", "sinds=" + "9" * 900])
def test_nonsense_still_shows_the_page(client, asked):
    assert "<h1>Voor de raad</h1>" in body(client, f"{PAGE}?{asked}")


def test_the_page_costs_the_same_at_one_and_at_three(client, assendorp, sent, desk):
    def fill(number: int) -> None:
        case = public(f"Moestuin{number}", place_kind="wijk", wijk=assendorp)
        position(case)
        late(case)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    granted(sent, desk)
    fill(1)
    before = queries()
    fill(2)
    fill(3)
    assert queries() == before


def test_the_page_is_there_in_english(client):
    assert "<h1>For the council</h1>" in body(client, f"/en{PAGE}")
