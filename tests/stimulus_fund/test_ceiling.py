"""Never a cent over the ceiling, and books that are never changed: on whichever database the tests run."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from city.models import Stadsdeel, Wijk
from core.models import AuditEntry
from core.refusal import Refusal
from stimulus_fund import ceiling
from stimulus_fund.actions.pot import set_budget
from stimulus_fund.enums import EntryKind
from stimulus_fund.models import Decision, Entry, Pot, Ruleset
from tests.stimulus_fund.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def pot(fund) -> Pot:
    """A pot of € 1,000."""
    made = Pot.objects.create(scheme=fund, year=2026)
    with transaction.atomic():
        ceiling.set_ceiling(ceiling.lock(made.pk), 100_000, reason="Begroting 2026", by=None, at=AT)
    return Pot.objects.get()


@pytest.fixture
def decision(draft, fund_officer) -> Decision:
    """A decision that was prepared."""
    return draft.decisions.create(
        kind="grant", cents=60_000, motivation="Past goed.", prepared_by=fund_officer, prepared_at=AT
    )


def test_a_grant_is_booked_and_the_sum_of_the_entries_is_the_total(pot, decision):
    ceiling.take(ceiling.lock(pot.pk), 60_000, decision=decision, by=None, at=AT)
    ceiling.take(ceiling.lock(pot.pk), 40_000, decision=decision, by=None, at=AT)
    ceiling.give_back(ceiling.lock(pot.pk), 10_000, kind=EntryKind.LOWERED, decision=decision, by=None, at=AT)
    pot.refresh_from_db()
    assert (pot.granted_cents, pot.available_cents) == (90_000, 10_000)
    assert list(Entry.objects.order_by("pk").values_list("kind", "cents")) == [
        ("ceiling", 100_000),
        ("granted", 60_000),
        ("granted", 40_000),
        ("lowered", -10_000),
    ]


def test_a_cent_too_much_is_refused_with_what_is_left(pot, decision):
    with pytest.raises(ceiling.CeilingExceeded, match=r"er is nog €.1\.000\. .*Awb 4:25") as refused:
        ceiling.take(ceiling.lock(pot.pk), 100_001, decision=decision, by=None, at=AT)
    assert refused.value.available_cents == 100_000
    assert Entry.objects.filter(kind="granted").count() == 0


def test_the_ceiling_does_not_sink_below_what_is_granted(pot, decision):
    ceiling.take(ceiling.lock(pot.pk), 60_000, decision=decision, by=None, at=AT)
    with pytest.raises(Refusal, match=r"Er is al €.600 toegekend; het plafond kan niet lager\."):
        ceiling.set_ceiling(ceiling.lock(pot.pk), 59_999, reason="Minder", by=None, at=AT)
    assert ceiling.set_ceiling(ceiling.lock(pot.pk), 100_000, reason="Zelfde", by=None, at=AT) is None
    assert ceiling.set_ceiling(ceiling.lock(pot.pk), 60_000, reason="Minder", by=None, at=AT).cents == -40_000


@pytest.mark.parametrize(
    "wrong",
    [
        {"granted_cents": 100_001},
        {"granted_cents": -1},
        {"paid_cents": 100_001},
        {"paid_cents": -1},
        {"ceiling_cents": -1},
    ],
)
def test_the_database_itself_refuses(pot, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Pot.objects.update(**wrong)
    assert Pot.objects.update(granted_cents=100_000) == 1


def test_a_pot_is_there_once_for_a_year_and_a_part_of_town(pot):
    wijken, stadsdeel = Wijk.objects.order_by("pk")[:2], Stadsdeel.objects.order_by("pk").first()
    for unit in ({"wijk": wijken[0]}, {"wijk": wijken[1]}, {"stadsdeel": stadsdeel}, {"year": 2027}):
        Pot.objects.create(scheme=pot.scheme, **{"year": 2026} | unit)
    for unit in ({}, {"wijk": wijken[0]}, {"stadsdeel": stadsdeel}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pot.objects.create(scheme=pot.scheme, year=2026, **unit)


def test_an_entry_is_never_changed_or_deleted(pot):
    for change in (lambda: Entry.objects.update(cents=1), lambda: Entry.objects.all()._raw_delete(Entry.objects.db)):
        with pytest.raises(DatabaseError, match="an entry is never"), transaction.atomic():
            change()


def test_approved_rules_stay_as_they_are_and_drafts_do_not(fund):
    with pytest.raises(DatabaseError, match="approved rules are never changed"), transaction.atomic():
        Ruleset.objects.filter(scheme=fund).update(ceiling_cents=1)
    rules = Ruleset.objects.create(scheme=fund, valid_from=AT, summary="x", for_whom="x", written_at=AT)
    assert Ruleset.objects.filter(pk=rules.pk).update(ceiling_cents=1) == 1


def test_what_hangs_on_approved_rules_stays_too(fund, assendorp):
    approved = Ruleset.objects.get(scheme=fund)
    changes = [
        lambda: approved.criteria.update(weight=9),
        lambda: approved.criteria.all()._raw_delete("default"),
        lambda: approved.settling.update(weeks=1),
    ]
    for change in changes:
        with pytest.raises(DatabaseError, match="approved rules are never changed"), transaction.atomic():
            change()
    rules = Ruleset.objects.create(scheme=fund, valid_from=AT, summary="x", for_whom="x", written_at=AT)
    rules.criteria.create(name="Nieuw", weight=1)
    assert (rules.criteria.update(weight=2), rules.criteria.all().delete()[0]) == (1, 1)


def test_a_decision_that_was_taken_is_only_wiped(decision, guide, administrator):
    taken = {"taken_by": administrator, "taken_at": AT, "checked_by": guide, "checked_at": AT, "state": "taken"}
    assert Decision.objects.update(motivation="Past heel goed.") == 1
    assert Decision.objects.update(**taken) == 1
    for change in ({"cents": 1}, {"motivation": ""}, {"motivation": "Anders."}, {"state": "prepared"}):
        with pytest.raises(DatabaseError, match="a decision that was taken is never changed"), transaction.atomic():
            Decision.objects.update(**change)
    wiped = dict.fromkeys(("motivation", "activities", "obligations", "deviation", "remark"), "")
    assert Decision.objects.update(wiped_at=AT, **wiped) == 1


def test_a_budget_is_set_for_a_part_of_town_and_raised_with_a_reason(schemes, fund, assendorp, fund_officer):
    def set_to(cents: int) -> Pot:
        return set_budget(
            scheme=fund, year=2026, wijk=assendorp, cents=cents, reason="Raad 12 mei", by=fund_officer, at=AT
        )

    first = set_to(500_000)
    assert (set_to(700_000), set_to(700_000).ceiling_cents) == (first, 700_000)
    assert list(first.entries.values_list("cents", "reason", "by")) == [
        (500_000, "Raad 12 mei", fund_officer.pk),
        (200_000, "Raad 12 mei", fund_officer.pk),
    ]
    told = AuditEntry.objects.filter(verb="pot.budget_set").order_by("pk").values_list("before", "after")
    assert [(before["ceiling_cents"], after["ceiling_cents"]) for before, after in told] == [
        (0, 500_000),
        (500_000, 700_000),
    ]
