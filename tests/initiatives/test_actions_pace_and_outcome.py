from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from core.refusal import IllegalTransition, Refusal
from initiatives.actions.outcome import record_outcome, reopen
from initiatives.actions.pace import hand_ball, pause, resume, stop
from initiatives.enums import Outcome, Party
from initiatives.models import Initiative

Mails = Callable[[], list[tuple[str, str]]]
TITLE = "Buurttuin aan de Assendorperdijk"


def test_pausing_is_told_to_the_guide_and_the_waiting_is_the_initiators(
    initiative: Initiative, initiator: User, now: datetime, mails: Mails
) -> None:
    case = pause(initiative=initiative, reason="Vakantie", by=initiator, at=now)
    assert (case.paused_at, case.ball) == (now, "initiator")
    assert case.waiting_spans.get(ended_at=None).paused
    assert mails() == [("gijs@zwolle.example", f"{TITLE} staat op pauze (ZW-2026-0001)")]
    assert case.notes.get().text == "Reden van de pauze: Vakantie"
    with pytest.raises(IllegalTransition):
        pause(initiative=case, reason="Nog eens", by=initiator, at=now)


def test_resuming_gives_the_municipality_the_ball(initiative: Initiative, initiator: User, now: datetime) -> None:
    pause(initiative=initiative, reason="Vakantie", by=initiator, at=now)
    case = resume(initiative=initiative, by=initiator, at=now + timedelta(days=7))
    assert (case.paused_at, case.ball, case.state) == (None, "municipality", "owned")


def test_what_was_stopped_can_be_resumed(initiative: Initiative, initiator: User, now: datetime) -> None:
    case = stop(initiative=initiative, reason="Geen tijd meer", by=initiator, at=now)
    assert (case.state, case.outcome, case.ball) == ("closed", "stopped", "")
    case = resume(initiative=initiative, by=initiator, at=now)
    assert (case.state, case.outcome, case.ball) == ("conversing", "", "municipality")


def test_what_was_stopped_and_is_reopened_is_stopped_no_more(
    initiative: Initiative, initiator: User, now: datetime
) -> None:
    stop(initiative=initiative, reason="Geen tijd meer", by=initiator, at=now)
    case = reopen(initiative=initiative, reason="Ik moest te lang wachten.", by=initiator, at=now)
    assert (case.state, case.outcome, case.outcome_on) == ("conversing", "", None)
    assert list(case.timeline.values_list("event", flat=True)) == ["stopped", "closed", "reopened"]


def test_resuming_what_goes_on_is_refused(initiative: Initiative, initiator: User, now: datetime) -> None:
    with pytest.raises(IllegalTransition, match="niet op pauze"):
        resume(initiative=initiative, by=initiator, at=now)


@pytest.mark.parametrize("action", [pause, stop])
def test_a_reason_is_asked(initiative: Initiative, initiator: User, now: datetime, action: Callable) -> None:
    with pytest.raises(Refusal) as refusal:
        action(initiative=initiative, reason="", by=initiator, at=now)
    assert refusal.value.field == "reason"


def test_an_outcome_is_told_in_words(initiative: Initiative, guide: User, now: datetime, mails: Mails) -> None:
    case = record_outcome(
        initiative=initiative,
        outcome=Outcome.SEEKING_PLACE,
        note="De plek is nog niet rond.",
        closes=False,
        by=guide,
        at=now,
    )
    assert (case.state, case.outcome, case.outcome_on) == ("owned", "seeking_place", date(2026, 3, 11))
    assert mails() == [("noor@example.nl", f"Hoe het nu gaat met {TITLE} (ZW-2026-0001)")]


def test_closing_withdraws_what_was_still_promised(initiative: Initiative, guide: User, now: datetime) -> None:
    initiative.promises.create(kind="position", party="municipality", made_at=now, due_on=date(2026, 4, 10))
    case = record_outcome(
        initiative=initiative, outcome=Outcome.INDEPENDENT, note="Het loopt.", closes=True, by=guide, at=now
    )
    assert (case.state, case.ball) == ("closed", "")
    assert case.promises.get().withdrawn_reason == "Het traject is klaar."
    with pytest.raises(IllegalTransition):
        stop(initiative=case, reason="x", by=guide, at=now)


def test_a_closed_case_is_reopened_with_a_reason(
    initiative: Initiative, guide: User, now: datetime, mails: Mails
) -> None:
    record_outcome(initiative=initiative, outcome=Outcome.IDLE, note="Stil.", closes=True, by=guide, at=now, tell=False)
    with pytest.raises(Refusal) as refusal:
        reopen(initiative=initiative, reason=" ", by=guide, at=now)
    assert refusal.value.field == "reason"
    case = reopen(initiative=initiative, reason="Er is een plek.", by=guide, at=now)
    assert (case.state, case.ball) == ("conversing", "municipality")
    assert mails() == [("noor@example.nl", f"We gaan verder met {TITLE} (ZW-2026-0001)")]


def test_a_third_party_has_a_name(initiative: Initiative, guide: User, now: datetime) -> None:
    with pytest.raises(Refusal) as refusal:
        hand_ball(initiative=initiative, to=Party.THIRD_PARTY, by=guide, at=now)
    assert refusal.value.field == "third_party"
    case = hand_ball(initiative=initiative, to=Party.THIRD_PARTY, third_party="SWZ", by=guide, at=now)
    assert (case.ball, case.third_party) == ("third_party", "SWZ")


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        ({"owner": None}, "initiative_needs_owner"),
        ({"state": "closed", "ball": ""}, "initiative_closed_has_outcome"),
        ({"ball": ""}, "initiative_open_has_ball"),
        ({"ball": "third_party"}, "initiative_third_party_named"),
        ({"published_at": datetime(2026, 3, 11, tzinfo=UTC)}, "initiative_public_needs_consent"),
        ({"wijk": None}, "initiative_place_has_wijk"),
        ({"title": ""}, "initiative_has_title"),
    ],
)
def test_the_database_itself_refuses(initiative: Initiative, now: datetime, broken: dict, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Initiative.objects.filter(pk=initiative.pk).update(**broken)
