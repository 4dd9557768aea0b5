"""Panels of referrals for pages of lower storeys: each asks who reads, in a constant number of queries."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.context import Context

from accounts.models import User
from community.models import Referral
from community.queries.referral_access import referable_cases
from community.queries.referrals import of_case, waiting_for
from initiatives.models import Initiative
from initiatives.queries.members import is_own
from teams.queries.access import readable_cases

register = template.Library()


@register.inclusion_tag("community/shown/referrals.html", takes_context=True)
def referrals_of(context: Context, initiative: Initiative) -> dict[str, Any]:
    """The questions to hubs for the initiator's side alone, each with how it stands."""
    reader = context["request"].user
    may_read = isinstance(reader, User) and is_own(initiative, reader)
    return {"rows": of_case(initiative) if may_read else []}


@register.simple_tag(takes_context=True)
def referrals_waiting(context: Context, initiative: Initiative | None = None) -> Sequence[Referral]:
    """What hubs ask of the reader as initiator, of one initiative or of all. One query."""
    return waiting_for(context["request"].user, initiative)


@register.inclusion_tag("community/shown/asked.html")
def referral_lines(waiting: Sequence[Referral]) -> dict[str, Any]:
    """The same as lines, each with its button."""
    return {"waiting": waiting}


@register.inclusion_tag("community/shown/panel.html", takes_context=True)
def case_referrals(context: Context, initiative: Initiative, css: str = "stack", list_css: str = "") -> dict[str, Any]:
    """The questions to hubs for colleagues who may read the case, and the way to a new one for who works on it."""
    user: User = context["request"].user
    if not readable_cases(user).filter(pk=initiative.pk).exists():
        return {"allowed": False}
    return {
        "allowed": True,
        "initiative": initiative,
        "rows": of_case(initiative),
        "may_refer": referable_cases(user).filter(pk=initiative.pk).exists(),
        "css": css,
        "list_css": list_css,
    }
