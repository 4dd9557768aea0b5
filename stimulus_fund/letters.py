"""What official letters say: composed from the case, the decision, the scheme's own text and the law. Sends nothing.

Letters are in Dutch (Awb 2:6), whatever language somebody reads the portal in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import override

from core.calendar import local_day
from stimulus_fund.clock import Clock
from stimulus_fund.enums import Answer, DecisionKind, LetterKind
from stimulus_fund.law import Law, Rule, deadline
from stimulus_fund.models import Application, Change, Decision, Dispute, Reclaim, Report
from stimulus_fund.queries.law import law as law_now
from stimulus_fund.queries.own import lines_of
from stimulus_fund.queries.settling import account_by, balance
from stimulus_fund.queries.shown import everything
from stimulus_fund.questions import Part

KINDS = {
    DecisionKind.GRANT: LetterKind.GRANT,
    DecisionKind.PARTIAL: LetterKind.PARTIAL,
    DecisionKind.REJECTION: LetterKind.REJECTION,
    DecisionKind.UNHANDLED: LetterKind.UNHANDLED,
    DecisionKind.SETTLEMENT: LetterKind.SETTLEMENT,
    DecisionKind.REVOCATION: LetterKind.REVOCATION,
}

SUBJECTS = {
    LetterKind.OBJECTION: lazy("Beslissing op uw bezwaar %(dispute)s"),
    LetterKind.SETTLEMENT: lazy("Vaststelling van uw subsidie %(number)s"),
    LetterKind.REVOCATION: lazy("Intrekking van uw subsidie %(number)s"),
}


@dataclass(frozen=True)
class Draft:
    """A letter before it is sent: `body` is HTML."""

    kind: LetterKind
    subject: str
    body: SafeString


def receipt(application: Application, at: datetime) -> Draft:
    """Everything as it was sent, with the moment of receipt: the copy that stays when something is completed later."""
    facts = {
        "parts": everything(application, lines_of(application)),
        "files": [file.name for file in application.files.all()],
        "moment": localtime(at),
    }
    with override("nl"):
        return _draft(LetterKind.RECEIPT, _("Ontvangst van aanvraag %(number)s"), application, at, facts)


def completion(application: Application, *, text: str, parts: Iterable[Part], until: date, at: datetime) -> Draft:
    """What is missing, in which parts, and until which day (Awb 4:5)."""
    facts = {"text": text, "parts": [part.label for part in parts], "until": until}
    with override("nl"):
        return _draft(LetterKind.COMPLETION, _("Vul uw aanvraag %(number)s aan"), application, at, facts)


def extension(
    application: Application, *, reason: str, before: date, clock: Clock, at: datetime, dispute: Dispute | None = None
) -> Draft:
    """The new last day, why, and under which article (Awb 4:14, 7:10 lid 3, 9:11 lid 2)."""
    facts = {"reason": reason, "before": before, "until": clock.last_day, "article": clock.procedure.extension_article}
    facts |= {"dispute": dispute, "has_penalty": clock.procedure.has_penalty}
    with override("nl"):
        about = _("Wij antwoorden later op %(dispute)s") if dispute else _("Wij beslissen later op aanvraag %(number)s")
        return _draft(LetterKind.EXTENSION, about, application, at, facts)


def decided(decision: Decision, *, law: Law, at: datetime) -> Draft:
    """The decision with amount, activities, obligations, reasons and how to object (Awb 3:45, 3:46, 4:30).

    One on an objection says so, and how to go to court instead (Awb 7:12, 8:1).
    """
    application, dispute = decision.application, decision.dispute
    kind = LetterKind.OBJECTION if dispute else KINDS[DecisionKind(decision.kind)]
    day = local_day(at)
    pay = law.number(Rule.PAYMENT, day)
    facts = {
        "dispute": dispute,
        "replaced": decision.replaces,
        "account_by": account_by(application, decision.cents),
        **_money(application, decision),
        "decision": decision,
        "in_kind": list(decision.in_kind.all()),
        "obligations": decision.obligations.splitlines(),
        "object_by": deadline(law.number(Rule.OBJECTION, day), day, law).last_day,
        "pay_by": deadline(pay, day, law).last_day,
        "rules": application.ruleset,
    }
    with override("nl"):
        subject = str(SUBJECTS.get(kind, _("Besluit op uw aanvraag %(number)s")))
        return _draft(kind, subject, application, at, facts)


def _money(application: Application, decision: Decision) -> dict[str, int]:
    """What is still paid because of a decision, and what has to come back; both in euro cents."""
    gives = decision.kind in DecisionKind.giving() or decision.kind == DecisionKind.SETTLEMENT
    left = balance(application, decision.cents) if gives else 0
    return {"still_paid": max(0, left), "comes_back": max(0, -left)}


def reclaim(reclaim: Reclaim, *, at: datetime) -> Draft:
    """How much has to come back, until when, and how to object (Awb 4:57, 4:86, 4:87)."""
    facts = {"reclaim": reclaim, "dispute": None, "object_by": _object_by(at)}
    with override("nl"):
        return _draft(LetterKind.RECLAIM, _("Betaal een deel van uw subsidie terug"), reclaim.application, at, facts)


def reported(report: Report, *, at: datetime) -> Draft:
    """The report as it was sent, with the moment of receipt."""
    application = report.application
    facts = {
        "report": report,
        "spendings": list(report.spendings.select_related("line")),
        "files": [file.name for file in application.files.filter(of_report=True)],
        "moment": localtime(at),
    }
    with override("nl"):
        return _draft(LetterKind.REPORTED, _("Ontvangst van uw verslag bij %(number)s"), application, at, facts)


def changed(change: Change, *, at: datetime) -> Draft:
    """Whether a plan may change, why, and how to object."""
    facts = {"change": change, "dispute": None, "agreed": change.answer == Answer.AGREED, "object_by": _object_by(at)}
    with override("nl"):
        return _draft(LetterKind.CHANGE, _("Antwoord op uw wijziging bij %(number)s"), change.application, at, facts)


def filed(dispute: Dispute, *, at: datetime) -> Draft:
    """That an objection or complaint came in, what it says, and until when the municipality answers (Awb 6:14, 9:6)."""
    kind = LetterKind.OBJECTED if dispute.is_objection else LetterKind.COMPLAINED
    facts = {"dispute": dispute, "moment": localtime(dispute.filed_at)}
    with override("nl"):
        subject = (
            _("Ontvangst van bezwaar %(dispute)s") if dispute.is_objection else _("Ontvangst van klacht %(dispute)s")
        )
        return _draft(kind, subject, dispute.application, at, facts)


def hearing(dispute: Dispute, *, at: datetime) -> Draft:
    """When and where somebody is heard, and what they can do before (Awb 7:2, 7:4)."""
    facts = {"dispute": dispute, "moment": localtime(dispute.hearing_at)}
    with override("nl"):
        return _draft(LetterKind.HEARING, _("Uitnodiging voor een gesprek"), dispute.application, at, facts)


def concluded(dispute: Dispute, *, at: datetime) -> Draft:
    """What was found about a complaint, and who to turn to then (Awb 9:12)."""
    facts = {"dispute": dispute}
    with override("nl"):
        return _draft(LetterKind.COMPLAINT, _("Antwoord op uw klacht %(dispute)s"), dispute.application, at, facts)


def _object_by(at: datetime) -> date:
    day, numbers = local_day(at), law_now()
    return deadline(numbers.number(Rule.OBJECTION, day), day, numbers).last_day


def _draft(kind: LetterKind, subject: str, application: Application, at: datetime, facts: dict[str, Any]) -> Draft:
    """Render inside the Dutch language; the scheme's own paragraph of this kind comes along."""
    rules = application.ruleset
    own = rules.letter_texts.filter(kind=kind).values_list("text", flat=True).first() if rules else ""
    about = {"application": application, "title": application.initiative.title, "day": local_day(at), "own": own or ""}
    dispute = facts.get("dispute")
    subject = subject % {"number": application.number, "dispute": dispute.number if dispute else ""}
    body = render_to_string(f"fund/letter/{kind.value}.html", {**about, "subject": subject, **facts})
    return Draft(kind, subject, SafeString(body.strip()))
