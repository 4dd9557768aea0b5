"""Choices of the fund, with the words each audience reads. Which state may follow which: `lifecycle.py`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an application stands. Never "ontvangen": residents read that as money received."""

    DRAFT = "draft", _("Concept")
    SUBMITTED = "submitted", _("Ingediend")
    INCOMPLETE = "incomplete", _("Wacht op aanvulling")
    ASSESSING = "assessing", _("Wordt beoordeeld")
    DECIDING = "deciding", _("Besluit wordt voorbereid")
    GRANTED = "granted", _("Toegekend")
    REJECTED = "rejected", _("Afgewezen")
    UNHANDLED = "unhandled", _("Niet behandeld")
    WITHDRAWN = "withdrawn", _("Ingetrokken door de aanvrager")
    ACCOUNTED = "accounted", _("Verantwoord")
    SETTLED = "settled", _("Vastgesteld")
    REVOKED = "revoked", _("Ingetrokken door de gemeente")

    @classmethod
    def undecided(cls) -> frozenset["State"]:
        """States in which the municipality still owes a decision on the application."""
        return frozenset({cls.SUBMITTED, cls.INCOMPLETE, cls.ASSESSING, cls.DECIDING})

    @classmethod
    def awarded(cls) -> frozenset["State"]:
        """States in which money was granted and not taken back."""
        return frozenset({cls.GRANTED, cls.ACCOUNTED, cls.SETTLED})


class RulesetState(models.TextChoices):
    """Where the rules of a scheme stand: written by one, approved by another."""

    DRAFT = "draft", _("Concept")
    OFFERED = "offered", _("Ter goedkeuring")
    APPROVED = "approved", _("Vastgesteld")


class Scale(models.TextChoices):
    """For plans of which size a scheme is meant; the key by which people find a pot."""

    STREET = "street", _("voor mijn straat of buurt")
    WIJK = "wijk", _("voor mijn wijk")
    CITY = "city", _("voor een groot deel van de stad")


class BudgetUnit(models.TextChoices):
    """For which part of town the yearly budget of a scheme is set apart."""

    CITY = "city", _("de hele stad")
    WIJK = "wijk", _("elke wijk")
    STADSDEEL = "stadsdeel", _("elk stadsdeel")


class Division(models.TextChoices):
    """How money is divided when more is asked than there is; announced before the period (Awb 4:26, 4:27)."""

    RECEIPT = "receipt", _("op volgorde van volledige aanvraag")
    RANKING = "ranking", _("op rangorde na een ronde")
    VOTE = "vote", _("door een stemming van bewoners")


class Accountability(models.TextChoices):
    """How a grant is accounted for."""

    NONE = "none", _("geen verantwoording")
    SHORT = "short", _("kort verslag met foto’s en bonnen")
    FULL = "full", _("verslag met financiële verantwoording")


class LetterKind(models.TextChoices):
    """Official messages about an application."""

    RECEIPT = "receipt", _("ontvangstbevestiging")
    COMPLETION = "completion", _("verzoek om aanvulling")
    EXTENSION = "extension", _("verlenging van de beslistermijn")
    GRANT = "grant", _("toekenning")
    PARTIAL = "partial", _("gedeeltelijke toekenning")
    REJECTION = "rejection", _("afwijzing")
    UNHANDLED = "unhandled", _("besluit om de aanvraag niet te behandelen")
    CHANGE = "change", _("antwoord op een wijziging")
    REPORTED = "reported", _("ontvangst van een verslag")
    SETTLEMENT = "settlement", _("vaststelling")
    RECLAIM = "reclaim", _("terugvordering")
    REVOCATION = "revocation", _("intrekking")
    OBJECTED = "objected", _("ontvangst van een bezwaar")
    COMPLAINED = "complained", _("ontvangst van een klacht")
    HEARING = "hearing", _("uitnodiging voor een gesprek")
    OBJECTION = "objection", _("beslissing op bezwaar")
    COMPLAINT = "complaint", _("uitkomst van een klacht")

    @classmethod
    def receipts(cls) -> frozenset["LetterKind"]:
        """What only says that something came in; it is always there at once, in the portal."""
        return frozenset({cls.RECEIPT, cls.REPORTED, cls.OBJECTED, cls.COMPLAINED})


