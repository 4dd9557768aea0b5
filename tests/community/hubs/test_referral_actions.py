"""A question to a hub: proposed, agreed to word for word, sent, refused, taken back."""

from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction

from community.actions import referral as actions
from community.actions import referral_moves as moves
from community.enums.hubs import HubAnswer, ReferralState
from community.models import Hub, Referral
from community.records import Contact
from core import guards
from core.models import OutgoingMail
from core.refusal import Conflict, IllegalTransition, Refusal
from initiatives.models import Initiative
from initiatives.timeline import sentence
from tests.community.hubs import hub_town
from tests.community.hubs.hub_town import ALL, MAILBOX, QUESTION, REASON
from tests.factories import MemberFactory, UserFactory

pytestmark = pytest.mark.usefixtures("town", "clock")
LETTER = """\
Beste Hanzelab,

De gemeente begeleidt dit initiatief van een inwoner (Assendorp):
> Buurttuin aan de Assendorperdijk

Dit is de vraag aan u:
> Kunt u helpen om mensen te vinden die de tuin willen onderhouden?

De initiatiefnemer wil dat u deze gegevens krijgt:
Naam: Noor Velthuis
E-mail: noor@example.nl
Gebruik ze alleen voor deze vraag.

Kunt u helpen? Geef hier uw antwoord. U heeft geen account nodig. De link werkt tot en met 22 april 2026.
(hier staat de link naar het antwoordformulier)

Vragen? Bel 14 038.

Met vriendelijke groet,
Initiatiefrijk Zwolle
ZW-2026-0001
"""


def test_a_proposal_goes_to_the_initiator_and_nothing_to_the_hub(proposed, mails, verbs):
    assert (proposed.state, proposed.sent_at, proposed.consented_at) == ("proposed", None, None)
    assert mails() == [("noor@example.nl", "Mogen wij Hanzelab vragen om u te helpen? (ZW-2026-0001)")]
    text = OutgoingMail.objects.get().text
    assert f"> {QUESTION}" in text
    assert f"> {REASON}" in text
    assert f"http://localhost:8000/mijn/ZW-2026-0001/knooppunt/{proposed.pk}/" in text
    assert verbs() == ["referral.proposed"]
    entry = proposed.initiative.timeline.get()
    assert sentence(entry, public=False) == "De gemeente stelde voor om Hanzelab om hulp te vragen."
    assert (entry.audience, sentence(entry, public=True)) == ("initiator", "")


def test_the_initiator_reads_the_very_mail_before_agreeing(proposed, initiator, now, mails):
    letter = actions.letter(proposed, ALL, at=now)
    assert letter.subject == "Een initiatief vraagt uw hulp (ZW-2026-0001)"
    assert letter.text == LETTER
    sent = actions.consent(referral=proposed, contact=ALL, seen=letter.seen, by=initiator, at=now)
    mail = OutgoingMail.objects.get(to=MAILBOX)
    link = f"http://localhost:8000/knooppunten/antwoord/{hub_town.secret()}/"
    assert mail.text == LETTER.replace("(hier staat de link naar het antwoordformulier)", link)
    assert (sent.state, sent.consented_by, sent.consented_at, sent.sent_at) == ("sent", initiator, now, now)
    assert (str(sent.remind_on), str(sent.tell_on)) == ("2026-03-20", "2026-03-27")
    assert mails()[1:] == [
        (MAILBOX, "Een initiatief vraagt uw hulp (ZW-2026-0001)"),
        ("gijs@zwolle.example", "De vraag is naar Hanzelab (ZW-2026-0001)"),
        ("esra@zwolle.example", "De vraag is naar Hanzelab (ZW-2026-0001)"),
    ]


def test_only_what_was_chosen_goes_along(proposed, initiator, now):
    sent = hub_town.agree(proposed, by=initiator, at=now, contact=Contact())
    text = OutgoingMail.objects.get(to=MAILBOX).text
    assert [sign for sign in ("Noor", "Velthuis", "noor@example.nl") if sign in text] == []
    assert "De initiatiefnemer hoort uw antwoord van de gemeente." in text
    assert (sent.shared_name, sent.shared_email, sent.shared_phone) == ("", "", "")


def test_the_others_on_the_initiators_side_hear_that_it_was_sent(proposed, case, initiator, now, mails):
    MemberFactory(initiative=case, user=UserFactory(email="bo@example.nl", language="en"), role="co_initiator")
    hub_town.agree(proposed, by=initiator, at=now)
    assert mails()[-1] == ("bo@example.nl", "Your question is with Hanzelab (ZW-2026-0001)")


def test_agreeing_twice_sends_once(proposed, initiator, now):
    hub_town.agree(proposed, by=initiator, at=now)
    hub_town.agree(proposed, by=initiator, at=now)
    assert (OutgoingMail.objects.filter(to=MAILBOX).count(), proposed.links.count()) == (1, 1)


