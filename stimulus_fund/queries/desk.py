"""What colleagues see of applications: the list, and one with all that hangs on it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from stimulus_fund.acts import Act, possible
from stimulus_fund.clock import Clock
from stimulus_fund.enums import DecisionState, State
from stimulus_fund.models import Application, Decision, Letter, Scheme
from stimulus_fund.queries.deciding import open_decision
from stimulus_fund.queries.law import law
from stimulus_fund.queries.term import clock_of

PAGE = 25
FIRST = 10


@dataclass(frozen=True)
class Choice:
    """What part of the list somebody wants to see; None for all."""

    states: frozenset[State]
    scheme: Scheme | None = None
    officer: User | None = None


def applications(user: User, choice: Choice, page: int) -> list[Application]:
    """A page of the list and one more, what is due first on top. One query."""
    found = Application.objects.for_desk(user).filter(state__in=sorted(choice.states))
    if choice.scheme:
        found = found.filter(scheme=choice.scheme)
    if choice.officer:
        found = found.filter(officer=choice.officer)
    order = ["decide_by", "pk"] if choice.states <= State.undecided() else ["-pk"]
    first = (page - 1) * PAGE
    return list(found.select_related("initiative", "scheme", "officer").order_by(*order)[first : first + PAGE + 1])


def due_first(user: User) -> list[Application]:
    """The applications that wait for a decision longest, for a first page. One query."""
    return applications(user, Choice(State.undecided()), 1)[:FIRST]


def one(user: User) -> QuerySet[Application]:
    """Applications this person may open, as their page shows them."""
    decisions = Decision.objects.select_related("prepared_by", "checked_by", "taken_by").prefetch_related("in_kind")
    related = ("initiative__wijk", "scheme", "ruleset", "pot__wijk", "pot__stadsdeel", "pot__scheme", "officer", "goal")
    return (
        Application.objects.for_desk(user)
        .select_related(*related)
        .prefetch_related(Prefetch("decisions", decisions.order_by("-pk")), "letters")
    )


def acts_for(application: Application, user: User) -> list[Act]:
    """What this person can do with it now; nothing with an interest.

    Looking at a decision and taking it are there once there is one; a dispute and a change have places of their own.
    """
    if application.interests.filter(person=user).exists():
        return []
    at_hand = open_decision(application)
    stand = at_hand.state if at_hand else ""
    hidden = {Act.DISPUTE, Act.ANSWER_CHANGE}
    hidden |= {Act.CHECK} if stand != DecisionState.PREPARED else set()
    hidden |= {Act.DECIDE} if stand != DecisionState.CHECKED else set()
    hidden |= {Act.RENEW, Act.SETTLE, Act.REVOKE} if at_hand and at_hand.dispute_id else set()
    acts = possible(application.state, application.access_scopes(), user)
    return [act for act in acts if act not in hidden]


def clock_now(application: Application, today: date) -> Clock:
    """Its clock as it stands today. Two queries."""
    return clock_of(application, law(), today)


def letters_to_post(user: User) -> QuerySet[Letter]:
    """Letters on paper that nobody posted yet, the oldest first."""
    mine = Application.objects.for_desk(user)
    waiting = Letter.objects.filter(post="paper", posted_at=None, wiped_at=None, application__in=mine)
    return waiting.select_related("application__initiative").order_by("pk")
