"""News of an initiator: written, corrected and taken back on the initiator's side; everyone reads it at once."""

from datetime import datetime, timedelta
from functools import partial
from secrets import token_urlsafe

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.enums.following import NewsState
from community.lifecycle.following import require_news
from community.models import News
from core import audit, files
from core.refusal import Conflict, Refusal
from initiatives.actions import case
from initiatives.models import Initiative

MOST_A_DAY = 5
DAY = timedelta(days=1)


@transaction.atomic
def write_news(
    *,
    initiative: Initiative,
    title: str,
    text: str,
    language: str,
    by: User,
    at: datetime,
    upload: files.Upload | None = None,
    description: str = "",
    idempotency_key: str = "",
) -> News:
    """Tell everyone something about a public initiative. The same key gives the same news, so that a double click is
    one. Raises Refusal when the page is not public, or after five in a day.
    """
    initiative = case.lock(initiative)
    if idempotency_key and (written := initiative.news.filter(idempotency_key=idempotency_key).first()):
        return written
    if not initiative.is_public:
        raise Refusal(_("Uw initiatief staat niet op de website. Dan kan niemand dit lezen."))
    if initiative.news.filter(written_at__gt=at - DAY).count() >= MOST_A_DAY:
        raise Refusal(_("U schreef vandaag al vijf berichten. Morgen kan het weer."))
    news = News(initiative=initiative, title=title, text=text, language=language, written_by=by, written_at=at)
    news.idempotency_key = idempotency_key or None
    if upload:
        _put_photo(news, upload, description)
    news.save()
    initiative.news_at = at
    case.save(initiative, at=at)
    audit.record(verb="news.written", subject=news, by=by, at=at)
    return news


@transaction.atomic
def change_news(
    *,
    news: News,
    version: int,
    title: str,
    text: str,
    by: User,
    at: datetime,
    upload: files.Upload | None = None,
    drops_photo: bool = False,
    description: str = "",
) -> News:
    """Correct news; everyone sees that and when it was changed. Raises Conflict when somebody saved since, Refusal once
    it was taken back or away.
    """
    news = lock(news)
    if news.state != NewsState.SHOWN:
        raise Refusal(_("Dit bericht staat niet meer op de website. U kunt het niet aanpassen."))
    if news.version != version:
        theirs = {"title": news.title, "text": news.text, "description": news.description, "version": news.version}
        raise Conflict(_("Iemand anders heeft dit bericht intussen aangepast. Hieronder ziet u beide."), theirs)
    news.title, news.text, news.changed_at, news.version = title, text, at, version + 1
    if upload or drops_photo:
        drop_photo(news)
    if upload:
        _put_photo(news, upload, description)
    elif news.photo:
        news.description = description
    news.save()
    audit.record(verb="news.changed", subject=news, by=by, at=at)
    return news


@transaction.atomic
def withdraw_news(*, news: News, by: User, at: datetime) -> News:
    """Take news back: nobody reads it any more, and its photo is deleted. Twice is once. Raises IllegalTransition."""
    news = lock(news)
    if news.state != NewsState.WITHDRAWN:
        require_news(news.state, NewsState.WITHDRAWN)
        news.state, news.withdrawn_at = NewsState.WITHDRAWN, at
        drop_photo(news)
        news.save()
        audit.record(verb="news.withdrawn", subject=news, by=by, at=at)
    return news


def lock(news: News) -> News:
    """The news as it stands now, locked until the transaction ends, after its initiative."""
    case.lock(Initiative(pk=news.initiative_id))
    return News.objects.select_for_update().get(pk=news.pk)


def drop_photo(news: News) -> None:
    """Take the photo off, and delete its files once it is certain that the transaction stands; the caller saves."""
    for file in (news.photo, news.thumbnail):
        if file.name:
            transaction.on_commit(partial(file.storage.delete, file.name))
    news.photo, news.thumbnail, news.token, news.description = "", "", None, ""
    news.width = news.height = None


def _put_photo(news: News, upload: files.Upload, description: str) -> None:
    stored = files.store(upload)
    news.photo, news.thumbnail, news.token = stored.file, stored.thumbnail, token_urlsafe(32)
    news.width, news.height, news.description = stored.width, stored.height, description
