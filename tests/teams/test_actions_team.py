from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from city.models import Department
from core.models import OutgoingMail
from core.refusal import IllegalTransition, Refusal
from initiatives.models import Initiative, TimelineEntry
from initiatives.timeline import sentence
from teams.actions.team import NotAColleague, decline, invite, join, leave, observe
from teams.models import ActionPoint, Team, TeamMember
from tests.factories import MemberFactory, TeamMemberFactory

Mails = Callable[[], list[tuple[str, str]]]
ESRA, GIJS, NOOR = "esra@zwolle.example", "gijs@zwolle.example", "noor@example.nl"


@pytest.fixture
def invited(initiative: Initiative, ep_member: User, guide: User, now: datetime) -> TeamMember:
    member = invite(initiative=initiative, user=ep_member, why="Weet alles van groen", by=guide, at=now)
    OutgoingMail.objects.all().delete()
    return member


def told(initiative: Initiative) -> list[tuple[str, str]]:
    """Audience and sentence of the timeline."""
    entries = TimelineEntry.objects.filter(initiative=initiative).order_by("pk")
    return [(entry.audience, sentence(entry, public=False)) for entry in entries]


def test_an_invitation_tells_why_this_colleague_and_how_to_answer(
    initiative: Initiative, ep_member: User, guide: User, now: datetime, mails: Mails, verbs: Callable
) -> None:
    initiative.question = "Mogen wij de tegels eruit halen?"
    initiative.save()
    member = invite(initiative=initiative, user=ep_member, why="Weet alles van groen", by=guide, at=now)
    assert (member.state, member.invited_by, member.answered_at) == ("invited", guide, None)
    assert mails() == [(ESRA, "Denkt u mee met Buurttuin aan de Assendorperdijk? (ZW-2026-0001)")]
    text = OutgoingMail.objects.get().text
    for line in [
        "Gijs Wolters vraagt u voor het EP-team rond Buurttuin aan de Assendorperdijk (Assendorp).",
        "Waarom u:\n> Weet alles van groen",
        "Mogen wij de tegels eruit halen?",
        "http://localhost:8000/werkplek/ZW-2026-0001/antwoord/?keuze=joined",
        "http://localhost:8000/werkplek/ZW-2026-0001/antwoord/?keuze=observing",
        "http://localhost:8000/werkplek/ZW-2026-0001/antwoord/?keuze=declined",
    ]:
        assert line in text
    assert verbs(initiative) == ["team.invited"]
    assert told(initiative) == []


@pytest.mark.parametrize("why", ["", "   "])
def test_an_invitation_needs_a_reason(
    initiative: Initiative, ep_member: User, guide: User, now: datetime, why: str
) -> None:
    with pytest.raises(Refusal) as refused:
        invite(initiative=initiative, user=ep_member, why=why, by=guide, at=now)
    assert (refused.value.field, TeamMember.objects.count()) == ("why", 0)


def test_nobody_is_invited_twice(invited: TeamMember, ep_member: User, guide: User, now: datetime) -> None:
    with pytest.raises(NotAColleague, match="al uitgenodigd"):
        invite(initiative=invited.team.initiative, user=ep_member, why="Nog eens", by=guide, at=now)


def test_who_has_no_role_is_not_invited(initiative: Initiative, outsider: User, guide: User, now: datetime) -> None:
    with pytest.raises(NotAColleague, match="geen toegang"):
        invite(initiative=initiative, user=outsider, why="Woont er", by=guide, at=now)


def test_a_civil_servant_is_not_invited_to_an_own_initiative(
    initiative: Initiative, ep_member: User, guide: User, now: datetime
) -> None:
    MemberFactory(initiative=initiative, user=ep_member, role="co_initiator")
    with pytest.raises(NotAColleague, match="zelf initiatiefnemer"):
        invite(initiative=initiative, user=ep_member, why="Weet alles van groen", by=guide, at=now)


def test_no_team_before_somebody_owns_the_passage(
    initiative: Initiative, ep_member: User, guide: User, now: datetime
) -> None:
    initiative.state, initiative.owner = "submitted", None
    initiative.save()
    with pytest.raises(Refusal, match="Wijs eerst een gids aan"):
        invite(initiative=initiative, user=ep_member, why="Weet alles van groen", by=guide, at=now)


