"""What talks and programmes ask of the initiator's side now: the way there is not by mail alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from initiatives.models import Initiative
from teams.enums import SummaryState
from teams.models import BookPassing, ClosingAnswer, ProgrammeInitiative, Session
from teams.queries.books import books_in_hand

MOST_SUMMARIES = 3


@dataclass(frozen=True)
class LookBackAsked:
    """A programme that asks to look back; `is_answered` when this person did, and may still change it."""

    part: ProgrammeInitiative
    is_answered: bool


@dataclass(frozen=True)
class Asked:
    """What one person of the initiator's side may read, confirm, answer or pass on."""

    summaries: Sequence[Session]
    look_backs: Sequence[LookBackAsked]
    answered: Sequence[LookBackAsked]
    books: Sequence[BookPassing]

    @property
    def is_waiting(self) -> bool:
        """True while there is something to do."""
        return bool(self.summaries or self.look_backs or self.books)


def asked_of(user: User, initiative: Initiative | None = None) -> Asked:
    """What is asked of this person for all their initiatives, or for one. Four queries.

    Of each programme one look back, at the initiative for which it was answered. Reports of a closed case wait no more.
    """
    own = Initiative.objects.of_initiator(user)
    cases = own.filter(pk=initiative.pk) if initiative else own
    waiting = Session.objects.shared().filter(summary_state=SummaryState.SHARED, team__initiative__in=cases.open())
    look_backs = [each for each in _look_backs(user) if initiative is None or each.part.initiative_id == initiative.pk]
    books = books_in_hand(user)
    if initiative:
        parts = ProgrammeInitiative.objects.filter(initiative=initiative)
        books = books.filter(book__programme__in=parts.values("programme"))
    return Asked(
        summaries=list(waiting.select_related("team__initiative").order_by("-held_on", "-pk")[:MOST_SUMMARIES]),
        look_backs=[each for each in look_backs if not each.is_answered],
        answered=[each for each in look_backs if each.is_answered],
        books=list(books),
    )


def _look_backs(user: User) -> Sequence[LookBackAsked]:
    """One for each programme; two queries."""
    said = {
        answer.programme_id: answer.initiative_id
        for answer in ClosingAnswer.objects.filter(user=user, initiative__isnull=False)
    }
    parts = ProgrammeInitiative.objects.filter(
        initiative__in=Initiative.objects.of_initiator(user),
        programme__closing_asked_at__isnull=False,
        programme__wiped_at=None,
    )
    found: dict[int, LookBackAsked] = {}
    for part in parts.select_related("programme", "initiative").order_by("-programme__closing_asked_at", "pk"):
        answered = part.programme_id in said
        fits = said[part.programme_id] == part.initiative_id if answered else part.left_at is None
        if fits:
            found.setdefault(part.programme_id, LookBackAsked(part, answered))
    return list(found.values())
