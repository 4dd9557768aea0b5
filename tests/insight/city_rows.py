"""A story of two sides that is online, the hubs of a new town and a challenge: what the open pages show of the city."""

from datetime import datetime

import pytest

from accounts.enums import Role
from accounts.models import User
from community.actions.story import begin_story
from community.actions.story_consent import ask_contributors
from community.actions.story_parts import QuoteFacts, put_quote
from community.actions.story_publishing import publish
from community.enums.story import StoryKind
from community.models import Challenge, Hub, Story
from initiatives.models import Initiative
from teams.models import Team
from tests.community import challenging
from tests.community.hubs import hub_town
from tests.community.stories.conftest import COLLEAGUE_SAYS, INITIATOR_SAYS, TEXT, approve_as
from tests.world import colleague

__all__ = ["challenge", "challenge_desk", "hub", "open_case", "story", "told_at"]


@pytest.fixture
def told_at() -> datetime:
    """Wednesday 11 March 2026, nine in the morning in Zwolle."""
    return datetime.fromisoformat("2026-03-11 09:00+01:00")


@pytest.fixture
def open_case(initiative: Initiative, told_at: datetime) -> Initiative:
    """The initiator's case, in Assendorp and about green, as everyone may read it."""
    initiative.public_consent_at = initiative.published_at = initiative.news_at = told_at
    initiative.save()
    return initiative


@pytest.fixture
def story(open_case: Initiative, team: Team, guide: User, initiator: User, ep_member: User, told_at: datetime) -> Story:
    """A story of both sides about it, approved by both and published by an editor."""
    made = begin_story(kind=StoryKind.PAIRED, text=TEXT, initiative=open_case, theme=None, by=guide, at=told_at)
    for user, text in ((initiator, INITIATOR_SAYS), (ep_member, COLLEAGUE_SAYS)):
        put_quote(story=made, facts=QuoteFacts(user=user, topic="well", text=text), by=guide, at=told_at)
    ask_contributors(story=made, by=guide, at=told_at)
    for user in (initiator, ep_member):
        approve_as(made, user, told_at)
    publish(story=made, by=colleague("Reda Koster", Role.EDITOR), at=told_at)
    made.refresh_from_db()
    return made


@pytest.fixture
def hub(town: None) -> Hub:
    """The hubs of a new town; this one can be asked."""
    return hub_town.open_hub()


@pytest.fixture
def challenge_desk(town: None) -> challenging.Desk:
    """Who works on challenges."""
    return challenging.desk()


@pytest.fixture
def challenge(open_case: Initiative, initiator: User, challenge_desk: challenging.Desk) -> Challenge:
    """A challenge that came in on Monday 2 March 2026 and that everyone may read."""
    return challenging.sent(open_case, initiator)