def test_another_text_than_was_read_is_not_sent(proposed, initiator, now):
    read = actions.letter(proposed, Contact(), at=now).seen
    with pytest.raises(Conflict) as refused:
        actions.consent(referral=proposed, contact=ALL, seen=read, by=initiator, at=now)
    assert refused.value.theirs == {"seen": actions.letter(proposed, ALL, at=now).seen}
    assert (Referral.objects.get().state, OutgoingMail.objects.filter(to=MAILBOX).count()) == ("proposed", 0)


def test_a_text_for_another_hub_is_not_the_same_text(proposed, now):
    read = actions.letter(proposed, ALL, at=now)
    other = Referral(initiative=proposed.initiative, hub=Hub.objects.get(slug="arcon"), question=QUESTION)
    other.hub.name = "Hanzelab"
    moved = actions.letter(other, ALL, at=now)
    assert (moved.text == read.text, moved.seen == read.seen) == (True, False)


def test_refusing_sends_nothing_and_tells_who_asked(proposed, initiator, now, mails):
    row = actions.refuse(referral=proposed, refusal="Wij kennen hen al.", by=initiator, at=now)
    assert (row.state, row.refusal, row.ended_at) == ("refused", "Wij kennen hen al.", now)
    assert mails()[1:] == [
        ("gijs@zwolle.example", "Geen toestemming voor een vraag aan Hanzelab (ZW-2026-0001)"),
        ("esra@zwolle.example", "Geen toestemming voor een vraag aan Hanzelab (ZW-2026-0001)"),
    ]
    assert actions.refuse(referral=row, refusal="x", by=initiator, at=now).refusal == "Wij kennen hen al."
    with pytest.raises(IllegalTransition):
        hub_town.agree(row, by=initiator, at=now)


def test_taking_back_kills_every_link_and_asks_the_hub_to_forget(sent, initiator, now, mails):
    row = actions.withdraw(referral=sent, by=initiator, at=now)
    assert (row.state, row.shared_name, row.shared_email, row.consented_at) == ("withdrawn", "", "", now)
    assert mails()[4:] == [
        (MAILBOX, "De vraag bij ZW-2026-0001 is ingetrokken"),
        ("gijs@zwolle.example", "De vraag aan Hanzelab is ingetrokken (ZW-2026-0001)"),
        ("esra@zwolle.example", "De vraag aan Hanzelab is ingetrokken (ZW-2026-0001)"),
    ]
    told = OutgoingMail.objects.filter(to=MAILBOX).latest("pk").text
    assert "Wis de e-mail met de vraag" in told
    assert "Buurttuin" not in told
    with pytest.raises(Refusal, match="De vraag is ingetrokken"):
        hub_town.say(HubAnswer.TAKEN_UP, at=now)
    assert len(mails()) == 7
    actions.withdraw(referral=row, by=initiator, at=now)
    assert len(mails()) == 7


def test_a_proposal_that_is_taken_back_reaches_no_hub(proposed, ep_member, now, mails):
    actions.withdraw(referral=proposed, by=ep_member, at=now)
    assert [to for to, _subject in mails()[1:]] == ["gijs@zwolle.example", "noor@example.nl"]


def test_what_cannot_be_proposed(case, hub, ep_member, now, proposed):
    facts = {"initiative": case, "question": QUESTION, "reason": REASON, "by": ep_member, "at": now}
    placeholder = Hub.objects.get(slug="arcon")
    for changes, field in [
        ({"hub": hub}, "hub"),
        ({"hub": placeholder}, "hub"),
        ({"hub": hub, "question": "  "}, "question"),
        ({"hub": hub, "reason": " "}, "reason"),
    ]:
        with pytest.raises(Refusal) as refused:
            actions.propose(**{**facts, **changes})
        assert refused.value.field == field
    assert Referral.objects.count() == 1


def test_without_an_initiator_nobody_can_agree(case, hub, ep_member, now):
    case.members.all().delete()
    with pytest.raises(Refusal, match="toestemming kan geven"):
        hub_town.proposed(case, hub, by=ep_member, at=now)
    Initiative.objects.filter(pk=case.pk).update(state="closed", outcome="stopped", ball="", closed_at=now)
    with pytest.raises(Refusal, match="Dit initiatief is klaar"):
        hub_town.proposed(case, hub, by=ep_member, at=now)


def test_a_hub_is_no_target_of_a_flood(case, hub, ep_member, now, monkeypatch):
    monkeypatch.setattr(actions, "QUESTIONS_A_DAY_TO_ONE_HUB", 1)
    hub_town.proposed(case, hub, by=ep_member, at=now)
    with pytest.raises(Refusal, match="al genoeg vragen"):
        hub_town.proposed(case, hub, by=ep_member, at=now)


