"""What to tell whom about stories. Returns messages, sends nothing."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.queries import holders
from community.models import Story, StoryVersion
from community.notices.letter import to_person
from community.permissions import Permission
from community.queries.story_access import writable_stories
from core.links import absolute
from core.outbox import Message


def asked(version: StoryVersion, people: Iterable[User]) -> list[Message]:
    """Whoever is quoted or pictured is asked whether it may appear just so."""
    page = reverse("community:story_consent", args=[version.story_id])
    return [_message(person, "story_asked", version, page=page) for person in people if person.is_active]


def ready(version: StoryVersion) -> list[Message]:
    """The editors read that a version waits for a second pair of eyes; who wrote it knows that."""
    others = [person for person in editors() if person.pk not in {version.written_by_id, version.author_id}]
    return [_message(person, "story_ready", version, page=desk_page(version.story)) for person in others]


def change_asked(version: StoryVersion, *, by: User, word: str) -> list[Message]:
    """Whoever writes the story reads what must be different."""
    facts = {"who": by.display_name, "word": word}
    return [
        _message(person, "story_change", version, page=desk_page(version.story), **facts)
        for person in writers_of(version)
        if person != by
    ]


def published(version: StoryVersion) -> list[Message]:
    """Whoever is in it reads that it is online, and how to step out."""
    page = reverse("community:story_consent", args=[version.story_id])
    public = absolute(version.story.get_absolute_url())
    return [_message(person, "story_published", version, page=page, public=public) for person in people_in(version)]


def taken_off(version: StoryVersion, *, by: User) -> list[Message]:
    """Whoever is in it reads that it is off the website, and why."""
    page, reason = reverse("community:my_stories"), version.ended_reason
    others = [person for person in people_in(version) if person != by]
    return [_message(person, "story_taken_off", version, page=page, reason=reason) for person in others]


def stepped_out(version: StoryVersion, user: User, *, was_online: bool) -> list[Message]:
    """The writers read that somebody took their words and picture back, and what is left."""
    told = [person for person in writers_of(version) if person != user]
    facts = {"who": user.display_name, "was_online": was_online, "state": version.get_state_display()}
    return [_message(person, "story_stepped_out", version, page=desk_page(version.story), **facts) for person in told]


def editors() -> list[User]:
    """Everybody who edits stories now."""
    return list(holders(Permission.EDIT_STORIES))


def writers_of(version: StoryVersion) -> list[User]:
    """Who began the story, who changed it last and who published it, as far as they may still write it; else the
    editors, so that a request is never nobody's.
    """
    people = [version.story.started_by, version.written_by, version.published_by]
    there = [person for person in dict.fromkeys(people) if person and person.is_active and not person.erased_at]
    return [person for person in there if writable_stories(person).filter(pk=version.story_id).exists()] or editors()


def people_in(version: StoryVersion) -> list[User]:
    """Everybody whose words or picture stand in a version."""
    quoted = version.quotes.values("user")
    pictured = version.photos.values("subjects__user")
    found = User.objects.filter(pk__in=quoted) | User.objects.filter(pk__in=pictured)
    if version.author_id:
        found |= User.objects.filter(pk=version.author_id)
    return list(found.filter(is_active=True, erased_at=None).distinct().order_by("pk"))


def desk_page(story: Story) -> str:
    """Where its writers work on a story."""
    return reverse("community:story_desk", args=[story.pk])


def _message(person: User, kind: str, version: StoryVersion, *, page: str, **facts: Any) -> Message:
    number = version.case_number
    return to_person(person, kind, link=absolute(page), case_number=number, title=version.title, **facts)
