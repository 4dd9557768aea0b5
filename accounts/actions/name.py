"""Names that people give themselves: nobody passes for the municipality or for a colleague."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.lookalikes import mixes_alphabets, resembles, skeleton, visible
from core.refusal import Refusal
from core.text import clean_line


class MisleadingName(Refusal):
    """A name that the eye takes for somebody else's."""

    field = "display_name"


def clean_name(name: str) -> str:
    """The name as it is kept: NFC, one line, nothing hidden."""
    return clean_line(visible(name))


def check_name(name: str, *, staff: bool) -> None:
    """Raise MisleadingName for a name with borrowed letters, or one that poses as the municipality or a colleague.

    A resident who happens to be called exactly as a colleague keeps that name: only a lookalike is refused.
    """
    if mixes_alphabets(name):
        raise MisleadingName(_("Deze naam heeft letters uit twee alfabetten door elkaar. Typ hem opnieuw."))
    if staff:
        return
    if resembles(name, settings.RESERVED_NAMES):
        raise MisleadingName(_("Deze naam lijkt op die van de gemeente. Vul uw eigen naam in."))
    if not name.isascii() and is_lookalike_of_colleague(name):
        raise MisleadingName(_("Deze naam lijkt te veel op die van een medewerker. Vul uw eigen naam in."))


def is_lookalike_of_colleague(name: str) -> bool:
    """True when the eye reads the name of somebody with a role, written in other letters."""
    seen = skeleton(name)
    colleagues = User.objects.filter(is_active=True, role_grants__withdrawn_at=None, role_grants__isnull=False)
    names = colleagues.order_by("pk").values_list("display_name", flat=True).distinct()
    return any(skeleton(other) == seen and other.casefold() != name.casefold() for other in names)
