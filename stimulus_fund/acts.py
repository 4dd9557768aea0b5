"""Who may do what with an application in which state: one flat table. No database."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusal import Refusal
from stimulus_fund.enums import State
from stimulus_fund.permissions import Permission

UNDECIDED = State.undecided()
SENT = frozenset(State) - {State.DRAFT}
ANSWERABLE = frozenset({State.DECIDING, State.INCOMPLETE})  # an incomplete one may be left unhandled (Awb 4:5)
ANSWERED = frozenset({*State.awarded(), State.REJECTED, State.UNHANDLED, State.REVOKED})


class Act(TextChoices):
    """What colleagues do with an application, with the words of the button."""

    TAKE_ON = "take_on", _("Behandel deze aanvraag")
    FIND_COMPLETE = "find_complete", _("De aanvraag is volledig")
    ASK = "ask", _("Vraag om aanvulling")
    EXTEND = "extend", _("Verleng de beslistermijn")
    NOTE = "note", _("Leg iets vast over de termijn")
    DECLARE = "declare", _("Ik heb er een belang bij")
    ASSESS = "assess", _("Beoordeel")
    FINISH_ASSESSING = "finish_assessing", _("Sluit het beoordelen af")
    PREPARE = "prepare", _("Bereid het besluit voor")
    RENEW = "renew", _("Neem een nieuw besluit in plaats van dit")
    ANSWER_CHANGE = "answer_change", _("Beantwoord de wijziging")
    REOPEN = "reopen", _("Vraag het verslag aan te vullen")
    SETTLE = "settle", _("Stel de subsidie vast")
    REVOKE = "revoke", _("Trek de subsidie in")
    DISPUTE = "dispute", _("Behandel het bezwaar of de klacht")
    CHECK = "check", _("Kijk het besluit na")
    DECIDE = "decide", _("Neem het besluit")


@dataclass(frozen=True)
class Rule:
    """The permission word an act needs, and the states in which it can be done."""

    word: Permission
    states: frozenset[State]


RULES: dict[Act, Rule] = {
    Act.TAKE_ON: Rule(Permission.HANDLE, UNDECIDED),
    Act.FIND_COMPLETE: Rule(Permission.HANDLE, frozenset({State.SUBMITTED, State.INCOMPLETE})),
    Act.ASK: Rule(Permission.HANDLE, frozenset({State.SUBMITTED, State.ASSESSING})),
    Act.EXTEND: Rule(Permission.HANDLE, UNDECIDED),
    Act.NOTE: Rule(Permission.HANDLE, UNDECIDED),
    Act.DECLARE: Rule(Permission.SEE_FUND, SENT),
    Act.ASSESS: Rule(Permission.ASSESS, frozenset({State.ASSESSING})),
    Act.FINISH_ASSESSING: Rule(Permission.HANDLE, frozenset({State.ASSESSING})),
    Act.PREPARE: Rule(Permission.HANDLE, ANSWERABLE),
    Act.RENEW: Rule(Permission.HANDLE, frozenset({State.GRANTED, State.REJECTED})),
    Act.ANSWER_CHANGE: Rule(Permission.HANDLE, frozenset({State.GRANTED})),
    Act.REOPEN: Rule(Permission.HANDLE, frozenset({State.ACCOUNTED})),
    Act.SETTLE: Rule(Permission.HANDLE, frozenset({State.GRANTED, State.ACCOUNTED})),
    Act.REVOKE: Rule(Permission.HANDLE, State.awarded()),
    Act.DISPUTE: Rule(Permission.HANDLE, SENT),
    Act.CHECK: Rule(Permission.HANDLE, ANSWERABLE | ANSWERED),
    Act.DECIDE: Rule(Permission.DECIDE, ANSWERABLE | ANSWERED),
}


class NotAllowed(Refusal):
    """This person may not do this, or not now."""


def require(act: Act, state: str, scopes: frozenset[str], by: User) -> None:
    """Raise NotAllowed when the role of `by` or the state of the application does not allow the act."""
    rule = RULES[act]
    if not by.scopes(rule.word) & {"", *scopes}:
        raise NotAllowed(_("U mag dit niet doen: uw rol geeft u dat recht niet."))
    if State(state) not in rule.states:
        raise NotAllowed(_("Dat kan niet: de aanvraag staat op “%(state)s”.") % {"state": State(state).label})


def possible(state: str, scopes: frozenset[str], by: User) -> list[Act]:
    """The acts the role of `by` and the state allow, in the order of the work."""
    return [act for act, rule in RULES.items() if State(state) in rule.states and by.scopes(rule.word) & {"", *scopes}]
