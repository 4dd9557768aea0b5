"""The figures in the open: what is counted, what is told of it, and that table and file say the same."""

import csv
import io
import re
from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.actions.defaults import load_defaults
from initiatives.enums import Audience
from initiatives.models import Initiative, Promise, TimelineEntry
from insight.actions.figures import keep_figures
from insight.enums import Topic
from insight.jobs import FIGURES
from insight.models import KeptFigures
from insight.open_figures import OpenFigure
from insight.periods import Period
from insight.queries.figures import figure, hours_cell
from teams.models import Session, SessionHours
from tests.factories import InitiativeFactory, TeamFactory, UserFactory
from tests.initiatives.public_rows import body
from tests.stimulus_fund.conftest import *  # noqa: F403
from tests.stimulus_fund.desk import granted

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 11)
PAST_YEAR = Period("", "", date(2025, 3, 11), TODAY)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 3, 2, 23, 30, tzinfo=AMSTERDAM)


@pytest.fixture(autouse=True)
def on_the_day(town, time_machine) -> None:
    """Wednesday 11 March 2026 in a town with its terms."""
    load_defaults()
    time_machine.move_to(datetime(2026, 3, 11, 10, 0, tzinfo=AMSTERDAM), tick=False)


def told(topic: Topic, period: Period = PAST_YEAR) -> dict[str, list[str]]:
    """The rows of a figure, as people read them."""
    return rows_of(figure(topic, period, TODAY))


def rows_of(found: OpenFigure) -> dict[str, list[str]]:
    return {str(row.name): [str(cell.said) for cell in row.cells] for row in found.rows}


def arrived(count: int, **fields: object) -> list[Initiative]:
    return [InitiativeFactory(submitted_at=MONDAY, **fields) for _ in range(count)]


# --- What is counted ---------------------------------------------------------------------------------------------
def test_how_fast_answers_came():
    for day, case in zip((3, 4, 5, 9, 10), arrived(5), strict=True):
        Promise.objects.create(
            initiative=case,
            kind="first_answer",
            party="municipality",
            made_at=MONDAY,
            due_on=date(2026, 3, 9),
            kept_on=date(2026, 3, day),
        )
        at = datetime(2026, 3, day - 1, 9, 0, tzinfo=AMSTERDAM)
        TimelineEntry.objects.create(initiative=case, at=at, event="taken_up", audience=Audience.PUBLIC)
    assert told(Topic.LEAD_TIMES) == {
        "Eerste antwoord": ["3", "5", "80 %", "5"],
        "Een gids van de gemeente": ["2", "geen belofte", "–", "5"],
        "Positie van de gemeente": ["te weinig", "20", "te weinig", "minder dan 5"],
    }


def test_who_had_the_ball(year):
    assert told(Topic.WAITING) == {
        "de initiatiefnemer": ["1", "20 %"],
        "de gemeente": ["4", "80 %"],
        "een andere partij": ["0", "0 %"],
    }


def test_below_five_cases_nobody_reads_who_had_the_ball():
    assert told(Topic.WAITING)["de gemeente"] == ["te weinig", "te weinig"]


def test_wijken_count_all_that_came_in_and_doubles_once(assendorp):
    first, *_rest = arrived(7, place_kind="wijk", wijk=assendorp)
    arrived(3)
    arrived(1, place_kind="wijk", wijk=assendorp, merged_into=first)
    InitiativeFactory(submitted_at=datetime(2024, 3, 2, 12, 0, tzinfo=AMSTERDAM), place_kind="wijk", wijk=assendorp)
    found = told(Topic.WIJKEN)
    assert (len(found), found["Assendorp"], found["Hele stad"], found["Stadshagen"]) == (
        17,
        ["5"],
        ["minder dan 5"],
        ["minder dan 5"],
    )
    assert next(iter(found)) == "Assendorp"


def test_themes_positions_and_outcomes(theme):
    arrived(6, theme=theme, position_kind="spotlight")
    for case in arrived(8):
        Initiative.objects.filter(pk=case.pk).update(outcome="independent", outcome_on=TODAY)
    assert told(Topic.THEMES)[theme.name] == ["5"]
    assert told(Topic.POSITIONS)["In de spotlights"] == ["5"]
    assert told(Topic.OUTCOMES)["Loopt zelfstandig"] == ["10"]
    assert told(Topic.OUTCOMES)["Gestopt"] == ["minder dan 5"]


def hours(people: int, cases: int, minutes: int) -> None:
    """Each of these colleagues gave this much to each of these cases."""
    colleagues = [UserFactory() for _ in range(people)]
    for _ in range(cases):
        team = TeamFactory()
        Initiative.objects.filter(pk=team.initiative_id).update(position_kind="room")
        talk = Session.objects.create(
            team=team,
            held_on=TODAY,
            minutes=60,
            agreed="Besproken.",
            logged_by=colleagues[0],
            logged_at=MONDAY,
            idempotency_key=uuid4(),
        )
        SessionHours.objects.bulk_create(SessionHours(session=talk, user=who, minutes=minutes) for who in colleagues)


def test_hours_are_told_by_tens_when_enough_people_gave_them():
    hours(people=5, cases=5, minutes=75)  # 31.25 hours
    assert told(Topic.HOURS)["Ontwikkelingsruimte"] == ["30"]


@pytest.mark.parametrize(("people", "cases"), [(4, 5), (5, 4), (0, 0)])
def test_hours_of_few_are_not_told(people, cases):
    hours(people=people, cases=cases, minutes=75)
    assert told(Topic.HOURS)["Ontwikkelingsruimte"] == ["niet getoond"]


