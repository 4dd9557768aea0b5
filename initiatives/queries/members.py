"""Who is on the initiator's side, and who was asked to join."""

from django.db.models import QuerySet

from accounts.models import User
from initiatives.enums import MemberRole
from initiatives.models import Initiative, Invitation, Member


def members(initiative: Initiative) -> QuerySet[Member]:
    """Those who take part now, the initiator first."""
    present = initiative.members.filter(left_at=None).select_related("user")
    return present.order_by("-role", "pk")


def led_by(user: User) -> QuerySet[Initiative]:
    """Cases of which this person is the initiator, not one who takes part."""
    return Initiative.objects.filter(members__user=user, members__left_at=None, members__role=MemberRole.INITIATOR)


def is_main(initiative: Initiative, user: User) -> bool:
    """True for the initiator."""
    return led_by(user).filter(pk=initiative.pk).exists()


def open_invitations(initiative: Initiative) -> QuerySet[Invitation]:
    """Invitations that were neither accepted nor withdrawn."""
    return initiative.invitations.filter(accepted_at=None, withdrawn_at=None).order_by("pk")
