from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core import audit
from core.models import AuditEntry, JobRun

AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
append_only = import_module("core.migrations.0002_audit_append_only")


@pytest.fixture
def entry(db: None) -> AuditEntry:
    job = JobRun.objects.create(name="x", next_at=AT)
    return audit.record(verb="job.started", subject=job, by=None, at=AT, after={"handled": 3})


def test_an_entry_says_who_did_what_to_which_row(entry: AuditEntry):
    kept = AuditEntry.objects.values("at", "verb", "actor_id", "subject_type", "case_number", "before", "after").get()
    assert kept == {
        "at": AT,
        "verb": "job.started",
        "actor_id": None,
        "subject_type": "core.jobrun",
        "case_number": "",
        "before": {},
        "after": {"handled": 3},
    }


def test_an_entry_is_not_changed(entry: AuditEntry):
    entry.verb = "job.never_started"
    with pytest.raises(IntegrityError, match=append_only.REFUSAL), transaction.atomic():
        entry.save()
    with pytest.raises(IntegrityError, match=append_only.REFUSAL), transaction.atomic():
        AuditEntry.objects.update(verb="nothing")
    assert AuditEntry.objects.get().verb == "job.started"


def test_an_entry_is_not_deleted(entry: AuditEntry):
    with pytest.raises(IntegrityError, match=append_only.REFUSAL), transaction.atomic():
        entry.delete()
    with pytest.raises(IntegrityError, match=append_only.REFUSAL), transaction.atomic():
        AuditEntry.objects.all()._raw_delete(AuditEntry.objects.db)
    assert AuditEntry.objects.count() == 1


@pytest.mark.postgres
def test_the_table_is_not_emptied_at_once(entry: AuditEntry):
    with pytest.raises(DatabaseError, match=append_only.REFUSAL), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE core_auditentry")
    assert AuditEntry.objects.count() == 1


def test_without_the_triggers_the_same_change_goes_through(entry: AuditEntry):
    append_only.release(connection)
    AuditEntry.objects.update(verb="nothing")
    append_only.protect(connection)
    assert AuditEntry.objects.get().verb == "nothing"


@pytest.mark.django_db(transaction=True)
def test_tests_that_commit_can_still_empty_it():
    audit.record(verb="job.started", subject=JobRun.objects.create(name="x", next_at=AT), by=None, at=AT)
    assert AuditEntry.objects.count() == 1
