"""What the pages of colleagues share: which application, and what its page shows beside a form."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from stimulus_fund.acts import RULES, Act
from stimulus_fund.models import Application
from stimulus_fund.queries import desk as queries
from stimulus_fund.queries.deciding import money_of
from stimulus_fund.queries.own import tone_of
from stimulus_fund.told import sentences
from stimulus_fund.views.own import PersonRequest


def desk_application(request: PersonRequest, pk: int) -> Application:
    """A sent application of a scheme this person works in; else 404."""
    return get_object_or_404(queries.one(request.user), pk=pk)


def application_for(request: PersonRequest, pk: int, act: Act) -> Application:
    """The same, for who holds the word of an act in this scheme; else 403. The action itself judges the state."""
    found = desk_application(request, pk)
    if not request.user.scopes(RULES[act].word) & {"", *found.access_scopes()}:
        raise PermissionDenied
    return found


def shown(application: Application, today: date) -> dict[str, Any]:
    """The head of every page about an application: state, clock and what is left in the pot."""
    clock = queries.clock_now(application, today)
    return {
        "application": application,
        "tone": tone_of(application),
        "clock": clock,
        "told": sentences(clock),
        "money": money_of(application.pot) if application.pot else None,
    }
