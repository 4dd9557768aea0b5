"""Statements and the small files that machines ask for."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import public
from core.links import absolute
from zwolle.context import our_portal

MONTHS_VALID = 6


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (Besluit digitale toegankelijkheid overheid)."""
    return render(request, "pages/accessibility.html")


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Which personal data the portal keeps, why, how long, and what people can ask."""
    return render(request, "pages/privacy.html")


@public
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116). Expires within a year: the first day of the month half a year on."""
    return text(
        "pages/security.txt", {"expires": expiry(timezone.now()).isoformat(), "address": absolute(request.path)}
    )


def expiry(now: datetime) -> datetime:
    """The first day of the month, half a year on, in UTC; it moves once a month."""
    months = now.year * 12 + now.month - 1 + MONTHS_VALID
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC)


@public
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """What crawlers may visit; a demonstration not at all."""
    return text("pages/robots.txt", {"sitemap": absolute(reverse("sitemap"))})


def text(template: str, context: dict[str, object]) -> HttpResponse:
    """A plain text file from a template."""
    body = render_to_string(template, {**context, "portal": our_portal(), "mail": settings.SECURITY_MAIL})
    return HttpResponse(body, content_type="text/plain; charset=utf-8")
