"""A story of two sides: its initiator, a civil servant of the team, an editor who publishes."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from accounts.enums import Role
from accounts.models import User
from community.actions.story import StoryText, begin_story
from community.actions.story_consent import approve, ask_contributors
from community.actions.story_parts import QuoteFacts, add_photo, put_quote
from community.actions.story_publishing import publish
from community.enums.story import StoryKind
from community.models import Story, StoryVersion
from community.queries.story_pages import contribution
from core.files import Upload, check_upload
from core.models import OutgoingMail
from initiatives.models import Initiative
from teams.models import Team
from tests.world import colleague

INITIATOR_SAYS = "Wij werden serieus genomen."
COLLEAGUE_SAYS = "Ik stond te lang alleen in dit dossier."
TEXT = StoryText(title="Een tuin van twee kanten", lead="Zo ging het echt.", body="Het begon met **drie** buren.")


@pytest.fixture
def now() -> datetime:
    """Wednesday 11 March 2026, ten in the morning in Zwolle."""
    return datetime.fromisoformat("2026-03-11 10:00+01:00")


@pytest.fixture
def editor(db: None) -> User:
    """Who writes and publishes stories."""
    return colleague("Reda Koster", Role.EDITOR)


@pytest.fixture
def case(initiative: Initiative, team: Team) -> Initiative:
    """The initiator's case with its EP-team of one member."""
    return initiative


@pytest.fixture
def mails() -> Callable[[], list[tuple[str, str]]]:
    """Address and subject of everything in the outbox, in order."""
    return lambda: list(OutgoingMail.objects.order_by("pk").values_list("to", "subject"))


@pytest.fixture
def photo_upload() -> Upload:
    """A small photo, as a browser sends it and the portal keeps it."""
    return check_upload(ContentFile(picture(), name="tuin.png"))


def picture(colour: str = "green") -> bytes:
    """A PNG of a few pixels."""
    out = BytesIO()
    Image.new("RGB", (64, 36), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def draft(case: Initiative, guide: User, initiator: User, ep_member: User, now: datetime) -> Story:
    """A draft by the guide, with a quote of each side."""
    story = begin_story(kind=StoryKind.PAIRED, text=TEXT, initiative=case, theme=None, by=guide, at=now)
    for user, topic, text in ((initiator, "well", INITIATOR_SAYS), (ep_member, "well", COLLEAGUE_SAYS)):
        put_quote(story=story, facts=QuoteFacts(user=user, topic=topic, text=text), by=guide, at=now)
    return story


@pytest.fixture
def pictured(draft: Story, photo_upload: Upload, guide: User, initiator: User, ep_member: User, now: datetime) -> Story:
    """The draft with a photo over which both decide."""
    people = [initiator, ep_member]
    add_photo(story=draft, upload=photo_upload, description="De tuin", people=people, by=guide, at=now)
    return draft


@pytest.fixture
def asked(pictured: Story, guide: User, now: datetime) -> Story:
    """The story, sent round for approval."""
    ask_contributors(story=pictured, by=guide, at=now)
    return pictured


@pytest.fixture
def online(asked: Story, initiator: User, ep_member: User, editor: User, now: datetime) -> Story:
    """The story as everyone reads it."""
    for user in (initiator, ep_member):
        approve_as(asked, user, now)
    publish(story=asked, by=editor, at=now)
    asked.refresh_from_db()
    return asked


def approve_as(story: Story, user: User, at: datetime) -> None:
    """Approve what stands there now."""
    mine = contribution(newest(story), user)
    assert mine is not None
    approve(story=story, seen=mine.seen, by=user, at=at)


def newest(story: Story) -> StoryVersion:
    """The last version."""
    return story.versions.order_by("-number")[0]


def states(story: Story) -> list[str]:
    """Where each version stands, the first first."""
    return list(story.versions.order_by("number").values_list("state", flat=True))
