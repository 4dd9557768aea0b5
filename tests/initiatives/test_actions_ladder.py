from collections.abc import Callable
from datetime import date, datetime

import pytest

from accounts.enums import Role
from accounts.models import User
from core.models import OutgoingMail
from initiatives.actions.ladder import climb_ladder
from initiatives.enums import Party
from initiatives.models import Initiative
from tests.factories import RoleGrantFactory
from tests.initiatives.conftest import AMSTERDAM

Mails = Callable[[], list[tuple[str, str]]]
TITLE = "Buurttuin aan de Assendorperdijk"


def at(day: int) -> datetime:
    return datetime(2026, 3, day, 7, 0, tzinfo=AMSTERDAM)


@pytest.fixture
def promised(initiative: Initiative) -> Initiative:
    """A first answer is promised before Wednesday 18 March."""
    initiative.promises.create(kind="first_answer", party=Party.MUNICIPALITY, made_at=at(11), due_on=date(2026, 3, 18))
    return initiative


def test_nobody_is_nagged_before_it_is_nearly_due(promised: Initiative, mails: Mails) -> None:
    assert climb_ladder(at=at(16)) == 0
    assert mails() == []


def test_the_guide_is_warned_once_a_working_day_before(promised: Initiative, mails: Mails) -> None:
    assert [climb_ladder(at=at(17)), climb_ladder(at=at(17)), climb_ladder(at=at(18))] == [1, 0, 0]
    assert mails() == [("gijs@zwolle.example", f"Bijna te laat: {TITLE} (ZW-2026-0001)")]


def test_two_working_days_late_the_whole_team_and_the_initiator_hear_it_once(
    promised: Initiative, mails: Mails
) -> None:
    assert [climb_ladder(at=at(20)), climb_ladder(at=at(23))] == [1, 0]
    assert mails() == [
        ("gijs@zwolle.example", f"Te laat: {TITLE} (ZW-2026-0001)"),
        ("noor@example.nl", f"Wij zijn te laat met {TITLE} (ZW-2026-0001)"),
    ]


@pytest.mark.parametrize("ball", [Party.INITIATOR, Party.THIRD_PARTY])
def test_the_ladder_waits_while_somebody_else_has_the_ball(promised: Initiative, mails: Mails, ball: Party) -> None:
    Initiative.objects.update(ball=ball, third_party="SWZ")
    assert climb_ladder(at=at(23)) == 0
    assert mails() == []


def test_what_was_kept_is_not_late(promised: Initiative, mails: Mails, guide: User) -> None:
    promised.promises.update(kept_on=date(2026, 3, 17))
    assert climb_ladder(at=at(23)) == 0


def test_whatever_is_late_of_one_case_stands_in_one_mail(promised: Initiative, mails: Mails) -> None:
    own = {"party": Party.MUNICIPALITY, "made_at": at(11)}
    promised.promises.create(kind="next_step", text="De sleutel regelen", due_on=date(2026, 3, 17), **own)
    promised.promises.create(kind="next_step", text="De buren bellen", due_on=date(2026, 3, 23), **own)
    assert [climb_ladder(at=at(20)), climb_ladder(at=at(20))] == [3, 0]
    assert mails() == [
        ("gijs@zwolle.example", f"Te laat: {TITLE} (ZW-2026-0001)"),
        ("noor@example.nl", f"Wij zijn te laat met {TITLE} (ZW-2026-0001)"),
    ]
    to_team, to_initiator = OutgoingMail.objects.order_by("pk")
    late = "Uiterlijk op 17 maart 2026:\n> De sleutel regelen\n\nUiterlijk op 18 maart 2026:\n> Eerste antwoord\n"
    close = "En dit is bijna te laat:\n\nUiterlijk op 23 maart 2026:\n> De buren bellen\n"
    assert f"Dit beloofde de gemeente en het is niet gebeurd:\n\n{late}\n{close}" in to_team.text
    assert f"Dit beloofden wij u:\n\n{late}\nDat is niet gelukt. Daarvoor onze excuses." in to_initiator.text
    assert "De buren bellen" not in to_initiator.text


def test_two_promises_that_come_near_are_one_warning(promised: Initiative, mails: Mails) -> None:
    promised.promises.create(
        kind="next_step", text="De sleutel", party=Party.MUNICIPALITY, made_at=at(11), due_on=date(2026, 3, 18)
    )
    assert climb_ladder(at=at(17)) == 2
    assert mails() == [("gijs@zwolle.example", f"Bijna te laat: {TITLE} (ZW-2026-0001)")]


def test_a_guide_with_two_grants_is_told_once(promised: Initiative, mails: Mails, guide: User) -> None:
    RoleGrantFactory(user=guide, role=Role.GUIDE, scope="wijk:WK019313")
    climb_ladder(at=at(20))
    assert [address for address, _subject in mails()] == ["gijs@zwolle.example", "noor@example.nl"]
