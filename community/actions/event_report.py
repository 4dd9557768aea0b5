"""What came of an event: the report, who came, lessons, and promises that become action points."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.actions import seats
from community.enums.agenda import Visibility
from community.models import Event, EventReport
from core import audit
from core.refusal import Conflict, Refusal
from initiatives.models import Initiative
from teams.actions.action_point import add_point
from teams.actions.lesson import add_lesson
from teams.models import ActionPoint, Lesson
from teams.records import NewLesson, NewPoint


@transaction.atomic
def write_report(
    *,
    event: Event,
    version: int,
    came: int,
    text: str,
    visibility: str,
    present: Collection[int],
    by: User,
    at: datetime,
) -> EventReport:
    """Write what came of an event, or correct it; `version` is the one that was read, 0 for the first.

    `came` counts people; `present` are the keys of registrations whose people were there. Raises Refusal before it
    began or when it was cancelled, and Conflict when somebody saved since.
    """
    event = seats.lock(event)
    _require_held(event, at)
    if visibility == Visibility.PUBLIC and not event.is_public:
        raise Refusal(_("Van een interne bijeenkomst is ook het verslag intern."), field="visibility")
    if not text.strip():
        raise Refusal(_("Schrijf op wat er is gezegd."), field="text")
    report = EventReport.objects.filter(event=event).first() or EventReport(event=event, version=0)
    if report.version != version:
        theirs = {"came": report.came, "text": report.text, "version": report.version}
        raise Conflict(_("Een collega heeft dit verslag intussen bewaard. Kijk wat er nu staat."), theirs)
    report.came, report.text, report.visibility = came, text.strip(), visibility
    report.written_by, report.written_at, report.version = by, at, report.version + 1
    report.save()
    for registration in event.registrations.seated():
        registration.came = registration.pk in present
        registration.save(update_fields=["came"])
    after = {"came": came, "visibility": visibility}
    audit.record(verb="event.reported", subject=event, by=by, at=at, after=after)
    return report


@transaction.atomic
def tell_lesson(*, report: EventReport, initiative: Initiative, lesson: NewLesson, by: User, at: datetime) -> Lesson:
    """Write a lesson of an event with the initiative it is about. Raises Refusal for one that is not linked."""
    report = _locked(report, initiative)
    made = add_lesson(initiative=initiative, lesson=lesson, by=by, at=at)
    report.lessons.add(made)
    audit.record(verb="event.lesson", subject=report.event, by=by, at=at, after={"lesson": made.pk})
    return made


@transaction.atomic
def make_promise(
    *, report: EventReport, initiative: Initiative, point: NewPoint, shared: bool, by: User, at: datetime
) -> ActionPoint:
    """Make an action point of what was promised at an event. Raises Refusal for an initiative that is not linked, or
    as `add_point` does.
    """
    report = _locked(report, initiative)
    made = add_point(initiative=initiative, point=point, shared=shared, by=by, at=at)
    report.points.add(made)
    audit.record(verb="event.promised", subject=report.event, by=by, at=at, after={"point": made.pk})
    return made


def _locked(report: EventReport, initiative: Initiative) -> EventReport:
    event = seats.lock(report.event)
    if not event.initiatives.filter(pk=initiative.pk).exists():
        raise Refusal(_("Dit initiatief hoort niet bij deze bijeenkomst."), field="initiative")
    found = EventReport.objects.get(pk=report.pk)
    found.event = event
    return found


def _require_held(event: Event, at: datetime) -> None:
    if event.is_draft or event.is_cancelled:
        raise Refusal(_("Deze bijeenkomst is er niet geweest."))
    if event.starts_at > at:
        raise Refusal(_("Deze bijeenkomst is nog niet begonnen."))
