"""The colleagues a guide is proposed, and asking them."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import User
from city.models import Department, Expertise
from teams.actions.session import log_session
from teams.actions.team import NotAColleague, WeekIsFull, decline, invite, invite_several
from teams.models import Profile, TeamMember
from teams.queries.proposal import minutes_this_week, proposals
from teams.records import Asked, Talk
from tests.world import colleague

pytestmark = pytest.mark.usefixtures("town", "clock")
TODAY = date(2026, 3, 11)
ADDRESS = "/werkplek/ZW-2026-0001/voorstel/"


def expert(name: str, *, knows: str = "ecologie", department: str = "groen-en-beheer", hours: int = 4) -> User:
    """A colleague who knows something."""
    user = colleague(name, Role.EP_MEMBER)
    profile = user.profile
    profile.department = Department.objects.get(slug=department)
    profile.hours_a_week = Decimal(hours)
    profile.save()
    profile.expertise.add(Expertise.objects.get(slug=knows))
    return user


def proposed(case) -> list[tuple[str, str]]:
    return [(proposal.candidate.name, proposal.why) for proposal in proposals(case, today=TODAY)]


def give_time(case, user: User, minutes: int, now: datetime, held_on: date = TODAY) -> None:
    key = Profile.objects.get(user=user).pk
    talk = Talk(held_on=held_on, minutes=minutes, agreed="Samen gekeken.", shared=False)
    log_session(initiative=case, key=f"00000000-0000-4000-8000-{key:06}{minutes:06}", talk=talk, by=user, at=now)


def test_who_fits_with_the_reasons(case, assendorp):
    expert("Ans Bos")
    there = expert("Bert Dam", knows="energieopwek", department="sport", hours=0)
    there.profile.wijken.add(assendorp)
    expert("Cor Eik", knows="energieopwek")
    assert proposed(case) == [
        (
            "Ans Bos",
            "weet van Ecologie (thema Groen en natuur); Groen en beheer denkt nog niet mee; heeft deze week nog 4 uur",
        ),
        ("Bert Dam", "werkt in Assendorp; Sport denkt nog niet mee"),
    ]


def test_who_is_in_the_team_or_said_not_now_is_not_proposed(case, ep_member, guide, now):
    inside, declined, free = expert("Ans Bos"), expert("Bert Dam"), expert("Cor Eik")
    invite(initiative=case, user=inside, why="Past", by=guide, at=now)
    member = invite(initiative=case, user=declined, why="Past", by=guide, at=now)
    decline(member=member, reason="Te druk", by=declined, at=now)
    assert [name for name, _why in proposed(case)] == [free.display_name]


def test_who_is_away_makes_room_for_the_stand_in(case):
    away, stand_in = expert("Ans Bos"), expert("Bert Dam", knows="energieopwek", hours=0)
    Profile.objects.filter(user=away).update(
        absent_from=TODAY, absent_until=TODAY + timedelta(days=5), stand_in=stand_in
    )
    assert proposed(case) == [("Bert Dam", "vervangt Ans Bos; Groen en beheer denkt nog niet mee")]


def test_time_of_this_week_counts(case, now):
    busy = expert("Ans Bos")
    give_time(case, busy, 180, now)
    give_time(case, busy, 240, now, held_on=date(2026, 3, 8))
    assert minutes_this_week(TODAY) == {busy.pk: 180}
    assert proposals(case, today=TODAY)[0].candidate.minutes_left == 60


def test_a_full_week_takes_a_reason(case, guide, now):
    busy = expert("Ans Bos", hours=1)
    give_time(case, busy, 60, now)
    asked = {"initiative": case, "user": busy, "why": "Past", "by": guide, "at": now}
    with pytest.raises(WeekIsFull, match="Ans Bos heeft deze week geen uren meer"):
        invite(**asked)
    assert invite(**asked, despite="Alleen Ans kent deze dijk.").despite == "Alleen Ans kent deze dijk."


def test_no_reason_is_kept_when_none_was_needed(case, guide, now):
    member = invite(initiative=case, user=expert("Ans Bos"), why="Past", despite="Voor de zekerheid", by=guide, at=now)
    assert member.despite == ""


def test_who_is_away_is_not_asked(case, guide, now):
    away, stand_in = expert("Ans Bos"), expert("Bert Dam")
    Profile.objects.filter(user=away).update(absent_from=TODAY, absent_until=date(2026, 3, 20), stand_in=stand_in)
    with pytest.raises(NotAColleague) as refused:
        invite(initiative=case, user=away, why="Past", by=guide, at=now)
    assert str(refused.value) == "Ans Bos is afwezig t/m 20 maart 2026. Vraag Bert Dam, de vervanger."


def test_several_are_asked_together_or_not_at_all(case, guide, initiator, now, mails):
    ans, bert = expert("Ans Bos"), expert("Bert Dam")
    with pytest.raises(NotAColleague):
        invite_several(
            initiative=case, asked=[Asked(user=ans, why="Past"), Asked(user=initiator, why="Past")], by=guide, at=now
        )
    assert (TeamMember.objects.filter(user=ans).count(), mails()) == (0, [])
    invite_several(initiative=case, asked=[Asked(user=ans, why="A"), Asked(user=bert, why="B")], by=guide, at=now)
    assert [to for to, _subject in mails()] == [ans.email, bert.email]


def test_a_guide_asks_whoever_is_ticked(client, case, guide, mails):
    ans, bert = expert("Ans Bos"), expert("Bert Dam")
    client.force_login(guide)
    page = client.get(ADDRESS).content.decode()
    assert page.count("Weet van Ecologie (thema Groen en natuur)") == 2
    response = client.post(ADDRESS, {f"ask_{bert.pk}": "on", f"why_{bert.pk}": "Kent de dijk.", f"why_{ans.pk}": "x"})
    assert (response.status_code, response.headers["Location"]) == (302, "/werkplek/ZW-2026-0001/")
    assert TeamMember.objects.get(user=bert).why == "Kent de dijk."
    assert [to for to, _subject in mails()] == [bert.email]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Kies ten minste één collega."),
        ({"ask": "on", "why": ""}, "Schrijf op waarom u juist deze collega vraagt."),
        ({"ask": "on", "why": "Past"}, "Schrijf op waarom u toch juist deze collega vraagt."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(client, case, guide, now, fields, message):
    busy = expert("Ans Bos", hours=1)
    give_time(case, busy, 60, now)
    client.force_login(guide)
    response = client.post(ADDRESS, {f"{name}_{busy.pk}": value for name, value in fields.items()})
    assert (response.status_code, message in response.content.decode()) == (200, True)
    assert not TeamMember.objects.filter(user=busy).exists()


def test_nobody_fits(client, case, guide):
    client.force_login(guide)
    assert "Geen collega past nu bij het thema of de wijk" in client.get(ADDRESS).content.decode()


def test_only_who_may_invite(client, case, ep_member):
    client.force_login(ep_member)
    assert client.get(ADDRESS).status_code == 403


def test_the_queries_do_not_depend_on_the_rows(client, case, guide, assendorp):
    client.force_login(guide)
    counted = []
    for names in (["Ans Bos"], ["Bert Dam", "Cor Eik", "Dirk Fok"]):
        for name in names:
            expert(name).profile.wijken.add(assendorp)
        client.get(ADDRESS)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(ADDRESS)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 16
