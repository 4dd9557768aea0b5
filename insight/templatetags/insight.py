"""Ways from pages of lower storeys to what was learnt."""

from typing import Any

from django import template
from django.template.context import Context

from initiatives.permissions import Permission as Cases
from insight.permissions import Permission

register = template.Library()


@register.inclusion_tag("insight/links.html", takes_context=True)
def insight_links(context: Context) -> dict[str, Any]:
    """Links at the werkplek, to what this reader may see."""
    user = context["request"].user
    return {
        "may_see_capacity": user.has_perm(Permission.SEE_CAPACITY),
        "may_see_blind_spots": user.has_perm(Permission.SEE_BLIND_SPOTS),
        "may_register": user.has_perm(Cases.REGISTER),
        "may_see_report": user.has_perm(Permission.SEE_REPORT),
    }