class RecipientKind(models.TextChoices):
    """Who receives the money."""

    PERSON = "person", _("Een persoon")
    ORGANISATION = "organisation", _("Een organisatie")


class BudgetSide(models.TextChoices):
    """The two sides of a budget; they are equal when it is right."""

    COST = "cost", _("kosten")
    COVERAGE = "coverage", _("dekking")


class CoverageKind(models.TextChoices):
    """Where the money or the work comes from."""

    OWN_MONEY = "own_money", _("eigen geld")
    OWN_HOURS = "own_hours", _("eigen uren, in geld gewaardeerd")
    OTHER_FUND = "other_fund", _("een ander fonds of een sponsor")
    ASKED = "asked", _("wat u van dit fonds vraagt")


class DecisionKind(models.TextChoices):
    """What was decided."""

    GRANT = "grant", _("toekenning")
    PARTIAL = "partial", _("gedeeltelijke toekenning")
    REJECTION = "rejection", _("afwijzing")
    UNHANDLED = "unhandled", _("niet behandeld")
    SETTLEMENT = "settlement", _("vaststelling")
    REVOCATION = "revocation", _("intrekking")
    UPHELD = "upheld", _("bezwaar ongegrond")
    INADMISSIBLE = "inadmissible", _("bezwaar niet-ontvankelijk")

    @classmethod
    def on_application(cls) -> frozenset["DecisionKind"]:
        """Decisions that answer the application itself; one of them stands at a time."""
        return frozenset({cls.GRANT, cls.PARTIAL, cls.REJECTION, cls.UNHANDLED})

    @classmethod
    def giving(cls) -> frozenset["DecisionKind"]:
        """Decisions that give money."""
        return frozenset({cls.GRANT, cls.PARTIAL})

    @classmethod
    def upholding(cls) -> frozenset["DecisionKind"]:
        """Decisions on an objection that leave everything as it was."""
        return frozenset({cls.UPHELD, cls.INADMISSIBLE})


class DecisionState(models.TextChoices):
    """Where a decision stands: prepared, looked at by a second person, taken by who has the mandate."""

    PREPARED = "prepared", _("Voorbereid")
    CHECKED = "checked", _("Nagekeken")
    TAKEN = "taken", _("Genomen")
    REPLACED = "replaced", _("Vervangen door een nieuw besluit")


class RefusalGround(models.TextChoices):
    """On what a rejection, or granting less than was asked, rests."""

    CEILING = "ceiling", _("Het plafond zou worden overschreden (Awb 4:25 lid 2)")
    NOT_HAPPENING = "not_happening", _("De activiteiten vinden waarschijnlijk niet plaats (Awb 4:35 lid 1 onder a)")
    OBLIGATIONS = (
        "obligations",
        _("De aanvrager voldoet waarschijnlijk niet aan de verplichtingen (Awb 4:35 lid 1 onder b)"),
    )
    ACCOUNTING = "accounting", _("De aanvrager legt waarschijnlijk geen rekening af (Awb 4:35 lid 1 onder c)")
    WRONG_DATA = "wrong_data", _("Er zijn onjuiste gegevens verstrekt (Awb 4:35 lid 2 onder a)")
    BANKRUPT = "bankrupt", _("De aanvrager is failliet of heeft uitstel van betaling (Awb 4:35 lid 2 onder b)")
    RULES = "rules", _("Het plan past niet binnen de regels van de regeling")
    VOTE = "vote", _("Andere plannen kregen meer stemmen van bewoners (Awb 4:25 en 4:26)")
    CRITERIA = "criteria", _("Het plan voldoet onvoldoende aan de criteria van de regeling")


