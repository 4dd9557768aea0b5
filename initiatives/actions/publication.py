"""What everyone may see: the initiator consents, a guide publishes; either can take it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Refusal
from initiatives import notices, notices_initiator
from initiatives.actions import case
from initiatives.actions.ownership import require_owner
from initiatives.enums import Audience
from initiatives.models import Initiative


@transaction.atomic
def give_consent(*, initiative: Initiative, by: User, at: datetime) -> Initiative:
    """The initiator agrees that the page may become public; a guide still has to publish it."""
    initiative = case.lock(initiative)
    if initiative.public_consent_at is None:
        initiative.public_consent_at = at
        case.save(initiative, at=at)
        audit.record(verb="initiative.consent_given", subject=initiative, by=by, at=at)
        outbox.enqueue(*notices_initiator.consent_changed(initiative, given=True, by=by), at=at)
    return initiative


@transaction.atomic
def withdraw_consent(*, initiative: Initiative, by: User, at: datetime) -> Initiative:
    """The initiator no longer agrees: the page is gone at once."""
    initiative = case.lock(initiative)
    if initiative.public_consent_at is None:
        return initiative
    was_public = initiative.is_public
    initiative.public_consent_at = initiative.published_at = None
    if was_public:
        case.story(initiative, event="unpublished", audience=Audience.INITIATOR, at=at, by=by)
    case.save(initiative, at=at)
    audit.record(verb="initiative.consent_withdrawn", subject=initiative, by=by, at=at)
    outbox.enqueue(*notices_initiator.consent_changed(initiative, given=False, by=by), at=at)
    return initiative


@transaction.atomic
def publish(
    *, initiative: Initiative, by: User, at: datetime, seen: datetime | None = None, tell: bool = True
) -> Initiative:
    """Make the page public. Raises Refusal without the initiator's consent."""
    initiative = case.lock(initiative, seen=seen)
    require_owner(initiative)
    if initiative.public_consent_at is None:
        raise Refusal(_("De initiatiefnemer heeft nog geen toestemming gegeven om dit te publiceren."))
    if initiative.published_at is not None:
        raise Refusal(_("Dit initiatief is al openbaar."))
    initiative.published_at = at
    case.story(initiative, event="published", audience=Audience.PUBLIC, at=at, by=by)
    case.save(initiative, at=at)
    audit.record(verb="initiative.published", subject=initiative, by=by, at=at)
    if tell:
        outbox.enqueue(*notices.published(initiative), at=at)
    return initiative


@transaction.atomic
def unpublish(*, initiative: Initiative, reason: str, by: User, at: datetime, tell: bool = True) -> Initiative:
    """Take the page back, with a reason the initiator reads. Raises Refusal without one."""
    initiative = case.lock(initiative)
    if initiative.published_at is None:
        raise Refusal(_("Dit initiatief is niet openbaar."))
    if not reason.strip():
        raise Refusal(_("Zeg waarom de pagina niet meer openbaar is."), field="reason")
    initiative.published_at = None
    case.story(initiative, event="unpublished", audience=Audience.INITIATOR, at=at, by=by)
    case.save(initiative, at=at)
    audit.record(verb="initiative.unpublished", subject=initiative, by=by, at=at)
    if tell:
        outbox.enqueue(*notices.unpublished(initiative, reason=reason), at=at)
    return initiative
