"""Stories and the right to challenge, in hostile words, in every state that a page shows."""

from datetime import datetime, timedelta
from typing import Any

from community.actions import challenge_agreement as own
from community.actions import challenge_sending, story_publishing
from community.actions import desk_challenge_agreement as agreeing
from community.actions import desk_challenge_assessing as assessing
from community.actions import desk_challenge_deciding as deciding
from community.actions.challenge_draft import add_file, begin, keep
from community.actions.story import StoryText, begin_story
from community.actions.story_consent import approve, ask_change, ask_contributors
from community.actions.story_parts import QuoteFacts, add_photo, put_quote
from community.challenge_acts import Act
from community.challenge_questions import Part
from community.models import Challenge, ChallengeCriterion, Story
from community.queries.story_pages import contribution
from tests.hardening.hostile_city import DAY, Crowd, Places, own_case, photo
from tests.hardening.payloads import Ink


def told(who: Crowd, ink: Ink, now: datetime) -> Places:
    """A story that is online with the next version in the making, one that is asked, one that is a draft."""
    online, asked, draft = (story(who, ink, now) for _turn in range(3))
    for each in (online, asked):
        ask_contributors(story=each, by=who.guide, at=now)
    for user in (who.initiator, who.ep_member):
        mine = contribution(online.versions.get(), user)
        assert mine is not None
        approve(story=online, seen=mine.seen, by=user, at=now)
    story_publishing.publish(story=online, by=who.jack, at=now)
    ask_change(story=draft_of(who, ink, now), word=ink.write(800), by=who.initiator, at=now)
    online.refresh_from_db()
    version, making = online.versions.get(), draft.versions.get()
    places = {"pk": [draft.pk], "quote": [making.quotes.earliest("pk").pk], "photo": [making.photos.get().pk]}
    return {
        "verhalen/": {"slug": [online.slug], "token": [version.photos.get().token]},
        "mijn/verhalen/": places | {"token": [version.photos.get().token]},
        "mijn/verhalen/<int:pk>/toestemming/": {"pk": [asked.pk, online.pk, draft.pk]},
        "werkplek/verhalen/": {"pk": [draft.pk]},
        "mijn/<str:number>/verhaal/": {"number": [who.case.number]},
    }


def draft_of(who: Crowd, ink: Ink, now: datetime) -> Story:
    """A story that was sent round."""
    made = story(who, ink, now)
    ask_contributors(story=made, by=who.guide, at=now)
    return made


def story(who: Crowd, ink: Ink, now: datetime) -> Story:
    """A story of the initiator's own words, with a quote of each side and a photo."""
    text = StoryText(title=ink.write(100), lead=ink.write(300), body=ink.write(8_000), author=who.initiator)
    made = begin_story(kind="paired", text=text, initiative=who.case, theme=None, by=who.guide, at=now)
    for user in (who.initiator, who.ep_member):
        said = {"text": ink.write(600), "name": ink.write(100), "role": ink.write(100)}
        put_quote(story=made, facts=QuoteFacts(user=user, topic="well", **said), by=who.guide, at=now)
    people = [who.initiator, who.ep_member]
    add_photo(story=made, upload=photo(ink), description=ink.write(200), people=people, by=who.guide, at=now)
    return made


# --- The right to challenge ------------------------------------------------------------------------------------------
def challenges(who: Crowd, ink: Ink, now: datetime) -> Places:
    """One in each state somebody sees a page of."""
    for one in ChallengeCriterion.objects.all():
        one.name, one.explanation = ink.write(80), ink.write(300)
        one.save()
    draft, incomplete, judged, ready = written(who, ink, now), *(sent(who, ink, now) for _turn in range(3))
    assessing.ask(challenge=incomplete, asked=ink.write(1_000), by=who.guide, at=now - DAY)
    taken_up(judged, who, ink, now)
    assessing.declare_interest(challenge=judged, reason=ink.write(300), by=who.jack, at=now)
    advised(taken_up(ready, who, ink, now), who, ink, now)
    agreed, running, over = (proposed(who, ink, now) for _turn in range(3))
    for each in (running, over):
        own.agree(challenge=each, seen=own.agreement_mark(each.agreement), by=who.initiator, at=now)
    ended(over, who, ink, now)
    review = running.agreement.reviews.earliest("due_on")
    return {
        "uitdaagrecht/": {"number": [fresh(each).number for each in (over, running, agreed, ready)]},
        "mijn/<slug:number>/uitdagen/": {"number": [who.case.number]},
        "mijn/uitdaging/": {"pk": [draft.pk], "slug": ["taak"], "number": [draft.files.get().pk]},
        "mijn/uitdaging/<int:pk>/": {"pk": [draft.pk]},
        "mijn/uitdaging/<int:pk>/deel/": {"slug": [part.value for part in Part]},
        "mijn/uitdaging/<int:pk>/afschrift/": {"pk": [over.pk, ready.pk]},
        "mijn/uitdaging/<int:pk>/aanvullen/": {"pk": [incomplete.pk]},
        "mijn/uitdaging/<int:pk>/afspraak/": {"pk": [agreed.pk]},
        "mijn/uitdaging/<int:pk>/terugkijken/": {"pk": [running.pk], "number": [review.pk]},
        "mijn/uitdaging/<int:pk>/evaluatie/": {"pk": [running.pk]},
        "mijn/uitdaging/<int:pk>/stoppen/": {"pk": [running.pk]},
        "werkplek/uitdagingen/": {"pk": [each.pk for each in (over, ready, judged, running, incomplete, agreed)]},
        "werkplek/uitdagingen/<int:pk>/bestand/": {"pk": [over.pk], "number": [over.files.get().pk]},
        "werkplek/uitdagingen/<int:pk>/zienswijze/": {"pk": [judged.pk]},
        "werkplek/uitdagingen/<int:pk>/<slug:slug>/": {"pk": [judged.pk], "slug": [Act.ADVISE.value]},
    }


