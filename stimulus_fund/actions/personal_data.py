"""What applications hold of a person, and how that is forgotten."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core.personal_data import Part, Section, section
from core.pseudonyms import GONE
from initiatives.actions.erasure import cases_of, rewrite, signs_in
from initiatives.models import Initiative
from stimulus_fund.actions.application import discard
from stimulus_fund.enums import DecisionState, State
from stimulus_fund.models import (
    Application,
    ApplicationFile,
    Assessment,
    BudgetLine,
    Change,
    Decision,
    Delivery,
    Dispute,
    Entry,
    Interest,
    Letter,
    Payment,
    Reclaim,
    Report,
    Ruleset,
    Score,
    Spending,
    TermEvent,
)

PLAN = ("number", "scheme", "state", "activities", "result", "starts_on", "ends_on", "goal", "goal_reason")
AROUND = (
    "works_alone",
    "cooperation",
    "support",
    "budget_note",
    "municipal_cents",
    "asked_cents",
    "granted_cents",
    "settled_cents",
)
RECIPIENT = (
    *("recipient_kind", "recipient_name", "kvk_number", "street", "postcode", "town", "iban", "account_holder"),
    *("name_public", "received_at"),
)
TOLD = ("done", "result", "differently", "learnt", "spent_cents", "remark", "sent_at")
DISPUTED = (
    *("number", "kind", "state", "text", "filed_at", "hearing_at", "hearing_place", "hearing_report", "no_hearing"),
    *("verdict", "conclusion", "closed_at"),
)
DECIDED = ("kind", "state", "cents", "ground", "motivation", "activities", "obligations", "taken_at")


def collect(user: User, *, internal: bool, at: datetime) -> Iterable[Section]:
    """Applications of one's initiatives with budget, files and decisions; with `internal` also those not taken yet."""
    theirs = applications_of(user)
    decisions = Decision.objects.filter(application__in=theirs).order_by("pk")
    taken = decisions.filter(state__in=[DecisionState.TAKEN, DecisionState.REPLACED])
    lines = BudgetLine.objects.filter(application__in=theirs).order_by("pk")
    files = ApplicationFile.objects.filter(Q(application__in=theirs) | Q(added_by=user)).order_by("pk")
    yield section(_("Aanvragen om geld"), theirs, *PLAN, *AROUND, *RECIPIENT)
    yield section(_("Begrotingen"), lines, "side", "kind", "name", "cents", "hours", "rate_cents", "is_certain")
    yield section(_("Bestanden bij aanvragen"), files, "name", "file")
    yield section(_("Digitale post"), Delivery.objects.filter(agreed_by=user).order_by("pk"), "kind", "agreed_at")
    events = TermEvent.objects.filter(application__in=theirs).order_by("pk")
    yield section(_("Wat er met de beslistermijn gebeurde"), events, "kind", "at", "until", "text")
    payments = Payment.objects.filter(application__in=theirs).order_by("pk")
    yield section(_("Betalingen aan u"), payments, "cents", "due_on", "paid_on", "failure")
    reports = Report.objects.filter(application__in=theirs).order_by("pk")
    yield section(_("Verslagen over aanvragen"), reports, *TOLD)
    spent = Spending.objects.filter(report__in=reports).order_by("pk")
    yield section(_("Uitgaven per begrotingsregel"), spent, "line", "cents")
    changes = Change.objects.filter(application__in=theirs).order_by("pk")
    yield section(_("Wijzigingen van plannen"), changes, "text", "ends_on", "asked_at", "answer", "reason")
    reclaims = Reclaim.objects.filter(application__in=theirs).order_by("pk")
    yield section(_("Geld dat u terugbetaalt"), reclaims, "cents", "due_on", "received_on")
    disputes = Dispute.objects.filter(Q(application__in=theirs) | Q(filed_by=user)).order_by("pk")
    yield section(_("Bezwaren en klachten"), disputes, *DISPUTED)
    letters = Letter.objects.filter(application__in=theirs).order_by("pk")
    yield section(_("Brieven over aanvragen"), letters, "subject", "body", "sent_at", "post")
    if internal:
        advices = Assessment.objects.filter(application__in=theirs).order_by("pk")
        yield section(_("Adviezen over aanvragen"), advices, "advice", "advised_cents", "summary")
        scores = Score.objects.filter(assessment__in=advices).order_by("pk")
        yield section(_("Scores van aanvragen"), scores, "criterion", "points", "reason")
        interests = Interest.objects.filter(application__in=theirs).order_by("pk")
        yield section(_("Belangen van medewerkers bij aanvragen"), interests, "reason", "declared_at")
    yield section(_("Besluiten op aanvragen"), decisions if internal else taken, *DECIDED)
    if internal:
        yield section(_("Besluiten in voorbereiding"), decisions, "deviation", "remark")
    yield from worked_on(user)
    yield section(_("Regels die u schreef"), Ruleset.objects.filter(written_by=user), "scheme", "valid_from", "remark")
    yield section(_("Boekingen die u deed"), Entry.objects.filter(by=user), "kind", "cents", "reason", "at")


