"""What goes by itself: files of closed cases after their term, and accounts nobody uses, after a warning."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts.actions.unused import warn_and_erase
from accounts.enums import RequestKind, Role
from accounts.models import DataRequest, User
from core.models import AuditEntry, OutgoingMail
from initiatives.actions.pace import stop
from initiatives.enums import ShownName
from initiatives.models import Initiative
from teams.models import Session
from tests.destroying import approved_night
from tests.factories import InitiativeFactory, MemberFactory, RoleGrantFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2031, 3, 12, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
TERM, LONGEST, UNUSED = 1826, 2557, 730  # of a case, of an application for money, of an account


@pytest.fixture
def closed(initiative, initiator, team, guide) -> Initiative:
    """A public case that was stopped exactly one term and a minute ago, with a conversation and a session."""
    then = AT - TERM * DAY - timedelta(minutes=1)
    initiative.public_consent_at = initiative.published_at = initiative.news_at = then
    initiative.shown_name, initiative.question = ShownName.FULL, "Mag de heg weg?"
    initiative.save()
    initiative.messages.create(side="initiator", author=initiator, text="Hallo", sent_at=then)
    team.sessions.create(
        held_on=then, minutes=15, agreed="x", logged_by=guide, logged_at=then, idempotency_key="1" * 32
    )
    return stop(initiative=initiative, reason="Verhuisd.", by=initiator, at=then)


def test_a_file_is_destroyed_when_its_term_is_over(closed, client: Client):
    approved_night(AT)
    case = Initiative.objects.get()
    assert (case.wiped_at, case.question, case.shown_name) == (AT, "", "none")
    assert [case.messages.count(), case.notes.count(), case.members.count(), Session.objects.count()] == [0, 0, 0, 0]
    page = client.get("/initiatieven/buurttuin/").content.decode()
    assert ("Wij maken samen een tuin" in page, "Velthuis" in page) == (True, False)
    assert AuditEntry.objects.filter(verb="initiative.wiped", case_number="ZW-2026-0001").count() == 1


def test_not_a_day_before_and_not_twice(closed):
    approved_night(AT - DAY)
    assert Initiative.objects.get().wiped_at is None
    approved_night(AT)
    assert AuditEntry.objects.filter(verb="retention.applied", after__kind="initiative").count() == 2
    assert approved_night(AT + DAY) == 0


def test_an_open_case_is_kept_however_old(initiative):
    Initiative.objects.update(changed_at=AT - 5000 * DAY)
    approved_night(AT)
    assert Initiative.objects.get().wiped_at is None


def test_of_a_case_that_was_never_public_no_text_stays(closed):
    Initiative.objects.update(published_at=None)
    approved_night(AT)
    case = Initiative.objects.get()
    assert (case.title, case.summary, case.slug, case.search_text) == ("(gewist)", "", "zw-2026-0001", "gewist")


def test_a_night_takes_a_limited_number(town, monkeypatch):
    monkeypatch.setattr("initiatives.actions.expiry.MOST_CASES_A_NIGHT", 1)
    ended = {"state": "closed", "outcome": "stopped", "ball": ""}
    for age in (2000, 3000):
        InitiativeFactory(number=f"ZW-{age}", closed_at=AT - age * DAY, **ended)
    assert approved_night(AT) == 1
    assert Initiative.objects.get(wiped_at=AT).number == "ZW-3000"
    assert (approved_night(AT + DAY), approved_night(AT + 2 * DAY)) == (1, 0)


# --- Accounts nobody uses -------------------------------------------------------------------------------------------
def somebody(*, days: int, **facts: object) -> User:
    return UserFactory(created_at=AT - 4000 * DAY, last_login=AT - days * DAY, **facts)


def test_first_a_warning_then_a_month_later_the_end(town):
    user = somebody(days=UNUSED - 30, email="an@example.nl", display_name="An Pol")
    assert warn_and_erase(at=AT) == 0
    assert warn_and_erase(at=AT + DAY) == 1
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == ("an@example.nl", "Wij wissen uw account op 12 april 2031")
    assert "Log dan één keer in vóór 12 april 2031." in mail.text
    assert [warn_and_erase(at=AT + days * DAY) for days in (2, 30)] == [0, 0]
    assert warn_and_erase(at=AT + 31 * DAY) == 1
    user.refresh_from_db()
    assert (user.email, user.display_name, user.is_active) == (f"{user.pk}@gewist.invalid", "", False)
    assert warn_and_erase(at=AT + 400 * DAY) == 0


def test_who_comes_back_stays(town):
    user = somebody(days=UNUSED)
    warn_and_erase(at=AT)
    User.objects.update(last_login=AT + 5 * DAY)
    assert warn_and_erase(at=AT + 40 * DAY) == 0
    user.refresh_from_db()
    assert user.erased_at is None


def test_the_warning_always_leaves_a_month(town):
    somebody(days=3000)
    assert [warn_and_erase(at=AT + days * DAY) for days in (0, 29, 30)] == [1, 0, 1]


def test_what_still_hangs_on_an_account_keeps_it(town, initiative):
    carrier, colleague, former, asker, gone = (somebody(days=3000) for _each in range(5))
    MemberFactory(initiative=InitiativeFactory(), user=carrier)
    RoleGrantFactory(user=colleague, role=Role.EDITOR)
    RoleGrantFactory(user=former, role=Role.EDITOR, withdrawn_at=AT - (LONGEST - 1) * DAY)
    DataRequest.objects.create(user=asker, kind=RequestKind.EXPORT, received_at=AT, due_on=AT)
    RoleGrantFactory(user=gone, role=Role.EDITOR, withdrawn_at=AT - (LONGEST + 1) * DAY)
    User.objects.exclude(last_login=None).update(unused_warned_at=AT - 40 * DAY)
    assert warn_and_erase(at=AT) == 1
    assert list(User.objects.exclude(erased_at=None)) == [gone]


def test_a_closed_account_is_not_asked_to_log_in(town):
    somebody(days=UNUSED + 1, is_active=False)
    assert (warn_and_erase(at=AT), OutgoingMail.objects.count()) == (1, 0)


def test_without_a_term_nobody_is_erased(db):
    somebody(days=9000)
    assert warn_and_erase(at=AT) == 0
