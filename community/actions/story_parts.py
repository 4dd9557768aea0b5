"""What people say and show in a story: quotes and photos. Whatever changes is approved anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import marks
from community.actions.story import OTHERS_FIRST, forget_photo, lock_draft, touch
from community.models import PhotoSubject, Story, StoryPhoto, StoryQuote, StoryVersion
from core import audit, files
from core.refusal import Conflict, Refusal
from initiatives.enums import Side
from initiatives.queries.members import is_member

MOST_QUOTES = 12
MOST_PHOTOS = 8


@dataclass(frozen=True)
class QuoteFacts:
    """A quote as it will appear; without a `name` that of the account."""

    user: User
    topic: str
    text: str
    name: str = ""
    role: str = ""


@transaction.atomic
def put_quote(
    *, story: Story, facts: QuoteFacts, by: User, at: datetime, quote: StoryQuote | None = None, seen: str = ""
) -> StoryQuote:
    """Put a quote in a draft, or in place of the `quote` that stands there; other words need a new approval.

    Raises NotBeingWritten, Conflict when somebody else changed it since the words whose mark is `seen`, and Refusal for
    a second quote of one person on one topic, or one too many.
    """
    version = lock_draft(story)
    row = _standing_quote(version, quote, seen) if quote else StoryQuote(version=version)
    others = version.quotes.exclude(pk=quote.pk) if quote else version.quotes.all()
    if others.filter(user=facts.user, topic=facts.topic).exists():
        raise Refusal(_("Van deze persoon staat hierover al een citaat in het verhaal."), field="topic")
    if others.count() >= MOST_QUOTES:
        raise Refusal(_("Er staan al 12 citaten in het verhaal. Haal er eerst een weg."))
    row.user, row.topic, row.text, row.role = facts.user, facts.topic, facts.text, facts.role
    row.name = facts.name or facts.user.display_name or str(facts.user)
    row.side = side_of(version, facts.user)
    if row.approved_mark != marks.of_quote(row):
        row.approved_at, row.approved_mark = None, ""
    row.save()
    _changed(version, "story.quote_put", by=by, at=at)
    return row


def _standing_quote(version: StoryVersion, quote: StoryQuote, seen: str) -> StoryQuote:
    """The quote as it stands now, when it still reads as it was shown. One that somebody took out meanwhile comes back:
    whoever typed these words means them.
    """
    row: StoryQuote | None = version.quotes.filter(pk=quote.pk).first()
    if row is None:
        return StoryQuote(version=version)
    now = marks.of_quote(row)
    if seen and seen != now:
        theirs = {name: getattr(row, name) for name in ("text", "name", "role")}
        raise Conflict(OTHERS_FIRST, theirs | {"seen": now})
    return row


@transaction.atomic
def remove_quote(*, quote: StoryQuote, by: User, at: datetime) -> None:
    """Take a quote out of a draft. Raises NotBeingWritten."""
    version = lock_draft(quote.version.story)
    version.quotes.filter(pk=quote.pk).delete()
    _changed(version, "story.quote_removed", by=by, at=at)


@transaction.atomic
def add_photo(
    *, story: Story, upload: files.Upload, description: str, people: Iterable[User], by: User, at: datetime
) -> StoryPhoto:
    """Put a photo in a draft, with who decides over it. Raises NotBeingWritten, and Refusal for a file that is no
    photo, without people, or one too many.
    """
    version = lock_draft(story)
    if upload.kind != "photo":
        raise Refusal(_("Kies een foto: JPEG, PNG, WebP of GIF."), field="photo")
    if version.photos.count() >= MOST_PHOTOS:
        raise Refusal(_("Er staan al 8 foto’s in het verhaal. Haal er eerst een weg."), field="photo")
    stored = files.store(upload)
    kept = {name: getattr(stored, name) for name in ("file", "thumbnail", "name", "width", "height")}
    photo = version.photos.create(token=token_urlsafe(32), description=description, added_by=by, **kept)
    set_people(photo, people)
    _changed(version, "story.photo_added", by=by, at=at)
    return photo


@transaction.atomic
def describe_photo(
    *, photo: StoryPhoto, description: str, people: Iterable[User], by: User, at: datetime, seen: str = ""
) -> StoryPhoto:
    """Change what a photo of a draft is said to show, or who decides over it.

    Raises NotBeingWritten, Conflict when somebody else changed words or people since those whose mark is `seen`, and
    Refusal when somebody took it out meanwhile.
    """
    version = lock_draft(photo.version.story)
    standing = version.photos.filter(pk=photo.pk).first()
    if standing is None:
        raise Refusal(_("Iemand anders haalde deze foto intussen weg."))
    photo = standing
    now = marks.of_photo_facts(photo)
    if seen and seen != now:
        raise Conflict(OTHERS_FIRST, {"description": photo.description, "seen": now})
    if photo.description != description:
        photo.subjects.update(approved_at=None, approved_mark="")
        photo.description = description
        photo.save(update_fields=["description"])
    set_people(photo, people)
    _changed(version, "story.photo_described", by=by, at=at)
    return photo


@transaction.atomic
def remove_photo(*, photo: StoryPhoto, by: User, at: datetime) -> None:
    """Take a photo out of a draft; one that is gone already is no mistake. Raises NotBeingWritten."""
    version = lock_draft(photo.version.story)
    standing = version.photos.filter(pk=photo.pk).first()
    if standing is not None:
        forget_photo(standing)
        _changed(version, "story.photo_removed", by=by, at=at)


def set_people(photo: StoryPhoto, people: Iterable[User]) -> None:
    """Let these people decide over the photo; who already did keeps what they approved. Raises Refusal for nobody."""
    chosen = list(people)
    if not chosen:
        raise Refusal(_("Kies wie over deze foto beslist: wie erop staat, of wie hem maakte."), field="people")
    photo.subjects.exclude(user__in=chosen).delete()
    there = set(photo.subjects.values_list("user", flat=True))
    PhotoSubject.objects.bulk_create(PhotoSubject(photo=photo, user=user) for user in chosen if user.pk not in there)


def side_of(version: StoryVersion, user: User) -> Side:
    """On whose side somebody speaks in this story."""
    case = version.story.initiative
    if case and is_member(case, user):
        return Side.INITIATOR
    return Side.MUNICIPALITY if user.is_staff else Side.INITIATOR


def _changed(version: StoryVersion, verb: str, *, by: User, at: datetime) -> None:
    touch(version, by=by, at=at)
    version.save(update_fields=["written_by", "changed_at"])
    audit.record(verb=verb, subject=version.story, by=by, at=at, after={"version": version.number})
