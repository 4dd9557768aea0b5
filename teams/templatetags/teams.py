"""Panels of EP-teams for pages of lower storeys. Each has its own permission check and a constant number of queries."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template.context import Context
from django.utils.timezone import localdate

from accounts.models import User
from initiatives.models import Initiative
from initiatives.queries.members import is_own
from teams import hours
from teams.forms.team import InviteForm
from teams.permissions import Permission
from teams.queries import shown
from teams.queries.access import readable_cases
from teams.queries.asked import Asked, asked_of
from teams.queries.case import open_points, sessions_of, standing_of, team_lines
from teams.queries.planned import shared_plans
from teams.queries.room import room_of, rooms_of
from teams.room import Room

register = template.Library()

register.filter("duration", hours.in_words)
register.filter("decimal_hours", hours.in_hours)
register.filter("quarter_hours", hours.in_quarters)


@register.inclusion_tag("teams/shown/sessions.html", takes_context=True)
def shared_sessions(context: Context, initiative: Initiative) -> dict[str, Any]:
    """Sessions to come and what was agreed in those that were shared; the initiator's side is asked if it is right."""
    reader = context["request"].user
    answers_asked = isinstance(reader, User) and is_own(initiative, reader)
    may_read = answers_asked or _may_read(reader, initiative)
    return {
        "plans": shared_plans(initiative) if may_read else [],
        "sessions": shown.shared_sessions(initiative) if may_read else [],
        "answers_asked": answers_asked,
    }


@register.simple_tag(takes_context=True)
def asked_here(context: Context, initiative: Initiative | None = None) -> Asked:
    """What talks and programmes ask of the reader, as initiator: of one initiative, or of all. Four queries."""
    return asked_of(context["request"].user, initiative)


@register.inclusion_tag("teams/shown/asked.html")
def asked_lines(asked: Asked) -> dict[str, Any]:
    """The same as lines, each with its button."""
    return {"asked": asked}


@register.inclusion_tag("teams/shown/points.html", takes_context=True)
def shared_action_points(context: Context, initiative: Initiative) -> dict[str, Any]:
    """Who does what before when, with a button at the initiator's own points."""
    reader = context["request"].user
    points = shown.shared_points(initiative, reader) if _may_read(reader, initiative) else []
    return {"points": points}


@register.inclusion_tag("teams/shown/disciplines.html")
def team_disciplines(initiative: Initiative) -> dict[str, Any]:
    """Which departments think along, for everyone."""
    return {"departments": shown.disciplines(initiative)}


@register.inclusion_tag("teams/shown/guide.html")
def guide_card(initiative: Initiative) -> dict[str, Any]:
    """The guide with photo and telephone, and who replaces them; for the initiator's own page."""
    return {"card": shown.guide_card(initiative, today=localdate())}


@register.inclusion_tag("teams/shown/panel.html", takes_context=True)
def case_team_panel(context: Context, initiative: Initiative) -> dict[str, Any]:
    """The whole team for the desk: members, invitation, sessions, hours, action points."""
    user: User = context["request"].user
    if not readable_cases(user).filter(pk=initiative.pk).exists():
        return {"allowed": False}
    standing = standing_of(user, initiative)
    may_ask = standing.may_invite and initiative.owner_id
    return {
        "allowed": True,
        "initiative": initiative,
        "standing": standing,
        "team": team_lines(initiative, today=localdate()),
        "sessions": sessions_of(initiative),
        "room": room_of(initiative, today=localdate()),
        "totals": shown.hours_totals(initiative),
        "points": open_points(initiative),
        "invite_form": InviteForm(initiative=initiative, auto_id="invite_%s") if may_ask else None,
    }


@register.simple_tag(takes_context=True)
def rooms_of_rows(context: Context, rows: Iterable[Any]) -> dict[int, Room]:
    """The hours spent and left of the cases in a list of the desk, by key, for who works with teams. Three queries."""
    user: User = context["request"].user
    cases = [row.initiative for row in rows]
    return rooms_of(cases, today=localdate()) if cases and user.has_perm(Permission.WORK) else {}


@register.inclusion_tag("teams/shown/room.html")
def room_in_row(rooms: dict[int, Room], initiative: Initiative) -> dict[str, Any]:
    """How much of its hours an initiative used; nothing while there is nothing to tell."""
    return {"room": rooms.get(initiative.pk)}


def _may_read(reader: User | AnonymousUser, initiative: Initiative) -> bool:
    if isinstance(reader, AnonymousUser):
        return False
    return is_own(initiative, reader) or readable_cases(reader).filter(pk=initiative.pk).exists()
