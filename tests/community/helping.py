"""What tests of help share: somebody with an account who offers it."""

from datetime import datetime

from accounts.models import User
from community.actions.help_offers import offer_help
from community.models import HelpOffer
from initiatives.models import Initiative


def offered(initiative: Initiative, by: User, *, at: datetime, phone: str = "", reach: str = "email") -> HelpOffer:
    """Hands, offered by Otto; the initiator reads it at once."""
    return offer_help(
        initiative=initiative,
        gift="hands",
        what="Ik kom wel even.",
        available="nu",
        name="Otto",
        email=by.email,
        phone=phone,
        reach=reach,
        language="nl",
        asked_from="10.0.0.1",
        user=by,
        at=at,
    )
