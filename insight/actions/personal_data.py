"""What editions hold of a person, and how that is forgotten."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core.personal_data import Part, Section, section
from core.pseudonyms import Signs, signs
from initiatives.actions.erasure import cases_of, rewrite, signs_in
from insight.actions.edition import blank_line
from insight.enums import EditionState
from insight.enums import Section as Where
from insight.models import Edition, EditionLine


def collect(user: User, *, internal: bool, at: datetime) -> Iterable[Section]:
    """Quotes of the person in editions, and the editions they composed."""
    yield section(_("Citaten in het leerverslag"), quotes_of(user).order_by("pk"), "text", "said_by", "role")
    yield section(_("Edities van het leerverslag"), user.editions.order_by("pk"), "title", "made_at", "remark")


def obstacles(user: User, on: date) -> Iterator[str]:
    """Nothing here is unfinished without its maker: another can compose an edition anew."""
    yield from ()


def stays(user: User, on: date) -> Iterator[str]:
    """Published figures name nobody."""
    yield from ()


def erase(*, user: User, by: User | None, at: datetime) -> None:
    """Take the person's words, and words that give them away, out of every edition, published ones included."""
    found = signs_of(user)
    theirs = set(quotes_of(user).values_list("pk", flat=True))
    for line in EditionLine.objects.filter(blanked_at=None).exclude(text="").order_by("pk"):
        if line.pk in theirs or gives_away(line, found):
            blank_line(line=line, by=by, at=at)
    for each in found:
        rewrite(Edition.objects.exclude(state=EditionState.PUBLISHED), each)


def quotes_of(user: User) -> QuerySet[EditionLine]:
    """Lines that quote this person."""
    return EditionLine.objects.filter(section=Where.QUOTES, source__in=user.closing_answers.values("pk"))


def signs_of(user: User) -> list[Signs]:
    """What gives the person away: name, address and telephone, and the home and parent that their cases know."""
    own = signs(name=user.display_name, email=user.email, phone=user.phone)
    return [each for each in [own, *(signs_in(case, user) for case in cases_of(user))] if each]


def gives_away(line: EditionLine, found: Iterable[Signs]) -> bool:
    """True when the words of a line hold signs of the person."""
    return any(each.search(line.text) or each.search(line.said_by) for each in found)


def needed(at: datetime) -> QuerySet:
    """Nobody more than those who work here, of whom `accounts` knows."""
    return User.objects.none().values("pk")


PERSONAL = Part(collect=collect, obstacles=obstacles, stays=stays, erase=erase, needed=needed)
