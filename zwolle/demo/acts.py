"""What each kind of event in a story does: the same action that a button of the portal would call."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from city.models import Goal
from initiatives.actions import (
    conversation,
    goal,
    label,
    meeting,
    note,
    outcome,
    ownership,
    pace,
    position,
    promise,
    prospect,
    publication,
    registration,
    review,
)
from initiatives.enums import GoalStage, Outcome, Party, PositionKind, State
from initiatives.models import Initiative, Label, MeetingItem, ProspectCriterion
from initiatives.queries.members import is_member
from teams.actions import action_point, session, team
from teams.models import ActionPoint, TeamMember
from teams.records import Guest, NewLesson, NewPoint, Presence, Talk
from zwolle.demo.stories import Event, Person, Story

ANSWER_WITHIN = 9
INITIATOR = "initiator"
SAID = ("kind", "channel", "question", "answer", "internal_note")


@dataclass
class Scene:
    """A story being played: its case once it exists, and the accounts of those who have one by now, by key.

    `day_after` gives the date a number of working days after an event.
    """

    story: Story
    people: dict[str, User]
    persons: dict[str, Person]
    day_after: Callable[[Event, int], date]
    case: Initiative = field(init=False)

    @property
    def initiator(self) -> User:
        """The account of the initiator."""
        return self.people[self.story.initiator]

    def actor(self, event: Event) -> User:
        """Who did it."""
        by = event.facts.get("by", INITIATOR)
        return self.initiator if by == INITIATOR else self.people[by]


Act = Callable[[Scene, Event, datetime], object]


def take_up(scene: Scene, event: Event, at: datetime) -> object:
    """A guide becomes the owner of the passage."""
    return ownership.take_up(initiative=scene.case, owner=scene.actor(event), by=scene.actor(event), at=at)


def invite(scene: Scene, event: Event, at: datetime) -> object:
    """The initiator is invited to take over what the municipality entered."""
    person = scene.persons[scene.story.initiator]
    return registration.invite_claim(
        initiative=scene.case, email=person.email, by=scene.actor(event), at=at, language=person.language
    )


def consent(scene: Scene, event: Event, at: datetime) -> object:
    """The initiator agrees that the page may become public."""
    return publication.give_consent(initiative=scene.case, by=scene.initiator, at=at)


def publish(scene: Scene, event: Event, at: datetime) -> object:
    """A guide makes the page public."""
    return publication.publish(initiative=scene.case, by=scene.actor(event), at=at)


def message(scene: Scene, event: Event, at: datetime) -> object:
    """Either side writes."""
    actor = scene.actor(event)
    write = conversation.write_as_municipality if event.facts["by"] != INITIATOR else conversation.write_as_initiator
    return write(initiative=scene.case, text=event.facts["text"], by=actor, at=at)


def ask(scene: Scene, event: Event, at: datetime) -> object:
    """A guide asks something."""
    return conversation.ask_initiator(
        initiative=scene.case,
        text=event.facts["text"],
        answer_by=scene.day_after(event, ANSWER_WITHIN),
        by=scene.actor(event),
        at=at,
    )


def write_note(scene: Scene, event: Event, at: datetime) -> object:
    """A colleague writes something down for colleagues."""
    return note.add_note(initiative=scene.case, text=event.facts["text"], by=scene.actor(event), at=at)


def invite_team(scene: Scene, event: Event, at: datetime) -> object:
    """Colleagues are asked to think along."""
    return [
        team.invite(initiative=scene.case, user=scene.people[key], why=event.facts["why"], by=scene.actor(event), at=at)
        for key in event.facts["who"]
    ]


def reply(scene: Scene, event: Event, at: datetime) -> object:
    """A colleague answers an invitation: doe mee, kijk mee, nu niet."""
    actor = scene.actor(event)
    member = TeamMember.objects.select_related("team__initiative").get(team__initiative=scene.case, user=actor)
    if event.facts["choice"] == "not_now":
        return team.decline(member=member, reason=event.facts["text"], by=actor, at=at)
    answer = {"join": team.join, "watch": team.observe}[event.facts["choice"]]
    return answer(member=member, by=actor, at=at)


def _presence(scene: Scene, event: Event) -> Presence:
    """Who were at a session: who logged it, the colleagues with them, the initiator, and the guests it names."""
    there = scene.people.get(scene.story.initiator)
    return Presence(
        colleagues=[scene.actor(event), *(scene.people[key] for key in event.facts["with"])],
        initiators=[there] if there and is_member(scene.case, there) else [],
        guests=[Guest(**guest) for guest in event.facts.get("guests", [])],
    )


def log_session(scene: Scene, event: Event, at: datetime) -> object:
    """An advice session is logged by somebody who was there, with the hours of everyone who was."""
    facts, actor = event.facts, scene.actor(event)
    minutes: int = facts["minutes"]
    talk = Talk(
        held_on=at.date(),
        minutes=minutes,
        agreed=facts["agreed"],
        shared=facts["shared"],
        **{name: facts[name] for name in SAID if name in facts},
    )
    return session.log_session(
        initiative=scene.case,
        key=uuid5(NAMESPACE_URL, f"{scene.story.key}/{event.ago}/{actor.email}"),
        talk=talk,
        hours=dict.fromkeys([actor, *(scene.people[key] for key in facts["with"])], minutes),
        points=[
            NewPoint(
                text=point["text"],
                due_on=scene.day_after(event, point["within"]),
                owner=scene.people[point["who"]] if "who" in point else None,
            )
            for point in facts.get("points", [])
        ],
        lesson=NewLesson(text=facts["lesson"]) if "lesson" in facts else None,
        presence=_presence(scene, event),
        overrun=facts.get("overrun", ""),
        by=actor,
        at=at,
    )


def finish_point(scene: Scene, event: Event, at: datetime) -> object:
    """Somebody did what was agreed in a session."""
    point = ActionPoint.objects.select_related("team__initiative").get(
        team__initiative=scene.case, text=event.facts["text"]
    )
    return action_point.finish_point(point=point, by=scene.actor(event), at=at)


def take_position(scene: Scene, event: Event, at: datetime) -> object:
    """The municipality takes a position."""
    facts = event.facts
    amount = facts.get("room_amount")
    return position.take_position(
        initiative=scene.case,
        kind=PositionKind(facts["kind"]),
        reason=facts["reason"],
        may_expect=facts["may_expect"],
        may_not_expect=facts["may_not_expect"],
        review_on=scene.day_after(event, facts["review"]),
        room_kind=facts.get("room_kind", ""),
        room_amount=None if amount is None else Decimal(amount),
        goal=Goal.objects.get(code=facts["goal"]) if "goal" in facts else None,
        by=scene.actor(event),
        at=at,
    )


def link_goal(scene: Scene, event: Event, at: datetime) -> object:
    """The initiator names a goal; a guide says how sure it is that it is served, and looks back on it."""
    facts, named = event.facts, Goal.objects.get(code=event.facts["code"])
    if facts["stage"] == GoalStage.CLAIMED:
        linked = [link.goal for link in scene.case.goal_links.select_related("goal") if link.can_be_taken_back]
        return goal.claim_goals(initiative=scene.case, goals=[*linked, named], by=scene.initiator, at=at)
    return goal.link_goal(
        initiative=scene.case,
        goal=named,
        stage=GoalStage(facts["stage"]),
        remark=facts.get("remark", ""),
        verdict=facts.get("verdict", ""),
        by=scene.actor(event),
        at=at,
    )


def judge(scene: Scene, event: Event, at: datetime) -> object:
    """The gidsteam finds it promising, by the first three criteria."""
    return prospect.judge_prospect(
        initiative=scene.case,
        promising=True,
        criteria=list(ProspectCriterion.objects.order_by("pk")[:3]),
        reason=event.facts["text"],
        by=scene.actor(event),
        at=at,
    )


def hang_label(scene: Scene, event: Event, at: datetime) -> object:
    """A guide hangs a label on the case."""
    hung = Label.objects.get(name=event.facts["name"])
    return label.add_label(initiative=scene.case, label=hung, by=scene.actor(event), at=at)


def put_on_agenda(scene: Scene, event: Event, at: datetime) -> object:
    """A guide wants to talk about it in the weekly meeting."""
    return meeting.put_on_agenda(
        initiative=scene.case,
        held_on=scene.day_after(event, event.facts["within"]),
        why=event.facts["why"],
        by=scene.actor(event),
        at=at,
    )


def decide(scene: Scene, event: Event, at: datetime) -> object:
    """What the meeting decided is written on the spot."""
    item = MeetingItem.objects.filter(initiative=scene.case).latest("pk")
    return meeting.write_decision(item=item, decision=event.facts["text"], by=scene.actor(event), at=at)


def wait(scene: Scene, event: Event, at: datetime) -> object:
    """Another party has the ball."""
    return pace.hand_ball(
        initiative=scene.case,
        to=Party(event.facts["party"]),
        third_party=event.facts["name"],
        reason=event.facts["reason"],
        by=scene.actor(event),
        at=at,
    )


def make_promise(scene: Scene, event: Event, at: datetime) -> object:
    """The municipality promises a next step."""
    return promise.make_promise(
        initiative=scene.case,
        text=event.facts["text"],
        due_on=scene.day_after(event, event.facts["within"]),
        by=scene.actor(event),
        at=at,
    )


def pause(scene: Scene, event: Event, at: datetime) -> object:
    """The initiator takes a break."""
    return pace.pause(initiative=scene.case, reason=event.facts["text"], by=scene.initiator, at=at)


def stop(scene: Scene, event: Event, at: datetime) -> object:
    """The initiator stops."""
    return pace.stop(initiative=scene.case, reason=event.facts["text"], by=scene.initiator, at=at)


def close(scene: Scene, event: Event, at: datetime) -> object:
    """The passage ends with an outcome."""
    return outcome.record_outcome(
        initiative=scene.case,
        outcome=Outcome(event.facts["outcome"]),
        note=event.facts["text"],
        closes=True,
        by=scene.actor(event),
        at=at,
    )


def give_review(scene: Scene, event: Event, at: datetime) -> object:
    """The initiator tells how it went."""
    return review.give_review(
        initiative=scene.case,
        phase=State.CLOSED,
        grade=event.facts["grade"],
        text=event.facts["text"],
        reopens=False,
        by=scene.initiator,
        at=at,
    )
