"""Votes as everyone and the desk see them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from stimulus_fund.enums import Division, State
from stimulus_fund.models import Application, Candidate, Pot, Ruleset, Scheme, Vote
from stimulus_fund.tally import Cast

MOST = 100


@dataclass(frozen=True)
class Option:
    """A plan as everyone reads it: `title` is empty when its initiative is not public."""

    candidate: Candidate
    title: str
    summary: str
    slug: str


def divided_by_vote() -> QuerySet[Ruleset]:
    """Approved rules by which residents decide."""
    return Ruleset.objects.approved().filter(division=Division.VOTE)


def pots_to_vote_on(year: int) -> QuerySet[Pot]:
    """Pots of a year and the next that residents decide on."""
    schemes = divided_by_vote().values("scheme")
    found = Pot.objects.filter(scheme__in=schemes, year__in=[year, year + 1])
    return found.select_related("scheme", "wijk", "stadsdeel")


def waiting_for_a_vote(pot: Pot) -> list[Application]:
    """Complete applications in a pot that no vote was held on, in the order of complete receipt."""
    found = Application.objects.filter(pot=pot, state=State.ASSESSING, candidate=None)
    return list(found.order_by("complete_order", "pk"))


def votes() -> QuerySet[Vote]:
    """Every vote with what hangs on its line, the latest first."""
    found = Vote.objects.select_related("pot__scheme", "pot__wijk", "pot__stadsdeel")
    return found.order_by("-opens_on", "-pk")[:MOST]


def of_scheme(scheme: Scheme) -> QuerySet[Vote]:
    """Announced votes of a scheme, the latest first."""
    found = Vote.objects.announced().filter(pot__scheme=scheme)
    return found.select_related("pot__scheme", "pot__wijk", "pot__stadsdeel").order_by("-opens_on", "-pk")[:MOST]


def options(vote: Vote) -> list[Option]:
    """The plans in the order of the result when it was counted, else of the ballot."""
    order = ["place", "number"] if vote.is_counted else ["number"]
    rows = vote.candidates.select_related("application__initiative").order_by(*order)
    return [_option(row) for row in sorted(rows, key=lambda row: (row.place is None, row.place or 0, row.number))]


def _option(candidate: Candidate) -> Option:
    initiative = candidate.application.initiative
    is_public = bool(initiative.published_at and initiative.public_consent_at and not initiative.merged_into_id)
    return Option(
        candidate,
        initiative.title if is_public else "",
        initiative.summary if is_public else "",
        initiative.slug if is_public else "",
    )


def casts(vote: Vote) -> list[Cast]:
    """The ballots as they are published, in the order of their marks."""
    rows = vote.ballots.order_by("mark").values_list("mark", "numbers")
    return [Cast(mark, tuple(numbers)) for mark, numbers in rows]


def turnout(vote: Vote) -> dict[str, int]:
    """How many codes were given out and how many were used."""
    return vote.codes.aggregate(given=Count("pk"), used=Count("pk", filter=Q(is_used=True)))


def won(application: Application) -> bool | None:
    """Whether the residents' vote gives an application money; None while it was not counted."""
    found = Candidate.objects.filter(application=application, vote__counted_at__isnull=False).first()
    return found.wins if found else None


def current(scheme: Scheme, today: date) -> Vote | None:
    """The vote of a scheme that is open today, or opens next."""
    found = Vote.objects.announced().filter(pot__scheme=scheme, closes_on__gte=today)
    return found.select_related("pot__scheme").order_by("opens_on", "pk").first()
