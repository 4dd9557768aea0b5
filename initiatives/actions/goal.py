"""Municipal goals an initiative serves: claimed, confirmed, looked at again at the outcome."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Goal
from core import audit
from core.refusal import Refusal
from initiatives.actions import case
from initiatives.enums import GoalStage
from initiatives.models import GoalLink, Initiative


@transaction.atomic
def link_goal(
    *, initiative: Initiative, goal: Goal, stage: GoalStage, by: User, at: datetime, remark: str = ""
) -> GoalLink:
    """Say how sure it is that the initiative serves a goal, or that it does not.

    Raises Refusal for "looked at again" or "does not fit" without a remark.
    """
    initiative = case.lock(initiative)
    if stage in {GoalStage.REVISITED, GoalStage.REJECTED} and not remark.strip():
        raise Refusal(_("Schrijf op wat u zag: klopt het doel, of zat er een addertje onder het gras?"), field="remark")
    link, _created = GoalLink.objects.update_or_create(
        initiative=initiative,
        goal=goal,
        defaults={"stage": stage, "remark": remark.strip(), "set_by": by, "set_at": at},
    )
    case.save(initiative, at=at)
    audit.record(
        verb="initiative.goal_linked", subject=initiative, by=by, at=at, after={"goal": goal.code, "stage": stage}
    )
    return link


@transaction.atomic
def unlink_goal(*, initiative: Initiative, goal: Goal, by: User, at: datetime) -> None:
    """Take away a goal that was linked by mistake. Raises Refusal when a position rests on it."""
    initiative = case.lock(initiative)
    if initiative.positions.filter(goal=goal).exists():
        raise Refusal(_("Een positie rust op dit doel. Kies “past niet” en zeg waarom."))
    initiative.goal_links.filter(goal=goal).delete()
    case.save(initiative, at=at)
    audit.record(verb="initiative.goal_unlinked", subject=initiative, by=by, at=at, before={"goal": goal.code})
