"""The list of files to destroy: proposed when their term is over, read by a person, gone the night after.

Which files there are is told by the rules of `core.retention` that name a file. Whoever approves files destroys
nothing themselves: the night does, and only while the term is still over.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from core import audit, retention
from core.models import DestructionLine, DestructionState
from core.refusal import IllegalTransition, Refusal

MOST_A_NIGHT = 500
JUDGED = ["state", "reason", "judge_id", "judged_at"]


@transaction.atomic
def refresh(at: datetime) -> int:
    """Bring the list up to date: files whose term is over come on it, those that are in use again leave it.

    What is held back stays. Returns how many lines changed.
    """
    changed = 0
    for found in retention.overdue(at):
        if found.rule.is_file:
            rows = found.rows.order_by()
            mine = lines_of(rows.model).filter(kind=found.rule.kind)
            back = mine.exclude(state=DestructionState.HELD).exclude(subject_id__in=rows.values("pk"))
            changed += back.update(state=DestructionState.DROPPED, ended_at=at)
            changed += len(DestructionLine.objects.bulk_create(_proposals(found, at)))
    return changed


def _proposals(found: retention.Overdue, at: datetime) -> Iterator[DestructionLine]:
    label = found.rows.model._meta.label_lower
    listed = lines_of(found.rows.model).values("subject_id")
    for row in found.rows.exclude(pk__in=listed)[:MOST_A_NIGHT]:
        yield DestructionLine(
            kind=found.rule.kind, subject_type=label, subject_id=row.pk, number=row.number, proposed_at=at
        )


def lines_of(model: type[Model]) -> QuerySet[DestructionLine]:
    """The lines about files of a model that are on the list now."""
    waiting = sorted(DestructionState.waiting())
    return DestructionLine.objects.filter(subject_type=model._meta.label_lower, state__in=waiting)


def approve(*, line: DestructionLine, by: Model, at: datetime) -> DestructionLine:
    """Let the file be destroyed the next night. Raises IllegalTransition when it was judged or left the list."""
    return _judge(line, DestructionState.APPROVED, "", DestructionState.PROPOSED, by=by, at=at)


def hold(*, line: DestructionLine, reason: str, by: Model, at: datetime) -> DestructionLine:
    """Keep the file, with a reason, until somebody lets it go on. Raises Refusal without one, IllegalTransition."""
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom u dit dossier vasthoudt."), field="reason")
    before = (DestructionState.PROPOSED, DestructionState.APPROVED)
    return _judge(line, DestructionState.HELD, reason.strip(), *before, by=by, at=at)


def release(*, line: DestructionLine, by: Model, at: datetime) -> DestructionLine:
    """Put a file that was held, or approved by mistake, back among those to be read. Raises IllegalTransition."""
    before = (DestructionState.HELD, DestructionState.APPROVED)
    return _judge(line, DestructionState.PROPOSED, "", *before, by=by, at=at)


@transaction.atomic
def _judge(
    line: DestructionLine, state: DestructionState, reason: str, *before: DestructionState, by: Model, at: datetime
) -> DestructionLine:
    line = DestructionLine.objects.select_for_update().get(pk=line.pk)
    if line.state not in before:
        raise IllegalTransition(_("Dit dossier staat op “%(state)s”.") % {"state": line.get_state_display()})
    was, line.state, line.reason = line.state, state, reason
    line.judge_id, line.judged_at = by.pk, at
    line.save(update_fields=JUDGED)
    facts = {"number": line.number, "state": state.value}
    audit.record(verb="destruction.judged", subject=line, by=by, at=at, before={"state": was}, after=facts)
    return line
