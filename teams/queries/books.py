"""Where the doorgeefboeken of a programme are, and who may be given one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import User
from teams.models import Book, BookPassing, Programme


@dataclass(frozen=True)
class BookLine:
    """A book, who has it now (None: nobody yet), and its passings with their words, the newest first."""

    book: Book
    held: BookPassing | None
    passings: Sequence[BookPassing]


def receivers_in(programme: Programme) -> QuerySet[User]:
    """Everyone who may be given a book: the participants and the initiators of the initiatives that take part."""
    cases = programme.parts.inside().values("initiative")
    of_initiative = Q(memberships__initiative__in=cases, memberships__left_at=None)
    inside = Q(pk__in=programme.members.inside().values("user"))
    people = User.objects.filter(inside | of_initiative, is_active=True, erased_at=None)
    return User.objects.filter(pk__in=people.values("pk")).order_by("display_name", "pk")


def participants_of(programme: Programme) -> QuerySet[User]:
    """The civil servants who take part now. An initiator gives a book to one of them, and reads of no other."""
    inside = programme.members.inside().values("user")
    return User.objects.filter(pk__in=inside, is_active=True, erased_at=None).order_by("display_name", "pk")


def books_of(programme: Programme) -> Sequence[BookLine]:
    """The books of a programme by number. Two queries."""
    passings = BookPassing.objects.select_related("holder", "given_by").order_by("-pk")
    books = programme.books.order_by("number").prefetch_related(Prefetch("passings", passings))
    return [_line(book) for book in books]


def book_in_hand(user: User, pk: int) -> BookPassing | None:
    """The passing by which this person has a book now; None when they do not."""
    return books_in_hand(user).filter(book=pk).first()


def books_in_hand(user: User) -> QuerySet[BookPassing]:
    """The books this person has now, in the order of time."""
    return (
        BookPassing.objects.in_hand().filter(holder=user).select_related("book__programme", "given_by").order_by("pk")
    )


def _line(book: Book) -> BookLine:
    passings = list(book.passings.all())
    held = next((passing for passing in passings if passing.until is None), None)
    return BookLine(book, held, passings)
