"""What happens by itself to challenges: agreements begin, both sides are reminded, and silence does not last."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from community.actions.challenge_agreement import close, start
from community.actions.challenge_case import lock
from community.actions.challenge_draft import discard
from community.enums.challenge import ChallengeState as State
from community.enums.challenge import ChallengeTermKind as Kind
from community.models import Challenge, ChallengeReview
from community.notices import challenge as notices
from community.notices import desk_challenge as desk
from community.queries.challenge_own import standing_decision
from community.queries.challenge_terms import weeks_on
from core import outbox
from initiatives.enums import Side

DRAFT_KEPT_FOR = timedelta(days=365)
WARN_DAYS = timedelta(days=7)
MOST_A_NIGHT = 200


def do_due_work(*, at: datetime) -> int:
    """Everything that is due today; returns how much was done. Doing it again does nothing."""
    notice = timedelta(weeks=weeks_on(localdate(at)).get(Kind.NOTICE, 0))
    return (
        begin_agreements(at=at)
        + remind_of_terms(at=at)
        + remind_of_talks(at=at)
        + remind_of_reviews(notice, at=at)
        + remind_of_ends(notice, at=at)
        + close_the_silent(notice, at=at)
    )


def begin_agreements(*, at: datetime) -> int:
    """Agreements whose first day came begin."""
    rows = Challenge.objects.filter(state=State.AGREED, agreement__starts_on__lte=localdate(at)).order_by("pk")
    return sum(_begin(row, at=at) for row in rows[:MOST_A_NIGHT])


@transaction.atomic
def _begin(challenge: Challenge, *, at: datetime) -> int:
    challenge = lock(challenge)
    if challenge.state != State.AGREED:
        return 0
    start(challenge, at=at)
    return 1


def remind_of_terms(*, at: datetime) -> int:
    """Colleagues hear a week before the last day, and on the first day after it."""
    today = localdate(at)
    rows = Challenge.objects.filter(state__in=sorted(State.undecided()), decide_by__lte=today + WARN_DAYS)
    return sum(_remind(row, at=at) for row in rows.order_by("pk")[:MOST_A_NIGHT])


@transaction.atomic
def _remind(challenge: Challenge, *, at: datetime) -> int:
    challenge, today = lock(challenge), localdate(at)
    if challenge.decide_by is None or challenge.state not in State.undecided():
        return 0
    is_late = today > challenge.decide_by
    told_since = challenge.reminded_on
    if told_since and (not is_late or told_since > challenge.decide_by):
        return 0
    challenge.reminded_on = today
    challenge.save(update_fields=["reminded_on"])
    kind = "late" if is_late else "due"
    people = desk.to_deciders if challenge.state == State.ADVISED else desk.to_assessors
    outbox.enqueue(*people(kind, challenge), at=at)
    return 1


def remind_of_talks(*, at: datetime) -> int:
    """Who decides hears a week before the last day of talking further that a new decision is due, once."""
    rows = Challenge.objects.filter(
        state=State.DECIDED,
        reminded_on=None,
        decisions__replacement=None,
        decisions__talk_until__lte=localdate(at) + WARN_DAYS,
    )
    return sum(_remind_of_talk(row, at=at) for row in rows.order_by("pk")[:MOST_A_NIGHT])


@transaction.atomic
def _remind_of_talk(challenge: Challenge, *, at: datetime) -> int:
    challenge = lock(challenge)
    decision = standing_decision(challenge)
    if challenge.state != State.DECIDED or challenge.reminded_on or decision is None or decision.talk_until is None:
        return 0
    challenge.reminded_on = localdate(at)
    challenge.save(update_fields=["reminded_on"])
    outbox.enqueue(*desk.to_deciders("talk_due", challenge, day=decision.talk_until), at=at)
    return 1


def remind_of_reviews(notice: timedelta, *, at: datetime) -> int:
    """Both sides hear some weeks before they look back."""
    today = localdate(at)
    rows = ChallengeReview.objects.filter(
        agreement__challenge__state=State.RUNNING, due_on__lte=today + notice, reminded_on=None
    )
    return sum(_remind_of_review(row, at=at) for row in rows.select_related("agreement__challenge").order_by("pk"))


@transaction.atomic
def _remind_of_review(review: ChallengeReview, *, at: datetime) -> int:
    challenge = lock(review.agreement.challenge)
    if not ChallengeReview.objects.filter(pk=review.pk, reminded_on=None).update(reminded_on=localdate(at)):
        return 0
    told = [*notices.review_due(challenge, review), *desk.to_assessors("review_due", challenge, day=review.due_on)]
    outbox.enqueue(*told, at=at)
    return 1


def remind_of_ends(notice: timedelta, *, at: datetime) -> int:
    """Both sides hear some weeks before the end that they evaluate."""
    today = localdate(at)
    rows = Challenge.objects.filter(
        state=State.RUNNING, agreement__ends_on__lte=today + notice, agreement__end_reminded_on=None
    )
    return sum(_remind_of_end(row, at=at) for row in rows.order_by("pk")[:MOST_A_NIGHT])


@transaction.atomic
def _remind_of_end(challenge: Challenge, *, at: datetime) -> int:
    challenge = lock(challenge)
    agreement = challenge.agreement
    if agreement.end_reminded_on or challenge.state != State.RUNNING:
        return 0
    agreement.end_reminded_on = localdate(at)
    agreement.save(update_fields=["end_reminded_on"])
    told = desk.to_assessors("evaluation_due", challenge, day=agreement.ends_on)
    outbox.enqueue(*notices.news("evaluation_due", challenge, day=agreement.ends_on), *told, at=at)
    return 1


def close_the_silent(notice: timedelta, *, at: datetime) -> int:
    """A challenge is over when the municipality looked back, the end came, and the other side stays silent for long."""
    before = at - 2 * notice
    ended = Challenge.objects.filter(
        state__in=[State.RUNNING, State.ENDED],
        evaluations__side=Side.MUNICIPALITY,
        evaluations__written_at__lt=before,
        agreement__ends_on__lt=localdate(before),
    )
    early = Challenge.objects.filter(
        state=State.ENDED, evaluations__side=Side.MUNICIPALITY, evaluations__written_at__lt=before
    )
    return sum(_close(row, at=at) for row in _once(ended.order_by("pk"), early.order_by("pk")))


def _once(*rows: object) -> Iterator[Challenge]:
    yield from {row.pk: row for each in rows for row in each}.values()  # type: ignore[attr-defined]


@transaction.atomic
def _close(challenge: Challenge, *, at: datetime) -> int:
    challenge = lock(challenge)
    if challenge.state not in {State.RUNNING, State.ENDED}:
        return 0
    close(challenge, by=None, at=at)
    return 1


def delete_stale_drafts(*, at: datetime) -> int:
    """Throw away drafts nobody touched for a year; returns how many."""
    stale = Challenge.objects.filter(state=State.DRAFT, changed_at__lt=at - DRAFT_KEPT_FOR).order_by("pk")
    chosen = list(stale[:MOST_A_NIGHT])
    for draft in chosen:
        discard(challenge=draft)
    return len(chosen)
