"""The sitemap: fixed public pages, hubs, what was learnt, and the public initiatives. Addresses come from the settings.

Written line by line: a template takes seconds for twenty thousand of them. A slug needs no escaping.
"""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from city.models import Goal
from community.models import Hub
from community.queries.agenda import latest_public_slugs
from community.queries.stories import story_slugs
from core.access import public
from core.kept_pages import kept_for_visitors
from core.links import absolute
from initiatives.models import Initiative
from insight.models import Edition
from teams.queries.programme import public_programmes

FIXED = (
    "home",
    "initiatives:gallery",
    "initiatives:map",
    "community:agenda",
    "initiatives:goals",
    "community:hubs",
    "community:stories",
    "figures",
    "council",
    "fund:home",
    "fund:register",
    "fund:outages",
    "learning:home",
    "accessibility",
    "privacy",
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
PLACE = "plek"
MOST = 49_000  # a sitemap holds at most 50,000 addresses (sitemaps.org)


@public
@kept_for_visitors
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """All addresses that search engines should know, the latest news first."""
    rows = Initiative.objects.public().order_by("-news_at", "-pk").values_list("slug", "news_at")[:MOST]
    before, after = absolute(reverse("initiatives:detail", args=[PLACE])).split(PLACE)
    learnt = [
        *(hub.get_absolute_url() for hub in Hub.objects.active().only("slug")),
        *(reverse("learning:programme", args=[slug]) for slug in public_programmes().values_list("slug", flat=True)),
        *(goal.get_absolute_url() for goal in Goal.objects.active().only("code")),
        *(edition.get_absolute_url() for edition in Edition.objects.published().only("slug")),
        *(reverse("community:event", args=[slug]) for slug in latest_public_slugs()),
        *(reverse("community:story", args=[slug]) for slug in story_slugs()),
    ]
    fixed = [*(reverse(name) for name in FIXED), *learnt]
    urls = [
        *(f"<url><loc>{escape(absolute(path))}</loc></url>" for path in fixed),
        *(f"<url><loc>{before}{slug}{after}</loc>{last_change(news_at)}</url>" for slug, news_at in rows),
    ]
    return HttpResponse("\n".join([HEAD, *urls, "</urlset>"]), content_type="application/xml")


def last_change(moment: datetime | None) -> str:
    """When a page last had news, if it had any."""
    return f"<lastmod>{moment:%Y-%m-%d}</lastmod>" if moment else ""
