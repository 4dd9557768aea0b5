"""An application as people read it: question and answer, part by part."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core import amounts
from stimulus_fund.bank import masked_iban, shown_iban
from stimulus_fund.budget import Line
from stimulus_fund.enums import CoverageKind
from stimulus_fund.models import Application
from stimulus_fund.questions import FIELDS, QUESTIONS, Part


def answers(application: Application, part: Part, lines: Sequence[Line] = ()) -> list[tuple[str, str]]:
    """(question, answer) of a part that were filled in; the budget line by line."""
    rows = [(_line_name(line), _line_amount(line)) for line in lines] if part == Part.BUDGET else []
    plain = [(str(QUESTIONS[name]), _readable(application, name)) for name in FIELDS[part]]
    return [*rows, *((question, answer) for question, answer in plain if answer)]


def everything(application: Application, lines: Sequence[Line]) -> list[tuple[Part, list[tuple[str, str]]]]:
    """Every part with its answers, in the order of the task list."""
    return [(part, answers(application, part, lines)) for part in Part]


def for_a_mailbox(application: Application, lines: Sequence[Line]) -> list[tuple[str, str]]:
    """Every answer, in the same order; of the account number only the last four signs."""
    shown, masked = shown_iban(application.iban), masked_iban(application.iban)
    rows = [row for _part, rows in everything(application, lines) for row in rows]
    return [(question, masked if answer == shown else answer) for question, answer in rows]


def plain_answers(application: Application) -> list[tuple[str, str, str]]:
    """(name, question, answer) of every plain question, the empty ones too."""
    return [(name, str(QUESTIONS[name]), _readable(application, name)) for part in Part for name in FIELDS[part]]


def _readable(application: Application, name: str) -> str:
    value: Any = getattr(application, name)
    if name == "municipal_cents":
        return amounts.shown(value) if value else ""
    if name == "iban":
        return shown_iban(value)
    if name == "recipient_kind":
        return application.get_recipient_kind_display()
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, bool):
        return _("Ja") if value else ""
    return str(value) if value else ""


def _line_name(line: Line) -> str:
    if line.kind == CoverageKind.ASKED:
        return _("Gevraagd van dit fonds")
    if line.kind == CoverageKind.OWN_MONEY:
        return _("Eigen geld")
    if line.kind == CoverageKind.OWN_HOURS:
        return _("Eigen uren (tellen niet mee in het totaal)")
    if line.kind == CoverageKind.OTHER_FUND:
        return _("Van %(name)s") % {"name": line.name}
    return line.name


def _line_amount(line: Line) -> str:
    shown = amounts.shown(line.cents)
    if line.kind == CoverageKind.OWN_HOURS:
        facts = {"hours": line.hours, "rate": amounts.shown(line.rate_cents or 0), "sum": shown}
        return _("%(hours)s uur van %(rate)s: %(sum)s") % facts
    if line.kind == CoverageKind.OTHER_FUND:
        told = _("%(sum)s, al toegezegd") if line.is_certain else _("%(sum)s, nog niet zeker")
        return told % {"sum": shown}
    return shown
