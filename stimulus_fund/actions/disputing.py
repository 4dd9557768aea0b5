"""Objections and complaints: filed by the applicant, handled by somebody who did not work on what it is about."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import outbox
from core.refusal import IllegalTransition, Refusal
from stimulus_fund import letters, notices
from stimulus_fund.actions.consequences import keep_from_now
from stimulus_fund.actions.entering import entering, lock
from stimulus_fund.actions.letters import send_letter
from stimulus_fund.actions.record import record
from stimulus_fund.actions.term import happen, tell_time_of_dispute
from stimulus_fund.acts import Act
from stimulus_fund.clock import Happening
from stimulus_fund.enums import DecisionState, DisputeKind, DisputeState, Verdict
from stimulus_fund.models import Application, Decision, Dispute, TermEvent
from stimulus_fund.queries.law import law
from stimulus_fund.queries.people import applicants
from stimulus_fund.queries.term import clock_of_dispute

NOON = time(12)


class Involved(Refusal):
    """Whoever worked on what somebody objects to or complains about does not handle that (Awb 7:5, 9:7)."""


class Paper(Refusal):
    """A paper objection or complaint that cannot be as it was entered."""

    field = "on"


@transaction.atomic
def object_to(*, application: Application, decision: Decision, text: str, by: User, at: datetime) -> Dispute:
    """Object to a decision that stands (Awb 6:4); too late is for the municipality to judge. Raises Refusal."""
    application = lock(application)
    return _file(application, DisputeKind.OBJECTION, text, decision=decision, by=by, at=at)


@transaction.atomic
def complain(*, application: Application, text: str, by: User, at: datetime) -> Dispute:
    """Complain about how the municipality behaved (Awb 9:1)."""
    return _file(lock(application), DisputeKind.COMPLAINT, text, by=by, at=at)


@entering(Act.DISPUTE)
def enter_paper(
    *,
    application: Application,
    decision: Decision | None,
    text: str,
    on: date,
    posted_on: date | None,
    by: User,
    at: datetime,
) -> Dispute:
    """Enter an objection (to a `decision`) or a complaint that came on paper on a day. Raises Paper, Refusal."""
    people = applicants(application)
    if not people:
        raise Paper(_("Niemand staat nog als aanvrager bij dit initiatief."))
    if on > localdate(at) or (posted_on and posted_on > on):
        raise Paper(_("Kies een dag tot en met vandaag, niet voor de dag waarop het is gepost."))
    moment = at if on == localdate(at) else make_aware(datetime.combine(on, NOON))
    kind = DisputeKind.OBJECTION if decision else DisputeKind.COMPLAINT
    signer = next((person for person in people if person == application.signed_by), people[0])
    return _file(
        application, kind, text, decision=decision, by=signer, at=moment, posted_on=posted_on, entered_by=by, now=at
    )


def _file(
    application: Application,
    kind: DisputeKind,
    text: str,
    *,
    by: User,
    at: datetime,
    decision: Decision | None = None,
    posted_on: date | None = None,
    entered_by: User | None = None,
    now: datetime | None = None,
) -> Dispute:
    """`at` is the moment of receipt, `now` that of writing it down."""
    if decision and (decision.application_id != application.pk or decision.state != DecisionState.TAKEN):
        raise Refusal(_("Tegen dit besluit kunt u geen bezwaar maken."))
    if decision and decision.disputes.filter(state=DisputeState.OPEN).exists():
        raise Refusal(_("Er loopt al een bezwaar tegen dit besluit."))
    letter = "B" if kind == DisputeKind.OBJECTION else "K"
    dispute = Dispute(
        application=application,
        kind=kind,
        decision=decision,
        number=f"{application.number}-{letter}{application.disputes.count() + 1}",
        text=text,
        filed_by=by,
        filed_at=at,
        posted_on=posted_on,
        entered_by=entered_by,
    )
    dispute.decide_by = localdate(at)
    dispute.save()
    tell_time_of_dispute(dispute, at=at)
    now = now or at
    send_letter(application, letters.filed(dispute, at=now), dispute=dispute, by=entered_by or by, at=now)
    record(
        application, "dispute.filed", by=entered_by or by, at=now, story=f"fund_{kind.value}", dispute=dispute.number
    )
    outbox.enqueue(*notices.filed(dispute), at=now)
    return dispute


@transaction.atomic
def withdraw_dispute(*, dispute: Dispute, by: User, at: datetime) -> Dispute:
    """Take an objection or complaint back (Awb 6:21). Raises IllegalTransition."""
    application = lock(dispute.application)
    dispute = _open(application, dispute)
    if application.decisions.filter(dispute=dispute, state=DecisionState.CHECKED).exists():
        raise IllegalTransition(_("De beslissing ligt al klaar. Bel de gemeente als u het bezwaar wilt intrekken."))
    application.decisions.filter(dispute=dispute, state=DecisionState.PREPARED).delete()
    happen(application, Happening.WITHDRAWN, at=at, by=by, dispute=dispute)
    _close(dispute, DisputeState.WITHDRAWN, by=by, at=at)
    record(application, "dispute.withdrawn", by=by, at=at, story="fund_dispute_withdrawn", dispute=dispute.number)
    outbox.enqueue(*notices.dispute_withdrawn(dispute), at=at)
    return dispute


@transaction.atomic
def give_notice_in(*, dispute: Dispute, text: str, by: User, at: datetime) -> Dispute:
    """Tell the municipality that its decision on an objection is late (Awb 4:17). Raises NotTooLate, NoSuchStop."""
    application = lock(dispute.application)
    dispute = _open(application, dispute)
    happen(application, Happening.DEFAULT, at=at, by=by, text=text, dispute=dispute)
    record(application, "application.default", by=by, at=at, story="fund_default", dispute=dispute.number)
    outbox.enqueue(*notices.given_notice(application), at=at)
    return dispute


@entering(Act.DISPUTE)
def take_on_dispute(*, application: Application, dispute: Dispute, by: User, at: datetime) -> Dispute:
    """Become the one who handles it. Raises Involved."""
    dispute = _open(application, dispute)
    _require_uninvolved(dispute, by)
    dispute.handler = by
    dispute.save(update_fields=["handler"])
    record(application, "dispute.taken_on", by=by, at=at, dispute=dispute.number)
    return dispute


@entering(Act.DISPUTE)
def invite(
    *, application: Application, dispute: Dispute, day: date, hour: time, place: str, by: User, at: datetime
) -> Dispute:
    """Invite whoever filed it to be heard (Awb 7:2, 9:10). Raises Refusal for a moment that passed."""
    dispute = _handled(application, dispute, by)
    moment = make_aware(datetime.combine(day, hour))
    if moment <= at:
        raise Refusal(_("Kies een moment dat nog komt."), field="day")
    dispute.hearing_at, dispute.hearing_place, dispute.no_hearing = moment, place, ""
    dispute.save(update_fields=["hearing_at", "hearing_place", "no_hearing"])
    dispute.application = application
    send_letter(application, letters.hearing(dispute, at=at), dispute=dispute, by=by, at=at)
    record(application, "dispute.invited", by=by, at=at, story="fund_hearing", dispute=dispute.number)
    return dispute


@entering(Act.DISPUTE)
def write_hearing(*, application: Application, dispute: Dispute, report: str, by: User, at: datetime) -> Dispute:
    """Write what was said (Awb 7:7, 9:10). Raises Refusal when there was no hearing yet."""
    dispute = _handled(application, dispute, by)
    if dispute.hearing_at is None or dispute.hearing_at > at:
        raise Refusal(_("Het gesprek is nog niet geweest."), field="report")
    first = not dispute.hearing_report
    dispute.hearing_report = report
    dispute.save(update_fields=["hearing_report"])
    if first:
        happen(application, Happening.HEARD, at=at, by=by, dispute=dispute)
    record(application, "dispute.heard", by=by, at=at, dispute=dispute.number)
    return dispute


@entering(Act.DISPUTE)
def waive_hearing(*, application: Application, dispute: Dispute, reason: str, by: User, at: datetime) -> Dispute:
    """Say why nobody is heard (Awb 7:3, 9:10 lid 2). Raises Refusal when somebody was heard."""
    dispute = _handled(application, dispute, by)
    if dispute.hearing_report:
        raise Refusal(_("Het gesprek is al geweest."), field="reason")
    dispute.no_hearing, dispute.hearing_at, dispute.hearing_place = reason, None, ""
    dispute.save(update_fields=["no_hearing", "hearing_at", "hearing_place"])
    record(application, "dispute.unheard", by=by, at=at, dispute=dispute.number)
    return dispute


@entering(Act.DISPUTE)
def adjourn(
    *, application: Application, dispute: Dispute, until: date, reason: str, by: User, at: datetime
) -> TermEvent:
    """Decide later, once (Awb 7:10 lid 3, 9:11 lid 2). Raises what the law refuses."""
    dispute = _handled(application, dispute, by)
    before = dispute.decide_by
    event = happen(application, Happening.EXTENDED, at=at, by=by, until=until, text=reason, dispute=dispute)
    clock = clock_of_dispute(dispute, law(), localdate(at))
    draft = letters.extension(application, reason=reason, before=before, clock=clock, at=at, dispute=dispute)
    send_letter(application, draft, dispute=dispute, by=by, at=at)
    record(application, "application.extended", by=by, at=at, story="fund_extended", until=until.isoformat())
    return event


@entering(Act.DISPUTE)
def note_consent(
    *, application: Application, dispute: Dispute, until: date, text: str, by: User, at: datetime
) -> TermEvent:
    """Write down that who filed it agrees to wait until a day (Awb 7:10 lid 4, 9:11 lid 3)."""
    dispute = _handled(application, dispute, by)
    event = happen(application, Happening.AGREED, at=at, by=by, until=until, text=text, dispute=dispute)
    record(application, "application.term_noted", by=by, at=at, story="fund_term_noted", kind=Happening.AGREED.value)
    return event


@entering(Act.DISPUTE)
def conclude(
    *, application: Application, dispute: Dispute, verdict: Verdict, conclusion: str, by: User, at: datetime
) -> Dispute:
    """Close a complaint with findings, a verdict and what follows (Awb 9:12). Raises Refusal."""
    dispute = _handled(application, dispute, by)
    if dispute.is_objection:
        raise Refusal(_("Op een bezwaar volgt een besluit."))
    if not (dispute.hearing_report or dispute.no_hearing):
        raise Refusal(_("Spreek eerst met de indiener, of schrijf op waarom dat niet hoeft (Awb 9:10)."))
    happen(application, Happening.DECIDED, at=at, by=by, dispute=dispute)
    dispute.verdict, dispute.conclusion = verdict, conclusion
    _close(dispute, DisputeState.CLOSED, by=by, at=at)
    keep_from_now(application, at=at)
    dispute.application = application
    send_letter(application, letters.concluded(dispute, at=at), dispute=dispute, by=by, at=at)
    record(application, "dispute.concluded", by=by, at=at, story="fund_concluded", dispute=dispute.number)
    return dispute


def _close(dispute: Dispute, state: DisputeState, *, by: User, at: datetime) -> None:
    dispute.state, dispute.closed_by, dispute.closed_at = state, by, at
    dispute.save(update_fields=["state", "closed_by", "closed_at", "verdict", "conclusion"])


def _open(application: Application, dispute: Dispute) -> Dispute:
    rows = application.disputes.select_for_update(of=["self"]).select_related("decision")
    now: Dispute = rows.get(pk=dispute.pk)
    if not now.is_open:
        raise IllegalTransition(_("Dit is al afgehandeld."))
    return now


def _handled(application: Application, dispute: Dispute, by: User) -> Dispute:
    now = _open(application, dispute)
    if now.handler_id != by.pk:
        raise Refusal(_("Neem dit eerst zelf in behandeling."))
    return now


def _require_uninvolved(dispute: Dispute, by: User) -> None:
    contested = dispute.decision
    if contested and by.pk in {contested.prepared_by_id, contested.checked_by_id, contested.taken_by_id}:
        raise Involved(_("U werkte aan het besluit waartegen bezwaar is gemaakt. Een ander behandelt dit (Awb 7:5)."))
    if contested is None and dispute.application.officer_id == by.pk:
        raise Involved(_("U behandelt de aanvraag waarover de klacht gaat. Een ander doet dit (Awb 9:7)."))
