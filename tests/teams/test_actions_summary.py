from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from core.models import OutgoingMail
from core.refusal import Conflict, IllegalTransition, Refusal
from initiatives.models import Initiative, TimelineEntry
from teams.actions.session import edit_session, log_session
from teams.actions.summary import answer_summary, reply_to_answer, summary_mark
from teams.enums import SummaryState
from teams.models import Session, SummaryAnswer
from teams.records import Presence, Talk
from tests.factories import MemberFactory, UserFactory

TALK = Talk(
    held_on=date(2026, 3, 10),
    minutes=45,
    question="Mag de haag weg?",
    answer="Ja, na 1 juli.",
    agreed="Esra meet de stoep op.",
    internal_note="Kost ons 400 euro.",
    shared=True,
)
CONFIRMED, CORRECTED = SummaryState.CONFIRMED, SummaryState.CORRECTED
OWN_WORDS = "Wij zouden zelf meten."


@pytest.fixture
def session(case: Initiative, ep_member: User, now: datetime) -> Session:
    return log_session(initiative=case, key=UUID(int=1), talk=TALK, by=ep_member, at=now)


@pytest.fixture
def answer(session: Session, initiator: User, now: datetime) -> Callable[..., SummaryAnswer]:
    """What the initiator says of the summary as it stands."""

    def give(answer: SummaryState = CONFIRMED, words: str = "", **facts: object) -> SummaryAnswer:
        seen = summary_mark(Session.objects.get(pk=session.pk))
        return answer_summary(
            **{"session": session, "answer": answer, "words": words, "seen": seen, "by": initiator, "at": now} | facts
        )

    return give


def state() -> str:
    return Session.objects.get().summary_state


def subjects(after: int = 0) -> list[tuple[str, str]]:
    return list(OutgoingMail.objects.filter(pk__gt=after).order_by("pk").values_list("to", "subject"))


def newest() -> int:
    return OutgoingMail.objects.latest("pk").pk


def test_the_summary_is_mailed_with_the_way_to_answer_and_without_the_note(session: Session) -> None:
    assert state() == "shared"
    mail = OutgoingMail.objects.get(to="noor@example.nl")
    assert "De vraag:\n> Mag de haag weg?\n\nHet antwoord van de gemeente:\n> Ja, na 1 juli.\n" in mail.text
    assert f"/mijn/ZW-2026-0001/gesprek/{session.pk}/" in mail.text
    assert "400 euro" not in mail.text


def test_confirming_is_kept_and_told_to_both_colleagues(session: Session, answer, initiator: User, verbs) -> None:
    before = newest()
    given = answer()
    assert (given.answer, given.words, given.by, given.version) == ("confirmed", "", initiator, 1)
    assert given.summary == "Mag de haag weg?\n\nJa, na 1 juli.\n\nEsra meet de stoep op."
    assert state() == "confirmed"
    what = "Het verslag van 10 maart 2026 over Buurttuin aan de Assendorperdijk klopt (ZW-2026-0001)"
    assert subjects(before) == [("gijs@zwolle.example", what), ("esra@zwolle.example", what)]
    assert verbs(session.team.initiative)[-1] == "session.summary_confirmed"


def test_a_correction_stands_beside_the_summary_and_the_others_there_read_it(session: Session, answer) -> None:
    other = MemberFactory(
        initiative=session.team.initiative, role="co_initiator", user=UserFactory(email="bo@example.nl")
    )
    before = newest()
    answer(CORRECTED, f"  {OWN_WORDS} ")
    assert (SummaryAnswer.objects.get().words, Session.objects.get().agreed) == (OWN_WORDS, TALK.agreed)
    assert state() == "corrected"
    assert [to for to, _subject in subjects(before)] == ["gijs@zwolle.example", "esra@zwolle.example", other.user.email]
    assert all(f"> {OWN_WORDS}" in mail.text for mail in OutgoingMail.objects.filter(pk__gt=before))
    assert TimelineEntry.objects.latest("pk").event == "summary_corrected"


def test_who_logged_it_but_left_hears_nothing(session: Session, answer) -> None:
    session.team.members.update(state="left")
    before = newest()
    answer()
    assert [to for to, _subject in subjects(before)] == ["gijs@zwolle.example"]


def test_a_correction_without_words_is_refused(answer) -> None:
    with pytest.raises(Refusal) as refused:
        answer(CORRECTED, " ")
    assert refused.value.field == "words"
    assert state() == "shared"


