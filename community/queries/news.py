"""News of initiators: what everyone may read, and what its writers see."""

from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language

from accounts.models import User
from community.models import News, Takedown
from core.markdown import plain
from initiatives.models import Initiative
from initiatives.queries.told import Told

FIRST_SHOWN = 3
IN_FEED = 30


def public_news(initiative: Initiative) -> QuerySet[News]:
    """What everyone may read of this initiative, the latest first."""
    return News.objects.public().filter(initiative=initiative).select_related("initiative")


def own_news(user: User) -> QuerySet[News]:
    """News of the initiatives on whose side this person is, with why it was taken down, the latest first."""
    takedowns = Prefetch("takedowns", Takedown.objects.order_by("-pk"))
    rows = News.objects.filter(initiative__in=Initiative.objects.of_initiator(user))
    return rows.select_related("initiative", "written_by").prefetch_related(takedowns)


def language_mark(news: News) -> str:
    """The language of the text, when it is another than that of the page."""
    return "" if news.language == get_language() else news.language


def told_in_feed(initiative: Initiative) -> Iterator[Told]:
    """News as entries of the initiative's feed (`settings.FEED_SOURCES`)."""
    for each in public_news(initiative)[:IN_FEED]:
        url = each.get_absolute_url()
        yield Told(key=url, title=each.title, url=url, text=plain(each.text), at=each.written_at)
