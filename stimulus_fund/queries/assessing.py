"""What colleagues read of the judging of an application: never a judgement of another that was not handed in."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from stimulus_fund.advice import Mark, Opinion, share_of_points
from stimulus_fund.enums import Advice
from stimulus_fund.models import Application, Assessment, Criterion, Score
from stimulus_fund.models.assessment import MOST_POINTS


@dataclass(frozen=True)
class Row:
    """One criterion with the score of each assessor, side by side."""

    criterion: Criterion
    scores: list[Score | None]


def own_assessment(application: Application, user: User) -> Assessment | None:
    """What this person wrote, handed in or not."""
    return application.assessments.filter(assessor=user).prefetch_related("scores").first()


def advices(application: Application) -> list[Assessment]:
    """What was handed in, with its scores. Two queries."""
    handed_in = application.assessments.exclude(handed_in_at=None).select_related("assessor")
    return list(handed_in.prefetch_related("scores__criterion").order_by("pk"))


def opinions(application: Application) -> list[Opinion]:
    """The advices in short."""
    rows = application.assessments.exclude(handed_in_at=None).values_list("advice", "advised_cents")
    return [Opinion(Advice(advice), cents) for advice, cents in rows]


def side_by_side(criteria: Iterable[Criterion], assessments: list[Assessment]) -> list[Row]:
    """Per criterion the scores in the order of the assessments."""
    scores = [{score.criterion_id: score for score in assessment.scores.all()} for assessment in assessments]
    return [Row(criterion, [one.get(criterion.pk) for one in scores]) for criterion in criteria]


def percentage(assessments: Iterable[Assessment]) -> int | None:
    """The weighted points of these advices together, as a percentage."""
    marks = [
        Mark(score.points, score.criterion.weight)
        for assessment in assessments
        for score in assessment.scores.all()
        if score.points
    ]
    return share_of_points(marks, MOST_POINTS)
