"""Accounting for a grant: until when, in which form, and what is paid or to be paid back."""

from datetime import date, timedelta

from django.db.models import Sum

from stimulus_fund.enums import Accountability
from stimulus_fund.models import Application, Settling


def settling_of(application: Application, cents: int) -> Settling | None:
    """How a grant of this amount is accounted for, by the rules it was asked under."""
    rules = application.ruleset
    if rules is None:
        return None
    return rules.settling.filter(from_cents__lte=cents).order_by("-from_cents").first()


def form_of(application: Application) -> Accountability:
    """The form of the report that is asked."""
    found = settling_of(application, application.granted_cents or 0)
    return Accountability(found.form) if found else Accountability.NONE


def account_by(application: Application, cents: int) -> date | None:
    """The last day for the report on a grant of `cents`; None when none is asked or the activities have no end."""
    found = settling_of(application, cents)
    if found is None or found.form == Accountability.NONE or application.ends_on is None:
        return None
    return application.ends_on + timedelta(weeks=found.weeks)


def may_settle_by_itself(application: Application, today: date) -> bool:
    """True when no report is asked and the activities are over, or the report stayed away (Awb 4:47)."""
    if application.account_by:
        return today > application.account_by
    return application.ends_on is None or today > application.ends_on


def balance(application: Application, cents: int) -> int:
    """What is still to be paid when it stands at `cents`, in euro cents; below zero what was or is paid too much."""
    paid = application.payments.aggregate(sum=Sum("cents"))["sum"] or 0
    back = application.reclaims.aggregate(sum=Sum("cents"))["sum"] or 0
    return cents - (paid - back)