def test_an_internal_summary_cannot_be_answered(session: Session, answer) -> None:
    Session.objects.update(shared=False, summary_state="internal")
    with pytest.raises(IllegalTransition):
        answer()
    assert not SummaryAnswer.objects.exists()


def test_who_answers_a_text_that_changed_meanwhile_reads_it_again(answer) -> None:
    with pytest.raises(Conflict):
        answer(seen="an older text")
    assert state() == "shared"


def test_saying_the_same_twice_is_one_answer(answer) -> None:
    assert answer(CORRECTED, OWN_WORDS).pk == answer(CORRECTED, OWN_WORDS).pk
    assert SummaryAnswer.objects.count() == 1


def test_another_answer_leaves_the_first_as_history(answer) -> None:
    answer(CORRECTED, OWN_WORDS)
    answer()
    assert list(SummaryAnswer.objects.order_by("pk").values_list("answer", "words")) == [
        ("corrected", OWN_WORDS),
        ("confirmed", ""),
    ]
    assert state() == "confirmed"


def test_a_changed_summary_is_shared_anew_and_what_was_said_stays(session: Session, answer, guide, now) -> None:
    answer(CORRECTED, OWN_WORDS)
    talk = replace(TALK, agreed="Noor meet de stoep op.")
    edit_session(session=session, version=1, talk=talk, by=guide, at=now)
    assert state() == "shared"
    assert SummaryAnswer.objects.get().summary.endswith("Esra meet de stoep op.")


def test_a_change_of_the_internal_note_is_nobodys_business(session: Session, answer, guide, now) -> None:
    answer()
    before = newest()
    edit_session(session=session, version=1, talk=replace(TALK, internal_note="Nu 500."), by=guide, at=now)
    assert (state(), subjects(before)) == ("confirmed", [])
    assert TimelineEntry.objects.latest("pk").event == "summary_confirmed"


def test_sharing_later_begins_the_question(case: Initiative, ep_member: User, guide: User, now: datetime) -> None:
    inside = log_session(initiative=case, key=UUID(int=2), talk=replace(TALK, shared=False), by=ep_member, at=now)
    assert state() == "internal"
    edit_session(session=inside, version=1, talk=TALK, by=guide, at=now, presence=Presence(colleagues=[guide]))
    assert state() == "shared"


def test_a_reply_reaches_the_initiators_side_once(session: Session, answer, ep_member: User, now: datetime) -> None:
    given = answer(CORRECTED, OWN_WORDS)
    before = newest()
    reply_to_answer(answer=given, text=" U heeft gelijk. ", by=ep_member, at=now)
    reply_to_answer(answer=given, text="U heeft gelijk.", by=ep_member, at=now)
    given.refresh_from_db()
    assert (given.reply, given.replied_by, given.replied_at) == ("U heeft gelijk.", ep_member, now)
    title = "Reactie op wat u zei over het verslag van 10 maart 2026 (ZW-2026-0001)"
    assert subjects(before) == [("noor@example.nl", title)]
    text = OutgoingMail.objects.latest("pk").text
    assert f"U schreef:\n> {OWN_WORDS}\n\nEsra Polat van de gemeente reageert:\n> U heeft gelijk.\n" in text


@pytest.mark.parametrize("text", [" ", "Iets anders."])
def test_an_empty_or_a_second_reply_is_refused(answer, guide: User, now: datetime, text: str) -> None:
    given = answer(CORRECTED, OWN_WORDS)
    reply_to_answer(answer=given, text="Dank u.", by=guide, at=now)
    with pytest.raises(Refusal) as refused:
        reply_to_answer(answer=given, text=text, by=guide, at=now)
    assert refused.value.field == "reply"
    assert SummaryAnswer.objects.get().reply == "Dank u."


@pytest.mark.parametrize(
    "facts",
    [
        {"summary": ""},
        {"answer": "corrected", "words": ""},
        {"answer": "confirmed", "words": "Toch niet"},
        {"answer": "shared"},
        {"reply": "Zonder naam"},
    ],
)
def test_the_database_refuses_half_an_answer(session: Session, answer, facts: dict[str, str]) -> None:
    given = answer()
    with pytest.raises(IntegrityError), transaction.atomic():
        SummaryAnswer.objects.filter(pk=given.pk).update(**facts)


@pytest.mark.parametrize("state", ["shared", "confirmed", "corrected"])
def test_the_database_refuses_an_answer_to_what_is_not_shared(session: Session, state: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(shared=False, summary_state=state)
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(summary_state="internal")
