"""Rounds at the desk: what is on the table, side by side."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from stimulus_fund.advice import FEWEST_ASSESSORS
from stimulus_fund.enums import State
from stimulus_fund.models import Application, Assessment, Pot, Ranked, Round, Scheme, Score
from stimulus_fund.permissions import Permission
from stimulus_fund.queries.assessing import percentage
from stimulus_fund.ranking import Scored

MOST = 100


@dataclass(frozen=True)
class OnTable:
    """An application beside the others: its advices, weighted points (None without) and what was advised."""

    application: Application
    advices: list[Assessment]
    percentage: int | None
    cents: int
    is_ready: bool


def rounds_of(user: User) -> QuerySet[Round]:
    """Rounds of the schemes this person works in, the latest first."""
    mine = Scheme.objects.worked_by(user, Permission.SEE_FUND)
    found = Round.objects.filter(pot__scheme__in=mine)
    return found.select_related("pot__scheme", "pot__wijk", "pot__stadsdeel", "made_by", "closed_by")


def pots_of(user: User, year: int) -> QuerySet[Pot]:
    """The pots of this year and the last that this person handles."""
    mine = Scheme.objects.worked_by(user, Permission.HANDLE)
    found = Pot.objects.filter(scheme__in=mine, year__in=[year - 1, year])
    return found.select_related("scheme", "wijk", "stadsdeel")


def on_table(pot: Pot) -> list[OnTable]:
    """Every application in a pot that is being judged, with the advices that were handed in. Three queries."""
    scores = Prefetch("scores", Score.objects.select_related("criterion").order_by("criterion"))
    handed_in = Assessment.objects.exclude(handed_in_at=None).select_related("assessor").prefetch_related(scores)
    found = Application.objects.filter(pot=pot, state=State.ASSESSING).select_related("initiative", "ruleset")
    rows = found.prefetch_related(Prefetch("assessments", handed_in.order_by("pk"), to_attr="handed_in"))
    return [_on_table(one) for one in rows.order_by("complete_order", "pk")]


def _on_table(application: Application) -> OnTable:
    advices: list[Assessment] = application.handed_in  # type: ignore[attr-defined]
    sums = [one.advised_cents or 0 for one in advices]
    return OnTable(
        application=application,
        advices=advices,
        percentage=percentage(advices),
        cents=sum(sums) // len(sums) // 100 * 100 if sums else 0,
        is_ready=len(advices) >= FEWEST_ASSESSORS,
    )


def scored(rows: list[OnTable]) -> list[Scored]:
    """What a ranking looks at."""
    return [
        Scored(one.application.pk, one.percentage or 0, one.cents, one.application.complete_order or 0) for one in rows
    ]


def ranked(found: Round) -> QuerySet[Ranked]:
    """The places of a closed round."""
    return found.ranked.select_related("application__initiative").order_by("place")


def place_of(application: Application) -> Ranked | None:
    """Where an application came, or None."""
    return Ranked.objects.filter(application=application).first()
