"""What those who make a story see: who is in it, what they answered, what is still to be done."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts.models import User
from community import marks
from community.enums.story import StoryAnswer, StoryState
from community.models import PhotoSubject, Story, StoryPhoto, StoryQuote, StoryRequest, StoryVersion
from community.permissions import Permission
from community.queries.story_access import versions_for_contributor, versions_with, writable_stories
from core.seen import mark
from teams.models import Lesson
from teams.queries.lessons import visible_lessons

PAGE_SIZE = 25


@dataclass(frozen=True)
class Contribution:
    """Everything of one person in a version: the text, quotes, photos; `seen` is the mark of all of it together."""

    user: User
    is_author: bool
    quotes: list[StoryQuote]
    photos: list[StoryPhoto]
    is_approved: bool
    seen: str
    request: StoryRequest | None = None


def contributions(version: StoryVersion) -> list[Contribution]:
    """Who is in a version and with what; the author first. Four queries."""
    quotes = list(version.quotes.select_related("user").order_by("pk"))
    subjects = list(
        PhotoSubject.objects.filter(photo__version=version).select_related("user", "photo").order_by("photo", "pk")
    )
    requests = {each.user_id: each for each in version.requests.all()}
    parts: list[StoryQuote | PhotoSubject] = [*quotes, *subjects]
    people = [*([version.author] if version.author else []), *(each.user for each in parts)]
    return [
        contribution_of(
            version,
            user,
            quotes=[quote for quote in quotes if quote.user_id == user.pk],
            subjects=[subject for subject in subjects if subject.user_id == user.pk],
            request=requests.get(user.pk),
        )
        for user in dict.fromkeys(people)
    ]


def contribution_of(
    version: StoryVersion,
    user: User,
    *,
    quotes: list[StoryQuote],
    subjects: list[PhotoSubject],
    request: StoryRequest | None,
) -> Contribution:
    """What one person has in a version; approved when every approval is of what stands there now."""
    is_author = version.author_id == user.pk
    wanted = [*(marks.of_quote(quote) for quote in quotes), *(marks.of_photo(subject.photo) for subject in subjects)]
    parts: list[StoryQuote | PhotoSubject] = [*quotes, *subjects]
    held = [part.approved_mark for part in parts]
    if is_author:
        wanted, held = [marks.of_text(version), *wanted], [version.author_mark, *held]
    return Contribution(
        user=user,
        is_author=is_author,
        quotes=quotes,
        photos=[subject.photo for subject in subjects],
        is_approved=wanted == held,
        seen=mark(*wanted),
        request=request,
    )


def contribution(version: StoryVersion, user: User) -> Contribution | None:
    """What this person has in a version; None when nothing."""
    return next((each for each in contributions(version) if each.user == user), None)


@dataclass(frozen=True)
class Part:
    """Where somebody is in a story, for their own list; `is_waiting` while an answer is asked of them."""

    story: Story
    version: StoryVersion
    is_waiting: bool

    @property
    def is_public(self) -> bool:
        """True while everyone reads it."""
        return self.version.state == StoryState.PUBLISHED


def parts_of(user: User) -> list[Part]:
    """The stories somebody is in, the newest first: what they are asked about, else what is online. One query."""
    waiting = StoryRequest.objects.filter(version=OuterRef("pk"), user=user, answer=StoryAnswer.WAITING)
    found = versions_for_contributor(user).annotate(asks=Exists(waiting)).order_by("-story__pk", "-number")
    chosen: dict[int, StoryVersion] = {}
    for version in found:
        before = chosen.get(version.story_id)
        if before is None or (version.state == StoryState.PUBLISHED and not is_asked(before)):
            chosen[version.story_id] = version
    return [Part(version.story, version, is_asked(version)) for version in chosen.values()]


def is_asked(version: StoryVersion) -> bool:
    """True when the version waits for this reader's answer; `asks` is annotated."""
    return version.state == StoryState.ASKED and bool(getattr(version, "asks", False))


def version_of_reader(story: Story, user: User) -> StoryVersion | None:
    """The version a contributor reads: the one they are asked about, else the newest that was shown to them."""
    return versions_for_contributor(user).filter(story=story).order_by("-number").first()


def takes_part(story: Story, user: User) -> bool:
    """True when this person's words or picture stand in any version of the story that has not ended."""
    return versions_with(user).filter(story=story).exclude(state__in=StoryState.ended()).exists()


@dataclass(frozen=True)
class Desk:
    """A story as its writers see it: the version worked on (or online), and what may be done."""

    story: Story
    version: StoryVersion
    online: StoryVersion | None
    people: list[Contribution]
    lessons: list[Lesson]
    may_publish: bool
    wrote_it: bool

    @property
    def waiting(self) -> list[Contribution]:
        """Those whose approval is not there."""
        return [each for each in self.people if not each.is_approved]


def desk_of(story: Story, user: User) -> Desk:
    """What the page of a story in the making shows. A constant number of queries."""
    versions = list(story.versions.select_related("author", "written_by", "published_by").order_by("-number")[:2])
    for version in versions:
        version.story = story
    newest = versions[0]
    online = next((each for each in versions if each.state == StoryState.PUBLISHED), None)
    return Desk(
        story=story,
        version=newest,
        online=online,
        people=contributions(newest),
        lessons=list(visible_lessons(user).filter(stories=story).order_by("pk")),
        may_publish=user.has_perm(Permission.EDIT_STORIES),
        wrote_it=user.pk in {newest.written_by_id, newest.author_id},
    )


def story_lines(user: User, state: str) -> QuerySet[Story]:
    """Stories this person may write, the last begun first, each with its newest version at hand; `state` narrows."""
    newest = StoryVersion.objects.filter(story=OuterRef("pk")).order_by("-number")
    stories = writable_stories(user).annotate(newest_state=newest.values("state")[:1]).order_by("-pk")
    if state:
        stories = stories.filter(newest_state=state)
    versions = StoryVersion.objects.select_related("author", "written_by").order_by("-number")
    return stories.prefetch_related(Prefetch("versions", versions, to_attr="all_versions"))


def linkable_lessons(story: Story, user: User) -> QuerySet[Lesson]:
    """Lessons of the initiative that may be shared among colleagues."""
    lessons = visible_lessons(user).filter(shareable=True, team__initiative=story.initiative_id)
    return lessons.order_by("pk") if story.initiative_id else lessons.none()
