"""Follow an initiative, a wijk or a theme: asked for by an address, confirmed in that mailbox, stopped in one press."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.models import Follow, Follower
from community.notices import following as notices
from community.queries.following import Subject, followed_by, place_of
from core import audit, limits, outbox
from core.refusal import Refusal
from initiatives.actions.registration import hash_secret

LASTS = timedelta(hours=24)
HOUR = 3600
DAY = 24 * HOUR
ASKED_AN_HOUR_FROM_ONE_PLACE = 30
ASKED_A_DAY_FOR_ONE_ADDRESS = 10
MOST_FOLLOWED = 200
NO_LONGER = _("Deze link werkt niet. Misschien bent u al gestopt met volgen.")


class TooOften(Refusal):
    """So many mails went to this address, or were asked for from this place, that it has to wait."""


class LinkRefused(Refusal):
    """This link does nothing any more."""


def ask_to_follow(*, subject: Subject, email: str, language: str, asked_from: str, at: datetime) -> None:
    """Mail this address a link that confirms; `asked_from` is the machine that asks.

    An address that follows it already gets a mail too, which says so: whoever asks sees no difference. Raises TooOften.
    """
    _require_measure(email, asked_from, at=at)
    with transaction.atomic():
        follow = _ask(subject, _follower(email, language, at=at), at=at)
        if follow.confirmed_at:
            outbox.enqueue(notices.follows_already(follow), at=at)
            return
        secret = token_urlsafe(32)
        follow.secret_hash, follow.expires_at = hash_secret(secret), at + LASTS
        follow.save(update_fields=["secret_hash", "expires_at"])
        audit.record(verb="follow.asked", subject=follow, by=None, at=at)
        outbox.enqueue(notices.confirm(follow, secret=secret, lasts=LASTS), at=at)


def _require_measure(email: str, asked_from: str, *, at: datetime) -> None:
    if not (
        limits.allow("follow.client", asked_from, times=ASKED_AN_HOUR_FROM_ONE_PLACE, seconds=HOUR, at=at)
        and limits.allow("follow.to", email, times=ASKED_A_DAY_FOR_ONE_ADDRESS, seconds=DAY, at=at)
    ):
        raise TooOften(_("Wij stuurden vandaag al vaak een e-mail. Probeer het morgen weer."), field="email")


def find_to_confirm(*, secret: str, at: datetime) -> Follow:
    """The follow behind a mailed link, without changing anything. Raises LinkRefused."""
    rows = Follow.objects.select_related("follower", "initiative", "wijk", "theme")
    follow = rows.filter(secret_hash=hash_secret(secret)).first()
    if follow is None:
        raise LinkRefused(NO_LONGER)
    if follow.expires_at and follow.expires_at <= at:
        if follow.confirmed_at:
            raise LinkRefused(_("U volgt dit al. In elke e-mail met nieuws staat hoe u kiest of stopt."))
        raise LinkRefused(_("Deze link is te oud. Vraag opnieuw om te volgen, dan krijgt u een nieuwe."))
    if follow.initiative and not follow.initiative.is_public:
        raise LinkRefused(_("Dit initiatief staat niet meer op de website."))
    return follow


@transaction.atomic
def confirm_follow(*, secret: str, at: datetime) -> Follow:
    """The mailbox says yes: from now on it gets the news. Pressing twice is once. Raises LinkRefused."""
    follow = find_to_confirm(secret=secret, at=at)
    follower = _lock(follow.follower)
    if follower is None or not follower.follows.filter(pk=follow.pk).exists():
        raise LinkRefused(NO_LONGER)  # stopped since the link was looked up
    confirmed = follower.follows.filter(pk=follow.pk, confirmed_at=None).update(confirmed_at=at)
    follow.refresh_from_db()
    if confirmed:
        audit.record(verb="follow.confirmed", subject=follow, by=None, at=at)
    return follow


@transaction.atomic
def follow_as(*, subject: Subject, by: User, at: datetime) -> Follow:
    """Follow with an account: the mailbox was proved by logging in. Pressing twice is once. Raises Refusal."""
    follower = _follower(by.email, by.language, at=at)
    if follower.user_id != by.pk:
        follower.user = by
        follower.save(update_fields=["user"])
    follow = _ask(subject, follower, at=at)
    if follow.confirmed_at is None:
        follow.confirmed_at = at
        follow.save(update_fields=["confirmed_at"])
        audit.record(verb="follow.confirmed", subject=follow, by=by, at=at)
    return follow


@transaction.atomic
def stop_following(*, follower: Follower, pk: int, at: datetime) -> None:
    """Follow one thing no more; one that is gone already is no mistake. Whoever follows nothing is forgotten."""
    standing = _lock(follower)
    follow = standing.follows.filter(pk=pk).first() if standing else None
    if standing and follow:
        audit.record(verb="follow.stopped", subject=follow, by=None, at=at)
        follow.delete()
        _forget_if_empty(standing)


@transaction.atomic
def stop_everything(*, follower: Follower, at: datetime) -> None:
    """No mail any more: all this address follows is gone, and so is the address."""
    found = _lock(follower)
    if found:
        audit.record(verb="follow.stopped_all", subject=found, by=None, at=at)
        found.delete()


@transaction.atomic
def choose_language(*, follower: Follower, language: str, at: datetime) -> None:
    """In which language the digest comes from now on; whoever stopped meanwhile gets none."""
    standing = _lock(follower)
    if standing:
        standing.language = language
        standing.save(update_fields=["language"])
        audit.record(verb="follow.language_chosen", subject=standing, by=None, at=at, after={"language": language})


def _follower(email: str, language: str, *, at: datetime) -> Follower:
    """The locked follower with this address, made when there is none. Two at once are one."""
    new = {"language": language, "made_at": at, "told_until": at}
    while True:
        made, _is_new = Follower.objects.get_or_create(email=email, defaults=new)
        if locked := _lock(made):  # None when that address stopped with everything in this very moment
            return locked


def _lock(follower: Follower) -> Follower | None:
    """The follower as it stands now, locked; None once it was forgotten."""
    return Follower.objects.select_for_update().filter(pk=follower.pk).first()


def _ask(subject: Subject, follower: Follower, *, at: datetime) -> Follow:
    """What this locked follower follows or is about to. Raises Refusal for more than anybody reads."""
    place = place_of(subject)
    follow = follower.follows.filter(**place).first()
    if follow:
        return follow
    if followed_by(follower).count() >= MOST_FOLLOWED:
        raise Refusal(_("U volgt al 200 dingen. Stop eerst met iets anders."))
    return follower.follows.create(asked_at=at, **place)


def _forget_if_empty(follower: Follower) -> None:
    if not follower.follows.exists():
        follower.delete()
