"""Open a case: number, promises, waiting time and the first sentence of its story."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.timezone import localdate

from accounts.models import User
from city.queries import closed_days
from core import audit
from initiatives import promises
from initiatives.actions import case, version
from initiatives.enums import Audience, MemberRole, Origin, Party, PromiseKind
from initiatives.intake import Intake
from initiatives.models import GoalLink, HelpAsked, Initiative, Member, NumberSeries, Promise, WaitingSpan
from initiatives.queries.promises import term_for
from initiatives.queries.versions import TEXTS

PLAIN_FIELDS = (
    *TEXTS,
    "language",
    "theme",
    "place_kind",
    "wijk",
    "address_public",
    "shown_name",
    "under_sixteen",
    "guardian_name",
)

ADDRESSES_IN_USE = {"foto", "kaart", "nieuws"}  # pages and files of their own below /initiatieven/


@transaction.atomic
def open_case(*, intake: Intake, origin: Origin, initiator: User | None, by: User | None, at: datetime) -> Initiative:
    """Make the case of an initiative that came in, with its two promises: a first answer and a position.

    `initiator` is None for an initiative that was spotted or registered for somebody without an account; `by` is
    who entered it. The number is taken under a lock, so that it has no gaps and no doubles.
    """
    number = _next_number(localdate(at).year)
    initiative = Initiative(
        number=number,
        slug=_free_slug(intake.title, number),
        origin=origin,
        registered_by=None if origin == Origin.PORTAL else by,
        submitted_at=at,
        changed_at=at,
        public_consent_at=at if intake.may_be_public else None,
        **{name: getattr(intake, name) for name in PLAIN_FIELDS},
    )
    initiative.index_words()
    initiative.save()
    HelpAsked.objects.bulk_create(HelpAsked(initiative=initiative, kind=kind) for kind in sorted(intake.help_kinds))
    GoalLink.objects.bulk_create(
        GoalLink(initiative=initiative, goal=goal, set_by=by, set_at=at) for goal in intake.goals
    )
    WaitingSpan.objects.create(initiative=initiative, party=Party.MUNICIPALITY, began_at=at)
    _make_promises(initiative, at=at)
    if initiator:
        Member.objects.create(initiative=initiative, user=initiator, role=MemberRole.INITIATOR, joined_at=at)
    version.keep(initiative, by=by, at=at)
    event = "submitted" if origin == Origin.PORTAL else "registered"
    case.story(initiative, event=event, audience=Audience.PUBLIC, at=at, by=by)
    audit.record(verb=f"initiative.{event}", subject=initiative, by=by, at=at, after={"origin": origin})
    return initiative


def _next_number(year: int) -> str:
    try:
        with transaction.atomic():
            NumberSeries.objects.get_or_create(year=year)
    except IntegrityError:  # another process began the year in the same moment
        pass
    series = NumberSeries.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"ZW-{year}-{series.last:04d}"


def _free_slug(title: str, number: str) -> str:
    slug = slugify(title)[:80].strip("-") or "initiatief"
    taken = slug in ADDRESSES_IN_USE or Initiative.objects.filter(slug=slug).exists()
    return f"{slug}-{number.removeprefix('ZW-')}" if taken else slug


def _make_promises(initiative: Initiative, *, at: datetime) -> None:
    today, closed = localdate(at), closed_days()
    for kind in (PromiseKind.FIRST_ANSWER, PromiseKind.POSITION):
        days = term_for(kind, today).working_days
        Promise.objects.create(
            initiative=initiative,
            kind=kind,
            party=Party.MUNICIPALITY,
            made_at=at,
            due_on=promises.due_on(today, days, closed),
        )
