"""What may be decided in which course, on which grounds and for how much. Pure: no database."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from core import amounts
from core.refusal import Refusal
from stimulus_fund.enums import DecisionKind, LoweringGround, RefusalGround, RevocationGround, State
from stimulus_fund.records import Proposal

ANSWERS = (DecisionKind.GRANT, DecisionKind.PARTIAL, DecisionKind.REJECTION)


class Course(StrEnum):
    """Why a decision is prepared."""

    ANSWER = "answer"
    RENEWAL = "renewal"
    SETTLEMENT = "settlement"
    REVOCATION = "revocation"
    OBJECTION = "objection"


@dataclass(frozen=True)
class Situation:
    """What a decision is prepared for. Amounts are euro cents; `contested` is the kind of decision objected to.

    `standing_cents` is what the applicant may count on now; a decision on an objection never gives less (Awb 7:11).
    """

    course: Course
    state: State
    asked_cents: int
    granted_cents: int = 0
    standing_cents: int = 0
    contested: DecisionKind | None = None

    @property
    def kinds(self) -> tuple[DecisionKind, ...]:
        """What can be decided."""
        if self.course == Course.SETTLEMENT:
            return (DecisionKind.SETTLEMENT,)
        if self.course == Course.REVOCATION:
            return (DecisionKind.REVOCATION,)
        if self.course == Course.RENEWAL:
            return (DecisionKind.GRANT, DecisionKind.PARTIAL)
        if self.course == Course.OBJECTION:
            return (DecisionKind.UPHELD, DecisionKind.INADMISSIBLE, *self._instead())
        return (DecisionKind.UNHANDLED,) if self.state == State.INCOMPLETE else ANSWERS

    def _instead(self) -> tuple[DecisionKind, ...]:
        """What can come in place of what was objected to."""
        if self.contested == DecisionKind.UNHANDLED:
            return ANSWERS
        if self.contested in DecisionKind.on_application():
            return (DecisionKind.GRANT, DecisionKind.PARTIAL)
        return (DecisionKind.SETTLEMENT,)

    @property
    def grounds(self) -> tuple[RefusalGround | LoweringGround | RevocationGround, ...]:
        """On what giving less, nothing or taking back can rest."""
        if self.course == Course.REVOCATION:
            is_settled = self.state == State.SETTLED
            chosen = RevocationGround.after_settlement() if is_settled else RevocationGround.before_settlement()
            return tuple(ground for ground in RevocationGround if ground in chosen)
        if DecisionKind.SETTLEMENT in self.kinds:
            return tuple(LoweringGround)
        return tuple(RefusalGround) if set(self.kinds) & set(ANSWERS) else ()


def require(situation: Situation, proposal: Proposal) -> None:
    """Raise Refusal, at the field it is about, when this cannot be decided here."""
    kind = proposal.kind
    if kind not in situation.kinds:
        raise Refusal(_("Dit besluit kan hier niet."), field="kind")
    if kind in DecisionKind.giving():
        _require_answer(situation, proposal)
    if kind == DecisionKind.SETTLEMENT:
        _require_settlement(situation, proposal)
    if kind in {DecisionKind.PARTIAL, DecisionKind.REJECTION, DecisionKind.REVOCATION} and not proposal.ground:
        raise Refusal(_("Kies de grond voor minder geven, afwijzen of intrekken."), field="ground")
    if proposal.ground and proposal.ground not in situation.grounds:
        raise Refusal(_("Deze grond past niet bij dit besluit."), field="ground")
    if situation.course == Course.OBJECTION and kind not in DecisionKind.upholding():
        _require_no_worse(situation, proposal)


def _require_answer(situation: Situation, proposal: Proposal) -> None:
    asked = situation.asked_cents
    if proposal.kind == DecisionKind.GRANT and proposal.cents != asked:
        raise Refusal(_("Bij een toekenning hoort het hele gevraagde bedrag."), field="cents")
    if proposal.kind == DecisionKind.PARTIAL and not 0 < proposal.cents < asked:
        raise Refusal(_("Vul een bedrag in dat lager is dan wat er is gevraagd."), field="cents")


def _require_settlement(situation: Situation, proposal: Proposal) -> None:
    """As it was granted, unless one of the four grounds of the law is there (Awb 4:46)."""
    granted = situation.granted_cents
    if proposal.cents > granted:
        raise Refusal(_("Vaststellen kan tot en met %(granted)s.") % {"granted": amounts.shown(granted)}, field="cents")
    if proposal.cents < granted and not proposal.ground:
        raise Refusal(_("Lager vaststellen kan alleen op een van deze gronden (Awb 4:46 lid 2)."), field="ground")
    if proposal.cents == granted and proposal.ground:
        raise Refusal(_("Bij het hele bedrag hoort geen grond."), field="ground")


def _require_no_worse(situation: Situation, proposal: Proposal) -> None:
    if proposal.cents < situation.standing_cents:
        least = amounts.shown(situation.standing_cents)
        raise Refusal(
            _("Wie bezwaar maakt, gaat er niet op achteruit: ten minste %(least)s.") % {"least": least}, field="cents"
        )
