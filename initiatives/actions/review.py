"""How the initiator found a phase that ended; it may be critical, and may open the case again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Refusal
from initiatives import notices_initiator as notices
from initiatives.actions import case
from initiatives.actions.outcome import reopen
from initiatives.enums import Audience, State
from initiatives.models import Initiative, PhaseReview


@transaction.atomic
def give_review(
    *, initiative: Initiative, phase: State, grade: str, text: str, reopens: bool, by: User, at: datetime
) -> PhaseReview:
    """Answer the question how a phase went, once per person; the guide reads it as it was written.

    `reopens` opens a closed case again, for the reason in `text`. Raises Refusal for a second answer, or when the
    case must open again without a reason.
    """
    initiative = case.lock(initiative)
    if initiative.reviews.filter(phase=phase, given_by=by).exists():
        raise Refusal(_("U heeft deze vraag al beantwoord."))
    if reopens and not text.strip():
        raise Refusal(_("Schrijf op waarom wij opnieuw moeten kijken."), field="text")
    opens_again = reopens and not initiative.is_open
    review = initiative.reviews.create(
        phase=phase, grade=grade, text=text.strip(), reopens=opens_again, given_by=by, given_at=at
    )
    case.story(initiative, event="reviewed", audience=Audience.INITIATOR, at=at, by=by)
    case.save(initiative, at=at)
    audit.record(verb="initiative.reviewed", subject=initiative, by=by, at=at, after={"phase": phase, "grade": grade})
    outbox.enqueue(*notices.reviewed(initiative, review), at=at)
    if opens_again:
        reopen(initiative=initiative, reason=review.text, by=by, at=at)
    return review
