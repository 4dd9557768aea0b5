"""Questions to the hubs of the demo town, played through the portal's own actions in the order of time."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from accounts.models import User
from community.actions import referral, referral_clock, referral_reply
from community.enums.hubs import HubAnswer, ReferralOutcome
from community.models import Hub, Referral
from community.records import Contact, HubReply
from core.models import OutgoingMail
from initiatives.enums import MemberRole
from initiatives.models import Initiative
from zwolle.demo.past import Past, at_clock
from zwolle.demo.stories import read_hubs

CLOCK_AT, ASKED_AT, STEP_AT = time(9, 0), time(11, 0), time(14, 30)
SECRET = re.compile(r"/knooppunten/antwoord/([\w-]+)/")
Facts = Mapping[str, Any]


@dataclass
class Course:
    """One question while it is played; `row` comes with its first step."""

    facts: Facts
    case: Initiative
    hub: Hub
    initiator: User
    people: Mapping[str, User]
    row: Referral | None = None

    def contact(self, share: list[str]) -> Contact:
        """What the initiator lets go along."""
        who = {"name": self.initiator.display_name, "email": self.initiator.email, "phone": self.initiator.phone}
        return Contact(**{name: who[name] for name in share})

    def secret(self) -> str:
        """The secret in the newest mail to the hub about this case."""
        mails = OutgoingMail.objects.filter(to=self.hub.referral_email, case_number=self.case.number)
        found = SECRET.search(mails.filter(text__contains="/knooppunten/antwoord/").latest("pk").text)
        return found[1] if found else ""


def ask_the_hubs(people: Mapping[str, User], cases: Mapping[str, Initiative], *, past: Past) -> None:
    """Give hubs their mailbox, then play every question; each morning the portal reminds and tells what is due."""
    told = read_hubs()
    for slug in told["mailboxes"]:
        Hub.objects.filter(slug=slug).update(referral_email=f"vragen@{slug}.example")
    moments = sorted(_moments(told["referral"], people, cases), key=lambda moment: -moment[0])
    for ago in range(moments[0][0], 0, -1):
        referral_clock.follow_up(at=at_clock(past.day(ago), CLOCK_AT))
        for _ago, act, clock in (moment for moment in moments if moment[0] == ago):
            act(at_clock(past.day(ago), clock))


def _moments(
    rows: list[Facts], people: Mapping[str, User], cases: Mapping[str, Initiative]
) -> Iterator[tuple[int, Callable[[datetime], None], time]]:
    """Every step with its day and time."""
    for row in rows:
        case = Initiative.objects.get(pk=cases[row["story"]].pk)  # as the stories left it
        initiator = case.members.get(role=MemberRole.INITIATOR, left_at=None).user
        course = Course(row, case, Hub.objects.get(slug=row["hub"]), initiator, people)
        yield row["ago"], _begin(course), ASKED_AT
        for step in row.get("step", []):
            yield step["ago"], _step(course, step), STEP_AT


def _begin(course: Course) -> Callable[[datetime], None]:
    def act(at: datetime) -> None:
        facts, given = (
            course.facts,
            {"initiative": course.case, "hub": course.hub, "question": course.facts["question"]},
        )
        if "reason" in facts:
            by = course.people[facts["by"]]
            course.row = referral.propose(**given, reason=facts["reason"], by=by, at=at)
            return
        contact = course.contact(facts["share"])
        seen = referral.letter(Referral(**given), contact, at=at).seen
        course.row = referral.ask(**given, contact=contact, seen=seen, by=course.initiator, at=at)

    return act


def _step(course: Course, step: Facts) -> Callable[[datetime], None]:
    def act(at: datetime) -> None:
        if course.row is not None:
            STEPS[step["do"]](course, course.row, step, at)

    return act


def _agree(course: Course, row: Referral, step: Facts, at: datetime) -> None:
    contact = course.contact(step["share"])
    seen = referral.letter(row, contact, at=at).seen
    referral.consent(referral=row, contact=contact, seen=seen, by=course.initiator, at=at)


def _refuse(course: Course, row: Referral, step: Facts, at: datetime) -> None:
    referral.refuse(referral=row, refusal=step["text"], by=course.initiator, at=at)


def _pass_on(course: Course, row: Referral, step: Facts, at: datetime) -> None:
    referral.pass_on(referral=row, by=course.people[step["by"]], at=at)


def _deny(course: Course, row: Referral, step: Facts, at: datetime) -> None:
    referral.deny(referral=row, refusal=step["text"], by=course.people[step["by"]], at=at)


def _answer(course: Course, row: Referral, step: Facts, at: datetime) -> None:
    given = HubReply(answer=HubAnswer(step["answer"]), text=step["text"], contact=step["contact"])
    referral_reply.reply(secret=course.secret(), given=given, at=at)


def _add(course: Course, row: Referral, step: Facts, at: datetime) -> None:
    referral_reply.add_words(referral=row, text=step["text"], by=course.initiator, at=at)


def _withdraw(course: Course, row: Referral, step: Facts, at: datetime) -> None:
    referral.withdraw(referral=row, by=course.initiator, at=at)


def _outcome(course: Course, row: Referral, step: Facts, at: datetime) -> None:
    outcome = ReferralOutcome(step["outcome"])
    referral_reply.record_outcome(referral=row, outcome=outcome, text=step["text"], by=course.initiator, at=at)


STEPS: dict[str, Callable[[Course, Referral, Facts, datetime], None]] = {
    "agree": _agree,
    "refuse": _refuse,
    "pass_on": _pass_on,
    "deny": _deny,
    "answer": _answer,
    "add": _add,
    "withdraw": _withdraw,
    "outcome": _outcome,
}
