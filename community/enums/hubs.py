"""Choices of hubs and referrals, with the words people read. Which state may follow which: `lifecycle/referral.py`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.components import Tone


class ReferralState(models.TextChoices):
    """Where a referral stands. Nothing of the initiator leaves the portal before `SENT`."""

    ASKED = "asked", _("Gevraagd aan de gids")
    PROPOSED = "proposed", _("Wacht op toestemming")
    REFUSED = "refused", _("Niet doorgestuurd")
    SENT = "sent", _("Wacht op het knooppunt")
    QUESTIONED = "questioned", _("Knooppunt wil meer weten")
    TAKEN_UP = "taken_up", _("Knooppunt pakt het op")
    TALKED = "talked", _("Er was contact")
    DECLINED = "declined", _("Knooppunt kan niet helpen")
    LAPSED = "lapsed", _("Geen antwoord gekregen")
    WITHDRAWN = "withdrawn", _("Ingetrokken")

    @classmethod
    def open(cls) -> frozenset["ReferralState"]:
        """States in which somebody still has to say something."""
        return frozenset({cls.ASKED, cls.PROPOSED, cls.SENT, cls.QUESTIONED})

    @classmethod
    def outside(cls) -> frozenset["ReferralState"]:
        """States in which the hub knows of it: only with the consent of the initiator's side."""
        return frozenset({cls.SENT, cls.QUESTIONED, cls.TAKEN_UP, cls.TALKED, cls.DECLINED, cls.LAPSED})

    @classmethod
    def helped(cls) -> frozenset["ReferralState"]:
        """States of which something can come."""
        return frozenset({cls.TAKEN_UP, cls.TALKED})

    @property
    def tone(self) -> Tone:
        """The colour that goes with the word."""
        return TONES.get(self, Tone.NEUTRAL)


TONES: dict[ReferralState, Tone] = {
    ReferralState.ASKED: Tone.INFO,
    ReferralState.PROPOSED: Tone.WARNING,
    ReferralState.SENT: Tone.INFO,
    ReferralState.QUESTIONED: Tone.WARNING,
    ReferralState.TAKEN_UP: Tone.POSITIVE,
    ReferralState.TALKED: Tone.POSITIVE,
}


class HubAnswer(models.TextChoices):
    """What a hub can say; each is the state that the referral then has."""

    TAKEN_UP = "taken_up", _("Ja, wij pakken dit op")
    TALKED = "talked", _("Wij hebben al contact gehad")
    QUESTIONED = "questioned", _("Wij willen eerst meer weten")
    DECLINED = "declined", _("Nee, wij kunnen hier niet mee helpen")


class Speaker(models.TextChoices):
    """Who says something in a referral."""

    HUB = "hub", _("het knooppunt")
    INITIATOR = "initiator", _("de initiatiefnemer")
    MUNICIPALITY = "municipality", _("de gemeente, namens het knooppunt")


class ReferralOutcome(models.TextChoices):
    """What came of it in the end, apart from what the hub answered."""

    HELPED = "helped", _("Het hielp het initiatief verder")
    PARTLY = "partly", _("Het hielp een beetje")
    NOTHING = "nothing", _("Er kwam niets van")
