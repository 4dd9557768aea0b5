"""The stories of the demo town: written, asked, approved, published and taken back through the portal's own actions."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

from django.core.files.base import ContentFile

from accounts.models import User
from community.actions.story import StoryText, begin_story
from community.actions.story_consent import approve, ask_contributors, step_out
from community.actions.story_parts import QuoteFacts, add_photo, put_quote
from community.actions.story_publishing import publish
from community.enums.story import StoryKind, StoryState
from community.models import Story
from community.queries.story_pages import contributions
from core.files import check_upload
from initiatives.models import Initiative
from zwolle.demo.past import Past, at_clock
from zwolle.demo.pictures import draw
from zwolle.demo.stories import Person, read_told

WRITTEN, ASKED, ANSWERED, ONLINE = (time(hour, 20) for hour in (9, 10, 14, 16))
A_DAY = timedelta(days=1)


def tell_stories(
    staff: Mapping[str, User], persons: Mapping[str, Person], cases: Mapping[str, Initiative], *, past: Past
) -> None:
    """Play every story of the data file, the oldest first."""
    emails = {person.email: key for key, person in persons.items()}
    people = {emails[user.email]: user for user in User.objects.filter(email__in=emails)} | dict(staff)
    for row in sorted(read_told(), key=lambda each: -each["ago"]):
        _tell(row, people, cases, past)


def _tell(row: Mapping[str, Any], people: Mapping[str, User], cases: Mapping[str, Initiative], past: Past) -> None:
    day, until = past.day(row["ago"]), row.get("until", StoryState.PUBLISHED)
    by = people[row["by"]]
    story = _write(row, people, cases, past)
    version = ask_contributors(story=story, by=by, at=at_clock(day, ASKED))
    waiting = [each for each in contributions(version) if not each.is_approved]
    for each in waiting[:1] if until == StoryState.ASKED else waiting:
        approve(story=story, seen=each.seen, by=each.user, at=at_clock(day, ANSWERED))
    if until == StoryState.ASKED:
        return
    publish(story=story, by=people[row["publisher"]], at=at_clock(day, ONLINE))
    if until == StoryState.WITHDRAWN:
        for each in waiting:
            step_out(story=story, by=each.user, at=at_clock(day, ONLINE) + A_DAY)


def _write(row: Mapping[str, Any], people: Mapping[str, User], cases: Mapping[str, Initiative], past: Past) -> Story:
    at, by = at_clock(past.day(row["ago"]), WRITTEN), people[row["by"]]
    text = StoryText(
        title=row["title"],
        lead=row["lead"],
        body=row["body"],
        language=row.get("language", "nl"),
        author=people[row["author"]] if "author" in row else None,
    )
    case = cases[row["story"]] if "story" in row else None
    story = begin_story(kind=StoryKind(row["kind"]), text=text, initiative=case, theme=None, by=by, at=at)
    for each in row.get("quote", []):
        facts = QuoteFacts(user=people[each["who"]], topic=each["topic"], text=each["text"], role=each["role"])
        put_quote(story=story, facts=facts, by=by, at=at)
    for number, each in enumerate(row.get("photo", [])):
        upload = check_upload(ContentFile(draw(f"{row['title']}/{number}"), name="bij-het-verhaal.jpg"))  # type: ignore[arg-type]
        shown = [people[key] for key in each["people"]]
        add_photo(story=story, upload=upload, description=each["description"], people=shown, by=by, at=at)
    return story
