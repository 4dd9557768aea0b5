"""A challenge that came in on paper, entered by a colleague: its terms run from the day it arrived."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.actions.challenge_case import record
from community.actions.challenge_draft import store_file
from community.actions.challenge_sending import receive
from community.challenge_acts import NotAllowed
from community.enums.challenge import ChallengeState as State
from community.models import Challenge
from community.notices import challenge as notices
from community.notices import desk_challenge as desk
from community.permissions import Permission
from core import outbox
from core.files import Upload
from core.refusal import Refusal
from initiatives.models import Initiative
from teams.queries.access import readable_cases

LONGEST_AGO = timedelta(days=366)
OFFICE_OPENS = time(9)  # of a letter the day of arrival is known, and no hour


@transaction.atomic
def enter_from_paper(
    *,
    initiative: Initiative,
    answers: Mapping[str, Any],
    uploads: Iterable[Upload],
    arrived_on: date,
    may_be_public: bool,
    by: User,
    at: datetime,
) -> Challenge:
    """Enter what somebody sent on paper, as it stands there: what is missing is asked for afterwards.

    The same task that arrived on the same day is entered once. Whoever is on the initiator's side with an account gets
    the receipt; for others it is printed. Raises NotAllowed, and Refusal for a day that cannot be or a closed case.
    """
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    _require_allowed(initiative, by)
    _require_day(arrived_on, localdate(at))
    came_in = initiative.challenges.exclude(state=State.DRAFT).filter(entered_by__isnull=False, name=answers["name"])
    for standing in came_in.order_by("pk"):
        if standing.received_at and localdate(standing.received_at) == arrived_on:
            return standing
    challenge = Challenge(initiative=initiative, started_by=by, started_at=at, entered_by=by, **answers)
    receive(challenge, moment=_moment(arrived_on, at), may_be_public=may_be_public, at=at)
    for upload in uploads:
        store_file(challenge, upload=upload, by=by, at=at)
    record(challenge, "entered", by=by, at=at, story="challenge_submitted", arrived_on=arrived_on.isoformat())
    told = desk.to_assessors("submitted", challenge, besides=by)
    outbox.enqueue(*notices.receipt(challenge), *told, at=at)
    return challenge


def _require_allowed(initiative: Initiative, by: User) -> None:
    if not by.has_perm(Permission.ASSESS_CHALLENGES) or not readable_cases(by).filter(pk=initiative.pk).exists():
        raise NotAllowed(_("Dit hoort niet bij uw rol."))
    if not initiative.is_open or initiative.merged_into_id:
        raise Refusal(_("Dit initiatief is klaar. Heropen het eerst."), field="number")


def _require_day(arrived_on: date, today: date) -> None:
    if arrived_on > today:
        raise Refusal(_("Die dag moet nog komen. Vul de dag in waarop de brief binnenkwam."), field="arrived_on")
    if arrived_on < today - LONGEST_AGO:
        raise Refusal(_("Dat is meer dan een jaar geleden. Kijk de dag na."), field="arrived_on")


def _moment(arrived_on: date, at: datetime) -> datetime:
    """A moment of the day of arrival that is not after now."""
    return min(make_aware(datetime.combine(arrived_on, OFFICE_OPENS)), at)
