"""Panels of the right to challenge for pages of lower storeys."""

from typing import Any

from django import template
from django.template.context import Context

from accounts.models import User
from community.models import Challenge
from community.permissions import Permission
from community.queries import challenge_own, desk_challenges
from initiatives.models import Initiative
from initiatives.queries.members import is_own

register = template.Library()
MOST_SHOWN = 10


@register.inclusion_tag("community/challenge/panel.html", takes_context=True)
def challenges_of(context: Context, initiative: Initiative) -> dict[str, Any]:
    """The challenges of an initiative and the way to a new one, for its initiator's side alone."""
    reader = context["request"].user
    if not isinstance(reader, User):
        return {"rows": [], "can_begin": False, "initiative": initiative}
    rows = [(row, challenge_own.tone_of(row)) for row in challenge_own.own(reader).filter(initiative=initiative)]
    return {"rows": rows, "can_begin": initiative.is_open and is_own(initiative, reader), "initiative": initiative}


@register.inclusion_tag("community/challenge/public_panel.html")
def public_challenges_of(initiative: Initiative) -> dict[str, Any]:
    """The challenges of an initiative that everyone may read. One query."""
    rows = Challenge.objects.public().filter(initiative=initiative).order_by("-received_at", "-pk")
    return {"rows": [(row, challenge_own.tone_of(row)) for row in rows[:MOST_SHOWN]]}


@register.inclusion_tag("community/desk/links.html", takes_context=True)
def challenge_links(context: Context) -> dict[str, Any]:
    """The way from the werkplek to challenges: for who assesses or decides, or who is asked for a view. One query."""
    user = context["request"].user
    works = user.has_perm(Permission.ASSESS_CHALLENGES) or user.has_perm(Permission.DECIDE_CHALLENGES)
    return {"sees_challenges": works, "asked": list(desk_challenges.asked_views(user)[:10])}
