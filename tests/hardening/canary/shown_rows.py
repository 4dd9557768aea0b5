"""Of which rows everyone reads the open fields: those of a draft, or of what was not published, hold canaries too.

A model with an open text stands in one of the two tables.
"""

from collections.abc import Callable

from django.db.models import QuerySet

from community.enums.challenge import ChallengeState as State
from community.models import (
    Challenge,
    ChallengeAgreement,
    ChallengeDecision,
    ChallengeEvaluation,
    ChallengeReview,
    Event,
    EventReport,
    Hub,
    News,
    Story,
    StoryVersion,
)
from initiatives.models import Initiative, Position
from insight.models import Edition, EditionLine
from stimulus_fund.enums import RulesetState
from stimulus_fund.models import Application, Ballot, Candidate, Criterion, Ruleset, Vote
from stimulus_fund.queries import register
from teams.models import Programme

TOWN = "the town as data"
RULES = "rules of the municipality, of which every row is public"
# Of these every row is public.
EVERYONE = {
    **dict.fromkeys(
        [f"city.{name}" for name in ("Department", "Goal", "GoalTarget", "Holiday", "Stadsdeel", "Theme", "Wijk")], TOWN
    ),
    "community.EventKind": TOWN,
    **dict.fromkeys(("community.ChallengeClause", "community.ChallengeCriterion"), RULES),
    **dict.fromkeys(("core.RetentionTerm", "initiatives.ProspectCriterion", "stimulus_fund.LegalNumber"), RULES),
    **dict.fromkeys([f"stimulus_fund.{name}" for name in ("InKind", "Scheme")], RULES),
    **dict.fromkeys([f"stimulus_fund.{name}" for name in ("LetterText", "RequiredFile")], RULES),
    "insight.KeptFigures": "counts that point to nobody",
    "stimulus_fund.Outage": "everyone reads the register of outages",
}
# Of these a field or all of them are empty in every row that is not public, and why.
NOTHING_HIDDEN = {
    "community.Event": "only what was public is cancelled with a reason",
    "insight.Edition": "has an address only once it is published",
    "stimulus_fund.Ballot": "nobody votes before a vote is announced",
}


def of_challenges(model: type) -> Callable[[], QuerySet]:
    """The rows of public challenges."""
    return lambda: model.objects.filter(challenge__in=Challenge.objects.public())


def awarded() -> QuerySet[Application]:
    """Applications in the register, and those residents voted on."""
    known = register.decisions(register.Wanted()).order_by().values("application")
    return Application.objects.filter(pk__in=known)


PUBLIC: dict[str, Callable[[], QuerySet]] = {
    "community.Challenge": Challenge.objects.public,
    "community.ChallengeAgreement": of_challenges(ChallengeAgreement),
    "community.ChallengeDecision": of_challenges(ChallengeDecision),
    "community.ChallengeEvaluation": lambda: of_challenges(ChallengeEvaluation)().filter(
        challenge__state=State.EVALUATED
    ),
    "community.ChallengeReview": lambda: ChallengeReview.objects.filter(
        agreement__challenge__in=Challenge.objects.public()
    ),
    "community.Event": Event.objects.public,
    "community.EventReport": lambda: EventReport.objects.filter(visibility="public", event__in=Event.objects.public()),
    "community.Hub": Hub.objects.active,
    "community.News": News.objects.public,
    "community.Story": lambda: Story.objects.filter(pk__in=StoryVersion.objects.published().values("story")),
    "community.StoryVersion": StoryVersion.objects.published,
    "initiatives.Initiative": Initiative.objects.public,
    "initiatives.Position": lambda: Position.objects.filter(initiative__in=Initiative.objects.public()),
    "insight.Edition": Edition.objects.published,
    "insight.EditionLine": lambda: EditionLine.objects.filter(edition__in=Edition.objects.published().values("pk")),
    "stimulus_fund.Application": awarded,
    "stimulus_fund.Ballot": lambda: Ballot.objects.filter(vote__announced_at__isnull=False),
    "stimulus_fund.Candidate": lambda: Candidate.objects.filter(vote__announced_at__isnull=False),
    "stimulus_fund.Criterion": lambda: Criterion.objects.filter(ruleset__state=RulesetState.APPROVED),
    "stimulus_fund.Ruleset": lambda: Ruleset.objects.filter(state=RulesetState.APPROVED),
    "stimulus_fund.Vote": lambda: Vote.objects.filter(announced_at__isnull=False),
    "teams.Programme": Programme.objects.public,
}
