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


def is_member(initiative: Initiative, person: User) -> bool:
    """True when this person is on the initiator's side now."""
    return initiative.members.filter(user=person, left_at=None).exists()


def is_own(initiative: Initiative, reader: User) -> bool:
    """The same for the panels of a page, which all ask it: answered once for the row as the page fetched it."""
    answers = _answers(initiative)
    if reader.pk not in answers:
        answers[reader.pk] = is_member(initiative, reader)
    return answers[reader.pk]


def fetched_as_own(initiative: Initiative, reader: User) -> Initiative:
    """A row that was fetched among what is this reader's own; its panels need not ask again."""
    _answers(initiative)[reader.pk] = True
    return initiative


def _answers(initiative: Initiative) -> dict[int, bool]:
    answers: dict[int, bool] = initiative.__dict__.setdefault("_is_own", {})
    return answers


def open_invitations(initiative: Initiative) -> QuerySet[Invitation]:
    """Invitations that were neither accepted nor withdrawn."""
    return initiative.invitations.filter(accepted_at=None, withdrawn_at=None).order_by("pk")