def test_a_hub_that_lost_its_mailbox_gets_nothing(proposed, hub, initiator, now):
    Hub.objects.filter(pk=hub.pk).update(active=False)
    with pytest.raises(Refusal, match="neemt nu geen vragen aan"):
        hub_town.agree(proposed, by=initiator, at=now)


# --- The initiator asks ---------------------------------------------------------------------------------------------
def ask(case, hub, by, now, contact=ALL):
    seen = actions.letter(Referral(initiative=case, hub=hub, question=QUESTION), contact, at=now).seen
    facts = {"initiative": case, "hub": hub, "question": QUESTION, "contact": contact, "seen": seen}
    return actions.ask(**facts, by=by, at=now)


def test_what_the_initiator_asks_waits_for_the_guide(case, hub, initiator, guide, now, mails):
    row = ask(case, hub, initiator, now)
    assert (row.state, row.consented_by, row.shared_name, row.sent_at) == ("asked", initiator, ALL.name, None)
    assert mails() == [("gijs@zwolle.example", "Vraag om een doorverwijzing naar Hanzelab (ZW-2026-0001)")]
    sent = actions.pass_on(referral=row, by=guide, at=now)
    assert (sent.state, sent.sent_at) == ("sent", now)
    assert mails()[1:] == [
        (MAILBOX, "Een initiatief vraagt uw hulp (ZW-2026-0001)"),
        ("noor@example.nl", "Uw vraag is bij Hanzelab (ZW-2026-0001)"),
    ]
    actions.pass_on(referral=row, by=guide, at=now)
    assert len(mails()) == 3


def test_the_guide_says_why_not(case, hub, initiator, guide, now, mails):
    row = ask(case, hub, initiator, now)
    with pytest.raises(Refusal) as refused:
        actions.deny(referral=row, refusal=" ", by=guide, at=now)
    assert refused.value.field == "refusal"
    row = actions.deny(referral=row, refusal="Zij zijn gesloten.", by=guide, at=now)
    assert (row.state, row.shared_name, row.shared_email) == ("refused", "", "")
    assert mails()[-1] == ("noor@example.nl", "Uw vraag ging niet naar Hanzelab (ZW-2026-0001)")


def test_without_a_guide_there_is_nobody_to_ask(case, hub, initiator, now):
    case.owner, case.owned_at, case.state = None, None, "submitted"
    case.save()
    with pytest.raises(Refusal, match="nog geen gids"):
        ask(case, hub, initiator, now)


def test_a_guide_cannot_send_what_was_only_proposed(proposed, guide, now):
    with pytest.raises(IllegalTransition):
        actions.pass_on(referral=proposed, by=guide, at=now)


# --- What the database refuses itself -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"state": "sent"}, "referral_sent_with_consent"),
        ({"state": "taken_up"}, "referral_sent_with_consent"),
        ({"shared_name": "Noor"}, "referral_shares_with_consent"),
        ({"question": ""}, "referral_asks_something"),
        ({"outcome": "helped"}, "referral_outcome_of_what_was_sent"),
    ],
)
def test_nothing_goes_to_a_hub_without_consent(proposed, changes, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Referral.objects.filter(pk=proposed.pk).update(**changes)


def test_one_open_question_to_a_hub(proposed, ep_member, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        proposed.initiative.referrals.create(
            hub=proposed.hub, state="proposed", question="x", proposed_by=ep_member, proposed_at=now
        )


REFUSED = [
    ({"state": "sent"}, "a referral that was taken back or refused never goes on"),
    ({"consented_at": None, "sent_at": None}, "what somebody agreed to stays what they agreed to"),
]


@pytest.mark.parametrize(("changes", "words"), REFUSED)
def test_the_database_keeps_what_was_taken_back(sent, initiator, now, changes, words):
    actions.withdraw(referral=sent, by=initiator, at=now)
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        Referral.objects.filter(pk=sent.pk).update(**changes)
    with pytest.raises(IntegrityError, match="a link to a reply form never changes"), transaction.atomic():
        sent.links.update(secret_hash="x")


def test_without_the_triggers_it_would_go_on(sent, initiator, now):
    """The negative control."""
    actions.withdraw(referral=sent, by=initiator, at=now)
    guarding = import_module("community.migrations.0004_hub_guards")
    guards.leave(connection, guarding.GUARDS)
    try:
        assert Referral.objects.filter(pk=sent.pk).update(state="sent") == 1
    finally:
        Referral.objects.filter(pk=sent.pk).update(state="withdrawn")
        guards.stand(connection, guarding.GUARDS)


def test_the_secret_is_kept_nowhere_but_in_the_mail(sent):
    secret = hub_town.secret()
    link = sent.links.get()
    assert (len(secret), link.secret_hash) == (43, moves.hash_secret(secret))
    assert secret not in str(list(Referral.objects.values())) + str(list(sent.links.values()))


def test_states_that_wait_are_open(sent):
    assert ReferralState(sent.state) in ReferralState.open()
