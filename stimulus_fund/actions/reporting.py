"""What who received a grant does afterwards: tell how it went, with receipts and photos, or that the plan changes."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import files, outbox
from core.refusal import IllegalTransition, Refusal
from stimulus_fund import letters, lifecycle, notices
from stimulus_fund.actions.application import KEPT, MOST_FILES, TooManyFiles, delete_on_disk
from stimulus_fund.actions.entering import entering, lock
from stimulus_fund.actions.letters import send_letter
from stimulus_fund.actions.record import record
from stimulus_fund.acts import Act
from stimulus_fund.enums import Accountability, Answer, State
from stimulus_fund.models import Application, ApplicationFile, Change, Report, Spending
from stimulus_fund.queries.settling import account_by, form_of
from stimulus_fund.records import Account

TEXTS = ("done", "result", "differently", "learnt", "spent_cents")


class NotReportable(IllegalTransition):
    """No report is asked now: the money was not granted, or the report is with the municipality."""


def _lock_reportable(application: Application) -> Application:
    application = lock(application)
    if application.state != State.GRANTED:
        raise NotReportable(_("U kunt nu geen verslag sturen."))
    return application


@transaction.atomic
def keep_report(*, application: Application, account: Account, at: datetime) -> Report:
    """Save the report as far as it is. Raises NotReportable."""
    application = _lock_reportable(application)
    report, _new = Report.objects.get_or_create(application=application, defaults={"changed_at": at})
    for name in TEXTS:
        setattr(report, name, getattr(account, name))
    report.changed_at = at
    report.save()
    report.spendings.all().delete()
    Spending.objects.bulk_create(
        Spending(report=report, line_id=pk, cents=cents) for pk, cents in account.spent.items()
    )
    return report


@transaction.atomic
def send_report(*, application: Application, account: Account, by: User, at: datetime) -> Report:
    """Save the report and send it. Raises NotReportable, and Refusal at the field that is missing."""
    report = keep_report(application=application, account=account, at=at)
    application = lock(application)
    _require_whole(application, report)
    lifecycle.require(application.state, State.ACCOUNTED)
    report.sent_by, report.sent_at, report.remark = by, at, ""
    report.save(update_fields=["sent_by", "sent_at", "remark"])
    application.state = State.ACCOUNTED
    application.save(update_fields=["state"])
    send_letter(application, letters.reported(report, at=at), by=by, at=at)
    record(application, "report.sent", by=by, at=at, story="fund_reported")
    outbox.enqueue(*notices.reported(application), at=at)
    return report


def _require_whole(application: Application, report: Report) -> None:
    form = form_of(application)
    if not report.done:
        raise Refusal(_("Schrijf op wat u heeft gedaan."), field="done")
    if report.spent_cents is None:
        raise Refusal(_("Vul in wat het heeft gekost."), field="spent_cents")
    if form == Accountability.FULL and not report.spendings.exists():
        raise Refusal(_("Vul per regel van uw begroting in wat het kostte."), field="spent_cents")
    if form != Accountability.NONE and not application.files.filter(of_report=True).exists():
        raise Refusal(_("Voeg ten minste één foto of bon toe."), field="uploads")


@transaction.atomic
def add_report_file(*, application: Application, upload: files.Upload, by: User, at: datetime) -> ApplicationFile:
    """Keep a receipt or photo with the report. Raises NotReportable, TooManyFiles."""
    application = _lock_reportable(application)
    if application.files.filter(of_report=True).count() >= MOST_FILES:
        raise TooManyFiles(_("Er zijn al 30 bestanden. Haal er eerst een weg."))
    stored = files.store(upload)
    facts = {name: getattr(stored, name) for name in KEPT}
    return application.files.create(of_report=True, added_by=by, added_at=at, **facts)


@transaction.atomic
def remove_report_file(*, application: Application, pk: int, at: datetime) -> None:
    """Take a receipt or photo away before the report is sent; one that was sent before stays. Raises NotReportable."""
    application = _lock_reportable(application)
    file = application.files.filter(pk=pk, of_report=True).first()
    report = Report.objects.filter(application=application).first()
    if file and not (report and report.sent_at and file.added_at <= report.sent_at):
        delete_on_disk(file)
        file.delete()


@entering(Act.REOPEN)
def reopen_report(*, application: Application, remark: str, by: User, at: datetime) -> Report:
    """Ask the receiver to add to the report; it opens again. Raises IllegalTransition."""
    report: Report = application.report
    lifecycle.require(application.state, State.GRANTED)
    report.remark = remark
    report.save(update_fields=["remark"])
    application.state = State.GRANTED
    application.save(update_fields=["state"])
    record(application, "report.reopened", by=by, at=at, story="fund_report_reopened")
    outbox.enqueue(*notices.report_reopened(application, remark), at=at)
    return report


@transaction.atomic
def ask_change(*, application: Application, text: str, ends_on: date | None, by: User, at: datetime) -> Change:
    """Tell that the plan changes, and ask whether that is all right. Raises NotReportable, Refusal."""
    application = _lock_reportable(application)
    if application.changes.filter(answer="").exists():
        raise Refusal(_("Uw vorige wijziging wacht nog op antwoord."))
    if ends_on and (ends_on <= localdate(at) or (application.starts_on and ends_on < application.starts_on)):
        raise Refusal(_("Kies een dag die nog komt."), field="ends_on")
    change = application.changes.create(text=text, ends_on=ends_on, asked_by=by, asked_at=at)
    record(application, "change.asked", by=by, at=at, story="fund_change_asked")
    outbox.enqueue(*notices.change_asked(application), at=at)
    return change


@entering(Act.ANSWER_CHANGE)
def answer_change(
    *, application: Application, change: Change, answer: Answer, reason: str, by: User, at: datetime
) -> Change:
    """Answer a change with a letter; agreeing moves the last day of the activities. Raises IllegalTransition."""
    change = application.changes.select_for_update().get(pk=change.pk)
    if change.answer:
        raise IllegalTransition(_("Deze wijziging is al beantwoord."))
    change.answer, change.reason, change.answered_by, change.answered_at = answer, reason, by, at
    change.save(update_fields=["answer", "reason", "answered_by", "answered_at"])
    if answer == Answer.AGREED and change.ends_on:
        application.ends_on = change.ends_on
        application.account_by = account_by(application, application.granted_cents or 0)
        application.save(update_fields=["ends_on", "account_by"])
    change.application = application
    send_letter(application, letters.changed(change, at=at), by=by, at=at)
    record(application, "change.answered", by=by, at=at, story="fund_change_answered", answer=answer.value)
    return change
