from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from accounts.models import User
from city.models import Goal, Theme, Wijk
from initiatives.actions.creation import open_case
from initiatives.enums import Origin, PlaceKind
from initiatives.intake import Intake
from initiatives.models import Initiative

Verbs = Callable[[Initiative], list[str]]


@pytest.fixture
def intake(theme: Theme, assendorp: Wijk, goal: Goal) -> Intake:
    return Intake(
        title="Repair-café aan de Vecht",
        summary="Samen spullen maken.",
        help_kinds=frozenset({"place", "knowledge"}),
        theme=theme,
        goals=(goal,),
        place_kind=PlaceKind.WIJK,
        wijk=assendorp,
        may_be_public=True,
    )


def test_a_case_gets_a_number_an_address_and_two_promises(
    intake: Intake, initiator: User, now: datetime, verbs: Verbs
) -> None:
    case = open_case(intake=intake, origin=Origin.PORTAL, initiator=initiator, by=initiator, at=now)
    assert (case.number, case.slug, case.state, case.ball) == (
        "ZW-2026-0001",
        "repair-cafe-aan-de-vecht",
        "submitted",
        "municipality",
    )
    assert list(case.promises.values_list("kind", "due_on")) == [
        ("first_answer", date(2026, 3, 18)),
        ("position", date(2026, 4, 10)),
    ]
    assert sorted(case.help_asked.values_list("kind", flat=True)) == ["knowledge", "place"]
    assert list(case.goal_links.values_list("goal__code", "stage")) == [("7.1.1", "claimed")]
    assert list(case.members.values_list("user", "role")) == [(initiator.pk, "initiator")]
    assert case.search_title == "repaircafe aan de vecht"
    assert verbs(case) == ["initiative.submitted"]


def test_numbers_follow_each_other_and_begin_again_in_a_new_year(intake: Intake, now: datetime) -> None:
    moments = [now, now, now + timedelta(days=365)]
    cases = [open_case(intake=intake, origin=Origin.SPOTTED, initiator=None, by=None, at=at) for at in moments]
    assert [case.number for case in cases] == ["ZW-2026-0001", "ZW-2026-0002", "ZW-2027-0001"]
    assert [case.slug for case in cases] == [
        "repair-cafe-aan-de-vecht",
        "repair-cafe-aan-de-vecht-2026-0002",
        "repair-cafe-aan-de-vecht-2027-0001",
    ]


@pytest.mark.parametrize(
    ("title", "slug"), [("Kaart", "kaart-2026-0001"), ("🌳🌳", "initiatief"), ("x" * 200, "x" * 80)]
)
def test_an_address_never_collides_with_a_page_of_the_portal(town: None, now: datetime, title: str, slug: str) -> None:
    case = open_case(intake=Intake(title=title[:80]), origin=Origin.SPOTTED, initiator=None, by=None, at=now)
    assert case.slug == slug


def test_consent_to_publish_is_the_initiators_own_word(intake: Intake, now: datetime) -> None:
    case = open_case(intake=intake, origin=Origin.PORTAL, initiator=None, by=None, at=now)
    silent = open_case(intake=Intake(title="Stil"), origin=Origin.PORTAL, initiator=None, by=None, at=now)
    assert (case.public_consent_at, silent.public_consent_at) == (now, None)
    assert not Initiative.objects.public().exists()


def test_the_first_version_is_what_was_sent(intake: Intake, now: datetime) -> None:
    case = open_case(intake=intake, origin=Origin.PORTAL, initiator=None, by=None, at=now)
    version = case.versions.get()
    assert (version.version, version.texts["title"], version.texts["summary"]) == (
        1,
        "Repair-café aan de Vecht",
        "Samen spullen maken.",
    )
