from collections.abc import Callable
from datetime import date, datetime

import pytest

from accounts.models import User
from core.models import OutgoingMail
from core.refusal import Refusal
from initiatives.actions.promise import keep_promise, make_promise, withdraw_promise
from initiatives.models import Initiative, Promise

Mails = Callable[[], list[tuple[str, str]]]
TITLE = "Buurttuin aan de Assendorperdijk"


@pytest.fixture
def promise(initiative: Initiative, guide: User, now: datetime) -> Promise:
    return make_promise(
        initiative=initiative, text="Navraag bij groenbeheer", due_on=date(2026, 3, 20), by=guide, at=now
    )


def test_a_promise_is_told_with_its_date(promise: Promise, initiative: Initiative, mails: Mails) -> None:
    assert mails() == [("noor@example.nl", f"Een afspraak over {TITLE} (ZW-2026-0001)")]
    assert list(initiative.timeline.values_list("event", "audience", "facts__due_on")) == [
        ("promised", "initiator", "2026-03-20")
    ]


def test_a_kept_promise_is_in_the_story_and_is_told(promise: Promise, guide: User, now: datetime, mails: Mails) -> None:
    kept = keep_promise(promise=promise, by=guide, at=now)
    assert kept.kept_on == date(2026, 3, 11)
    assert mails()[-1] == ("noor@example.nl", f"Een afspraak over {TITLE} is nagekomen (ZW-2026-0001)")
    assert "De gemeente heeft dit gedaan:\n> Navraag bij groenbeheer\n" in OutgoingMail.objects.latest("pk").text
    with pytest.raises(Refusal, match="al nagekomen of vervallen"):
        keep_promise(promise=promise, by=guide, at=now)


def test_a_withdrawn_promise_tells_why(promise: Promise, guide: User, now: datetime, mails: Mails) -> None:
    with pytest.raises(Refusal) as refusal:
        withdraw_promise(promise=promise, reason="", by=guide, at=now)
    assert refusal.value.field == "reason"
    withdraw_promise(promise=promise, reason="De grond is verkocht.", by=guide, at=now)
    assert mails()[-1] == ("noor@example.nl", f"Een afspraak over {TITLE} vervalt (ZW-2026-0001)")


@pytest.mark.parametrize(
    ("text", "due_on", "field"), [("", date(2026, 3, 20), "text"), ("x", date(2026, 3, 11), "due_on")]
)
def test_a_promise_has_a_text_and_a_date_ahead(
    initiative: Initiative, guide: User, now: datetime, text: str, due_on: date, field: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        make_promise(initiative=initiative, text=text, due_on=due_on, by=guide, at=now)
    assert refusal.value.field == field


def test_a_first_answer_is_kept_by_answering_not_by_a_button(
    initiative: Initiative, guide: User, now: datetime
) -> None:
    answer = initiative.promises.create(
        kind="first_answer", party="municipality", made_at=now, due_on=date(2026, 3, 18)
    )
    with pytest.raises(Refusal, match="vanzelf nagekomen"):
        keep_promise(promise=answer, by=guide, at=now)
