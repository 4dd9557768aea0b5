from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from initiatives.enums import Party
from initiatives.models import Initiative
from teams.actions.session_draft import save_session_draft
from teams.models import ActionPoint, Team
from teams.queries.workplace import workplace
from tests.factories import InitiativeFactory, TeamFactory, TeamMemberFactory

pytestmark = pytest.mark.usefixtures("terms", "clock")
TODAY = date(2026, 3, 11)


@pytest.fixture
def page(client: Client, ep_member: User) -> Callable[[], str]:
    """The werkplek of the EP-member, as HTML."""
    client.force_login(ep_member)

    def read() -> str:
        return client.get(reverse("teams:workplace")).content.decode()

    return read


def work(
    user: User, *, promised: date | None = None, point: date | None = None, now: datetime, **facts: object
) -> Team:
    """One more case somebody takes part in."""
    team = TeamFactory(initiative=InitiativeFactory(owned=True, **facts))
    TeamMemberFactory(team=team, user=user)
    if promised:
        team.initiative.promises.create(kind="position", party=Party.MUNICIPALITY, made_at=now, due_on=promised)
    if point:
        ActionPoint.objects.create(team=team, text="Bel", owner=user, due_on=point, made_by=user, made_at=now)
    return team


def test_cases_stand_by_what_is_due(ep_member: User, now: datetime) -> None:
    work(ep_member, title="Niets", now=now)
    work(ep_member, title="Belofte", promised=date(2026, 3, 13), now=now)
    work(ep_member, title="Punt", promised=date(2026, 3, 30), point=date(2026, 3, 9), now=now)
    work(ep_member, title="Ruim", promised=date(2026, 4, 30), now=now)
    work(ep_member, title="Wacht", promised=date(2026, 3, 1), ball="initiator", now=now)
    found = workplace(ep_member, today=TODAY)
    assert [
        (line.initiative.title, line.due and (line.due.what, line.due.standing, line.due.late)) for line in found.cases
    ] == [
        ("Punt", ("Bel", "late", 2)),
        ("Belofte", ("Positie van de gemeente", "on_time", 0)),
        ("Ruim", ("Positie van de gemeente", "on_time", 0)),
        ("Niets", None),
        ("Wacht", None),
    ]


def test_a_promise_warns_by_its_own_term(ep_member: User, now: datetime) -> None:
    work(ep_member, title="Bijna", promised=date(2026, 3, 12), now=now)
    assert [line.due.standing for line in workplace(ep_member, today=TODAY).cases] == ["almost_late"]


def test_the_page_says_it_in_words(ep_member: User, now: datetime, page: Callable[[], str]) -> None:
    work(ep_member, title="Te late zaak", point=date(2026, 3, 9), now=now)
    html = page()
    assert html.count("te laat, 2 werkdagen") == 2
    assert "U werkt nu aan geen initiatief" not in html


def test_an_empty_werkplek_says_what_will_come(page: Callable[[], str]) -> None:
    html = page()
    assert "U werkt nu aan geen initiatief." in html
    assert "U heeft geen open actiepunten." in html


def test_an_invitation_is_answered_right_there(
    client: Client, ep_member: User, initiative: Initiative, page: Callable[[], str]
) -> None:
    member = TeamMemberFactory(
        team=TeamFactory(initiative=initiative), user=ep_member, state="invited", why="Weet alles van groen"
    )
    assert "“Weet alles van groen”" in page()
    response = client.post(reverse("teams:answer", args=[initiative.number]), {"answer": "joined"})
    assert response.url == f"/werkplek/{initiative.number}/"
    member.refresh_from_db()
    assert member.state == "joined"


def test_drafts_lead_back_to_their_form(
    ep_member: User, team: Team, now: datetime, page: Callable[[], str], client: Client
) -> None:
    key = "0d3c8f2e-0000-4000-8000-000000000001"
    draft = save_session_draft(
        user=ep_member, initiative=team.initiative, key=key, fields={"agreed": "Half verhaal"}, at=now
    )
    assert f'href="/werkplek/ZW-2026-0001/gesprek/?concept={key}"' in page()
    client.post(reverse("teams:discard_draft", args=[draft.pk]))
    assert "concept=" not in page()


def test_what_is_finished_can_be_found_again(ep_member: User, guide: User, now: datetime) -> None:
    closed = {"state": "closed", "ball": "", "outcome": "with_municipality"}
    work(ep_member, title="Afgerond", now=now, **closed)
    observed = work(ep_member, title="Alleen meegekeken", now=now, **closed)
    observed.members.update(state="observing")
    InitiativeFactory(title="Van een ander", owned=True, **closed)
    mine = InitiativeFactory(title="Was gids", owned=True, **closed)
    Initiative.objects.filter(pk=mine.pk).update(owner=guide)
    assert [case.title for case in workplace(ep_member, today=TODAY).finished] == ["Afgerond"]
    assert [case.title for case in workplace(guide, today=TODAY).finished] == ["Was gids"]


def test_nobody_throws_away_somebody_elses_draft(client: Client, guide: User, ep_member: User, team: Team, now) -> None:
    draft = save_session_draft(
        user=ep_member,
        initiative=team.initiative,
        key="0d3c8f2e-0000-4000-8000-000000000001",
        fields={"agreed": "Half verhaal"},
        at=now,
    )
    client.force_login(guide)
    assert client.post(reverse("teams:discard_draft", args=[draft.pk])).status_code == 404


@pytest.mark.parametrize("asked", ["0", "-1", "x", "99999", "1e3", "٣", ""])
def test_nonsense_pages_are_the_first_or_an_empty_one(client: Client, ep_member: User, asked: str) -> None:
    client.force_login(ep_member)
    assert client.get(reverse("teams:workplace"), {"pagina": asked}).status_code == 200


def test_more_than_a_page_can_be_paged(client: Client, ep_member: User, now: datetime) -> None:
    for number in range(31):
        work(ep_member, title=f"Zaak {number}", now=now)
    client.force_login(ep_member)
    first = client.get(reverse("teams:workplace")).content.decode()
    second = client.get(reverse("teams:workplace"), {"pagina": 2}).content.decode()
    assert (first.count("Gesprek vastleggen"), second.count("Gesprek vastleggen")) == (30, 1)
    assert "?pagina=2" in first


def fill(user: User, team: Team, now: datetime) -> None:
    """One more of everything the werkplek lists."""
    work(user, title="Zaak", promised=TODAY, point=TODAY, now=now)
    TeamMemberFactory(team=TeamFactory(), user=user, state="invited", why="Daarom")
    TeamMemberFactory(team=TeamFactory(), user=user, state="observing")
    work(user, title="Klaar", now=now, state="closed", ball="", outcome="unknown")
    key = f"0d3c8f2e-0000-4000-8000-{user.session_drafts.count():012}"
    save_session_draft(user=user, initiative=team.initiative, key=key, fields={"agreed": "x"}, at=now)


def test_the_number_of_queries_does_not_depend_on_the_rows(
    client: Client, ep_member: User, team: Team, now: datetime
) -> None:
    client.force_login(ep_member)
    client.get(reverse("teams:workplace"))  # writes the session, once
    counted = []
    for rows in (1, 2):
        for _row in range(rows):
            fill(ep_member, team, now - timedelta(days=1))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("teams:workplace")).status_code == 200
        counted.append(len(captured))
    assert counted == [13, 13]
