"""Everything the case page tells of one case. The number of queries does not depend on how much happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from accounts.models import User
from core.models import AuditEntry, OutgoingMail
from core.permissions import Permission as Core
from initiatives import audit_words, timeline, waiting
from initiatives.enums import Party, Standing
from initiatives.models import (
    Attachment,
    GoalLink,
    HelpAsked,
    Initiative,
    Member,
    Message,
    Note,
    PhaseReview,
    Position,
    Promise,
    ProspectJudgement,
    TimelineEntry,
)
from initiatives.queries import queue
from initiatives.queries.promises import clock
from initiatives.queries.queue import Row, Today
from initiatives.queries.related import Related, related

MOST_SAID = 60
MOST_TRAIL = 12
TRAIL_PAGE = 50


@dataclass(frozen=True)
class Event:
    """A line of the timeline as colleagues read it."""

    entry: TimelineEntry
    sentence: str


@dataclass(frozen=True)
class TrailLine:
    """An audit entry in words; `who` is empty when the portal itself did it."""

    at: datetime
    who: str
    what: str
    facts: str


@dataclass(frozen=True)
class PromiseLine:
    """A promise of either side; `due_on` is its day as the clock stands, `standing` None once it is settled."""

    promise: Promise
    due_on: date
    standing: Standing | None


@dataclass(frozen=True)
class CasePage:
    """The left side of the case page."""

    case: Initiative
    row: Row
    help_asked: Sequence[HelpAsked]
    versions: int
    members: Sequence[Member]
    photos: Sequence[Attachment]
    documents: Sequence[Attachment]
    messages: Sequence[Message]
    notes: Sequence[Note]
    events: Sequence[Event]
    positions: Sequence[Position]
    goals: Sequence[GoalLink]
    promises: Sequence[PromiseLine]
    waited: Sequence[tuple[str, int]]
    judgements: Sequence[ProspectJudgement]
    reviews: Sequence[PhaseReview]
    related: Sequence[Related]
    undelivered: Sequence[OutgoingMail]
    trail: Sequence[TrailLine]

    @property
    def clock_stands_still(self) -> bool:
        """True while a promise of ours moves because somebody else has the ball."""
        return any(line.standing == Standing.STILL for line in self.promises)


def page(case: Initiative, user: User, day: Today) -> CasePage:
    """What this person may read of the case on this day."""
    attachments = list(case.attachments.filter(removed_at=None).select_related("added_by"))
    return CasePage(
        case=case,
        row=queue.rows([case], day)[0],
        help_asked=list(case.help_asked.all()),
        versions=case.versions.count(),
        members=list(case.members.filter(left_at=None).select_related("user")),
        photos=[file for file in attachments if file.kind == Attachment.Kind.PHOTO],
        documents=[file for file in attachments if file.kind == Attachment.Kind.DOCUMENT],
        messages=_messages(case),
        notes=list(case.notes.select_related("author")[:MOST_SAID]),
        events=[Event(entry, timeline.sentence(entry, public=False)) for entry in case.timeline.select_related("by")],
        positions=list(case.positions.select_related("taken_by", "goal")),
        goals=list(case.goal_links.select_related("goal", "set_by")),
        promises=_promises(case, day),
        waited=_waited(case, day),
        judgements=list(case.prospect_judgements.select_related("decided_by").prefetch_related("criteria")),
        reviews=list(case.reviews.select_related("given_by")),
        related=related(case, user),
        undelivered=_undelivered(case) if user.has_perm(Core.SEE_OUTBOX) else [],
        trail=trail(case, limit=MOST_TRAIL) if user.has_perm(Core.SEE_AUDIT) else [],
    )


def _messages(case: Initiative) -> list[Message]:
    """The last of the conversation, oldest first."""
    kept = Prefetch("attachments", queryset=Attachment.objects.filter(removed_at=None))
    latest = case.messages.select_related("author").prefetch_related(kept).order_by("-sent_at", "-pk")[:MOST_SAID]
    return list(reversed(latest))


def _promises(case: Initiative, day: Today) -> list[PromiseLine]:
    """All promises, the newest first."""
    ours = clock(case, day.on)

    def line(promise: Promise) -> PromiseLine:
        if not promise.is_open:
            return PromiseLine(promise, promise.due_on, None)
        if promise.party == Party.MUNICIPALITY and ours.stands_still_for(promise.due_on):
            return PromiseLine(promise, ours.day(promise.due_on), Standing.STILL)
        return PromiseLine(promise, promise.due_on, day.standing(promise))

    return [line(promise) for promise in case.promises.order_by("-pk")]


def _waited(case: Initiative, day: Today) -> list[tuple[str, int]]:
    spans = [
        waiting.Span(
            party=span.party,
            began=localdate(span.began_at),
            ended=localdate(span.ended_at) if span.ended_at else None,
        )
        for span in case.waiting_spans.all()
    ]
    return [(str(party.label), days) for party, days in waiting.split(spans, day.on, day.closed).items()]


def _undelivered(case: Initiative) -> list[OutgoingMail]:
    failed = [OutgoingMail.State.FAILED, OutgoingMail.State.EXPIRED]
    return list(OutgoingMail.objects.filter(case_number=case.number, state__in=failed).order_by("-pk")[:MOST_TRAIL])


def trail(case: Initiative, *, limit: int, offset: int = 0) -> list[TrailLine]:
    """Who saw and changed what, newest first. Two queries."""
    return _in_words(AuditEntry.objects.filter(case_number=case.number).order_by("-pk")[offset : offset + limit])


def trail_length(case: Initiative) -> int:
    """How many lines the trail has."""
    return AuditEntry.objects.filter(case_number=case.number).count()


def since(case: Initiative, moment: datetime) -> list[TrailLine]:
    """What was done to the case after a moment, newest first; looking is no doing."""
    done = AuditEntry.objects.filter(~Q(verb__endswith=".seen"), case_number=case.number, at__gt=moment)
    return _in_words(done.order_by("-pk")[:MOST_TRAIL])


def _in_words(entries: QuerySet[AuditEntry]) -> list[TrailLine]:
    listed = list(entries)
    people = User.objects.in_bulk({entry.actor_id for entry in listed if entry.actor_id})
    return [
        TrailLine(
            at=entry.at,
            who=str(people.get(entry.actor_id, "")) if entry.actor_id else "",
            what=audit_words.in_words(entry.verb),
            facts=_facts(entry),
        )
        for entry in listed
    ]


def _facts(entry: AuditEntry) -> str:
    """What changed, as the audit keeps it: from what it was to what it became."""
    names = dict.fromkeys([*entry.before, *entry.after])
    return ", ".join(f"{name}: {entry.before.get(name, '')} → {entry.after.get(name, '')}" for name in names)
