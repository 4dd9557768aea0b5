from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from accounts.models import User
from core.refusal import Conflict, IllegalTransition, Refusal
from initiatives.actions.ownership import NotAGuide, hand_over_ownership, take_up
from initiatives.models import Initiative
from tests.factories import InitiativeFactory, MemberFactory, RoleGrantFactory, UserFactory

Mails = Callable[[], list[tuple[str, str]]]
Verbs = Callable[[Initiative], list[str]]


@pytest.fixture
def submitted(town: None, initiator: User) -> Initiative:
    case = InitiativeFactory(title="Leesbankje", number="ZW-2026-0009")
    MemberFactory(initiative=case, user=initiator)
    return case


def test_a_guide_takes_it_up_and_the_initiator_hears_who(
    submitted: Initiative, guide: User, now: datetime, mails: Mails, verbs: Verbs
) -> None:
    case = take_up(initiative=submitted, owner=guide, by=guide, at=now)
    assert (case.state, case.owner, case.owned_at) == ("owned", guide, now)
    assert mails() == [("noor@example.nl", "Uw initiatief Leesbankje heeft nu een gids (ZW-2026-0009)")]
    assert list(case.timeline.values_list("event", "audience", "facts__name")) == [
        ("taken_up", "public", "Gijs Wolters")
    ]
    assert verbs(case) == ["initiative.taken_up"]


def test_only_somebody_of_the_gidsteam_can_own_a_passage(submitted: Initiative, ep_member: User, guide: User) -> None:
    with pytest.raises(NotAGuide) as refusal:
        take_up(initiative=submitted, owner=ep_member, by=guide, at=submitted.submitted_at)
    assert (refusal.value.field, str(refusal.value)) == ("owner", "Kies een collega uit het gidsteam.")
    submitted.refresh_from_db()
    assert (submitted.state, submitted.owner) == ("submitted", None)


def test_what_is_closed_is_not_taken_up(submitted: Initiative, guide: User, now: datetime) -> None:
    Initiative.objects.filter(pk=submitted.pk).update(state="closed", outcome="stopped", ball="")
    with pytest.raises(IllegalTransition):
        take_up(initiative=submitted, owner=guide, by=guide, at=now)


def test_the_second_of_two_guides_sees_what_the_first_did(submitted: Initiative, guide: User, now: datetime) -> None:
    seen = submitted.changed_at
    take_up(initiative=submitted, owner=guide, by=guide, at=now, seen=seen)
    other = UserFactory()
    RoleGrantFactory(user=other, role="guide")
    with pytest.raises(Conflict) as conflict:
        take_up(initiative=submitted, owner=other, by=other, at=now + timedelta(minutes=1), seen=seen)
    assert conflict.value.theirs["owner"] == "Gijs Wolters"


def test_handing_over_takes_a_note_that_stays_inside(
    initiative: Initiative, guide: User, now: datetime, mails: Mails
) -> None:
    other = UserFactory(display_name="Hanna de Wit")
    RoleGrantFactory(user=other, role="guide")
    with pytest.raises(Refusal) as refusal:
        hand_over_ownership(initiative=initiative, to=other, note=" ", by=guide, at=now)
    assert refusal.value.field == "note"
    case = hand_over_ownership(initiative=initiative, to=other, note="Bel haar na tien uur.", by=guide, at=now)
    assert (case.owner, case.notes.get().text) == (other, "Bel haar na tien uur.")
    assert mails() == [
        ("noor@example.nl", "Uw initiatief Buurttuin aan de Assendorperdijk heeft een nieuwe gids (ZW-2026-0001)")
    ]


def test_correcting_a_mistake_mails_nobody(submitted: Initiative, guide: User, now: datetime, mails: Mails) -> None:
    take_up(initiative=submitted, owner=guide, by=guide, at=now, tell=False)
    assert mails() == []
