"""Take something off the website with a reason; let its writer ask once to look again; let somebody else decide."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.queries import closed_days
from community.actions import help_offers
from community.actions import news as news_actions
from community.actions.flags import require_no_part
from community.enums.following import NewsState, OfferState, TakedownState
from community.lifecycle.following import require_news, require_offer, require_takedown
from community.models import Flag, HelpOffer, News, Takedown
from community.notices import moderation as notices
from core import audit, outbox
from core.calendar import add_working_days
from core.refusal import Refusal
from initiatives.actions import case, publication
from initiatives.models import Initiative


@transaction.atomic
def take_down_news(*, news: News, reason: str, by: User, at: datetime, flag: Flag | None = None) -> Takedown:
    """Nobody reads this news any more; its writers read why. Raises Refusal without a reason, IllegalTransition."""
    news = news_actions.lock(news)
    require_news(news.state, NewsState.TAKEN_DOWN)
    news.state = NewsState.TAKEN_DOWN
    news.save(update_fields=["state"])
    return _record(Takedown(initiative=news.initiative, news=news, flag=flag), reason, by=by, at=at)


@transaction.atomic
def take_down_offer(*, offer: HelpOffer, reason: str, by: User, at: datetime, flag: Flag | None = None) -> Takedown:
    """The initiator's side reads this offer no more; the helper reads why. Raises Refusal, IllegalTransition."""
    offer = help_offers.lock(offer)
    require_offer(offer.state, OfferState.TAKEN_DOWN)
    offer.state = OfferState.TAKEN_DOWN
    offer.save(update_fields=["state"])
    return _record(Takedown(initiative=offer.initiative, offer=offer, flag=flag), reason, by=by, at=at)


@transaction.atomic
def take_down_page(
    *, initiative: Initiative, reason: str, by: User, at: datetime, flag: Flag | None = None
) -> Takedown:
    """The whole page leaves the website; the initiator's side reads why. Raises Refusal without a reason."""
    initiative = publication.unpublish(initiative=initiative, reason=reason, by=by, at=at, tell=False)
    return _record(Takedown(initiative=initiative, flag=flag), reason, by=by, at=at)


def _record(takedown: Takedown, reason: str, *, by: User, at: datetime) -> Takedown:
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom u dit weghaalt. De schrijver leest het."), field="reason")
    _require_no_interest(takedown, by)
    takedown.reason, takedown.taken_by, takedown.taken_at = reason.strip(), by, at
    takedown.save()
    audit.record(verb="takedown.made", subject=takedown, by=by, at=at, after=_about(takedown))
    outbox.enqueue(*notices.taken_down(takedown), at=at)
    return takedown


@transaction.atomic
def appeal(*, takedown: Takedown, word: str, by: User | None, at: datetime) -> Takedown:
    """The writer asks, once, that somebody else looks again. Raises Refusal without a word, IllegalTransition."""
    takedown = lock(takedown)
    require_takedown(takedown.state, TakedownState.APPEALED)
    if not word.strip():
        raise Refusal(_("Schrijf op waarom wij er opnieuw naar moeten kijken."), field="word")
    takedown.state, takedown.appeal, takedown.appealed_at = TakedownState.APPEALED, word.strip(), at
    takedown.due_on = add_working_days(localdate(at), settings.APPEAL_ANSWER_DAYS, closed_days())
    takedown.save()
    audit.record(verb="takedown.appealed", subject=takedown, by=by, at=at)
    outbox.enqueue(*notices.appealed(takedown), at=at)
    return takedown


@transaction.atomic
def decide(*, takedown: Takedown, puts_back: bool, reason: str, by: User, at: datetime) -> Takedown:
    """Somebody else than who took it down says with a reason whether it stays away or comes back.

    Raises Refusal for that same person, for who wrote it or is on the initiator's side, and without a reason;
    IllegalTransition.
    """
    takedown = lock(takedown)
    state = TakedownState.REVERSED if puts_back else TakedownState.UPHELD
    require_takedown(takedown.state, state)
    if takedown.taken_by_id == by.pk:
        raise Refusal(_("U haalde dit zelf weg. Een collega moet besluiten."))
    _require_no_interest(takedown, by)
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom. De schrijver leest het."), field="reason")
    takedown.state, takedown.decision = state, reason.strip()
    takedown.decided_by, takedown.decided_at = by, at
    takedown.save()
    if puts_back:
        _put_back(takedown, by=by, at=at)
    audit.record(verb=f"takedown.{state}", subject=takedown, by=by, at=at, after=_about(takedown))
    outbox.enqueue(*notices.decided(takedown), at=at)
    return takedown


def _put_back(takedown: Takedown, *, by: User, at: datetime) -> None:
    """Everyone reads it again, as before; a page only while its initiator still agrees."""
    if takedown.news:
        news = news_actions.lock(takedown.news)
        require_news(news.state, NewsState.SHOWN)
        news.state = NewsState.SHOWN
        news.save(update_fields=["state"])
    elif takedown.offer:
        offer = help_offers.lock(takedown.offer)
        require_offer(offer.state, OfferState.WAITING)
        offer.state = OfferState.WAITING
        offer.save(update_fields=["state"])
    elif takedown.initiative.published_at is None:
        publication.publish(initiative=takedown.initiative, by=by, at=at, tell=False)


def lock(takedown: Takedown) -> Takedown:
    """The removal as it stands now, locked until the transaction ends, after its initiative."""
    case.lock(takedown.initiative)
    return Takedown.objects.select_for_update().get(pk=takedown.pk)


def _require_no_interest(takedown: Takedown, by: User) -> None:
    require_no_part(takedown.initiative, by)
    writers = {
        takedown.news.written_by_id if takedown.news else None,
        takedown.offer.user_id if takedown.offer else None,
    }
    if by.pk in writers:  # also who wrote it and left since
        raise Refusal(_("U schreef dit zelf. Laat een collega dit doen."))


def _about(takedown: Takedown) -> dict[str, object]:
    return {"news": takedown.news_id, "offer": takedown.offer_id}