def written(who: Crowd, ink: Ink, now: datetime) -> Challenge:
    """A draft in which everything is filled in, with a file."""
    at = now - 40 * DAY
    made = begin(initiative=own_case(who, ink), by=who.initiator, at=at)
    starts = {"starts_on": now.date() + 60 * DAY, "months": 12, "needs": ink.write(1_000)}
    answers: dict[Part, dict[str, Any]] = {
        Part.TASK: {"name": ink.write(100), "task": ink.write(1_000), "better": ink.write(1_000)},
        Part.TOGETHER: {"with_whom": ink.write(1_000), "support": ink.write(1_000), "supporters": 8},
        Part.COST: {"known_cents": 100, "then_cents": 90, "cost_note": ink.write(1_000)},
        Part.PERIOD: starts,
    }
    for part, said in answers.items():
        made = keep(challenge=made, part=part, answers=said, seen="", at=at)
    add_file(challenge=made, upload=photo(ink), by=who.initiator, at=at)
    return made


def sent(who: Crowd, ink: Ink, now: datetime) -> Challenge:
    """A challenge that came in a while ago."""
    draft = written(who, ink, now)
    return challenge_sending.send(challenge=draft, may_be_public=True, by=who.initiator, at=now - 40 * DAY)


def taken_up(found: Challenge, who: Crowd, ink: Ink, now: datetime) -> Challenge:
    """Assessed by the guide; the colleague who performs the task gave a view."""
    at = now - 30 * DAY
    assessing.take_up(challenge=found, by=who.guide, at=at)
    assessing.ask_view(challenge=found, person=who.ep_member, question=ink.write(300), by=who.guide, at=at)
    assessing.give_view(challenge=found, text=ink.write(1_000), cost_cents=100, by=who.ep_member, at=at)
    assessing.extend(challenge=found, reason=ink.write(300), by=who.guide, at=at)
    return fresh(found)


def advised(found: Challenge, who: Crowd, ink: Ink, now: datetime) -> Challenge:
    """With the advice handed in."""
    wrote = {one.pk: ("good", ink.write(800)) for one in ChallengeCriterion.objects.all()}
    said = {"judgements": wrote, "verdict": "yes", "text": ink.write(1_000)}
    assessing.advise(challenge=found, **said, hands_in=True, by=who.guide, at=now - 20 * DAY)
    return fresh(found)


def proposed(who: Crowd, ink: Ink, now: datetime) -> Challenge:
    """Decided with yes for a part, against the advice, and with an agreement proposed and remarked upon."""
    found = advised(taken_up(sent(who, ink, now), who, ink, now), who, ink, now)
    words = {"reasons": ink.write(1_000), "part": ink.write(800), "deviation": ink.write(800)}
    facts = {"verdict": "part", "words": words, "talk_until": None}
    deciding.decide(challenge=found, **facts, by=who.jack, at=now - 15 * DAY)
    plan = agreeing.Proposal(
        initiator_does=ink.write(1_000),
        municipality_does=ink.write(1_000),
        cents=100,
        starts_on=(now - DAY).date(),
        ends_on=(now + 90 * DAY).date(),
        review_days=[(now + 30 * DAY).date()],
    )
    agreeing.propose(challenge=found, proposal=plan, by=who.guide, at=now - 10 * DAY)
    own.remark(challenge=found, text=ink.write(1_000), by=who.initiator, at=now - 9 * DAY)
    return fresh(found)


def ended(found: Challenge, who: Crowd, ink: Ink, now: datetime) -> None:
    """Looked back upon, ended early and evaluated by both sides."""
    review = found.agreement.reviews.earliest("due_on")
    own.look_back(challenge=found, review=review, words=ink.write(300), by=who.initiator, at=now)
    agreeing.look_back(challenge=found, review=review, words=ink.write(300), by=who.guide, at=now)
    own.stop(challenge=found, reason=ink.write(300), by=who.initiator, at=now + timedelta(minutes=1))
    for write, user, more in (
        (own.evaluate, who.initiator, {}),
        (agreeing.evaluate, who.guide, {"outcome": "fragile"}),
    ):
        words = {"brought": ink.write(800), "otherwise": ink.write(800), "learnt": ink.write(800), "onward": "stop"}
        write(challenge=fresh(found), words=words | more, by=user, at=now + timedelta(minutes=2))


def fresh(found: Challenge) -> Challenge:
    """The row as it stands now."""
    return Challenge.objects.select_related("initiative", "agreement").get(pk=found.pk)
