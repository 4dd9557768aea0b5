"""Any sequence of grants, returns, corrections and changes of the ceiling leaves the books right.

A machine of hypothesis tries sequences: 200 in the suite, 10,000 in the long run.
"""

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule, run_state_machine_as_test

from accounts.models import User
from core.refusal import Refusal
from initiatives.models import Initiative
from stimulus_fund import ceiling
from stimulus_fund.enums import EntryKind
from stimulus_fund.models import Application, Decision, Entry, Pot, Scheme
from tests.stimulus_fund.desk import AT

pytestmark = pytest.mark.django_db
BATCH = 100
AMOUNTS = st.integers(min_value=1, max_value=40_000)


class Books(RuleBasedStateMachine):
    """A pot and what is done with it; `model` is what should stand there, kept apart from the code under test."""

    grants = Bundle("grants")

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.savepoint()
        initiative, user = Initiative.objects.get(), User.objects.order_by("pk").first()
        scheme = Scheme.objects.get(slug="initiatiefrijk")
        self.draft = {"initiative": initiative, "scheme": scheme, "started_by": user}
        self.user, self.pot = user, Pot.objects.create(scheme=scheme, year=2031)
        self.ceiling = 0
        self.given: dict[int, int] = {}

    def teardown(self) -> None:
        """Leave the database as it was for the next sequence."""
        transaction.savepoint_rollback(self.undo)

    def locked(self) -> Pot:
        """The pot as an action has it."""
        return ceiling.lock(self.pot.pk)

    @rule(cents=st.integers(min_value=0, max_value=150_000))
    def change_the_ceiling(self, cents: int) -> None:
        """Up, or down as far as was granted."""
        if cents < sum(self.given.values()):
            with pytest.raises(Refusal):
                ceiling.set_ceiling(self.locked(), cents, reason="x", by=None, at=AT)
            return
        ceiling.set_ceiling(self.locked(), cents, reason="x", by=None, at=AT)
        self.ceiling = cents

    @rule(target=grants, cents=AMOUNTS)
    def grant(self, cents: int) -> int:
        """A decision that gives."""
        application = Application.objects.create(**self.draft, started_at=AT, changed_at=AT)
        decision = application.decisions.create(
            kind="settlement", cents=cents, motivation="x", prepared_by=self.user, prepared_at=AT
        )
        self.given[decision.pk] = self._take(decision, cents)
        return decision.pk

    @rule(grant=grants, share=st.integers(min_value=1, max_value=100))
    def settle_lower(self, grant: int, share: int) -> None:
        """A part comes back."""
        self._back(grant, self.given[grant] * share // 100, EntryKind.LOWERED)

    @rule(grant=consumes(grants))
    def revoke(self, grant: int) -> None:
        """All of it comes back."""
        self._back(grant, self.given[grant], EntryKind.REVOKED)

    @rule(grant=grants, cents=AMOUNTS)
    def correct(self, grant: int, cents: int) -> None:
        """A new decision replaces one: what was given comes back, and another amount is taken."""
        self._back(grant, self.given[grant], EntryKind.CORRECTED)
        self.given[grant] = self._take(Decision.objects.get(pk=grant), cents)

    def _take(self, decision: Decision, cents: int) -> int:
        """Take it if it fits, else see that it is refused with what is left; what was given."""
        left = self.ceiling - sum(self.given.values())
        if cents <= left:
            ceiling.take(self.locked(), cents, decision=decision, by=None, at=AT)
            return cents
        with pytest.raises(ceiling.CeilingExceeded) as refused:
            ceiling.take(self.locked(), cents, decision=decision, by=None, at=AT)
        assert refused.value.available_cents == left
        return 0

    def _back(self, grant: int, cents: int, kind: EntryKind) -> None:
        if cents:
            decision = Decision.objects.get(pk=grant)
            ceiling.give_back(self.locked(), cents, kind=kind, decision=decision, by=None, at=AT)
            self.given[grant] -= cents

    @invariant()
    def the_books_are_right(self) -> None:
        """Totals are what was done, and what the entries add up to; never more than there is."""
        pot, entries = Pot.objects.get(pk=self.pot.pk), Entry.objects.filter(pot=self.pot)
        assert (pot.ceiling_cents, pot.granted_cents) == (self.ceiling, sum(self.given.values()))
        assert pot.granted_cents <= pot.ceiling_cents
        assert (entries.filter(kind="ceiling").aggregate(sum=Sum("cents"))["sum"] or 0) == pot.ceiling_cents
        assert (entries.exclude(kind="ceiling").aggregate(sum=Sum("cents"))["sum"] or 0) == pot.granted_cents
        for decision, cents in self.given.items():
            booked = entries.filter(decision=decision).aggregate(sum=Sum("cents"))["sum"] or 0
            assert booked == cents


def run(sequences: int) -> None:
    """Try so many sequences, the same ones each time, in batches: what was tried before slows what comes after."""
    for first in range(0, sequences, BATCH):
        run_state_machine_as_test(seed(first)(type("Books", (Books,), {})), settings=profile(BATCH))


def profile(sequences: int) -> settings:
    """How a batch is run."""
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    return settings(
        max_examples=sequences,
        stateful_step_count=10,
        deadline=None,
        phases=[Phase.generate],  # no time goes into making a failing sequence shorter
        database=None,
        suppress_health_check=checks,
    )


@pytest.mark.parametrize("sequences", [200, pytest.param(10_000, marks=pytest.mark.torture)])
def test_any_sequence_leaves_the_books_right(fund, initiative, sequences):
    run(sequences)


def test_a_booking_that_forgets_the_total_is_found(fund, initiative, monkeypatch):
    """The control: a twin that books an entry and leaves the total as it was."""

    def forgetful(pot, cents, *, kind, decision, by, at):
        return Entry.objects.create(pot=pot, kind=kind, cents=-cents, decision=decision, by=by, at=at)

    monkeypatch.setattr(ceiling, "give_back", forgetful)
    with pytest.raises((AssertionError, ceiling.CeilingExceeded)):  # the books differ, or money that came back is gone
        run(200)
