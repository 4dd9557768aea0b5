"""One challenge as a story of steps with dates, and the list for everyone."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from community.enums.challenge import ChallengeState as State
from community.models import Challenge, ChallengeAgreement, ChallengeDecision, ChallengeEvaluation, ChallengeReview
from core.calendar import local_day
from core.components import Moment, Step

PAGE = 12


def public_list(page: int) -> list[Challenge]:
    """A page of the public challenges, the newest first, and one more when there is a following page."""
    start = (page - 1) * PAGE
    rows = Challenge.objects.public().select_related("initiative__wijk").order_by("-received_at", "-pk")
    return list(rows[start : start + PAGE + 1])


@dataclass(frozen=True)
class Count:
    """How many challenges there are, public or not, and how they stand."""

    total: int
    public: int
    undecided: int
    carried_out: int

    @property
    def hidden(self) -> int:
        """Those of which everyone reads only that they exist."""
        return self.total - self.public


def count() -> Count:
    """Every sent challenge counted; two queries."""
    states: Counter[str] = Counter(Challenge.objects.sent().order_by().values_list("state", flat=True))
    return Count(
        total=states.total(),
        public=Challenge.objects.public().count(),
        undecided=sum(states[state] for state in State.undecided()),
        carried_out=sum(states[state] for state in State.carried_out()),
    )


def whole(rows: QuerySet[Challenge]) -> QuerySet[Challenge]:
    """The same challenges with everything their pages show, in a constant number of queries."""
    return rows.select_related("initiative__wijk", "assessor", "entered_by", "agreement", "advice").prefetch_related(
        Prefetch("decisions", ChallengeDecision.objects.select_related("taken_by").order_by("-pk")),
        Prefetch("agreement__reviews", ChallengeReview.objects.order_by("due_on")),
        Prefetch("evaluations", ChallengeEvaluation.objects.order_by("side")),
        "completions",
        "files",
    )


def agreement_of(challenge: Challenge) -> ChallengeAgreement | None:
    """The agreement, or the proposal of one."""
    return getattr(challenge, "agreement", None)


def shown_evaluations(challenge: Challenge) -> list[ChallengeEvaluation]:
    """What both sides wrote, side by side; nothing before it is complete."""
    return list(challenge.evaluations.all()) if challenge.state == State.EVALUATED else []


def steps(challenge: Challenge, today: date) -> list[Step]:
    """What happened and what comes, each with its day; nothing in it names anybody."""
    done = [
        Step(_("Ingediend"), Moment.DONE, on=_day(challenge.received_at)),
        *_asked(challenge),
        *_assessed(challenge),
        *_decided(challenge),
        *_agreed(challenge, today),
    ]
    coming = _coming(challenge, today)
    return [*done, *coming]


def _day(moment: datetime | None) -> date | None:
    return local_day(moment) if moment else None


def _assessed(challenge: Challenge) -> list[Step]:
    if challenge.taken_up_at is None or challenge.state == State.ASSESSING:
        return []
    return [Step(_("De gemeente beoordeelde"), Moment.DONE, on=_day(challenge.taken_up_at))]


def _asked(challenge: Challenge) -> list[Step]:
    found = []
    for row in challenge.completions.all():
        found.append(Step(_("De gemeente vroeg om een aanvulling"), Moment.DONE, on=_day(row.asked_at)))
        if row.answered_at:
            found.append(Step(_("Aangevuld"), Moment.DONE, on=_day(row.answered_at)))
    return found


def _decided(challenge: Challenge) -> list[Step]:
    rows = sorted(challenge.decisions.all(), key=lambda row: row.pk)
    return [
        Step(
            _("De gemeente besliste: %(verdict)s") % {"verdict": row.get_verdict_display().lower()},
            Moment.DONE,
            on=_day(row.taken_at),
        )
        for row in rows
    ]


def _agreed(challenge: Challenge, today: date) -> list[Step]:
    agreement = agreement_of(challenge)
    if agreement is None or agreement.agreed_at is None:
        return []
    found = [Step(_("Beide kanten gingen akkoord met de afspraak"), Moment.DONE, on=_day(agreement.agreed_at))]
    if agreement.starts_on <= today and challenge.state != State.AGREED:
        found.append(Step(_("Begonnen"), Moment.DONE, on=agreement.starts_on))
    found += [Step(_("Teruggekeken"), Moment.DONE, on=row.due_on) for row in agreement.reviews.all() if row.is_done]
    if agreement.ended_on:
        found.append(Step(_("Eerder gestopt"), Moment.DONE, on=agreement.ended_on))
    return found


def _coming(challenge: Challenge, today: date) -> list[Step]:
    state = State(challenge.state)
    if state in State.undecided():
        return _until_decided(challenge, state, today)
    agreement = agreement_of(challenge)
    if state == State.DECIDED:
        return _after_decision(challenge, agreement)
    if state in {State.AGREED, State.RUNNING} and agreement:
        return _while_running(state, agreement)
    if state == State.ENDED:
        return [Step(_("Beide kanten kijken terug"), Moment.CURRENT)]
    if state == State.EVALUATED:
        return [Step(_("Klaar, met een evaluatie van beide kanten"), Moment.DONE, on=_day(challenge.closed_at))]
    return [Step(_("Ingetrokken"), Moment.DONE, on=_day(challenge.closed_at))]


def _until_decided(challenge: Challenge, state: State, today: date) -> list[Step]:
    late = _("te laat") if challenge.decide_by and today > challenge.decide_by else ""
    titles = {
        State.SUBMITTED: _("De gemeente kijkt of alles er is"),
        State.INCOMPLETE: _("Wacht op een aanvulling"),
        State.ASSESSING: _("De gemeente beoordeelt"),
        State.ADVISED: _("Het advies is klaar. Iemand anders beslist"),
    }
    here = Step(titles[state], Moment.CURRENT)
    if state != State.ADVISED:
        here = Step(titles[state], Moment.CURRENT, on=challenge.assess_by, note=_("uiterlijk"))
    return [here, Step(_("Beslissing"), Moment.COMING, on=challenge.decide_by, note=late or _("uiterlijk"))]


def _after_decision(challenge: Challenge, agreement: ChallengeAgreement | None) -> list[Step]:
    decision = challenge.decisions.all()[0]
    if decision.talk_until:
        return [Step(_("Beide kanten praten verder"), Moment.CURRENT, on=decision.talk_until, note=_("uiterlijk"))]
    if decision.is_giving:
        title = _("De gemeente stelde een afspraak voor") if agreement else _("Beide kanten maken een afspraak")
        return [Step(title, Moment.CURRENT, on=_day(agreement.proposed_at) if agreement else None)]
    return []


def _while_running(state: State, agreement: ChallengeAgreement) -> list[Step]:
    begins = Step(_("Begint"), Moment.CURRENT, on=agreement.starts_on)
    runs = Step(_("Wordt uitgevoerd"), Moment.CURRENT)
    waiting = [row for row in agreement.reviews.all() if not row.is_done]
    return [
        begins if state == State.AGREED else runs,
        *(Step(_("Samen terugkijken"), Moment.COMING, on=row.due_on) for row in waiting),
        Step(_("Einde van de afspraak, met een evaluatie"), Moment.COMING, on=agreement.ends_on),
    ]


def costs_now(challenge: Challenge) -> int | None:
    """What the task costs now a year, as the municipality itself last said; in euro cents."""
    told = challenge.views.filter(cost_cents__isnull=False, given_at__isnull=False).order_by("-given_at")
    return told.values_list("cost_cents", flat=True).first()
