"""What taking part holds of a person, how that is forgotten, and what is deleted when its term is over."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.news import drop_photo
from community.models import Flag, Follow, Follower, HelpOffer, News, Takedown
from core import outbox
from core.models import OutgoingMail
from core.personal_data import Part, Section, section
from core.pseudonyms import signs
from initiatives.actions.erasure import cases_of, rewrite, signs_in
from initiatives.actions.expiry import MOST_CASES_A_NIGHT
from initiatives.models import Initiative

FOLLOWED = ("initiative", "wijk", "theme", "asked_at", "confirmed_at")
OFFERED = (
    *("initiative", "gift", "what", "available", "name", "email", "phone", "reach", "state"),
    *("offered_at", "reply", "answered_at", "withdrawn_at"),
)
WRITTEN = ("initiative", "title", "text", "description", "state", "written_at", "changed_at", "photo")
TOLD = ("reason", "taken_at", "appeal", "appealed_at", "decision", "decided_at")
MAILS = "community."  # mails to followers and helpers hang on no case of this person, by which they would be found


def collect(user: User, *, internal: bool, at: datetime) -> Iterable[Section]:
    """What somebody follows, offered, wrote and reported, and what was taken down of it."""
    yield section(_("Wat u volgt"), own_follows(user).order_by("pk"), *FOLLOWED)
    yield section(_("Hulp die u aanbood"), own_offers(user).order_by("pk"), *OFFERED)
    yield section(_("Berichten over uw initiatief"), own_news(user).order_by("pk"), *WRITTEN)
    yield section(_("Meldingen van u"), own_flags(user).order_by("pk"), "kind", "text", "email", "made_at", "answer")
    yield section(_("Wat wij weghaalden"), own_takedowns(user).order_by("pk"), *TOLD)


def own_follows(user: User) -> QuerySet[Follow]:
    """What the account, or its address, follows or asked to follow."""
    return Follow.objects.filter(Q(follower__user=user) | Q(follower__email=user.email))


def own_offers(user: User) -> QuerySet[HelpOffer]:
    """Help this person offered, logged in or not."""
    return HelpOffer.objects.filter(Q(user=user) | Q(email=user.email))


def own_news(user: User) -> QuerySet[News]:
    """News this person wrote."""
    return News.objects.filter(written_by=user)


def own_flags(user: User) -> QuerySet[Flag]:
    """Reports with the address of this person."""
    return Flag.objects.filter(email=user.email)


def own_takedowns(user: User) -> QuerySet[Takedown]:
    """What was taken down of this person's cases, words and offers."""
    cases = Initiative.objects.of_initiator(user).order_by().values("pk")
    theirs = Q(offer=None, initiative__in=cases) | Q(news__written_by=user) | Q(offer__in=own_offers(user))
    return Takedown.objects.filter(theirs)


def obstacles(user: User, on: date) -> Iterator[str]:
    """Nothing here keeps an account."""
    yield from ()


def stays(user: User, on: date) -> Iterator[str]:
    """Nothing with a name."""
    yield from ()


def erase(*, user: User, by: User | None, at: datetime) -> None:
    """Delete what this person follows, offered, wrote and reported, and take them out of what others wrote."""
    Follower.objects.filter(Q(user=user) | Q(email=user.email)).delete()
    own_offers(user).delete()
    delete_news(own_news(user))
    own_flags(user).delete()
    HelpOffer.objects.filter(answered_by=user).update(answered_by=None)
    cases = list(cases_of(user))
    for found in filter(None, [signs_in(case, user) for case in cases]):
        for rows in written_around(Initiative.objects.filter(pk__in=[case.pk for case in cases])):
            rewrite(rows, found)
    mails = OutgoingMail.objects.filter(kind__startswith=MAILS).exclude(text="")
    outbox.forget(mails.filter(to=user.email))
    own = signs(name=user.display_name, email=user.email, phone=user.phone)
    if own:
        rewrite(mails, own)


def written_around(cases: QuerySet[Initiative]) -> Iterator[QuerySet]:
    """All rows around these cases in which somebody can be named."""
    for model in (News, HelpOffer, Flag, Takedown):
        yield model._default_manager.filter(initiative__in=cases)


def needed(at: datetime) -> QuerySet:
    """Following keeps no account: it goes on by address until it is stopped."""
    return User.objects.none().values("pk")


# --- When a term is over --------------------------------------------------------------------------------------------
def delete_follows(follows: QuerySet[Follow], at: datetime) -> int:
    """Delete these follows, and addresses that follow nothing any more. Returns how many follows."""
    count = follows.count()
    follows.delete()
    Follower.objects.filter(follows=None).delete()
    return count


def delete_offers(offers: QuerySet[HelpOffer], at: datetime) -> int:
    """Delete offers that reached nobody. Returns how many."""
    count = offers.count()
    offers.delete()
    return count


def delete_flags(flags: QuerySet[Flag], at: datetime) -> int:
    """Delete reports; what was taken down because of them stays with its reason. Returns how many."""
    count = flags.count()
    flags.delete()
    return count


def delete_news(news: QuerySet[News]) -> None:
    """Delete news with its photos."""
    for each in news:
        drop_photo(each)
    news.delete()


def empty_cases(cases: QuerySet[Initiative], at: datetime) -> int:
    """Delete what stands around cases whose term is over; whoever follows one goes on. Returns how many cases."""
    chosen = [case.pk for case in cases[:MOST_CASES_A_NIGHT]]
    Takedown.objects.filter(initiative__in=chosen).delete()
    Flag.objects.filter(initiative__in=chosen).delete()
    HelpOffer.objects.filter(initiative__in=chosen).delete()
    delete_news(News.objects.filter(initiative__in=chosen))
    return len(chosen)


PERSONAL = Part(collect=collect, obstacles=obstacles, stays=stays, erase=erase, needed=needed)
