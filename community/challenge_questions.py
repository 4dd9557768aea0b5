"""What a challenge asks, part by part, as a task list shows it. Words and order only."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _


class Part(TextChoices):
    """The parts of a challenge; the value is its address."""

    TASK = "taak", _("De taak")
    TOGETHER = "samen", _("Met wie, en wie het steunt")
    COST = "kosten", _("Wat het kost")
    PERIOD = "periode", _("Wanneer, en wat u nodig heeft")
    EVIDENCE = "bewijs", _("Bewijsstukken")


class Progress(TextChoices):
    """How far a part is."""

    EMPTY = "empty", _("Nog niet begonnen")
    BUSY = "busy", _("Bezig")
    DONE = "done", _("Klaar")


@dataclass(frozen=True)
class Gap:
    """Something that must be filled in before the challenge can be sent; `field` is its question."""

    part: Part
    field: str
    message: str | LazyText


QUESTIONS = {
    "name": _("Hoe noemt u de taak, in een paar woorden?"),
    "task": _("Wat doet de gemeente nu, en wat wilt u overnemen?"),
    "better": _("Waarom kunt u het beter?"),
    "with_whom": _("Met wie doet u het?"),
    "support": _("Hoe weet u dat mensen dit willen?"),
    "supporters": _("Hoeveel mensen steunen dit?"),
    "known_cents": _("Wat kost het de gemeente nu per jaar?"),
    "then_cents": _("Wat kost het per jaar als u het doet?"),
    "cost_note": _("Hoe komt u aan dat bedrag?"),
    "starts_on": _("Vanaf wanneer?"),
    "months": _("Hoeveel maanden?"),
    "needs": _("Wat heeft u van de gemeente nodig?"),
}
FIELDS: dict[Part, tuple[str, ...]] = {
    Part.TASK: ("name", "task", "better"),
    Part.TOGETHER: ("with_whom", "support", "supporters"),
    Part.COST: ("known_cents", "then_cents", "cost_note"),
    Part.PERIOD: ("starts_on", "months", "needs"),
    Part.EVIDENCE: (),
}
# What to say when a question that everybody answers was left empty.
OBLIGED = {
    "name": _("Geef de taak een korte naam."),
    "task": _("Schrijf op welke taak u wilt overnemen."),
    "better": _("Schrijf op waarom u het beter kunt."),
    "with_whom": _("Schrijf op met wie u het doet."),
    "support": _("Schrijf op hoe u weet dat mensen dit willen."),
    "supporters": _("Vul in hoeveel mensen dit steunen."),
    "then_cents": _("Schat wat het per jaar kost als u het doet."),
    "cost_note": _("Leg uit hoe u aan het bedrag komt."),
    "starts_on": _("Vul in wanneer u wilt beginnen."),
    "months": _("Vul in hoeveel maanden u het wilt doen."),
    "needs": _("Schrijf op wat u van de gemeente nodig heeft. Niets? Schrijf dat op."),
}
