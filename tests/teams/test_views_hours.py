"""Where the hours went, for whoever may see all teams."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from city.models import Department
from teams.actions.session import log_session
from teams.models import Profile
from teams.queries.totals import Total, totals_between
from teams.records import Talk
from tests.factories import InitiativeFactory
from tests.initiatives.public_rows import position

pytestmark = pytest.mark.usefixtures("town", "clock")
ADDRESS = "/werkplek/uren/"
TALK = Talk(held_on=date(2026, 3, 10), minutes=60, agreed="Samen gekeken.", shared=False)


@pytest.fixture
def log(case, ep_member, now):
    """Log a session by the EP-member."""
    return lambda **facts: log_session(
        **{"initiative": case, "key": uuid4(), "talk": TALK, "by": ep_member, "at": now} | facts
    )


def test_each_way_adds_up(case, log, ep_member, guide):
    Profile.objects.filter(user=ep_member).update(department=Department.objects.get(slug="sport"))
    type(case).objects.filter(pk=case.pk).update(position_kind="aware")
    log(hours={ep_member: 90, guide: 30})
    log(initiative=InitiativeFactory(owned=True, owner=guide), talk=replace(TALK, held_on=date(2026, 3, 1)))
    totals = totals_between(date(2026, 3, 1), date(2026, 3, 10))
    assert (totals.minutes, totals.sessions, totals.overruns) == (180, 2, 0)
    assert totals.departments == [Total("Sport", 150, 2, 83), Total("zonder afdeling", 30, 1, 17)]
    assert totals.themes == [Total("Groen en natuur", 120, 1, 67), Total("zonder thema", 60, 1, 33)]
    assert totals.positions == [Total("Ervan weten", 120, 1, 67), Total("nog geen positie", 60, 1, 33)]


def test_the_days_at_the_ends_count_and_the_next_do_not(log):
    log()
    assert totals_between(date(2026, 3, 10), date(2026, 3, 10)).minutes == 60
    assert totals_between(date(2026, 3, 11), date(2026, 3, 12)).minutes == 0
    assert totals_between(date(2026, 3, 8), date(2026, 3, 9)).minutes == 0


def test_overruns_are_counted(case, log):
    position(case, kind="aware")
    log(talk=replace(TALK, minutes=300), overrun="De wijk vraagt het.")
    assert totals_between(date(2026, 3, 1), date(2026, 3, 31)).overruns == 1


def test_this_year_until_a_period_is_chosen(client, guide, log):
    log(talk=replace(TALK, minutes=75))
    log(talk=replace(TALK, held_on=date(2025, 12, 31)))
    client.force_login(guide)
    page = client.get(ADDRESS).content.decode()
    assert "Van 1 januari 2026 tot en met 11 maart 2026: 1,25 uur in 1 gesprek." in page
    page = client.get(f"{ADDRESS}?first=2025-12-01&last=2026-03-11").content.decode()
    assert "Van 1 december 2025 tot en met 11 maart 2026: 2,25 uur in 2 gesprekken." in page


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("first=2026-03-11&last=2026-03-10", "De laatste dag ligt niet voor de eerste."),
        ("first=2016-03-11&last=2026-03-10", "Kies een periode van ten hoogste vijf jaar."),
        ("first=morgen&last=2026-03-10", "Voer een geldige datum in."),
    ],
)
def test_nonsense_is_said_and_this_year_shown(client, guide, query, message):
    client.force_login(guide)
    response = client.get(f"{ADDRESS}?{query}")
    page = response.content.decode()
    assert (response.status_code, message in page, "Van 1 januari 2026" in page) == (200, True, True)


def test_not_for_a_member(client, ep_member):
    client.force_login(ep_member)
    assert client.get(ADDRESS).status_code == 403


def test_the_queries_do_not_depend_on_the_rows(client, guide, log):
    client.force_login(guide)
    counted = []
    for _round in range(2):
        log()
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 9
