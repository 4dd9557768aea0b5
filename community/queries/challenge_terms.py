"""The settings of the right to challenge that hold on a day, and the clock of one challenge."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from city.queries import closed_days
from community.challenge_clock import Clock, Pause, Weeks, clock
from community.enums.challenge import ChallengeTermKind as Kind
from community.models import Challenge, ChallengeClause, ChallengeCriterion, ChallengeTerm
from core.calendar import local_day
from core.refusal import Refusal


def weeks_on(day: date) -> dict[str, int]:
    """How many weeks each kind of term has on a day; 0 while nobody set it. One query."""
    terms = ChallengeTerm.objects.filter(valid_from__lte=day).order_by("valid_from")
    return dict.fromkeys(Kind.values, 0) | dict(terms.values_list("kind", "weeks"))


def weeks_of(kind: Kind, day: date) -> int:
    """How many weeks a term has on a day. Raises Refusal when nobody set it."""
    weeks = weeks_on(day)[kind]
    if not weeks:
        raise Refusal(_("De gemeente heeft hiervoor nog geen termijn gekozen. Bel 14 038."))
    return weeks


def clause_on(day: date) -> ChallengeClause | None:
    """What stands below a decision on a day."""
    return ChallengeClause.objects.filter(valid_from__lte=day).order_by("-valid_from").first()


def criteria() -> QuerySet[ChallengeCriterion]:
    """The criteria in use, in their order."""
    return ChallengeCriterion.objects.filter(active=True)


def clock_of(challenge: Challenge) -> Clock | None:
    """The clock of a challenge; None while it is a draft. Two queries."""
    if challenge.received_at is None:
        return None
    asked = challenge.completions.order_by("pk") if challenge.pk else ()
    pauses = [
        Pause(
            asked_on=local_day(row.asked_at),
            until=row.until,
            answered_on=local_day(row.answered_at) if row.answered_at else None,
        )
        for row in asked
    ]
    weeks = Weeks(challenge.assess_weeks, challenge.decide_weeks, challenge.extend_weeks)
    return clock(local_day(challenge.received_at), weeks, pauses, closed_days())
