"""Ways from the werkplek to the screens of the city."""

from typing import Any

from django import template
from django.template.context import Context

from community.permissions import Permission
from teams.permissions import Permission as Teams

register = template.Library()


@register.inclusion_tag("community/workplace/links.html", takes_context=True)
def city_links(context: Context) -> dict[str, Any]:
    """The agenda, the hubs and the stories, each for who may enter there."""
    user = context["request"].user
    works = user.has_perm(Teams.WORK)
    return {
        "sees_agenda": works or user.has_perm(Permission.RUN_EVENTS),
        "sees_hubs": user.has_perm(Permission.REFER) or user.has_perm(Permission.KEEP_HUBS),
        "may_write": works or user.has_perm(Permission.EDIT_STORIES),
    }
