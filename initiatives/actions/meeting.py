"""The weekly meeting of the gidsteam: its agenda, and decisions written on the spot."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.refusal import Conflict, Refusal
from core.seen import mark
from initiatives.actions.note import add_note
from initiatives.models import Initiative, Meeting, MeetingItem

WRITTEN_MEANWHILE = _(
    "Een collega schreef hier intussen iets anders. Uw tekst staat er nog. Bewaar opnieuw als die moet gelden."
)


class WrittenMeanwhile(Conflict):
    """A colleague wrote another text since the screen was drawn; the sentence says which."""

    def __init__(self, field: str, text: str) -> None:
        stands = _("Er staat nu: “%(text)s”") % {"text": text}
        super().__init__(f"{WRITTEN_MEANWHILE} {stands}", {field: text, "seen": mark(text)})
        self.field = field


@transaction.atomic
def put_on_agenda(*, initiative: Initiative, held_on: date, by: User, at: datetime, why: str = "") -> MeetingItem:
    """Put a case on the agenda of a day; the meeting is made when it is not there yet.

    Raises Refusal for a day in the past, or when the case is on that agenda already.
    """
    if held_on < localdate(at):
        raise Refusal(_("Kies vandaag of een latere dag."), field="held_on")
    meeting = plan_meeting(held_on=held_on, by=by, at=at)
    item, is_new = meeting.items.get_or_create(initiative=initiative, defaults={"why": why.strip()})
    if not is_new:
        raise Refusal(_("Dit initiatief staat al op de agenda van die dag."), field="held_on")
    audit.record(
        verb="initiative.put_on_agenda", subject=initiative, by=by, at=at, after={"meeting": held_on.isoformat()}
    )
    return item


@transaction.atomic
def plan_meeting(*, held_on: date, by: User, at: datetime) -> Meeting:
    """The meeting of a day; made when nobody planned it yet."""
    meeting, is_new = Meeting.objects.get_or_create(held_on=held_on)
    if is_new:
        audit.record(verb="meeting.planned", subject=meeting, by=by, at=at, after={"held_on": held_on.isoformat()})
    return meeting


@transaction.atomic
def take_off_agenda(*, item: MeetingItem, by: User, at: datetime) -> None:
    """Take a case off an agenda. Raises Refusal when something was decided about it."""
    item = MeetingItem.objects.select_for_update(of=("self",)).select_related("meeting", "initiative").get(pk=item.pk)
    if item.decision:
        raise Refusal(_("Er is al een besluit over dit initiatief genoteerd."))
    item.delete()
    audit.record(
        verb="initiative.taken_off_agenda",
        subject=item.initiative,
        by=by,
        at=at,
        before={"meeting": item.meeting.held_on.isoformat()},
    )


@transaction.atomic
def write_decision(*, item: MeetingItem, decision: str, by: User, at: datetime, seen: str | None = None) -> MeetingItem:
    """Write what was decided; it lands on the case as an internal note. Raises Refusal when it is empty.

    `seen` is the mark of the decision that the screen showed, None for who looks at it now. Raises WrittenMeanwhile
    when somebody else decided since. A decision that is written again is a second note: notes are never changed.
    """
    if not decision.strip():
        raise Refusal(_("Schrijf op wat is besloten."), field="decision")
    item = MeetingItem.objects.select_for_update(of=("self",)).select_related("meeting", "initiative").get(pk=item.pk)
    if item.decision == decision.strip():
        return item
    if seen is not None and item.decision and seen != mark(item.decision):
        raise WrittenMeanwhile("decision", item.decision)
    item.decision, item.decided_by, item.decided_at = decision.strip(), by, at
    item.save(update_fields=["decision", "decided_by", "decided_at"])
    heading = _("Besloten in het overleg van %(day)s") % {"day": f"{item.meeting.held_on:%d-%m-%Y}"}
    add_note(initiative=item.initiative, text=f"{heading}: {item.decision}", by=by, at=at)
    audit.record(verb="initiative.decided_in_meeting", subject=item.initiative, by=by, at=at, after={"item": item.pk})
    return item


@transaction.atomic
def write_minutes(
    *,
    meeting: Meeting,
    present: Collection[User],
    minutes: str,
    by: User,
    at: datetime,
    seen: str | None = None,
) -> Meeting:
    """Write who was there and what else was said.

    `seen` is the mark of the minutes that the screen showed, None for who looks at them now. Raises WrittenMeanwhile
    when somebody else wrote since.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    written = meeting.minutes
    if seen is not None and written and minutes.strip() != written and seen != mark(written):
        raise WrittenMeanwhile("minutes", written)
    meeting.minutes = minutes.strip()
    meeting.save(update_fields=["minutes"])
    meeting.present.set(present)
    audit.record(verb="meeting.minuted", subject=meeting, by=by, at=at, after={"present": len(present)})
    return meeting
