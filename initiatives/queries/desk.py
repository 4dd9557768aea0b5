"""What the gidsteam's first page shows beside its queue."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from accounts.models import User
from accounts.queries import holders
from initiatives.enums import Party, Side, State
from initiatives.models import Initiative, Message, PhaseReview, SavedFilter, StandardText
from initiatives.permissions import Permission
from initiatives.queries.queue import Today, in_queue
from initiatives.standard_texts import fill
from initiatives.timeline import day_in_full

MOST_REVIEWS = 10
MOST_REGISTERED = 10
TWO_WEEKS = timedelta(days=14)


@dataclass(frozen=True)
class Load:
    """How much a guide has: open cases, those that wait for us, and those where a promise is late."""

    guide: User
    cases: int
    ours: int
    late: int


def guides() -> QuerySet[User]:
    """Colleagues who may own the passage of a case."""
    return holders(Permission.TRIAGE)


def load(user: User, day: Today) -> list[Load]:
    """The load per guide, of the cases this person may see; guides without cases too. Two queries."""
    ours = Q(ball=Party.MUNICIPALITY, paused_at=None)
    per_guide = (
        in_queue(user, day)
        .order_by()
        .values("owner")
        .annotate(
            cases=Count("pk"), ours=Count("pk", filter=ours), late=Count("pk", filter=ours & Q(due_on__lt=day.on))
        )
    )
    found = {row["owner"]: (row["cases"], row["ours"], row["late"]) for row in per_guide}
    return [Load(guide, *found.get(guide.pk, (0, 0, 0))) for guide in guides()]


def reviews_to_answer(user: User) -> Sequence[PhaseReview]:
    """What initiators said that still waits for an answer: critical words, or the wish to look again. One query."""
    answered = Message.objects.filter(
        initiative=OuterRef("initiative"), side=Side.MUNICIPALITY, sent_at__gt=OuterRef("given_at")
    )
    critical = Q(grade=PhaseReview.Grade.BAD) | Q(reopens=True, initiative__state=State.CLOSED)
    cases = Initiative.objects.for_desk(user).filter(merged_into=None)
    return list(
        PhaseReview.objects.filter(critical, ~Exists(answered), initiative__in=cases)
        .select_related("initiative")
        .order_by("given_at", "pk")[:MOST_REVIEWS]
    )


def saved_filters(user: User) -> Sequence[SavedFilter]:
    """A person's own filters and those colleagues share, by name. One query."""
    return list(
        SavedFilter.objects.filter(Q(owner=user) | Q(shared=True)).select_related("owner").order_by("name", "pk")
    )


def registered_by(user: User) -> Sequence[Initiative]:
    """What somebody entered last, for those who may enter but not see cases. One query."""
    return list(Initiative.objects.filter(registered_by=user).order_by("-pk")[:MOST_REGISTERED])


def standard_texts(steps: Collection[str]) -> Sequence[StandardText]:
    """The texts in use for these steps, by step and name. One query."""
    return list(StandardText.objects.filter(step__in=steps, active=True).order_by("step", "name"))


def filled(text: StandardText, case: Initiative, at: datetime) -> str:
    """A standard text about a case; the date is that of our oldest promise, or two weeks from now. Two queries."""
    initiator = case.members.filter(left_at=None).select_related("user").first()
    promise = case.promises.filter(kept_on=None, withdrawn_on=None, party=Party.MUNICIPALITY).first()
    due_on = promise.due_on if promise else localdate(at) + TWO_WEEKS
    return fill(
        text.text,
        naam=initiator.user.display_name if initiator else "",
        titel=case.title,
        nummer=case.number,
        gids=case.owner.display_name if case.owner else "",
        datum=day_in_full(localdate(at) + TWO_WEEKS if text.step == StandardText.Step.QUESTION else due_on),
    )
