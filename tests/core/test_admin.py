from datetime import UTC, date, datetime

import pytest
from django.conf import LazySettings
from django.test import Client

from accounts.models import User
from core import audit, outbox
from core.models import AuditEntry, JobRun, OutgoingMail, RetentionTerm
from core.outbox import Message

AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
AUDIT, MAILS = "/beheer/core/auditentry/", "/beheer/core/outgoingmail/"


@pytest.fixture(autouse=True)
def without_second_factor(settings: LazySettings) -> None:
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def desk(client: Client, guide: User) -> Client:
    """A guide's browser."""
    client.force_login(guide)
    return client


def mail(state: str = OutgoingMail.State.FAILED, **facts: object) -> OutgoingMail:
    message = Message("an@example.org", "Onderwerp", "De code is 123456\n", "test.x", **facts)
    made = outbox.enqueue(message, at=AT)[0]
    OutgoingMail.objects.filter(pk=made.pk).update(state=state, sent_at=AT, failure="550 no such user")
    return made


def entry(subject: JobRun, by: User | None = None) -> AuditEntry:
    return audit.record(verb="job.run", subject=subject, by=by, at=AT, before={"a": 1}, after={"b": "<i>2</i>"})


@pytest.fixture
def job(db: None) -> JobRun:
    return JobRun.objects.create(name="x", next_at=AT)


def test_the_audit_tells_who_and_what(desk: Client, job: JobRun, guide: User):
    kept = entry(job, guide)
    page = desk.get(f"{AUDIT}{kept.pk}/change/").content.decode()
    assert "Gijs Wolters" in page
    assert "b: &lt;i&gt;2&lt;/i&gt;" in page
    assert 'name="_save"' not in page


def test_the_audit_cannot_be_changed_or_deleted_in_the_admin(desk: Client, job: JobRun):
    kept = entry(job)
    for page in (f"{AUDIT}{kept.pk}/change/", f"{AUDIT}{kept.pk}/delete/", f"{AUDIT}add/"):
        assert desk.post(page, {"verb": "x", "post": "yes"}).status_code == 403
    assert AuditEntry.objects.get().verb == "job.run"


def test_an_entry_of_an_erased_account_keeps_its_number(desk: Client, job: JobRun, guide: User):
    kept = entry(job, guide)
    User.objects.filter(pk=guide.pk).update(display_name="")
    assert f"account {guide.pk}" in desk.get(f"{AUDIT}{kept.pk}/change/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_for_every_number_of_rows(
    desk: Client, job: JobRun, guide: User, rows: int, django_assert_num_queries
):
    for _number in range(rows):
        entry(job, guide)
        mail()
    desk.get(AUDIT)
    for address in (AUDIT, MAILS):
        with django_assert_num_queries(5):
            assert desk.get(address).status_code == 200


def test_a_code_is_never_shown(desk: Client):
    secret, plain = mail(secret=True), mail()
    assert "123456" not in desk.get(f"{MAILS}{secret.pk}/change/").content.decode()
    assert "123456" in desk.get(f"{MAILS}{plain.pk}/change/").content.decode()


def test_what_was_not_delivered_can_go_again(desk: Client):
    failed, sent = mail(), mail(state=OutgoingMail.State.SENT)
    form = {"action": "try_again", "_selected_action": [failed.pk, sent.pk], "index": "0"}
    page = desk.post(MAILS, form, follow=True).content.decode()
    assert "1 e-mail gaat opnieuw." in page
    states = OutgoingMail.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["waiting", "sent"]


def test_an_undelivered_mail_is_found_by_case_or_address(desk: Client):
    mail(case_number="ZW-2026-0147")
    mail()
    assert desk.get(f"{MAILS}?q=ZW-2026-0147").context["cl"].result_count == 1
    assert desk.get(f"{MAILS}?q=an@example.org").context["cl"].result_count == 2
    assert desk.get(f"{MAILS}?state__exact=failed").context["cl"].result_count == 2


def test_jobs_are_shown(desk: Client, job: JobRun):
    assert desk.get("/beheer/core/jobrun/").context["cl"].result_count == 1


def test_only_the_administrator_sets_terms(client: Client, guide: User, administrator: User):
    form = {"kind": "mail", "days": "365", "valid_from": "2026-01-01", "source": "Selectielijst 2020"}
    client.force_login(guide)
    assert client.post("/beheer/core/retentionterm/add/", form).status_code == 403
    client.force_login(administrator)
    assert client.post("/beheer/core/retentionterm/add/", form).status_code == 302
    term = RetentionTerm.objects.get()
    assert (term.kind, term.days, term.valid_from) == ("mail", 365, date(2026, 1, 1))
    recorded = AuditEntry.objects.get()
    assert (recorded.verb, recorded.after["days"]) == ("retentionterm.added", 365)


def test_a_term_is_for_a_kind_that_exists(client: Client, administrator: User):
    client.force_login(administrator)
    form = {"kind": "nonsense", "days": "365", "valid_from": "2026-01-01", "source": "x"}
    assert client.post("/beheer/core/retentionterm/add/", form).status_code == 200
    assert RetentionTerm.objects.count() == 0
