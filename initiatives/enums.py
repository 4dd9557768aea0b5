"""Choices of the case, with the words each audience reads. Which state may follow which: `lifecycle.py`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where the passage through the municipality stands; the labels are the five words residents read."""

    SUBMITTED = "submitted", _("Ingediend")
    OWNED = "owned", _("Gekoppeld aan een gids")
    CONVERSING = "conversing", _("In gesprek")
    ADVISED = "advised", _("Advies gegeven")
    CLOSED = "closed", _("Klaar")

    @classmethod
    def open(cls) -> frozenset["State"]:
        """States in which the municipality still has something to do."""
        return frozenset(cls) - {cls.CLOSED}


class Party(models.TextChoices):
    """Who has the ball: who must do something before the initiative can go on."""

    INITIATOR = "initiator", _("de initiatiefnemer")
    MUNICIPALITY = "municipality", _("de gemeente")
    THIRD_PARTY = "third_party", _("een andere partij")


class Origin(models.TextChoices):
    """How the initiative reached the portal."""

    PORTAL = "portal", _("via het portaal")
    COUNTER = "counter", _("aan de balie")
    TELEPHONE = "telephone", _("via de telefoon")
    WIJKMANAGER = "wijkmanager", _("via de wijkmanager")
    SPOTTED = "spotted", _("gezien in de stad")


class PlaceKind(models.TextChoices):
    """How precisely the place is given."""

    CITY = "city", _("Hele stad")
    WIJK = "wijk", _("Een wijk")
    ADDRESS = "address", _("Een adres")


class HelpKind(models.TextChoices):
    """The help an initiator asks for."""

    KNOWLEDGE = "knowledge", _("kennis")
    PEOPLE = "people", _("menskracht")
    MATERIAL = "material", _("materiaal")
    MONEY = "money", _("geld")
    PLACE = "place", _("een plek")
    RULES = "rules", _("ruimte in regels")


class ShownName(models.TextChoices):
    """Which name of the initiator the public reads."""

    FULL = "full", _("Mijn voor- en achternaam")
    FIRST = "first", _("Alleen mijn voornaam")
    ORGANISATION = "organisation", _("De naam van onze groep of organisatie")
    NONE = "none", _("Geen naam")


class PositionKind(models.TextChoices):
    """The four positions the municipality can take towards an initiative."""

    AWARE = "aware", _("Ervan weten")
    SPOTLIGHT = "spotlight", _("In de spotlights")
    ROOM = "room", _("Ontwikkelingsruimte")
    TOGETHER = "together", _("Meesamenwerken")

    @property
    def meaning(self) -> str:
        """What the position means, in one sentence for residents."""
        return str(POSITION_MEANINGS[self])

    @property
    def needs_room(self) -> bool:
        """True when it takes a concrete question and reserved room (seed document, "Input voor Initiatiefrijk")."""
        return self in {PositionKind.ROOM, PositionKind.TOGETHER}

    @property
    def needs_goal(self) -> bool:
        """True when it must serve a municipal goal."""
        return self is PositionKind.TOGETHER


POSITION_MEANINGS = {
    PositionKind.AWARE: _("De gemeente kent het initiatief en volgt het. U gaat zelf verder."),
    PositionKind.SPOTLIGHT: _("De gemeente laat zien dat zij het initiatief goed vindt, en helpt het bekend te maken."),
    PositionKind.ROOM: _("De gemeente geeft tijd, middelen of ruimte, zodat het initiatief kan groeien."),
    PositionKind.TOGETHER: _(
        "De gemeente werkt zelf mee, omdat het initiatief een doel van de gemeente dichterbij brengt."
    ),
}


class RoomKind(models.TextChoices):
    """What the municipality reserves for positions that need room."""

    HOURS = "hours", _("uren van medewerkers")
    VOUCHER = "voucher", _("voucher (euro)")
    BUDGET = "budget", _("projectbudget (euro)")


class Outcome(models.TextChoices):
    """How the initiative fared, in the words of real life."""

    WITH_MUNICIPALITY = "with_municipality", _("Loopt samen met de gemeente")
    INDEPENDENT = "independent", _("Loopt zelfstandig")
    FRAGILE = "fragile", _("Loopt, maar is kwetsbaar")
    SEEKING_PLACE = "seeking_place", _("Zoekt nog een plek")
    IDLE = "idle", _("Ligt stil bij de initiatiefnemer")
    STOPPED = "stopped", _("Gestopt")
    BECAME_OTHER = "became_other", _("Werd iets anders")
    UNKNOWN = "unknown", _("Onbekend sinds de laatste berichten")


class PromiseKind(models.TextChoices):
    """What was promised; the terms of the first two are settings with a validity date."""

    FIRST_ANSWER = "first_answer", _("Eerste antwoord")
    POSITION = "position", _("Positie van de gemeente")
    NEXT_STEP = "next_step", _("Afgesproken stap")
    REPLY = "reply", _("Antwoord van de initiatiefnemer")


class Audience(models.TextChoices):
    """Who may read an entry; each audience also reads what is meant for the wider ones."""

    PUBLIC = "public", _("Iedereen")
    INITIATOR = "initiator", _("Initiatiefnemer en gemeente")
    INTERNAL = "internal", _("Alleen de gemeente")


class MemberRole(models.TextChoices):
    """What somebody is on the initiator's side."""

    INITIATOR = "initiator", _("initiatiefnemer")
    CO_INITIATOR = "co_initiator", _("mede-initiatiefnemer")


class InvitationKind(models.TextChoices):
    """Why an address is invited to the initiator's side of a case."""

    CO_INITIATOR = "co_initiator", _("meedoen als mede-initiatiefnemer")
    HAND_OVER = "hand_over", _("het initiatief overnemen")
    CLAIM = "claim", _("een door de gemeente ingevoerd initiatief als eigenaar overnemen")


class GoalStage(models.TextChoices):
    """How sure it is that the initiative serves a goal: "too good to be true?" asks for all three."""

    CLAIMED = "claimed", _("genoemd")
    CONFIRMED = "confirmed", _("bevestigd")
    REVISITED = "revisited", _("teruggekeken bij de uitkomst")
    REJECTED = "rejected", _("past niet")

    @classmethod
    def served(cls) -> frozenset["GoalStage"]:
        """Stages in which nobody said that the goal does not fit."""
        return frozenset(cls) - {cls.REJECTED}


class GoalVerdict(models.TextChoices):
    """What looking back at the outcome told: did the initiative bring the goal closer, as was thought?"""

    HELD = "held", _("klopte")
    PARTLY = "partly", _("klopte voor een deel")
    NOT = "not", _("klopte niet")


class Side(models.TextChoices):
    """On whose side of the table somebody speaks or acts."""

    INITIATOR = "initiator", _("van de initiatiefnemer")
    MUNICIPALITY = "municipality", _("van de gemeente")


class Standing(models.TextChoices):
    """How a promise stands today, in a word that goes with the colour; the worst comes last."""

    STILL = "still", _("klok staat stil")
    ON_TIME = "on_time", _("op tijd")
    ALMOST_LATE = "almost_late", _("bijna te laat")
    LATE = "late", _("te laat")
