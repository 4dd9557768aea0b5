"""What cases hold of a person: for the copy they may ask, and what must stay when they ask to be erased."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from core import retention
from core.personal_data import Part, Section, moment, section
from initiatives import timeline
from initiatives.actions.erasure import cases_of, erase, own_drafts
from initiatives.enums import Audience, MemberRole
from initiatives.models import (
    Attachment,
    Draft,
    DraftFile,
    GoalLink,
    Initiative,
    Invitation,
    MeetingItem,
    Message,
    Note,
    PhaseReview,
    Position,
    Promise,
    ProspectJudgement,
    TextVersion,
    TimelineEntry,
)

KIND = "initiative"
CASE_FIELDS = (
    *("number", "title", "summary", "for_whom", "with_whom", "planned_when", "question", "organisation"),
    *(
        "place_kind",
        "address",
        "shown_name",
        "guardian_name",
        "state",
        "outcome",
        "outcome_note",
        "third_party",
        "submitted_at",
    ),
)
POSITION_FIELDS = ("kind", "reason", "may_expect", "may_not_expect", "question", "taken_on", "review_on")


def collect(user: User, *, internal: bool, at: datetime) -> Iterable[Section]:
    """Drafts, and the cases this person is in now with all that was said, sent and decided.

    Of a case they left only what they wrote and sent themselves. With `internal` also what colleagues wrote.
    """
    cases = Initiative.objects.of_initiator(user).order_by("pk")
    drafts = Draft.objects.filter(own_drafts(user)).order_by("pk")
    yield section(_("Concepten"), drafts, "answers", "email", "started_at", "saved_at")
    yield section(
        _("Bestanden bij concepten"), DraftFile.objects.filter(draft__in=drafts).order_by("pk"), "name", "file"
    )
    yield section(_("Initiatieven"), cases, *CASE_FIELDS)
    yield section(_("Deelname aan initiatieven"), user.memberships.order_by("pk"), "role", "joined_at", "left_at")
    yield section(_("Eerdere teksten"), theirs(TextVersion, cases, saved_by=user), "version", "texts", "saved_at")
    yield section(_("Gesprek met de gemeente"), theirs(Message, cases, author=user), "side", "text", "sent_at")
    yield section(_("Positie van de gemeente"), of(Position, cases), *POSITION_FIELDS)
    yield section(_("Beloftes"), of(Promise, cases), "kind", "party", "text", "due_on", "kept_on", "withdrawn_reason")
    yield section(
        _("Hoe u het vond"), PhaseReview.objects.filter(given_by=user).order_by("pk"), "phase", "grade", "text"
    )
    yield section(_("Uitnodigingen van u"), sent_by(user), "kind", "email", "invited_at")
    yield story_of(cases, internal=internal)
    files = theirs(Attachment, cases, added_by=user).filter(removed_at=None)
    shown = files if internal else files.exclude(audience=Audience.INTERNAL)
    yield section(_("Bestanden"), shown, "name", "description", "file")
    yield section(_("Bewaarde filters"), user.saved_filters.order_by("pk"), "name", "query")
    if internal:
        yield from written_about(cases)


def story_of(cases: QuerySet[Initiative], *, internal: bool) -> Section:
    """The timelines of these cases, in sentences."""
    entries = TimelineEntry.objects.filter(initiative__in=cases).select_related("initiative").order_by("pk")
    told = entries if internal else entries.for_initiator()
    rows = [
        {
            _("initiatief"): entry.initiative.number,
            _("wanneer"): moment(entry.at),
            _("wat"): timeline.sentence(entry, public=False),
        }
        for entry in told
    ]
    return Section(_("Verloop"), rows)


def written_about(cases: QuerySet[Initiative]) -> Iterable[Section]:
    """What colleagues wrote for themselves about these cases."""
    agenda = MeetingItem.objects.filter(initiative__in=cases).order_by("pk")
    yield section(_("Interne notities over uw initiatief"), of(Note, cases), "text", "written_at")
    yield section(_("Oordeel over uw initiatief"), of(ProspectJudgement, cases), "promising", "reason", "decided_on")
    yield section(_("Doelen bij uw initiatief"), of(GoalLink, cases), "goal", "stage", "remark", "verdict", "finding")
    yield section(_("Besproken in het overleg"), agenda, "meeting", "why", "decision")


def theirs(model: type, cases: QuerySet[Initiative], **written: User) -> QuerySet:
    """The rows of these cases, and what this person wrote in cases they are in no more."""
    rows: QuerySet = model._default_manager.filter(Q(initiative__in=cases) | Q(**written)).order_by("pk")  # type: ignore[attr-defined]
    return rows


def sent_by(user: User) -> QuerySet[Invitation]:
    """Invitations this person sent."""
    return Invitation.objects.filter(invited_by=user).order_by("pk")


def of(model: type, cases: QuerySet[Initiative]) -> QuerySet:
    """The rows of a model that hang below these cases."""
    rows: QuerySet = model._default_manager.filter(initiative__in=cases).order_by("pk")  # type: ignore[attr-defined]
    return rows


def obstacles(user: User, on: date) -> Iterator[str]:
    """Open cases this person carries or guides; who only joins one can simply leave it."""
    carried = Initiative.objects.open().filter(
        members__in=user.memberships.filter(left_at=None, role=MemberRole.INITIATOR)
    )
    for number in carried.order_by("pk").values_list("number", flat=True):
        yield _("%(number)s loopt nog. Stop eerst met het initiatief, of draag het over aan iemand anders.") % {
            "number": number
        }
    for number in user.owned_initiatives.open().order_by("pk").values_list("number", flat=True):
        yield _("Deze persoon is gids van %(number)s. Draag dat eerst over.") % {"number": number}


def stays(user: User, on: date) -> Iterator[str]:
    """The files the archive law asks for, without the person's name, and until when."""
    term = retention.terms(on).get(KIND)
    for case in cases_of(user).filter(wiped_at=None):
        facts = {"number": case.number}
        if case.is_open:
            yield _("%(number)s gaat verder. Wat u daar schreef blijft staan, zonder uw naam.") % facts
        elif term is None:
            yield _("Het dossier van %(number)s blijft bewaard, zonder uw naam.") % facts
        else:
            facts |= {"day": date_format(kept_until(case, term.days), "j F Y"), "source": term.source}
            yield _("Het dossier van %(number)s blijft bewaard tot %(day)s, zonder uw naam (%(source)s).") % facts


def kept_until(case: Initiative, days: int) -> date:
    """The first day the archive no longer asks for a closed case."""
    return localdate((case.closed_at or case.changed_at) + timedelta(days=days))


def needed(at: datetime) -> QuerySet:
    """Who carries a case of which the file is still there, and whoever guides one."""
    carried = Q(memberships__left_at=None, memberships__initiative__wiped_at=None, memberships__isnull=False)
    return User.objects.filter(carried | Q(owned_initiatives__isnull=False) | Q(drafts__isnull=False)).values("pk")


PERSONAL = Part(collect=collect, obstacles=obstacles, stays=stays, erase=erase, needed=needed)
