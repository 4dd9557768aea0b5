"""The days that count for a referral."""

from dataclasses import dataclass
from datetime import date, timedelta

from city.queries import closed_days
from community.models import ReferralTerm
from core.calendar import add_working_days


@dataclass(frozen=True)
class ReferralDays:
    """When a hub is reminded, when the guide hears that it is silent, and the last day of the link."""

    remind_on: date
    tell_on: date
    until: date


def days_from(day: date) -> ReferralDays:
    """The days for a question that is sent on this day. Raises ReferralTerm.DoesNotExist before the town is loaded."""
    term = ReferralTerm.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    if term is None:
        raise ReferralTerm.DoesNotExist(f"No term of referrals on {day}: run manage.py load_town")
    closed = closed_days()
    return ReferralDays(
        remind_on=add_working_days(day, term.remind_days, closed),
        tell_on=add_working_days(day, term.tell_days, closed),
        until=day + timedelta(days=term.link_days),
    )
