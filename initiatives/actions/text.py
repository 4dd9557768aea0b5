"""The initiator's side changes what it said; every version is kept."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Conflict
from initiatives import notices_initiator as notices
from initiatives.actions import case, version
from initiatives.enums import Audience
from initiatives.intake import Intake
from initiatives.models import HelpAsked, Initiative
from initiatives.queries.versions import CHANGEABLE, snapshot


@transaction.atomic
def change_text(*, initiative: Initiative, intake: Intake, seen: int, by: User, at: datetime) -> Initiative:
    """Write these answers as the next version; the same answers as before make no version.

    `seen` is the version the screen showed. Raises Conflict, with what stands there now, when somebody else saved
    other words since.
    """
    initiative = case.lock(initiative)
    before = snapshot(initiative)
    _write(initiative, intake)
    after = {**before, **_answers(initiative, intake)}
    changed = {name: before[name] for name in before if before[name] != after[name]}
    if not changed:
        return initiative
    if initiative.version != seen:
        raise Conflict(
            _("Iemand anders heeft de tekst intussen veranderd. Kijk welke tekst u wilt houden."), theirs=changed
        )
    _write_help(initiative, intake)
    initiative.version += 1
    initiative.index_words()
    version.keep(initiative, by=by, at=at)
    case.story(initiative, event="text_changed", audience=Audience.PUBLIC, at=at, by=by)
    case.save(initiative, at=at)
    audit.record(
        verb="initiative.text_changed",
        subject=initiative,
        by=by,
        at=at,
        after={"version": initiative.version, "changed": sorted(changed)},
    )
    outbox.enqueue(*notices.text_changed(initiative, by=by), at=at)
    return initiative


def _write(initiative: Initiative, intake: Intake) -> None:
    for name in CHANGEABLE:
        setattr(initiative, name, getattr(intake, name))


def _answers(initiative: Initiative, intake: Intake) -> dict[str, Any]:
    """The new answers, as a version would hold them."""
    return {**snapshot(initiative), "help_kinds": sorted(intake.help_kinds)}


def _write_help(initiative: Initiative, intake: Intake) -> None:
    initiative.help_asked.exclude(kind__in=intake.help_kinds).delete()
    present = set(initiative.help_asked.values_list("kind", flat=True))
    HelpAsked.objects.bulk_create(
        HelpAsked(initiative=initiative, kind=kind) for kind in sorted(intake.help_kinds - present)
    )
