"""What colleagues see of challenges: the list, due first, and what each of them can do now."""

from datetime import date

from django.db.models import Case, F, Q, QuerySet, Value, When

from accounts.models import User
from accounts.queries import holders
from community.challenge_acts import Act, allows
from community.enums.challenge import ChallengeState as State
from community.models import Challenge, ChallengeReview, ChallengeView
from community.queries.challenge_own import standing_decision
from community.queries.challenge_people import once_assessed
from initiatives.enums import Side
from teams.permissions import Permission as Teams

PAGE = 20
CHOICES = ("open", "loopt", "klaar")


def challenges(user: User, choice: str, page: int) -> list[Challenge]:
    """A page of what waits for an answer (due first), of what is carried out, or of what is over; and one more row."""
    rows = Challenge.objects.for_desk(user).select_related("initiative", "assessor")
    running = [State.AGREED, State.RUNNING, State.ENDED]
    open_states = Q(state__in=sorted(State.undecided())) | Q(state=State.DECIDED, closed_at=None)
    if choice == "loopt":
        rows = rows.filter(state__in=running).order_by("-pk")
    elif choice == "klaar":
        rows = rows.filter(closed_at__isnull=False).exclude(state=State.ENDED).order_by("-closed_at", "-pk")
    else:
        first = Case(When(state=State.DECIDED, then=Value(1)), default=Value(0))
        rows = rows.filter(open_states).order_by(first, F("decide_by").asc(nulls_last=True), "pk")
    start = (page - 1) * PAGE
    return list(rows[start : start + PAGE + 1])


def is_partial(challenge: Challenge, user: User) -> bool:
    """True for who declared an interest, or is on the initiator's side."""
    members = challenge.initiative.members.filter(user=user, left_at=None)
    return challenge.interests.filter(person=user).exists() or members.exists()


def may_not_decide(challenge: Challenge, user: User) -> bool:
    """True for who assessed it, also before a colleague took that over, or performs the task now."""
    advised = getattr(challenge, "advice", None)
    if challenge.assessor_id == user.pk or (advised and advised.assessor_id == user.pk):
        return True
    return user.pk in once_assessed(challenge) or performs(challenge, user)


def performs(challenge: Challenge, user: User) -> bool:
    """True for who was asked as the one who performs the task now."""
    return challenge.views.filter(person=user).exists()


def acts_for(challenge: Challenge, user: User, today: date) -> list[Act]:
    """What this colleague can do now; nothing for who has an interest."""
    if is_partial(challenge, user):
        return []
    may = [act for act in Act if allows(act, challenge.state, user)]
    return [act for act in may if not _beside_the_point(act, challenge, user) and _is_time(act, challenge, today)]


def _is_time(act: Act, challenge: Challenge, today: date) -> bool:
    """False for what comes later, or what this side already did."""
    if act == Act.REVIEW:
        return next_review(challenge) is not None
    if act != Act.EVALUATE:
        return True
    agreement = challenge.agreement
    near = challenge.state == State.ENDED or today >= agreement.ends_on or agreement.end_reminded_on is not None
    return near and not challenge.evaluations.filter(side=Side.MUNICIPALITY).exists()


def _beside_the_point(act: Act, challenge: Challenge, user: User) -> bool:
    """True for what this person is not the one to do, or what was done."""
    is_assessor = challenge.assessor_id == user.pk
    if act in {Act.DECIDE, Act.CORRECT}:
        return may_not_decide(challenge, user)
    if act in {Act.TAKE_UP, Act.GO_ON}:
        return is_assessor or performs(challenge, user)
    if act == Act.PROPOSE:
        decision = standing_decision(challenge)
        return decision is None or not decision.is_giving
    return (act == Act.ADVISE and not is_assessor) or (act == Act.EXTEND and challenge.extended_at is not None)


def own_view(challenge: Challenge, user: User) -> ChallengeView | None:
    """The view that was asked of this colleague."""
    return challenge.views.filter(person=user).first()


def asked_views(user: User) -> QuerySet[Challenge]:
    """Challenges that wait for what this colleague says about the task."""
    waiting = ChallengeView.objects.filter(person=user, given_at=None).values("challenge")
    return Challenge.objects.filter(pk__in=waiting, state__in=sorted(State.undecided() - {State.ADVISED}))


def colleagues(challenge: Challenge) -> QuerySet[User]:
    """Colleagues who can be asked for their view: who works with teams, not the assessor nor the initiator's side."""
    members = challenge.initiative.members.filter(left_at=None).values("user")
    return holders(Teams.WORK).exclude(pk=challenge.assessor_id or 0).exclude(pk__in=members)


def next_review(challenge: Challenge) -> ChallengeReview | None:
    """The first moment to look back of which the municipality wrote nothing yet."""
    waiting = ChallengeReview.objects.filter(agreement__challenge=challenge, municipality_at=None)
    return waiting.order_by("due_on").first()