def worked_on(user: User) -> Iterable[Section]:
    """What a colleague wrote about applications of others."""
    written = Assessment.objects.filter(assessor=user).order_by("pk")
    scores = Score.objects.filter(assessment__in=written).order_by("pk")
    interests = Interest.objects.filter(person=user).order_by("pk")
    yield section(_("Adviezen die u gaf"), written, "advice", "advised_cents", "summary", "handed_in_at")
    yield section(_("Scores die u gaf"), scores, "criterion", "points", "reason")
    yield section(_("Belangen die u meldde"), interests, "reason", "declared_at")


def applications_of(user: User) -> QuerySet[Application]:
    """Applications of initiatives this person is part of now."""
    return Application.objects.filter(initiative__in=Initiative.objects.of_initiator(user)).order_by("pk")


def obstacles(user: User, on: date) -> Iterator[str]:
    """Applications this person answers for, and those they handle."""
    for number in answered_for(user).values_list("number", flat=True):
        yield _("Voor aanvraag %(number)s moet de gemeente nog weten wie het geld vraagt of kreeg (Awb 4:57).") % {
            "number": number
        }
    handled = Application.objects.filter(officer=user, state__in=State.undecided()).order_by("pk")
    for number in handled.values_list("number", flat=True):
        yield _("Deze persoon behandelt aanvraag %(number)s. Draag die eerst over.") % {"number": number}


def answered_for(user: User) -> QuerySet[Application]:
    """Applications this person signed that wait for a decision, or received money that may still be asked back."""
    bound = State.undecided() | State.awarded()
    return Application.objects.filter(signed_by=user, wiped_at=None, state__in=bound).order_by("pk")


def stays(user: User, on: date) -> Iterator[str]:
    """The files of applications, without the person's name."""
    kept = Application.objects.filter(signed_by=user, wiped_at=None).exclude(pk__in=answered_for(user).values("pk"))
    for number in kept.order_by("pk").values_list("number", flat=True):
        facts = {"number": number}
        yield _("Het dossier van aanvraag %(number)s blijft zo lang bewaard als de wet vraagt, zonder uw naam.") % facts
        yield _("Brieven en besluiten over aanvraag %(number)s blijven zo lang zoals zij zijn verstuurd.") % facts


def erase(*, user: User, by: User | None, at: datetime) -> None:
    """Throw away drafts that are this person's alone, and take them out of every application of their cases.

    A decision that was taken stays as it was sent until its term is over: it is the legal ground of a payment.
    """
    for initiative in cases_of(user):
        found = signs_in(initiative, user)
        alone = not initiative.members.filter(left_at=None).exclude(user=user).exists()
        for application in initiative.applications.order_by("pk"):
            if application.state == State.DRAFT and alone:
                discard(application=application)
                continue
            if alone or application.signed_by_id == user.pk:
                forget_recipient(application)
            if found:
                for rows in written_with(application):
                    rewrite(rows, found)


def forget_recipient(application: Application) -> None:
    """Empty who received the money and where."""
    application.recipient_name = application.account_holder = GONE
    application.kvk_number = application.street = application.postcode = application.town = application.iban = ""
    application.name_public = False
    application.save()


def written_with(application: Application) -> Iterator[QuerySet]:
    """All rows in which people wrote about an application, but for what was decided, sent or handed in."""
    yield Application.objects.filter(pk=application.pk)
    yield application.budget_lines.all()
    yield application.files.all()
    yield application.decisions.filter(state__in=[DecisionState.PREPARED, DecisionState.CHECKED])
    drafts = application.assessments.filter(handed_in_at=None)
    yield drafts
    yield Score.objects.filter(assessment__in=drafts)
    yield application.interests.all()
    yield application.payments.filter(paid_on=None)
    yield Report.objects.filter(application=application)
    yield application.changes.all()


def needed(at: datetime) -> QuerySet:
    """Whoever answers for an application."""
    bound = State.undecided() | State.awarded()
    signed = Application.objects.filter(wiped_at=None, state__in=bound).exclude(signed_by=None)
    return signed.values("signed_by")


PERSONAL = Part(collect=collect, obstacles=obstacles, stays=stays, erase=erase, needed=needed)
