"""The versions of a text: what it says now, what a change would make of it, what changed between two."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise as LazyText

from initiatives import differences, sheet
from initiatives.intake import Intake
from initiatives.models import Initiative, TextVersion

TEXTS = ("title", "summary", "for_whom", "with_whom", "planned_when", "question", "organisation", "address")
CODES = ("place_kind", "shown_name")
CHANGEABLE = (*TEXTS, *CODES, "theme", "wijk", "address_public")


@dataclass(frozen=True)
class Change:
    """One question whose answer changed, word by word."""

    question: str | LazyText
    pieces: list[differences.Piece]


def snapshot(initiative: Initiative) -> dict[str, Any]:
    """The answers as they stand now, by name of the question (`initiatives.sheet`). One query for the help asked."""
    return {
        **{name: getattr(initiative, name) for name in (*TEXTS, *CODES)},
        "theme": initiative.theme.slug if initiative.theme else "",
        "wijk": initiative.wijk.code if initiative.wijk else "",
        "address_public": sheet.YES if initiative.address_public else sheet.NO,
        "may_be_public": sheet.YES if initiative.public_consent_at else sheet.NO,
        "help_kinds": sorted(asked.kind for asked in initiative.help_asked.all()),
    }


def intake_with(initiative: Initiative, changed: Mapping[str, Any]) -> Intake:
    """Everything as it stands, with these answers of a form in its place."""
    facts: dict[str, Any] = {name: getattr(initiative, name) for name in CHANGEABLE}
    facts["help_kinds"] = {asked.kind for asked in initiative.help_asked.all()}
    facts |= {name: value for name, value in changed.items() if name in facts}
    facts["help_kinds"] = frozenset(facts["help_kinds"])
    facts["address_public"] = facts["address_public"] in {True, sheet.YES}
    return Intake(**facts)


def changes(before: TextVersion, after: TextVersion, town: sheet.TownNames) -> list[Change]:
    """What is different in the second version, in the order of the questions."""
    found = []
    for name, question in sheet.QUESTIONS.items():
        old = sheet.readable(name, before.texts.get(name, ""), town) if name in before.texts else ""
        new = sheet.readable(name, after.texts.get(name, ""), town) if name in after.texts else ""
        if old != new:
            found.append(Change(question, differences.pieces(old, new)))
    return found
