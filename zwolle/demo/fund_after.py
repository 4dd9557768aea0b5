"""What followed on decisions in the demo town: money that was paid, reports, settlements, an objection, a complaint."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.core.files.base import ContentFile
from django.utils.timezone import localdate

from accounts.models import User
from core.files import check_upload
from stimulus_fund.actions import deciding, disputing, preparing, reporting
from stimulus_fund.actions.paying import confirm_paid, make_file
from stimulus_fund.enums import DecisionKind, RevocationGround
from stimulus_fund.models import Application
from stimulus_fund.queries.deciding import mark_of, open_decision
from stimulus_fund.records import Account, Proposal
from zwolle.demo.past import Past, at_clock
from zwolle.demo.pictures import draw

AFTERNOON = time(14, 30)
PAID = {"reported", "settled", "revoked"}


def go_on(row: Mapping[str, Any], application: Application, people: Mapping[str, User], past: Past) -> None:
    """Do what happened after the decision, up to the step the row `reaches`."""

    def afternoon(ago: int) -> datetime:
        return at_clock(past.day(ago), AFTERNOON)

    if row["reaches"] in PAID:
        _pay(people["roelien"], file_at=afternoon(row["ago"] - 10), at=afternoon(row["ago"] - 12))
    if row["reaches"] in {"reported", "settled"}:
        _report(row, application, at=afternoon(row["told"]))
    if row["reaches"] == "settled":
        settled = Proposal(kind=DecisionKind.SETTLEMENT, cents=application_cents(application), motivation=row["after"])
        wrote = {"application": application, "proposal": settled, "by": people["roelien"]}
        preparing.settle(**wrote, at=afternoon(row["told"] - 3))
        _agree(application, people, at=afternoon(row["told"] - 4))
    if row["reaches"] == "revoked":
        gone = Proposal(kind=DecisionKind.REVOCATION, cents=0, motivation=row["after"], ground=RevocationGround.UNDONE)
        preparing.revoke(application=application, proposal=gone, by=people["roelien"], at=afternoon(row["told"]))
        _agree(application, people, at=afternoon(row["told"] - 1))
    if row["reaches"] == "disputed":
        _dispute(row, application, people, at=afternoon(row["told"]))


def conclude(application: Application, proposal: Proposal, people: Mapping[str, User], *, at: datetime) -> None:
    """Write a decision and take it on the same day."""
    preparing.prepare(application=application, proposal=proposal, by=people["roelien"], at=at)
    _agree(application, people, at=at)


def signer_of(application: Application) -> User:
    """Who applied."""
    if application.signed_by is None:
        raise ValueError("A draft was not signed")
    return application.signed_by


def seen(application: Application) -> str:
    """The mark of the decision at hand."""
    decision = open_decision(application)
    return mark_of(decision) if decision else ""


def application_cents(application: Application) -> int:
    """What was granted, in euro cents, as it stands in the database now."""
    application.refresh_from_db()
    return application.granted_cents or 0


def _agree(application: Application, people: Mapping[str, User], *, at: datetime) -> None:
    deciding.check(application=application, seen=seen(application), by=people["sjoerd"], at=at)
    deciding.decide(application=application, seen=seen(application), by=people["annelies"], at=at)


def _pay(officer: User, *, file_at: datetime, at: datetime) -> None:
    file = make_file(by=officer, at=file_at)
    for payment in file.payments.select_related("application").order_by("pk"):
        confirm_paid(payment=payment, on=localdate(file_at), by=officer, at=at)


def _report(row: Mapping[str, Any], application: Application, *, at: datetime) -> None:
    signer = signer_of(application)
    upload = check_upload(ContentFile(draw(row["story"]), name="zo-ziet-het-eruit.jpg"))  # type: ignore[arg-type]
    reporting.add_report_file(application=application, upload=upload, by=signer, at=at)
    told = {name: row["report"][name].strip() for name in ("done", "result", "differently", "learnt")}
    account = Account(**told, spent_cents=row["report"]["spent"] * 100, spent={})
    reporting.send_report(application=application, account=account, by=signer, at=at)


def _dispute(row: Mapping[str, Any], application: Application, people: Mapping[str, User], *, at: datetime) -> None:
    """An objection to the decision, taken on by somebody who did not work on it; and a complaint nobody took on yet."""
    facts: dict[str, Any] = {"application": application, "by": signer_of(application), "at": at}
    filed = disputing.object_to(**facts, decision=application.decisions.get(), text=row["objection"].strip())
    disputing.complain(**facts, text=row["complaint"].strip())
    disputing.take_on_dispute(application=application, dispute=filed, by=people["jette"], at=at)
