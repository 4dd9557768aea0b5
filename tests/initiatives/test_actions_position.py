from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from city.models import Goal
from core.models import OutgoingMail
from core.refusal import Refusal
from initiatives.actions.position import PositionRefused, take_position
from initiatives.models import Initiative, Position

Mails = Callable[[], list[tuple[str, str]]]


@pytest.fixture
def whole(initiative: Initiative, guide: User, goal: Goal, now: datetime) -> dict[str, Any]:
    """Everything position 4 needs."""
    return {
        "initiative": initiative,
        "kind": "together",
        "reason": "Het past bij ons doel.",
        "may_expect": "Acht uur hulp.",
        "may_not_expect": "Geld voor beheer.",
        "question": "Mogen wij de hoek gebruiken?",
        "room_kind": "hours",
        "room_amount": Decimal(8),
        "goal": goal,
        "review_on": date(2026, 9, 1),
        "by": guide,
        "at": now,
    }


def test_a_position_is_explained_to_the_initiator(whole: dict[str, Any], mails: Mails) -> None:
    take_position(**whole)
    case = whole["initiative"]
    case.refresh_from_db()
    assert (case.state, case.position_kind, case.ball) == ("advised", "together", "municipality")
    assert mails() == [
        ("noor@example.nl", "De gemeente nam een positie in over Buurttuin aan de Assendorperdijk (ZW-2026-0001)")
    ]
    text = OutgoingMail.objects.get().text
    for sentence in [
        "Het past bij ons doel.",
        "Acht uur hulp.",
        "Geld voor beheer.",
        "Op 1 september 2026 bekijken we",
    ]:
        assert sentence in text
    assert list(case.goal_links.values_list("goal__code", "stage")) == [("7.1.1", "confirmed")]


@pytest.mark.parametrize(
    ("kind", "missing", "message"),
    [
        ("room", "question", "Deze positie kan alleen bij een concrete vraag van de initiatiefnemer."),
        ("room", "room_kind", "Deze positie kan alleen als er ruimte is gereserveerd. Kies welke."),
        ("room", "room_amount", "Vul in hoeveel ruimte er is gereserveerd."),
        ("together", "question", "Deze positie kan alleen bij een concrete vraag van de initiatiefnemer."),
        ("together", "room_amount", "Vul in hoeveel ruimte er is gereserveerd."),
        ("together", "goal", "Meesamenwerken kan alleen bij een gemeentelijk doel. Kies welk doel."),
        ("aware", "reason", "Leg uit waarom de gemeente deze positie inneemt."),
        ("aware", "may_expect", "Schrijf op wat de initiatiefnemer mag verwachten."),
        ("spotlight", "may_not_expect", "Schrijf op wat de initiatiefnemer niet mag verwachten."),
    ],
)
def test_a_position_without_what_it_needs_is_refused(
    whole: dict[str, Any], kind: str, missing: str, message: str, mails: Mails
) -> None:
    empty = None if missing in {"room_amount", "goal"} else ""
    with pytest.raises(PositionRefused) as refusal:
        take_position(**(whole | {"kind": kind, missing: empty}))
    assert (refusal.value.field, str(refusal.value)) == (missing, message)
    assert not Position.objects.exists()
    assert mails() == []


def test_the_question_of_the_initiator_counts(whole: dict[str, Any]) -> None:
    Initiative.objects.update(question="Wie helpt ons met de grond?")
    position = take_position(**(whole | {"question": ""}))
    assert position.question == "Wie helpt ons met de grond?"


def test_positions_one_and_two_ask_nothing_and_reserve_nothing(whole: dict[str, Any]) -> None:
    position = take_position(**(whole | {"kind": "aware"}))
    assert (position.question, position.room_kind, position.room_amount, position.goal) == ("", "", None, None)
    whole["initiative"].refresh_from_db()
    assert whole["initiative"].ball == "initiator"


def test_a_review_date_lies_ahead(whole: dict[str, Any], now: datetime) -> None:
    with pytest.raises(PositionRefused) as refusal:
        take_position(**(whole | {"review_on": now.date()}))
    assert refusal.value.field == "review_on"


def test_earlier_positions_stay_as_history(whole: dict[str, Any]) -> None:
    take_position(**(whole | {"kind": "aware"}))
    take_position(**whole)
    assert list(whole["initiative"].positions.values_list("kind", flat=True)) == ["together", "aware"]


def test_nobody_takes_a_position_on_a_case_without_an_owner(whole: dict[str, Any]) -> None:
    Initiative.objects.update(owner=None, state="submitted")
    with pytest.raises(Refusal, match="Wijs eerst een gids aan"):
        take_position(**whole)


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        ({"reason": ""}, "position_is_explained"),
        ({"question": ""}, "position_room_has_question"),
        ({"room_kind": ""}, "position_room_is_reserved"),
        ({"room_amount": None}, "position_room_is_reserved"),
        ({"room_amount": Decimal(-1)}, "position_room_is_reserved"),
        ({"goal": None}, "position_together_has_goal"),
        ({"review_on": date(2026, 3, 11)}, "position_review_after_taken"),
    ],
)
def test_the_database_itself_refuses(whole: dict[str, Any], broken: dict[str, Any], constraint: str) -> None:
    fields = {key: value for key, value in whole.items() if key not in {"by", "at"}}
    fields |= {"taken_by": whole["by"], "taken_on": date(2026, 3, 11)}
    Position.objects.create(**fields)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Position.objects.create(**(fields | broken))
