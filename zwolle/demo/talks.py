"""What happens around sessions in a story: they are planned, their summaries confirmed or corrected."""

from datetime import datetime, time

from initiatives.models import Initiative
from teams.actions import planned, summary
from teams.enums import Channel, SummaryState
from teams.models import Session, SummaryAnswer
from teams.records import Plan
from zwolle.demo.acts import Scene
from zwolle.demo.past import at_clock
from zwolle.demo.stories import Event

TALK_AT = time(14, 0)


def plan(scene: Scene, event: Event, at: datetime) -> object:
    """A session is planned a number of working days ahead, at two in the afternoon."""
    facts = event.facts
    asked = Plan(
        starts_at=at_clock(scene.day_after(event, facts["within"]), TALK_AT),
        minutes=facts["minutes"],
        about=facts["about"],
        place=facts.get("place", ""),
        channel=facts.get("channel", Channel.TABLE),
        with_initiator=facts["shared"],
        invited=[scene.actor(event), *(scene.people[key] for key in facts["with"])],
    )
    return planned.plan_session(initiative=scene.case, plan=asked, by=scene.actor(event), at=at)


def answer(scene: Scene, event: Event, at: datetime) -> object:
    """The initiator says of the newest shared summary that it is right, or how it was."""
    session = _newest(scene.case)
    words = event.facts.get("text", "")
    return summary.answer_summary(
        session=session,
        answer=SummaryState.CORRECTED if words else SummaryState.CONFIRMED,
        words=words,
        seen=summary.summary_mark(session),
        by=scene.initiator,
        at=at,
    )


def react(scene: Scene, event: Event, at: datetime) -> object:
    """A colleague replies to what the initiator said of the summary."""
    rows = SummaryAnswer.objects.filter(team__initiative=scene.case).select_related("session__team__initiative")
    return summary.reply_to_answer(answer=rows.latest("pk"), text=event.facts["text"], by=scene.actor(event), at=at)


def _newest(case: Initiative) -> Session:
    rows = Session.objects.shared().filter(team__initiative=case).select_related("team__initiative")
    return rows.latest("held_on", "pk")
