"""What the applicant's side sees of its applications."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise as LazyText

from accounts.models import User
from core.components import Tone
from core.seen import mark
from initiatives.models import Initiative
from stimulus_fund.budget import Budget, Line
from stimulus_fund.enums import BudgetSide, State
from stimulus_fund.models import Application, ApplicationFile, Ruleset
from stimulus_fund.queries.gaps import gaps
from stimulus_fund.queries.schemes import ruleset_on
from stimulus_fund.questions import FIELDS, Part, Progress

TONES = {
    State.DRAFT: Tone.NEUTRAL,
    State.INCOMPLETE: Tone.WARNING,
    State.GRANTED: Tone.POSITIVE,
    State.ACCOUNTED: Tone.POSITIVE,
    State.SETTLED: Tone.POSITIVE,
    State.REJECTED: Tone.NEGATIVE,
    State.UNHANDLED: Tone.NEGATIVE,
    State.REVOKED: Tone.NEGATIVE,
}


def tone_of(application: Application) -> Tone:
    """What the tag of its state says besides its words."""
    return TONES.get(State(application.state), Tone.INFO)


def own(user: User) -> QuerySet[Application]:
    """Applications of initiatives on whose initiator's side this person is now."""
    return Application.objects.of_applicant(user).select_related("initiative__wijk", "scheme", "ruleset", "goal")


def own_initiatives(user: User) -> QuerySet[Initiative]:
    """Initiatives for which this person can apply: on their initiator's side now, and not closed."""
    return Initiative.objects.open().filter(members__user=user, members__left_at=None).order_by("-pk")


def rules_for(application: Application) -> Ruleset | None:
    """The rules an application is held to: those it was sent under, or those that hold on the day it was changed."""
    return application.ruleset or ruleset_on(application.scheme, application.changed_at.date())


def lines_of(application: Application) -> list[Line]:
    """The lines of the budget in the order they were typed."""
    return [
        Line(
            side=BudgetSide(row.side),
            kind=row.kind,
            name=row.name,
            cents=row.cents,
            hours=row.hours,
            rate_cents=row.rate_cents,
            is_certain=row.is_certain,
        )
        for row in application.budget_lines.order_by("pk")
    ]


def budget_of(application: Application, rules: Ruleset | None) -> Budget:
    """The sums of the budget, with the municipality's own costs where the rules count them."""
    counted = application.municipal_cents if rules and rules.counts_municipal_costs else 0
    return Budget.of(lines_of(application), municipal_cents=counted)


def snapshot(application: Application, part: Part) -> dict[str, object]:
    """What stands in the plain fields of a part, by name; a goal by its key."""
    return {name: getattr(application, "goal_id" if name == "goal" else name) for name in FIELDS[part]}


def part_mark(application: Application, part: Part) -> str:
    """A mark of what a part showed, so that who saves second sees the first; the budget counts its lines too."""
    lines = lines_of(application) if part == Part.BUDGET else []
    return mark(*snapshot(application, part).values(), *lines)


@dataclass(frozen=True)
class Task:
    """One row of the task list."""

    part: Part
    url: str
    progress: Progress

    @property
    def title(self) -> str | LazyText:
        """What the part is called."""
        return self.part.label


def tasks(application: Application, rules: Ruleset | None) -> list[Task]:
    """The parts in order, each with how far it is."""
    lines, files = lines_of(application), list(application.files.all())
    missing = {gap.part for gap in gaps(application, rules, lines, files)}
    return [
        Task(
            part=part,
            url=reverse("fund:part", args=[application.pk, part.value]),
            progress=_progress(application, part, lines, files, is_missing=part in missing),
        )
        for part in Part
    ]


def _progress(
    application: Application, part: Part, lines: list[Line], files: list[ApplicationFile], *, is_missing: bool
) -> Progress:
    typed = any(snapshot(application, part).values())
    begun = typed or {Part.BUDGET: bool(lines), Part.EVIDENCE: bool(files)}.get(part, False)
    if is_missing:
        return Progress.BUSY if begun else Progress.EMPTY
    return Progress.DONE if begun or part == Part.EVIDENCE else Progress.EMPTY
