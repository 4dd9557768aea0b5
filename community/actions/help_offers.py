"""Help for an initiative: offered by anyone, confirmed in a mailbox, answered through the portal."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.enums.following import OfferState, Reach
from community.lifecycle.following import require_offer
from community.models import HelpOffer
from community.notices import help_offers as notices
from community.queries.help_offers import welcomes_help
from core import audit, limits, outbox
from core.refusal import Refusal
from initiatives.actions.registration import hash_secret
from initiatives.models import Initiative

LASTS = timedelta(hours=24)
HOUR = 3600
DAY = 24 * HOUR
OFFERS_AN_HOUR_FROM_ONE_PLACE = 10
OFFERS_A_DAY_OF_ONE_ADDRESS = 5
OFFERS_A_DAY_TO_ONE_INITIATIVE = 25


class OfferRefused(Refusal):
    """This link or this offer does nothing any more."""


def offer_help(
    *,
    initiative: Initiative,
    gift: str,
    what: str,
    available: str,
    name: str,
    email: str,
    phone: str,
    reach: str,
    language: str,
    asked_from: str,
    at: datetime,
    user: User | None = None,
    idempotency_key: str = "",
) -> HelpOffer:
    """Offer help. Of somebody logged in it reaches the initiator at once, of another after a press in their mailbox.

    The same key gives the same offer. Raises Refusal where nobody gets it, or after too many.
    """
    key = idempotency_key or token_urlsafe(32)
    if sent := HelpOffer.objects.filter(idempotency_key=key).first():
        return sent
    _require_measure(initiative, email, asked_from, at=at)
    with transaction.atomic():
        initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
        if not welcomes_help(initiative):
            raise Refusal(_("Bij dit initiatief kunt u nu geen hulp aanbieden."))
        given = {"gift": gift, "what": what, "available": available, "name": name, "email": email, "phone": phone}
        facts = {**given, "reach": reach, "language": language, "user": user, "offered_at": at}
        offer, is_new = HelpOffer.objects.get_or_create(
            idempotency_key=key, defaults={"initiative": initiative, **facts}
        )
        if is_new:
            audit.record(verb="help.offered", subject=offer, by=user, at=at, after={"gift": gift})
            offer = _send_on(offer, at=at)
    return offer


def _send_on(offer: HelpOffer, *, at: datetime) -> HelpOffer:
    """To the initiator, or first to the mailbox that has to say yes."""
    if offer.user and offer.user.email == offer.email:
        return reach_initiator(offer=offer, at=at)
    secret = token_urlsafe(32)
    offer.secret_hash, offer.expires_at = hash_secret(secret), at + LASTS
    offer.save(update_fields=["secret_hash", "expires_at"])
    outbox.enqueue(notices.confirm(offer, secret=secret, lasts=LASTS), at=at)
    return offer


def _require_measure(initiative: Initiative, email: str, asked_from: str, *, at: datetime) -> None:
    if not (
        limits.allow("help.client", asked_from, times=OFFERS_AN_HOUR_FROM_ONE_PLACE, seconds=HOUR, at=at)
        and limits.allow("help.from", email, times=OFFERS_A_DAY_OF_ONE_ADDRESS, seconds=DAY, at=at)
        and limits.allow("help.to", str(initiative.pk), times=OFFERS_A_DAY_TO_ONE_INITIATIVE, seconds=DAY, at=at)
    ):
        raise Refusal(_("Er is vandaag al veel hulp aangeboden. Probeer het morgen weer, of bel ons."))


def find_to_confirm(*, secret: str, at: datetime) -> HelpOffer:
    """The offer behind a mailed link, without changing anything. Raises OfferRefused."""
    offer = HelpOffer.objects.select_related("initiative").filter(secret_hash=hash_secret(secret)).first()
    if offer is None:
        raise OfferRefused(_("Deze link werkt niet meer."))
    if offer.expires_at and offer.expires_at <= at:
        if offer.confirmed_at:
            raise OfferRefused(_("U heeft dit al bevestigd. De weg naar uw aanbod staat in de e-mail daarna."))
        raise OfferRefused(_("Deze link is te oud. Bied uw hulp opnieuw aan, dan krijgt u een nieuwe."))
    return offer


@transaction.atomic
def confirm_offer(*, secret: str, at: datetime) -> HelpOffer:
    """The mailbox says yes: the initiator's side now reads the offer. Pressing twice is once. Raises OfferRefused."""
    offer = lock(find_to_confirm(secret=secret, at=at))
    if offer.confirmed_at is None:
        if not welcomes_help(offer.initiative):
            raise OfferRefused(_("Bij dit initiatief kunt u nu geen hulp meer aanbieden."))
        offer = reach_initiator(offer=offer, at=at)
    return offer


