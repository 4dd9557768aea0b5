from stimulus_fund.models.application import Application, ApplicationFile, ApplicationSeries, BudgetLine, Delivery
from stimulus_fund.models.assessment import Assessment, Interest, Score
from stimulus_fund.models.decision import Decision, InKind
from stimulus_fund.models.dispute import Dispute
from stimulus_fund.models.law import LegalNumber, Outage
from stimulus_fund.models.letter import Letter
from stimulus_fund.models.payment import Payment, PaymentFile, Reclaim
from stimulus_fund.models.pot import Entry, Pot
from stimulus_fund.models.report import Change, Report, Spending
from stimulus_fund.models.round import Ranked, Round
from stimulus_fund.models.scheme import Criterion, LetterText, RequiredFile, Ruleset, Scheme, Settling
from stimulus_fund.models.term import TermEvent
from stimulus_fund.models.vote import Ballot, Candidate, Vote, VotingCode

__all__ = [
    "Application",
    "ApplicationFile",
    "ApplicationSeries",
    "Assessment",
    "Ballot",
    "BudgetLine",
    "Candidate",
    "Change",
    "Criterion",
    "Decision",
    "Delivery",
    "Dispute",
    "Entry",
    "InKind",
    "Interest",
    "LegalNumber",
    "Letter",
    "LetterText",
    "Outage",
    "Payment",
    "PaymentFile",
    "Pot",
    "Ranked",
    "Reclaim",
    "Report",
    "RequiredFile",
    "Round",
    "Ruleset",
    "Scheme",
    "Score",
    "Settling",
    "Spending",
    "TermEvent",
    "Vote",
    "VotingCode",
]
