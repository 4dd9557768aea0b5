"""Panels of stories for pages of lower storeys. Each has its own permission check and a constant number of queries."""

from typing import Any

from django import template
from django.template.context import Context

from accounts.models import User
from community.queries import stories as queries
from community.queries.story_access import startable_cases
from community.queries.story_pages import parts_of, story_lines
from initiatives.models import Initiative
from initiatives.queries.members import is_own
from teams.models import Lesson

register = template.Library()


@register.inclusion_tag("community/shown/of_initiative.html")
def stories_of(initiative: Initiative) -> dict[str, Any]:
    """The published stories of an initiative, for everyone. One query."""
    return {"cards": queries.of_initiative(initiative)}


@register.inclusion_tag("community/shown/own_stories.html", takes_context=True)
def own_stories(context: Context, initiative: Initiative) -> dict[str, Any]:
    """What the reader tells about an initiative, where they are asked something, and the way to a new story."""
    reader = context["request"].user
    if not isinstance(reader, User) or not _may_begin(reader, initiative):
        return {"allowed": False}
    return {
        "allowed": True,
        "initiative": initiative,
        "lines": story_lines(reader, "").filter(initiative=initiative),
        "parts": [part for part in parts_of(reader) if part.story.initiative_id == initiative.pk],
    }


@register.inclusion_tag("community/workplace/of_lesson.html")
def stories_of_lesson(lesson: Lesson) -> dict[str, Any]:
    """The published stories that tell of a lesson. One query."""
    return {"cards": queries.of_lesson(lesson)}


def _may_begin(reader: User, initiative: Initiative) -> bool:
    own = initiative.merged_into_id is None and is_own(initiative, reader)
    return own or startable_cases(reader).filter(pk=initiative.pk).exists()
