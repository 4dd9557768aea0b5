"""What can be followed, and what somebody follows."""

from collections.abc import Callable

from django.db.models import QuerySet

from accounts.models import User
from city.models import Theme, Wijk
from community.enums.following import FollowKind
from community.models import Follow, Follower
from core.links import seal, unseal
from initiatives.models import Initiative

Subject = Initiative | Wijk | Theme
MANAGE, STOP = "follow.manage", "follow.stop"

FOLLOWABLE: dict[str, Callable[[], QuerySet]] = {
    FollowKind.INITIATIVE: Initiative.objects.public,
    FollowKind.WIJK: Wijk.objects.all,
    FollowKind.THEME: Theme.objects.all,
}
FIELD = {FollowKind.INITIATIVE: "initiative", FollowKind.WIJK: "wijk", FollowKind.THEME: "theme"}


def subject_of(kind: str, slug: str) -> Subject | None:
    """What stands at this address, if everyone may follow it."""
    rows = FOLLOWABLE.get(kind)
    found: Subject | None = rows().filter(slug=slug).first() if rows else None
    return found


def kind_of(subject: Subject) -> FollowKind:
    """What sort of thing it is."""
    if isinstance(subject, Initiative):
        return FollowKind.INITIATIVE
    return FollowKind.WIJK if isinstance(subject, Wijk) else FollowKind.THEME


def name_of(subject: Subject) -> str:
    """What people call it, in the language in force."""
    return str(subject.title if isinstance(subject, Initiative) else getattr(subject, "label", subject.name))


def place_of(subject: Subject) -> dict[str, Subject]:
    """The field of a follow in which it stands."""
    return {FIELD[kind_of(subject)]: subject}


def followed_by(follower: Follower) -> QuerySet[Follow]:
    """What an address follows and confirmed, the last first."""
    rows = follower.follows.confirmed().select_related("initiative", "wijk", "theme")
    return rows.order_by("-confirmed_at", "-pk")


def follower_of(user: User) -> Follower | None:
    """The follower with the address of this account: logging in proved that mailbox."""
    return Follower.objects.filter(email=user.email).first()


def own_follows(user: User) -> QuerySet[Follow]:
    """What somebody with an account follows."""
    rows = Follow.objects.confirmed().filter(follower__email=user.email)
    return rows.select_related("initiative", "wijk", "theme").order_by("-confirmed_at", "-pk")


def follow_of(user: User, subject: Subject) -> Follow | None:
    """The follow of this person for this thing, if there is one."""
    return own_follows(user).filter(**place_of(subject)).first()


def manage_token(follower: Follower) -> str:
    """What the link to the page of one's follows holds; it ends with the last of them."""
    return seal(MANAGE, follower.key.hex)


def stop_token(follower: Follower) -> str:
    """What the link that stops all mails holds; it shows nothing of what is followed."""
    return seal(STOP, follower.key.hex)


def follower_behind(purpose: str, token: str) -> Follower | None:
    """Whom a signed link of this purpose is of."""
    key = unseal(purpose, token)
    return Follower.objects.filter(key=key).first() if key else None
