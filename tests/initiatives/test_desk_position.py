"""Positions 3 and 4 take a question and reserved room, 4 also a goal: in the form, the action and the database."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from initiatives.actions.ownership import take_up
from initiatives.actions.position import PositionRefused, take_position
from initiatives.models import Initiative, Position
from tests.initiatives.desk_rows import MONDAY, answers, came_in, letters, step, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "rules")]

EXPLAINED = {
    "reason": "De buurt doet mee.",
    "may_expect": "Zestien uur hulp.",
    "may_not_expect": "Geld.",
}
ROOM = {"question": "Welke plek mag?", "room_kind": "hours", "room_amount": "16,5"}


@pytest.fixture
def case(rules, initiator, guide):
    return take_up(initiative=came_in(by=initiator), owner=guide, by=guide, at=MONDAY)


def send(desk, case, **given):
    fields = answers(case, review_on="2026-09-01", **EXPLAINED, **given)
    return text(desk.post(step(case, "positie"), fields))


QUESTION = "Deze positie kan alleen bij een concrete vraag van de initiatiefnemer."
WHICH_ROOM = "Deze positie kan alleen als er ruimte is gereserveerd. Kies welke."
HOW_MUCH = "Vul in hoeveel ruimte er is gereserveerd."
WHICH_GOAL = "Meesamenwerken kan alleen bij een gemeentelijk doel. Kies welk doel."


@pytest.mark.parametrize("kind", ["room", "together"])
@pytest.mark.parametrize(
    ("missing", "sentence"), [("question", QUESTION), ("room_kind", WHICH_ROOM), ("room_amount", HOW_MUCH)]
)
def test_the_form_refuses_without_question_or_room(desk, case, goal, kind, missing, sentence):
    page = send(desk, case, kind=kind, goal=goal.pk, **{**ROOM, missing: ""})
    assert sentence in page
    assert not case.positions.exists()


def test_the_form_refuses_meesamenwerken_without_a_goal(desk, case):
    assert WHICH_GOAL in send(desk, case, kind="together", **ROOM)


@pytest.mark.parametrize("amount", ["0", "-4", "NaN", "1e400", "1.000,50,2", "veel", "１２", "0,001", "99999999999"])
def test_the_form_refuses_room_that_is_no_amount(desk, case, amount):
    page = send(desk, case, kind="room", **{**ROOM, "room_amount": amount})
    assert "Er gaat iets mis" in page or amount == "１２"
    assert not case.positions.exists()


@pytest.mark.parametrize("field", [*EXPLAINED, "kind", "review_on"])
def test_the_form_asks_for_every_explanation(desk, case, field):
    given = answers(case, kind="aware", review_on="2026-09-01", **EXPLAINED) | {field: ""}
    page = text(desk.post(step(case, "positie"), given))
    assert "Vul in:" in page
    assert not case.positions.exists()


def test_the_form_refuses_to_look_again_today(desk, case):
    given = answers(case, kind="aware", review_on="2026-03-11", **EXPLAINED)
    assert "Kies een datum na vandaag." in text(desk.post(step(case, "positie"), given))


def test_with_everything_it_is_taken_and_told_with_the_reason(desk, case, goal):
    fields = answers(case, kind="together", review_on="2026-09-01", goal=goal.pk, **EXPLAINED, **ROOM)
    assert "De buurt doet mee." in text(desk.post(step(case, "positie"), fields))
    assert desk.post(step(case, "positie"), {**fields, "bevestig": "blijven"}).status_code == 302
    position = case.positions.get()
    assert (position.kind, position.room_amount, position.goal) == ("together", Decimal("16.50"), goal)
    to, subject, body = letters()[-1]
    assert to == "noor@example.nl"
    assert subject.endswith(f"({case.number})")
    assert "De buurt doet mee." in body
    assert Initiative.objects.get(pk=case.pk).position_kind == "together"


def test_a_second_position_leaves_the_first_as_history(desk, case):
    for kind in ["aware", "spotlight"]:
        given = answers(case, kind=kind, review_on="2026-09-01", bevestig="blijven", **EXPLAINED)
        desk.post(step(case, "positie"), given)
    assert [position.kind for position in case.positions.all()] == ["spotlight", "aware"]


def taken(case, guide, **given):
    fields = {"kind": "room", "room_kind": "hours", "room_amount": Decimal(16), "question": "Welke plek?", **given}
    return take_position(initiative=case, review_on=date(2026, 9, 1), by=guide, at=MONDAY, **{**EXPLAINED, **fields})


@pytest.mark.parametrize(
    ("without", "field"),
    [
        ({"question": ""}, "question"),
        ({"room_kind": ""}, "room_kind"),
        ({"room_amount": None}, "room_amount"),
        ({"kind": "together"}, "goal"),
        ({"reason": " "}, "reason"),
    ],
)
def test_the_action_refuses_at_the_field_that_misses(case, guide, without, field):
    Initiative.objects.filter(pk=case.pk).update(question="")
    with pytest.raises(PositionRefused) as refused:
        taken(case, guide, **without)
    assert refused.value.field == field


ROW = {
    "kind": "room",
    "question": "Welke plek?",
    "room_kind": "hours",
    "room_amount": Decimal(16),
    "taken_on": date(2026, 3, 11),
    "review_on": date(2026, 9, 1),
    **EXPLAINED,
}


@pytest.mark.parametrize(
    ("without", "constraint"),
    [
        ({"question": ""}, "position_room_has_question"),
        ({"room_kind": ""}, "position_room_is_reserved"),
        ({"room_amount": None}, "position_room_is_reserved"),
        ({"room_amount": 0}, "position_room_is_reserved"),
        ({"kind": "together"}, "position_together_has_goal"),
        ({"reason": ""}, "position_is_explained"),
        ({"review_on": date(2026, 3, 11)}, "position_review_after_taken"),
    ],
)
def test_the_database_refuses_what_slips_past(case, guide, without, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Position.objects.create(initiative=case, taken_by=guide, **{**ROW, **without})


def test_what_all_three_let_through_is_the_same(case, guide):
    """The negative control of the three: without anything missing, nobody refuses."""
    assert Position.objects.create(initiative=case, taken_by=guide, **ROW).pk
    assert taken(case, guide).pk
