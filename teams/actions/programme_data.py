"""What programmes hold of a person, how that is forgotten, and what is destroyed when its term is over."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core.models import OutgoingMail
from core.personal_data import Part, Section, section
from core.pseudonyms import GONE, Signs, signs
from initiatives.actions.erasure import cases_of, rewrite, signs_in
from initiatives.actions.expiry import MOST_CASES_A_NIGHT
from initiatives.models import Initiative
from teams.models import Attendance, BookPassing, PeerQuestion, PeerWord, Programme, ProgrammeInitiative

MAIL_KINDS = "teams.programme_"  # mails about a programme carry no number of a case, by which they would be found


def collect(user: User, *, internal: bool, at: datetime) -> Iterable[Section]:
    """What somebody did, said and had in programmes; with `internal` also what was asked about their initiatives."""
    yield section(
        _("Programma's"), user.programme_memberships.order_by("pk"), "programme", "joined_at", "left_at", "left_reason"
    )
    yield section(_("Bijeenkomsten"), user.attendances.order_by("pk"), "gathering", "presence")
    yield section(
        _("Vragen voor intervisie"), user.peer_questions.order_by("pk"), "text", "insight", "brought_at", "insight_at"
    )
    yield section(_("Bijdragen aan intervisie"), user.peer_words.order_by("pk"), "kind", "text", "said_at")
    yield section(_("Doorgeefboeken"), _passings(user), "book", "word", "since", "until")
    yield section(
        _("Antwoorden bij het slot"), user.closing_answers.order_by("pk"), "brought", "needed", "quoting", "answered_at"
    )
    if internal:
        cases = Initiative.objects.of_initiator(user).values("pk")
        parts = ProgrammeInitiative.objects.filter(initiative__in=cases).order_by("pk")
        asked = PeerQuestion.objects.filter(initiative__in=cases).order_by("pk")
        yield section(_("Uw initiatief in een programma"), parts, "programme", "joined_at", "left_at", "left_reason")
        yield section(_("Intervisie over uw initiatief"), asked, "text", "insight")


def obstacles(user: User, on: date) -> Iterator[str]:
    """Programmes this person still runs."""
    for name in user.programmes.filter(ends_on__gte=on).order_by("pk").values_list("name", flat=True):
        yield _("Deze persoon leidt het programma “%(name)s”.") % {"name": name}


def stays(user: User, on: date) -> Iterator[str]:
    """Nothing with a name: what was said at intervision is emptied with the person."""
    yield from ()


def erase(*, user: User, by: User | None, at: datetime) -> None:
    """Empty what this person said in programmes, end their part, and take them out of what others wrote."""
    for programme in programmes_around(user):
        for found in filter(None, [_own_signs(user), *(signs_in(case, user) for case in cases_of(user))]):
            for rows in written_in(programme):
                rewrite(rows, found)
    user.closing_answers.all().delete()
    user.peer_words.update(text=GONE)
    user.peer_questions.update(text=GONE)
    user.peer_questions.exclude(insight="").update(insight=GONE)
    BookPassing.objects.filter(given_by=user).update(word=GONE)
    user.books.in_hand().update(until=at)
    user.programme_memberships.exclude(left_reason="").update(left_reason=GONE)
    user.programme_memberships.inside().update(left_at=at)


def programmes_around(user: User) -> QuerySet[Programme]:
    """Programmes in which this person, or an initiative of theirs, took part."""
    took_part = Q(members__user=user) | Q(parts__initiative__in=cases_of(user).order_by().values("pk"))
    return Programme.objects.filter(took_part | Q(closing_answers__user=user)).distinct()


def written_in(programme: Programme) -> Iterator[QuerySet]:
    """All rows of a programme in which somebody can be named, the programme itself, and the mails."""
    yield Programme.objects.filter(pk=programme.pk)
    yield programme.parts.all()
    yield programme.members.all()
    yield programme.gatherings.all()
    yield programme.peer_questions.all()
    yield PeerWord.objects.filter(question__programme=programme)
    yield BookPassing.objects.filter(book__programme=programme)
    yield programme.closing_answers.all()
    yield OutgoingMail.objects.filter(kind__startswith=MAIL_KINDS).exclude(text="")


def wipe_programmes(programmes: QuerySet[Programme], at: datetime) -> int:
    """Destroy what was said in programmes whose term is over, and who took part. The programme itself stays, with its
    gatherings as dates. Returns how many programmes.
    """
    chosen = [programme.pk for programme in programmes[:MOST_CASES_A_NIGHT]]
    Attendance.objects.filter(gathering__programme__in=chosen).delete()
    BookPassing.objects.filter(book__programme__in=chosen).delete()
    for programme in Programme.objects.filter(pk__in=chosen):
        programme.peer_questions.all().delete()
        programme.closing_answers.all().delete()
        programme.members.all().delete()
        programme.parts.exclude(left_reason="").update(left_reason=GONE)
        programme.gatherings.update(agenda="", outcome="", place="", cancelled_reason="")
    Programme.objects.filter(pk__in=chosen).update(wiped_at=at)
    return len(chosen)


def needed(at: datetime) -> QuerySet:
    """Initiators of a programme that is not over are already known to `initiatives`; nobody more."""
    return User.objects.none().values("pk")


def _passings(user: User) -> QuerySet[BookPassing]:
    return BookPassing.objects.filter(Q(holder=user) | Q(given_by=user)).select_related("book").order_by("pk")


def _own_signs(user: User) -> Signs | None:
    return signs(name=user.display_name, email=user.email, phone=user.phone)


PERSONAL = Part(collect=collect, obstacles=obstacles, stays=stays, erase=erase, needed=needed)
