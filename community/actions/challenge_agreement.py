"""Agree on what both sides do, look back together, stop earlier, evaluate: the initiator's side and what both share."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.actions.challenge_case import enter, lock, record
from community.enums.challenge import ChallengeState as State
from community.models import Challenge, ChallengeAgreement, ChallengeEvaluation, ChallengeReview
from community.notices import challenge as notices
from community.notices import desk_challenge as desk
from core import outbox
from core.refusal import Conflict, IllegalTransition, Refusal
from core.seen import mark
from initiatives.actions.outcome import record_outcome
from initiatives.enums import Outcome, Side


def agreement_mark(agreement: ChallengeAgreement) -> str:
    """A mark of what a proposal says, so that nobody agrees with words they did not see."""
    days = [row.due_on for row in agreement.reviews.order_by("due_on")]
    terms = (agreement.initiator_does, agreement.municipality_does, agreement.cents)
    return mark(*terms, agreement.starts_on, agreement.ends_on, *days)


@transaction.atomic
def agree(*, challenge: Challenge, seen: str, by: User, at: datetime) -> ChallengeAgreement:
    """Agree with the proposal as the page showed it (`seen`). Raises Conflict, IllegalTransition."""
    challenge = lock(challenge)
    agreement = _proposal(challenge)
    now = agreement_mark(agreement)
    if now != seen:
        raise Conflict(_("De gemeente paste het voorstel intussen aan. Lees het opnieuw."), theirs={"version": now})
    enter(challenge, State.AGREED)
    agreement.agreed_by, agreement.agreed_at, agreement.remark = by, at, ""
    agreement.save(update_fields=["agreed_by", "agreed_at", "remark"])
    challenge.save(update_fields=["state"])
    record(challenge, "agreed", by=by, at=at, story="challenge_agreed", cents=agreement.cents)
    outbox.enqueue(*desk.to_assessors("agreed", challenge, day=agreement.starts_on), at=at)
    if agreement.starts_on <= localdate(at):
        start(challenge, at=at)
    return agreement


@transaction.atomic
def remark(*, challenge: Challenge, text: str, by: User, at: datetime) -> ChallengeAgreement:
    """Say what must be different in the proposal. Raises Refusal, IllegalTransition."""
    challenge = lock(challenge)
    agreement = _proposal(challenge)
    if not text.strip():
        raise Refusal(_("Schrijf op wat er anders moet."), field="text")
    agreement.remark = text.strip()
    agreement.save(update_fields=["remark"])
    record(challenge, "remarked", by=by, at=at)
    outbox.enqueue(*desk.to_assessors("remarked", challenge, text=text), at=at)
    return agreement


def _proposal(challenge: Challenge) -> ChallengeAgreement:
    rows = ChallengeAgreement.objects.select_for_update(of=["self"])
    agreement = rows.filter(challenge=challenge, agreed_at=None).first()
    if agreement is None or challenge.state != State.DECIDED:
        raise IllegalTransition(_("Er ligt nu geen voorstel."))
    return agreement


def start(challenge: Challenge, *, at: datetime) -> None:
    """Let a locked challenge whose first day came begin; both sides hear of it."""
    enter(challenge, State.RUNNING)
    challenge.save(update_fields=["state"])
    record(challenge, "started", by=None, at=at, story="challenge_started")
    outbox.enqueue(*notices.news("running", challenge), *desk.to_assessors("running", challenge), at=at)


@transaction.atomic
def look_back(*, challenge: Challenge, review: ChallengeReview, words: str, by: User, at: datetime) -> ChallengeReview:
    """The initiator's side writes how it goes. Raises Refusal, IllegalTransition."""
    return write_review(lock(challenge), review, Side.INITIATOR, words, by=by, at=at)


def write_review(
    challenge: Challenge, review: ChallengeReview, side: Side, words: str, *, by: User, at: datetime
) -> ChallengeReview:
    """Keep the sentence of one side on a locked challenge; the other side hears of it. Raises Refusal."""
    if challenge.state != State.RUNNING:
        raise IllegalTransition(_("Terugkijken kan zolang de afspraak loopt."))
    row = ChallengeReview.objects.select_for_update().get(pk=review.pk, agreement__challenge=challenge)
    if not words.strip():
        raise Refusal(_("Schrijf in één zin hoe het gaat."), field="words")
    if row.is_done:
        raise Refusal(_("Beide kanten schreven al hoe het gaat. Dat blijft zo staan."))
    setattr(row, f"{side.value}_words", words.strip())
    setattr(row, f"{side.value}_at", at)
    row.save(update_fields=[f"{side.value}_words", f"{side.value}_at"])
    record(challenge, "reviewed", by=by, at=at, side=side.value)
    if side == Side.INITIATOR:
        outbox.enqueue(*desk.to_assessors("reviewed", challenge, text=words), at=at)
    else:
        outbox.enqueue(*notices.news("reviewed", challenge, text=words), at=at)
    return row


