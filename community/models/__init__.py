"""What the city around an initiative holds; each subject in its own module."""

from community.models.challenge import (
    Challenge,
    ChallengeCompletion,
    ChallengeFile,
    ChallengeSeries,
    ChallengeView,
)
from community.models.challenge_agreement import ChallengeAgreement, ChallengeEvaluation, ChallengeReview
from community.models.challenge_decision import (
    ChallengeAdvice,
    ChallengeDecision,
    ChallengeInterest,
    ChallengeJudgement,
)
from community.models.challenge_settings import ChallengeClause, ChallengeCriterion, ChallengeTerm
from community.models.event import Event, EventKind, EventSeries
from community.models.event_report import EventReport
from community.models.following import Follow, Follower
from community.models.help_offer import HelpOffer
from community.models.hub import Hub, HubHelp
from community.models.moderation import Flag, Takedown
from community.models.news import News
from community.models.referral import Referral, ReferralLink, ReferralTerm, ReferralWord
from community.models.registration import Registration
from community.models.story import Story, StoryVersion
from community.models.story_part import PhotoSubject, StoryPhoto, StoryQuote, StoryRequest

__all__ = [
    "Challenge",
    "ChallengeAdvice",
    "ChallengeAgreement",
    "ChallengeClause",
    "ChallengeCompletion",
    "ChallengeCriterion",
    "ChallengeDecision",
    "ChallengeEvaluation",
    "ChallengeFile",
    "ChallengeInterest",
    "ChallengeJudgement",
    "ChallengeReview",
    "ChallengeSeries",
    "ChallengeTerm",
    "ChallengeView",
    "Event",
    "EventKind",
    "EventReport",
    "EventSeries",
    "Flag",
    "Follow",
    "Follower",
    "HelpOffer",
    "Hub",
    "HubHelp",
    "News",
    "PhotoSubject",
    "Referral",
    "ReferralLink",
    "ReferralTerm",
    "ReferralWord",
    "Registration",
    "Story",
    "StoryPhoto",
    "StoryQuote",
    "StoryRequest",
    "StoryVersion",
    "Takedown",
]
