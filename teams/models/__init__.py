from teams.models.action_point import ActionPoint
from teams.models.book import Book, BookPassing
from teams.models.closing import ClosingAnswer
from teams.models.gathering import Attendance, Gathering
from teams.models.intervision import PeerQuestion, PeerWord
from teams.models.lesson import Lesson
from teams.models.profile import Profile
from teams.models.programme import Programme, ProgrammeInitiative, ProgrammeMember
from teams.models.room import Overrun, RoomTerm
from teams.models.rule import Rule
from teams.models.session import Session, SessionDraft, SessionHours
from teams.models.team import Team, TeamMember

__all__ = [
    "ActionPoint",
    "Attendance",
    "Book",
    "BookPassing",
    "ClosingAnswer",
    "Gathering",
    "Lesson",
    "Overrun",
    "PeerQuestion",
    "PeerWord",
    "Profile",
    "Programme",
    "ProgrammeInitiative",
    "ProgrammeMember",
    "RoomTerm",
    "Rule",
    "Session",
    "SessionDraft",
    "SessionHours",
    "Team",
    "TeamMember",
]
