"""Delete what cases no longer need to keep."""

from datetime import datetime

from django.db.models import QuerySet

from core import audit, outbox
from core.models import OutgoingMail
from core.pseudonyms import GONE
from initiatives import timeline
from initiatives.actions import case
from initiatives.actions.erasure import forget_drafts, forget_files
from initiatives.enums import Audience, ShownName
from initiatives.models import Draft, Initiative, Invitation, Meeting

MOST_CASES_A_NIGHT = 200
TEXTS = (
    *("for_whom", "with_whom", "planned_when", "question", "organisation"),
    *("address", "guardian_name", "third_party"),
)


def delete_invitations(invitations: QuerySet[Invitation], at: datetime) -> int:
    """Delete invitations that ended; whoever accepted one is a member, which stays. Returns how many."""
    count = invitations.count()
    invitations.delete()
    return count


def delete_meetings(meetings: QuerySet[Meeting], at: datetime) -> int:
    """Delete reports of meetings with their agenda; what was decided on a case stays with the case."""
    count = meetings.count()
    meetings.delete()
    return count


def wipe_cases(cases: QuerySet[Initiative], at: datetime) -> int:
    """Destroy the files of cases whose term is over, in the order given; returns how many.

    What everyone could read stays: plan, position with its reason, outcome, without any name. Of a case that was never
    public only its number, theme, wijk and the municipality's position stay. A night takes a limited number, so that
    a first night does not keep the database to itself.
    """
    chosen = list(cases[:MOST_CASES_A_NIGHT])
    for initiative in chosen:
        wipe(case.lock(initiative), at=at)
    return len(chosen)


def wipe(initiative: Initiative, *, at: datetime) -> None:
    """Destroy the file of a locked, closed case; the audit proves of which number."""
    forget_files(initiative.attachments.all())
    forget_drafts(Draft.objects.filter(initiative=initiative))
    for rows in ("messages", "notes", "reviews", "prospect_judgements", "versions", "invitations", "members"):
        getattr(initiative, rows).all().delete()
    initiative.labels.clear()
    wipe_timeline(initiative)
    initiative.positions.exclude(question="").update(question=GONE)
    initiative.promises.update(text="", made_by=None)
    initiative.promises.exclude(withdrawn_reason="").update(withdrawn_reason=GONE)
    initiative.goal_links.update(remark="", finding="")
    outbox.forget(OutgoingMail.objects.filter(case_number=initiative.number))
    wipe_texts(initiative)
    initiative.wiped_at = at
    case.save(initiative, at=at)
    audit.record(verb="initiative.wiped", subject=initiative, by=None, at=at)


def wipe_timeline(initiative: Initiative) -> None:
    """Leave the public lines, without the names and words of people."""
    initiative.timeline.exclude(audience=Audience.PUBLIC).delete()
    for line in initiative.timeline.all():
        line.facts = {name: value for name, value in line.facts.items() if is_plain(name)}
        line.by = None
        line.save(update_fields=["facts", "by"])


def is_plain(fact: str) -> bool:
    """True for facts of a timeline that are dates, numbers and choices, never names or words."""
    return fact in timeline.LABELS or fact == "number" or fact.endswith("_on")


def wipe_texts(initiative: Initiative) -> None:
    """Empty what people wrote about a case, but for what everyone may read of a public one."""
    for name in TEXTS:
        setattr(initiative, name, "")
    initiative.shown_name, initiative.address_public, initiative.under_sixteen = ShownName.NONE, False, False
    if not initiative.is_public:
        initiative.title, initiative.slug = GONE, initiative.number.lower()
        initiative.summary = initiative.outcome_note = ""
    initiative.index_words()