def test_hours_that_are_mostly_of_one_person_are_not_told():
    assert hours_cell([600, 150, 150, 150, 150], 9).said == "20"
    assert hours_cell([615, 150, 150, 150, 150], 9).said == "niet getoond"


def test_money_is_told_as_the_register_tells_it(sent, desk):
    granted(sent, desk)
    whole_year = Period("", "", date(2026, 1, 1), date(2026, 12, 31))
    assert told(Topic.AWARDS, whole_year) == {"Budget Initiatiefrijk Zwolle, 2026": ["€\xa0900", "1"]}
    assert told(Topic.AWARDS, Period("", "", date(2025, 1, 1), date(2025, 12, 31))) == {}


# --- The page and the files --------------------------------------------------------------------------------------
def table_of(page: str, topic: Topic) -> list[list[str]]:
    """The lines of a figure's table on the page."""
    part = page.split(f'id="{topic.value}"')[1].partition("</section>")[0]
    lines = re.findall(r"<tr>(.*?)</tr>", part, re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", line, re.DOTALL)]
        for line in lines
    ]


@pytest.mark.parametrize("topic", list(Topic))
def test_the_file_says_what_the_table_says(client, topic, assendorp):
    arrived(7, place_kind="wijk", wijk=assendorp)
    table = table_of(body(client, "/cijfers/?periode=2026"), topic)
    text = body(client, f"/cijfers/{topic.value}.csv?periode=2026").removeprefix("\ufeff")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert lines[0][-3:] == ["Van", "Tot en met", "Geteld op"]
    assert all(line[-3:] == ["2026-01-01", "2026-03-11", "2026-03-11 10:00"] for line in lines[1:])
    if not table:
        assert (topic, len(lines)) == (Topic.AWARDS, 1)
        return
    plain = [[cell.replace("\xa0", " ") for cell in line[:-3]] for line in lines]
    assert [[as_in_file(cell) for cell in line] for line in table] == [
        [as_in_file(cell[:1].upper() + cell[1:] if place == 0 else cell) for place, cell in enumerate(line)]
        for line in plain
    ]


def as_in_file(cell: str) -> str:
    """Without what only readers need: a sign for percents, a word for nothing."""
    return {"–": "", "geen belofte": ""}.get(cell, cell.removesuffix(" %").replace(",", "."))


def test_the_page_says_over_which_days_and_how_old_it_is(client):
    page = body(client, "/cijfers/?periode=2026-1")
    assert "<strong>1 januari 2026</strong> tot en met <strong>11 maart 2026</strong>" in page
    assert "Geteld op 11 maart 2026, 10:00 uur." in page
    assert '<option value="2026-1" selected>' in page
    assert 'href="/cijfers/wijken.csv?periode=2026-1"' in page


@pytest.mark.parametrize("asked", ["x", "2026-9", "'--", "9" * 500, "2026\u200b", "²"])
def test_an_unknown_period_is_the_past_year(client, asked):
    assert '<option value="" selected>' in body(client, f"/cijfers/?periode={asked}")


def test_a_figure_that_is_not_there(client):
    body(client, "/cijfers/personen.csv", status=404)


def test_the_figures_cost_the_same_at_one_and_at_three(client, year, one_more):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/cijfers/")
        return len(captured)

    before = queries()
    for _ in range(2):
        one_more()
    assert queries() == before == 24


def test_the_page_is_there_in_english(client):
    page = body(client, "/en/cijfers/")
    assert "<h1>Figures</h1>" in page
    assert "How fast you get an answer" in page


# --- Kept at night -----------------------------------------------------------------------------------------------
LAST_NIGHT = datetime(2026, 3, 11, 2, 0, tzinfo=AMSTERDAM)


def test_what_was_kept_at_night_is_told_with_its_age(client, assendorp):
    arrived(8, place_kind="wijk", wijk=assendorp)
    assert keep_figures(at=LAST_NIGHT) == 4
    arrived(20, place_kind="wijk", wijk=assendorp)
    page = body(client, "/cijfers/")
    assert "Geteld op 11 maart 2026, 02:00 uur." in page
    assert table_of(page, Topic.WIJKEN)[1] == ["Assendorp", "10"]
    assert keep_figures(at=LAST_NIGHT.replace(hour=3)) == 4
    assert table_of(body(client, "/cijfers/?periode=2026"), Topic.WIJKEN)[1] == ["Assendorp", "30"]


@pytest.mark.parametrize("address", ["/cijfers/", "/en/cijfers/", "/cijfers/?periode=2026-1"])
def test_what_was_kept_looks_like_what_is_counted_now(client, year, address, time_machine):
    time_machine.move_to(LAST_NIGHT, tick=False)
    counted_now = body(client, address)
    keep_figures(at=LAST_NIGHT)
    assert without_chance(body(client, address)) == without_chance(counted_now)


def without_chance(page: str) -> str:
    return re.sub(r"nonce-[^\"]+", "", page)


def test_kept_figures_cost_few_queries_and_hold_no_small_number(client, year):
    keep_figures(at=LAST_NIGHT)
    with CaptureQueriesContext(connection) as captured:
        client.get("/cijfers/?periode=2026")
    assert len(captured) == 2
    told = [row for kept in KeptFigures.objects.all() for topic in kept.figures["nl"] for row in topic["rows"]]
    counts = [cell[2] for row in told for cell in row["cells"] if len(row["cells"]) == 1 and cell[2] is not None]
    assert [count for count in counts if count % 5] == []


def test_the_job_counts_once_a_day(year):
    assert (FIGURES.run(LAST_NIGHT), FIGURES.next_after(LAST_NIGHT)) == (4, LAST_NIGHT.replace(day=12))
