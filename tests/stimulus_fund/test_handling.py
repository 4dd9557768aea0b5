"""Completing, extending and the other things that happen to a term, through the actions that colleagues and applicants
use."""

from datetime import date, timedelta

import pytest

from core.models import AuditEntry, OutgoingMail
from stimulus_fund.actions import handling
from stimulus_fund.actions.application import AlreadySent, keep
from stimulus_fund.actions.completing import complete, give_notice
from stimulus_fund.actions.reminding import remind
from stimulus_fund.actions.term import tell_all
from stimulus_fund.acts import NotAllowed
from stimulus_fund.clock import Happening
from stimulus_fund.lawful import BadDay, CompletedTooLate, ExtendedBefore, NotTooLate
from stimulus_fund.models import Application
from stimulus_fund.questions import Part
from tests.stimulus_fund.desk import AT, DAY, LATER

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 3, 26)


def ask(sent, desk, at=LATER):
    return handling.ask_to_complete(
        application=sent, parts=[Part.PLAN], text="Wanneer begint u?", until=UNTIL, by=desk.officer, at=at
    )


def test_asking_stops_the_clock_and_opens_only_what_is_asked(sent, desk, fresh):
    ask(sent, desk)
    now = fresh(sent)
    assert (now.state, now.complete_order) == ("incomplete", None)
    keep(application=sent, part=Part.PLAN, answers={"result": "Meer ontmoeting."}, seen="", at=LATER)
    with pytest.raises(AlreadySent):
        keep(application=sent, part=Part.RECIPIENT, answers={"town": "Kampen"}, seen="", at=LATER)
    assert (fresh(sent).result, fresh(sent).town) == ("Meer ontmoeting.", "Zwolle")


def test_the_letter_says_what_is_missing_and_until_when(sent, desk):
    ask(sent, desk)
    letter = sent.letters.get(kind="completion")
    assert (letter.number, letter.subject, letter.post) == (2, "Vul uw aanvraag ZF-2026-0001 aan", "portal")
    assert "<p>Wanneer begint u?</p>" in letter.body
    assert "<li>Uw plan</li>" in letter.body
    assert "Stuur dit uiterlijk op 26 maart 2026." in letter.body
    mail = OutgoingMail.objects.filter(kind="fund.letter").get()
    assert mail.subject == "Vul uw aanvraag ZF-2026-0001 aan"


def test_completing_lets_the_clock_run_on_and_takes_a_new_place(sent, desk, initiator, fresh):
    before = sent.decide_by
    ask(sent, desk)
    complete(application=sent, by=initiator, at=LATER + 7 * DAY)
    now = fresh(sent)
    assert (now.state, now.complete_order, now.complete_at) == ("submitted", 2026_000_002, LATER + 7 * DAY)
    assert now.decide_by == before + timedelta(days=6)  # stood still from 13 to 18 March
    assert list(now.letters.values_list("kind", flat=True)) == ["receipt", "completion", "receipt"]


def test_completing_after_the_last_day_is_refused(sent, desk, initiator):
    ask(sent, desk)
    with pytest.raises(CompletedTooLate, match="Aanvullen kon tot en met 26 maart 2026"):
        complete(application=sent, by=initiator, at=AT.replace(month=3, day=27))


def test_while_the_applicant_can_complete_it_is_not_found_complete(sent, desk, fresh):
    ask(sent, desk)
    with pytest.raises(Exception, match="De aanvrager kan nog aanvullen"):
        handling.find_complete(application=sent, reason="Toch genoeg.", by=desk.officer, at=LATER + DAY)
    handling.find_complete(application=sent, reason="Toch genoeg.", by=desk.officer, at=AT.replace(month=3, day=27))
    assert (fresh(sent).state, fresh(sent).complete_order) == ("assessing", 2026_000_002)


