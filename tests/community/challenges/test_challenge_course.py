"""A challenge from draft to evaluation: its states, who may do what when, terms, and what both sides hear."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from accounts.enums import Role
from accounts.models import User
from community.actions import challenge_agreement as own
from community.actions import challenge_draft as drafts
from community.actions import challenge_due as due
from community.actions import challenge_sending as sending
from community.actions import desk_challenge_agreement as agreeing
from community.actions import desk_challenge_assessing as assessing
from community.actions import desk_challenge_deciding as deciding
from community.actions.desk_challenge_entering import Interested
from community.challenge_acts import NotAllowed
from community.challenge_seal import is_whole, seal_of
from community.models import (
    Challenge,
    ChallengeAdvice,
    ChallengeAgreement,
    ChallengeClause,
    ChallengeDecision,
    ChallengeReview,
    ChallengeTerm,
)
from core.models import AuditEntry, OutgoingMail
from core.refusal import Conflict, IllegalTransition, Refusal
from initiatives.models import Initiative, TimelineEntry
from tests.community import challenging
from tests.community.challenging import AT, DAY, WEEK, WORDS, decided, fresh, judgements, proposal, written
from tests.factories import RoleGrantFactory

pytestmark = pytest.mark.django_db
FIRST_DAY = datetime(2026, 9, 1, 7, 0, tzinfo=UTC)
LAST_DAY = datetime(2027, 8, 31, 7, 0, tzinfo=UTC)


def mails(kind: str) -> list[str]:
    """To whom mails of a kind go."""
    rows = OutgoingMail.objects.filter(kind=f"community.challenge_{kind}").order_by("pk")
    return list(rows.values_list("to", flat=True))


def test_the_receipt_names_number_moment_last_day_and_holds_a_copy(sent, initiator):
    assert (sent.number, sent.state) == ("UD-2026-0001", "submitted")
    assert (sent.assess_by, sent.decide_by) == (date(2026, 4, 13), date(2026, 5, 11))
    mail = OutgoingMail.objects.get(kind="community.challenge_receipt")
    assert (mail.to, mail.subject) == ("noor@example.nl", "Uw uitdaging is ingediend (UD-2026-0001)")
    for words in (
        "kwam binnen op 2 maart 2026, 10:00 uur. Het nummer is UD-2026-0001.",
        "U krijgt de beslissing uiterlijk op 11 mei 2026.",
        "Waarom kunt u het beter?\n> Wij wonen er en zien elke dag wat nodig is.",
        "> € 12.500,50".replace("€ ", "€\xa0"),
    ):
        assert words in mail.text
    assert mails("desk_submitted") == ["anne@zwolle.example", "gijs@zwolle.example"]


def test_sending_twice_gives_one_challenge_and_one_receipt(sent, initiator):
    with pytest.raises(drafts.AlreadySent):
        sending.send(challenge=sent, may_be_public=True, by=initiator, at=AT)
    assert (Challenge.objects.count(), len(mails("receipt"))) == (1, 1)


def test_a_draft_with_a_hole_is_not_sent(right, initiative, initiator):
    draft = written(initiative, initiator)
    Challenge.objects.filter(pk=draft.pk).update(better="")
    with pytest.raises(sending.NotWhole):
        sending.send(challenge=draft, may_be_public=False, by=initiator, at=AT)
    assert fresh(draft).number is None


def test_beginning_twice_goes_on_with_the_same_draft(right, initiative, initiator, outsider):
    first = drafts.begin(initiative=initiative, by=initiator, at=AT)
    assert drafts.begin(initiative=initiative, by=initiator, at=AT) == first
    with pytest.raises(Refusal):
        drafts.begin(initiative=initiative, by=outsider, at=AT)
    with pytest.raises(Exception, match=r"challenge_one_draft|UNIQUE"), transaction.atomic():
        Challenge.objects.create(initiative=initiative, started_by=initiator, started_at=AT, changed_at=AT)


def test_the_second_saver_sees_the_words_of_the_first(right, initiative, initiator):
    draft = drafts.begin(initiative=initiative, by=initiator, at=AT)
    part = next(iter(challenging.ANSWERS))
    drafts.keep(challenge=draft, part=part, answers={"task": "Snoeien"}, seen="", browser="a", at=AT)
    with pytest.raises(Conflict) as refused:
        drafts.keep(challenge=draft, part=part, answers={"task": "Maaien"}, seen="x", browser="b", at=AT)
    assert refused.value.theirs["task"] == "Snoeien"
    assert fresh(draft).task == "Snoeien"


def test_the_clock_stands_still_while_something_is_asked(sent, desk, initiator):
    asked = assessing.ask(challenge=sent, asked="Wie verzekert u?", by=desk.assessor, at=AT + DAY)
    assert (fresh(sent).state, asked.until) == ("incomplete", date(2026, 3, 17))
    assert fresh(sent).decide_by == date(2026, 5, 26)  # two weeks later, and 25 May is Whit Monday
    done = sending.complete(challenge=sent, answer="De vereniging.", uploads=[], by=initiator, at=AT + 4 * DAY)
    assert (done.state, done.decide_by) == ("submitted", date(2026, 5, 15 - 1 + 4))
    assert mails("asked") == ["noor@example.nl"]
    with pytest.raises(IllegalTransition):
        sending.complete(challenge=sent, answer="Nog iets.", uploads=[], by=initiator, at=AT + 5 * DAY)


def test_without_an_answer_it_goes_on_when_the_time_is_over(sent, desk):
    assessing.ask(challenge=sent, asked="Wie verzekert u?", by=desk.assessor, at=AT + DAY)
    with pytest.raises(Refusal, match="heeft nog tijd"):
        assessing.go_on(challenge=sent, by=desk.assessor, at=AT + WEEK)
    done = assessing.go_on(challenge=sent, by=desk.assessor, at=AT + 3 * WEEK)
    assert (done.state, done.assessor) == ("assessing", desk.assessor)


def test_it_takes_longer_once_and_with_a_reason(sent, desk):
    done = assessing.extend(challenge=sent, reason="Vakantie.", by=desk.assessor, at=AT + DAY)
    assert done.decide_by == date(2026, 6, 8)
    with pytest.raises(Refusal, match="al een keer langer"):
        assessing.extend(challenge=sent, reason="Weer.", by=desk.assessor, at=AT + DAY)
    assert "> Vakantie." in OutgoingMail.objects.get(kind="community.challenge_extended").text


def test_nobody_takes_longer_when_the_last_day_is_over(sent, desk):
    with pytest.raises(Refusal, match="De laatste dag is voorbij"):
        assessing.extend(challenge=sent, reason="Te laat.", by=desk.assessor, at=AT + 11 * WEEK)


def test_terms_are_those_of_the_day_it_was_sent(right, initiative, initiator):
    ChallengeTerm.objects.create(kind="decide", weeks=8, valid_from=date(2026, 3, 1), source="Besluit")
    ChallengeTerm.objects.create(kind="assess", weeks=1, valid_from=date(2026, 3, 3), source="Later")
    made = challenging.sent(initiative, initiator)
    assert (made.assess_weeks, made.decide_weeks) == (6, 8)


def test_handing_in_asks_a_reason_for_each_criterion(sent, desk):
    challenge = challenging.assessing_now(sent, desk)
    some = dict(list(judgements().items())[:5])
    facts = {"challenge": challenge, "verdict": "yes", "text": "Doen.", "by": desk.assessor, "at": AT + DAY}
    with pytest.raises(assessing.NotJudged, match="Geef bij elk criterium"):
        assessing.advise(**facts, judgements=some, hands_in=True)
    assessing.advise(**facts, judgements=some, hands_in=False)
    assert fresh(challenge).state == "assessing"
    assessing.advise(**facts, judgements=judgements(), hands_in=True)
    assert fresh(challenge).state == "advised"
    with pytest.raises(Exception, match="handed in is never changed"), transaction.atomic():
        ChallengeAdvice.objects.update(verdict="no")


def test_only_its_assessor_advises(sent, desk, guide):
    challenge = challenging.assessing_now(sent, desk)
    with pytest.raises(NotAllowed, match="Een collega beoordeelt"):
        assessing.advise(challenge=challenge, judgements={}, verdict="", text="", hands_in=False, by=guide, at=AT + DAY)
    assert AuditEntry.objects.filter(verb="challenge.refused").count() == 1


@pytest.mark.parametrize("who", ["assessor", "performer"])
def test_who_assessed_or_performs_the_task_never_decides(advised, desk, who):
    person = getattr(desk, who)
    RoleGrantFactory(user=person, role=Role.DECISION_MAKER)
    person = User.objects.get(pk=person.pk)
    with pytest.raises(NotAllowed, match="Een ander beslist"):
        decided(advised, challenging.Desk(desk.assessor, desk.performer, person))
    facts = {"challenge": advised, "verdict": "yes", "reasons": "x", "clause": "x", "taken_at": AT, "seal": "x"}
    with pytest.raises(Exception, match="does not decide"), transaction.atomic():
        ChallengeDecision.objects.create(**facts, taken_by=person)
    assert ChallengeDecision.objects.create(**facts, taken_by=desk.decider).pk  # the control: another person may


def test_who_has_an_interest_does_nothing_any_more(advised, desk):
    assessing.declare_interest(challenge=advised, reason="Mijn straat.", by=desk.decider, at=AT)
    with pytest.raises(Interested):
        decided(advised, desk)
    facts = {"challenge": advised, "verdict": "yes", "reasons": "x", "clause": "x", "taken_at": AT, "seal": "x"}
    with pytest.raises(Exception, match="who has an interest does not decide"), transaction.atomic():
        ChallengeDecision.objects.create(**facts, taken_by=desk.decider)


def test_whoever_is_on_the_initiators_side_neither_assesses_nor_decides(sent, desk, initiator):
    for role in (Role.GUIDE, Role.DECISION_MAKER):
        RoleGrantFactory(user=initiator, role=role)
    both = User.objects.get(pk=initiator.pk)
    with pytest.raises(Interested):
        assessing.take_up(challenge=sent, by=both, at=AT)
    challenge = challenging.advised(challenging.assessing_now(sent, desk), desk)
    with pytest.raises(Interested):
        decided(challenge, challenging.Desk(desk.assessor, desk.performer, both))


def test_a_decision_is_sealed_and_never_changes(advised, desk):
    decision = decided(advised, desk)
    assert (fresh(advised).state, decision.seal) == ("decided", seal_of("UD-2026-0001", decision))
    stored = ChallengeDecision.objects.get()
    assert is_whole("UD-2026-0001", stored)
    stored.reasons += "."
    assert not is_whole("UD-2026-0001", stored)
    for change in ({"reasons": "x"}, {"verdict": "no"}, {"clause": ""}, {"seal": "x"}):
        with pytest.raises(Exception, match="never changed"), transaction.atomic():
            ChallengeDecision.objects.update(**change)
    with pytest.raises(Exception, match="never deleted"), transaction.atomic():
        ChallengeDecision.objects.all()._raw_delete("default")


def test_deviating_from_the_advice_takes_a_reason(advised, desk):
    with pytest.raises(Refusal, match="U wijkt af van het advies"):
        decided(advised, desk, verdict="no")
    assert decided(advised, desk, verdict="no", deviation="Te duur.").verdict == "no"
    assert fresh(advised).closed_at == AT + 14 * DAY


def test_yes_in_part_names_the_part_and_talking_on_names_a_day(advised, desk):
    with pytest.raises(Refusal, match="voor welk deel"):
        decided(advised, desk, verdict="part", deviation="x")
    talk = decided(advised, desk, verdict="talk", deviation="Eerst samen rekenen.")
    assert talk.talk_until == date(2026, 4, 15)


def test_a_correction_is_a_new_decision_of_what_was_seen(advised, desk):
    first = decided(advised, desk, verdict="talk", deviation="Eerst rekenen.")
    facts = {
        "challenge": advised,
        "verdict": "yes",
        "words": {"reasons": "Het kan.", "part": "", "deviation": ""},
        "talk_until": None,
        "by": desk.decider,
        "at": AT + 20 * DAY,
    }
    with pytest.raises(Conflict, match="Wendy Wethouder heeft intussen beslist"):
        deciding.correct(**facts, seen=first.pk + 1)
    second = deciding.correct(**facts, seen=first.pk)
    assert (second.replaces, ChallengeDecision.objects.count()) == (first, 2)
    with pytest.raises(Conflict):
        deciding.correct(**facts, seen=first.pk)


def test_the_second_of_two_deciders_is_refused(advised, desk):
    decided(advised, desk)
    with pytest.raises(NotAllowed, match="staat op “Beslist”"):
        decided(advised, desk, verdict="no", deviation="x")
    assert [row.verdict for row in ChallengeDecision.objects.all()] == ["yes"]


@pytest.mark.parametrize(
    ("can_object", "until", "clause"),
    [
        (False, None, "Bel ons."),
        (True, date(2026, 4, 28), "Bel ons.\nBezwaar maken kan tot en met 28 april 2026."),
    ],
)
def test_the_clause_of_that_day_stands_below_it(advised, desk, can_object, until, clause):
    ChallengeClause.objects.create(valid_from=date(2026, 3, 1), can_object=can_object, text="Bel ons.")
    ChallengeClause.objects.create(valid_from=date(2026, 4, 1), can_object=False, text="Later.")
    decision = decided(advised, desk, at=AT + 15 * DAY)  # 17 March; six weeks later is 28 April
    assert (decision.object_until, decision.clause) == (until, clause)


def test_no_is_the_end_and_cannot_be_withdrawn(advised, desk, initiator):
    decided(advised, desk, verdict="no", deviation="Te duur.")
    with pytest.raises(IllegalTransition, match="al met nee"):
        sending.withdraw(challenge=advised, by=initiator, at=AT + 15 * DAY)
    with pytest.raises(Refusal, match="Een afspraak volgt op ja"):
        agreeing.propose(challenge=advised, proposal=proposal(), by=desk.assessor, at=AT + 15 * DAY)


def test_withdrawing_tells_the_others_and_ends_it(sent, desk, initiator):
    done = sending.withdraw(challenge=sent, by=initiator, at=AT + DAY)
    assert (done.state, done.closed_at) == ("withdrawn", AT + DAY)
    assert mails("desk_withdrawn") == ["anne@zwolle.example", "gijs@zwolle.example"]
    with pytest.raises(NotAllowed):
        assessing.take_up(challenge=sent, by=desk.assessor, at=AT + DAY)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"review_days": []}, "ten minste één moment"),
        ({"review_days": [date(2026, 8, 31)]}, "tussen de eerste en de laatste dag"),
        ({"ends_on": date(2026, 9, 1)}, "eindigt later"),
        ({"review_days": [date(2026, 9, day) for day in range(1, 14)]}, "hoogstens twaalf"),
    ],
)
def test_a_proposal_has_days_that_fit(advised, desk, changes, said):
    decided(advised, desk)
    with pytest.raises(Refusal, match=said):
        agreeing.propose(challenge=advised, proposal=proposal(**changes), by=desk.assessor, at=AT + 15 * DAY)


def test_nobody_agrees_with_words_they_did_not_see(advised, desk, initiator):
    decided(advised, desk)
    facts = {"challenge": advised, "by": desk.assessor, "at": AT + 15 * DAY}
    made = agreeing.propose(**facts, proposal=proposal())
    seen = own.agreement_mark(made)
    own.remark(challenge=advised, text="Meer geld.", by=initiator, at=AT + 16 * DAY)
    agreeing.propose(**facts, proposal=proposal(cents=1_300_000))
    with pytest.raises(Conflict, match="paste het voorstel intussen aan"):
        own.agree(challenge=advised, seen=seen, by=initiator, at=AT + 17 * DAY)
    own.agree(
        challenge=advised,
        seen=own.agreement_mark(ChallengeAgreement.objects.get()),
        by=initiator,
        at=AT + 17 * DAY,
    )
    assert fresh(advised).state == "agreed"
    with pytest.raises(Exception, match="agreed is never changed"), transaction.atomic():
        ChallengeAgreement.objects.update(cents=1)
    assert mails("desk_remarked") == ["anne@zwolle.example"]


def test_both_sides_are_reminded_before_they_look_back(running, desk, initiator):
    assert running.state == "running"
    assert due.do_due_work(at=datetime(2027, 1, 10, 7, tzinfo=UTC)) == 0
    soon = datetime(2027, 1, 18, 7, tzinfo=UTC)  # two weeks before 1 February
    assert due.do_due_work(at=soon) == 1
    assert due.do_due_work(at=soon) == 0
    assert (mails("review_due"), mails("desk_review_due")) == (["noor@example.nl"], ["anne@zwolle.example"])
    review = ChallengeReview.objects.get()
    own.look_back(challenge=running, review=review, words="Het gaat goed.", by=initiator, at=soon)
    agreeing.look_back(challenge=running, review=review, words="Mooi werk.", by=desk.assessor, at=soon)
    done = ChallengeReview.objects.get()
    assert (done.initiator_words, done.municipality_words, done.is_done) == ("Het gaat goed.", "Mooi werk.", True)
    with pytest.raises(Refusal, match="Dat blijft zo staan"):
        own.look_back(challenge=running, review=review, words="Anders.", by=initiator, at=soon)


def test_the_end_is_announced_and_both_answers_close_it(running, desk, initiator):
    with pytest.raises(Refusal, match="De afspraak loopt nog"):
        own.evaluate(challenge=running, words=WORDS, by=initiator, at=FIRST_DAY)
    due.remind_of_ends(timedelta(weeks=2), at=LAST_DAY - WEEK)
    due.remind_of_ends(timedelta(weeks=2), at=LAST_DAY - WEEK)
    assert mails("evaluation_due") == ["noor@example.nl"]
    own.evaluate(challenge=running, words=WORDS, by=initiator, at=LAST_DAY)
    assert fresh(running).state == "running"
    ours = {**WORDS, "brought": "Het groen is beter en goedkoper.", "outcome": "with_municipality"}
    agreeing.evaluate(challenge=running, words=ours, by=desk.assessor, at=LAST_DAY)
    done = fresh(running)
    assert (done.state, done.closed_at) == ("evaluated", LAST_DAY)
    case = Initiative.objects.get(pk=running.initiative_id)
    assert (case.outcome, case.outcome_note) == ("with_municipality", "Het groen is beter en goedkoper.")
    told = TimelineEntry.objects.filter(initiative=case, event__startswith="challenge_").values_list("event", flat=True)
    assert sorted(told) == [
        "challenge_advised", "challenge_agreed", "challenge_decided", "challenge_evaluated", "challenge_proposed",
        "challenge_started", "challenge_submitted", "challenge_taken_up",
    ]  # fmt: skip
    assert TimelineEntry.objects.filter(event__startswith="challenge_", audience="public").count() == 0
    with pytest.raises(IllegalTransition):
        own.evaluate(challenge=running, words=WORDS, by=initiator, at=LAST_DAY)


def test_silence_of_the_other_side_does_not_keep_it_open_for_ever(running, desk):
    ours = {**WORDS, "outcome": "fragile"}
    agreeing.evaluate(challenge=running, words=ours, by=desk.assessor, at=LAST_DAY)
    assert due.do_due_work(at=LAST_DAY + 3 * WEEK) == 2  # the moment to look back and the end
    assert fresh(running).state == "running"
    assert due.do_due_work(at=LAST_DAY + 5 * WEEK) == 1
    assert fresh(running).state == "evaluated"


def test_either_side_ends_it_earlier_with_a_reason(running, desk, initiator):
    with pytest.raises(Refusal, match="Zeg waarom"):
        own.stop(challenge=running, reason=" ", by=initiator, at=FIRST_DAY)
    own.stop(challenge=running, reason="Te weinig mensen.", by=initiator, at=FIRST_DAY)
    assert fresh(running).state == "ended"
    assert (mails("ended"), mails("desk_ended")) == ([], ["anne@zwolle.example"])
    with pytest.raises(NotAllowed):
        agreeing.stop(challenge=running, reason="Wij ook.", by=desk.assessor, at=FIRST_DAY)
    own.evaluate(challenge=running, words=WORDS, by=initiator, at=FIRST_DAY)
    agreeing.evaluate(challenge=running, words={**WORDS, "outcome": "stopped"}, by=desk.assessor, at=FIRST_DAY)
    assert fresh(running).state == "evaluated"


def test_colleagues_are_warned_once_before_and_once_after_the_last_day(sent):
    for days, told in ((60, 0), (64, 1), (65, 0), (71, 1), (72, 0)):
        assert due.remind_of_terms(at=AT + days * DAY) == told, days
    assert (len(mails("desk_due")), len(mails("desk_late"))) == (2, 2)


def test_an_agreement_of_today_begins_at_once(advised, desk, initiator):
    decided(advised, desk)
    now = AT + 21 * DAY
    today = proposal(starts_on=now.date(), review_days=[date(2026, 6, 1)])
    made = agreeing.propose(challenge=advised, proposal=today, by=desk.assessor, at=now)
    own.agree(challenge=advised, seen=own.agreement_mark(made), by=initiator, at=now)
    assert fresh(advised).state == "running"


def test_what_was_sent_keeps_its_number_and_stays(sent):
    with pytest.raises(Exception, match="sent is never changed"), transaction.atomic():
        Challenge.objects.update(number="UD-2026-9999")
    with pytest.raises(Exception, match="sent is never deleted"), transaction.atomic():
        Challenge.objects.all()._raw_delete("default")


def test_drafts_nobody_touched_for_a_year_are_thrown_away(right, initiative, initiator):
    drafts.begin(initiative=initiative, by=initiator, at=AT)
    assert due.delete_stale_drafts(at=AT + 364 * DAY) == 0
    assert due.delete_stale_drafts(at=AT + 366 * DAY) == 1
    assert Challenge.objects.count() == 0
