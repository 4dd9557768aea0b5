"""The panel of the agenda for the page of an initiative."""

from typing import Any

from django import template
from django.utils import timezone

from community.queries.agenda import of_initiative
from initiatives.models import Initiative

register = template.Library()


@register.inclusion_tag("community/shown/events.html")
def events_of(initiative: Initiative) -> dict[str, Any]:
    """The public events an initiative is linked to: what comes, and what was lately. One query."""
    coming, earlier = of_initiative(initiative, timezone.now())
    return {"coming": coming, "earlier": earlier}
