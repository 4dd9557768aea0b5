"""The municipality enters an initiative: for somebody at the desk or on the telephone, or one seen in the city."""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User, clean_email
from core import audit, outbox
from core.refusal import Refusal
from initiatives import notices
from initiatives.actions import case, creation
from initiatives.actions.note import add_note
from initiatives.enums import InvitationKind, Origin
from initiatives.intake import Intake
from initiatives.models import Initiative, Invitation

CLAIM_LASTS = timedelta(days=30)


@transaction.atomic
def register(
    *, intake: Intake, origin: Origin, by: User, at: datetime, email: str = "", contact: str = ""
) -> Initiative:
    """Enter an initiative; with an address, its initiator is invited by mail to take it over.

    `contact` says how else to reach that person, for colleagues only. It cannot become public before that person
    consented. Raises Refusal for the portal's own origin.
    """
    if origin == Origin.PORTAL:
        raise Refusal(_("Kies hoe het initiatief binnenkwam."), field="origin")
    initiative = creation.open_case(intake=intake, origin=origin, initiator=None, by=by, at=at)
    if contact.strip():
        add_note(initiative=initiative, text=str(_("Te bereiken via: %s")) % contact.strip(), by=by, at=at)
    if email:
        invite_claim(initiative=initiative, email=email, by=by, at=at)
    return initiative


@transaction.atomic
def invite_claim(*, initiative: Initiative, email: str, by: User, at: datetime, language: str = "nl") -> Invitation:
    """Offer the case to the person whose initiative it is, by a link that serves once; an earlier offer ends.

    Raises Refusal when it already has an initiator.
    """
    initiative = case.lock(initiative)
    if initiative.members.filter(left_at=None).exists():
        raise Refusal(_("Dit initiatief heeft al een initiatiefnemer."), field="email")
    initiative.invitations.filter(kind=InvitationKind.CLAIM, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=at
    )
    invitation, secret = new_invitation(initiative, InvitationKind.CLAIM, email, by=by, at=at)
    audit.record(verb="initiative.claim_invited", subject=initiative, by=by, at=at)
    outbox.enqueue(notices.claim_invitation(initiative, invitation, secret=secret, language=language), at=at)
    return invitation


def new_invitation(
    initiative: Initiative, kind: InvitationKind, email: str, *, by: User, at: datetime
) -> tuple[Invitation, str]:
    """An invitation and the secret of its link, which is kept nowhere but in the mail."""
    secret = token_urlsafe(32)
    invitation = initiative.invitations.create(
        kind=kind,
        email=clean_email(email),
        secret_hash=hash_secret(secret),
        invited_by=by,
        invited_at=at,
        expires_at=at + CLAIM_LASTS,
    )
    return invitation, secret


def hash_secret(secret: str) -> str:
    """What is kept of the secret of a link."""
    return sha256(secret.encode()).hexdigest()
