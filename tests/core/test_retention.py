from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from core import jobs, limits, outbox, retention
from core.models import AuditEntry, OutgoingMail, RetentionTerm
from core.outbox import Message

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def term(days: int = 365, valid_from: date = date(2020, 1, 1), kind: str = "mail") -> RetentionTerm:
    return RetentionTerm.objects.create(kind=kind, days=days, valid_from=valid_from, source="Selectielijst, test")


def mail(age: timedelta, state: str = OutgoingMail.State.SENT) -> OutgoingMail:
    made = outbox.enqueue(Message("an@example.org", "Kanarie", "Kanarie\n", "test.x", case_number="ZW-1"), at=AT - age)[
        0
    ]
    OutgoingMail.objects.filter(pk=made.pk).update(state=state, sent_at=AT - age)
    return made


def texts() -> list[tuple[str, str, str]]:
    return list(OutgoingMail.objects.order_by("pk").values_list("to", "subject", "text"))


def test_every_rule_of_the_settings_is_about_a_kind_that_models_name():
    assert {rule.kind for rule in retention.rules()} - set(retention.kinds()) == set()


def test_mails_are_emptied_when_their_term_is_over():
    term(days=365)
    mail(366 * DAY)
    mail(364 * DAY)
    assert retention.apply(AT) == 1
    assert texts() == [("", "", ""), ("an@example.org", "Kanarie", "Kanarie\n")]
    assert OutgoingMail.objects.filter(case_number="ZW-1", kind="test.x").count() == 2


def test_running_twice_wipes_once():
    term()
    mail(366 * DAY)
    assert (retention.apply(AT), retention.apply(AT)) == (1, 0)


def test_a_mail_that_still_has_to_go_is_kept():
    term()
    mail(366 * DAY, state=OutgoingMail.State.WAITING)
    assert retention.apply(AT) == 0


def test_without_a_term_everything_is_kept():
    mail(3660 * DAY)
    assert retention.apply(AT) == 0


def test_the_term_in_force_is_the_latest_that_began():
    term(days=365, valid_from=date(2020, 1, 1))
    term(days=30, valid_from=date(2026, 3, 11))
    term(days=1, valid_from=date(2026, 3, 12))
    mail(31 * DAY)
    mail(2 * DAY)
    assert retention.apply(AT - DAY) == 0
    assert retention.apply(AT) == 1


def test_what_was_wiped_is_proven_without_saying_whose():
    applied = term()
    mail(366 * DAY)
    retention.apply(AT)
    assert AuditEntry.objects.values("verb", "actor_id", "subject_id", "after").get() == {
        "verb": "retention.applied",
        "actor_id": None,
        "subject_id": str(applied.pk),
        "after": {
            "kind": "mail",
            "what": "address, subject and text of mails emptied",
            "days": 365,
            "rows": 1,
        },
    }


def test_a_dry_run_counts_and_changes_nothing():
    term()
    term(kind="draft", days=30)
    mail(timezone.now() - AT + 366 * DAY)
    said = StringIO()
    call_command("retention", "--dry-run", stdout=said)
    line = "mail, 365 days (Selectielijst, test): 1 rows, address, subject and text of mails emptied"
    assert said.getvalue().splitlines()[0] == line
    assert texts() == [("an@example.org", "Kanarie", "Kanarie\n")]
    call_command("retention", stdout=said)
    assert texts() == [("", "", "")]


def test_ended_sessions_go(settings: LazySettings):
    engine = import_module(settings.SESSION_ENGINE)
    for days in (-1, 1):
        store = engine.SessionStore()
        store.set_expiry(timezone.now() + days * DAY)
        store.save()
    jobs.SESSIONS.run(timezone.now())
    assert engine.SessionStore.get_model_class().objects.count() == 1
    assert engine.SessionStore().exists(store.session_key)


def test_ended_counts_go():
    limits.allow("x", "an@example.org", times=1, seconds=60, at=AT)
    assert (jobs.LIMITS.run(AT), jobs.LIMITS.run(AT + DAY)) == (0, 1)


def test_one_term_per_kind_and_day():
    term()
    with pytest.raises(IntegrityError), transaction.atomic():
        term()
    with pytest.raises(IntegrityError), transaction.atomic():
        term(days=0, valid_from=date(2021, 1, 1))
