"""What is asked of an initiator, in order, and how an answer reads. Pure: names of wijken and themes are passed in.

Answers are plain values by name of the question, as the form gives them and as versions keep them: text, the code
of a choice, a list of codes, or "yes" and "no".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from initiatives.enums import HelpKind, PlaceKind, ShownName

YES, NO = "yes", "no"

QUESTIONS = {
    "title": _("Hoe heet uw initiatief?"),
    "summary": _("Wat wilt u doen?"),
    "for_whom": _("Voor wie doet u het?"),
    "with_whom": _("Met wie doet u het?"),
    "planned_when": _("Wanneer wilt u het doen?"),
    "theme": _("Waar gaat het vooral over?"),
    "goals": _("Welke doelen van de gemeente helpt het vooruit?"),
    "place_kind": _("Waar is het?"),
    "wijk": _("Welke wijk?"),
    "address": _("Welk adres of welke plek?"),
    "address_public": _("Mag iedereen het adres zien?"),
    "help_kinds": _("Welke hulp zoekt u?"),
    "question": _("Wat is uw vraag aan de gemeente?"),
    "name": _("Uw naam"),
    "email": _("Uw e-mailadres"),
    "phone": _("Uw telefoonnummer"),
    "organisation": _("Naam van uw groep of organisatie"),
    "under_sixteen": _("Bent u jonger dan 16 jaar?"),
    "guardian_name": _("Naam van uw ouder of verzorger"),
    "guardian_agrees": _("Vindt uw ouder of verzorger het goed?"),
    "shown_name": _("Welke naam mag iedereen zien?"),
    "may_be_public": _("Mag uw initiatief op deze website?"),
}

# What each question is called inside a sentence: "Wijzig de titel".
NAMES = {
    "title": _("de titel"),
    "summary": _("wat u wilt doen"),
    "for_whom": _("voor wie u het doet"),
    "with_whom": _("met wie u het doet"),
    "planned_when": _("wanneer u het wilt doen"),
    "theme": _("het thema"),
    "goals": _("de doelen"),
    "place_kind": _("waar het is"),
    "wijk": _("de wijk"),
    "address": _("het adres of de plek"),
    "address_public": _("of iedereen het adres mag zien"),
    "help_kinds": _("welke hulp u zoekt"),
    "question": _("uw vraag"),
    "name": _("uw naam"),
    "email": _("uw e-mailadres"),
    "phone": _("uw telefoonnummer"),
    "organisation": _("uw groep of organisatie"),
    "under_sixteen": _("of u jonger bent dan 16"),
    "guardian_name": _("de naam van uw ouder of verzorger"),
    "guardian_agrees": _("of uw ouder of verzorger het goed vindt"),
    "shown_name": _("welke naam iedereen mag zien"),
    "may_be_public": _("of het op de website mag"),
}

CHOICES: dict[str, type[TextChoices]] = {
    "place_kind": PlaceKind,
    "help_kinds": HelpKind,
    "shown_name": ShownName,
}
YES_OR_NO = {"address_public", "under_sixteen", "guardian_agrees", "may_be_public"}


@dataclass(frozen=True)
class TownNames:
    """How the town's codes read: wijken by CBS code, themes by slug, goals by their code."""

    wijken: Mapping[str, str]
    themes: Mapping[str, str]
    goals: Mapping[str, str] = field(default_factory=dict)


def readable(name: str, value: Any, town: TownNames) -> str:
    """An answer as people read it; empty when nothing was answered."""
    if name in YES_OR_NO:
        return gettext("Ja") if value == YES else gettext("Nee")
    if name == "wijk":
        return town.wijken.get(str(value), "")
    if name == "theme":
        return town.themes.get(str(value), "")
    if name == "goals":
        return ", ".join(town.goals[code] for code in value if code in town.goals)
    if name in CHOICES:
        return _labels(CHOICES[name], value if isinstance(value, list) else [value])
    return str(value or "")


def _labels(choices: type[TextChoices], values: Iterable[str]) -> str:
    return ", ".join(str(choice.label) for choice in choices if choice.value in values)


def applies(name: str, answers: Mapping[str, Any]) -> bool:
    """False for a question that other answers make pointless, such as the wijk of a plan for the whole town."""
    if name == "wijk":
        return answers.get("place_kind") in {PlaceKind.WIJK, PlaceKind.ADDRESS}
    if name in {"address", "address_public"}:
        return answers.get("place_kind") == PlaceKind.ADDRESS
    if name in {"guardian_name", "guardian_agrees"}:
        return answers.get("under_sixteen") == YES
    return True


def rows(answers: Mapping[str, Any], town: TownNames) -> list[tuple[str, LazyText, str]]:
    """(name, question, answer as people read it) of all questions that are in these answers and apply."""
    return [
        (name, question, readable(name, answers[name], town))
        for name, question in QUESTIONS.items()
        if name in answers and applies(name, answers)
    ]
