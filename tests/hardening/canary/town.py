"""The demo town, which is lively in all its parts, and in it a person with a row in every other table."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Model

from accounts.models import DataRequest, User
from community.models import Challenge, Hub
from core import due
from core.models import DestructionLine, JobRun
from initiatives.models import Initiative
from insight.enums import EditionState, Section
from insight.models import EditionLine
from stimulus_fund.actions.voting import count_vote
from stimulus_fund.enums import RulesetState
from stimulus_fund.models import Application, Candidate, Ruleset, Vote
from stimulus_fund.queries import register
from teams.enums import Quoting
from teams.models import ClosingAnswer
from tests.erasure.person import settle
from tests.hardening.canary.plant import release_guards
from zwolle.demo import town

SUNDAY = datetime(2026, 3, 8, 20, 15, tzinfo=ZoneInfo("Europe/Amsterdam"))
MORNINGS = 12  # of a year: enough for each kind of due work


def build() -> None:
    """Everything there is, as public as it can be."""
    town.build(at=SUNDAY, mornings=MORNINGS)
    make_room()
    guide = User.objects.filter(role_grants__role="guide").earliest("pk")
    person, _case = settle(guide, at=SUNDAY)
    rest(person)
    show()
    release_guards()
    hide()


def hide() -> None:
    """Of what everyone reads, rows of each kind that were not published or taken back."""
    shown = Initiative.objects.public()
    shown.filter(pk=shown.exclude(positions=None).latest("pk").pk).update(published_at=None)
    for part in ("evaluations", "decisions"):
        told = Challenge.objects.public().exclude(**{part: None})
        Challenge.objects.filter(pk=told.latest("pk").pk).update(public_consent_at=None)
    Hub.objects.filter(slug="x").update(active=False)
    rules = Ruleset.objects.exclude(criteria=None).earliest("pk")
    criterion = rules.criteria.earliest("pk")
    double(rules, state=RulesetState.DRAFT, approved_by=None, approved_at=None)
    double(criterion, ruleset=rules)
    vote = Vote.objects.earliest("pk")
    plan = vote.candidates.earliest("pk")
    double(vote, announced_at=None)
    free = Application.objects.exclude(pk__in=Candidate.objects.values("application")).earliest("pk")
    double(plan, vote=vote, application=free)


def double(row: Model, **changes: object) -> None:
    """The same row again, but for these."""
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()


def show() -> None:
    """What somebody chose in no story of the town: a name in the register, and one in an edition."""
    line = EditionLine.objects.filter(edition__state=EditionState.PUBLISHED, section=Section.QUOTES).earliest("pk")
    ClosingAnswer.objects.filter(pk=line.source).update(quoting=Quoting.NAME)
    Application.objects.filter(pk=register.decisions(register.Wanted())[0].application_id).update(name_public=True)


def catch_up() -> None:
    """Let the portal make anew what it makes of other rows: quotes in an edition are shown while they are the same,
    and figures are counted.
    """
    for line in EditionLine.objects.filter(section=Section.QUOTES).exclude(part=""):
        answer = ClosingAnswer.objects.filter(pk=line.source).first()
        if answer:
            EditionLine.objects.filter(pk=line.pk).update(text=getattr(answer, line.part))
    for job in due.jobs():
        if job.name.startswith("insight."):
            job.run(SUNDAY)


def count_votes() -> None:
    """The votes are over, and what came of them is public."""
    for vote in Vote.objects.filter(announced_at__isnull=False, counted_at=None):
        count_vote(vote=vote, by=vote.made_by, at=SUNDAY + timedelta(days=(vote.closes_on - SUNDAY.date()).days + 1))


def make_room() -> None:
    """The numbers that the person's rows have are given out in the town: these move to a year before it."""
    for model, letters in ((Initiative, "ZW"), (Application, "ZF"), (Challenge, "UD")):
        model.objects.filter(number=f"{letters}-2026-0009").update(number=f"{letters}-2019-0009")


def rest(person: User) -> None:
    """Rows of what the portal keeps for itself."""
    asked = {"kind": "erasure", "wish": "x", "received_at": SUNDAY, "due_on": SUNDAY.date()}
    DataRequest.objects.create(user=person, **asked)
    JobRun.objects.create(name="core.proef", failure="x", next_at=SUNDAY)
    listed = {"kind": "initiative", "subject_type": "core.jobrun", "subject_id": 0, "number": "ZW-1"}
    DestructionLine.objects.create(**listed, reason="x", proposed_at=SUNDAY)
