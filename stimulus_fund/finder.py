"""Which pot suits a plan: what somebody answers goes in, each scheme with its reasons comes out. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from core import amounts
from stimulus_fund.enums import Scale

Text = str | LazyText


@dataclass(frozen=True)
class Terms:
    """What a scheme asks, as far as the finder looks at it. Euro cents; None where the municipality set nothing."""

    slug: str
    name: str
    summary: str
    scale: str
    ceiling_cents: int | None
    max_share_percent: int | None
    needs_goal: bool
    is_open: bool


@dataclass(frozen=True)
class Plan:
    """What somebody answered. `wanted_cents` is None when they do not know; `serves_goal` too."""

    scale: Scale
    wanted_cents: int | None = None
    is_yearly: bool = False
    serves_goal: bool | None = None


@dataclass(frozen=True)
class Advice:
    """A scheme with why it suits, or why it does not; `hints` are what to mind when it suits."""

    terms: Terms
    suits: bool
    reasons: tuple[Text, ...]
    hints: tuple[Text, ...] = ()


SUITS = {
    Scale.STREET: _("Het is voor plannen in uw straat of buurt."),
    Scale.WIJK: _("Het is voor plannen in uw wijk."),
    Scale.CITY: _("Het is voor plannen waar een groot deel van de stad iets aan heeft."),
}
ELSEWHERE = {
    Scale.STREET: _("Het is bedoeld voor plannen in een straat of buurt."),
    Scale.WIJK: _("Het is bedoeld voor plannen in een wijk."),
    Scale.CITY: _("Het is bedoeld voor plannen waar een groot deel van de stad iets aan heeft."),
}


def advise(plan: Plan, schemes: Iterable[Terms]) -> list[Advice]:
    """Every scheme with its reasons: those that suit first, in the order given."""
    advice = [_judge(plan, terms) for terms in schemes]
    return sorted(advice, key=lambda each: not each.suits)


def _judge(plan: Plan, terms: Terms) -> Advice:
    against: list[Text] = []
    if terms.scale != plan.scale:
        against.append(ELSEWHERE[Scale(terms.scale)])
    if plan.is_yearly:
        against.append(_("Het is voor één keer, niet voor kosten die elk jaar terugkomen."))
    if terms.needs_goal and plan.serves_goal is False:
        against.append(_("Uw plan moet bijdragen aan een wijkopgave of een doel van de gemeente."))
    if not terms.is_open:
        against.append(_("U kunt hier nu niet aanvragen."))
    if against:
        return Advice(terms, suits=False, reasons=tuple(against))
    reasons = (SUITS[plan.scale], *_amount(plan, terms))
    return Advice(terms, suits=True, reasons=reasons, hints=tuple(_hints(plan, terms)))


def _amount(plan: Plan, terms: Terms) -> list[Text]:
    if plan.wanted_cents is None or terms.ceiling_cents is None or plan.wanted_cents > terms.ceiling_cents:
        return []
    return [_("Uw bedrag past: het geeft ten hoogste %(most)s.") % {"most": amounts.shown(terms.ceiling_cents)}]


def _hints(plan: Plan, terms: Terms) -> list[Text]:
    found: list[Text] = []
    if plan.wanted_cents and terms.ceiling_cents is not None and plan.wanted_cents > terms.ceiling_cents:
        most = {"most": amounts.shown(terms.ceiling_cents)}
        found.append(_("Het geeft ten hoogste %(most)s. Zoek voor de rest ook ander geld.") % most)
    if terms.max_share_percent:
        percent = {"percent": terms.max_share_percent}
        found.append(_("Het betaalt ten hoogste %(percent)s %% van het totaal. De rest regelt u zelf.") % percent)
    if terms.needs_goal and plan.serves_goal is None:
        found.append(_("Vraag uw wijkmanager bij welke wijkopgave uw plan hoort."))
    return found
