"""What a hub answers through its link, what is asked back, what came of it, and what the clock does."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from community import jobs
from community.actions import referral as actions
from community.actions import referral_reply
from community.actions.referral_clock import follow_up
from community.actions.referral_moves import hash_secret
from community.enums.hubs import HubAnswer, ReferralOutcome
from community.models import Hub, Referral, ReferralTerm
from community.records import HubReply
from core.models import OutgoingMail
from core.refusal import IllegalTransition, Refusal
from initiatives.timeline import sentence
from tests.community.hubs import hub_town
from tests.community.hubs.hub_town import MAILBOX
from tests.factories import MemberFactory

pytestmark = pytest.mark.usefixtures("town", "clock")
DAY = timedelta(days=1)


def test_both_sides_hear_what_the_hub_answers(sent, now, mails, verbs):
    row = hub_town.say(HubAnswer.TAKEN_UP, contact="Joke, 038 123 45 67", at=now + DAY)
    assert (row.state, row.answered_at) == ("taken_up", now + DAY)
    word = row.words.get()
    assert (word.speaker, word.answer, word.contact, word.by) == ("hub", "taken_up", "Joke, 038 123 45 67", None)
    assert mails()[4:] == [
        ("gijs@zwolle.example", "Hanzelab pakt de vraag op (ZW-2026-0001)"),
        ("esra@zwolle.example", "Hanzelab pakt de vraag op (ZW-2026-0001)"),
        ("noor@example.nl", "Hanzelab pakt uw vraag op (ZW-2026-0001)"),
    ]
    told = OutgoingMail.objects.latest("pk").text
    assert "> Graag. Wij bellen deze week." in told
    assert "> Joke, 038 123 45 67" in told
    assert sentence(row.initiative.timeline.last(), public=False) == "Hanzelab pakt de vraag op."
    assert verbs() == ["referral.proposed", "referral.agreed", "referral.answered"]


@pytest.mark.parametrize("answer", list(HubAnswer))
def test_each_answer_is_told_in_its_own_words(sent, now, mails, answer):
    row = hub_town.say(answer, at=now)
    subjects = {
        "taken_up": "Hanzelab pakt uw vraag op",
        "talked": "Hanzelab had contact over uw vraag",
        "questioned": "Hanzelab wil meer weten",
        "declined": "Hanzelab kan nu niet helpen",
    }
    assert (row.state, mails()[-1][1]) == (answer, f"{subjects[answer]} (ZW-2026-0001)")


@pytest.mark.parametrize("answer", [HubAnswer.QUESTIONED, HubAnswer.DECLINED])
def test_a_question_and_a_no_need_words(sent, now, answer):
    with pytest.raises(Refusal) as refused:
        hub_town.say(answer, text=" ", at=now)
    assert (refused.value.field, Referral.objects.get().state) == ("text", "sent")
    with pytest.raises(IntegrityError, match="referral_word_explains_itself"), transaction.atomic():
        sent.words.create(speaker="hub", answer=answer, said_at=now)


def test_the_same_answer_twice_is_one_answer(sent, now):
    hub_town.say(HubAnswer.TAKEN_UP, at=now)
    count = OutgoingMail.objects.count()
    hub_town.say(HubAnswer.TAKEN_UP, at=now + DAY)
    assert (sent.words.count(), OutgoingMail.objects.count()) == (1, count)


def test_another_answer_afterwards_is_refused(sent, now):
    hub_town.say(HubAnswer.TAKEN_UP, at=now)
    with pytest.raises(referral_reply.LinkRefused, match="al geantwoord"):
        hub_town.say(HubAnswer.DECLINED, at=now)
    assert (sent.words.count(), Referral.objects.get().state) == (1, "taken_up")


# --- Tokens: each situation (torture 52) ---------------------------------------------------------------------------
def answered(row, initiator, now):
    hub_town.say(HubAnswer.DECLINED, at=now)


def withdrawn(row, initiator, now):
    actions.withdraw(referral=row, by=initiator, at=now)


def lapsed(row, initiator, now):
    follow_up(at=now + 43 * DAY)


def nothing(row, initiator, now):
    """It still waits."""


@pytest.mark.parametrize(
    ("happened", "later", "words"),
    [
        (nothing, timedelta(0), None),
        (nothing, 42 * DAY, None),
        (nothing, 43 * DAY, "werkt niet meer"),
        (answered, timedelta(0), "al geantwoord"),
        (withdrawn, timedelta(0), "De vraag is ingetrokken"),
        (withdrawn, 43 * DAY, "De vraag is ingetrokken"),
        (lapsed, timedelta(0), "werkt niet meer"),
    ],
)
def test_what_a_link_opens(sent, initiator, now, happened, later, words):
    secret = hub_town.secret()
    happened(sent, initiator, now)
    given = HubReply(answer=HubAnswer.TALKED, text="Gesproken.")
    opened = referral_reply.find(secret=secret, at=now + later)
    if words is None:
        assert opened.obstacle is None
        assert referral_reply.reply(secret=secret, given=given, at=now + later).state == "talked"
    else:
        assert words in str(opened.obstacle)
        with pytest.raises(referral_reply.LinkRefused, match=words):
            referral_reply.reply(secret=secret, given=given, at=now + later)


@pytest.mark.parametrize("guess", ["", "x", "ZW-2026-0001", "1"])
def test_a_link_that_never_was_opens_nothing(sent, now, guess):
    for secret in (guess, sent.links.get().secret_hash):
        with pytest.raises(referral_reply.LinkRefused, match="bestaat niet"):
            referral_reply.find(secret=secret, at=now)


def test_a_link_of_one_question_answers_no_other(sent, initiator, ep_member, now):
    first = hub_town.secret()
    actions.withdraw(referral=sent, by=initiator, at=now)
    again = hub_town.agree(hub_town.proposed(sent.initiative, sent.hub, by=ep_member, at=now), by=initiator, at=now)
    with pytest.raises(referral_reply.LinkRefused):
        referral_reply.reply(secret=first, given=HubReply(answer=HubAnswer.TAKEN_UP), at=now)
    assert Referral.objects.get(pk=again.pk).state == "sent"


# --- Asking back ----------------------------------------------------------------------------------------------------
def test_the_initiator_answers_and_the_hub_gets_a_new_link(sent, initiator, now, mails):
    hub_town.say(HubAnswer.QUESTIONED, text="Hoeveel mensen?", at=now)
    old = hub_town.secret()
    row = referral_reply.add_words(referral=sent, text="Vijf.", by=initiator, at=now + DAY)
    assert (row.state, row.sent_at, str(row.remind_on)) == ("sent", now, "2026-03-23")
    mail = OutgoingMail.objects.filter(to=MAILBOX).latest("pk").text
    assert "> Vijf." in mail
    assert "E-mail: noor@example.nl" in mail
    assert mails()[-2:] == [
        ("gijs@zwolle.example", "Het antwoord is naar Hanzelab (ZW-2026-0001)"),
        ("esra@zwolle.example", "Het antwoord is naar Hanzelab (ZW-2026-0001)"),
    ]
    assert old != hub_town.secret()
    referral_reply.add_words(referral=sent, text="Vijf.", by=initiator, at=now + DAY)
    assert sent.words.count() == 2
    assert hub_town.say(HubAnswer.TAKEN_UP, at=now + 2 * DAY).answered_at == now


def test_nothing_more_of_who_left_goes_to_the_hub(sent, initiator, second_member, client, now, mails):
    hub_town.say(HubAnswer.QUESTIONED, at=now, text="Hoe groot?")
    MemberFactory(initiative=sent.initiative, user=second_member, role="co_initiator")
    sent.initiative.members.filter(user=initiator).update(left_at=now)
    OutgoingMail.objects.all().delete()
    referral_reply.add_words(referral=sent, text="Twaalf bij twaalf.", by=second_member, at=now)
    mail = OutgoingMail.objects.get(to=MAILBOX)
    assert ("Twaalf bij twaalf." in mail.text, "noor@example.nl" in mail.text) == (True, False)
    page = client.get(f"/knooppunten/antwoord/{hub_town.secret()}/").content.decode()
    assert ("Noor Velthuis" in page, "noor@example.nl" in page) == (False, False)


def test_a_hub_that_went_out_of_use_is_sent_and_reminded_of_nothing(sent, initiator, now, mails):
    hub_town.say(HubAnswer.QUESTIONED, at=now, text="Hoe groot?")
    Hub.objects.filter(pk=sent.hub_id).update(referral_email="")
    OutgoingMail.objects.all().delete()
    with pytest.raises(Refusal, match="neemt nu geen vragen aan"):
        referral_reply.add_words(referral=sent, text="Twaalf bij twaalf.", by=initiator, at=now)
    Referral.objects.filter(pk=sent.pk).update(state="sent")
    follow_up(at=now + timedelta(days=20))
    actions.withdraw(referral=sent, by=initiator, at=now + timedelta(days=20))
    assert "" not in OutgoingMail.objects.values_list("to", flat=True)


def test_no_answer_to_a_question_nobody_asked(sent, initiator, now):
    with pytest.raises(IllegalTransition):
        referral_reply.add_words(referral=sent, text="Vijf.", by=initiator, at=now)
    hub_town.say(HubAnswer.QUESTIONED, text="Hoeveel mensen?", at=now)
    with pytest.raises(Refusal, match="Schrijf eerst uw antwoord"):
        referral_reply.add_words(referral=sent, text=" ", by=initiator, at=now)


# --- The clock ------------------------------------------------------------------------------------------------------
def test_one_gentle_reminder_then_the_guide_then_the_end(sent, now, mails):
    first = hub_town.secret()
    assert jobs.REFERRALS.run(now + 8 * DAY) == 0
    assert jobs.REFERRALS.run(now + 9 * DAY) == 1
    assert mails()[4:] == [(MAILBOX, "Kunt u dit initiatief helpen? (ZW-2026-0001)")]
    assert jobs.REFERRALS.run(now + 10 * DAY) == 0
    assert "werkt tot en met 22 april 2026" in OutgoingMail.objects.latest("pk").text
    assert {hash_secret(first), hash_secret(hub_town.secret())} == set(sent.links.values_list("secret_hash", flat=True))
    assert jobs.REFERRALS.run(now + 16 * DAY) == 1
    assert mails()[5:] == [
        ("gijs@zwolle.example", "Nog geen antwoord van Hanzelab (ZW-2026-0001)"),
        ("esra@zwolle.example", "Nog geen antwoord van Hanzelab (ZW-2026-0001)"),
    ]
    assert jobs.REFERRALS.run(now + 42 * DAY) == 0
    assert jobs.REFERRALS.run(now + 43 * DAY) == 1
    assert Referral.objects.get().state == "lapsed"
    assert mails()[7:] == [
        ("gijs@zwolle.example", "Hanzelab antwoordde niet (ZW-2026-0001)"),
        ("esra@zwolle.example", "Hanzelab antwoordde niet (ZW-2026-0001)"),
        ("noor@example.nl", "Hanzelab heeft niet geantwoord (ZW-2026-0001)"),
    ]
    assert jobs.REFERRALS.run(now + 44 * DAY) == 0


def test_who_answered_is_not_reminded(sent, initiator, now):
    hub_town.say(HubAnswer.TALKED, at=now)
    assert follow_up(at=now + 60 * DAY) == 0


def test_a_worker_that_comes_late_does_not_remind_of_a_dead_link(sent, now, mails):
    assert follow_up(at=now + 50 * DAY) == 1
    assert [subject for to, subject in mails()[4:] if to == MAILBOX] == []


def test_another_term_counts_from_its_day(proposed, initiator, now):
    ReferralTerm.objects.create(remind_days=1, tell_days=2, link_days=10, valid_from=now.date())
    sent = hub_town.agree(proposed, by=initiator, at=now)
    assert (str(sent.remind_on), str(sent.tell_on)) == ("2026-03-12", "2026-03-13")
    assert sent.links.get().expires_at.isoformat() == "2026-03-21T23:00:00+00:00"


@pytest.mark.parametrize(
    ("remind", "tell", "link", "name"),
    [(0, 5, 42, "reminds_before"), (5, 5, 42, "reminds_before"), (5, 12, 20, "outlives"), (5, 12, 121, "outlives")],
)
def test_a_term_that_makes_no_sense_is_refused(remind, tell, link, name, now):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ReferralTerm.objects.create(remind_days=remind, tell_days=tell, link_days=link, valid_from=now.date())


# --- On the telephone, and what came of it --------------------------------------------------------------------------
def test_what_was_heard_on_the_telephone_is_noted(sent, guide, now, mails):
    follow_up(at=now + 43 * DAY)
    given = HubReply(answer=HubAnswer.TALKED, text="Zij belden elkaar.")
    row = referral_reply.note_answer(referral=sent, given=given, by=guide, at=now + 44 * DAY)
    assert (row.state, row.words.get().by, row.words.get().speaker) == ("talked", guide, "municipality")
    assert mails()[-1] == ("noor@example.nl", "Hanzelab had contact over uw vraag (ZW-2026-0001)")


def test_what_came_of_it_is_written_once_it_helped(sent, initiator, now):
    tell = {
        "referral": sent,
        "outcome": ReferralOutcome.HELPED,
        "text": "Vijf mensen erbij.",
        "by": initiator,
        "at": now,
    }
    with pytest.raises(Refusal, match="nog niets"):
        referral_reply.record_outcome(**tell)
    hub_town.say(HubAnswer.TAKEN_UP, at=now)
    row = referral_reply.record_outcome(**tell)
    assert (row.outcome, row.outcome_text, row.outcome_at) == ("helped", "Vijf mensen erbij.", now)
    referral_reply.record_outcome(**tell)
    events = list(sent.initiative.timeline.order_by("pk").values_list("event", flat=True))
    assert events == ["referral_proposed", "referral_sent", "referral_taken_up", "referral_helped"]
