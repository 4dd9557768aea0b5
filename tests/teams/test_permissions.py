"""Role × state × visibility: who reads and who writes a case at the werkplek, spelt out."""

from datetime import date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.enums import Role
from accounts.models import User
from city.models import Wijk
from initiatives.models import Initiative
from teams.models import ActionPoint, Profile, Team
from teams.queries.access import (
    editable_sessions,
    points_to_drop,
    points_to_tick,
    readable_cases,
    visible_profiles,
    working_cases,
    writable_cases,
)
from tests.factories import MemberFactory, RoleGrantFactory, TeamMemberFactory, UserFactory
from tests.world import colleague

CASES = [readable_cases, writable_cases, working_cases]


def held(user: User, initiative: Initiative) -> str:
    """The letters of what somebody may: read, write, and work (has it on the own list)."""
    return "".join(
        letter for letter, cases in zip("rwl", CASES, strict=True) if cases(user).filter(pk=initiative.pk).exists()
    )


@pytest.mark.parametrize(
    ("state", "expected"),
    [("invited", "r"), ("joined", "rwl"), ("observing", "r"), ("declined", ""), ("left", ""), (None, "")],
)
def test_an_ep_member_by_state(team: Team, fund_officer: User, state: str | None, expected: str) -> None:
    person = colleague("Iris Tap", Role.EP_MEMBER)
    if state:
        TeamMemberFactory(team=team, user=person, state=state, reason="Te druk" if state == "declined" else "")
    assert held(person, team.initiative) == expected


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.EP_MEMBER, ""),
        (Role.GUIDE, "rw"),
        (Role.WIJKMANAGER, "r"),
        (Role.DESK_EMPLOYEE, ""),
        (Role.EDITOR, ""),
        (Role.FUND_OFFICER, ""),
        (Role.ASSESSOR, ""),
        (Role.DECISION_MAKER, ""),
        (Role.RECORDS_APPROVER, ""),
        (Role.COUNCIL_MEMBER, ""),
        (Role.ADMINISTRATOR, ""),
    ],
)
def test_a_role_that_is_not_in_the_team(team: Team, role: Role, expected: str) -> None:
    assert held(colleague("Iris Tap", role), team.initiative) == expected


def test_the_owner_of_the_passage_works_there(team: Team, guide: User) -> None:
    assert held(guide, team.initiative) == "rwl"


def test_a_closed_case_is_read_and_written_but_no_longer_on_the_list(team: Team, ep_member: User) -> None:
    Initiative.objects.filter(pk=team.initiative.pk).update(state="closed", outcome="independent", ball="")
    assert held(ep_member, team.initiative) == "rw"


@pytest.mark.parametrize(("wijk", "expected"), [("WK019313", "r"), ("WK019310", "")])
def test_a_wijkmanager_reads_the_own_wijk(team: Team, wijk: str, expected: str) -> None:
    person = UserFactory()
    RoleGrantFactory(user=person, role=Role.WIJKMANAGER, scope=f"wijk:{wijk}")
    assert held(person, team.initiative) == expected


def test_a_case_without_a_wijk_is_in_nobodys_wijk(team: Team) -> None:
    person = UserFactory()
    RoleGrantFactory(user=person, role=Role.WIJKMANAGER, scope="wijk:WK019313")
    Initiative.objects.filter(pk=team.initiative.pk).update(place_kind="city", wijk=None)
    assert held(person, team.initiative) == ""
    assert Wijk.objects.filter(code="WK019313").exists()


def test_the_initiator_reads_nothing_there(team: Team, initiator: User, outsider: User) -> None:
    assert (held(initiator, team.initiative), held(outsider, team.initiative)) == ("", "")


def test_a_guide_reads_nothing_of_an_own_initiative(team: Team) -> None:
    person = colleague("Iris Tap", Role.GUIDE)
    MemberFactory(initiative=team.initiative, user=person, role="co_initiator")
    assert held(person, team.initiative) == ""


def test_who_left_the_initiators_side_may_work_there_again(team: Team, now: datetime) -> None:
    person = colleague("Iris Tap", Role.GUIDE)
    MemberFactory(initiative=team.initiative, user=person, role="co_initiator", left_at=now)
    assert held(person, team.initiative) == "rw"


def test_a_withdrawn_role_opens_nothing(team: Team, ep_member: User, now: datetime) -> None:
    ep_member.role_grants.update(withdrawn_at=now)
    assert held(User.objects.get(pk=ep_member.pk), team.initiative) == ""


@pytest.mark.parametrize(
    ("state", "away", "expected"),
    [
        ("joined", (10, 12), "rwl"),
        ("observing", (10, 12), "r"),
        ("invited", (11, 11), "r"),
        ("left", (10, 12), ""),
        ("joined", (12, 14), ""),
        ("joined", (8, 10), ""),
    ],
)
def test_who_stands_in_may_what_the_absent_colleague_may_while_they_are_away(
    clock: object, team: Team, ep_member: User, state: str, away: tuple[int, int], expected: str
) -> None:
    person = colleague("Iris Tap", Role.EP_MEMBER)
    team.members.update(state=state)
    first, last = (date(2026, 3, day) for day in away)
    Profile.objects.filter(user=ep_member).update(stand_in=person, absent_from=first, absent_until=last)
    assert held(person, team.initiative) == expected


