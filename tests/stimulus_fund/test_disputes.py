"""Objections and complaints: who handles them, by which clock, and what follows for money and letters."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from django.db import transaction

from accounts.enums import Role
from core.refusal import IllegalTransition, Refusal
from stimulus_fund.actions import disputing, preparing
from stimulus_fund.actions.deciding import NotYours
from stimulus_fund.actions.disputing import Involved
from stimulus_fund.actions.letters import post_letter
from stimulus_fund.actions.reminding import remind_of_disputes
from stimulus_fund.enums import LetterKind, Verdict
from stimulus_fund.lawful import NotTooLate
from stimulus_fund.models import Application, Decision, Dispute, Letter, Pot
from stimulus_fund.queries.disputes import is_in_time
from stimulus_fund.queries.law import law
from stimulus_fund.queries.term import clock_of_dispute
from stimulus_fund.told import sentences
from tests.factories import RoleGrantFactory
from tests.stimulus_fund.desk import DAY, LATER, granted, proposal, rejected, taken

pytestmark = pytest.mark.django_db
FILED = LATER + 6 * DAY  # 18 March 2026, a Wednesday


@pytest.fixture
def others(desk):
    """The same desk with people who did not work on the first decision."""
    handler = RoleGrantFactory(role=Role.FUND_OFFICER, user__display_name="Jet Juridisch").user
    decider = RoleGrantFactory(role=Role.DECISION_MAKER, user__display_name="Ben Beslist").user
    return replace(desk, officer=handler, decider=decider)


@pytest.fixture
def objected(sent, desk, initiator):
    """A rejected application and the objection to it."""
    done = rejected(sent, desk)
    for letter in done.letters.filter(kind="rejection"):
        post_letter(letter=letter, by=desk.officer, at=LATER)
    decision = done.decisions.get()
    return disputing.object_to(
        application=done, decision=decision, text="De school doet wel mee.", by=initiator, at=FILED
    )


def handled(dispute, people, *, at=FILED):
    """Taken on, and nobody needs to be heard."""
    facts = {"application": dispute.application, "dispute": dispute, "by": people.officer, "at": at}
    disputing.take_on_dispute(**facts)
    disputing.waive_hearing(**facts, reason="De indiener wil niet gehoord worden.")
    return Dispute.objects.get(pk=dispute.pk)


def answered(dispute, people, wanted, *, at=FILED):
    """Brought to a decision on the objection."""
    wrote = preparing.answer_objection(
        application=dispute.application, dispute=dispute, proposal=wanted, by=people.officer, at=at
    )
    return taken(dispute.application, wrote, people, at=at)


def test_the_receipt_names_the_text_the_moment_and_the_last_day(objected):
    letter = objected.letters.get()
    assert (objected.number, letter.kind, letter.post) == ("ZF-2026-0001-B1", "objected", "portal")
    for words in (
        "Wij ontvingen op 18 maart 2026 om 10:00 uw bezwaar tegen ons besluit van 12 maart 2026.",
        "<p>De school doet wel mee.</p>",
        "Wij beslissen uiterlijk op 4 juni 2026 (Awb 7:10).",
    ):
        assert words in letter.body


def test_its_clock_begins_when_the_time_to_object_is_over(objected):
    first, second = sentences(clock_of_dispute(objected, law(), FILED.date()))
    assert first == (
        "Het bezwaar is ontvangen op 18 maart 2026. Na 23 april 2026, als de tijd om bezwaar te maken voorbij is, "
        "heeft de gemeente 42 dagen om te beslissen (Awb 7:10 lid 1)."
    )
    assert second == "De gemeente beslist uiterlijk op 4 juni 2026."


def test_a_rejection_becomes_a_grant_and_the_money_follows(objected, others, fresh):
    done = answered(handled(objected, others), others, proposal("grant", 90_000, deviation="De school doet mee."))
    pot = Pot.objects.get(pk=done.pot_id)
    assert (done.state, done.granted_cents, pot.granted_cents) == ("granted", 90_000, 90_000)
    assert [payment.cents for payment in done.payments.all()] == [90_000]
    old, new = done.decisions.order_by("pk")
    assert (old.state, new.state, new.replaces) == ("replaced", "taken", old)
    closed = Dispute.objects.get()
    assert (closed.state, closed.closed_by) == ("closed", others.decider)
    letter = closed.letters.get(kind="objection")
    for words in (
        "Op 18 maart 2026 ontvingen wij uw bezwaar ZF-2026-0001-B1.",
        "Uw bezwaar is gegrond. Wij nemen een nieuw besluit. Wij geven u subsidie van €\xa0900.",
        "<p>Het plan past bij de regeling.</p>",
        "Wij hebben u niet gehoord. De indiener wil niet gehoord worden. (Awb 7:3)",
        "Wij betalen uiterlijk op 29 april 2026 (Awb 4:87).",
        "U kunt beroep instellen bij de rechtbank Overijssel tot en met 29 april 2026.",
    ):
        assert words in letter.body


def test_an_unfounded_objection_changes_nothing_but_is_closed(objected, others):
    done = answered(handled(objected, others), others, proposal("upheld", 0))
    assert (done.state, done.granted_cents, done.closed_at) == ("rejected", None, FILED)
    assert Dispute.objects.get().state == "closed"
    assert "Uw bezwaar is ongegrond. Ons besluit blijft zoals het was." in done.letters.get(kind="objection").body
    with pytest.raises(IllegalTransition, match="Dit is al afgehandeld"):
        disputing.withdraw_dispute(dispute=objected, by=objected.filed_by, at=FILED)


def test_a_part_becomes_the_whole_and_only_the_difference_is_paid(sent, desk, others, initiator):
    part = granted(sent, desk, proposal("partial", 60_000, ground="criteria", deviation="Minder is genoeg."))
    filed = disputing.object_to(
        application=part, decision=part.decisions.get(), text="Te weinig.", by=initiator, at=FILED
    )
    ready = handled(filed, others)
    with pytest.raises(Refusal, match="gaat er niet op achteruit: ten minste €\xa0600"):
        answered(ready, others, proposal("partial", 50_000, ground="criteria", deviation="x"))
    done = answered(ready, others, proposal("grant", 90_000))
    assert [payment.cents for payment in done.payments.order_by("pk")] == [60_000, 30_000]
    assert Pot.objects.get(pk=done.pot_id).granted_cents == 90_000
    assert "Wij betalen u nog €\xa0300, uiterlijk op 29 april 2026" in done.letters.get(kind="objection").body


@pytest.mark.parametrize("role", ["officer", "second", "decider"])
def test_who_worked_on_the_decision_does_not_handle_the_objection(objected, desk, role):
    person = getattr(desk, role)
    RoleGrantFactory(user=person, role=Role.FUND_OFFICER, scope="x")
    facts = {"application": objected.application, "dispute": objected, "at": FILED}
    if role == "decider":
        RoleGrantFactory(user=person, role=Role.FUND_OFFICER)
        person = type(person).objects.get(pk=person.pk)
    with pytest.raises(Involved):
        disputing.take_on_dispute(**facts, by=person)
    with pytest.raises(Exception, match="does not handle the objection"), transaction.atomic():
        Dispute.objects.filter(pk=objected.pk).update(handler=person)


def test_who_took_the_first_decision_does_not_take_the_second(objected, desk, others):
    ready = handled(objected, others)
    with pytest.raises(NotYours, match="Een ander beslist"):
        answered(ready, replace(others, decider=desk.decider), proposal("upheld", 0))
    decision = Decision.objects.get(dispute=ready)
    people = {"checked_by": others.assessor, "taken_by": desk.decider}
    with pytest.raises(Exception, match="does not decide on the objection"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(state="taken", taken_at=FILED, checked_at=FILED, **people)


def test_nobody_decides_before_somebody_was_heard_or_it_is_said_why_not(objected, others):
    facts = {"application": objected.application, "dispute": objected, "by": others.officer, "at": FILED}
    with pytest.raises(Refusal, match="Alleen wie het bezwaar behandelt"):
        preparing.answer_objection(**facts, proposal=proposal("upheld", 0))
    disputing.take_on_dispute(**facts)
    with pytest.raises(Refusal, match=r"Nodig de indiener eerst uit .* \(Awb 7:2\)"):
        preparing.answer_objection(**facts, proposal=proposal("upheld", 0))
    with pytest.raises(Refusal, match="Kies een moment dat nog komt"):
        disputing.invite(**facts, day=FILED.date() - DAY, hour=time(10), place="Stadskantoor")
    disputing.invite(**facts, day=date(2026, 4, 1), hour=time(10), place="Stadskantoor, kamer 2.14")
    body = objected.letters.get(kind="hearing").body
    assert "Het gesprek is op woensdag 1 april 2026 om 10:00. Plaats: Stadskantoor, kamer 2.14." in body
    with pytest.raises(Refusal, match="Het gesprek is nog niet geweest"):
        disputing.write_hearing(**facts, report="x")
    with pytest.raises(Refusal, match=r"verslag van het gesprek \(Awb 7:7\)"):
        preparing.answer_objection(**facts, proposal=proposal("upheld", 0))
    facts["at"] = datetime(2026, 4, 2, 9, tzinfo=UTC)
    disputing.write_hearing(**facts, report="De school bevestigt dat zij meedoet.")
    assert preparing.answer_objection(**facts, proposal=proposal("upheld", 0)).dispute == objected


def test_adjourned_once_with_a_letter(objected, others):
    ready = handled(objected, others)
    facts = {"application": ready.application, "dispute": ready, "by": others.officer, "at": FILED}
    with pytest.raises(Refusal, match="Noem een dag na 4 juni 2026 en uiterlijk 16 juli 2026"):
        disputing.adjourn(**facts, until=date(2026, 7, 17), reason="x")
    disputing.adjourn(**facts, until=date(2026, 7, 16), reason="De commissie komt later bijeen.")
    assert Dispute.objects.get().decide_by == date(2026, 7, 16)
    body = ready.letters.get(kind="extension").body
    assert "Wij zouden u uiterlijk op 4 juni 2026 antwoord geven op ZF-2026-0001-B1." in body
    with pytest.raises(Refusal, match="al een keer verlengd"):
        disputing.adjourn(**facts, until=date(2026, 7, 16), reason="x")


def test_consent_stops_its_clock_and_not_that_of_the_application(objected, others, fresh):
    ready = handled(objected, others)
    facts = {"application": ready.application, "dispute": ready, "by": others.officer}
    before = fresh(ready.application).decide_by
    disputing.note_consent(**facts, until=date(2026, 5, 22), text="Per mail.", at=datetime(2026, 5, 1, 9, tzinfo=UTC))
    assert Dispute.objects.get().decide_by == date(2026, 6, 25)
    assert fresh(ready.application).decide_by == before


def test_a_late_answer_can_be_given_notice_of(objected, initiator):
    with pytest.raises(NotTooLate):
        disputing.give_notice_in(dispute=objected, text="", by=initiator, at=FILED)
    late = datetime(2026, 6, 8, 9, tzinfo=UTC)
    disputing.give_notice_in(dispute=objected, text="U bent te laat.", by=initiator, at=late)
    clock = clock_of_dispute(Dispute.objects.get(), law(), date(2026, 6, 25))
    assert (clock.respond.last_day, clock.penalty.total_cents) == (date(2026, 6, 22), 2 * 2_300)


def test_withdrawing_takes_a_prepared_answer_along(objected, others, initiator):
    ready = handled(objected, others)
    facts = {"application": ready.application, "dispute": ready, "by": others.officer, "at": FILED}
    preparing.answer_objection(**facts, proposal=proposal("upheld", 0))
    disputing.withdraw_dispute(dispute=ready, by=initiator, at=FILED)
    assert (Dispute.objects.get().state, Decision.objects.filter(dispute=ready).count()) == ("withdrawn", 0)


def test_one_objection_at_a_time_and_only_to_what_stands(objected, others, initiator):
    application, decision = objected.application, objected.decision
    facts = {"application": application, "text": "Nog een.", "by": initiator, "at": FILED}
    with pytest.raises(Refusal, match="Er loopt al een bezwaar"):
        disputing.object_to(**facts, decision=decision)
    answered(handled(objected, others), others, proposal("grant", 90_000, deviation="x"))
    decision.refresh_from_db()
    with pytest.raises(Refusal, match="kunt u geen bezwaar maken"):
        disputing.object_to(**facts, decision=decision)


@pytest.mark.parametrize(
    ("on", "posted_on", "in_time"),
    [
        (date(2026, 4, 23), None, True),
        (date(2026, 4, 24), None, False),
        (date(2026, 4, 30), date(2026, 4, 23), True),
        (date(2026, 5, 1), date(2026, 4, 23), False),
        (date(2026, 4, 24), date(2026, 4, 24), False),
    ],
)
def test_a_paper_objection_counts_by_its_postmark(sent, desk, others, on, posted_on, in_time):
    done = rejected(sent, desk)
    post_letter(letter=done.letters.get(kind="rejection"), by=desk.officer, at=LATER)
    filed = disputing.enter_paper(
        application=done,
        decision=done.decisions.get(),
        text="Overgenomen.",
        on=on,
        posted_on=posted_on,
        by=others.officer,
        at=datetime(2026, 5, 4, 9, tzinfo=UTC),
    )
    assert is_in_time(filed, law()) is in_time
    assert (filed.entered_by, filed.filed_by) == (others.officer, done.signed_by)


def test_the_term_to_object_begins_when_the_letter_is_posted(sent, desk, initiator):
    done = rejected(sent, desk)
    later = LATER + 7 * DAY
    post_letter(letter=done.letters.get(kind="rejection"), by=desk.officer, at=later)
    filed = disputing.object_to(
        application=done, decision=done.decisions.get(), text="x", by=initiator, at=datetime(2026, 4, 30, 9, tzinfo=UTC)
    )
    assert is_in_time(filed, law())


def test_a_complaint_is_closed_with_a_verdict_by_somebody_else(sent, desk, others, initiator):
    Application.objects.filter(pk=sent.pk).update(officer=desk.officer)
    filed = disputing.complain(application=sent, text="Niemand belde terug.", by=initiator, at=FILED)
    assert (filed.number, filed.decide_by) == ("ZF-2026-0001-K1", date(2026, 4, 29))
    facts = {"application": filed.application, "dispute": filed, "at": FILED}
    with pytest.raises(Involved):
        disputing.take_on_dispute(**facts, by=desk.officer)
    disputing.take_on_dispute(**facts, by=others.officer)
    verdict = {"verdict": Verdict.PARTLY, "conclusion": "Wij bellen voortaan binnen twee dagen terug."}
    with pytest.raises(Refusal, match=r"Spreek eerst met de indiener.*Awb 9:10"):
        disputing.conclude(**facts, **verdict, by=others.officer)
    disputing.waive_hearing(**facts, reason="Wil niet.", by=others.officer)
    disputing.conclude(**facts, **verdict, by=others.officer)
    body = filed.letters.get(kind="complaint").body
    for words in ("Uw klacht is voor een deel gegrond.", "Wij bellen voortaan binnen twee dagen terug.", "ombudsman"):
        assert words in body
    with pytest.raises(Exception, match="what was filed is never changed"), transaction.atomic():
        Dispute.objects.filter(pk=filed.pk).update(text="Anders")


def test_reminded_a_week_before_and_the_day_after(objected):
    assert remind_of_disputes(at=datetime(2026, 5, 27, 9, tzinfo=UTC)) == 0
    assert remind_of_disputes(at=datetime(2026, 5, 28, 9, tzinfo=UTC)) == 1
    assert remind_of_disputes(at=datetime(2026, 5, 29, 9, tzinfo=UTC)) == 0
    assert remind_of_disputes(at=datetime(2026, 6, 5, 9, tzinfo=UTC)) == 1


def test_a_new_decision_without_objection_replaces_the_old(sent, desk):
    part = granted(sent, desk, proposal("partial", 60_000, ground="criteria", deviation="x"))
    wrote = preparing.renew(application=part, proposal=proposal("grant", 90_000), by=desk.officer, at=FILED)
    done = taken(part, wrote, desk, at=FILED)
    assert [one.state for one in done.decisions.order_by("pk")] == ["replaced", "taken"]
    assert "Dit besluit komt in plaats van ons besluit van 12 maart 2026." in done.letters.get(kind="grant").body
    assert sum(payment.cents for payment in done.payments.all()) == 90_000


def test_letters_of_disputes_ask_for_consent_too(objected):
    kinds = {kind for kind in LetterKind if kind not in LetterKind.receipts()}
    assert {LetterKind.OBJECTION, LetterKind.HEARING, LetterKind.COMPLAINT} <= kinds
    assert Letter.objects.get(dispute=objected).post == "portal"
