"""The same step on many cases: each case by itself is done whole or refused, and the refused ones are named."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusal import Refusal
from initiatives.actions import case
from initiatives.actions.label import add_label
from initiatives.actions.ownership import hand_over_ownership, take_up
from initiatives.actions.publication import publish
from initiatives.models import Initiative, Label

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Done:
    """What a bulk step did: the cases it was done for, and those it could not be done for, with the sentence why."""

    done: list[Initiative] = field(default_factory=list)
    refused: list[tuple[Initiative, str]] = field(default_factory=list)


@transaction.atomic
def for_each(
    *, cases: Sequence[Initiative], move: Callable[[Initiative], object], seen: Mapping[int, datetime]
) -> Done:
    """Make the move on each case, in the order of their keys (so that two bulk steps never wait for each other).

    `seen` is each case's `changed_at` as it was on the screen; one that changed since is refused. Raises Refusal
    for more cases than fit in one step.
    """
    if len(cases) > MOST_AT_ONCE:
        raise Refusal(_("Kies ten hoogste %(most)s initiatieven tegelijk.") % {"most": MOST_AT_ONCE})
    result = Done()
    for initiative in sorted(cases, key=lambda each: each.pk):
        try:
            with transaction.atomic():
                case.lock(initiative, seen=seen.get(initiative.pk))
                move(initiative)
        except Refusal as refusal:
            result.refused.append((initiative, str(refusal)))
        else:
            result.done.append(initiative)
    return result


def assign(*, initiative: Initiative, guide: User, note: str, by: User, at: datetime) -> None:
    """Name the guide of a case without one, or hand the case over with a note. Raises Refusal."""
    if initiative.owner_id == guide.pk:
        raise Refusal(_("Deze collega is al de gids."))
    if initiative.owner_id is None:
        take_up(initiative=initiative, owner=guide, by=by, at=at)
    else:
        hand_over_ownership(initiative=initiative, to=guide, note=note, by=by, at=at)


def hang_label(*, initiative: Initiative, label: Label, by: User, at: datetime) -> None:
    """Hang a label on the case. Raises Refusal when it hangs there already."""
    if initiative.labels.filter(pk=label.pk).exists():
        raise Refusal(_("Dit label hangt er al aan."))
    add_label(initiative=initiative, label=label, by=by, at=at)


def make_public(*, initiative: Initiative, by: User, at: datetime) -> None:
    """Publish the case. Raises Refusal."""
    publish(initiative=initiative, by=by, at=at)
