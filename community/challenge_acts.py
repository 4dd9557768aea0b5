"""Who may do what with a challenge in which state: one flat table. No database."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.enums.challenge import ChallengeState as State
from community.permissions import Permission
from core.refusal import Refusal

ASSESSOR, DECIDER = Permission.ASSESS_CHALLENGES, Permission.DECIDE_CHALLENGES
UNDECIDED = State.undecided()


class Act(TextChoices):
    """What colleagues do with a challenge; the value is its address, the label the words of the button."""

    TAKE_UP = "oppakken", _("Neem deze uitdaging op u")
    ASK = "aanvulling", _("Vraag om een aanvulling")
    GO_ON = "verder", _("Ga verder zonder aanvulling")
    ASK_VIEW = "vragen", _("Vraag wie de taak nu doet")
    ADVISE = "beoordelen", _("Beoordeel de uitdaging")
    EXTEND = "langer", _("Neem langer de tijd")
    DECIDE = "beslissen", _("Beslis")
    CORRECT = "opnieuw", _("Neem een nieuwe beslissing in plaats van deze")
    PROPOSE = "afspraak", _("Stel een afspraak voor")
    REVIEW = "terugkijken", _("Kijk terug")
    END = "stoppen", _("Laat de afspraak eerder stoppen")
    EVALUATE = "evaluatie", _("Schrijf de evaluatie")
    DECLARE = "belang", _("Ik heb er een belang bij")


@dataclass(frozen=True)
class Rule:
    """The permission words of which one suffices, and the states in which an act can be done."""

    words: tuple[Permission, ...]
    states: frozenset[State]


RULES: dict[Act, Rule] = {
    Act.TAKE_UP: Rule((ASSESSOR,), frozenset({State.SUBMITTED, State.ASSESSING})),
    Act.ASK: Rule((ASSESSOR,), frozenset({State.SUBMITTED})),
    Act.GO_ON: Rule((ASSESSOR,), frozenset({State.INCOMPLETE})),
    Act.ASK_VIEW: Rule((ASSESSOR,), frozenset({State.SUBMITTED, State.INCOMPLETE, State.ASSESSING})),
    Act.ADVISE: Rule((ASSESSOR,), frozenset({State.ASSESSING})),
    Act.EXTEND: Rule((ASSESSOR, DECIDER), UNDECIDED),
    Act.DECIDE: Rule((DECIDER,), frozenset({State.ADVISED})),
    Act.CORRECT: Rule((DECIDER,), frozenset({State.DECIDED})),
    Act.PROPOSE: Rule((ASSESSOR,), frozenset({State.DECIDED})),
    Act.REVIEW: Rule((ASSESSOR,), frozenset({State.RUNNING})),
    Act.END: Rule((ASSESSOR,), frozenset({State.AGREED, State.RUNNING})),
    Act.EVALUATE: Rule((ASSESSOR,), frozenset({State.RUNNING, State.ENDED})),
    Act.DECLARE: Rule((ASSESSOR, DECIDER), UNDECIDED),
}


class NotAllowed(Refusal):
    """This colleague may not do this with this challenge, or not now."""


def allows(act: Act, state: str, user: User) -> bool:
    """True when this person holds a word for the act and the challenge stands where it can be done."""
    rule = RULES[act]
    return State(state) in rule.states and any(user.has_perm(word) for word in rule.words)


def require(act: Act, state: str, user: User) -> None:
    """Raise NotAllowed with the reason when `allows` is False."""
    rule = RULES[act]
    if not any(user.has_perm(word) for word in rule.words):
        raise NotAllowed(_("Dit hoort niet bij uw rol."))
    if State(state) not in rule.states:
        raise NotAllowed(_("Dat kan niet: de uitdaging staat op “%(state)s”.") % {"state": State(state).label})
