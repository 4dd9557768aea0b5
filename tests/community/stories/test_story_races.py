"""Editors, and whoever is in a story, in the same moment: on PostgreSQL, through the pages.

Each with its negative control: a twin without the lock, or without the mark of what was read, goes wrong.
"""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from accounts.models import User
from community import marks
from community.actions import story as writing
from community.actions import story_consent, story_parts, story_publishing
from community.actions.story import StoryText, begin_story, discard_draft
from community.actions.story_consent import approve, ask_contributors, step_out
from community.actions.story_publishing import publish, revise
from community.enums.story import StoryKind
from community.models import Story, StoryVersion
from core.models import OutgoingMail
from core.refusal import Refusal
from tests.community.racing import browser, press, together, wait_for_each_other, without_locks
from tests.community.stories.conftest import TEXT, approve_as, newest, states
from tests.world import colleague

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = [3, pytest.param(100, marks=pytest.mark.torture)]


@pytest.fixture(autouse=True)
def _now(town: None, now, time_machine) -> None:
    time_machine.move_to(now, tick=False)


@pytest.fixture
def second_editor(town: None) -> User:
    return colleague("Tara Redactie", "editor")


def text_fields(story: Story, **changed: str) -> dict[str, Any]:
    version = newest(story)
    names = ("title", "lead", "body", "language")
    said = {name: getattr(version, name) for name in names} | {"seen": marks.of_text(version), "theme": ""}
    return said | {"author": version.author_id or ""} | changed


def of_author(case, author: User, by: User, other: User, now) -> Story:
    """A story whose text is the initiator's own, sent round."""
    text = StoryText(title="Mijn kant", lead="Kort.", body="Lang.", author=author)
    story = begin_story(kind=StoryKind.BLOG, text=text, initiative=case, theme=None, by=by, at=now)
    ask_contributors(story=story, by=by, at=now)
    return story


def whole_approvals(version: StoryVersion) -> bool:
    """True when whatever counts as approved reads as it was approved."""
    text = version.author_approved_at is None or version.author_mark == marks.of_text(version)
    quotes = [one.approved_at is None or one.approved_mark == marks.of_quote(one) for one in version.quotes.all()]
    return text and all(quotes)


# --- Approving and changing ------------------------------------------------------------------------------------------
def rewrite(client, story: Story, body: str) -> int:
    """Take it back to the draft and change the text, as an editor does in two presses."""
    press(client, f"/mijn/verhalen/{story.pk}/concept/")
    return press(client, f"/mijn/verhalen/{story.pk}/tekst/", **text_fields(story, body=body))[0]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_an_approval_belongs_to_the_text_that_was_read(case, initiator, guide, editor, now, rounds):
    author, writer = browser(initiator), browser(editor)
    for turn in range(rounds):
        story = of_author(case, initiator, guide, editor, now)
        seen = marks.of_text(newest(story))
        page = f"/mijn/verhalen/{story.pk}/goedkeuren/"
        mine = story_consent.contribution(newest(story), initiator)
        done = together(
            lambda p=page, m=mine: press(author, p, seen=m.seen),
            lambda s=story, t=turn: rewrite(writer, s, f"Heel anders {t}."),
        )
        assert done[0][0] == 302
        version = newest(story)
        assert whole_approvals(version)
        assert version.author_approved_at is None or version.author_mark == seen
        with pytest.raises(Refusal):
            publish(story=story, by=guide, at=now)


def test_without_the_lock_an_approval_stays_on_other_words(case, initiator, guide, editor, now, monkeypatch):
    """The negative control: the approval of the old text is written beside the new one."""
    story = of_author(case, initiator, guide, editor, now)
    mine = story_consent.contribution(newest(story), initiator)
    without_locks(monkeypatch, Story)
    real = marks.of_text

    def rewritten_meanwhile(version: StoryVersion) -> str:
        before = real(version)
        StoryVersion.objects.filter(pk=version.pk).update(state="draft", body="Heel anders.")
        return before

    monkeypatch.setattr(story_consent.marks, "of_text", rewritten_meanwhile)
    approve(story=story, seen=mine.seen, by=initiator, at=now)
    monkeypatch.undo()
    assert not whole_approvals(newest(story))


