"""Judging and deciding: who may, who may not, what the letter says, and that the database refuses on its own."""

import pytest
from django.db import transaction

from accounts.enums import Role
from core.models import OutgoingMail
from core.refusal import Conflict
from stimulus_fund.actions import assessing, deciding, preparing
from stimulus_fund.actions.deciding import NotYours
from stimulus_fund.actions.entering import Interested
from stimulus_fund.actions.handling import find_complete
from stimulus_fund.actions.letters import post_letter, sealed
from stimulus_fund.actions.preparing import NotInOrder
from stimulus_fund.ceiling import CeilingExceeded
from stimulus_fund.models import Decision, Letter, Pot
from stimulus_fund.queries.assessing import advices, percentage
from tests.factories import RoleGrantFactory
from tests.stimulus_fund.desk import LATER, granted, judged, judgement, prepared, proposal, seen

pytestmark = pytest.mark.django_db


def test_from_complete_to_granted_under_the_ceiling(sent, desk):
    done = granted(sent, desk)
    pot = Pot.objects.get(pk=done.pot_id)
    assert (done.state, done.granted_cents, pot.granted_cents, pot.available_cents) == (
        "granted",
        90_000,
        90_000,
        410_000,
    )
    decision = done.decisions.get()
    people = [decision.prepared_by, decision.checked_by, decision.taken_by]
    assert people == [desk.officer, desk.second, desk.decider]


def test_the_letter_has_amount_purpose_duties_reasons_and_the_way_to_object(sent, desk):
    letter = granted(sent, desk).letters.get(kind="grant")
    for words in (
        "Wij geven u subsidie van €\xa0900.",
        "<p>Bankjes plaatsen.</p>",
        "<li>Meld een wijziging.</li>",
        "<li>Bewaar de bonnen.</li>",
        "<p>Het plan past bij de regeling.</p>",
        "Wij betalen uiterlijk op 23 april 2026 (Awb 4:87).",
        "U kunt bezwaar maken tot en met 23 april 2026.",
    ):
        assert words in letter.body
    assert letter.seal == sealed(letter.body)
    assert (letter.subject, letter.post) == ("Besluit op uw aanvraag ZF-2026-0001", "portal")


