"""What stories hold of a person: the copy, forgetting, and what goes when its term is over."""

from datetime import timedelta

import pytest

from accounts.models import User
from community.actions.story import StoryText, begin_story
from community.actions.story_consent import ask_contributors
from community.actions.story_data import PERSONAL
from community.actions.story_publishing import publish, take_off
from community.models import Story, StoryQuote, StoryRequest, StoryVersion
from core import retention
from core.files import PrivateStorage
from tests.community.stories.conftest import approve_as, newest, states

pytestmark = pytest.mark.usefixtures("town", "clock")


def forget(user, now) -> None:
    """Take a person out of stories, as an erasure does."""
    PERSONAL.erase(user=user, by=None, at=now)


def test_whoever_is_erased_speaks_no_more(online, ep_member, client, now):
    forget(ep_member, now)
    assert states(online) == ["published"]
    assert not StoryQuote.objects.filter(user=ep_member).exists()
    assert not StoryRequest.objects.filter(user=ep_member).exists()
    assert "Esra" not in client.get("/verhalen/een-tuin-van-twee-kanten/").content.decode()


def test_a_story_that_names_the_erased_goes_off(case, initiator, ep_member, guide, editor, client, now):
    text = StoryText(title="De tuin van Noor Velthuis", lead="Over Noor.", body="Noor begon.")
    story = begin_story(kind="blog", text=text, initiative=case, theme=None, by=guide, at=now)
    ask_contributors(story=story, by=guide, at=now)
    publish(story=story, by=editor, at=now)
    assert client.get("/verhalen/de-tuin-van-noor-velthuis/").status_code == 200
    forget(initiator, now)
    version = newest(story)
    story.refresh_from_db()
    assert (version.state, version.title, version.body) == ("withdrawn", "De tuin van (gewist)", "(gewist) begon.")
    assert story.slug == f"verhaal-{story.pk}"


def test_a_text_in_somebodys_name_goes_with_them(case, initiator, guide, editor, now):
    text = StoryText(title="Mijn tuin", lead="Kort.", body="Lang.", author=initiator)
    story = begin_story(kind="blog", text=text, initiative=case, theme=None, by=initiator, at=now)
    ask_contributors(story=story, by=initiator, at=now)
    approve_as(story, initiator, now)
    publish(story=story, by=editor, at=now)
    forget(initiator, now)
    version = newest(story)
    assert (version.state, version.title, version.lead, version.body) == ("withdrawn", "(gewist)", "", "")


def test_words_of_another_that_name_the_erased_lose_their_approval(online, initiator, ep_member, now):
    StoryVersion.objects.filter(story=online).update(state="withdrawn", ended_at=now)
    quote = StoryQuote.objects.get(user=ep_member)
    quote.text, quote.approved_at, quote.approved_mark = "Noor belde mij.", None, ""
    quote.save()
    forget(initiator, now)
    quote.refresh_from_db()
    assert (quote.text, quote.approved_at) == ("(gewist) belde mij.", None)


def test_the_copy_holds_ones_own_words(online, initiator, now):
    sections = {each.name: each.rows for each in PERSONAL.collect(initiator, internal=False, at=now)}
    assert [row["citaat"] for row in sections["Uw woorden in verhalen"]] == ["Wij werden serieus genomen."]
    assert [row["wat is te zien"] for row in sections["Foto’s in verhalen"]] == ["De tuin"]
    assert [row["antwoord"] for row in sections["Uw toestemming voor verhalen"]] == ["mag zo geplaatst worden"]


def test_whoever_speaks_online_keeps_the_account(online, initiator, ep_member, outsider, editor, now):
    kept = User.objects.filter(pk__in=PERSONAL.needed(now)).order_by("pk")
    assert set(kept) == {initiator, ep_member}
    take_off(story=online, reason="Weg.", by=editor, at=now)
    assert not PERSONAL.needed(now).exists()


def test_what_is_off_a_year_is_deleted(online, editor, now, django_capture_on_commit_callbacks):
    name = newest(online).photos.get().file.name
    take_off(story=online, reason="Weg.", by=editor, at=now)
    retention.apply(now + timedelta(days=364))
    assert Story.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        retention.apply(now + timedelta(days=366))
    assert not Story.objects.exists()
    assert not PrivateStorage().exists(name)


def test_what_is_online_and_what_is_worked_on_stays(online, now):
    retention.apply(now + timedelta(days=900))
    assert states(online) == ["published"]


def test_a_draft_nobody_touched_for_a_year_goes(draft, now):
    retention.apply(now + timedelta(days=366))
    assert not Story.objects.exists()