# --- Stepping out and publishing -------------------------------------------------------------------------------------
@pytest.mark.parametrize("rounds", ROUNDS)
def test_who_steps_out_while_it_is_published_is_not_in_it(case, initiator, guide, editor, now, rounds):
    author, publisher = browser(initiator), browser(editor)
    for _round in range(rounds):
        story = of_author(case, initiator, guide, editor, now)
        approve_as(story, initiator, now)
        done = together(
            lambda s=story: press(author, f"/mijn/verhalen/{s.pk}/terugnemen/"),
            lambda s=story: press(publisher, f"/werkplek/verhalen/{s.pk}/online/"),
        )
        assert {status for status, _text in done} <= {302, 404}
        assert states(story) == ["withdrawn"]


def test_without_the_lock_publishing_falls_over_or_brings_it_back(case, initiator, guide, editor, now, monkeypatch):
    """The negative control: both read the version that is ready; the database has to stop what comes second."""
    story = of_author(case, initiator, guide, editor, now)
    approve_as(story, initiator, now)
    without_locks(monkeypatch, Story)
    real = story_publishing.enter

    def stepped_out_meanwhile(*given: Any) -> None:
        monkeypatch.setattr(story_publishing, "enter", real)
        together(lambda: step_out(story=story, by=initiator, at=now))
        real(*given)

    monkeypatch.setattr(story_publishing, "enter", stepped_out_meanwhile)
    with pytest.raises(DatabaseError, match="nothing appears that was not approved"):
        publish(story=story, by=editor, at=now)


def test_two_editors_who_publish_at_once_publish_once(case, initiator, guide, editor, second_editor, now):
    story = of_author(case, initiator, guide, editor, now)
    approve_as(story, initiator, now)
    OutgoingMail.objects.all().delete()
    page = f"/werkplek/verhalen/{story.pk}/online/"
    clients = [browser(editor), browser(second_editor)]
    done = together(*[lambda c=client: press(c, page) for client in clients])
    assert [status for status, _text in done] == [302, 302]
    assert states(story) == ["published"]
    assert OutgoingMail.objects.filter(to=initiator.email).count() == 1


def test_revising_twice_at_once_makes_one_version(online, guide, editor, now):
    acts = [lambda u=user: revise(story=online, by=u, at=now).number for user in (guide, editor, guide)]
    done = together(*acts)
    assert (done.count(2), states(online)) == (1, ["published", "draft"])


@pytest.mark.parametrize("rounds", [2, pytest.param(40, marks=pytest.mark.torture)])
def test_namesakes_that_appear_at_once_have_addresses_of_their_own(town, guide, editor, now, rounds):
    for turn in range(rounds):
        ready = []
        for _story in range(4):
            text = StoryText(title=f"Dag {turn}", lead="Kort.", body="Lang.")
            story = begin_story(kind=StoryKind.BLOG, text=text, initiative=None, theme=None, by=guide, at=now)
            ask_contributors(story=story, by=guide, at=now)
            ready.append(story)
        done = together(*[lambda s=story: publish(story=s, by=editor, at=now).story.slug for story in ready])
        assert sorted(done) == [f"dag-{turn}", *(f"dag-{turn}-{number}" for number in (2, 3, 4))]


def test_an_address_that_is_looked_up_before_it_is_kept_falls_over(town, guide, editor, now, monkeypatch):
    """The negative control: one attempt, as it was."""
    monkeypatch.setattr(story_publishing, "MOST_AT_ONCE", 1)
    ready = []
    for _story in range(2):
        story = begin_story(kind=StoryKind.BLOG, text=TEXT, initiative=None, theme=None, by=guide, at=now)
        ask_contributors(story=story, by=guide, at=now)
        ready.append(story)
    wait_for_each_other(monkeypatch, story_publishing, "free_slug")
    done = together(*[lambda s=story: publish(story=s, by=editor, at=now).story.slug for story in ready])
    assert sorted(map(str, done)) == [str(Refusal), "een-tuin-van-twee-kanten"]


