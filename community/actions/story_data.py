"""What stories hold of a person, how that is forgotten, and what is deleted when its term is over."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.story import delete_versions
from community.actions.story_consent import leave_story
from community.actions.story_publishing import end
from community.enums.story import StoryState
from community.models import Story, StoryPhoto, StoryQuote, StoryRequest, StoryVersion
from community.queries.story_access import versions_with
from core import audit
from core.models import OutgoingMail
from core.personal_data import Part, Section, section
from core.pseudonyms import GONE, SHORTEST_NAME, Signs, signs, take_out
from initiatives.actions.erasure import cases_of, rewrite, signs_in

MOST_VERSIONS_A_NIGHT = 200
MAIL_KINDS = "community.story_"  # mails about a story without an initiative carry no number to be found by


def collect(user: User, *, internal: bool, at: datetime) -> Iterable[Section]:
    """What somebody says and shows in stories, what they wrote, and what they answered when asked."""
    quotes = user.story_quotes.order_by("pk")
    photos = StoryPhoto.objects.filter(subjects__user=user).order_by("pk")
    texts = user.story_texts.order_by("pk")
    requests = user.story_requests.order_by("pk")
    yield section(_("Uw woorden in verhalen"), quotes, "topic", "name", "role", "text", "approved_at")
    yield section(_("Foto’s in verhalen"), photos, "name", "description", "file")
    yield section(_("Verhalen die u schreef"), texts, "title", "lead", "body", "author_name", "state", "ended_reason")
    yield section(_("Uw toestemming voor verhalen"), requests, "version", "asked_at", "answer", "word", "answered_at")


def obstacles(user: User, on: date) -> Iterator[str]:
    """None: words are taken back at any time."""
    yield from ()


def stays(user: User, on: date) -> Iterator[str]:
    """Nothing with a name: words and pictures go with the person."""
    yield from ()


def erase(*, user: User, by: User | None, at: datetime) -> None:
    """Take the person's words and pictures out of every story, and the person out of what others wrote.

    A story online that names the person goes off: nobody approved it without the name.
    """
    stories = list(stories_around(user))
    for story in stories:
        leave_story(story, user, by=by, at=at)
    user.story_requests.all().delete()
    for version in StoryVersion.objects.filter(author=user):
        forget_text(version, at=at)
    for story in stories:
        forget_address(story, user)
    found_signs = [found for found in [_own_signs(user), *(signs_in(case, user) for case in cases_of(user))] if found]
    for found in found_signs:
        for story in stories:
            for version in story.versions.order_by("pk"):
                forget_in(version, found, at=at)
        rewrite(OutgoingMail.objects.filter(kind__startswith=MAIL_KINDS).exclude(text=""), found)


def stories_around(user: User) -> QuerySet[Story]:
    """Stories with this person in them, that they wrote, or about an initiative of theirs."""
    inside = Q(versions__in=versions_with(user).values("pk")) | Q(versions__requests__user=user)
    about = Q(initiative__in=cases_of(user).order_by().values("pk"))
    return Story.objects.filter(inside | about | Q(started_by=user)).distinct().order_by("pk")


def forget_text(version: StoryVersion, *, at: datetime) -> None:
    """Empty a text that was this person's."""
    if version.state not in StoryState.ended():
        end(version, StoryState.WITHDRAWN, at=at)
    version.title, version.lead, version.body, version.author_name = GONE, "", "", GONE
    version.ended_reason = GONE if version.ended_reason else ""
    version.author_approved_at, version.author_mark = None, ""
    version.save()


def forget_address(story: Story, user: User) -> None:
    """Give a story whose address holds a word of the person's name another one."""
    words = {word for word in slugify(user.display_name).split("-") if len(word) >= SHORTEST_NAME}
    if story.slug and words & set(story.slug.split("-")):
        Story.objects.filter(pk=story.pk).update(slug=f"verhaal-{story.pk}")


def forget_in(version: StoryVersion, found: Signs, *, at: datetime) -> None:
    """Take these signs of a person out of one version; one that is online goes off first."""
    parts: list[StoryVersion | StoryQuote | StoryPhoto | StoryRequest] = [
        version, *version.quotes.order_by("pk"), *version.photos.order_by("pk"), *version.requests.order_by("pk")
    ]  # fmt: skip
    changed = [(part, names) for part in parts if (names := take_out(part, found))]
    if not changed:
        return
    if version.state == StoryState.PUBLISHED:
        StoryVersion.objects.filter(pk=version.pk).update(state=StoryState.WITHDRAWN, ended_at=at)
        version.state, version.ended_at = StoryState.WITHDRAWN, at
    StoryVersion.objects.filter(pk=version.pk).update(author_approved_at=None, author_mark="")
    version.quotes.update(approved_at=None, approved_mark="")
    for photo in version.photos.all():
        photo.subjects.update(approved_at=None, approved_mark="")
    for part, names in changed:
        part.save(update_fields=names)
    audit.record(verb="story.person_erased", subject=version.story, by=None, at=at, after={"version": version.number})


def delete_ended(versions: QuerySet[StoryVersion], at: datetime) -> int:
    """Delete versions that are off the website for their whole term, and drafts nobody touched that long."""
    return delete_versions(versions[:MOST_VERSIONS_A_NIGHT])


def needed(at: datetime) -> QuerySet:
    """Whoever is in a story that is online: without an account they could not take their words back."""
    online = StoryVersion.objects.published().values("pk")
    speaks = Q(story_quotes__version__in=online) | Q(story_photos__photo__version__in=online)
    return User.objects.filter(speaks | Q(story_texts__in=online)).values("pk")


def _own_signs(user: User) -> Signs | None:
    return signs(name=user.display_name, email=user.email, phone=user.phone)


PERSONAL = Part(collect=collect, obstacles=obstacles, stays=stays, erase=erase, needed=needed)
