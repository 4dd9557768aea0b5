"""What programmes show: to everyone, to whoever takes part, and to colleagues outside.

Everyone reads of a public programme its name, kind, period, goals and introduction, the initiatives in it that are
public themselves, how many talks, gatherings and shared lessons there were, and what people let be quoted. Lessons are
shared with colleagues, not with everyone: the public reads them in approved editions of the learning report.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from initiatives.models import Initiative
from initiatives.models.initiative import InitiativeQuerySet
from teams.enums import Quoting
from teams.models import ClosingAnswer, Lesson, Programme, ProgrammeInitiative, Session


@dataclass(frozen=True)
class Quote:
    """Words somebody lets everyone read: what it brought them, what the organisation should do, or both.

    `name` is empty when they only let their role be shown; `initiative` is the initiative of an initiator, None when
    that is not public or when a civil servant speaks.
    """

    brought: str
    needed: str
    name: str
    of_initiator: bool
    initiative: Initiative | None


@dataclass(frozen=True)
class PublicProgramme:
    """A programme as everyone may read it; the numbers count all initiatives in it, public or not."""

    name: str
    slug: str
    kind: str
    starts_on: date
    ends_on: date
    goals: str
    introduction: str
    initiatives: Sequence[Initiative]
    sessions: int
    gatherings: int
    lessons: int
    quotes: Sequence[Quote]


def public_programmes() -> QuerySet[Programme]:
    """The programmes on the website, the newest first; of each only what `Programme.Privacy.open` names is shown."""
    return Programme.objects.public().order_by("-starts_on", "name", "pk")


def public_programme(slug: str, *, at: datetime) -> PublicProgramme | None:
    """One programme for everyone as it stands at `at`; None when there is none on the website. Six queries."""
    programme = Programme.objects.public().filter(slug=slug).first()
    if programme is None:
        return None
    return PublicProgramme(
        name=programme.name,
        slug=programme.slug,
        kind=programme.get_kind_display(),
        starts_on=programme.starts_on,
        ends_on=programme.ends_on,
        goals=programme.goals,
        introduction=programme.introduction,
        initiatives=list(initiatives_of(programme).public().select_related("wijk", "theme").order_by("title", "pk")),
        sessions=sessions_of(programme).count(),
        gatherings=programme.gatherings.held(at).count(),
        lessons=lessons_of(programme).filter(shareable=True).count(),
        quotes=quotes_of(programme),
    )


def initiatives_of(programme: Programme) -> InitiativeQuerySet:
    """The initiatives that take part, or did until the programme ended."""
    parts = ProgrammeInitiative.objects.inside().filter(programme=programme)
    return Initiative.objects.filter(pk__in=parts.values("initiative"))


def sessions_of(programme: Programme) -> QuerySet[Session]:
    """The advice sessions of a programme: held in its period with an initiative while that took part."""
    held = Session.objects.filter(held_on__range=(programme.starts_on, programme.ends_on))
    return held.filter(_took_part(programme, "team__initiative", "held_on"))


def lessons_of(programme: Programme) -> QuerySet[Lesson]:
    """The lessons of a programme, shared or not: learnt in its period around an initiative while that took part."""
    learnt = Lesson.objects.filter(learnt_at__date__range=(programme.starts_on, programme.ends_on))
    return learnt.filter(_took_part(programme, "team__initiative", "learnt_at__date"))


def quotes_of(programme: Programme) -> list[Quote]:
    """What people let everyone read of their answers at the closing, the initiators last. One query."""
    answers = ClosingAnswer.objects.quotable().filter(programme=programme).select_related("user", "initiative")
    return [_quote(answer) for answer in answers.order_by(F("initiative").asc(nulls_first=True), "pk")]


def _quote(answer: ClosingAnswer) -> Quote:
    shown = answer.initiative if answer.initiative and answer.initiative.is_public else None
    return Quote(
        brought=answer.brought,
        needed=answer.needed,
        name=answer.user.display_name if answer.quoting == Quoting.NAME else "",
        of_initiator=answer.initiative_id is not None,
        initiative=shown,
    )


def _took_part(programme: Programme, initiative: str, on: str) -> Exists:
    """Whether the initiative of a row had not stopped yet on the day of that row."""
    parts = ProgrammeInitiative.objects.filter(programme=programme, initiative=OuterRef(initiative))
    return Exists(parts.filter(Q(left_at=None) | Q(left_at__date__gte=OuterRef(on))))
