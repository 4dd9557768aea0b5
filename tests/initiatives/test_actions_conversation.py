from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from accounts.models import User
from core.models import OutgoingMail
from core.refusal import Refusal
from initiatives.actions.conversation import ask_initiator, write_as_initiator, write_as_municipality
from initiatives.actions.note import add_note
from initiatives.actions.pace import hand_ball
from initiatives.actions.position import take_position
from initiatives.actions.promise import keep_promise, make_promise
from initiatives.enums import Party
from initiatives.models import Initiative, Promise

Mails = Callable[[], list[tuple[str, str]]]


@pytest.fixture
def case(initiative: Initiative, now: datetime) -> Initiative:
    initiative.waiting_spans.create(party=Party.MUNICIPALITY, began_at=now)
    for kind, due in [("first_answer", date(2026, 3, 18)), ("position", date(2026, 4, 10))]:
        initiative.promises.create(kind=kind, party=Party.MUNICIPALITY, made_at=now, due_on=due)
    return initiative


def ask(case: Initiative, guide: User, at: datetime) -> None:
    ask_initiator(initiative=case, text="Waar komt de tuin?", answer_by=date(2026, 3, 20), by=guide, at=at)


def test_a_question_gives_the_initiator_the_ball_and_a_date(
    case: Initiative, guide: User, now: datetime, mails: Mails
) -> None:
    ask(case, guide, now)
    case.refresh_from_db()
    assert (case.state, case.ball) == ("conversing", "initiator")
    assert list(case.promises.order_by("pk").values_list("kind", "party", "kept_on")) == [
        ("first_answer", "municipality", date(2026, 3, 11)),
        ("position", "municipality", None),
        ("reply", "initiator", None),
    ]
    assert mails() == [
        ("noor@example.nl", "De gemeente heeft een vraag over Buurttuin aan de Assendorperdijk (ZW-2026-0001)")
    ]
    assert "Wilt u uiterlijk op 20 maart 2026 antwoorden?" in OutgoingMail.objects.get().text


def test_an_answer_gives_the_ball_back_and_moves_what_the_municipality_promised(
    case: Initiative, guide: User, initiator: User, now: datetime, mails: Mails
) -> None:
    ask(case, guide, now)
    write_as_initiator(initiative=case, text="Naast de kerk.", by=initiator, at=now + timedelta(days=5))
    case.refresh_from_db()
    assert case.ball == "municipality"
    assert Promise.objects.get(kind="position").due_on == date(2026, 4, 15)
    assert Promise.objects.get(kind="reply").kept_on == date(2026, 3, 16)
    assert [(span.party, span.ended_at is None) for span in case.waiting_spans.all()] == [
        ("municipality", False),
        ("initiator", False),
        ("municipality", True),
    ]
    assert mails()[-2:] == [
        (
            "gijs@zwolle.example",
            "Bericht van de initiatiefnemer van Buurttuin aan de Assendorperdijk (ZW-2026-0001)",
        ),
        ("noor@example.nl", "Een nieuwe datum voor Buurttuin aan de Assendorperdijk (ZW-2026-0001)"),
    ]
    moved = OutgoingMail.objects.latest("pk").text
    assert "Uiterlijk op 15 april 2026:\n> Positie van de gemeente\n" in moved


def test_waiting_for_one_after_the_other_counts_all_of_it(
    case: Initiative, guide: User, initiator: User, now: datetime
) -> None:
    ask(case, guide, now)
    to_others = {"initiative": case, "to": Party.THIRD_PARTY, "third_party": "SWZ", "by": guide}
    hand_ball(**to_others, at=now + timedelta(days=5))
    hand_ball(initiative=case, to=Party.MUNICIPALITY, by=guide, at=now + timedelta(days=7))
    assert Promise.objects.get(kind="position").due_on == date(2026, 4, 17)


def test_what_we_keep_while_somebody_else_has_the_ball_is_in_time(case: Initiative, guide: User, now: datetime) -> None:
    ask(case, guide, now)
    own = {"initiative": case, "text": "De plek opmeten", "by": guide}
    step = make_promise(**own, due_on=date(2026, 3, 13), at=now)
    keep_promise(promise=step, by=guide, at=now + timedelta(days=7))
    step.refresh_from_db()
    assert (step.due_on, step.kept_on) == (date(2026, 3, 20), date(2026, 3, 18))
    given = {"kind": "aware", "reason": "Mooi", "may_expect": "Contact", "may_not_expect": "Geld"}
    take_position(initiative=case, **given, review_on=date(2026, 9, 1), by=guide, at=now + timedelta(days=40))
    position = Promise.objects.get(kind="position")
    assert position.kept_on == date(2026, 4, 20)
    assert position.due_on > position.kept_on


def test_a_message_that_answers_nothing_moves_nothing(case: Initiative, initiator: User, now: datetime) -> None:
    write_as_initiator(initiative=case, text="Nog iets.", by=initiator, at=now)
    case.refresh_from_db()
    assert (case.ball, case.state) == ("municipality", "owned")
    assert Promise.objects.get(kind="position").due_on == date(2026, 4, 10)


def test_a_message_sent_twice_is_one_message(case: Initiative, initiator: User, now: datetime, mails: Mails) -> None:
    for _attempt in range(2):
        write_as_initiator(initiative=case, text="Hallo", by=initiator, at=now, idempotency_key="k1")
    assert case.messages.count() == 1
    assert len(mails()) == 1


def test_the_municipality_writes_and_so_gives_its_first_answer(case: Initiative, guide: User, now: datetime) -> None:
    write_as_municipality(initiative=case, text="Mooi plan.", by=guide, at=now)
    case.refresh_from_db()
    assert (case.state, case.ball) == ("conversing", "municipality")
    assert Promise.objects.get(kind="first_answer").kept_on == date(2026, 3, 11)


@pytest.mark.parametrize("action", [write_as_initiator, write_as_municipality])
def test_an_empty_message_is_refused(case: Initiative, guide: User, now: datetime, action: Callable) -> None:
    with pytest.raises(Refusal) as refusal:
        action(initiative=case, text=" \n", by=guide, at=now)
    assert (refusal.value.field, str(refusal.value)) == ("text", "Schrijf eerst een bericht.")


def test_a_question_has_a_date_in_the_future(case: Initiative, guide: User, now: datetime) -> None:
    with pytest.raises(Refusal) as refusal:
        ask_initiator(initiative=case, text="Waar?", answer_by=now.date(), by=guide, at=now)
    assert (refusal.value.field, str(refusal.value)) == ("answer_by", "Kies een datum na vandaag.")
    assert not case.messages.exists()


def test_nothing_is_asked_before_there_is_an_owner(case: Initiative, guide: User, now: datetime) -> None:
    Initiative.objects.filter(pk=case.pk).update(owner=None, state="submitted")
    with pytest.raises(Refusal, match="Wijs eerst een gids aan"):
        ask(case, guide, now)


def test_a_note_tells_nobody_on_the_initiators_side(case: Initiative, guide: User, now: datetime, mails: Mails) -> None:
    add_note(initiative=case, text="Voorzichtig hiermee.", by=guide, at=now)
    assert mails() == []
    assert not case.timeline.for_initiator().exists()
