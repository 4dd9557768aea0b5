"""Never a cent over the ceiling (Awb 4:25): the one place where the totals of a pot change.

The pot's row is locked before anything of it is read: who reads first and locks afterwards decides on yesterday's
money. The order of locks everywhere: pot, application, initiative.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import amounts
from core.refusal import Refusal
from stimulus_fund.enums import EntryKind
from stimulus_fund.models import Decision, Entry, Pot


class CeilingExceeded(Refusal):
    """The pot does not hold that much; `available_cents` is what it still holds."""

    field = "amount"

    def __init__(self, pot: Pot) -> None:
        self.available_cents = pot.available_cents
        super().__init__(
            _("Dit past niet meer in de pot: er is nog %(available)s. U kunt minder toekennen of afwijzen (Awb 4:25).")
            % {"available": amounts.shown(pot.available_cents)}
        )


def lock(pot_id: int) -> Pot:
    """The pot as it stands now, locked until the transaction ends. Take it before the application."""
    return Pot.objects.select_for_update().get(pk=pot_id)


def take(pot: Pot, cents: int, *, decision: Decision, by: User | None, at: datetime) -> Entry:
    """Grant `cents` from a locked pot. Raises CeilingExceeded."""
    if cents > pot.available_cents:
        raise CeilingExceeded(pot)
    return _book(pot, EntryKind.GRANTED, cents, decision=decision, by=by, at=at)


def give_back(pot: Pot, cents: int, *, kind: EntryKind, decision: Decision, by: User | None, at: datetime) -> Entry:
    """Return `cents` of an earlier grant to a locked pot: settled lower, revoked or corrected."""
    return _book(pot, kind, -cents, decision=decision, by=by, at=at)


def set_ceiling(pot: Pot, cents: int, *, reason: str, by: User | None, at: datetime) -> Entry | None:
    """Set the ceiling of a locked pot; None when it was that already. Raises Refusal below what is granted."""
    if cents < pot.granted_cents:
        raise Refusal(
            _("Er is al %(granted)s toegekend; het plafond kan niet lager.")
            % {"granted": amounts.shown(pot.granted_cents)},
            field="ceiling",
        )
    if cents == pot.ceiling_cents:
        return None
    return _book(pot, EntryKind.CEILING, cents - pot.ceiling_cents, reason=reason, by=by, at=at)


def pay(pot: Pot, cents: int, *, outstanding: int = 0) -> None:
    """Count what was paid of what a locked pot granted; `outstanding` is what was paid too much and comes back.

    Raises Refusal when more would be paid than was granted.
    """
    if pot.paid_cents + cents > pot.granted_cents + outstanding:
        raise Refusal(_("Er kan niet meer worden betaald dan er is toegekend."))
    pot.paid_cents += cents
    pot.save(update_fields=["paid_cents"])


def take_back(pot: Pot, cents: int) -> None:
    """Count money that was paid too much and came back to a locked pot."""
    pot.paid_cents -= cents
    pot.save(update_fields=["paid_cents"])


def _book(
    pot: Pot,
    kind: EntryKind,
    cents: int,
    *,
    by: User | None,
    at: datetime,
    decision: Decision | None = None,
    reason: str = "",
) -> Entry:
    if kind == EntryKind.CEILING:
        pot.ceiling_cents += cents
    else:
        pot.granted_cents += cents
    pot.save(update_fields=["ceiling_cents", "granted_cents"])
    return Entry.objects.create(pot=pot, kind=kind, cents=cents, decision=decision, reason=reason, by=by, at=at)
