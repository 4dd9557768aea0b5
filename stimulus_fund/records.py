"""What forms of the fund hand to its actions: frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stimulus_fund.enums import Advice, DecisionKind, InKindKind, LoweringGround, RefusalGround, RevocationGround


@dataclass(frozen=True)
class Judgement:
    """What an assessor wrote: per criterion (by key) points and why, and the advice. Amounts are euro cents."""

    scores: Mapping[int, tuple[int | None, str]]
    advice: Advice | None
    cents: int | None
    summary: str


@dataclass(frozen=True)
class Gift:
    """Something a decision gives beside money; `amount` is hours, or euro cents of a voucher."""

    kind: InKindKind
    amount: int | None
    text: str


@dataclass(frozen=True)
class Proposal:
    """A decision as it is prepared. Amounts are euro cents."""

    kind: DecisionKind
    cents: int
    motivation: str
    ground: RefusalGround | LoweringGround | RevocationGround | None = None
    activities: str = ""
    obligations: str = ""
    deviation: str = ""
    gifts: tuple[Gift, ...] = ()


@dataclass(frozen=True)
class Account:
    """What the receiver of a grant tells afterwards. `spent` gives per line of the budget (by key) euro cents."""

    done: str
    result: str
    differently: str
    learnt: str
    spent_cents: int | None
    spent: Mapping[int, int]


@dataclass(frozen=True)
class NewCriterion:
    """A criterion with how heavily it weighs among the others, at least 1."""

    name: str
    explanation: str = ""
    weight: int = 1


@dataclass(frozen=True)
class NewFile:
    """A document that must come along from an asked amount on, in euro cents; 0 is always."""

    name: str
    explanation: str = ""
    from_cents: int = 0


@dataclass(frozen=True)
class NewSettling:
    """How a grant is accounted for from an amount on (euro cents), within so many weeks after the activities."""

    form: str
    from_cents: int = 0
    weeks: int = 13


@dataclass(frozen=True)
class NewRules:
    """The rules of a scheme as somebody wrote them: facts by the name of their column, and the rows below.

    `texts` are the scheme's own paragraphs by kind of letter.
    """

    facts: Mapping[str, Any]
    criteria: tuple[NewCriterion, ...] = ()
    files: tuple[NewFile, ...] = ()
    settling: tuple[NewSettling, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    excluded_wijken: tuple[int, ...] = ()
