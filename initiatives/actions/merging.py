"""Two cases turn out to be one initiative."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Refusal
from initiatives import notices
from initiatives.actions import case
from initiatives.actions.outcome import close
from initiatives.enums import Audience, MemberRole, Outcome
from initiatives.models import Initiative


@transaction.atomic
def merge(*, double: Initiative, into: Initiative, by: User, at: datetime, tell: bool = True) -> Initiative:
    """Close `double` and go on with `into`; its people join there, its page leads there, its file stays readable.

    Raises Refusal for a case merged with itself, or with or into one that was merged already.
    """
    first, second = sorted([double, into], key=lambda initiative: initiative.pk)
    locked = {initiative.pk: case.lock(initiative) for initiative in (first, second)}
    double, into = locked[double.pk], locked[into.pk]
    if double.pk == into.pk:
        raise Refusal(_("Kies een ander initiatief."), field="into")
    if double.merged_into_id or into.merged_into_id:
        raise Refusal(_("Een van beide is al samengevoegd."), field="into")
    _bring_members(double, into, at=at)
    double.merged_into = into
    if double.is_open:
        double.outcome, double.outcome_on = Outcome.BECAME_OTHER, localdate(at)
        double.outcome_note = str(_("Samengevoegd met “%(title)s”.") % {"title": into.title})
        close(double, reason=str(_("Samengevoegd.")), by=by, at=at)
    case.story(double, event="merged", audience=Audience.INITIATOR, at=at, by=by, number=into.number)
    case.save(double, at=at)
    audit.record(verb="initiative.merged", subject=double, by=by, at=at, after={"into": into.number})
    if tell:
        outbox.enqueue(*notices.merged(double, into), at=at)
    return into


def _bring_members(double: Initiative, into: Initiative, *, at: datetime) -> None:
    present = set(into.members.filter(left_at=None).values_list("user", flat=True))
    role = MemberRole.CO_INITIATOR if present else MemberRole.INITIATOR
    for member in double.members.filter(left_at=None).exclude(user__in=present).order_by("pk"):
        into.members.create(user=member.user, role=role, joined_at=at)
        role = MemberRole.CO_INITIATOR
