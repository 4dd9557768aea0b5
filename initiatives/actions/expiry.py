"""Delete what cases no longer need to keep."""

from django.db.models import QuerySet

from initiatives.models import Invitation, Meeting


def delete_invitations(invitations: QuerySet[Invitation]) -> int:
    """Delete invitations that ended; whoever accepted one is a member, which stays. Returns how many."""
    count = invitations.count()
    invitations.delete()
    return count


def delete_meetings(meetings: QuerySet[Meeting]) -> int:
    """Delete reports of meetings with their agenda; what was decided on a case stays with the case."""
    count = meetings.count()
    meetings.delete()
    return count
