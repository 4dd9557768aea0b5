"""The clock of a session, for the script that warns before it ends."""

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils import timezone

register = template.Library()


@register.inclusion_tag("accounts/session_clock.html", takes_context=True)
def session_clock(context: Context) -> dict[str, Any]:
    """How many seconds this session lasts when nothing more is done; nothing for who is not logged in."""
    request, user = context.get("request"), context.get("user")
    if request is None or user is None or not user.is_authenticated:
        return {"seconds": 0}
    idle = timezone.now().timestamp() - request.session.get("renewed_at", 0)
    seconds = settings.SESSION_COOKIE_AGE - int(min(idle, settings.SESSION_COOKIE_AGE))
    return {"seconds": seconds, "path": request.get_full_path(), "csrf_token": context.get("csrf_token")}
