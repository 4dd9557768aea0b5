"""What cases hold of a person, and how that is forgotten: the case stays, with the decision, without the people."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from core import outbox, retention
from core.models import OutgoingMail
from core.personal_data import GONE, Part, Section, moment, section
from initiatives import timeline
from initiatives.actions.draft import delete_on_disk
from initiatives.enums import Audience, ShownName
from initiatives.models import (
    Attachment,
    Draft,
    DraftFile,
    GoalLink,
    Initiative,
    Invitation,
    MeetingItem,
    Member,
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
PERSONAL_FACTS = ("name", "text", "reason")
WIPED = {
    "messages": ["text"],
    "notes": ["text"],
    "reviews": ["text"],
    "positions": ["question"],
    "promises": ["text", "withdrawn_reason"],
    "goal_links": ["remark"],
    "prospect_judgements": ["reason"],
    "meeting_items": ["why"],
}
CASE_FIELDS = (
    *("number", "title", "summary", "for_whom", "with_whom", "planned_when", "question", "organisation"),
    *("place_kind", "address", "shown_name", "guardian_name", "state", "outcome", "outcome_note", "submitted_at"),
)


POSITION_FIELDS = ("kind", "reason", "may_expect", "may_not_expect", "question", "taken_on", "review_on")


def cases_of(user: User) -> QuerySet[Initiative]:
    """Every case on whose initiator's side this person is or was."""
    return Initiative.objects.filter(pk__in=Member.objects.filter(user=user).values("initiative")).order_by("pk")


def cases_of_nobody_else(user: User) -> QuerySet[Initiative]:
    """Of those the cases where no other initiator is left who is known."""
    others = Member.objects.filter(left_at=None, user__erased_at=None).exclude(user=user)
    return cases_of(user).exclude(pk__in=others.values("initiative"))


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
    yield section(_("Doelen bij uw initiatief"), of(GoalLink, cases), "goal", "stage", "remark")
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


def own_drafts(user: User) -> Q:
    """Drafts of the account, and those that were mailed to its address."""
    return Q(user=user) | Q(email=user.email, user=None)


def obstacles(user: User, on: date) -> Iterator[str]:
    """Open cases, cases the archive must still keep, and cases this person guides."""
    term = retention.terms(on).get(KIND)
    for case in cases_of(user):
        if case.is_open:
            yield _("%(number)s loopt nog. Eerst moet het initiatief stoppen of klaar zijn.") % {"number": case.number}
        elif term and (until := kept_until(case, term.days)) > on:
            facts = {"number": case.number, "day": date_format(until, "j F Y"), "source": term.source}
            yield _("%(number)s moet bewaard blijven tot %(day)s (%(source)s).") % facts
    for number in user.owned_initiatives.open().order_by("pk").values_list("number", flat=True):
        yield _("Deze persoon is gids van %(number)s. Draag dat eerst over.") % {"number": number}


def kept_until(case: Initiative, days: int) -> date:
    """The first day the archive no longer asks for a closed case."""
    return (case.outcome_on or localdate(case.changed_at)) + timedelta(days=days)


def stays(user: User, on: date) -> Iterator[str]:
    """Nothing but what has no name."""
    yield from ()


def erase(*, user: User, by: User | None, at: datetime) -> None:
    """Wipe cases that were this person's alone; of the others only what this person wrote and sent."""
    alone = list(cases_of_nobody_else(user))
    for case in alone:
        wipe(case)
    shared = cases_of(user).exclude(pk__in=[case.pk for case in alone])
    of(Message, shared).filter(author=user).update(text=GONE)
    of(PhaseReview, shared).filter(given_by=user).exclude(text="").update(text=GONE)
    forget_files(of(Attachment, shared).filter(added_by=user))
    Member.objects.filter(user=user, left_at=None).update(left_at=at)
    forget_drafts(Draft.objects.filter(own_drafts(user)))
    Invitation.objects.filter(email=user.email).delete()
    user.saved_filters.all().delete()
    forget_name(user)


def wipe(case: Initiative) -> None:
    """Leave of a case what everyone may know for good: what it was, where, and what the municipality decided."""
    for relation, names in WIPED.items():
        for name in names:
            getattr(case, relation).exclude(**{name: ""}).update(**{name: GONE})
    case.versions.all().delete()
    case.invitations.all().delete()
    case.timeline.exclude(audience=Audience.PUBLIC).delete()
    for entry in case.timeline.all():
        forget_facts(entry)
    forget_files(case.attachments.all())
    forget_drafts(Draft.objects.filter(initiative=case))
    outbox.wipe(OutgoingMail.objects.filter(case_number=case.number))
    if not case.is_public:
        case.title, case.slug, case.summary = GONE, case.number.lower(), ""
    case.for_whom = case.with_whom = case.planned_when = case.question = case.organisation = ""
    case.address = case.guardian_name = case.third_party = case.outcome_note = ""
    case.shown_name, case.address_public, case.under_sixteen = ShownName.NONE, False, False
    case.index_words()
    case.save()


def forget_facts(entry: TimelineEntry) -> None:
    """Take the words and names of people out of a line of the timeline."""
    entry.facts = {name: GONE if name in PERSONAL_FACTS else value for name, value in entry.facts.items()}
    entry.save(update_fields=["facts"])


def forget_name(user: User) -> None:
    """Take the name out of timelines of other cases, unless somebody else is called the same."""
    if not user.display_name:
        return
    lines = TimelineEntry.objects.filter(facts__name=user.display_name)
    if User.objects.filter(display_name=user.display_name).exclude(pk=user.pk).exists():
        lines = lines.filter(by=user)
    for entry in lines:
        forget_facts(entry)


def forget_files(attachments: QuerySet[Attachment]) -> None:
    """Delete attachments with their files."""
    for attachment in attachments:
        delete_on_disk(attachment)
    attachments.delete()


def forget_drafts(drafts: QuerySet[Draft]) -> None:
    """Delete drafts with their files."""
    for draft in drafts.prefetch_related("files"):
        for stored in draft.files.all():
            delete_on_disk(stored)
    drafts.delete()


PERSONAL = Part(collect=collect, obstacles=obstacles, stays=stays, erase=erase)
