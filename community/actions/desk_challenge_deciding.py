"""Decide on a challenge, with reasons, by somebody who did not assess it. A correction is a new decision."""

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from city.queries import closed_days
from community.actions.challenge_case import enter, record
from community.actions.desk_challenge_entering import entering
from community.challenge_acts import Act, NotAllowed
from community.challenge_seal import seal_of
from community.enums.challenge import ChallengeState as State
from community.enums.challenge import ChallengeVerdict as Verdict
from community.models import Challenge, ChallengeAdvice, ChallengeAgreement, ChallengeDecision
from community.notices import challenge as notices
from community.notices import desk_challenge as desk
from community.queries.challenge_own import standing_decision
from community.queries.challenge_terms import clause_on
from community.queries.desk_challenges import may_not_decide
from core import outbox
from core.calendar import Term, Unit, end_of_term
from core.refusal import Conflict, Refusal

LONGEST_TALK = timedelta(days=183)


@entering(Act.DECIDE)
def decide(
    *, challenge: Challenge, verdict: str, words: dict[str, str], talk_until: date | None, by: User, at: datetime
) -> ChallengeDecision:
    """Decide on an advice. `words` are reasons, part and deviation. Raises NotAllowed, Refusal."""
    return _take(challenge, verdict, words, talk_until, replaces=None, by=by, at=at)


@entering(Act.CORRECT)
def correct(
    *,
    challenge: Challenge,
    verdict: str,
    words: dict[str, str],
    talk_until: date | None,
    seen: int,
    by: User,
    at: datetime,
) -> ChallengeDecision:
    """Take a new decision in place of the one with key `seen`; an unanswered proposal for an agreement is gone.

    Raises Conflict when somebody else decided meanwhile, NotAllowed, Refusal.
    """
    standing = standing_decision(challenge)
    if standing is None or standing.pk != seen:
        who = standing.taken_by.display_name if standing else ""
        raise Conflict(
            _("%(who)s heeft intussen beslist. Lees die beslissing eerst.") % {"who": who},
            theirs={"seen": standing.pk if standing else ""},
        )
    ChallengeAgreement.objects.filter(challenge=challenge, agreed_at=None).delete()
    return _take(challenge, verdict, words, talk_until, replaces=standing, by=by, at=at)


def _take(
    challenge: Challenge,
    verdict: str,
    words: dict[str, str],
    talk_until: date | None,
    *,
    replaces: ChallengeDecision | None,
    by: User,
    at: datetime,
) -> ChallengeDecision:
    if may_not_decide(challenge, by):
        raise NotAllowed(_("U beoordeelde deze uitdaging, of u doet de taak nu. Een ander beslist."))
    advice = ChallengeAdvice.objects.get(challenge=challenge)
    _require_reasons(verdict, words, advice, talk_until, localdate(at))
    clause, object_until = _clause(localdate(at))
    decision = ChallengeDecision(
        challenge=challenge,
        verdict=verdict,
        reasons=words.get("reasons", ""),
        part=words.get("part", "") if verdict == Verdict.PART else "",
        deviation=words.get("deviation", ""),
        talk_until=talk_until if verdict == Verdict.TALK else None,
        clause=clause,
        object_until=object_until,
        replaces=replaces,
        taken_by=by,
        taken_at=at,
    )
    decision.seal = seal_of(challenge.number or "", decision)
    decision.save()
    enter(challenge, State.DECIDED)
    challenge.closed_at = at if verdict == Verdict.NO else None
    challenge.reminded_on = None  # of the term that is over; talking further has a last day of its own
    challenge.save(update_fields=["state", "closed_at", "reminded_on"])
    record(challenge, "decided", by=by, at=at, story="challenge_decided", verdict=verdict, seal=decision.seal)
    told = desk.to_assessors("decided", challenge, who=by.display_name)
    outbox.enqueue(*notices.decided(challenge, decision), *told, at=at)
    return decision


def _require_reasons(
    verdict: str, words: dict[str, str], advice: ChallengeAdvice, talk_until: date | None, today: date
) -> None:
    if not words.get("reasons"):
        raise Refusal(_("Geef de motivering."), field="reasons")
    if verdict == Verdict.PART and not words.get("part"):
        raise Refusal(_("Zeg voor welk deel het ja is."), field="part")
    if verdict != advice.verdict and not words.get("deviation"):
        raise Refusal(_("U wijkt af van het advies. Schrijf op waarom."), field="deviation")
    if verdict == Verdict.TALK and not (talk_until and today < talk_until <= today + LONGEST_TALK):
        raise Refusal(_("Kies een dag in de komende zes maanden."), field="talk_until")


def _clause(today: date) -> tuple[str, date | None]:
    """What stands below the decision, and the last day to object when the town says that one can."""
    clause = clause_on(today)
    if clause is None:
        raise Refusal(_("Er is nog geen tekst over bezwaar. Een beheerder vult die in."))
    if not clause.can_object:
        return clause.text, None
    until = end_of_term(today, Term(clause.weeks, Unit.WEEKS), closed_days())
    with override("nl"):
        day = _("Bezwaar maken kan tot en met %(day)s.") % {"day": date_format(until, "j F Y")}
    return f"{clause.text}\n{day}", until
