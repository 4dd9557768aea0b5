"""The council's page: what is new, what waits too long, what was decided and why; and who is never named."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.actions.story_publishing import take_off
from community.models import Challenge, Story
from initiatives.actions.defaults import load_defaults
from initiatives.models import Initiative, Promise
from tests.community import challenging
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


# --- Stories and challenges -------------------------------------------------------------------------------------------
def test_what_was_told_in_the_period_stands_there(client, story, open_case, theme, assendorp):
    told = part(body(client, PAGE), "stories")
    assert ("Een tuin van twee kanten" in told, "Zo ging het echt." in told, "serieus" in told) == (True, True, False)
    assert "twee kanten" in part(body(client, f"{PAGE}?wijk=assendorp&thema={theme.slug}"), "stories")
    assert "geen verhaal bij" in part(body(client, f"{PAGE}?wijk=berkum"), "stories")
    assert "geen verhaal bij" in part(body(client, f"{PAGE}?thema=sport-en-bewegen"), "stories")
    Story.objects.update(published_at=LONG_AGO)
    assert "geen verhaal bij" in part(body(client, f"{PAGE}?sinds=2026-03-01"), "stories")


def test_of_a_wijk_no_story_about_a_hidden_initiative(client, story, open_case):
    Initiative.objects.filter(pk=open_case.pk).update(published_at=None)
    assert "geen verhaal bij" in part(body(client, f"{PAGE}?wijk=assendorp"), "stories")
    assert "Een tuin van twee kanten" in part(body(client, PAGE), "stories")


def test_a_withdrawn_story_is_gone(client, story, guide):
    take_off(story=story, reason="Het klopte niet.", by=guide, at=RECENTLY)
    assert "geen verhaal bij" in part(body(client, PAGE), "stories")


def test_a_challenge_with_its_last_day_then_its_decision_and_why(client, challenge, challenge_desk):
    waiting = part(body(client, PAGE), "challenges")
    assert "Het groen in de Bloemenbuurt" in waiting
    assert f"beslissing uiterlijk {challenge.decide_by.day} " in waiting
    assert ">Ingediend</" in waiting
    Challenge.objects.update(decide_by=date(2026, 3, 10))
    assert "te laat: beslissing beloofd voor 10 maart" in part(body(client, f"{PAGE}?sinds=2026-02-20"), "challenges")
    ready = challenging.advised(challenging.assessing_now(challenge, challenge_desk), challenge_desk)
    challenging.decided(ready, challenge_desk, at=datetime(2026, 3, 11, 9, 0, tzinfo=AMSTERDAM))
    decided = part(body(client, PAGE), "challenges")
    assert "besloten op 11 maart: ja" in decided
    assert "Bewoners kunnen dit, en de buurt wil het." in decided
    assert ("bewonersvereniging" in decided, "Wendy" in decided, "te laat" in decided) == (False, False, False)


def test_an_old_challenge_stays_while_it_waits_and_goes_once_it_is_over(client, open_case, initiator, challenge_desk):
    challenging.sent(open_case, initiator, at=LONG_AGO)
    assert "Bloemenbuurt" in part(body(client, PAGE), "challenges")
    Challenge.objects.update(state="withdrawn")
    assert "wacht er geen op antwoord" in part(body(client, f"{PAGE}?sinds=2026-03-01"), "challenges")


def test_a_challenge_nobody_may_open_and_one_of_another_wijk_are_not_there(client, challenge):
    assert "Bloemenbuurt" in body(client, f"{PAGE}?wijk=assendorp")
    assert "Bloemenbuurt" not in body(client, f"{PAGE}?wijk=berkum")
    Challenge.objects.update(public_consent_at=None)
    assert "Bloemenbuurt" not in body(client, PAGE)


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


def test_the_page_costs_the_same_at_one_and_at_three(client, assendorp, sent, desk, story, challenge, initiator):
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
    for _turn in range(2):
        challenging.sent(challenge.initiative, initiator)
    assert queries() == before


def test_the_page_is_there_in_english(client):
    assert "<h1>For the council</h1>" in body(client, f"/en{PAGE}")
