"""Who is on the initiator's side: invited by mail, joined by their own choice, gone when they leave."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User, clean_email
from core import audit, limits, outbox
from core.refusal import Refusal
from initiatives import notices_initiator as notices
from initiatives.actions import case
from initiatives.actions.registration import hash_secret, new_invitation
from initiatives.enums import Audience, InvitationKind, MemberRole
from initiatives.models import Initiative, Invitation, Member
from initiatives.queries.members import is_member, open_invitations

DAY = 24 * 3600
INVITATIONS_A_DAY = 10
INVITATIONS_A_DAY_TO_ONE_ADDRESS = 3
MOST_MEMBERS = 20
LASTS = timedelta(days=14)


class InvitationRefused(Refusal):
    """This invitation serves nobody any more, or somebody else."""


def invite(
    *, initiative: Initiative, kind: InvitationKind, email: str, language: str, by: User, at: datetime
) -> Invitation:
    """Invite an address to join, or to take the initiative over; an earlier invitation to it ends.

    Raises Refusal for somebody who takes part already, or after too many invitations in a day.
    """
    email = clean_email(email)
    if not (
        limits.allow("invitation.by", str(by.pk), times=INVITATIONS_A_DAY, seconds=DAY, at=at)
        and limits.allow("invitation.to", email, times=INVITATIONS_A_DAY_TO_ONE_ADDRESS, seconds=DAY, at=at)
    ):
        raise Refusal(_("U heeft vandaag al genoeg uitnodigingen gestuurd. Probeer het morgen weer."), field="email")
    with transaction.atomic():
        initiative = case.lock(initiative)
        _require_welcome(initiative, kind, email)
        open_invitations(initiative).filter(email=email).update(withdrawn_at=at)
        if kind == InvitationKind.HAND_OVER:
            open_invitations(initiative).filter(kind=kind).update(withdrawn_at=at)
        invitation, secret = new_invitation(initiative, kind, email, by=by, at=at)
        invitation.expires_at = at + LASTS
        invitation.save(update_fields=["expires_at"])
        audit.record(verb="initiative.invited", subject=initiative, by=by, at=at, after={"kind": kind})
        outbox.enqueue(notices.invitation(initiative, invitation, secret=secret, by=by, language=language), at=at)
    return invitation


def _require_welcome(initiative: Initiative, kind: InvitationKind, email: str) -> None:
    present = initiative.members.filter(left_at=None)
    someone = present.filter(user__email=email).first()
    if someone and (kind == InvitationKind.CO_INITIATOR or someone.role == MemberRole.INITIATOR):
        raise Refusal(_("Deze persoon doet al mee."), field="email")
    if present.count() + open_invitations(initiative).count() >= MOST_MEMBERS:
        raise Refusal(_("Er doen al 20 mensen mee, of zij zijn uitgenodigd."), field="email")


@transaction.atomic
def withdraw_invitation(*, initiative: Initiative, pk: int, by: User, at: datetime) -> None:
    """Take an invitation back: its link opens nothing any more."""
    initiative = case.lock(initiative)
    if open_invitations(initiative).filter(pk=pk).update(withdrawn_at=at):
        audit.record(verb="initiative.invitation_withdrawn", subject=initiative, by=by, at=at)


def find(*, secret: str, by: User, at: datetime) -> Invitation:
    """The invitation behind this link, if this person may use it now. Raises InvitationRefused."""
    invitation = Invitation.objects.select_related("initiative").filter(secret_hash=hash_secret(secret)).first()
    if invitation is None:
        raise InvitationRefused(_("Deze uitnodiging bestaat niet."))
    require_usable(invitation, by=by, at=at)
    return invitation


@transaction.atomic
def accept(*, secret: str, by: User, at: datetime) -> Initiative:
    """Join, take over or claim, as the invitation says. It serves once, and only for its own address.

    Accepting twice is joining once. Raises InvitationRefused.
    """
    found = Invitation.objects.select_related("initiative").filter(secret_hash=hash_secret(secret)).first()
    if found is None:
        raise InvitationRefused(_("Deze uitnodiging bestaat niet."))
    initiative = case.lock(found.initiative)
    invitation = initiative.invitations.select_for_update().get(pk=found.pk)
    if invitation.email == by.email and invitation.accepted_at and is_member(initiative, by):
        return initiative
    require_usable(invitation, by=by, at=at)
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    _let_in(initiative, invitation, by=by, at=at)
    case.save(initiative, at=at)
    audit.record(verb="initiative.joined", subject=initiative, by=by, at=at, after={"kind": invitation.kind})
    took_over = invitation.kind == InvitationKind.HAND_OVER
    outbox.enqueue(*notices.member_joined(initiative, person=by, took_over=took_over), at=at)
    return initiative


def require_usable(invitation: Invitation, *, by: User, at: datetime) -> None:
    """Raise InvitationRefused when this invitation is not for this person, or no longer."""
    if invitation.email != by.email:
        raise InvitationRefused(
            _("Deze uitnodiging is voor een ander e-mailadres. Log in met het adres waarop u de mail kreeg.")
        )
    if invitation.accepted_at:
        raise InvitationRefused(_("Deze uitnodiging is al gebruikt."))
    if invitation.withdrawn_at:
        raise InvitationRefused(_("Deze uitnodiging is ingetrokken."))
    if invitation.expires_at <= at:
        raise InvitationRefused(_("Deze uitnodiging is verlopen. Vraag een nieuwe."))


def _let_in(initiative: Initiative, invitation: Invitation, *, by: User, at: datetime) -> None:
    if invitation.kind == InvitationKind.CO_INITIATOR:
        _join(initiative, by, MemberRole.CO_INITIATOR, at=at)
        case.story(
            initiative,
            event="member_joined",
            audience=Audience.INITIATOR,
            at=at,
            by=by,
            name=by.display_name,
            role=MemberRole.CO_INITIATOR,
        )
        return
    main = initiative.members.filter(left_at=None, role=MemberRole.INITIATOR).first()
    if invitation.kind == InvitationKind.CLAIM and main:
        raise InvitationRefused(_("Dit initiatief heeft al een initiatiefnemer."))
    if main:
        main.role = MemberRole.CO_INITIATOR
        main.save(update_fields=["role"])
    _join(initiative, by, MemberRole.INITIATOR, at=at)
    case.story(initiative, event="handed_over", audience=Audience.PUBLIC, at=at, by=by, name=by.display_name)


def _join(initiative: Initiative, person: User, role: MemberRole, *, at: datetime) -> None:
    Member.objects.update_or_create(
        initiative=initiative,
        user=person,
        left_at=None,
        defaults={"role": role},
        create_defaults={"role": role, "joined_at": at},
    )


@transaction.atomic
def leave(*, initiative: Initiative, by: User, at: datetime) -> None:
    """Take part no more. Raises Refusal for the initiator, who hands over or stops instead."""
    initiative = case.lock(initiative)
    member = initiative.members.filter(user=by, left_at=None).first()
    if member is None:
        return
    if member.role == MemberRole.INITIATOR:
        raise Refusal(_("U bent de initiatiefnemer. Draag het initiatief eerst over, of stop ermee."))
    member.left_at = at
    member.save(update_fields=["left_at"])
    case.story(initiative, event="member_left", audience=Audience.INITIATOR, at=at, by=by, name=by.display_name)
    case.save(initiative, at=at)
    audit.record(verb="initiative.left", subject=initiative, by=by, at=at)
    outbox.enqueue(*notices.member_left(initiative, person=by), at=at)
