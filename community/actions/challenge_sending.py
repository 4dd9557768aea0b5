"""Send a challenge, once and whole; add what was asked for; take it back; show it to everyone or not."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.actions.challenge_case import enter, lock, record, wind
from community.actions.challenge_draft import lock_draft, store_file
from community.enums.challenge import ChallengeState as State
from community.enums.challenge import ChallengeTermKind as Kind
from community.enums.challenge import ChallengeVerdict as Verdict
from community.models import Challenge, ChallengeSeries
from community.notices import challenge as notices
from community.notices import desk_challenge as desk
from community.queries.challenge_own import gaps, own_initiatives, standing_decision
from community.queries.challenge_terms import weeks_of
from core import outbox
from core.files import Upload
from core.refusal import IllegalTransition, Refusal


class NotWhole(Refusal):
    """Something is missing without which the municipality cannot judge it."""


@transaction.atomic
def send(*, challenge: Challenge, may_be_public: bool, by: User, at: datetime) -> Challenge:
    """Send a draft: it gets a number, the terms that hold today, and a last day for the decision.

    Raises AlreadySent, NotWhole.
    """
    draft = lock_draft(challenge)
    if not own_initiatives(by).filter(pk=draft.initiative_id).exists():
        raise Refusal(_("Met dit initiatief kunt u de gemeente niet uitdagen."))
    if gaps(draft):
        raise NotWhole(_("Uw uitdaging is nog niet compleet."))
    draft.sent_by = by
    receive(draft, moment=at, may_be_public=may_be_public, at=at)
    record(draft, "submitted", by=by, at=at, story="challenge_submitted")
    outbox.enqueue(*notices.receipt(draft), *desk.to_assessors("submitted", draft), at=at)
    return draft


def receive(draft: Challenge, *, moment: datetime, may_be_public: bool, at: datetime) -> None:
    """Let a locked draft have come in at a moment: it gets a number, the weeks of that day and its last days.

    Raises Refusal when the town chose no terms for that day.
    """
    day = localdate(moment)
    enter(draft, State.SUBMITTED)
    draft.number, draft.received_at, draft.changed_at = next_number(moment), moment, at
    draft.assess_weeks, draft.decide_weeks = weeks_of(Kind.ASSESS, day), weeks_of(Kind.DECIDE, day)
    draft.public_consent_at = at if may_be_public else None
    wind(draft)
    draft.save()


@transaction.atomic
def complete(*, challenge: Challenge, answer: str, uploads: Iterable[Upload], by: User, at: datetime) -> Challenge:
    """Add what the municipality asked for; the clock runs again from tomorrow. Raises IllegalTransition, Refusal."""
    challenge = lock(challenge)
    if challenge.state != State.INCOMPLETE:
        raise IllegalTransition(_("Er wordt nu niet om een aanvulling gevraagd."))
    asked = challenge.completions.select_for_update().filter(answered_at=None).latest("pk")
    if not answer.strip():
        raise Refusal(_("Schrijf uw aanvulling op."), field="answer")
    asked.answer, asked.answered_at = answer.strip(), at
    asked.save(update_fields=["answer", "answered_at"])
    for upload in uploads:
        store_file(challenge, upload=upload, by=by, at=at)
    enter(challenge, State.SUBMITTED)
    wind(challenge)
    challenge.save()
    record(challenge, "completed", by=by, at=at, story="challenge_completed")
    outbox.enqueue(*desk.to_assessors("completed", challenge), at=at)
    return challenge


@transaction.atomic
def withdraw(*, challenge: Challenge, by: User, at: datetime) -> Challenge:
    """Take a challenge back before there is an agreement. Raises IllegalTransition."""
    challenge = lock(challenge)
    decision = standing_decision(challenge)
    if decision and decision.verdict == Verdict.NO:
        raise IllegalTransition(_("De gemeente besliste al met nee. Intrekken hoeft niet meer."))
    enter(challenge, State.WITHDRAWN)
    challenge.closed_at = at
    challenge.save(update_fields=["state", "closed_at"])
    record(challenge, "withdrawn", by=by, at=at, story="challenge_withdrawn")
    told = desk.to_assessors("withdrawn", challenge)
    outbox.enqueue(*notices.news("withdrawn", challenge, besides=by, who=by.display_name), *told, at=at)
    return challenge


@transaction.atomic
def set_public(*, challenge: Challenge, is_public: bool, by: User, at: datetime) -> Challenge:
    """Show a sent challenge to everyone, or not any more; at once."""
    challenge = lock(challenge)
    if challenge.is_draft:
        raise IllegalTransition(_("Dien uw uitdaging eerst in."))
    challenge.public_consent_at = (challenge.public_consent_at or at) if is_public else None
    challenge.save(update_fields=["public_consent_at"])
    record(challenge, "shown" if is_public else "hidden", by=by, at=at)
    return challenge


def next_number(at: datetime) -> str:
    """The next number of the year of this moment, for a transaction that keeps it."""
    year = localdate(at).year
    try:
        with transaction.atomic():
            ChallengeSeries.objects.get_or_create(year=year)
    except IntegrityError:  # another process began the year in the same moment
        pass
    series = ChallengeSeries.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"UD-{year}-{series.last:04d}"
