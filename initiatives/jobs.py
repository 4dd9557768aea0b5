"""What happens by itself to initiatives: due jobs, and rules for how long data are kept."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.due import Job
from core.retention import Rule
from initiatives.actions import draft, expiry, ladder
from initiatives.models import Initiative, Invitation, Meeting


def _remind(at: datetime) -> int:
    return draft.remind_of_drafts(at=at)


def _delete(at: datetime) -> int:
    return draft.delete_old_drafts(at=at)


def _tell_about_promises(at: datetime) -> int:
    return ladder.climb_ladder(at=at)


PROMISES = Job("initiatives.promises", timedelta(days=1), _tell_about_promises, label=_("Waarschuwen voor beloftes"))
DRAFT_REMINDERS = Job(
    "initiatives.draft_reminders", timedelta(days=1), _remind, hour=10, label=_("Aan concepten herinneren")
)
OLD_DRAFTS = Job("initiatives.old_drafts", timedelta(days=1), _delete, hour=3, label=_("Oude concepten wissen"))


def _invitations_ended_before(moment: datetime) -> QuerySet[Invitation]:
    ended = Q(expires_at__lt=moment) | Q(accepted_at__lt=moment) | Q(withdrawn_at__lt=moment)
    return Invitation.objects.filter(ended)


def _meetings_held_before(moment: datetime) -> QuerySet[Meeting]:
    return Meeting.objects.filter(held_on__lt=localdate(moment))


OLD_INVITATIONS = Rule("invitation", "ended invitations deleted", _invitations_ended_before, expiry.delete_invitations)
OLD_MEETINGS = Rule("meeting", "reports of meetings deleted", _meetings_held_before, expiry.delete_meetings)
OLD_CASES = Rule(
    "initiative",
    "files of closed cases destroyed",
    Initiative.objects.closed_before,
    expiry.wipe_cases,
    file=Initiative,
)
