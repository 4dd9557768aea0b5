from stimulus_fund.models.application import Application, ApplicationFile, ApplicationSeries, BudgetLine, Delivery
from stimulus_fund.models.decision import Decision, InKind
from stimulus_fund.models.pot import Entry, Pot
from stimulus_fund.models.scheme import Criterion, LetterText, RequiredFile, Ruleset, Scheme, Settling

__all__ = [
    "Application",
    "ApplicationFile",
    "ApplicationSeries",
    "BudgetLine",
    "Criterion",
    "Decision",
    "Delivery",
    "Entry",
    "InKind",
    "LetterText",
    "Pot",
    "RequiredFile",
    "Ruleset",
    "Scheme",
    "Settling",
]
