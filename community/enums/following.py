"""Choices of taking part: following, offering help, news, reporting something wrong, and moderation."""

from django.db import models
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _


class FollowKind(models.TextChoices):
    """What somebody can follow; the value stands in the address."""

    INITIATIVE = "initiatief", _("initiatief")
    WIJK = "wijk", _("wijk")
    THEME = "thema", _("thema")


class Gift(models.TextChoices):
    """What a helper offers; never money."""

    HANDS = "hands", _("handen: ik help mee")
    KNOWLEDGE = "knowledge", _("kennis: ik weet er iets van")
    MATERIAL = "material", _("spullen: ik heb iets te leen of te geef")

    @property
    def noun(self) -> LazyText:
        """In one word, for a tag."""
        return NOUNS[self]


NOUNS = {Gift.HANDS: _("handen"), Gift.KNOWLEDGE: _("kennis"), Gift.MATERIAL: _("spullen")}


class Reach(models.TextChoices):
    """How somebody may be reached by the other side, once the initiator says yes."""

    EMAIL = "email", _("per e-mail")
    PHONE = "phone", _("per telefoon")
    BOTH = "both", _("per e-mail en per telefoon")

    @property
    def by_email(self) -> bool:
        """True when the other side gets the e-mail address."""
        return self in {Reach.EMAIL, Reach.BOTH}

    @property
    def by_phone(self) -> bool:
        """True when the other side gets the telephone number."""
        return self in {Reach.PHONE, Reach.BOTH}


class OfferState(models.TextChoices):
    """Where an offer of help stands."""

    UNCONFIRMED = "unconfirmed", _("nog niet bevestigd")
    WAITING = "waiting", _("wacht op antwoord")
    ACCEPTED = "accepted", _("het antwoord is ja")
    DECLINED = "declined", _("het antwoord is nee")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    TAKEN_DOWN = "taken_down", _("weggehaald door de gemeente")


class NewsState(models.TextChoices):
    """Whether everyone may read a piece of news."""

    SHOWN = "shown", _("op de website")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    TAKEN_DOWN = "taken_down", _("weggehaald door de gemeente")


class FlagKind(models.TextChoices):
    """What somebody says is wrong."""

    MISTAKE = "mistake", _("Er staat iets dat niet klopt")
    PRIVACY = "privacy", _("Er staat iets over mij of een ander dat er niet hoort")
    RUDE = "rude", _("Het is beledigend, discriminerend of bedreigend")
    RIGHTS = "rights", _("Een foto of tekst is van iemand anders")
    FRAUD = "fraud", _("Het lijkt op oplichting of reclame")
    OTHER = "other", _("Iets anders")


class FlagState(models.TextChoices):
    """Whether the municipality looked at what was reported."""

    OPEN = "open", _("wacht op antwoord")
    ANSWERED = "answered", _("beantwoord")


class TakedownState(models.TextChoices):
    """Where it stands with something that was taken down."""

    STANDING = "standing", _("weggehaald")
    APPEALED = "appealed", _("gevraagd om er opnieuw naar te kijken")
    UPHELD = "upheld", _("blijft weg")
    REVERSED = "reversed", _("teruggezet")
