"""Municipal goals an initiative serves: claimed, confirmed, looked at again at the outcome."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Goal
from core import audit, outbox
from core.refusal import Refusal
from initiatives import lifecycle, notices
from initiatives import notices_initiator as told_by_initiator
from initiatives.actions import case
from initiatives.enums import GoalStage, GoalVerdict
from initiatives.models import GoalLink, Initiative


@transaction.atomic
def link_goal(
    *,
    initiative: Initiative,
    goal: Goal,
    stage: GoalStage,
    by: User,
    at: datetime,
    remark: str = "",
    verdict: GoalVerdict | str = "",
    tell: bool = True,
) -> GoalLink:
    """Say how sure it is that the initiative serves a goal, or that it does not; the initiator's side hears it.

    When looking back (`stage` REVISITED) `verdict` says whether it held, and `remark` what was seen; what was said at
    the confirmation stays. Raises Refusal without the words a stage takes, IllegalTransition for a stage that cannot
    follow.
    """
    initiative = case.lock(initiative)
    remark, looks_back = remark.strip(), stage == GoalStage.REVISITED
    link = initiative.goal_links.filter(goal=goal).first() or GoalLink(initiative=initiative, goal=goal, stage="")
    lifecycle.require_goal_stage(link.stage, GoalStage(stage))
    _require_words(initiative, stage, remark, verdict)
    before = link.stage
    link.stage, link.set_by, link.set_at = stage, by, at
    link.verdict, link.finding = (verdict, remark) if looks_back else ("", "")
    link.remark = link.remark if looks_back else remark
    link.save()
    case.save(initiative, at=at)
    audit.record(
        verb="initiative.goal_linked",
        subject=initiative,
        by=by,
        at=at,
        before={"stage": before},
        after={"goal": goal.code, "stage": stage, "verdict": link.verdict},
    )
    if tell and stage != GoalStage.CLAIMED:
        outbox.enqueue(*notices.goal_judged(initiative, link), at=at)
    return link


def _require_words(initiative: Initiative, stage: GoalStage, remark: str, verdict: GoalVerdict | str) -> None:
    """Raise Refusal for the first thing that misses at this stage."""
    if stage == GoalStage.REJECTED and not remark:
        raise Refusal(_("Schrijf op waarom het doel niet past. De initiatiefnemer leest dit."), field="remark")
    if stage != GoalStage.REVISITED:
        return
    if not initiative.outcome:
        raise Refusal(_("Leg eerst vast hoe het nu gaat. Dan kunt u terugkijken op het doel."), field="stage")
    if not verdict:
        raise Refusal(_("Kies of het klopte: helemaal, voor een deel of niet."), field="verdict")
    if not remark:
        raise Refusal(_("Schrijf op wat u zag: klopt het doel, of zat er een addertje onder het gras?"), field="remark")


@transaction.atomic
def unlink_goal(*, initiative: Initiative, goal: Goal, by: User, at: datetime) -> None:
    """Take away a goal that was linked by mistake. Raises Refusal when a position rests on it."""
    initiative = case.lock(initiative)
    if initiative.positions.filter(goal=goal).exists():
        raise Refusal(_("Een positie rust op dit doel. Kies “past niet” en zeg waarom."))
    initiative.goal_links.filter(goal=goal).delete()
    case.save(initiative, at=at)
    audit.record(verb="initiative.goal_unlinked", subject=initiative, by=by, at=at, before={"goal": goal.code})


@transaction.atomic
def claim_goals(*, initiative: Initiative, goals: Collection[Goal], by: User, at: datetime) -> list[GoalLink]:
    """The initiator's side says which goals theirs serves: these, and no others. Returns what is linked now.

    A goal that was refused or looked back on stays as it is; one that was confirmed can be taken back, unless a
    position rests on it. Raises Refusal then, and when the passage is over.
    """
    initiative = case.lock(initiative)
    if not initiative.is_open:
        raise Refusal(_("Dit initiatief is klaar. U kunt de doelen niet meer veranderen."))
    links = {link.goal_id: link for link in initiative.goal_links.select_related("goal")}
    wanted = {goal.pk: goal for goal in goals}
    added = [goal for goal in wanted.values() if goal.pk not in links]
    dropped = [link for key, link in links.items() if key not in wanted and link.can_be_taken_back]
    if not added and not dropped:
        return list(links.values())
    _take_back(initiative, dropped)
    GoalLink.objects.bulk_create(GoalLink(initiative=initiative, goal=goal, set_by=by, set_at=at) for goal in added)
    case.save(initiative, at=at)
    named, gone = [goal.code for goal in added], [link.goal.code for link in dropped]
    audit.record(
        verb="initiative.goals_claimed", subject=initiative, by=by, at=at, before={"gone": gone}, after={"named": named}
    )
    outbox.enqueue(
        *told_by_initiator.goals_claimed(initiative, added=added, dropped=[link.goal for link in dropped], by=by), at=at
    )
    return list(initiative.goal_links.select_related("goal"))


def _take_back(initiative: Initiative, dropped: list[GoalLink]) -> None:
    held = set(initiative.positions.values_list("goal", flat=True))
    for link in dropped:
        if link.goal_id in held:
            raise Refusal(
                _("De gemeente werkt met u samen voor “%(goal)s”. Wilt u dat veranderen? Vraag het uw gids.")
                % {"goal": link.goal.name},
                field="goals",
            )
    initiative.goal_links.filter(pk__in=[link.pk for link in dropped]).delete()
