"""Assess a challenge: take it up, ask for what is missing, ask who performs the task now, advise with reasons."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from city.queries import closed_days
from community.actions.challenge_case import enter, lock, record, wind
from community.actions.desk_challenge_entering import entering
from community.challenge_acts import Act, NotAllowed
from community.enums.challenge import ChallengeState as State
from community.enums.challenge import ChallengeTermKind as Kind
from community.models import (
    Challenge,
    ChallengeAdvice,
    ChallengeCompletion,
    ChallengeInterest,
    ChallengeView,
)
from community.notices import challenge as notices
from community.notices import desk_challenge as desk
from community.queries.challenge_terms import criteria, weeks_of
from core import outbox
from core.calendar import Term, Unit, end_of_term
from core.refusal import Refusal


class NotJudged(Refusal):
    """Something of the assessment is missing."""


@entering(Act.TAKE_UP)
def take_up(*, challenge: Challenge, by: User, at: datetime) -> Challenge:
    """Become its assessor; a colleague's unfinished judgement goes along. Raises NotAllowed, Refusal."""
    if challenge.state == State.SUBMITTED:
        enter(challenge, State.ASSESSING)
    _become_assessor(challenge, by, at=at)
    challenge.save(update_fields=["state", "assessor", "taken_up_at"])
    ChallengeAdvice.objects.filter(challenge=challenge, handed_in_at=None).update(assessor=by)
    record(challenge, "taken_up", by=by, at=at, story="challenge_taken_up")
    outbox.enqueue(*notices.news("assessing", challenge, who=by.display_name), at=at)
    return challenge


def _become_assessor(challenge: Challenge, by: User, *, at: datetime) -> None:
    if challenge.views.filter(person=by).exists():
        raise NotAllowed(_("U doet deze taak nu. Een collega beoordeelt de uitdaging."))
    challenge.assessor, challenge.taken_up_at = by, challenge.taken_up_at or at


@entering(Act.ASK)
def ask(*, challenge: Challenge, asked: str, by: User, at: datetime) -> ChallengeCompletion:
    """Ask for what is missing; the clock stands still until it is there, or until the term to complete is over."""
    today = localdate(at)
    term = Term(weeks_of(Kind.COMPLETE, today), Unit.WEEKS)
    completion = challenge.completions.create(
        asked=asked, asked_by=by, asked_at=at, until=end_of_term(today, term, closed_days())
    )
    enter(challenge, State.INCOMPLETE)
    wind(challenge)
    challenge.save()
    record(challenge, "asked", by=by, at=at, story="challenge_asked")
    outbox.enqueue(*notices.asked(challenge, completion), at=at)
    return completion


@entering(Act.GO_ON)
def go_on(*, challenge: Challenge, by: User, at: datetime) -> Challenge:
    """Go on with what there is, when nothing was added in time. Raises NotAllowed, Refusal while there is time left."""
    asked = challenge.completions.filter(answered_at=None).latest("pk")
    if localdate(at) <= asked.until:
        raise Refusal(_("De initiatiefnemer heeft nog tijd om aan te vullen."))
    enter(challenge, State.ASSESSING)
    _become_assessor(challenge, by, at=at)
    wind(challenge)
    challenge.save()
    record(challenge, "gone_on", by=by, at=at, story="challenge_taken_up")
    outbox.enqueue(*notices.news("assessing", challenge, who=by.display_name), at=at)
    return challenge


@entering(Act.ASK_VIEW)
def ask_view(*, challenge: Challenge, person: User, question: str, by: User, at: datetime) -> ChallengeView:
    """Ask the colleague who performs the task now what they think. Raises Refusal."""
    if person.pk == challenge.assessor_id:
        raise Refusal(_("Wie beoordeelt, is niet wie de taak nu doet."), field="person")
    if challenge.views.filter(person=person).exists():
        raise Refusal(_("Deze collega is al gevraagd."), field="person")
    if challenge.interests.filter(person=person).exists():
        raise Refusal(_("Deze collega meldde een belang."), field="person")
    view = challenge.views.create(person=person, question=question, asked_by=by, asked_at=at)
    record(challenge, "view_asked", by=by, at=at)
    outbox.enqueue(*desk.view_asked(challenge, view), at=at)
    return view