def test_a_sealed_letter_never_changes(sent, desk):
    letter = granted(sent, desk).letters.get(kind="grant")
    with pytest.raises(Exception, match="a letter that was sent is never changed"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(body="Anders")
    with pytest.raises(Exception, match="a letter that was sent is never deleted"), transaction.atomic():
        letter.delete()


def test_a_rejection_goes_on_paper_without_consent_and_is_posted_once(sent, desk):
    ready = judged(sent, desk, advice="reject")
    mark = prepared(ready, desk, proposal("rejection", 0, ground="criteria"))
    deciding.decide(application=ready, seen=mark, by=desk.decider, at=LATER)
    letter = ready.letters.get(kind="rejection")
    assert (letter.post, letter.posted_at) == ("paper", None)
    assert "Wij geven u geen subsidie. Wij wijzen uw aanvraag af." in letter.body
    assert "Het plan voldoet onvoldoende aan de criteria van de regeling." in letter.body
    post_letter(letter=letter, by=desk.officer, at=LATER)
    with pytest.raises(Exception, match="Deze brief is al verstuurd"):
        post_letter(letter=letter, by=desk.officer, at=LATER)


def test_two_advices_are_needed(sent, desk):
    find_complete(application=sent, reason="Ja.", by=desk.officer, at=LATER)
    assessing.keep_assessment(application=sent, judgement=judgement(sent), hands_in=True, by=desk.assessor, at=LATER)
    with pytest.raises(Exception, match="ten minste twee"):
        assessing.finish_assessing(application=sent, by=desk.officer, at=LATER)


def test_a_score_without_a_reason_is_no_advice(sent, desk):
    find_complete(application=sent, reason="Ja.", by=desk.officer, at=LATER)
    wrote = judgement(sent)
    bare = type(wrote)(dict.fromkeys(wrote.scores, (3, "")), wrote.advice, wrote.cents, wrote.summary)
    with pytest.raises(assessing.NotJudged, match="bij elk criterium punten en een reden"):
        assessing.keep_assessment(application=sent, judgement=bare, hands_in=True, by=desk.assessor, at=LATER)
    assessing.keep_assessment(application=sent, judgement=bare, hands_in=False, by=desk.assessor, at=LATER)
    assert advices(sent) == []


def test_points_are_weighed(sent, desk):
    judged(sent, desk)
    assert percentage(advices(sent)) == 60


def test_declared_interest_locks_a_person_out(sent, desk):
    assessing.declare_interest(application=sent, reason="Mijn zus doet mee.", by=desk.officer, at=LATER)
    with pytest.raises(Interested, match="U heeft een belang bij deze aanvraag gemeld"):
        judged(sent, desk)


def test_the_database_refuses_an_interested_decider(sent, desk):
    ready = judged(sent, desk)
    prepared(ready, desk)
    ready.interests.create(person=desk.decider, declared_at=LATER)
    decision = ready.decisions.get()
    with pytest.raises(Exception, match="who has an interest does not decide"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(state="taken", taken_by=desk.decider, taken_at=LATER)


def test_the_database_refuses_an_adviser_who_decides(sent, desk):
    ready = judged(sent, desk)
    prepared(ready, desk)
    with pytest.raises(Exception, match="who advised does not decide"), transaction.atomic():
        Decision.objects.filter(application=ready).update(state="taken", taken_by=desk.assessor, taken_at=LATER)


@pytest.mark.parametrize("role", ["officer", "second", "assessor"])
def test_who_worked_on_it_does_not_decide(sent, desk, role):
    ready = judged(sent, desk)
    mark = prepared(ready, desk)
    person = getattr(desk, role)
    RoleGrantFactory(user=person, role=Role.DECISION_MAKER)
    person = type(person).objects.get(pk=person.pk)
    with pytest.raises(NotYours):
        deciding.decide(application=ready, seen=mark, by=person, at=LATER)
    assert Pot.objects.get(pk=ready.pot_id).granted_cents == 0


def test_who_prepared_does_not_check(sent, desk):
    ready = judged(sent, desk)
    preparing.prepare(application=ready, proposal=proposal(), by=desk.officer, at=LATER)
    with pytest.raises(NotYours):
        deciding.check(application=ready, seen=seen(ready), by=desk.officer, at=LATER)


def test_another_way_than_the_advice_needs_a_reason(sent, desk):
    ready = judged(sent, desk)
    with pytest.raises(Exception, match=r"Dit wijkt af van het advies. Schrijf op waarom \(Awb 3:50\)"):
        preparing.prepare(
            application=ready, proposal=proposal("rejection", 0, ground="rules"), by=desk.officer, at=LATER
        )


def test_nobody_agrees_with_a_text_they_did_not_read(sent, desk):
    ready = judged(sent, desk)
    preparing.prepare(application=ready, proposal=proposal(), by=desk.officer, at=LATER)
    old = seen(ready)
    preparing.prepare(application=ready, proposal=proposal(), by=desk.officer, at=LATER.replace(hour=12))
    with pytest.raises(Conflict):
        deciding.check(application=ready, seen=old, by=desk.second, at=LATER.replace(hour=13))


def test_a_decision_that_comes_back_can_be_written_anew(sent, desk):
    ready = judged(sent, desk)
    mark = prepared(ready, desk)
    deciding.decline(application=ready, seen=mark, remark="Noem de looptijd.", by=desk.decider, at=LATER)
    assert OutgoingMail.objects.get(kind="fund.returned").to == desk.officer.email
    mark = prepared(ready, desk, at=LATER.replace(hour=12))
    deciding.decide(application=ready, seen=mark, by=desk.decider, at=LATER.replace(hour=13))
    assert ready.decisions.get().state == "taken"


def test_a_grant_over_the_ceiling_is_refused_with_what_is_left(sent, desk):
    ready = judged(sent, desk)
    mark = prepared(ready, desk)
    Pot.objects.filter(pk=ready.pot_id).update(ceiling_cents=80_000)
    with pytest.raises(CeilingExceeded, match="er is nog €\xa0800"):
        deciding.decide(application=ready, seen=mark, by=desk.decider, at=LATER)
    assert ready.decisions.get().state == "checked"


def test_who_was_complete_first_goes_first(sent, desk):
    ready = judged(sent, desk)
    Pot.objects.filter(pk=ready.pot_id).update(ceiling_cents=100_000)
    others = type(ready).objects.get(pk=ready.pk)
    others.pk, others.number, others.complete_order = None, "ZF-2026-0099", 2026_000_000
    others.save()
    with pytest.raises(NotInOrder, match="Daarnaast is er nog €\xa0100"):
        preparing.prepare(application=ready, proposal=proposal(), by=desk.officer, at=LATER)
