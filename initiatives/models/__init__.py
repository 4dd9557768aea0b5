from initiatives.models.attachment import Attachment
from initiatives.models.conversation import Message, Note
from initiatives.models.desk import Label, Meeting, MeetingItem, SavedFilter, StandardText
from initiatives.models.draft import Draft, DraftFile
from initiatives.models.goal import GoalLink
from initiatives.models.initiative import HelpAsked, Initiative, NumberSeries
from initiatives.models.member import Invitation, Member
from initiatives.models.position import Position
from initiatives.models.promise import Promise, PromiseTerm, WaitingSpan
from initiatives.models.prospect import ProspectCriterion, ProspectJudgement
from initiatives.models.review import PhaseReview
from initiatives.models.timeline import TimelineEntry
from initiatives.models.version import TextVersion

__all__ = [
    "Attachment",
    "Draft",
    "DraftFile",
    "GoalLink",
    "HelpAsked",
    "Initiative",
    "Invitation",
    "Label",
    "Meeting",
    "MeetingItem",
    "Member",
    "Message",
    "Note",
    "NumberSeries",
    "PhaseReview",
    "Position",
    "Promise",
    "PromiseTerm",
    "ProspectCriterion",
    "ProspectJudgement",
    "SavedFilter",
    "StandardText",
    "TextVersion",
    "TimelineEntry",
    "WaitingSpan",
]
