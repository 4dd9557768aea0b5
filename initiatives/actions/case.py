"""The moves every action on a case is made of. Called inside the action's transaction, with the case locked."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusal import Conflict
from initiatives import lifecycle
from initiatives.enums import Audience, Party, State
from initiatives.models import Initiative, Promise, TimelineEntry
from initiatives.queries.promises import clock


def lock(initiative: Initiative, *, seen: datetime | None = None) -> Initiative:
    """The case as it stands now, locked until the transaction ends.

    `seen` is `changed_at` as it was on the screen of whoever acts; raises Conflict when somebody acted since.
    """
    # No select_related: PostgreSQL would join what the row pointed to before it waited for the lock.
    fresh = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if seen is not None and fresh.changed_at != seen:
        raise Conflict(
            _("Een collega heeft dit initiatief intussen bijgewerkt. Kijk wat er veranderd is en probeer het opnieuw."),
            theirs={
                "state": fresh.get_state_display(),
                "owner": str(fresh.owner or ""),
                "changed_at": fresh.changed_at,
            },
        )
    return fresh


def enter(initiative: Initiative, state: State) -> None:
    """Move the case to a state; raises IllegalTransition. Staying where it is, is no move."""
    if initiative.state != state:
        lifecycle.require(initiative.state, state)
        initiative.state = state


def save(initiative: Initiative, *, at: datetime) -> None:
    """Write the locked case."""
    initiative.changed_at = at
    initiative.save()


def story(
    initiative: Initiative, *, event: str, audience: Audience, at: datetime, by: User | None, **facts: str
) -> TimelineEntry:
    """Add a sentence to the timeline; a public one is news for the gallery."""
    if audience == Audience.PUBLIC:
        initiative.news_at = at
    return TimelineEntry.objects.create(
        initiative=initiative, event=event, audience=audience, at=at, by=by, facts=facts
    )


def pass_ball(initiative: Initiative, *, to: Party | None, at: datetime, third_party: str = "") -> list[Promise]:
    """Give the ball to a party, or to nobody when the case closes; the waiting time so far is kept per party.

    When the ball comes back to the municipality, its open promises move by the working days it had to wait: they
    are returned, for the action to tell.
    """
    moved: list[Promise] = []
    if initiative.ball == (to or "") and initiative.third_party == third_party:
        return moved
    span = initiative.waiting_spans.filter(ended_at=None).first()
    if span:
        span.ended_at = at
        span.save(update_fields=["ended_at"])
        if to == Party.MUNICIPALITY:
            moved = move_promises(open_promises(initiative), initiative, at=at)
            for promise in moved:
                _tell_of_new_date(promise, initiative, at=at)
    if to:
        initiative.waiting_spans.create(party=to, began_at=at, paused=initiative.paused_at is not None)
    initiative.ball = to or ""
    initiative.third_party = third_party
    return moved


def move_promises(unkept: QuerySet[Promise], initiative: Initiative, *, at: datetime) -> list[Promise]:
    """Those of ours that got a later day because somebody else had the ball until now."""
    ours = clock(initiative, localdate(at))
    later = []
    for promise in unkept.filter(party=Party.MUNICIPALITY):
        day = ours.day(promise.due_on)
        if day != promise.due_on:
            promise.due_on, promise.warned_at, promise.escalated_at = day, None, None
            promise.save(update_fields=["due_on", "warned_at", "escalated_at"])
            later.append(promise)
    return later


def _tell_of_new_date(promise: Promise, initiative: Initiative, *, at: datetime) -> None:
    story(
        initiative,
        event="promise_moved",
        audience=Audience.INITIATOR,
        at=at,
        by=None,
        text=promise.text or promise.get_kind_display(),
        due_on=promise.due_on.isoformat(),
    )


def open_promises(initiative: Initiative) -> QuerySet[Promise]:
    """The promises of this case that are neither kept nor withdrawn."""
    return initiative.promises.filter(kept_on=None, withdrawn_on=None)


def keep(initiative: Initiative, *kinds: str, at: datetime) -> None:
    """Mark the open promises of these kinds as kept today; ours are not late while somebody else had the ball."""
    kept = open_promises(initiative).filter(kind__in=kinds)
    move_promises(kept, initiative, at=at)
    kept.update(kept_on=localdate(at))


def drop_promises(initiative: Initiative, *, reason: str, at: datetime) -> None:
    """Withdraw all open promises, because the case closes."""
    open_promises(initiative).update(withdrawn_on=localdate(at), withdrawn_reason=reason)
