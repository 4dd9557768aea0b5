"""Propose an agreement, look back, stop earlier and evaluate: the municipality's side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.actions.challenge_agreement import end_early, write_evaluation, write_review
from community.actions.challenge_case import record
from community.actions.desk_challenge_entering import entering
from community.challenge_acts import Act
from community.models import Challenge, ChallengeAgreement, ChallengeEvaluation, ChallengeReview
from community.notices import challenge as notices
from community.queries.challenge_own import standing_decision
from core import outbox
from core.refusal import Refusal
from initiatives.enums import Side

MOST_REVIEWS = 12


@dataclass(frozen=True)
class Proposal:
    """What is proposed: what both sides do, the money for the whole period in cents, and the days."""

    initiator_does: str
    municipality_does: str
    cents: int
    starts_on: date
    ends_on: date
    review_days: Iterable[date]


@entering(Act.PROPOSE)
def propose(*, challenge: Challenge, proposal: Proposal, by: User, at: datetime) -> ChallengeAgreement:
    """Propose an agreement, or change the proposal that was not agreed with yet. Raises Refusal."""
    decision = standing_decision(challenge)
    if decision is None or not decision.is_giving:
        raise Refusal(_("Een afspraak volgt op ja, of ja voor een deel."))
    days = _review_days(proposal, localdate(at))
    facts = {
        "initiator_does": proposal.initiator_does,
        "municipality_does": proposal.municipality_does,
        "cents": proposal.cents,
        "starts_on": proposal.starts_on,
        "ends_on": proposal.ends_on,
        "proposed_by": by,
        "proposed_at": at,
        "remark": "",
    }
    agreement, _new = ChallengeAgreement.objects.update_or_create(challenge=challenge, defaults=facts)
    agreement.reviews.all().delete()
    ChallengeReview.objects.bulk_create(ChallengeReview(agreement=agreement, due_on=day) for day in days)
    record(challenge, "proposed", by=by, at=at, story="challenge_proposed", cents=proposal.cents)
    outbox.enqueue(*notices.proposed(challenge, agreement), at=at)
    return agreement


def _review_days(proposal: Proposal, today: date) -> list[date]:
    if proposal.ends_on <= proposal.starts_on or proposal.ends_on <= today:
        raise Refusal(_("De afspraak eindigt later dan zij begint, en later dan vandaag."), field="ends_on")
    days = sorted(set(proposal.review_days))
    if not days:
        raise Refusal(_("Spreek ten minste één moment af om samen terug te kijken."), field="reviews")
    if len(days) > MOST_REVIEWS:
        raise Refusal(_("Spreek hoogstens twaalf momenten af."), field="reviews")
    if not all(proposal.starts_on <= day <= proposal.ends_on for day in days):
        raise Refusal(_("Terugkijken doet u tussen de eerste en de laatste dag."), field="reviews")
    return days


@entering(Act.REVIEW)
def look_back(*, challenge: Challenge, review: ChallengeReview, words: str, by: User, at: datetime) -> ChallengeReview:
    """The municipality writes how it goes. Raises Refusal."""
    return write_review(challenge, review, Side.MUNICIPALITY, words, by=by, at=at)


@entering(Act.END)
def stop(*, challenge: Challenge, reason: str, by: User, at: datetime) -> Challenge:
    """The municipality lets the agreement end earlier, with a reason. Raises Refusal."""
    return end_early(challenge, reason, by=by, at=at)


@entering(Act.EVALUATE)
def evaluate(*, challenge: Challenge, words: dict[str, str], by: User, at: datetime) -> ChallengeEvaluation:
    """The municipality looks back, and says how the initiative fares now (`outcome`). Raises Refusal."""
    return write_evaluation(challenge, Side.MUNICIPALITY, words, by=by, at=at)
