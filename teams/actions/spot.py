"""An initiative that a civil servant saw in the street: kept while it is typed, entered once with its photo."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.files import Upload
from core.refusal import Refusal
from initiatives.actions import attachment, registration
from initiatives.enums import Audience, Origin, Side
from initiatives.intake import Intake
from initiatives.models import Initiative
from teams.actions.session_draft import NotYours
from teams.models import SpotDraft


@dataclass(frozen=True)
class Sighting:
    """What was seen: the plan as far as it is known, how to reach who does it, and a photo."""

    intake: Intake
    contact: str = ""
    photo: Upload | None = None


@transaction.atomic
def keep_sighting(*, user: User, key: UUID, fields: Mapping[str, str], at: datetime) -> SpotDraft | None:
    """Keep what was typed. Returns None when it was sent already, so that a late save leaves no ghost.

    Raises NotYours when the key belongs to somebody else.
    """
    draft = _lock(user, key, at)
    if draft.initiative_id:
        return None
    draft.fields, draft.saved_at = dict(fields), at
    draft.save(update_fields=["fields", "saved_at"])
    return draft


@transaction.atomic
def enter_sighting(*, key: UUID, sighting: Sighting, by: User, at: datetime) -> Initiative:
    """Enter it in the gidsteam's queue, without an account of its initiator; the same key gives the same case.

    The photo is for colleagues alone: whoever is on it was not asked. Raises NotYours, and Refusal outside the wijken
    this person may enter initiatives for.
    """
    draft = _lock(by, key, at)
    if draft.initiative:
        return draft.initiative
    case = registration.register(intake=sighting.intake, origin=Origin.SPOTTED, contact=sighting.contact, by=by, at=at)
    if sighting.photo:
        attachment.add(
            initiative=case,
            upload=sighting.photo,
            side=Side.MUNICIPALITY,
            audience=Audience.INTERNAL,
            by=by,
            at=at,
        )
    draft.initiative, draft.fields, draft.saved_at = case, {}, at
    draft.save(update_fields=["initiative", "fields", "saved_at"])
    return case


@transaction.atomic
def offer_to_initiator(*, initiative: Initiative, email: str, by: User, at: datetime) -> None:
    """Invite the person whose initiative it is, by whoever saw it. Raises Refusal when it is somebody else's find."""
    if initiative.registered_by_id != by.pk or initiative.origin != Origin.SPOTTED:
        raise Refusal(_("Iemand anders heeft dit initiatief ingevoerd."), field="email")
    registration.invite_claim(initiative=initiative, email=email, by=by, at=at)


def _lock(user: User, key: UUID, at: datetime) -> SpotDraft:
    SpotDraft.objects.get_or_create(key=key, defaults={"user": user, "saved_at": at})
    # No select_related: PostgreSQL would join the case this row pointed to before it waited for the lock.
    draft = SpotDraft.objects.select_for_update().get(key=key)
    if draft.user_id != user.pk:
        raise NotYours(_("Dit concept is van iemand anders."))
    return draft
