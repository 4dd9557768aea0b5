"""What the initiator's side sees of its challenges: parts, what is missing, and answers as people read them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise as LazyText
from django.utils.translation import ngettext

from accounts.models import User
from community.challenge_questions import FIELDS, OBLIGED, QUESTIONS, Gap, Part, Progress
from community.enums.challenge import ChallengeState as State
from community.models import Challenge, ChallengeDecision, ChallengeFile
from core import amounts
from core.components import Tone
from core.seen import mark
from initiatives.models import Initiative

TONES = {
    State.DRAFT: Tone.NEUTRAL,
    State.INCOMPLETE: Tone.WARNING,
    State.AGREED: Tone.POSITIVE,
    State.RUNNING: Tone.POSITIVE,
    State.EVALUATED: Tone.POSITIVE,
    State.ENDED: Tone.NEUTRAL,
    State.WITHDRAWN: Tone.NEUTRAL,
}


def tone_of(challenge: Challenge) -> Tone:
    """What the tag of its state says besides its words."""
    return TONES.get(State(challenge.state), Tone.INFO)


def own(user: User) -> QuerySet[Challenge]:
    """Challenges of initiatives on whose initiator's side this person is now."""
    return Challenge.objects.of_initiator(user).select_related("initiative", "assessor")


def own_initiatives(user: User) -> QuerySet[Initiative]:
    """Initiatives from which this person can challenge: on their initiator's side now, and not closed."""
    return Initiative.objects.open().filter(members__user=user, members__left_at=None)


def standing_decision(challenge: Challenge) -> ChallengeDecision | None:
    """The last decision: the one that holds."""
    return challenge.decisions.select_related("taken_by").order_by("-pk").first()


def snapshot(challenge: Challenge, part: Part) -> dict[str, Any]:
    """What stands in the fields of a part, by name."""
    return {name: getattr(challenge, name) for name in FIELDS[part]}


def part_mark(challenge: Challenge, part: Part) -> str:
    """A mark of what a part showed, so that who saves second sees the first."""
    return mark(*snapshot(challenge, part).values())


def gaps(challenge: Challenge) -> list[Gap]:
    """What is missing, in the order of the task list."""
    return [
        Gap(part, name, OBLIGED[name])
        for part in Part
        for name in FIELDS[part]
        if name in OBLIGED and getattr(challenge, name) in {"", None}
    ]


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


def tasks(challenge: Challenge, files: Sequence[ChallengeFile]) -> list[Task]:
    """The parts in order, each with how far it is."""
    missing = {gap.part for gap in gaps(challenge)}
    return [
        Task(
            part=part,
            url=reverse("community:challenge_part", args=[challenge.pk, part.value]),
            progress=_progress(challenge, part, files, is_missing=part in missing),
        )
        for part in Part
    ]


def _progress(challenge: Challenge, part: Part, files: Sequence[ChallengeFile], *, is_missing: bool) -> Progress:
    begun = bool(files) if part == Part.EVIDENCE else any(snapshot(challenge, part).values())
    if not begun:
        return Progress.EMPTY
    return Progress.BUSY if is_missing else Progress.DONE


def answers(challenge: Challenge, part: Part) -> list[tuple[str, str]]:
    """(question, answer) of a part that were filled in."""
    rows = [(str(QUESTIONS[name]), readable(challenge, name)) for name in FIELDS[part]]
    return [(question, answer) for question, answer in rows if answer]


def everything(challenge: Challenge) -> list[tuple[Part, list[tuple[str, str]]]]:
    """Every part with its answers, in the order of the task list."""
    return [(part, answers(challenge, part)) for part in Part]


def overwritten(challenge: Challenge, names: Iterable[str]) -> list[tuple[str, str]]:
    """(question, what stands there now) of these questions."""
    return [(str(QUESTIONS[name]), readable(challenge, name)) for name in names if name in QUESTIONS]


def readable(challenge: Challenge, name: str) -> str:
    """An answer as people read it; empty when there is none."""
    value: Any = getattr(challenge, name)
    if value is None:
        return ""
    if name.endswith("_cents"):
        return amounts.shown(value)
    if name == "months":
        return ngettext("%(count)d maand", "%(count)d maanden", value) % {"count": value}
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return str(value)
