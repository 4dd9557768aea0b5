"""Labels on cases: words of the gidsteam to find them together."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.models import User
from core import audit
from initiatives.actions import case
from initiatives.models import Initiative, Label


@transaction.atomic
def set_labels(*, initiative: Initiative, labels: Collection[Label], by: User, at: datetime) -> None:
    """Hang exactly these labels on the case."""
    initiative = case.lock(initiative)
    before = _names(initiative)
    initiative.labels.set(labels)
    case.save(initiative, at=at)
    audit.record(
        verb="initiative.labelled",
        subject=initiative,
        by=by,
        at=at,
        before={"labels": before},
        after={"labels": _names(initiative)},
    )


@transaction.atomic
def add_label(*, initiative: Initiative, label: Label, by: User, at: datetime) -> None:
    """Hang one more label on the case; one that hangs there already changes nothing."""
    if not initiative.labels.filter(pk=label.pk).exists():
        set_labels(initiative=initiative, labels=[*initiative.labels.all(), label], by=by, at=at)


def _names(initiative: Initiative) -> list[str]:
    return list(initiative.labels.order_by("name").values_list("name", flat=True))
