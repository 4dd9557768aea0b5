from teams.models.action_point import ActionPoint
from teams.models.lesson import Lesson
from teams.models.profile import Profile
from teams.models.room import Overrun, RoomTerm
from teams.models.rule import Rule
from teams.models.session import Session, SessionDraft, SessionHours
from teams.models.team import Team, TeamMember

__all__ = [
    "ActionPoint",
    "Lesson",
    "Overrun",
    "Profile",
    "RoomTerm",
    "Rule",
    "Session",
    "SessionDraft",
    "SessionHours",
    "Team",
    "TeamMember",
]
