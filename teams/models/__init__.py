from teams.models.action_point import ActionPoint
from teams.models.attendee import Attendee
from teams.models.book import Book, BookPassing
from teams.models.closing import ClosingAnswer
from teams.models.gathering import Attendance, Gathering
from teams.models.intervision import PeerQuestion, PeerWord
from teams.models.lesson import Lesson
from teams.models.planned import PlannedSession
from teams.models.profile import Profile
from teams.models.programme import Programme, ProgrammeInitiative, ProgrammeMember
from teams.models.room import Overrun, RoomTerm
from teams.models.rule import Rule
from teams.models.session import Session, SessionDraft, SessionHours
from teams.models.session_file import SessionFile
from teams.models.spot import SpotDraft
from teams.models.summary import SummaryAnswer
from teams.models.team import Team, TeamMember

__all__ = [
    "ActionPoint",
    "Attendance",
    "Attendee",
    "Book",
    "BookPassing",
    "ClosingAnswer",
    "Gathering",
    "Lesson",
    "Overrun",
    "PeerQuestion",
    "PeerWord",
    "PlannedSession",
    "Profile",
    "Programme",
    "ProgrammeInitiative",
    "ProgrammeMember",
    "RoomTerm",
    "Rule",
    "Session",
    "SessionDraft",
    "SessionFile",
    "SessionHours",
    "SpotDraft",
    "SummaryAnswer",
    "Team",
    "TeamMember",
]