@transaction.atomic
def stop(*, challenge: Challenge, reason: str, by: User, at: datetime) -> Challenge:
    """The initiator's side lets the agreement end earlier. Raises Refusal, IllegalTransition."""
    return end_early(lock(challenge), reason, by=by, at=at)


def end_early(challenge: Challenge, reason: str, *, by: User, at: datetime) -> Challenge:
    """End the agreement of a locked challenge today, with a reason. Raises Refusal, IllegalTransition."""
    if not reason.strip():
        raise Refusal(_("Zeg waarom de afspraak eerder stopt."), field="reason")
    enter(challenge, State.ENDED)
    agreement = challenge.agreement
    agreement.ended_on, agreement.ended_reason = localdate(at), reason.strip()
    agreement.save(update_fields=["ended_on", "ended_reason"])
    challenge.closed_at = at
    challenge.save(update_fields=["state", "closed_at"])
    record(challenge, "ended", by=by, at=at, story="challenge_ended")
    facts = {"day": agreement.ended_on, "text": reason}
    told = desk.to_assessors("ended", challenge, besides=by, **facts)
    outbox.enqueue(*notices.news("ended", challenge, besides=by, **facts), *told, at=at)
    return challenge


@transaction.atomic
def evaluate(*, challenge: Challenge, words: dict[str, str], by: User, at: datetime) -> ChallengeEvaluation:
    """The initiator's side looks back: brought, otherwise, learnt, onward. Raises Refusal, IllegalTransition."""
    return write_evaluation(lock(challenge), Side.INITIATOR, words, by=by, at=at)


def write_evaluation(
    challenge: Challenge, side: Side, words: dict[str, str], *, by: User, at: datetime
) -> ChallengeEvaluation:
    """Keep what one side looks back on, on a locked challenge; when both did, the challenge is over.

    Raises Refusal before the last day and when it was written already, IllegalTransition.
    """
    if challenge.state not in {State.RUNNING, State.ENDED}:
        raise IllegalTransition(_("De evaluatie komt aan het einde van de afspraak."))
    last_day = challenge.agreement.ends_on
    if challenge.state == State.RUNNING and localdate(at) < last_day and not challenge.agreement.end_reminded_on:
        raise Refusal(_("De afspraak loopt nog. De evaluatie komt aan het einde."))
    if challenge.evaluations.filter(side=side).exists():
        raise Refusal(_("Deze evaluatie is al geschreven."))
    row = challenge.evaluations.create(side=side, written_by=by, written_at=at, **words)
    record(challenge, "looked_back", by=by, at=at, side=side.value)
    if challenge.evaluations.count() == len(Side):
        close(challenge, by=by, at=at)
    elif side == Side.INITIATOR:
        outbox.enqueue(*desk.to_assessors("evaluation_asked", challenge), at=at)
    else:
        outbox.enqueue(*notices.news("evaluation_asked", challenge), at=at)
    return row


def close(challenge: Challenge, *, by: User | None, at: datetime) -> None:
    """A locked challenge is over; how the initiative fares goes to its own page, in the municipality's words."""
    enter(challenge, State.EVALUATED)
    challenge.closed_at = at
    challenge.save(update_fields=["state", "closed_at"])
    record(challenge, "evaluated", by=by, at=at, story="challenge_evaluated")
    outbox.enqueue(*notices.news("evaluated", challenge), *desk.to_assessors("evaluated", challenge), at=at)
    ours = challenge.evaluations.filter(side=Side.MUNICIPALITY).select_related("written_by").first()
    if ours and challenge.initiative.owner_id and not challenge.initiative.wiped_at:
        record_outcome(
            initiative=challenge.initiative,
            outcome=Outcome(ours.outcome),
            note=ours.brought,
            closes=False,
            by=ours.written_by,
            at=at,
        )