class LoweringGround(models.TextChoices):
    """On what settling lower than was granted rests; the law knows no other (Awb 4:46 lid 2)."""

    NOT_DONE = "not_done", _("De activiteiten zijn niet of niet helemaal gedaan (Awb 4:46 lid 2 onder a)")
    DUTIES = "duties", _("De ontvanger hield zich niet aan de verplichtingen (Awb 4:46 lid 2 onder b)")
    FALSE_DATA = "false_data", _("De ontvanger gaf onjuiste of onvolledige gegevens (Awb 4:46 lid 2 onder c)")
    KNEW_WRONG = "knew_wrong", _("De toekenning was onjuist en de ontvanger wist dat (Awb 4:46 lid 2 onder d)")


class RevocationGround(models.TextChoices):
    """On what taking a grant back rests: before it is settled (Awb 4:48) or afterwards (Awb 4:49)."""

    UNDONE = "undone", _("De activiteiten vinden niet of niet helemaal plaats (Awb 4:48 lid 1 onder a)")
    BROKEN = "broken", _("De ontvanger houdt zich niet aan de verplichtingen (Awb 4:48 lid 1 onder b)")
    MISLED = "misled", _("De ontvanger gaf onjuiste of onvolledige gegevens (Awb 4:48 lid 1 onder c)")
    MISTAKEN = "mistaken", _("De toekenning was onjuist en de ontvanger wist dat (Awb 4:48 lid 1 onder d)")
    NEW_FACTS = "new_facts", _("Feiten die wij bij de vaststelling niet konden weten (Awb 4:49 lid 1 onder a)")
    KNOWN = "known", _("De vaststelling was onjuist en de ontvanger wist dat (Awb 4:49 lid 1 onder b)")
    AFTERWARDS = "afterwards", _("Na de vaststelling kwam de ontvanger verplichtingen niet na (Awb 4:49 lid 1 onder c)")

    @classmethod
    def after_settlement(cls) -> frozenset["RevocationGround"]:
        """Grounds for taking back what was settled."""
        return frozenset({cls.NEW_FACTS, cls.KNOWN, cls.AFTERWARDS})

    @classmethod
    def before_settlement(cls) -> frozenset["RevocationGround"]:
        """Grounds for taking back what was granted and not settled yet."""
        return frozenset(cls) - cls.after_settlement()


class Answer(models.TextChoices):
    """What the municipality says to a change of the plan."""

    AGREED = "agreed", _("akkoord")
    REFUSED = "refused", _("niet akkoord")


class DisputeKind(models.TextChoices):
    """What somebody does not agree with: a decision (Awb 6:4), or how they were treated (Awb 9:1)."""

    OBJECTION = "objection", _("bezwaar")
    COMPLAINT = "complaint", _("klacht")


class DisputeState(models.TextChoices):
    """Where an objection or a complaint stands."""

    OPEN = "open", _("In behandeling")
    CLOSED = "closed", _("Afgehandeld")
    WITHDRAWN = "withdrawn", _("Ingetrokken")


class Verdict(models.TextChoices):
    """What the municipality thinks of a complaint (Awb 9:12)."""

    FOUNDED = "founded", _("gegrond")
    PARTLY = "partly", _("voor een deel gegrond")
    UNFOUNDED = "unfounded", _("ongegrond")


class Advice(models.TextChoices):
    """What an assessor advises."""

    GRANT = "grant", _("toekennen")
    PARTIAL = "partial", _("voor een deel toekennen")
    REJECT = "reject", _("afwijzen")


class Post(models.TextChoices):
    """How a letter reaches the applicant: electronically only with express consent (Awb 2:8)."""

    PORTAL = "portal", _("digitaal")
    PAPER = "paper", _("op papier, met de post")


class EntryKind(models.TextChoices):
    """What changes a pot: its ceiling, or what was granted from it."""

    CEILING = "ceiling", _("plafond gezet of veranderd")
    GRANTED = "granted", _("toegekend")
    LOWERED = "lowered", _("lager vastgesteld")
    REVOKED = "revoked", _("ingetrokken")
    CORRECTED = "corrected", _("gecorrigeerd")


class InKindKind(models.TextChoices):
    """What the municipality gives beside money or instead of it."""

    HOURS = "hours", _("uren van medewerkers")
    VOUCHER = "voucher", _("voucher")
    PLACE = "place", _("een plek")
    MATERIAL = "material", _("materiaal")
