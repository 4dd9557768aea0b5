"""Who fits an initiative, and why. Pure: people and needs in, ranked proposals with reasons out; no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from teams.hours import in_hours

KNOWS, PLACE, NEW_DEPARTMENT, HAS_ROOM, STANDS_IN, NO_ROOM = 3, 2, 2, 1, 3, -3
MOST_COUNTED = 2
ENOUGH_MINUTES = 60


@dataclass(frozen=True)
class Needs:
    """What the initiative asks of a team: the theme by name, the wijk, and the departments that think along already."""

    theme: str
    wijk: int | None
    wijk_name: str
    heard: frozenset[int]


@dataclass(frozen=True)
class Candidate:
    """A colleague: what they know of the theme, where they work, and the minutes left this week.

    `minutes_left` is None for who gave no hours a week; `stands_in_for` names a fitting colleague who is away.
    """

    user: int
    name: str
    department: int | None
    department_name: str
    knows: Sequence[str]
    wijken: frozenset[int]
    minutes_left: int | None
    stands_in_for: str = ""


@dataclass(frozen=True)
class Proposal:
    """A colleague who fits, the reasons in words, and a warning when the week is full."""

    candidate: Candidate
    score: int
    reasons: tuple[str, ...]
    warning: str = ""

    @property
    def why(self) -> str:
        """The reasons as one sentence, for the invitation."""
        return "; ".join(self.reasons)


def propose(candidates: Iterable[Candidate], needs: Needs, *, most: int) -> list[Proposal]:
    """The colleagues who fit best, at most `most`, from as many departments as can be.

    One is chosen after the other, so that a department counts as heard once somebody of it is on the list. Whoever
    knows nothing of the theme, does not work in the wijk and stands in for nobody is not proposed.
    """
    left = {candidate.user: candidate for candidate in candidates if _fits(candidate, needs)}
    chosen: list[Proposal] = []
    while left and len(chosen) < most:
        rated = [_rate(candidate, needs) for candidate in left.values()]
        best = max(rated, key=lambda proposal: (proposal.score, _backwards(proposal.candidate.name)))
        chosen.append(best)
        del left[best.candidate.user]
        if best.candidate.department:
            needs = replace(needs, heard=needs.heard | {best.candidate.department})
    return chosen


def _fits(candidate: Candidate, needs: Needs) -> bool:
    return bool(candidate.knows or candidate.stands_in_for or needs.wijk in candidate.wijken)


def _rate(candidate: Candidate, needs: Needs) -> Proposal:
    found = [
        (STANDS_IN, _stands_in(candidate)),
        (KNOWS * min(len(candidate.knows), MOST_COUNTED), _knows(candidate, needs)),
        (PLACE, _works_there(candidate, needs)),
        (NEW_DEPARTMENT, _is_new(candidate, needs)),
        (HAS_ROOM, _has_room(candidate)),
    ]
    score = sum(points for points, reason in found if reason)
    full = candidate.minutes_left is not None and candidate.minutes_left <= 0
    return Proposal(
        candidate,
        score=score + (NO_ROOM if full else 0),
        reasons=tuple(reason for _points, reason in found if reason),
        warning=_("heeft deze week geen uren meer") if full else "",
    )


def _stands_in(candidate: Candidate) -> str:
    return _("vervangt %(name)s") % {"name": candidate.stands_in_for} if candidate.stands_in_for else ""


def _knows(candidate: Candidate, needs: Needs) -> str:
    if not candidate.knows:
        return ""
    subjects = ", ".join(candidate.knows)
    return _("weet van %(subjects)s (thema %(theme)s)") % {"subjects": subjects, "theme": needs.theme}


def _works_there(candidate: Candidate, needs: Needs) -> str:
    return _("werkt in %(wijk)s") % {"wijk": needs.wijk_name} if needs.wijk in candidate.wijken else ""


def _is_new(candidate: Candidate, needs: Needs) -> str:
    if candidate.department is None or candidate.department in needs.heard:
        return ""
    return _("%(department)s denkt nog niet mee") % {"department": candidate.department_name}


def _has_room(candidate: Candidate) -> str:
    if candidate.minutes_left is None or candidate.minutes_left < ENOUGH_MINUTES:
        return ""
    return _("heeft deze week nog %(hours)s uur") % {"hours": in_hours(candidate.minutes_left)}


def _backwards(name: str) -> tuple[int, ...]:
    """Makes the first in the alphabet win among equals, where `max` looks for the last."""
    return tuple(-ord(letter) for letter in name)
