"""The gidsteam judges whether an initiative is promising ("kansrijk"), by criteria and with a name to it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.refusal import Refusal
from initiatives.actions import case
from initiatives.models import Initiative, ProspectCriterion, ProspectJudgement


@transaction.atomic
def judge_prospect(
    *,
    initiative: Initiative,
    promising: bool,
    criteria: Collection[ProspectCriterion],
    reason: str,
    by: User,
    at: datetime,
) -> ProspectJudgement:
    """Record the judgement; earlier ones stay. Raises Refusal without a reason, or "kansrijk" without a criterion."""
    initiative = case.lock(initiative)
    if not reason.strip():
        raise Refusal(_("Leg het oordeel uit."), field="reason")
    if promising and not criteria:
        raise Refusal(_("Kies aan welke criteria het initiatief voldoet."), field="criteria")
    judgement = initiative.prospect_judgements.create(
        promising=promising, reason=reason.strip(), decided_by=by, decided_on=localdate(at)
    )
    judgement.criteria.set(criteria)
    case.save(initiative, at=at)
    audit.record(verb="initiative.prospect_judged", subject=initiative, by=by, at=at, after={"promising": promising})
    return judgement