@transaction.atomic
def reach_initiator(*, offer: HelpOffer, at: datetime) -> HelpOffer:
    """An offer of which the mailbox is proved reaches the initiator's side. Raises IllegalTransition."""
    offer = lock(offer)
    require_offer(offer.state, OfferState.WAITING)
    offer.state, offer.confirmed_at = OfferState.WAITING, at
    offer.save(update_fields=["state", "confirmed_at"])
    audit.record(verb="help.confirmed", subject=offer, by=offer.user, at=at)
    outbox.enqueue(*notices.offered(offer), notices.received(offer), at=at)
    return offer


@transaction.atomic
def accept_offer(*, offer: HelpOffer, reply: str, shares: str, by: User, at: datetime) -> HelpOffer:
    """Say yes: each side reads how the other let itself be reached. Raises Refusal, IllegalTransition."""
    offer = lock(offer)
    if Reach(shares).by_phone and not by.phone:
        raise Refusal(_("Zet eerst uw telefoonnummer bij uw account, of kies een andere manier."), field="shares")
    _answer(offer, OfferState.ACCEPTED, reply=reply, by=by, at=at)
    offer.shares = shares
    offer.save()
    outbox.enqueue(notices.accepted(offer), notices.contact(offer, to=by), at=at)
    return offer


@transaction.atomic
def decline_offer(*, offer: HelpOffer, reply: str, by: User, at: datetime) -> HelpOffer:
    """Say no in kind words; no address goes anywhere. Raises Refusal, IllegalTransition."""
    offer = lock(offer)
    _answer(offer, OfferState.DECLINED, reply=reply, by=by, at=at)
    offer.save()
    outbox.enqueue(notices.declined(offer), at=at)
    return offer


def _answer(offer: HelpOffer, state: OfferState, *, reply: str, by: User, at: datetime) -> None:
    if not reply.strip():
        raise Refusal(_("Schrijf een paar woorden. De helper leest ze."), field="reply")
    require_offer(offer.state, state)
    offer.state, offer.reply, offer.answered_by, offer.answered_at = state, reply.strip(), by, at
    audit.record(verb=f"help.{state}", subject=offer, by=by, at=at)


@transaction.atomic
def withdraw_offer(*, offer: HelpOffer, at: datetime) -> HelpOffer:
    """The helper takes it back; whoever read it hears that. Twice is once. Raises IllegalTransition."""
    offer = lock(offer)
    if offer.state != OfferState.WITHDRAWN:
        reached = offer.confirmed_at is not None and offer.state != OfferState.TAKEN_DOWN
        require_offer(offer.state, OfferState.WITHDRAWN)
        offer.state, offer.withdrawn_at = OfferState.WITHDRAWN, at
        offer.save(update_fields=["state", "withdrawn_at"])
        audit.record(verb="help.withdrawn", subject=offer, by=None, at=at)
        outbox.enqueue(*(notices.withdrawn(offer) if reached else []), at=at)
    return offer


def lock(offer: HelpOffer) -> HelpOffer:
    """The offer as it stands now, locked until the transaction ends, after its initiative."""
    Initiative.objects.select_for_update().get(pk=offer.initiative_id)
    return HelpOffer.objects.select_for_update().get(pk=offer.pk)