def test_who_stands_in_for_the_guide_works_there_but_nobody_stands_in_for_a_stand_in(
    clock: object, team: Team, guide: User
) -> None:
    first, second = colleague("Iris Tap", Role.EP_MEMBER), colleague("Otto Berg", Role.EP_MEMBER)
    away = {"absent_from": date(2026, 3, 10), "absent_until": date(2026, 3, 12)}
    Profile.objects.filter(user=guide).update(stand_in=first, **away)
    Profile.objects.filter(user=first).update(stand_in=second, **away)
    assert (held(first, team.initiative), held(second, team.initiative)) == ("rwl", "")


def test_a_resident_who_stands_in_opens_nothing(clock: object, team: Team, ep_member: User, outsider: User) -> None:
    away = {"absent_from": date(2026, 3, 10), "absent_until": date(2026, 3, 12)}
    Profile.objects.filter(user=ep_member).update(stand_in=outsider, **away)
    assert held(outsider, team.initiative) == ""


def test_an_initiator_who_stands_in_reads_nothing_of_the_own_case(clock: object, team: Team, ep_member: User) -> None:
    person = colleague("Iris Tap", Role.EP_MEMBER)
    MemberFactory(initiative=team.initiative, user=person, role="co_initiator")
    away = {"absent_from": date(2026, 3, 10), "absent_until": date(2026, 3, 12)}
    Profile.objects.filter(user=ep_member).update(stand_in=person, **away)
    assert held(person, team.initiative) == ""


@pytest.fixture
def points(team: Team, ep_member: User, now: datetime) -> dict[str, ActionPoint]:
    """One of each: internal, shared, and on the initiator's side."""
    facts = {"team": team, "due_on": date(2026, 3, 20), "made_by": ep_member, "made_at": now}
    return {
        "internal": ActionPoint.objects.create(text="a", owner=ep_member, **facts),
        "shared": ActionPoint.objects.create(text="b", owner=ep_member, shared=True, **facts),
        "theirs": ActionPoint.objects.create(text="c", side="initiator", shared=True, **facts),
    }


def names(rows: object, points: dict[str, ActionPoint]) -> set[str]:
    found = set(rows.values_list("pk", flat=True))
    return {name for name, point in points.items() if point.pk in found}


def test_who_ticks_which_point(
    points: dict[str, ActionPoint], initiator: User, ep_member: User, guide: User, fund_officer: User, outsider: User
) -> None:
    everything = {"internal", "shared", "theirs"}
    assert names(points_to_tick(initiator), points) == {"theirs"}
    assert names(points_to_tick(ep_member), points) == everything
    assert names(points_to_tick(guide), points) == everything
    assert names(points_to_tick(fund_officer), points) == set()
    assert names(points_to_tick(outsider), points) == set()


def test_who_drops_which_point(points: dict[str, ActionPoint], initiator: User, ep_member: User) -> None:
    assert names(points_to_drop(initiator), points) == set()
    assert names(points_to_drop(ep_member), points) == {"internal", "shared", "theirs"}


def test_an_observer_ticks_an_own_point_only(points: dict[str, ActionPoint], team: Team, ep_member: User) -> None:
    team.members.update(state="observing")
    assert names(points_to_tick(ep_member), points) == {"internal", "shared"}
    assert names(points_to_drop(ep_member), points) == set()
    assert not editable_sessions(ep_member).exists()


def test_who_left_ticks_nothing_any_more(points: dict[str, ActionPoint], team: Team, ep_member: User) -> None:
    team.members.update(state="left")
    assert names(points_to_tick(ep_member), points) == set()


def seen(user: User) -> set[str]:
    return {str(profile) for profile in visible_profiles(user)}


def test_the_initiator_sees_the_photos_of_who_helps(
    team: Team, initiator: User, outsider: User, fund_officer: User
) -> None:
    assert seen(initiator) == {"Esra Polat", "Gijs Wolters"}
    assert seen(outsider) == set()
    assert seen(fund_officer) == {"Esra Polat", "Gijs Wolters", "Folkert Dijk"}


@pytest.mark.parametrize("state", ["invited", "observing", "left"])
def test_who_does_not_take_part_is_not_shown_to_the_initiator(team: Team, initiator: User, state: str) -> None:
    team.members.update(state=state)
    assert seen(initiator) == {"Gijs Wolters"}


def test_profiles_are_those_of_people_with_a_profile(team: Team) -> None:
    assert Profile.objects.count() == 2
    assert not AnonymousUser().has_perm("teams.work")
