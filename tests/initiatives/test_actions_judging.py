from datetime import datetime

import pytest

from accounts.models import User
from city.models import Goal
from core.refusal import Refusal
from initiatives.actions.goal import link_goal, unlink_goal
from initiatives.actions.prospect import judge_prospect
from initiatives.enums import GoalStage
from initiatives.models import Initiative, ProspectCriterion


def test_a_goal_linked_by_mistake_can_go(initiative: Initiative, goal: Goal, guide: User, now: datetime) -> None:
    link_goal(initiative=initiative, goal=goal, stage=GoalStage.CLAIMED, by=guide, at=now)
    unlink_goal(initiative=initiative, goal=goal, by=guide, at=now)
    assert not initiative.goal_links.exists()


def test_promising_names_its_criteria_its_reason_and_who_decided(
    initiative: Initiative, guide: User, now: datetime
) -> None:
    criteria = list(ProspectCriterion.objects.all()[:2])
    judgement = judge_prospect(
        initiative=initiative, promising=True, criteria=criteria, reason="De straat doet mee.", by=guide, at=now
    )
    assert (judgement.decided_by, judgement.criteria.count()) == (guide, 2)


@pytest.mark.parametrize(("promising", "reason", "field"), [(True, "Goed.", "criteria"), (False, " ", "reason")])
def test_a_judgement_is_explained(
    initiative: Initiative, guide: User, now: datetime, promising: bool, reason: str, field: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        judge_prospect(initiative=initiative, promising=promising, criteria=[], reason=reason, by=guide, at=now)
    assert refusal.value.field == field
