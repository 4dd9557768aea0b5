"""Sending: once, whole, with a number, a last day and a copy; and taking it back."""

from datetime import date, timedelta

import pytest

from core.models import AuditEntry, OutgoingMail
from core.refusal import IllegalTransition
from initiatives.models import TimelineEntry
from stimulus_fund.actions.application import AlreadySent, NotOpen, begin
from stimulus_fund.actions.expiry import wipe_applications
from stimulus_fund.actions.sending import NotWhole, send, withdraw
from stimulus_fund.enums import LetterKind
from stimulus_fund.models import Application, Pot, Ruleset
from stimulus_fund.queries.schemes import pot_for
from tests.factories import InitiativeFactory, MemberFactory
from tests.stimulus_fund.conftest import AT, fill

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def sent(whole, initiator):
    return send(application=whole, agreed=[LetterKind.GRANT, LetterKind.REJECTION], by=initiator, at=AT)


def test_it_gets_a_number_rules_and_a_last_day(sent, fund):
    assert (sent.number, sent.state, sent.asked_cents) == ("ZF-2026-0001", "submitted", 90_000)
    assert (sent.received_at, sent.complete_at, sent.complete_order) == (AT, AT, 2026_000_001)
    assert sent.ruleset == Ruleset.objects.get(scheme=fund)
    assert sent.decide_by == date(2026, 5, 6)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 3, 2), date(2026, 4, 28)),  # 27 April is King's Day
        (date(2026, 10, 30), date(2026, 12, 28)),  # Christmas, then a weekend
        (date(2026, 3, 20), date(2026, 5, 18)),  # equated by decree, then a weekend
    ],
)
def test_the_last_day_is_no_holiday(whole, initiator, day, last):
    sent = send(application=whole, agreed=[], by=initiator, at=AT.replace(month=day.month, day=day.day))
    assert sent.decide_by == last


def test_a_schemes_own_term_moves_only_where_the_scheme_says_so(whole, initiator):
    rules = Ruleset.objects.get(scheme=whole.scheme)
    newer = Ruleset.objects.create(
        scheme=whole.scheme,
        valid_from=date(2026, 2, 1),
        summary=rules.summary,
        for_whom=rules.for_whom,
        written_at=AT,
        decision_weeks=8,
        follows_terms_act=False,
        state="approved",
        approved_at=AT,
    )
    sent = send(application=whole, agreed=[], by=initiator, at=AT.replace(day=2))
    assert (sent.ruleset, sent.decide_by) == (newer, date(2026, 4, 27))


def test_the_applicant_gets_a_copy_without_the_account_number(sent):
    mail = OutgoingMail.objects.get(kind="fund.receipt")
    assert mail.to == "noor@example.nl"
    assert mail.subject == "Uw aanvraag bij Budget Initiatiefrijk Zwolle is ingediend (ZF-2026-0001)"
    assert "kwam binnen op 11 maart 2026, 10:00 uur." in mail.text
    assert "U krijgt het besluit uiterlijk op 6 mei 2026." in mail.text
    assert "> Wij zetten bankjes neer." in mail.text
    assert "Hout\n> €\u00a01.200,50" in mail.text
    assert ("4300" in mail.text, "0417" in mail.text) == (True, False)


def test_the_fund_officer_hears_of_it(fund_officer, whole, initiator, guide):
    send(application=whole, agreed=[], by=initiator, at=AT)
    mail = OutgoingMail.objects.get(kind="fund.submitted")
    assert (mail.to, mail.subject) == (
        "folkert@zwolle.example",
        "Nieuwe aanvraag bij Budget Initiatiefrijk Zwolle (ZF-2026-0001)",
    )


def test_the_story_and_the_audit_know(sent, initiative):
    assert TimelineEntry.objects.filter(initiative=initiative, event="fund_submitted").get().audience == "initiator"
    entry = AuditEntry.objects.get(verb="application.submitted")
    assert (entry.case_number, entry.after["asked_cents"]) == ("ZW-2026-0001", 90_000)


def test_electronic_letters_only_of_the_kinds_that_were_ticked(sent):
    assert list(sent.deliveries.values_list("kind", flat=True)) == ["grant", "rejection"]


def test_twice_sends_once(sent, initiator):
    with pytest.raises(AlreadySent):
        send(application=sent, agreed=[], by=initiator, at=AT)
    assert OutgoingMail.objects.filter(kind="fund.receipt").count() == 1


def test_not_while_something_is_missing(draft, initiator):
    with pytest.raises(NotWhole, match=r"Uw aanvraag is nog niet compleet."):
        send(application=draft, agreed=[], by=initiator, at=AT)
    assert Application.objects.get().state == "draft"


def test_not_after_the_scheme_closed(whole, initiator):
    Ruleset.objects.create(
        scheme=whole.scheme,
        valid_from=date(2026, 3, 1),
        summary="x",
        for_whom="x",
        written_at=AT,
        closes_on=date(2026, 3, 10),
        state="approved",
        approved_at=AT,
    )
    with pytest.raises(NotOpen):
        send(application=whole, agreed=[], by=initiator, at=AT)
    assert send(application=whole, agreed=[], by=initiator, at=AT - DAY).number == "ZF-2026-0001"


@pytest.mark.parametrize(
    ("slug", "unit"), [("premie-op-actie", "wijk"), ("buurtbonus", "stadsdeel"), ("initiatiefrijk", "")]
)
def test_it_falls_under_the_pot_of_its_part_of_town(slug, unit, schemes, initiative, assendorp):
    rules = Ruleset.objects.get(scheme__slug=slug)
    place = {"wijk": {"wijk": assendorp}, "stadsdeel": {"stadsdeel": assendorp.stadsdeel}, "": {}}[unit]
    pot = Pot.objects.create(scheme=rules.scheme, year=2026, **place)
    Pot.objects.create(scheme=rules.scheme, year=2027, **place)
    initiative.wijk = assendorp
    assert pot_for(rules, initiative, AT.date()) == pot


def test_taken_back_before_the_decision(sent, initiator):
    back = withdraw(application=sent, by=initiator, at=AT + DAY)
    assert (back.state, back.closed_at) == ("withdrawn", AT + DAY)
    with pytest.raises(IllegalTransition):
        withdraw(application=sent, by=initiator, at=AT + DAY)


def test_a_draft_is_not_taken_back(whole, initiator):
    with pytest.raises(IllegalTransition):
        withdraw(application=whole, by=initiator, at=AT)


def test_after_its_term_only_numbers_stay(sent, initiator):
    withdraw(application=sent, by=initiator, at=AT)
    assert wipe_applications(Application.objects.all(), AT + 3000 * DAY) == 1
    kept = Application.objects.get()
    assert (kept.number, kept.asked_cents, kept.iban, kept.activities) == ("ZF-2026-0001", 90_000, "", "")
    assert set(kept.budget_lines.values_list("name", flat=True)) == {""}


def test_numbers_follow_each_other(sent, fund, initiator):
    other = MemberFactory(initiative=InitiativeFactory(), user=initiator).initiative
    second = fill(begin(initiative=other, scheme=fund, by=initiator, at=AT))
    assert send(application=second, agreed=[], by=initiator, at=AT).number == "ZF-2026-0002"
