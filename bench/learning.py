"""What colleagues did in the measured town: talks around every initiative, lessons, an edition about a year."""

from datetime import datetime, timedelta
from itertools import cycle
from uuid import uuid4

from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.timezone import localdate

from accounts.enums import Role
from accounts.models import User
from initiatives.models import Initiative
from insight.actions.edition import choose_lines, offer_edition, publish_edition, start_edition
from insight.models import Edition
from insight.queries.report import Reach, report
from insight.records import Choice, NewEdition
from teams.enums import LessonAbout, SessionKind
from teams.models import Lesson, Session, SessionHours, Team

TALKS = 5
LEARNT_IN_ONE_OF = 20
BATCH = 2_000
YEAR = timedelta(days=365)


def fill() -> None:
    """Write teams, talks with their hours, and lessons that may be shared; then publish an edition."""
    colleagues = _with_role(Role.EP_MEMBER)
    owned = Initiative.objects.filter(owner__isnull=False)
    bare = owned.filter(team=None).annotate(began=Coalesce("owned_at", "submitted_at")).values_list("pk", "began")
    Team.objects.bulk_create((Team(initiative_id=pk, started_at=began) for pk, began in bare), batch_size=BATCH)
    teams = list(Team.objects.order_by("pk").values_list("pk", "started_at"))
    people, kinds = cycle(colleagues), cycle(SessionKind)
    talks = [_talk(pk, began, place, next(people), next(kinds)) for pk, began in teams for place in range(TALKS)]
    Session.objects.bulk_create(talks, batch_size=BATCH)
    hours = (SessionHours(session=talk, user_id=talk.logged_by_id, minutes=talk.minutes) for talk in talks)
    SessionHours.objects.bulk_create(hours, batch_size=BATCH)
    abouts = cycle(LessonAbout)
    lessons = [_lesson(pk, began, colleagues, next(abouts)) for pk, began in teams[::LEARNT_IN_ONE_OF]]
    Lesson.objects.bulk_create(lessons, batch_size=BATCH)
    publish()


def publish() -> Edition:
    """An edition about the past year with every figure and every sentence that can be chosen."""
    now = timezone.now()
    reach = Reach(localdate(now) - YEAR, localdate(now))
    maker, approver = _with_role(Role.GUIDE)[:2]
    edition = start_edition(
        new=NewEdition(title="Een jaar leren", first=reach.first, last=reach.last), by=maker, at=now
    )
    keys = frozenset(line.key for line in report(reach, at=now).lines)
    choose_lines(edition=edition, choice=Choice(keys=keys, texts={}), by=maker, at=now)
    return publish_edition(edition=offer_edition(edition=edition, by=maker, at=now), by=approver, at=now)


def _talk(team: int, began: datetime, place: int, by: User, kind: str) -> Session:
    at = began + timedelta(days=3 * place, hours=1)
    return Session(
        team_id=team,
        kind=kind,
        held_on=localdate(at),
        minutes=30 + 15 * place,
        agreed="Wij spraken af wie de buren vraagt en wie de vergunning nakijkt.",
        logged_by=by,
        logged_at=at,
        idempotency_key=uuid4(),
    )


def _lesson(team: int, began: datetime, colleagues: list[User], about: str) -> Lesson:
    at = began + timedelta(days=15)
    return Lesson(
        team_id=team,
        text="Vraag bij het eerste gesprek van wie de grond is.",
        about=about,
        learnt_by=colleagues[0],
        learnt_at=at,
        confirmed_by=colleagues[1],
        confirmed_at=at,
    )


def _with_role(role: str) -> list[User]:
    people = User.objects.filter(role_grants__role=role, role_grants__withdrawn_at=None).distinct()
    return list(people.order_by("pk"))