# --- Two editors -----------------------------------------------------------------------------------------------------
def quote_fields(story: Story, said: str) -> tuple[str, dict[str, Any]]:
    quote = newest(story).quotes.order_by("pk")[0]
    page = f"/mijn/verhalen/{story.pk}/citaat/{quote.pk}/"
    fields = {"user": quote.user_id, "topic": quote.topic, "text": said, "name": quote.name, "role": ""}
    return page, fields | {"seen": marks.of_quote(quote)}


def photo_fields(story: Story, said: str) -> tuple[str, dict[str, Any]]:
    photo = newest(story).photos.get()
    people = list(photo.subjects.values_list("user", flat=True))
    fields = {"description": said, "people": people, "seen": marks.of_photo_facts(photo)}
    return f"/mijn/verhalen/{story.pk}/foto/{photo.pk}/", fields


def page_of_text(story: Story, said: str) -> tuple[str, dict[str, Any]]:
    return f"/mijn/verhalen/{story.pk}/tekst/", text_fields(story, lead=said)


PARTS = {"text": page_of_text, "quote": quote_fields, "photo": photo_fields}


@pytest.mark.parametrize("rounds", ROUNDS)
@pytest.mark.parametrize("part", PARTS)
def test_two_who_save_one_part_at_once_lose_nothing(pictured, guide, editor, part, rounds):
    clients = [browser(guide), browser(editor)]
    for turn in range(rounds):
        said = [f"De ene zei dit {turn}.", f"De ander zei dat {turn}."]
        asked = [PARTS[part](pictured, words) for words in said]
        done = together(
            *[lambda c=client, a=one: press(c, a[0], **a[1]) for client, one in zip(clients, asked, strict=True)]
        )
        assert sorted(status for status, _text in done) == [200, 302]
        text = next(text for status, text in done if status == 200)
        assert "intussen veranderd" in text
        assert all(words in text for words in said)  # what stands there now, and one's own words in the form
        loser = [status for status, _text in done].index(200)
        again = asked[loser][1] | {"seen": PARTS[part](pictured, said[loser])[1]["seen"]}
        assert press(clients[loser], asked[loser][0], **again)[0] == 302


@pytest.mark.parametrize("part", PARTS)
def test_without_the_lock_the_words_of_one_are_gone(pictured, guide, editor, part, monkeypatch):
    """The negative control: both read, both save, and nobody is told."""
    clients, said = [browser(guide), browser(editor)], ["De ene.", "De ander."]
    asked = [PARTS[part](pictured, words) for words in said]
    without_locks(monkeypatch, Story)
    place = {"text": (writing, "fill_in"), "quote": (story_parts, "side_of"), "photo": (marks, "of_photo_facts", 2)}
    wait_for_each_other(monkeypatch, *place[part])
    done = together(
        *[lambda c=client, a=one: press(c, a[0], **a[1]) for client, one in zip(clients, asked, strict=True)]
    )
    assert [status for status, _text in done] == [302, 302]


@pytest.mark.parametrize("part", ["quote", "photo"])
def test_changing_what_was_taken_out_is_told(pictured, guide, editor, part):
    page, fields = PARTS[part](pictured, "Anders.")
    first, other = browser(guide), browser(editor)
    done = together(lambda: press(first, page, **fields)[0], lambda: press(other, f"{page}weg/")[0])
    assert set(done) <= {200, 302, 404}
    assert (
        not getattr(newest(pictured), {"quote": "quotes", "photo": "photos"}[part])
        .filter(pk=int(page.split("/")[-2]))
        .exists()
    )


def test_saving_and_approving_what_is_thrown_away_is_told(case, initiator, guide, editor, now):
    for _round in range(3):
        story = begin_story(kind=StoryKind.BLOG, text=TEXT, initiative=case, theme=None, by=guide, at=now)
        fields = text_fields(story, lead="Anders.")
        done = together(
            lambda s=story, f=fields: press(browser(guide), f"/mijn/verhalen/{s.pk}/tekst/", **f)[0],
            lambda s=story: discard_draft(story=s, by=editor, at=now),
        )
        assert done[0] in {200, 302, 404}
        assert not Story.objects.filter(pk=story.pk).exists()
    with pytest.raises(writing.StoryGone, match="weggegooid"), transaction.atomic():
        writing.lock_draft(story)
