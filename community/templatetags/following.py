"""Panels of taking part for pages of lower storeys. Each has its own check and a constant number of queries."""

from typing import Any

from django import template
from django.template.context import Context

from accounts.models import User
from community.enums.following import OfferState
from community.permissions import Permission
from community.queries import help_offers, moderation, news
from community.queries.following import follow_of
from initiatives.models import Initiative

register = template.Library()


def _reader(context: Context) -> User | None:
    user = context["request"].user
    return user if isinstance(user, User) else None


@register.inclusion_tag("community/shown/take_part.html", takes_context=True)
def take_part(context: Context, initiative: Initiative) -> dict[str, Any]:
    """Follow it (in one press when logged in), offer help, or report something. At most two queries."""
    user = _reader(context)
    return {
        "request": context["request"],
        "initiative": initiative,
        "reader": user,
        "found": follow_of(user, initiative) if user else None,
        "welcomes_help": help_offers.welcomes_help(initiative),
    }


@register.inclusion_tag("community/shown/news.html", takes_context=True)
def initiator_news(context: Context, initiative: Initiative) -> dict[str, Any]:
    """The latest news of the initiator, with the way to all of it. One query."""
    found = list(news.public_news(initiative)[: news.FIRST_SHOWN + 1])
    user = _reader(context)
    return {
        "initiative": initiative,
        "news": found[: news.FIRST_SHOWN],
        "has_more": len(found) > news.FIRST_SHOWN,
        "may_moderate": bool(user and user.has_perm(Permission.MODERATE)),
    }


@register.inclusion_tag("community/news/item.html")
def news_item(each: Any, *, level: int = 3, may_moderate: bool = False) -> dict[str, Any]:
    """One piece of news; `level` is that of its heading."""
    return {"each": each, "lang": news.language_mark(each), "level": level, "may_moderate": may_moderate}


@register.inclusion_tag("community/shown/own.html", takes_context=True)
def own_part(context: Context, initiative: Initiative) -> dict[str, Any]:
    """For the initiator's side: help that waits for an answer, news to write, what was taken down. Two queries."""
    user = _reader(context)
    states = help_offers.states_of(initiative, user) if user else []
    return {
        "initiative": initiative,
        "waiting": states.count(OfferState.WAITING),
        "has_offers": bool(states),
        "takedowns": list(moderation.own_takedowns(user).filter(initiative=initiative)[:5]) if user else [],
    }


@register.inclusion_tag("community/shown/moderation_link.html", takes_context=True)
def moderation_link(context: Context) -> dict[str, Any]:
    """The way from the werkplek to the queue, with how many wait, for moderators."""
    user = _reader(context)
    may_moderate = bool(user and user.has_perm(Permission.MODERATE))
    return {"may_moderate": may_moderate, "waiting": moderation.waiting_for_moderators() if may_moderate else 0}


@register.simple_tag
def due_tone(due_on: Any, today: Any) -> str:
    """How near a promised day is, as the tone of a tag."""
    return moderation.tone_of(due_on, today)
