"""The numbers of the law from a coming day on, and outages of the portal."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.refusal import IllegalTransition, Refusal
from stimulus_fund.law import Rule
from stimulus_fund.models import LegalNumber, Outage
from stimulus_fund.queries.law import law


@transaction.atomic
def add_number(*, rule: Rule, valid_from: date, amount: int, article: str, by: User, at: datetime) -> LegalNumber:
    """Let another number hold from a day that is yet to come; what ran before keeps its own. Raises Refusal."""
    if valid_from <= localdate(at):
        raise Refusal(_("Kies een dag die nog komt: wat al loopt, verandert niet."), field="valid_from")
    holds = law().number(rule, valid_from)
    if holds.valid_from == valid_from:
        raise Refusal(_("Vanaf deze dag geldt al een ander getal."), field="valid_from")
    if amount < 1:
        raise Refusal(_("Vul een getal in dat meer is dan nul."), field="amount")
    kept = {"measure": holds.measure, "moves": holds.moves}
    number = LegalNumber.objects.create(
        rule=rule, valid_from=valid_from, amount=amount, article=article, written_by=by, written_at=at, **kept
    )
    facts = {"rule": rule.value, "valid_from": valid_from.isoformat(), "amount": amount}
    audit.record(verb="law.number_added", subject=number, by=by, at=at, after=facts)
    return number


@transaction.atomic
def report_outage(*, began_at: datetime, ended_at: datetime | None, what: str, by: User, at: datetime) -> Outage:
    """Write down that people could not send us something for a while (Wmebv). Raises Refusal for moments to come."""
    if began_at > at or (ended_at and ended_at > at):
        raise Refusal(_("Kies een moment dat is geweest."), field="began_at")
    if ended_at and ended_at < began_at:
        raise Refusal(_("Een storing eindigt na het begin."), field="ended_at")
    outage = Outage.objects.create(began_at=began_at, ended_at=ended_at, what=what, reported_by=by, reported_at=at)
    audit.record(verb="outage.reported", subject=outage, by=by, at=at, after={"began_at": began_at.isoformat()})
    return outage


@transaction.atomic
def end_outage(*, outage: Outage, by: User, at: datetime) -> Outage:
    """Write down that it is over now. Raises IllegalTransition when it was."""
    outage = Outage.objects.select_for_update(of=["self"]).get(pk=outage.pk)
    if outage.ended_at:
        raise IllegalTransition(_("Deze storing is al voorbij."))
    outage.ended_at = at
    outage.save(update_fields=["ended_at"])
    audit.record(verb="outage.ended", subject=outage, by=by, at=at, after={"ended_at": at.isoformat()})
    return outage
