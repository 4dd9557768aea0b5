"""Three questions tell where a plan belongs: here, or at another desk. Pure."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from initiatives.enums import PlaceKind


class Wish(TextChoices):
    """What somebody comes to do."""

    PLAN = "plan", _("Ik wil zelf iets beginnen of organiseren")
    REPORT = "report", _("Ik wil melden dat iets kapot of vies is, of overlast geeft")
    PERMIT = "permit", _("Ik heb een vergunning nodig")
    COMPLAINT = "complaint", _("Ik heb een klacht over de gemeente")


class Scale(TextChoices):
    """How far a plan reaches."""

    STREET = "street", _("Mijn eigen straat, hofje of portiek")
    WIJK = "wijk", _("Mijn wijk")
    CITY = "city", _("De hele stad, of een groot deel")
    PROGRAMME = "programme", _("Een programma van de gemeente dat al loopt")


class Doer(TextChoices):
    """Who will do the work."""

    SELF = "self", _("Ikzelf, met anderen")
    MUNICIPALITY = "municipality", _("De gemeente moet het doen")


class Route(TextChoices):
    """Where it belongs; each has its own words in `submit/advice.html`."""

    HERE = "here", _("Ja, dit past hier")
    WIJK = "wijk", _("Ja, dit past hier. En er is misschien nog meer")
    PROGRAMME = "programme", _("Ja, dit past hier. Noem het programma erbij")
    STREET = "street", _("Voor een plan in uw straat is er een snellere weg")
    REPORT = "report", _("Een melding doet u bij een ander loket")
    PERMIT = "permit", _("Een vergunning vraagt u aan bij een ander loket")
    COMPLAINT = "complaint", _("Een klacht dient u in bij een ander loket")
    REQUEST = "request", _("Dit is een vraag aan de gemeente")

    @property
    def fits(self) -> bool:
        """True when this portal is the right desk."""
        return self in {Route.HERE, Route.WIJK, Route.PROGRAMME}


OTHER_DESKS = {Wish.REPORT: Route.REPORT, Wish.PERMIT: Route.PERMIT, Wish.COMPLAINT: Route.COMPLAINT}
BY_SCALE = {
    Scale.STREET: Route.STREET,
    Scale.WIJK: Route.WIJK,
    Scale.CITY: Route.HERE,
    Scale.PROGRAMME: Route.PROGRAMME,
}
PLACES = {Scale.STREET: PlaceKind.ADDRESS, Scale.WIJK: PlaceKind.WIJK, Scale.CITY: PlaceKind.CITY}


def route(wish: str, scale: str, doer: str) -> Route:
    """Where somebody with these answers should go. A wish for another desk decides alone."""
    if wish in OTHER_DESKS:
        return OTHER_DESKS[Wish(wish)]
    if doer == Doer.MUNICIPALITY:
        return Route.REQUEST
    return BY_SCALE[Scale(scale)]


def place_of(scale: str) -> PlaceKind | None:
    """The answer on the page Plek that goes with a scale, so that nothing is asked twice."""
    return PLACES.get(Scale(scale)) if scale in Scale.values else None