@transaction.atomic
def give_view(*, challenge: Challenge, text: str, cost_cents: int | None, by: User, at: datetime) -> ChallengeView:
    """Say what the task asks and costs, and what one thinks of it, before the advice. Raises NotAllowed, Refusal."""
    challenge = lock(challenge)
    view = challenge.views.select_for_update(of=["self"]).filter(person=by).first()
    if view is None:
        raise NotAllowed(_("Dit is u niet gevraagd."))
    if challenge.state not in State.undecided() - {State.ADVISED}:
        raise NotAllowed(_("Het advies is al gegeven."))
    if not text.strip():
        raise Refusal(_("Schrijf wat u ervan vindt."), field="text")
    view.text, view.cost_cents, view.given_at = text.strip(), cost_cents, at
    view.save(update_fields=["text", "cost_cents", "given_at"])
    record(challenge, "view_given", by=by, at=at)
    outbox.enqueue(*desk.to_assessors("view_given", challenge, who=by.display_name), at=at)
    return view


@entering(Act.DECLARE)
def declare_interest(*, challenge: Challenge, reason: str, by: User, at: datetime) -> ChallengeInterest:
    """Say that one has an interest; from then on one does nothing with it, and an unfinished judgement is gone."""
    advice = ChallengeAdvice.objects.filter(challenge=challenge, assessor=by)
    if advice.exclude(handed_in_at=None).exists():
        raise Refusal(_("U gaf al een advies. Overleg met uw leidinggevende wat daarmee gebeurt."))
    if challenge.assessor_id == by.pk and challenge.state == State.ASSESSING:
        raise Refusal(_("Laat eerst een collega de beoordeling overnemen. Meld daarna uw belang."))
    advice.delete()
    interest, is_new = ChallengeInterest.objects.get_or_create(
        challenge=challenge, person=by, defaults={"reason": reason, "declared_at": at}
    )
    if is_new:
        record(challenge, "interest", by=by, at=at)
    return interest


@entering(Act.ADVISE)
def advise(
    *,
    challenge: Challenge,
    judgements: Mapping[int, tuple[str, str]],
    verdict: str,
    text: str,
    hands_in: bool,
    by: User,
    at: datetime,
) -> ChallengeAdvice:
    """Save the judgement: (fit, reason) by key of a criterion. With `hands_in` it is an advice that stays.

    Raises NotJudged when it is handed in with something missing, NotAllowed for who is not its assessor.
    """
    if challenge.assessor_id != by.pk:
        raise NotAllowed(_("Een collega beoordeelt deze uitdaging."))
    advice, _new = ChallengeAdvice.objects.get_or_create(
        challenge=challenge, defaults={"assessor": by, "changed_at": at}
    )
    wanted = set(criteria().values_list("pk", flat=True))
    for key, (fit, reason) in judgements.items():
        if key in wanted:
            advice.judgements.update_or_create(criterion_id=key, defaults={"fit": fit, "reason": reason})
    advice.verdict, advice.text, advice.changed_at = verdict, text, at
    if hands_in:
        _require_whole(wanted, judgements, verdict, text)
        advice.handed_in_at = at
    advice.save()
    if hands_in:
        enter(challenge, State.ADVISED)
        challenge.save(update_fields=["state"])
        record(challenge, "advised", by=by, at=at, story="challenge_advised")
        outbox.enqueue(*notices.news("advised", challenge), *desk.to_deciders("to_decide", challenge), at=at)
    return advice


def _require_whole(wanted: set[int], judgements: Mapping[int, tuple[str, str]], verdict: str, text: str) -> None:
    given = {key for key, (fit, reason) in judgements.items() if fit and reason}
    if wanted - given:
        raise NotJudged(_("Geef bij elk criterium een oordeel en een reden."))
    if not verdict:
        raise NotJudged(_("Kies een advies."), field="verdict")
    if not text:
        raise NotJudged(_("Licht uw advies toe."), field="text")


@entering(Act.EXTEND)
def extend(*, challenge: Challenge, reason: str, by: User, at: datetime) -> Challenge:
    """Take longer, once and with a reason, before the last day is over. Raises Refusal."""
    if challenge.extended_at:
        raise Refusal(_("U nam al een keer langer de tijd. Nog een keer kan niet."))
    if challenge.decide_by and localdate(at) > challenge.decide_by:
        raise Refusal(_("De laatste dag is voorbij. Langer de tijd nemen kan niet meer."))
    challenge.extend_weeks = weeks_of(Kind.EXTEND, localdate(at))
    challenge.extended_at, challenge.extension_reason = at, reason
    wind(challenge)
    challenge.save()
    record(challenge, "extended", by=by, at=at, story="challenge_extended", weeks=challenge.extend_weeks)
    outbox.enqueue(*notices.news("extended", challenge, text=reason), at=at)
    return challenge
