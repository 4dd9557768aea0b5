"""Offers of help, as the initiator's side and the helper read them."""

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from community.enums.following import OfferState
from community.models import HelpOffer, Takedown
from core.links import seal, unseal
from initiatives.models import Initiative

OWN = "help.own"


def welcomes_help(initiative: Initiative) -> bool:
    """True when help can be offered: everyone reads the page, and somebody on the initiator's side gets the offer."""
    is_there = initiative.is_public and initiative.wiped_at is None
    return is_there and initiative.members.filter(left_at=None, user__is_active=True).exists()


def open_to_help() -> QuerySet[Initiative]:
    """Initiatives somebody can offer help to."""
    theirs = {"members__left_at": None, "members__user__is_active": True, "members__isnull": False}
    return Initiative.objects.public().filter(wiped_at=None, **theirs).distinct()


def offers_to(user: User) -> QuerySet[HelpOffer]:
    """Offers this person may read as an initiator: what waits first, then the latest. Not what was taken down."""
    rows = HelpOffer.objects.of_initiator(user).exclude(state=OfferState.TAKEN_DOWN)
    return rows.select_related("initiative", "answered_by")


def states_of(initiative: Initiative, user: User) -> list[str]:
    """How far each offer is that this person's side may read."""
    return list(offers_to(user).filter(initiative=initiative).values_list("state", flat=True))


def own_token(offer: HelpOffer) -> str:
    """What the helper's own link holds; it ends when the offer is deleted."""
    return seal(OWN, offer.key.hex)


def offer_behind(token: str) -> HelpOffer | None:
    """The offer a helper's link is of, with why it was taken down."""
    key = unseal(OWN, token)
    takedowns = Prefetch("takedowns", Takedown.objects.order_by("-pk"))
    rows = HelpOffer.objects.select_related("initiative", "answered_by").prefetch_related(takedowns)
    return rows.filter(key=key).first() if key else None
