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
from django.utils.translation import override

from core.calendar import local_day
from stimulus_fund.clock import Clock
from stimulus_fund.enums import DecisionKind, LetterKind
from stimulus_fund.law import Law, Rule, deadline
from stimulus_fund.models import Application, Decision
from stimulus_fund.queries.own import lines_of
from stimulus_fund.queries.shown import everything
from stimulus_fund.questions import Part

KINDS = {
    DecisionKind.GRANT: LetterKind.GRANT,
    DecisionKind.PARTIAL: LetterKind.PARTIAL,
    DecisionKind.REJECTION: LetterKind.REJECTION,
    DecisionKind.UNHANDLED: LetterKind.UNHANDLED,
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


def extension(application: Application, *, reason: str, before: date, clock: Clock, at: datetime) -> Draft:
    """The new last day, why, and under which article (Awb 4:14)."""
    facts = {"reason": reason, "before": before, "until": clock.last_day, "article": clock.procedure.extension_article}
    with override("nl"):
        return _draft(LetterKind.EXTENSION, _("Wij beslissen later op aanvraag %(number)s"), application, at, facts)


def decided(decision: Decision, *, law: Law, at: datetime) -> Draft:
    """The decision with amount, activities, obligations, reasons and how to object (Awb 3:45, 3:46, 4:30)."""
    application = decision.application
    kind = KINDS[DecisionKind(decision.kind)]
    day = local_day(at)
    pay = law.number(Rule.PAYMENT, day)
    facts = {
        "decision": decision,
        "in_kind": list(decision.in_kind.all()),
        "obligations": decision.obligations.splitlines(),
        "object_by": deadline(law.number(Rule.OBJECTION, day), day, law).last_day,
        "pay_by": deadline(pay, day, law).last_day,
        "rules": application.ruleset,
    }
    with override("nl"):
        return _draft(kind, _("Besluit op uw aanvraag %(number)s"), application, at, facts)


def _draft(kind: LetterKind, subject: str, application: Application, at: datetime, facts: dict[str, Any]) -> Draft:
    """Render inside the Dutch language; the scheme's own paragraph of this kind comes along."""
    rules = application.ruleset
    own = rules.letter_texts.filter(kind=kind).values_list("text", flat=True).first() if rules else ""
    about = {"application": application, "title": application.initiative.title, "day": local_day(at), "own": own or ""}
    subject = subject % {"number": application.number}
    body = render_to_string(f"fund/letter/{kind.value}.html", {**about, "subject": subject, **facts})
    return Draft(kind, subject, SafeString(body.strip()))
