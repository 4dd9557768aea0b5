"""The doorgeefboeken: twelve numbered books that go from hand to hand, each time with a word."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Refusal
from teams.actions.programme import lock
from teams.models import Book, BookPassing
from teams.notices import programme as notices
from teams.queries.books import receivers_in


@transaction.atomic
def pass_on(*, book: Book, to: User, word: str, by: User, at: datetime, seen: BookPassing | None = None) -> BookPassing:
    """Give a book to somebody in the programme, with a word; a book that nobody has yet is handed out the same way.

    `seen` is where the book was on the screen of whoever gives it. Raises Refusal when it is elsewhere by now, without
    a word, and for a receiver who has it or does not take part.
    """
    programme = lock(book.programme)
    held = book.passings.in_hand().select_related("holder").first()
    if held != seen:
        raise Refusal(_("Dit boek is intussen doorgegeven. Kijk wie het nu heeft."))
    if not word.strip():
        raise Refusal(_("Geef het boek door met een woord."), field="word")
    if held and held.holder_id == to.pk:
        raise Refusal(_("Deze persoon heeft het boek al."), field="to")
    if not receivers_in(programme).filter(pk=to.pk).exists():
        raise Refusal(_("Deze persoon doet niet mee aan het programma."), field="to")
    if held:
        held.until = at
        held.save(update_fields=["until"])
    passing = book.passings.create(holder=to, given_by=by, word=word.strip(), since=at)
    facts = {"number": book.number, "to": to.pk}
    audit.record(verb="programme.book_passed", subject=passing, by=by, at=at, after=facts)
    outbox.enqueue(*notices.book_received(passing), at=at)
    return passing
