"""Empty what applications no longer need to keep."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from core import audit
from stimulus_fund.actions.application import delete_on_disk, discard, lock
from stimulus_fund.enums import State
from stimulus_fund.models import Application, ApplicationFile, Report, Score

DRAFT_KEPT_FOR = timedelta(days=365)
MOST_A_NIGHT = 200
TEXTS = (
    *("activities", "result", "goal_reason", "cooperation", "support", "budget_note"),
    *("recipient_name", "kvk_number", "street", "postcode", "town", "iban", "account_holder"),
)
REPORT_TEXTS = ("done", "result", "differently", "learnt", "remark")
DISPUTE_TEXTS = ("text", "hearing_report", "no_hearing", "hearing_place", "conclusion")
DECISION_TEXTS = ("motivation", "activities", "obligations", "deviation", "remark")


def delete_stale_drafts(*, at: datetime) -> int:
    """Throw away drafts nobody touched for a year; returns how many."""
    stale = Application.objects.filter(state=State.DRAFT, changed_at__lt=at - DRAFT_KEPT_FOR).order_by("pk")
    return sum(_discard(draft, at=at) for draft in stale[:MOST_A_NIGHT])


@transaction.atomic
def _discard(draft: Application, *, at: datetime) -> int:
    draft = lock(draft)
    if draft.changed_at >= at - DRAFT_KEPT_FOR:
        return 0
    discard(application=draft)
    return 1


def wipe_applications(applications: QuerySet[Application], at: datetime) -> int:
    """Destroy the texts and files of applications whose term is over, in the order given; returns how many.

    Number, scheme, amounts and what was decided stay: they are the account of public money.
    """
    chosen = list(applications[:MOST_A_NIGHT])
    for application in chosen:
        _wipe(application, at=at)
    return len(chosen)


def _wipe(application: Application, *, at: datetime) -> None:
    application = Application.objects.select_for_update().get(pk=application.pk)
    forget_files(application.files.all())
    application.budget_lines.update(name="")
    application.deliveries.all().delete()
    application.decisions.update(wiped_at=at, **dict.fromkeys(DECISION_TEXTS, ""))
    application.term_events.update(wiped_at=at, text="")
    application.letters.update(wiped_at=at, body="")
    application.assessments.update(wiped_at=at, summary="")
    Score.objects.filter(assessment__application=application).update(reason="")
    application.interests.update(reason="")
    application.payments.update(failure="")
    Report.objects.filter(application=application).update(**dict.fromkeys(REPORT_TEXTS, ""))
    application.changes.update(text="", reason="")
    application.disputes.update(wiped_at=at, **dict.fromkeys(DISPUTE_TEXTS, ""))
    for name in TEXTS:
        setattr(application, name, "")
    application.name_public, application.wiped_at = False, at
    application.save()
    audit.record(verb="application.wiped", subject=application, by=None, at=at)


def forget_files(stored: QuerySet[ApplicationFile]) -> None:
    """Delete files of applications, on disk too."""
    for file in stored:
        delete_on_disk(file)
    stored.delete()
