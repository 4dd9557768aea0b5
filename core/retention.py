"""Keep personal data as long as its term says, and no longer.

A rule tells for one kind of data from when its term counts and what happens after it; rules stand in
`settings.RETENTION_RULES` as dotted paths. How long a term is, is dated data (RetentionTerm).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.module_loading import import_string
from django.utils.timezone import localdate

from core import audit, outbox
from core.models import DestructionLine, DestructionState, OutgoingMail, RetentionTerm

KEPT = "keep"


@dataclass(frozen=True)
class Rule:
    """What happens to rows of a kind when their term is over.

    `ended_before` gives the rows whose term began to count before a moment and that still hold something;
    `wipe(rows, at)` empties or deletes them and returns how many. `what` says in a few words what that is. Rows of a
    file, and the file itself, go only when a person approved that file (core.destruction): `file` is its model, with a
    `number`, and `through` the way to it from a row. A rule that empties only what stands around the file is a `part`.
    """

    kind: str
    what: str
    ended_before: Callable[[datetime], QuerySet]
    wipe: Callable[[QuerySet, datetime], int]
    file: type[Model] | None = None
    through: str = "pk"
    part: bool = False

    @property
    def is_file(self) -> bool:
        """True when its rows are the files themselves."""
        return self.file is not None and self.through == "pk" and not self.part


@dataclass(frozen=True)
class Overdue:
    """A rule with its term in force, and the rows kept longer than that."""

    rule: Rule
    term: RetentionTerm
    rows: QuerySet


def kinds() -> list[str]:
    """The kinds of data that models name in `class Privacy`, without what is kept for ever."""
    named = {kind for model in apps.get_models() for kind in _kinds_of(model)}
    return sorted(named - {KEPT})


def _kinds_of(model: type[Model]) -> tuple[str, ...]:
    """The kind a model names, or each of them where how it ended tells which term holds."""
    kind = getattr(getattr(model, "Privacy", None), "retention", KEPT)
    return kind if isinstance(kind, tuple) else (kind,)


def rules() -> list[Rule]:
    """The rules of this portal, in the order of the settings."""
    return [import_string(path) for path in settings.RETENTION_RULES]


def terms(on: date) -> dict[str, RetentionTerm]:
    """The term in force on a day, by kind."""
    return {term.kind: term for term in RetentionTerm.objects.filter(valid_from__lte=on).order_by("valid_from")}


def overdue(at: datetime) -> Iterator[Overdue]:
    """What is kept too long at this moment, a rule at a time."""
    in_force = terms(localdate(at))
    for rule in rules():
        term = in_force.get(rule.kind)
        if term is not None:
            yield Overdue(rule, term, rule.ended_before(at - timedelta(days=term.days)))


def apply(at: datetime) -> int:
    """Wipe what is kept too long, each rule in a transaction, and record how many rows. Returns the sum.

    Of files only those that were approved, and of these the lines on the list are ended.
    """
    total = 0
    for found in overdue(at):
        with transaction.atomic():
            wiped = _wipe(found, at)
            if wiped:
                facts = {"kind": found.rule.kind, "what": found.rule.what, "days": found.term.days, "rows": wiped}
                audit.record(verb="retention.applied", subject=found.term, by=None, at=at, after=facts)
        total += wiped
    return total


def _wipe(found: Overdue, at: datetime) -> int:
    rule = found.rule
    if rule.file is None:
        return rule.wipe(found.rows, at)
    approved = DestructionLine.objects.filter(
        state=DestructionState.APPROVED, subject_type=rule.file._meta.label_lower, kind=rule.kind
    )
    keys = set(approved.values_list("subject_id", flat=True))
    rows = found.rows.filter(**{f"{rule.through}__in": keys})
    going = set(rows.values_list("pk", flat=True)) if rule.is_file else set()
    wiped = rule.wipe(rows, at)
    gone = going - set(found.rows.filter(pk__in=going).values_list("pk", flat=True))
    approved.filter(subject_id__in=gone).update(state=DestructionState.DESTROYED, ended_at=at)
    return wiped


def _mails_ended_before(moment: datetime) -> QuerySet[OutgoingMail]:
    waiting = OutgoingMail.State.WAITING
    return OutgoingMail.objects.filter(created_at__lt=moment).exclude(state=waiting).exclude(to="")


def _empty(mails: QuerySet[OutgoingMail], at: datetime) -> int:
    return outbox.wipe(mails)


MAILS = Rule("mail", "address, subject and text of mails emptied", _mails_ended_before, _empty)
