"""What an application asks, part by part, as a task list shows it. Words and order only."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _


class Part(TextChoices):
    """The parts of an application; the value is its address."""

    PLAN = "plan", _("Uw plan")
    BUDGET = "begroting", _("Begroting en eigen bijdrage")
    COOPERATION = "samenwerking", _("Samenwerking")
    EVIDENCE = "bewijsstukken", _("Bewijsstukken")
    RECIPIENT = "ontvanger", _("Wie ontvangt het geld")


class Progress(TextChoices):
    """How far a part is."""

    EMPTY = "empty", _("Nog niet begonnen")
    BUSY = "busy", _("Bezig")
    DONE = "done", _("Klaar")


@dataclass(frozen=True)
class Gap:
    """Something that must be filled in before the application can be sent; `field` is its question."""

    part: Part
    field: str
    message: str | LazyText


QUESTIONS = {
    "activities": _("Wat gaat u doen?"),
    "result": _("Wat is er daarna anders?"),
    "starts_on": _("Wanneer begint u?"),
    "ends_on": _("Wanneer bent u klaar?"),
    "goal": _("Aan welk doel of welke wijkopgave draagt het bij?"),
    "goal_reason": _("Hoe draagt uw plan daaraan bij?"),
    "works_alone": _("Niemand anders doet mee"),
    "cooperation": _("Wie doen er mee, en wat brengen zij in?"),
    "support": _("Wat vinden mensen in de buurt ervan?"),
    "municipal_cents": _("Kosten die de gemeente voor uw plan maakt"),
    "budget_note": _("Wilt u iets uitleggen bij uw begroting?"),
    "recipient_kind": _("Wie ontvangt het geld?"),
    "recipient_name": _("Naam"),
    "kvk_number": _("KvK-nummer"),
    "street": _("Straat en huisnummer"),
    "postcode": _("Postcode"),
    "town": _("Plaats"),
    "iban": _("IBAN"),
    "account_holder": _("De rekening staat op naam van"),
    "name_public": _("Mag uw naam in het openbare register van toekenningen?"),
}

FIELDS: dict[Part, tuple[str, ...]] = {
    Part.PLAN: ("activities", "result", "starts_on", "ends_on", "goal", "goal_reason"),
    Part.BUDGET: ("municipal_cents", "budget_note"),
    Part.COOPERATION: ("works_alone", "cooperation", "support"),
    Part.EVIDENCE: (),
    Part.RECIPIENT: (
        "recipient_kind",
        "recipient_name",
        "kvk_number",
        "street",
        "postcode",
        "town",
        "iban",
        "account_holder",
        "name_public",
    ),
}

# What to say when a question that everybody answers was left empty.
OBLIGED = {
    "activities": _("Schrijf op wat u gaat doen."),
    "result": _("Schrijf op wat er daarna anders is."),
    "starts_on": _("Vul in wanneer u begint."),
    "ends_on": _("Vul in wanneer u klaar bent."),
    "recipient_kind": _("Kies wie het geld ontvangt."),
    "recipient_name": _("Vul de naam in van wie het geld ontvangt."),
    "street": _("Vul de straat en het huisnummer in."),
    "postcode": _("Vul de postcode in."),
    "town": _("Vul de plaats in."),
    "iban": _("Vul het IBAN in waarop het geld kan komen."),
    "account_holder": _("Vul in op welke naam de rekening staat."),
}
GOAL_MISSING = _("Kies aan welk doel of welke wijkopgave uw plan bijdraagt.")
GOAL_REASON_MISSING = _("Schrijf op hoe uw plan daaraan bijdraagt.")
COOPERATION_MISSING = _("Schrijf op wie er meedoen, of kies dat u het alleen doet.")
