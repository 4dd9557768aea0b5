"""Which photos and documents somebody may open. The address of a file never decides that."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from initiatives.enums import Audience
from initiatives.models import Attachment, Initiative


def visible_to(user: User | AnonymousUser) -> QuerySet[Attachment]:
    """Files for this person: photos of public initiatives for everyone, the rest for the two sides of the case."""
    may = public_photos()
    if isinstance(user, User):
        may |= Q(
            initiative__in=Initiative.objects.of_initiator(user),
            audience__in=[Audience.PUBLIC, Audience.INITIATOR],
        )
        may |= Q(initiative__in=Initiative.objects.for_desk(user))
    return Attachment.objects.filter(may, removed_at=None).select_related("initiative")


def public_photos() -> Q:
    """Photos everyone may see."""
    return Q(audience=Audience.PUBLIC, kind=Attachment.Kind.PHOTO, initiative__in=Initiative.objects.public())


def is_public(attachment: Attachment) -> bool:
    """True for a photo everyone may see now."""
    return (
        attachment.audience == Audience.PUBLIC
        and attachment.kind == Attachment.Kind.PHOTO
        and attachment.initiative.is_public
    )