def test_a_term_is_extended_once_to_a_named_day(sent, desk, fresh):
    handling.extend(application=sent, until=date(2026, 6, 10), reason="Advies.", by=desk.officer, at=LATER)
    assert fresh(sent).decide_by == date(2026, 6, 10)
    body = sent.letters.get(kind="extension").body
    assert "Wij zouden uiterlijk op 6 mei 2026 beslissen op uw aanvraag." in body
    assert "Wij beslissen nu uiterlijk op 10 juni 2026 (Awb 4:14 lid 3)." in body
    with pytest.raises(ExtendedBefore):
        handling.extend(application=sent, until=date(2026, 6, 24), reason="Nog eens.", by=desk.officer, at=LATER)


def test_a_bad_day_is_refused_and_nothing_is_sent(sent, desk):
    with pytest.raises(BadDay):
        handling.extend(application=sent, until=date(2026, 4, 1), reason="Druk.", by=desk.officer, at=LATER)
    assert list(sent.letters.values_list("kind", flat=True)) == ["receipt"]


def test_consent_to_wait_that_came_by_letter_moves_the_last_day(sent, desk, fresh):
    facts = {"on": date(2026, 3, 12), "until": date(2026, 3, 19), "text": "Per brief."}
    handling.note_event(application=sent, kind=Happening.AGREED, **facts, by=desk.officer, at=LATER + 3 * DAY)
    assert fresh(sent).decide_by == date(2026, 5, 13)
    with pytest.raises(Exception, match="Kies een dag van de ontvangst tot en met vandaag"):
        handling.note_event(
            application=sent,
            kind=Happening.DELAYED,
            on=date(2026, 4, 1),
            until=None,
            text="x",
            by=desk.officer,
            at=LATER,
        )


def test_notice_of_default_only_when_it_is_late(sent, desk, initiator):
    with pytest.raises(NotTooLate):
        give_notice(application=sent, text="", by=initiator, at=LATER)
    handling.take_on(application=sent, by=desk.officer, at=LATER)
    give_notice(application=sent, text="Het duurt te lang.", by=initiator, at=AT.replace(month=5, day=7))
    mail = OutgoingMail.objects.get(kind="fund.default")
    assert (mail.to, mail.subject) == (desk.officer.email, "Ingebrekestelling bij aanvraag ZF-2026-0001")


def test_who_may_not_is_refused_and_that_is_written_down(sent, desk):
    with pytest.raises(NotAllowed, match="uw rol geeft u dat recht niet"):
        handling.take_on(application=sent, by=desk.assessor, at=LATER)
    entry = AuditEntry.objects.get(verb="application.refused")
    assert (entry.actor_id, entry.after) == (desk.assessor.pk, {"act": "take_on", "number": "ZF-2026-0001"})


def test_what_happened_to_a_term_stays(sent, desk):
    event = ask(sent, desk)
    with pytest.raises(Exception, match="what happened to a term is never changed"):
        Application.objects.get(pk=sent.pk).term_events.filter(pk=event.pk).update(until=date(2026, 4, 1))


def test_the_last_day_moves_on_while_the_clock_stands_still(sent, desk, fresh):
    before = sent.decide_by
    ask(sent, desk)
    assert tell_all(at=LATER + 3 * DAY) == 1
    assert fresh(sent).decide_by == before + 2 * DAY
    assert tell_all(at=LATER + 3 * DAY) == 0


def test_the_handler_is_reminded_once_before_and_once_after_the_last_day(sent, desk):
    handling.take_on(application=sent, by=desk.officer, at=LATER)
    days = [(4, 28), (4, 29), (4, 30), (5, 6), (5, 7), (5, 8)]
    assert [remind(at=AT.replace(month=month, day=day)) for month, day in days] == [0, 1, 0, 0, 1, 0]
    mails = OutgoingMail.objects.filter(kind="fund.due").order_by("pk")
    assert list(mails.values_list("to", "subject")) == [
        (desk.officer.email, "Besluit op aanvraag ZF-2026-0001 uiterlijk op 6 mei 2026"),
        (desk.officer.email, "Te laat met aanvraag ZF-2026-0001"),
    ]
