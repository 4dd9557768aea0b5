"""What the steps of a referral have in common: lock it, enter a state, mail the hub with a fresh link."""

from datetime import date, datetime, time, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.db.models import Max
from django.urls import reverse
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.enums.hubs import ReferralState
from community.lifecycle import referral as lifecycle
from community.models import Hub, Referral
from community.notices import hubs as notices
from community.queries.referral_terms import days_from
from community.records import Contact
from core import outbox
from core.links import absolute
from core.refusal import Refusal
from initiatives.actions import case
from initiatives.enums import Audience

SECRET_BYTES = 32  # 256 bits


def lock(referral: Referral) -> Referral:
    """The referral as it stands now, with its case, locked until the transaction ends: the case first."""
    initiative = case.lock(referral.initiative)
    fresh = Referral.objects.select_for_update().get(pk=referral.pk)
    fresh.initiative = initiative
    return fresh


def enter(referral: Referral, state: ReferralState) -> None:
    """Move a locked referral to a state; raises IllegalTransition. The caller saves."""
    lifecycle.require(referral.state, state)
    referral.state = state


def require_askable(hub: Hub) -> None:
    """Raise Refusal for a hub that is out of use, or of which nobody knows the mailbox."""
    if not hub.is_askable:
        raise Refusal(_("Dit knooppunt neemt nu geen vragen aan via deze site."), field="hub")


def tell_story(referral: Referral, event: str, *, by: User | None, at: datetime) -> None:
    """A sentence in the case for both sides; never a public one."""
    hub = referral.hub.name
    case.story(referral.initiative, event=event, audience=Audience.INITIATOR, at=at, by=by, hub=hub)


def contact_of(referral: Referral) -> Contact:
    """What the initiator let go along; nothing of who left the initiator's side since."""
    members = referral.initiative.members.filter(user=referral.consented_by_id, left_at=None)
    if not members.exists():
        return Contact()
    return Contact(name=referral.shared_name, email=referral.shared_email, phone=referral.shared_phone)


def send(referral: Referral, *, added: str = "", at: datetime) -> None:
    """Mail the question to the hub, with a link that serves once; the clock of reminding begins. The caller saves.

    Raises Refusal when the hub cannot be asked any more.
    """
    require_askable(referral.hub)
    days = days_from(localdate(at))
    enter(referral, ReferralState.SENT)
    referral.sent_at = referral.sent_at or at
    referral.remind_on, referral.reminded_at = days.remind_on, None
    referral.tell_on, referral.told_at = days.tell_on, None
    link = new_link(referral, expires_at=end_of(days.until), at=at)
    mail = notices.to_hub(referral, contact=contact_of(referral), link=link, until=days.until, added=added)
    outbox.enqueue(mail, at=at)


def end_of(day: date) -> datetime:
    """Midnight after a day, in Zwolle."""
    return make_aware(datetime.combine(day, time.min) + timedelta(days=1))


def new_link(referral: Referral, *, expires_at: datetime, at: datetime) -> str:
    """A link to the reply form; its secret is kept nowhere but in the mail."""
    secret = token_urlsafe(SECRET_BYTES)
    referral.links.create(secret_hash=hash_secret(secret), sent_at=at, expires_at=expires_at)
    return absolute(reverse("community:hub_reply", args=[secret]))


def hash_secret(secret: str) -> str:
    """What is kept of the secret of a link."""
    return sha256(secret.encode()).hexdigest()


def last_moment(referral: Referral) -> datetime | None:
    """When the last link stops working."""
    moment: datetime | None = referral.links.aggregate(last=Max("expires_at"))["last"]
    return moment
