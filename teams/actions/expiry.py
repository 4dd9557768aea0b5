"""Delete what EP-teams no longer need to keep."""

from datetime import datetime

from django.db.models import QuerySet

from initiatives.actions.expiry import MOST_CASES_A_NIGHT
from teams.models import ActionPoint, Lesson, PlannedSession, Session, SessionDraft, SpotDraft, Team, TeamMember


def empty_teams(teams: QuerySet[Team], at: datetime) -> int:
    """Destroy what teams wrote about cases whose term is over; lessons that may be shared stay. Returns how many teams.

    It takes as many a night as `initiatives` does, in the order given.
    """
    chosen = [team.pk for team in teams[:MOST_CASES_A_NIGHT]]
    ActionPoint.objects.filter(team__in=chosen).delete()
    Lesson.objects.filter(team__in=chosen, shareable=False).delete()
    SessionDraft.objects.filter(initiative__team__in=chosen).delete()
    SpotDraft.objects.filter(initiative__team__in=chosen).delete()
    PlannedSession.objects.filter(team__in=chosen).delete()
    Session.objects.filter(team__in=chosen).delete()
    TeamMember.objects.filter(team__in=chosen).delete()
    return len(chosen)
