"""The goals of the municipality as everyone reads them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from city.models import Goal
from initiatives.models import GoalLink, Initiative
from initiatives.queries.goals import Standing, goal_page, goal_rows, goals
from tests.factories import SUBMITTED_AT, InitiativeFactory
from tests.initiatives.public_rows import body

pytestmark = pytest.mark.django_db

CANARY = "Kanariegeel"


def served(goal: Goal, stage: str = "claimed", *, public: bool = True, verdict: str = "", **case: object) -> Initiative:
    row = InitiativeFactory(public=public, **case)
    GoalLink.objects.create(initiative=row, goal=goal, stage=stage, verdict=verdict, set_at=SUBMITTED_AT)
    return row


@pytest.fixture
def young(town) -> Goal:
    """An example of a wijkopgave."""
    return Goal.objects.get(code="V9")


@pytest.fixture
def seven(goal, assendorp) -> None:
    """Initiatives at every stage, and some that do not count."""
    served(goal, title="Genoemd plan", place_kind="wijk", wijk=assendorp)
    served(goal, "confirmed", title="Bevestigd plan", position_kind="room", place_kind="wijk", wijk=assendorp)
    served(goal, "revisited", verdict="held", title="Geslaagd plan", outcome="independent", place_kind="city")
    served(goal, "revisited", verdict="partly", title="Half plan", outcome="fragile", place_kind="city")
    served(goal, "revisited", verdict="not", title="Mooi plan", outcome="stopped", place_kind="city")
    served(goal, "rejected", title="Ander plan")
    served(goal, "confirmed", title="Besloten plan", public=False)


def test_the_list_counts_public_initiatives_per_stage(client, seven, goal):
    row = next(row for rows in goal_rows().values() for row in rows if row.goal == goal)
    assert (row.total, row.claimed, row.confirmed, row.held) == (5, 1, 1, 1)
    page = body(client, "/doelen/")
    assert "<strong>5 initiatieven</strong>" in page
    assert "<span>1 genoemd</span><span>1 bevestigd</span><span>bij 1 bleek: het klopte</span>" in page


def test_a_count_of_nothing_is_not_shown(client, public_initiative, goal):
    GoalLink.objects.create(initiative=public_initiative, goal=goal, stage="claimed", set_at=SUBMITTED_AT)
    page = body(client, "/doelen/")
    assert "<span>1 genoemd</span></span>" in page
    assert "0 bevestigd" not in page


def test_wijkopgaven_stand_apart_with_their_wijken_and_targets(client, young):
    page = body(client, "/doelen/")
    assert page.index('<h2 id="kind-municipal">Voor de hele stad') < page.index('<h2 id="kind-wijk">Wijkopgaven')
    assert "V9 · Holtenbroek, Stadshagen" in page
    assert "<strong>3 plekken</strong> uiterlijk in 2028" in page


def test_a_goal_out_of_use_leaves_the_list_and_keeps_its_page(client, seven, goal):
    Goal.objects.filter(pk=goal.pk).update(active=False)
    assert "/doelen/7.1.1/" not in body(client, "/doelen/?nu")
    assert "niet meer in gebruik" in body(client, "/doelen/7.1.1/?nu")


def test_the_page_says_how_sure_it_is_and_what_came_of_it(seven, goal):
    page = goal_page(goals().get(code="7.1.1"), chosen=None, number=1)
    assert [(share.value, share.count) for share in page.standings] == [
        ("genoemd", 1),
        ("bevestigd", 1),
        ("klopte", 1),
        ("voor-een-deel", 1),
        ("klopte-niet", 1),
    ]
    assert [(share.value, share.count) for share in page.positions] == [("room", 1), ("", 4)]
    assert [(share.value, share.count) for share in page.outcomes] == [
        ("independent", 1),
        ("fragile", 1),
        ("stopped", 1),
        ("", 2),
    ]
    assert [(str(share.name), share.count, share.percent) for share in page.places] == [
        ("Assendorp", 2, 66),
        ("Hele stad", 3, 100),
    ]
    assert (page.total, page.refused) == (5, 1)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Bevestigd plan", "Genoemd plan", "Geslaagd plan", "Half plan", "Mooi plan"]),
        ("?stand=klopte", ["Geslaagd plan"]),
        ("?stand=bevestigd", ["Bevestigd plan"]),
        ("?stand=onzin&pagina=0", ["Bevestigd plan", "Genoemd plan", "Geslaagd plan", "Half plan", "Mooi plan"]),
    ],
)
def test_the_list_of_initiatives_is_narrowed_by_how_sure_it_is(client, seven, query, titles):
    page = body(client, f"/doelen/7.1.1/{query}")
    every = ["Genoemd plan", "Bevestigd plan", "Geslaagd plan", "Half plan", "Mooi plan", "Ander plan", "Besloten plan"]
    assert sorted(title for title in every if f"{title}</a>" in page) == titles


def test_what_the_municipality_wrote_is_not_for_everyone(client, goal):
    case = served(goal, "revisited", verdict="held", title="Plan")
    GoalLink.objects.filter(initiative=case).update(remark=f"{CANARY} 1", finding=f"{CANARY} 2")
    for address in ("/doelen/", "/doelen/7.1.1/", "/en/doelen/7.1.1/", case.get_absolute_url()):
        assert CANARY not in body(client, address)
    assert "(teruggekeken: klopte)" in body(client, case.get_absolute_url())


def test_an_initiative_with_two_goals_shows_on_each_with_its_own_stage(client, goal, young):
    case = served(goal, "confirmed", title="Dubbel plan")
    GoalLink.objects.create(initiative=case, goal=young, stage="claimed", set_at=SUBMITTED_AT)
    page = goal_page(goals().get(code="V9"), chosen=None, number=1)
    assert [(line.title, line.standing) for line in page.lines] == [("Dubbel plan", Standing.CLAIMED)]


def test_twenty_a_page(client, goal):
    for number in range(21):
        served(goal, title=f"Plan {number}")
    first, second = body(client, "/doelen/7.1.1/?stand=genoemd"), body(client, "/doelen/7.1.1/?stand=genoemd&pagina=2")
    assert (first.count("Plan "), second.count("Plan ")) == (20, 1)
    assert 'href="?stand=genoemd&amp;pagina=2"' in first
    assert 'rel="next"' not in second


def test_in_english_a_goal_that_is_translated_reads_so(client, young):
    page = body(client, "/en/doelen/V9/")
    assert "<h1>Young people have a place of their own</h1>" in page
    assert "3 places" in page
    Goal.objects.filter(pk=young.pk).update(name_en="")
    assert '<h1 lang="nl">Jongeren hebben een plek</h1>' in body(client, "/en/doelen/V9/?nieuw")


@pytest.mark.parametrize("code", ["V99", "7.1", "..", "v9"])
def test_an_unknown_goal_is_not_there(client, town, code):
    assert client.get(f"/doelen/{code}/").status_code == 404


@pytest.mark.parametrize("address", ["/doelen/", "/doelen/7.1.1/"])
def test_the_number_of_queries_does_not_grow(client, goal, assendorp, address):
    def measured() -> int:
        with CaptureQueriesContext(connection) as captured:
            body(client, f"{address}?{GoalLink.objects.count()}")
        return len(captured)

    served(goal, place_kind="wijk", wijk=assendorp)
    one = measured()
    for stage in ("confirmed", "claimed"):
        served(goal, stage, place_kind="wijk", wijk=assendorp)
    assert measured() == one


def test_goals_are_in_the_sitemap(client, town):
    assert "/doelen/7.1.1/</loc>" in body(client, "/sitemap.xml")
