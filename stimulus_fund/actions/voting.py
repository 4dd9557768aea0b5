"""Residents decide: a vote is made, announced, held with codes, and counted by the rule that was announced."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from secrets import choice

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, limits
from core.refusal import IllegalTransition, Refusal
from stimulus_fund import ceiling, lifecycle
from stimulus_fund.actions.entering import lock
from stimulus_fund.actions.record import record
from stimulus_fund.enums import Division, State
from stimulus_fund.models import Application, Ballot, Candidate, Pot, Vote, VotingCode
from stimulus_fund.queries.voting import casts, waiting_for_a_vote
from stimulus_fund.tally import Plan, count

SIGNS = "BCDFGHJKLMNPQRSTVWXZ23456789"  # nothing that reads like another, no vowels and so no words
CODE_LENGTH, MARK_LENGTH = 12, 10
MOST_CODES_AT_ONCE = 5_000
TRIES, WINDOW = 20, 3600


class CodeRefused(Refusal):
    """There is no such code for this vote, or it was used, or somebody tried too often."""

    field = "code"


class NotNow(IllegalTransition):
    """The vote is not where this can be done."""


@transaction.atomic
def make_vote(*, pot: Pot, title: str, picks: int, opens_on: date, closes_on: date, by: User, at: datetime) -> Vote:
    """Make a vote on a pot, with every complete application that waits in it on the ballot.

    Raises Refusal for a pot that is not divided by a vote, days that cannot be, or without plans.
    """
    _require_divided_by_vote(pot)
    if opens_on <= localdate(at) or closes_on < opens_on:
        raise Refusal(_("Kies dagen die nog komen, de laatste niet voor de eerste."), field="opens_on")
    if pot.votes.filter(counted_at=None).exists():
        raise Refusal(_("Over deze pot loopt al een stemming."), field="pot")
    waiting = waiting_for_a_vote(pot)
    if not waiting:
        raise Refusal(_("In deze pot wacht geen volledige aanvraag op een stemming."), field="pot")
    vote = Vote.objects.create(
        pot=pot, title=title, picks=picks, opens_on=opens_on, closes_on=closes_on, made_by=by, made_at=at
    )
    Candidate.objects.bulk_create(
        Candidate(vote=vote, application=one, number=number, cents=one.asked_cents)
        for number, one in enumerate(waiting, start=1)
    )
    audit.record(verb="vote.made", subject=vote, by=by, at=at, after={"plans": len(waiting)})
    return vote


@transaction.atomic
def judge_feasible(*, candidate: Candidate, is_feasible: bool, finding: str, by: User, at: datetime) -> Candidate:
    """Say whether a plan can be done and why, before the vote is announced. Raises NotNow."""
    vote = _lock(candidate.vote)
    if vote.announced_at:
        raise NotNow(_("De stemming is al aangekondigd."))
    candidate.is_feasible, candidate.finding = is_feasible, finding
    candidate.save(update_fields=["is_feasible", "finding"])
    audit.record(verb="vote.judged", subject=vote, by=by, at=at, after={"plan": candidate.number, "can": is_feasible})
    return candidate


@transaction.atomic
def announce(*, vote: Vote, by: User, at: datetime) -> Vote:
    """Let everyone read the plans, what was found about them, the rule and the days; from then on they stay.

    Raises NotNow, and Refusal while a plan was not looked at, or when the first day is there.
    """
    vote = _lock(vote)
    if vote.announced_at:
        raise NotNow(_("De stemming is al aangekondigd."))
    if vote.candidates.filter(is_feasible=None).exists():
        raise Refusal(_("Kijk eerst van elk plan of het kan."))
    if not vote.candidates.filter(is_feasible=True).exists():
        raise Refusal(_("Geen van de plannen kan. Er valt niets te stemmen."))
    if vote.opens_on <= localdate(at):
        raise Refusal(_("De eerste dag is al begonnen. Maak een nieuwe stemming: de regel is vooraf bekend."))
    vote.announced_at = at
    vote.save(update_fields=["announced_at"])
    audit.record(verb="vote.announced", subject=vote, by=by, at=at)
    return vote


@transaction.atomic
def drop_vote(*, vote: Vote, by: User, at: datetime) -> None:
    """Throw away a vote that was not announced. Raises NotNow."""
    vote = _lock(vote)
    if vote.announced_at:
        raise NotNow(_("De stemming is al aangekondigd."))
    audit.record(verb="vote.dropped", subject=vote, by=by, at=at)
    vote.codes.all().delete()
    vote.candidates.all().delete()
    vote.delete()


@transaction.atomic
def give_out_codes(*, vote: Vote, number: int, batch: str, by: User, at: datetime) -> list[str]:
    """Make so many new codes, to print per address or to hand out. They are shown this once; only hashes are kept.

    Raises NotNow once it is counted, Refusal for too many at once.
    """
    vote = _lock(vote)
    if vote.counted_at or localdate(at) > vote.closes_on:
        raise NotNow(_("De stemming is voorbij."))
    if not 0 < number <= MOST_CODES_AT_ONCE:
        raise Refusal(_("Maak er ten minste 1 en ten hoogste 5.000 tegelijk."), field="number")
    codes = list({_signs(CODE_LENGTH) for _number in range(number)})
    VotingCode.objects.bulk_create(VotingCode(vote=vote, code_hash=hash_of(vote, code), batch=batch) for code in codes)
    audit.record(verb="vote.codes", subject=vote, by=by, at=at, after={"codes": len(codes)})
    return [shown_code(code) for code in codes]


def cast(*, vote: Vote, code: str, numbers: Collection[int], asked_from: str, at: datetime) -> Ballot:
    """Vote with a code, once. Nothing of what is kept ties the ballot to the code; no audit entry is made of it.

    `asked_from` is the machine that asks. Raises CodeRefused, NotNow, Refusal for a choice that is none.
    """
    if not limits.allow("fund.vote", asked_from, times=TRIES, seconds=WINDOW, at=at):
        raise CodeRefused(_("U probeerde het vaak. Probeer het over een uur opnieuw, of bel ons."))
    with transaction.atomic():
        vote = Vote.objects.get(pk=vote.pk)
        if not vote.is_open(localdate(at)) or vote.is_counted:
            raise NotNow(_("U kunt nu niet stemmen."))
        _require_choice(vote, numbers)
        given = VotingCode.objects.filter(vote=vote, code_hash=hash_of(vote, code), is_used=False)
        if not given.update(is_used=True):
            raise CodeRefused(_("Deze code klopt niet of is al gebruikt."))
        return _keep(vote, sorted(set(numbers)))


def _keep(vote: Vote, numbers: Sequence[int]) -> Ballot:
    while True:
        try:
            with transaction.atomic():
                return vote.ballots.create(mark=_signs(MARK_LENGTH), numbers=list(numbers))
        except IntegrityError:  # another ballot has this mark
            continue


def _require_choice(vote: Vote, numbers: Collection[int]) -> None:
    known = set(vote.candidates.filter(is_feasible=True).values_list("number", flat=True))
    if not numbers or not set(numbers) <= known:
        raise Refusal(_("Kies ten minste één plan."), field="numbers")
    if len(set(numbers)) > vote.picks:
        raise Refusal(_("U kunt ten hoogste %(picks)s plannen kiezen.") % {"picks": vote.picks}, field="numbers")


@transaction.atomic
def count_vote(*, vote: Vote, by: User, at: datetime) -> Vote:
    """Count by the announced rule after the last day; every plan then waits for its decision. Raises NotNow."""
    pot = ceiling.lock(vote.pot_id)
    vote = _lock(vote)
    if vote.announced_at is None or vote.counted_at or localdate(at) <= vote.closes_on:
        raise NotNow(_("Tellen kan één keer, na de laatste dag."))
    by_number = {one.number: one for one in vote.candidates.select_related("application")}
    plans = [Plan(one.number, one.cents) for one in by_number.values() if one.is_feasible]
    for place in count(plans, casts(vote), pot.available_cents):
        one = by_number[place.plan.number]
        one.place, one.votes, one.wins = place.place, place.votes, place.wins
        one.save(update_fields=["place", "votes", "wins"])
    vote.counted_by, vote.counted_at, vote.available_cents = by, at, pot.available_cents
    vote.save(update_fields=["counted_by", "counted_at", "available_cents"])
    for one in by_number.values():
        _to_decide(one.application, by=by, at=at)
    audit.record(verb="vote.counted", subject=vote, by=by, at=at, after={"ballots": vote.ballots.count()})
    return vote


def _to_decide(application: Application, *, by: User, at: datetime) -> None:
    """A plan that was voted on waits for its decision, unless it was withdrawn meanwhile."""
    application = lock(application)
    if application.state != State.ASSESSING:
        return
    lifecycle.require(application.state, State.DECIDING)
    application.state = State.DECIDING
    application.save(update_fields=["state"])
    record(application, "application.voted", by=by, at=at, story="fund_voted")


def hash_of(vote: Vote, code: str) -> str:
    """The keyed hash of a code as somebody typed it."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return salted_hmac(f"fund.vote.{vote.pk}", plain, algorithm="sha256").hexdigest()


def shown_code(code: str) -> str:
    """A code in groups of four, as it is printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def _signs(length: int) -> str:
    return "".join(choice(SIGNS) for _number in range(length))


def _lock(vote: Vote) -> Vote:
    return Vote.objects.select_for_update(of=["self"]).select_related("pot__scheme").get(pk=vote.pk)


def _require_divided_by_vote(pot: Pot) -> None:
    rules = pot.scheme.rulesets.approved().first()
    if rules is None or rules.division != Division.VOTE:
        raise Refusal(_("Over deze pot stemmen bewoners niet."), field="pot")
