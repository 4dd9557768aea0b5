"""Write a story: begin it, change its text, put quotes and photos in, throw a draft away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.models import Theme
from community import marks
from community.enums.story import StoryKind, StoryState
from community.lifecycle import story as lifecycle
from community.models import Story, StoryPhoto, StoryVersion
from community.queries.story_pages import linkable_lessons
from core import audit
from core.files import PrivateStorage
from core.refusal import Conflict, IllegalTransition, Refusal
from initiatives.models import Initiative
from teams.models import Lesson

OTHERS_FIRST = _(
    "Iemand anders heeft deze tekst intussen veranderd. Uw tekst staat hieronder. Bewaar opnieuw als die moet gelden."
)


@dataclass(frozen=True)
class StoryText:
    """What a version says; without an `author` it is a text of the editors."""

    title: str
    lead: str
    body: str = ""
    language: str = "nl"
    author: User | None = None


class StoryGone(IllegalTransition):
    """Somebody threw the draft away in the meantime."""


class NotBeingWritten(IllegalTransition):
    """The version was sent round for approval, or is online: its text stands."""


@transaction.atomic
def begin_story(
    *, kind: StoryKind, text: StoryText, by: User, at: datetime, initiative: Initiative | None, theme: Theme | None
) -> Story:
    """Begin a story as a draft. Raises Refusal for a story of two sides that is about no initiative."""
    if kind == StoryKind.PAIRED and initiative is None:
        raise Refusal(_("Noem het initiatief waarover dit verhaal gaat."), field="number")
    theme = theme or (initiative.theme if initiative else None)
    story = Story.objects.create(kind=kind, initiative=initiative, theme=theme, started_by=by, started_at=at)
    version = StoryVersion(story=story, number=1, written_by=by, changed_at=at)
    fill_in(version, text)
    version.save()
    audit.record(verb="story.begun", subject=story, by=by, at=at, after={"kind": str(kind)})
    return story


@transaction.atomic
def change_text(
    *, story: Story, text: StoryText, theme: Theme | None, seen: str, by: User, at: datetime
) -> StoryVersion:
    """Change what a draft says, and the theme it hangs on. Raises NotBeingWritten, and Conflict when somebody else
    changed it since the text whose mark is `seen`.
    """
    version = lock_draft(story)
    if seen != marks.of_text(version):
        theirs = {name: getattr(version, name) for name in ("title", "lead", "body")}
        raise Conflict(OTHERS_FIRST, theirs | {"seen": marks.of_text(version)})
    before = marks.of_text(version)
    fill_in(version, text)
    if marks.of_text(version) != before:
        version.author_approved_at, version.author_mark = None, ""
    touch(version, by=by, at=at)
    version.save()
    version.story.theme = theme
    version.story.save(update_fields=["theme"])
    audit.record(verb="story.text_changed", subject=version.story, by=by, at=at, after={"version": version.number})
    return version


@transaction.atomic
def discard_draft(*, story: Story, by: User, at: datetime) -> None:
    """Throw away what is being written; of a story that was never online nothing is left."""
    version = lock_draft(story)
    audit.record(verb="story.discarded", subject=version.story, by=by, at=at, after={"version": version.number})
    delete_versions([version])


@transaction.atomic
def link_lessons(*, story: Story, lessons: Iterable[Lesson], by: User, at: datetime) -> None:
    """Say which lessons a story tells of; those this person cannot choose among stay as somebody else linked them.

    Raises Refusal for one that stays within its team.
    """
    story = lock_story(story)
    others = story.lessons.exclude(pk__in=linkable_lessons(story, by).order_by().values("pk"))
    chosen = list(dict.fromkeys([*others, *lessons]))
    if any(not lesson.shareable for lesson in chosen):
        raise Refusal(_("Een les die binnen het team blijft, hoort niet bij een verhaal."), field="lessons")
    story.lessons.set(chosen)
    audit.record(
        verb="story.lessons_linked", subject=story, by=by, at=at, after={"lessons": [row.pk for row in chosen]}
    )


def fill_in(version: StoryVersion, text: StoryText) -> None:
    """Put the text in the version, not yet saved."""
    version.title, version.lead, version.body, version.language = text.title, text.lead, text.body, text.language
    version.author = text.author
    version.author_name = text.author.display_name if text.author else ""


def lock_story(story: Story) -> Story:
    """The story as it stands now, locked until the transaction ends. Raises StoryGone."""
    # No select_related: PostgreSQL would join what the row pointed to before it waited for the lock.
    locked = Story.objects.select_for_update().filter(pk=story.pk).first()
    if locked is None:
        raise StoryGone(_("Dit verhaal is intussen weggegooid."))
    return locked


def lock_working(story: Story) -> StoryVersion:
    """The version that is being worked on, with its story locked. Raises IllegalTransition when there is none."""
    locked = lock_story(story)
    version = locked.versions.working().select_related("author", "written_by").first()
    if version is None:
        raise IllegalTransition(_("Aan dit verhaal wordt nu niet gewerkt. Begin eerst een nieuwe versie."))
    version.story = locked
    return version


def lock_draft(story: Story) -> StoryVersion:
    """The draft, with its story locked. Raises NotBeingWritten."""
    version = lock_working(story)
    if not version.is_being_written:
        said = {"state": version.get_state_display()}
        raise NotBeingWritten(_("De tekst ligt vast: “%(state)s”. Zet het verhaal eerst terug naar concept.") % said)
    return version


def touch(version: StoryVersion, *, by: User, at: datetime) -> None:
    """Remember who changed the version last: that person does not publish it."""
    version.written_by, version.changed_at = by, at


def enter(version: StoryVersion, following: StoryState) -> None:
    """Move a locked version on, not yet saved. Raises IllegalTransition."""
    lifecycle.require(version.state, following)
    version.state = following


def delete_versions(versions: Iterable[StoryVersion]) -> int:
    """Delete versions with their photos, and stories of which nothing is left. Returns how many versions."""
    stories, count = set(), 0
    for version in versions:
        for photo in version.photos.all():
            forget_photo(photo)
        stories.add(version.story_id)
        version.delete()
        count += 1
    Story.objects.filter(pk__in=stories, versions=None).delete()
    return count


def forget_photo(photo: StoryPhoto) -> None:
    """Delete a photo; its files too, unless another version shows the same ones."""
    names = [photo.file.name, photo.thumbnail.name]
    photo.delete()
    if not StoryPhoto.objects.filter(file=names[0]).exists():
        for name in filter(None, names):
            transaction.on_commit(partial(PrivateStorage().delete, name))
