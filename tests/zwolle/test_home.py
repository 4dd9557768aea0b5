"""The first page tells what goes on: the latest story and what comes next; a quiet town shows no empty box."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.actions.event import plan_event, publish_event
from community.actions.story_publishing import take_off
from community.models import Event, EventSeries, StoryVersion
from tests.community.conftest import event, event_facts, now
from tests.initiatives.public_rows import body
from tests.initiatives.test_weight import too_heavy
from tests.insight.city_rows import open_case, story, told_at

__all__ = ["event", "event_facts", "now", "open_case", "story", "told_at"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "town")]


def part(page: str, name: str) -> str:
    """One section of the page; empty when it is not there."""
    return page.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]


def test_a_quiet_town_shows_no_empty_box(client):
    page = body(client, "/")
    assert ("split" in page, part(page, "story"), part(page, "coming")) == (False, "", "")


def test_the_latest_story_stands_there_and_nobody_is_quoted(client, story):
    page = body(client, "/")
    told = part(page, "story")
    assert f'<a href="/verhalen/{story.slug}/">Een tuin van twee kanten</a>' in told
    assert "Zo ging het echt." in told
    assert ("serieus" in page, part(page, "coming"), "section split" in page) == (False, "", False)


def test_a_story_that_was_taken_off_is_gone(client, story, guide, now):
    take_off(story=story, reason="Het klopte niet.", by=guide, at=now)
    assert part(body(client, "/"), "story") == ""
    assert StoryVersion.objects.count() == 1


def test_what_comes_next_stands_there(client, event):
    coming = part(body(client, "/"), "coming")
    assert f'<a href="/agenda/{event.slug}/">Op pad in Assendorp</a>' in coming
    assert "vrijdag 27 maart, 14:00" in coming
    assert "Nog 2 plaatsen" in coming


@pytest.mark.parametrize(
    "fields",
    [
        {"visibility": "internal"},
        {"state": "draft"},
        {"state": "cancelled", "cancelled_at": "2026-03-10T09:00Z", "cancelled_reason": "Ziek."},
        {"starts_at": "2026-03-10T09:00Z", "ends_at": "2026-03-10T10:00Z"},
    ],
    ids=["of colleagues alone", "a draft", "cancelled", "over"],
)
def test_what_nobody_can_come_to_is_not_there(client, event, fields):
    Event.objects.filter(pk=event.pk).update(**fields)
    assert part(body(client, "/"), "coming") == ""


def test_of_a_series_only_the_first(client, event, event_facts, guide, now):
    series = EventSeries.objects.create(rhythm="weekly", made_at=now)
    for number in range(3):
        made = publish_event(event=plan_event(facts=event_facts, by=guide, at=now), by=guide, at=now)
        moved = timedelta(days=7 * number + 1)
        Event.objects.filter(pk=made.pk).update(
            series=series, starts_at=made.starts_at + moved, ends_at=made.ends_at + moved
        )
    assert part(body(client, "/"), "coming").count("<h3>") == 2


def test_in_english(client, story, event):
    page = body(client, "/en/")
    assert ("A story from town" in page, "Come along" in page) == (True, True)
    assert 'lang="nl">Op pad in Assendorp</a>' in part(page, "coming")


def test_it_costs_the_same_and_stays_light_with_more_to_tell(client, story, event, event_facts, guide, now):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/?x")
        return len(captured)

    before = queries()
    for _turn in range(2):
        publish_event(event=plan_event(facts=event_facts, by=guide, at=now), by=guide, at=now)
    assert queries() == before
    assert too_heavy(client, ["/", "/en/"]) == {}
