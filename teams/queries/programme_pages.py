"""What the pages of programmes at the werkplek show, and who may fetch what of them; fetching is authorising."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import RoleGrant, User
from initiatives.models import Initiative
from teams.models import (
    Attendance,
    BookPassing,
    ClosingAnswer,
    Gathering,
    PeerQuestion,
    Programme,
    ProgrammeInitiative,
    ProgrammeMember,
)
from teams.permissions import Permission
from teams.queries.access import readable_cases, roles_with


@dataclass(frozen=True)
class Place:
    """Where somebody stands with a programme: whether they take part now, may run it, may read what people answered.

    An administrator may run programmes without working in one; what people answered is not for them.
    """

    takes_part: bool
    may_run: bool
    reads_answers: bool

    @property
    def is_inside(self) -> bool:
        """True for whoever may read agendas, answers and books; intervision is for those who take part alone."""
        return self.takes_part or self.may_run


@dataclass(frozen=True)
class ProgrammeLines:
    """The list of programmes: those that run or will, and those that are over."""

    current: Sequence[Programme]
    past: Sequence[Programme]


@dataclass(frozen=True)
class ProgrammePage:
    """One programme for a colleague; `parts`, `gatherings` and `gone` are empty for whoever is outside."""

    programme: Programme
    place: Place
    members: Sequence[ProgrammeMember]
    parts: Sequence[ProgrammeInitiative]
    gatherings: Sequence[Gathering]
    gone: Sequence[ProgrammeMember]
    held: Sequence[BookPassing]
    seen_at: datetime
    readable: frozenset[int]


@dataclass(frozen=True)
class SideBySide:
    """The answers of the closing in two columns: of the participants and of the initiators."""

    colleagues: Sequence[ClosingAnswer]
    initiators: Sequence[ClosingAnswer]


def place_of(user: User, programme: Programme) -> Place:
    """Where this person stands with it. One query besides the roles."""
    inside = programme.members.inside().filter(user=user).exists()
    may_run = user.has_perm(Permission.RUN_PROGRAMMES)
    reads = inside or (may_run and user.has_perm(Permission.WORK))
    return Place(takes_part=inside, may_run=may_run, reads_answers=reads)


def programme_lines(today: date) -> ProgrammeLines:
    """All programmes, the newest first: that they are there is no secret inside. One query."""
    joined = Count("members", filter=Q(members__left_at=None), distinct=True)
    initiatives = Count("parts", filter=Q(parts__left_at=None), distinct=True)
    rows = list(Programme.objects.annotate(joined=joined, initiatives=initiatives).select_related("owner"))
    return ProgrammeLines(
        current=[row for row in rows if row.ends_on >= today], past=[row for row in rows if row.ends_on < today]
    )


def programme_page(programme: Programme, user: User, *, at: datetime) -> ProgrammePage:
    """The page of a programme as this colleague may see it. At most eight queries."""
    place = place_of(user, programme)
    members = list(programme.members.select_related("user__profile__department").order_by("user__display_name", "pk"))
    inside = place.is_inside
    parts = list(programme.parts.inside().select_related("initiative").order_by("pk")) if inside else []
    return ProgrammePage(
        programme=programme,
        place=place,
        members=[member for member in members if member.left_at is None],
        parts=parts,
        gatherings=list(programme.gatherings.order_by("starts_at", "pk")) if inside else [],
        gone=[member for member in members if member.left_at] if place.may_run else [],
        held=list(BookPassing.objects.in_hand().filter(holder=user, book__programme=programme).select_related("book")),
        seen_at=at,
        readable=frozenset(readable_cases(user).filter(programme_parts__in=parts).values_list("pk", flat=True)),
    )


def inside_programmes(user: User) -> QuerySet[Programme]:
    """Programmes whose gatherings, books and answers this person may read: one's own, or all for who runs them."""
    everything = Programme.objects.all()
    return everything if user.has_perm(Permission.RUN_PROGRAMMES) else everything.joined_by(user)


def endable_members(user: User) -> QuerySet[ProgrammeMember]:
    """Whose part this person may end: one's own, or of everybody for who runs programmes."""
    members = ProgrammeMember.objects.inside().select_related("programme", "user")
    return members if user.has_perm(Permission.RUN_PROGRAMMES) else members.filter(user=user)


def questions_for(user: User, programme: Programme) -> QuerySet[PeerQuestion]:
    """What is brought to intervision, for a participant, with how many contributions each has."""
    questions = PeerQuestion.objects.for_participant(user).filter(programme=programme)
    return questions.annotate(reactions=Count("words")).select_related("brought_by", "initiative", "gathering")


def attendances_of(gathering: Gathering) -> QuerySet[Attendance]:
    """Who was at a gathering, by name."""
    return gathering.attendances.select_related("user").order_by("user__display_name", "pk")


def answers_side_by_side(programme: Programme) -> SideBySide:
    """What everyone answered at the closing. One query."""
    rows = list(programme.closing_answers.select_related("user", "initiative").order_by("user__display_name", "pk"))
    return SideBySide(
        colleagues=[row for row in rows if row.initiative_id is None],
        initiators=[row for row in rows if row.initiative_id],
    )


def initiators_part(user: User, number: str, slug: str) -> ProgrammeInitiative | None:
    """The part of this person's initiative in a programme whose closing was asked; also one that stopped, so that
    whoever answered can take a quote back.
    """
    cases = Initiative.objects.of_initiator(user).filter(number=number)
    parts = ProgrammeInitiative.objects.filter(
        initiative__in=cases, programme__slug=slug, programme__closing_asked_at__isnull=False
    )
    return parts.select_related("programme", "initiative").order_by("-pk").first()


def runners() -> QuerySet[User]:
    """Everybody who may run programmes."""
    roles = roles_with(Permission.RUN_PROGRAMMES)
    held = RoleGrant.objects.filter(user=OuterRef("pk"), withdrawn_at=None, role__in=roles)
    return User.objects.filter(Exists(held), is_active=True).order_by("display_name", "pk")
