"""The sitemap: the fixed public pages and the public initiatives. Addresses come from the settings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.access import public
from core.links import absolute
from initiatives.models import Initiative

FIXED = ("home", "initiatives:gallery", "initiatives:map", "figures", "accessibility", "privacy")
MOST = 49_000  # a sitemap holds at most 50,000 addresses (sitemaps.org)


@public
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """All addresses that search engines should know, the latest news first."""
    rows = Initiative.objects.public().order_by("-news_at", "-pk").values_list("slug", "news_at")[:MOST]
    context = {
        "fixed": [absolute(reverse(name)) for name in FIXED],
        "initiatives": [(absolute(reverse("initiatives:detail", args=[slug])), news_at) for slug, news_at in rows],
    }
    return render(request, "pages/sitemap.xml", context, content_type="application/xml")
