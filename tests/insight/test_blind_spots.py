"""What the municipality does not see: counted in the database, shown in a table and in the same words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from city.models import Theme, Wijk
from community.models import Hub
from initiatives.models import GoalLink, Initiative
from insight.blind_spots import Cell, Column, Count, Lack, Row, lines, to_walk
from insight.queries.blind_spots import Look, counted, since, table, visits
from tests.factories import InitiativeFactory, MemberFactory, RoleGrantFactory, TeamFactory, UserFactory

PAGE = "/werkplek/blinde-vlekken/"
EARLY, LATE = timedelta(weeks=20), timedelta(weeks=2)
CANARY = "Kanariegeel"


# --- The arithmetic ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("count", "lacks"),
    [
        (Count(), [(Lack.NOTHING, 0)]),
        (Count(cases=3, more=1), []),
        (Count(cases=3, unpositioned=2, silent=1, more=1), [(Lack.POSITION, 2), (Lack.CONTACT, 1)]),
        (Count(cases=2, unpositioned=1), [(Lack.POSITION, 1), (Lack.ONLY_KNOWN, 2)]),
    ],
)
def test_a_cell_says_what_is_missing(count, lacks):
    assert Cell("Groen", count).lacks == lacks


def test_a_line_says_the_same_in_words():
    found = lines(
        [Row(1, "Berkum", "berkum", "")],
        [Column(7, "Groen", "groen"), Column(8, "Zorg", "zorg"), Column(9, "Sport", "sport")],
        {(1, 7): Count(cases=2, silent=2, more=2), (1, 9): Count(cases=1, silent=1, more=1)},
        {(1, 7): "/x/"},
    )
    assert found[0].sentences == [
        (Lack.NOTHING, [("Zorg", 0)]),
        (Lack.CONTACT, [("Groen", 2), ("Sport", 1)]),
    ]
    assert [cell.url for cell in found[0].cells] == ["/x/", "", ""]
    in_table = sorted((cell.theme, lack, number) for cell in found[0].cells for lack, number in cell.lacks)
    in_words = sorted((theme, lack, number) for lack, themes in found[0].sentences for theme, number in themes)
    assert in_table == in_words


def test_the_wijken_to_walk_are_those_about_which_least_is_known():
    rows = [Row(number, f"Wijk {number}", f"w{number}", "") for number in range(8)] + [Row(None, "Hele stad", "", "")]
    columns = [Column(number, f"Thema {number}", "t") for number in range(3)]
    known = {(number, theme): Count(cases=1) for number in range(4) for theme in range(3) if theme <= number}
    walks = to_walk(lines(rows, columns, known, {}))
    assert [(line.name, line.empty) for line in walks] == [
        ("Wijk 4", 3),
        ("Wijk 5", 3),
        ("Wijk 6", 3),
        ("Wijk 7", 3),
        ("Wijk 0", 2),
    ]


# --- Counted -------------------------------------------------------------------------------------------------------
@pytest.fixture
def look(db, clock, guide) -> Look:
    return Look(user=guide, since=since(timezone.now(), 12))


@pytest.fixture
def case(assendorp, theme, clock):
    """Make an initiative in Assendorp about green, that came in so long ago."""

    def make(ago: timedelta = EARLY, **facts: object) -> Initiative:
        place = {"place_kind": "wijk", "wijk": assendorp, "theme": theme}
        return InitiativeFactory(submitted_at=timezone.now() - ago, **{**place, **facts})

    return make


def here(look: Look, wijk: Wijk, theme: Theme) -> Count:
    return counted(look).get((wijk.pk, theme.pk), Count())


def test_living_initiatives_are_counted_with_what_they_miss(look, case, assendorp, theme):
    case()
    case(ago=LATE)
    case(position_kind="aware")
    case(position_kind="room", outcome="independent")
    for outcome in ("stopped", "became_other"):
        case(outcome=outcome)
    case(merged_into=case(ago=LATE, position_kind="spotlight"))
    assert here(look, assendorp, theme) == Count(cases=5, unpositioned=2, silent=3, more=2)


def test_a_message_a_talk_or_a_position_is_contact(look, case, assendorp, theme, guide):
    lately, before = timezone.now() - LATE, timezone.now() - EARLY
    for at in (lately, before):
        case().messages.create(side="municipality", author=guide, text="Dag.", sent_at=at)
        facts = {"minutes": 30, "agreed": "x", "logged_by": guide, "logged_at": at}
        TeamFactory(initiative=case()).sessions.create(
            held_on=at.date(), idempotency_key=f"{at:%Y%m%d}".rjust(32, "0"), **facts
        )
        case().positions.create(
            kind="aware",
            reason="x",
            may_expect="x",
            may_not_expect="x",
            taken_on=at.date(),
            taken_by=guide,
            review_on=at.date() + EARLY,
        )
    assert here(look, assendorp, theme).silent == 3


def test_what_is_for_the_whole_city_stands_apart_and_without_a_theme_too(look, case, theme):
    case(place_kind="city", wijk=None)
    case(theme=None)
    themes, found = table(look)
    assert (themes[-1].name, found[-1].name) == ("Zonder thema", "Hele stad")
    assert [cell.count.cases for cell in found[-1].cells if cell.count.cases] == [1]


def test_a_goal_narrows_it_to_what_serves_it(look, case, assendorp, theme, goal):
    for stage in ("claimed", "confirmed", "rejected"):
        GoalLink.objects.create(initiative=case(), goal=goal, stage=stage, set_at=timezone.now())
    narrowed = Look(user=look.user, since=look.since, goal=goal)
    assert (here(look, assendorp, theme).cases, here(narrowed, assendorp, theme).cases) == (3, 2)


def test_who_looks_after_one_wijk_sees_that_one(look, case, assendorp):
    case(wijk=Wijk.objects.get(slug="berkum"))
    manager = UserFactory()
    RoleGrantFactory(user=manager, role=Role.WIJKMANAGER, scope=assendorp.scope)
    own = Look(user=manager, since=look.since)
    _themes, found = table(own)
    assert ([line.name for line in found], counted(own)) == (["Assendorp"], {})


# --- Where to go ------------------------------------------------------------------------------------------------
def test_who_is_longest_without_contact_comes_first_and_no_person_is_named(look, case, guide, initiator):
    older, newer = case(title="Oud plan", ago=2 * EARLY), case(title="Nieuw plan", origin="spotted")
    MemberFactory(initiative=older, user=initiator)
    older.messages.create(side="initiator", author=initiator, text="Dag.", sent_at=timezone.now() - EARLY * 1.5)
    case(ago=LATE, title="Pas gesproken")
    found = visits(look)
    assert [(visit.title, visit.where, visit.is_spotted) for visit in found] == [
        ("Oud plan", "Assendorp", False),
        ("Nieuw plan", "Assendorp", True),
    ]
    assert found[0].since == timezone.now() - EARLY * 1.5
    assert found[1].url == f"/beheer/initiatives/initiative/{newer.pk}/change/"


def test_a_colleague_reads_titles_of_public_initiatives_only(case, look, ep_member):
    case(title="Besloten plan", address="Kerkstraat 1")
    public = case(title="Openbaar plan", public=True)
    found = visits(Look(user=ep_member, since=look.since))
    assert [(visit.title, visit.url) for visit in found] == [("Openbaar plan", public.get_absolute_url())]


def test_hubs_of_the_wijk_and_theme_are_named_with_each_visit(look, case, assendorp, theme, hub):
    Hub.objects.exclude(pk=hub.pk).delete()
    hub.themes.set([theme])
    here, elsewhere = (Hub.objects.create(slug=name, name=name, does="Helpt.") for name in ("in-de-wijk", "in-berkum"))
    here.wijken.set([assendorp])
    elsewhere.themes.set([theme])
    elsewhere.wijken.set([Wijk.objects.get(slug="berkum")])
    Hub.objects.create(slug="uit", name="Uit", does="Helpt.", active=False).themes.set([theme])
    case()
    named = [one.name for one in visits(look)[0].hubs]
    assert named == ["in-de-wijk", "Hanzelab"]
    here.themes.set([theme])
    third = Hub.objects.create(slug="aa", name="Aa", does="Helpt.")
    third.wijken.set([assendorp])
    assert [one.name for one in visits(look)[0].hubs] == ["in-de-wijk", "Aa"]


def test_a_case_for_the_whole_city_asks_hubs_of_its_theme_alone(look, case, assendorp, theme, hub):
    Hub.objects.exclude(pk=hub.pk).delete()
    hub.wijken.set([assendorp])
    hub.themes.set([])
    case(place_kind="city")
    assert list(visits(look)[0].hubs) == []
    hub.wijken.clear()
    hub.themes.set([theme])
    assert list(visits(look)[0].hubs) == [hub]


@pytest.mark.usefixtures("clock")
def test_the_page_shows_table_and_words_and_leads_to_the_list(client, guide, case, initiator):
    made = case(title="Oud plan", summary=CANARY, with_whom=CANARY, address=CANARY)
    MemberFactory(initiative=made, user=UserFactory(display_name=CANARY))
    client.force_login(guide)
    page = client.get(PAGE).content.decode()
    link = "/beheer/initiatives/initiative/?thema=groen-en-natuur&amp;wijk=assendorp&amp;staat=alles"
    assert f'<a href="{link}">1<span class="visually-hidden"> Assendorp, Groen en natuur</span></a>' in page
    assert "<li>Lang geen contact: Groen en natuur (1).</li>" in page
    assert "Lang geen contact: Groen" not in client.get(f"{PAGE}?weken=30").content.decode()
    assert CANARY not in page


@pytest.mark.usefixtures("clock", "town")
@pytest.mark.parametrize(
    "query", ["?weken=x&doel=onzin&wijk=nergens", "?weken=0", "?weken=99999", "?doel=7.1.1&wijk=berkum"]
)
def test_an_old_or_wrong_link_still_shows_something(client, guide, query):
    client.force_login(guide)
    assert "Per wijk en thema" in client.get(PAGE + query).content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.GUIDE, 200),
        (Role.WIJKMANAGER, 200),
        (Role.EP_MEMBER, 200),
        (Role.COUNCIL_MEMBER, 403),
        (Role.FUND_OFFICER, 403),
        (Role.ADMINISTRATOR, 403),
    ],
)
def test_who_may_look(client, town, role, status):
    user = UserFactory()
    RoleGrantFactory(user=user, role=role)
    client.force_login(user)
    assert client.get(PAGE).status_code == status


def test_the_number_of_queries_does_not_grow(client, guide, case):
    def measured() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PAGE).status_code == 200
        return len(captured)

    client.force_login(guide)
    case(public=True)
    measured()
    one = measured()
    for slug in ("berkum", "stadshagen"):
        case(wijk=Wijk.objects.get(slug=slug))
    assert measured() == one