def test_who_joins_is_named_to_the_initiator(
    invited: TeamMember, ep_member: User, now: datetime, mails: Mails, verbs: Callable
) -> None:
    ep_member.profile.department = Department.objects.get(slug="groen-en-beheer")
    ep_member.profile.save()
    member = join(member=invited, by=ep_member, at=now)
    assert (member.state, member.answered_at) == ("joined", now)
    assert mails() == [(NOOR, "Esra Polat denkt mee met Buurttuin aan de Assendorperdijk (ZW-2026-0001)")]
    assert "Esra Polat van de afdeling Groen en beheer denkt mee" in OutgoingMail.objects.get().text
    assert told(member.team.initiative) == [("initiator", "Esra Polat van de gemeente denkt mee.")]
    assert verbs(member.team.initiative) == ["team.invited", "team.joined"]


def test_who_observes_is_not_named_to_anybody(
    invited: TeamMember, ep_member: User, now: datetime, mails: Mails
) -> None:
    assert observe(member=invited, by=ep_member, at=now).state == "observing"
    assert (mails(), told(invited.team.initiative)) == ([], [])


def test_not_now_goes_to_whoever_asked_with_the_reason(
    invited: TeamMember, ep_member: User, now: datetime, mails: Mails
) -> None:
    member = decline(member=invited, reason="Te druk tot mei", by=ep_member, at=now)
    assert (member.state, member.reason) == ("declined", "Te druk tot mei")
    assert mails() == [(GIJS, "Esra Polat doet nu niet mee met Buurttuin aan de Assendorperdijk (ZW-2026-0001)")]
    assert "De reden:\n> Te druk tot mei" in OutgoingMail.objects.get().text
    assert told(member.team.initiative) == []


def test_not_now_needs_a_reason(invited: TeamMember, ep_member: User, now: datetime) -> None:
    with pytest.raises(Refusal) as refused:
        decline(member=invited, reason=" ", by=ep_member, at=now)
    assert refused.value.field == "reason"
    invited.refresh_from_db()
    assert invited.state == "invited"


def test_an_answer_counts_once(invited: TeamMember, ep_member: User, now: datetime, mails: Mails) -> None:
    decline(member=invited, reason="Te druk tot mei", by=ep_member, at=now)
    with pytest.raises(IllegalTransition):
        join(member=invited, by=ep_member, at=now)
    assert len(mails()) == 1


def test_a_new_invitation_is_possible_after_not_now(
    invited: TeamMember, ep_member: User, guide: User, now: datetime
) -> None:
    decline(member=invited, reason="Te druk tot mei", by=ep_member, at=now)
    invite(initiative=invited.team.initiative, user=ep_member, why="Het is nu mei", by=guide, at=now)
    assert list(TeamMember.objects.order_by("pk").values_list("state", flat=True)) == ["declined", "invited"]


def test_leaving_tells_the_guide_what_is_open_and_the_initiator_that_it_stops(
    team: Team, ep_member: User, now: datetime, mails: Mails
) -> None:
    member = team.members.get()
    ActionPoint.objects.create(
        team=team, text="Bel de hovenier", owner=ep_member, due_on=date(2026, 3, 20), made_by=ep_member, made_at=now
    )
    left = leave(member=member, reason="Andere baan", by=ep_member, at=now)
    assert (left.state, left.left_at) == ("left", now)
    assert mails() == [
        (GIJS, "Esra Polat stopt in het EP-team van Buurttuin aan de Assendorperdijk (ZW-2026-0001)"),
        (NOOR, "Esra Polat denkt niet meer mee met Buurttuin aan de Assendorperdijk (ZW-2026-0001)"),
    ]
    to_guide, to_initiator = OutgoingMail.objects.order_by("pk")
    assert "> Esra Polat: Bel de hovenier (uiterlijk 20 maart 2026)" in to_guide.text
    assert "Andere baan" in to_guide.text
    assert "Andere baan" not in to_initiator.text
    assert told(team.initiative) == [("initiator", "Esra Polat van de gemeente denkt niet meer mee.")]


def test_an_invitation_that_is_taken_back_is_told_to_the_colleague_alone(
    invited: TeamMember, ep_member: User, guide: User, now: datetime, mails: Mails
) -> None:
    leave(member=invited, reason="Toch niet nodig", by=guide, at=now)
    assert mails() == [(ESRA, "Esra Polat stopt in het EP-team van Buurttuin aan de Assendorperdijk (ZW-2026-0001)")]
    assert told(invited.team.initiative) == []


def test_from_joining_to_observing_is_told_as_stopping(
    team: Team, ep_member: User, now: datetime, mails: Mails
) -> None:
    observe(member=team.members.get(), by=ep_member, at=now)
    assert mails() == [(NOOR, "Esra Polat denkt niet meer mee met Buurttuin aan de Assendorperdijk (ZW-2026-0001)")]


def test_the_database_refuses_a_second_place_in_the_same_team(team: Team, ep_member: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamMemberFactory(team=team, user=ep_member, state="observing")
