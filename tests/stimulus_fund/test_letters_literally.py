"""Every official letter, word for word, as people read it; the words stand in `letters/`, a file a kind."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from stimulus_fund.actions import disputing, handling, preparing, reporting
from stimulus_fund.enums import Answer, LetterKind, Verdict
from stimulus_fund.letter_pdf import pieces
from stimulus_fund.models import Application, Letter
from stimulus_fund.questions import Part
from tests.stimulus_fund.desk import DAY, LATER, Desk, granted, proposal, rejected, taken
from tests.stimulus_fund.test_disputes import FILED, answered, handled, objected, others
from tests.stimulus_fund.test_settling import AFTER, paid, settled, told, yes

__all__ = ["objected", "others", "told", "yes"]
pytestmark = pytest.mark.django_db
WORDS = Path(__file__).parent / "letters"


def said(part: Any) -> str:
    """A piece of a letter in words, a break as a line."""
    if isinstance(part, str):
        return part.replace("\u00a0", " ")
    inside = "".join(said(each) for each in part["parts"])
    marks = {
        "br": "\n",
        "dt": f"{inside} " if inside.endswith("?") else f"{inside}: ",
        "dd": f"{inside}\n",
        "li": f"- {inside}\n",
    }
    return marks.get(part["tag"], inside)


def in_words(letter: Letter) -> str:
    """A letter as plain text: its blocks, with an empty line between them."""
    blocks = ("\n".join(line.strip() for line in said(piece).strip().splitlines()) for piece in pieces(letter.body))
    return "\n\n".join(block for block in blocks if block) + "\n"


def completion(sent: Application, desk: Desk, **rest: Any) -> None:
    handling.ask_to_complete(
        application=sent,
        parts=[Part.PLAN],
        text="Wanneer begint u?",
        until=date(2026, 3, 26),
        by=desk.officer,
        at=LATER,
    )


def extension(sent: Application, desk: Desk, **rest: Any) -> None:
    handling.extend(application=sent, until=date(2026, 6, 8), reason="Wij vragen advies.", by=desk.officer, at=LATER)


def partial(sent: Application, desk: Desk, **rest: Any) -> None:
    granted(sent, desk, proposal("partial", 60_000, ground="criteria", deviation="Minder is genoeg."))


def unhandled(sent: Application, desk: Desk, **rest: Any) -> None:
    completion(sent, desk)
    late = datetime(2026, 3, 27, 9, tzinfo=UTC)
    wrote = preparing.prepare(
        application=sent, proposal=proposal("unhandled", 0, ground="incomplete"), by=desk.officer, at=late
    )
    taken(sent, wrote, desk, at=late)


def change(sent: Application, desk: Desk, initiator: User, **rest: Any) -> None:
    yes = granted(sent, desk)
    asked = reporting.ask_change(
        application=yes, text="Het wordt later.", ends_on=date(2026, 10, 1), by=initiator, at=LATER
    )
    facts = {"application": yes, "change": asked, "reason": "Het weer zat tegen.", "by": desk.officer, "at": LATER}
    reporting.answer_change(**facts, answer=Answer.AGREED)


SENT: dict[str, Callable[..., object]] = {
    "receipt": lambda **rest: None,
    "completion": completion,
    "extension": extension,
    "grant": lambda sent, desk, **rest: granted(sent, desk),
    "partial": partial,
    "rejection": lambda sent, desk, **rest: rejected(sent, desk),
    "unhandled": unhandled,
    "change": change,
}


@pytest.mark.parametrize("kind", SENT)
def test_a_letter_until_the_decision_and_about_the_plan(sent, desk, initiator, kind):
    SENT[kind](sent=sent, desk=desk, initiator=initiator)
    assert_says(sent, kind)


@pytest.mark.parametrize("kind", ["reported", "settlement", "reclaim", "revocation"])
def test_a_letter_after_the_report(told, desk, kind):
    if kind == "settlement":
        settled(told, desk, 60_000, "not_done")
    if kind == "reclaim":
        paid(told, desk)
        settled(told, desk, 60_000, "not_done")
    if kind == "revocation":
        paid(told, desk)
        done = settled(told, desk)
        wrote = preparing.revoke(
            application=done, proposal=proposal("revocation", 0, ground="known"), by=desk.officer, at=AFTER + DAY
        )
        taken(done, wrote, desk, at=AFTER + DAY)
    assert_says(told, kind)


@pytest.mark.parametrize("kind", ["objected", "hearing", "objection"])
def test_a_letter_about_an_objection(objected, others, kind):
    facts = {"application": objected.application, "dispute": objected, "by": others.officer, "at": FILED}
    if kind == "hearing":
        disputing.take_on_dispute(**facts)
        disputing.invite(**facts, day=date(2026, 4, 1), hour=time(10), place="Stadskantoor, kamer 2.14")
    if kind == "objection":
        answered(handled(objected, others), others, proposal("grant", 90_000, deviation="De school doet mee."))
    assert_says(objected.application, kind)


@pytest.mark.parametrize("kind", ["complained", "complaint"])
def test_a_letter_about_a_complaint(sent, desk, others, initiator, kind):
    filed = disputing.complain(application=sent, text="Niemand belde terug.", by=initiator, at=FILED)
    if kind == "complaint":
        facts = {"application": sent, "dispute": filed, "by": others.officer, "at": FILED}
        disputing.take_on_dispute(**facts)
        disputing.waive_hearing(**facts, reason="De indiener wil niet gehoord worden.")
        disputing.conclude(**facts, verdict=Verdict.FOUNDED, conclusion="Wij belden te laat terug. Dat spijt ons.")
    assert_says(sent, kind)


def assert_says(application: Application, kind: str) -> None:
    """The only letter of a kind says what its file says."""
    letter = Letter.objects.get(application=application, kind=kind)
    assert in_words(letter) == (WORDS / f"{kind}.txt").read_text(encoding="utf-8")


def test_every_kind_of_letter_has_its_words():
    assert {path.stem for path in WORDS.glob("*.txt")} == set(LetterKind.values)


def test_a_letter_that_leaves_out_how_to_object_is_seen(sent, desk):
    """The control: without its clause a grant says something else."""
    granted(sent, desk)
    letter = Letter.objects.get(kind="grant")
    letter.body = letter.body.replace("Onderteken uw bezwaar (Awb 6:5).", "")
    assert in_words(letter) != (WORDS / "grant.txt").read_text(encoding="utf-8")
