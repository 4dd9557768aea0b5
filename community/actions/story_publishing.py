"""Put a story online, take it off, begin its next version."""

from datetime import datetime
from secrets import token_urlsafe

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.actions.story import enter, lock_story, lock_working
from community.enums.story import StoryAnswer, StoryState
from community.models import PhotoSubject, Story, StoryVersion
from community.models.story import TITLE_LENGTH
from community.notices import story as notices
from community.queries.story_pages import contributions
from core import audit, outbox
from core.refusal import IllegalTransition, Refusal

RESERVED = {"nieuws", "foto"}
MOST_AT_ONCE = 20  # namesakes that appear in the same moment
TEXTS = ("language", "title", "lead", "body", "author", "author_name", "author_approved_at", "author_mark")
QUOTED = ("topic", "side", "user", "name", "role", "text", "approved_at", "approved_mark")
SHOWN = ("file", "thumbnail", "name", "width", "height", "description", "added_by")


class OwnStory(Refusal):
    """Who wrote a version does not publish it: a second person looks first."""


class NotApproved(Refusal):
    """Somebody's words or picture are not approved as they stand."""


@transaction.atomic
def take_back(*, story: Story, by: User, at: datetime) -> StoryVersion:
    """Make a draft again of a version that was sent round; what was approved and stays the same stays approved."""
    version = lock_working(story)
    enter(version, StoryState.DRAFT)
    version.save(update_fields=["state"])
    audit.record(verb="story.taken_back", subject=version.story, by=by, at=at, after={"version": version.number})
    return version


@transaction.atomic
def publish(*, story: Story, by: User, at: datetime) -> StoryVersion:
    """Let everyone read a version, in place of the one before. Raises OwnStory, NotApproved, IllegalTransition."""
    version = lock_working(story)
    if by.pk in {version.written_by_id, version.author_id}:
        raise OwnStory(_("U schreef dit verhaal zelf. Een collega leest het en zet het online."))
    missing = [each.user for each in contributions(version) if not each.is_approved]
    if missing:
        names = {"names": ", ".join(str(user) for user in missing)}
        raise NotApproved(_("Niet alles is goedgekeurd zoals het er nu staat, door: %(names)s.") % names)
    enter(version, StoryState.PUBLISHED)
    story = version.story
    for before in story.versions.published():
        end(before, StoryState.REPLACED, at=at)
    story.published_at = story.published_at or at
    _give_address(story, version.title)
    version.published_by, version.published_at = by, at
    version.save(update_fields=["state", "published_by", "published_at"])
    audit.record(verb="story.published", subject=story, by=by, at=at, after={"version": version.number})
    outbox.enqueue(*notices.published(version), at=at)
    return version


@transaction.atomic
def take_off(*, story: Story, reason: str, by: User, at: datetime) -> StoryVersion:
    """Take a story off the website, with the reason; whoever is in it reads that. Raises IllegalTransition when it is
    not online, Refusal without a reason.
    """
    story = lock_story(story)
    version = story.versions.published().first()
    if version is None:
        raise IllegalTransition(_("Dit verhaal staat niet online."))
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom het verhaal eraf gaat."), field="reason")
    version.story = story
    end(version, StoryState.WITHDRAWN, at=at, reason=reason.strip())
    audit.record(verb="story.taken_off", subject=story, by=by, at=at, after={"version": version.number})
    outbox.enqueue(*notices.taken_off(version, by=by), at=at)
    return version


@transaction.atomic
def revise(*, story: Story, by: User, at: datetime) -> StoryVersion:
    """Begin the next version as a copy of the last; the version online stays until the next is published.

    What stays as it is keeps its approval, but for a story that was taken off: of that everybody is asked anew.
    Raises IllegalTransition while there is one being worked on.
    """
    story = lock_story(story)
    last = story.versions.order_by("-number").first()
    if last is None or last.state in StoryState.working():
        raise IllegalTransition(_("Aan dit verhaal wordt al gewerkt."))
    copied = {name: getattr(last, name) for name in TEXTS}
    version = StoryVersion.objects.create(
        story=story, number=last.number + 1, written_by=by, changed_at=at, **copied, state=StoryState.DRAFT
    )
    _copy_parts(last, version)
    if last.state == StoryState.WITHDRAWN:
        forget_approvals(version)
    audit.record(verb="story.revised", subject=story, by=by, at=at, after={"version": version.number})
    return version


def _copy_parts(last: StoryVersion, version: StoryVersion) -> None:
    """Quotes, photos and answers of one version in the next, with the approvals they have."""
    for quote in last.quotes.order_by("pk"):
        version.quotes.create(**{name: getattr(quote, name) for name in QUOTED})
    for photo in last.photos.order_by("pk"):
        shown = {name: getattr(photo, name) for name in SHOWN}
        copy = version.photos.create(token=token_urlsafe(32), **shown)
        PhotoSubject.objects.bulk_create(
            PhotoSubject(photo=copy, user=each.user, approved_at=each.approved_at, approved_mark=each.approved_mark)
            for each in photo.subjects.select_related("user").order_by("pk")
        )
    for request in last.requests.filter(answer=StoryAnswer.APPROVED).order_by("pk"):
        answered = {"answer": request.answer, "answered_at": request.answered_at}
        version.requests.create(user=request.user, asked_at=request.asked_at, **answered)


def forget_approvals(version: StoryVersion) -> None:
    """Of a version that is not online nothing is approved any more."""
    StoryVersion.objects.filter(pk=version.pk).update(author_approved_at=None, author_mark="")
    version.author_approved_at, version.author_mark = None, ""
    version.quotes.update(approved_at=None, approved_mark="")
    PhotoSubject.objects.filter(photo__version=version).update(approved_at=None, approved_mark="")
    version.requests.all().delete()


def end(version: StoryVersion, state: StoryState, *, at: datetime, reason: str = "") -> None:
    """Take a locked version off."""
    enter(version, state)
    version.ended_at, version.ended_reason = at, reason
    version.save(update_fields=["state", "ended_at", "ended_reason"])


def _give_address(story: Story, title: str) -> None:
    """Save with the address it has, or one made of the title that is free, also when namesakes appear at once."""
    if story.slug is not None:
        return story.save(update_fields=["slug", "published_at"])
    for _attempt in range(MOST_AT_ONCE):
        story.slug = free_slug(title)
        try:
            with transaction.atomic():
                return story.save(update_fields=["slug", "published_at"])
        except IntegrityError:
            if not Story.objects.filter(slug=story.slug).exists():
                raise
    raise Refusal(_("Er verschijnen net te veel verhalen met deze titel. Probeer het nog eens."))


def free_slug(title: str) -> str:
    """An address made of the title that no other story has."""
    start = slugify(title)[:TITLE_LENGTH].strip("-") or "verhaal"
    taken = set(Story.objects.filter(slug__startswith=start).values_list("slug", flat=True)) | RESERVED
    number = 1
    slug = start
    while slug in taken:
        number += 1
        slug = f"{start}-{number}"
    return slug
