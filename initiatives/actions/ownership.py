"""Who inside the municipality owns the passage of a case (never the initiative itself)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Refusal
from initiatives import notices
from initiatives.actions import case
from initiatives.enums import Audience, PromiseKind, State
from initiatives.models import Initiative
from initiatives.permissions import Permission


class NotAGuide(Refusal):
    """The person chosen may not own a passage."""

    field = "owner"


@transaction.atomic
def take_up(
    *, initiative: Initiative, owner: User, by: User, at: datetime, seen: datetime | None = None, tell: bool = True
) -> Initiative:
    """Name the guide who owns the passage; nothing else goes on before that. Raises NotAGuide, IllegalTransition."""
    initiative = case.lock(initiative, seen=seen)
    require_guide(owner)
    case.enter(initiative, State.OWNED)
    initiative.owner, initiative.owned_at = owner, at
    case.story(initiative, event="taken_up", audience=Audience.PUBLIC, at=at, by=by, name=owner.display_name)
    case.save(initiative, at=at)
    audit.record(verb="initiative.taken_up", subject=initiative, by=by, at=at, after={"owner": owner.pk})
    if tell:
        position = case.open_promises(initiative).filter(kind=PromiseKind.POSITION).first()
        outbox.enqueue(*notices.taken_up(initiative, position_due=position.due_on if position else None), at=at)
    return initiative


@transaction.atomic
def hand_over_ownership(
    *,
    initiative: Initiative,
    to: User,
    note: str,
    by: User,
    at: datetime,
    seen: datetime | None = None,
    tell: bool = True,
) -> Initiative:
    """Give the passage to another guide, with a note for the colleague. Raises NotAGuide, Refusal without a note."""
    initiative = case.lock(initiative, seen=seen)
    require_owner(initiative)
    require_guide(to)
    if not note.strip():
        raise Refusal(_("Schrijf een notitie voor uw collega."), field="note")
    before = initiative.owner_id
    initiative.owner, initiative.owned_at = to, at
    initiative.notes.create(author=by, text=note, written_at=at)
    case.story(initiative, event="owner_changed", audience=Audience.PUBLIC, at=at, by=by, name=to.display_name)
    case.save(initiative, at=at)
    audit.record(
        verb="initiative.owner_changed",
        subject=initiative,
        by=by,
        at=at,
        before={"owner": before},
        after={"owner": to.pk},
    )
    if tell:
        outbox.enqueue(*notices.owner_changed(initiative), at=at)
    return initiative


def require_guide(person: User) -> None:
    """Raise NotAGuide when this person may not triage."""
    if not person.has_perm(Permission.TRIAGE):
        raise NotAGuide(_("Kies een collega uit het gidsteam."))


def require_owner(initiative: Initiative) -> None:
    """Raise Refusal when nobody owns the passage yet: the gate before everything else."""
    if initiative.owner_id is None:
        raise Refusal(_("Wijs eerst een gids aan. Daarna kan de rest."), field="owner")
