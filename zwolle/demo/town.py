"""Build the living town: every story, event by event and in the order of time, through the portal's own actions."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from io import StringIO

from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from accounts.models import User
from city.queries import closed_days
from core import audit, due
from core.models import OutgoingMail
from initiatives.models import Initiative, Label, StandardText
from zwolle.demo import acts, arrivals, slate, talks
from zwolle.demo.acts import Act, Scene
from zwolle.demo.agenda import fill_the_agenda
from zwolle.demo.challenges import play_challenges
from zwolle.demo.editions import write_editions
from zwolle.demo.following import take_part
from zwolle.demo.fund import fill_the_fund
from zwolle.demo.hubs import ask_the_hubs
from zwolle.demo.learning import learn
from zwolle.demo.past import Past, at_clock
from zwolle.demo.people import hire
from zwolle.demo.programmes import hold_programmes
from zwolle.demo.stories import Event, Person, Story, read_people, read_stories, read_texts
from zwolle.demo.told import tell_stories

ACTS: dict[str, Act] = {
    "submit": arrivals.submit,
    "register": arrivals.register,
    "invite": acts.invite,
    "claim": arrivals.claim,
    "consent": acts.consent,
    "take_up": acts.take_up,
    "message": acts.message,
    "ask": acts.ask,
    "note": acts.write_note,
    "team": acts.invite_team,
    "reply": acts.reply,
    "session": acts.log_session,
    "plan": talks.plan,
    "answer": talks.answer,
    "react": talks.react,
    "finish": acts.finish_point,
    "publish": acts.publish,
    "goal": acts.link_goal,
    "promising": acts.judge,
    "label": acts.hang_label,
    "agenda": acts.put_on_agenda,
    "decide": acts.decide,
    "position": acts.take_position,
    "wait": acts.wait,
    "promise": acts.make_promise,
    "pause": acts.pause,
    "stop": acts.stop,
    "close": acts.close,
    "review": acts.give_review,
}
ADMINISTRATOR = "nienke"
DUE_WORK_AT = time(7, 0)
LEARNING_AT = time(16, 0)
REPORTED_AT = time(18, 0)
DELIVERY = timedelta(minutes=1)
HOUSEKEEPING = ("core.", "insight.figures")
NOBODY_THERE = "550 5.1.1 <%s>: Recipient address rejected: User unknown"


@dataclass(frozen=True)
class Moment:
    """One event of one story, and when it happened."""

    at: datetime
    scene: Scene
    event: Event


@transaction.atomic
def build(*, at: datetime, mornings: int | None = None) -> None:
    """Build the whole demo town as it stands at `at`: all of it or nothing.

    `mornings` is for tests that look at its rows: due work is done on the last so many working days alone.
    """
    call_command("load_town", stdout=StringIO())
    write_texts()
    past = Past(today=localdate(at), closed=closed_days())
    stories, persons = read_stories(), {person.key: person for person in read_people()}
    longest_ago = max(event.ago for story in stories for event in story.events)
    opening = at_clock(past.day(longest_ago + 1), DUE_WORK_AT)
    people = hire(persons, past=past, at=opening)
    cases = play(stories, persons, people, past, mornings=mornings)
    learn(people, cases, at=at_clock(past.day(1), LEARNING_AT))
    hold_programmes(people, persons, cases, past=past)
    fill_the_agenda(people, cases, past=past)
    take_part(people, persons, cases, stories, past=past)
    ask_the_hubs(people, cases, past=past)
    play_challenges(people, cases, past=past)
    tell_stories(people, persons, cases, past=past)
    fill_the_fund(people, cases, past, at=opening)
    write_editions(people, past, at=at_clock(past.day(1), REPORTED_AT))
    deliver(persons)
    audit.record(verb=slate.BUILT, subject=people[ADMINISTRATOR], by=None, at=at)


def play(
    stories: list[Story],
    persons: dict[str, Person],
    people: dict[str, User],
    past: Past,
    *,
    mornings: int | None = None,
) -> dict[str, Initiative]:
    """Play all stories in the order of time; on each day the due work of that morning is done first. Returns the cases
    by the key of their story.
    """
    moments = sorted(timetable(stories, persons, people, past), key=lambda moment: moment.at)
    due_at = due_work(past, first=moments[0].event.ago if mornings is None else mornings)
    for moment in moments:
        while due_at and due_at[0] <= moment.at:
            do_due_work(persons, at=due_at.pop(0))
        ACTS[moment.event.do](moment.scene, moment.event, moment.at)
    for morning in due_at:
        do_due_work(persons, at=morning)
    return {moment.scene.story.key: moment.scene.case for moment in moments}


def write_texts() -> None:
    """The standard texts and labels staff begin with."""
    texts = read_texts()
    for row in texts["standard_text"]:
        StandardText.objects.get_or_create(step=row["step"], name=row["name"], defaults=row)
    for row in texts["label"]:
        Label.objects.get_or_create(name=row["name"])


def timetable(
    stories: list[Story], persons: dict[str, Person], people: dict[str, User], past: Past
) -> Iterator[Moment]:
    """Every event of every story with its moment, the finishing of action points included."""
    for story in stories:
        scene = Scene(story=story, people=people, persons=persons, day_after=partial(day_after, past))
        order: Counter[int] = Counter()
        for event in with_finished_points(story.events):
            yield Moment(past.moment(event.ago, story.key, order[event.ago]), scene, event)
            order[event.ago] += 1


def day_after(past: Past, event: Event, days: int) -> date:
    """The day that many working days after an event."""
    return past.later(event.ago, days)


def with_finished_points(events: tuple[Event, ...]) -> list[Event]:
    """The events, and for each action point that was done the day somebody did it: the one before it was due."""
    finished = [
        Event(ago=max(1, event.ago - point["within"] + 1), do="finish", facts=_done_by(point))
        for event in events
        for point in event.facts.get("points", [])
        if point["done"]
    ]
    return sorted([*events, *finished], key=lambda event: -event.ago)


def _done_by(point: dict[str, str]) -> dict[str, str]:
    return {"by": point.get("who", "initiator"), "text": point["text"]}


def due_work(past: Past, *, first: int) -> list[datetime]:
    """The mornings of all working days from the first event until yesterday, oldest first."""
    return [at_clock(past.day(ago), DUE_WORK_AT) for ago in range(first, 0, -1)]


def do_due_work(persons: dict[str, Person], *, at: datetime) -> None:
    """What `manage.py work` would have done until that morning: mails sent, people told what is due.

    Housekeeping (the jobs of core, counting the figures) catches up by itself when the worker starts.
    """
    deliver(persons)
    for job in due.jobs():
        if not job.name.startswith(HOUSEKEEPING):
            job.run(at)


def deliver(persons: dict[str, Person]) -> None:
    """Mark the mails of the past as what they are by now: sent, or refused by a mailbox that is not there."""
    gone = [person.email for person in persons.values() if person.undeliverable]
    waiting = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING)
    for mail in waiting.filter(to__in=gone):
        mail.state, mail.attempts, mail.failure = OutgoingMail.State.FAILED, 1, NOBODY_THERE % mail.to
        mail.save(update_fields=["state", "attempts", "failure"])
    waiting.filter(secret=True).update(text="")
    waiting.update(state=OutgoingMail.State.SENT, attempts=1, sent_at=F("created_at") + DELIVERY)
