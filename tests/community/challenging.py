"""A challenge brought to any of its states, through the actions, with the people of its desk."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from accounts.enums import Role
from accounts.models import User
from community.actions import challenge_agreement as own
from community.actions import challenge_sending as sending
from community.actions import desk_challenge_agreement as agreeing
from community.actions import desk_challenge_assessing as assessing
from community.actions import desk_challenge_deciding as deciding
from community.actions.challenge_draft import begin, keep
from community.challenge_questions import Part
from community.models import Challenge, ChallengeCriterion, ChallengeDecision
from initiatives.models import Initiative
from tests.factories import RoleGrantFactory
from tests.world import colleague

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday, 10:00 in Zwolle
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
ANSWERS = {
    Part.TASK: {
        "name": "Het groen in de Bloemenbuurt",
        "task": "Snoeien, harken en onkruid weghalen in zes straten.",
        "better": "Wij wonen er en zien elke dag wat nodig is.",
    },
    Part.TOGETHER: {
        "with_whom": "De bewonersvereniging.",
        "support": "Wij gingen langs de deuren.",
        "supporters": 84,
    },
    Part.COST: {"known_cents": None, "then_cents": 1_250_050, "cost_note": "Uren en gereedschap."},
    Part.PERIOD: {"starts_on": date(2026, 9, 1), "months": 12, "needs": "Een vaste contactpersoon."},
}
WORDS = {
    "brought": "De buurt is groener en mensen kennen elkaar.",
    "otherwise": "De zomer was droog.",
    "learnt": "Begin klein.",
    "onward": "same",
}


@dataclass(frozen=True)
class Desk:
    """An assessor, who performs the task, and a decider."""

    assessor: User
    performer: User
    decider: User


def desk() -> Desk:
    """The people who work on a challenge."""
    performer = colleague("Piet Plantsoen", Role.EP_MEMBER)
    decider = RoleGrantFactory(role=Role.DECISION_MAKER, user__display_name="Wendy Wethouder").user
    return Desk(colleague("Anne Beoordeelt", Role.GUIDE), performer, decider)


def written(initiative: Initiative, by: User, *, at: datetime = AT) -> Challenge:
    """A draft in which everything is filled in."""
    draft = begin(initiative=initiative, by=by, at=at)
    for part, answers in ANSWERS.items():
        draft = keep(challenge=draft, part=part, answers=answers, seen="", at=at)
    return draft


def sent(initiative: Initiative, by: User, *, at: datetime = AT, public: bool = True) -> Challenge:
    """A challenge that came in."""
    return sending.send(challenge=written(initiative, by, at=at), may_be_public=public, by=by, at=at)


def assessing_now(challenge: Challenge, people: Desk, *, at: datetime = AT + DAY) -> Challenge:
    """Taken up, and the performer's view asked and given: the task costs € 18.000 now."""
    assessing.take_up(challenge=challenge, by=people.assessor, at=at)
    assessing.ask_view(
        challenge=challenge, person=people.performer, question="Wat kost het?", by=people.assessor, at=at
    )
    assessing.give_view(challenge=challenge, text="Het kan.", cost_cents=1_800_000, by=people.performer, at=at)
    return fresh(challenge)


def judgements() -> dict[int, tuple[str, str]]:
    """A judgement with a reason on each criterion."""
    return {one.pk: ("good", f"Omdat: {one.name}") for one in ChallengeCriterion.objects.all()}


def advised(challenge: Challenge, people: Desk, *, at: datetime = AT + 7 * DAY, verdict: str = "yes") -> Challenge:
    """Assessed, with the advice handed in."""
    facts = {"judgements": judgements(), "verdict": verdict, "text": "Doen."}
    assessing.advise(challenge=challenge, **facts, hands_in=True, by=people.assessor, at=at)
    return fresh(challenge)


def decided(
    challenge: Challenge, people: Desk, *, at: datetime = AT + 14 * DAY, verdict: str = "yes", **words: str
) -> ChallengeDecision:
    """Decided as advised, unless `verdict` says otherwise."""
    said = {"reasons": "Bewoners kunnen dit, en de buurt wil het.", "part": "", "deviation": "", **words}
    until = at.date() + 30 * DAY if verdict == "talk" else None
    return deciding.decide(challenge=challenge, verdict=verdict, words=said, talk_until=until, by=people.decider, at=at)


def proposal(**changes: object) -> agreeing.Proposal:
    """A year from 1 September 2026, with one moment to look back."""
    facts = {
        "initiator_does": "Elke week snoeien.",
        "municipality_does": "Gereedschap en groenafval.",
        "cents": 1_250_000,
        "starts_on": date(2026, 9, 1),
        "ends_on": date(2027, 8, 31),
        "review_days": [date(2027, 2, 1)],
    }
    return agreeing.Proposal(**{**facts, **changes})


def agreed(challenge: Challenge, people: Desk, by: User, *, at: datetime = AT + 21 * DAY) -> Challenge:
    """Proposed and agreed."""
    made = agreeing.propose(challenge=challenge, proposal=proposal(), by=people.assessor, at=at)
    own.agree(challenge=challenge, seen=own.agreement_mark(made), by=by, at=at)
    return fresh(challenge)


def fresh(challenge: Challenge) -> Challenge:
    """The row as it stands in the database now."""
    return Challenge.objects.select_related("initiative", "assessor").get(pk=challenge.pk)
