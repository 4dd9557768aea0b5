"""What happens to referrals by itself: one gentle reminder, then the guide hears it, and at last the link ends."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from community.actions import referral_moves as moves
from community.enums.hubs import ReferralState
from community.models import Referral, ReferralLink
from community.notices import hubs as notices
from core import audit, outbox


def follow_up(*, at: datetime) -> int:
    """End what nobody answered in time, tell guides of silence, remind hubs; returns how many of all these."""
    return sum(_each(rows(at), step, at=at) for rows, step in ((expired, _lapse), (silent, _tell), (late, _remind)))


def waiting() -> QuerySet[Referral]:
    """Referrals that wait for the hub."""
    return Referral.objects.filter(state=ReferralState.SENT).order_by("pk")


def late(at: datetime) -> QuerySet[Referral]:
    """Those whose hub was not reminded yet and should be."""
    due = waiting().filter(reminded_at=None, remind_on__lte=localdate(at))
    return due.exclude(hub__referral_email="")  # taken out of use since: there is nobody to remind


def silent(at: datetime) -> QuerySet[Referral]:
    """Those of which the guide must hear that the hub is silent."""
    return waiting().filter(told_at=None, tell_on__lte=localdate(at))


def expired(at: datetime) -> QuerySet[Referral]:
    """Those without a link that still works."""
    alive = ReferralLink.objects.filter(referral=OuterRef("pk"), expires_at__gt=at)
    return waiting().filter(~Exists(alive))


def _each(rows: QuerySet[Referral], step: Callable[..., None], *, at: datetime) -> int:
    found = list(rows.select_related("initiative"))
    return sum(_step(referral, rows, step, at=at) for referral in found)


@transaction.atomic
def _step(referral: Referral, rows: QuerySet[Referral], step: Callable[..., None], *, at: datetime) -> int:
    """One step for one referral, unless it changed meanwhile."""
    referral = moves.lock(referral)
    if not rows.filter(pk=referral.pk).exists():
        return 0
    step(referral, at=at)
    referral.save()
    return 1


def _remind(referral: Referral, *, at: datetime) -> None:
    expires_at = moves.last_moment(referral) or at
    link = moves.new_link(referral, expires_at=expires_at, at=at)
    referral.reminded_at = at
    until = localdate(expires_at - timedelta(minutes=1))
    audit.record(verb="referral.reminded", subject=referral, by=None, at=at)
    outbox.enqueue(notices.reminder_to_hub(referral, link=link, until=until), at=at)


def _tell(referral: Referral, *, at: datetime) -> None:
    referral.told_at = at
    audit.record(verb="referral.told_silent", subject=referral, by=None, at=at)
    outbox.enqueue(*notices.silent(referral), at=at)


def _lapse(referral: Referral, *, at: datetime) -> None:
    moves.enter(referral, ReferralState.LAPSED)
    moves.tell_story(referral, "referral_lapsed", by=None, at=at)
    audit.record(verb="referral.lapsed", subject=referral, by=None, at=at)
    outbox.enqueue(*notices.lapsed(referral), at=at)
