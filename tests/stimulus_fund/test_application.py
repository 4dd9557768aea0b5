"""Writing an application: begun once, saved by parts, kept from being overwritten, moved, thrown away."""

from datetime import timedelta

import pytest

from core.files import Upload
from core.models import AuditEntry
from core.refusal import Conflict, Refusal
from initiatives.enums import MemberRole
from stimulus_fund.actions.application import (
    AlreadySent,
    NotOpen,
    add_file,
    begin,
    discard,
    keep,
    keep_budget,
    move,
    remove_file,
)
from stimulus_fund.actions.expiry import delete_stale_drafts
from stimulus_fund.actions.sending import send
from stimulus_fund.models import Application, ApplicationFile, Ruleset, Scheme
from stimulus_fund.queries.gaps import differences, gaps
from stimulus_fund.queries.own import budget_of, lines_of, own, part_mark, rules_for, tasks
from stimulus_fund.questions import Part
from tests.factories import InitiativeFactory, MemberFactory
from tests.stimulus_fund.conftest import AT, LINES, PLAN

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_it_begins_with_what_the_initiative_says_and_only_once(draft, initiative, fund, initiator):
    assert (draft.activities, draft.number, draft.state) == (initiative.summary, None, "draft")
    assert begin(initiative=initiative, scheme=fund, by=initiator, at=AT + DAY) == draft
    assert AuditEntry.objects.filter(verb__startswith="application.").count() == 0


def test_only_for_ones_own_running_initiative(fund, initiative, outsider, initiator):
    with pytest.raises(Refusal, match=r"Voor dit initiatief kunt u geen geld aanvragen."):
        begin(initiative=initiative, scheme=fund, by=outsider, at=AT)
    closed = InitiativeFactory(state="closed", outcome="stopped", ball="", closed_at=AT)
    MemberFactory(initiative=closed, user=initiator)
    with pytest.raises(Refusal):
        begin(initiative=closed, scheme=fund, by=initiator, at=AT)


def test_not_before_the_rules_begin(fund, initiative, initiator):
    with pytest.raises(NotOpen, match=r"Bij Budget Initiatiefrijk Zwolle kunt u nu niet aanvragen."):
        begin(initiative=initiative, scheme=fund, by=initiator, at=AT.replace(year=2025))


def test_whoever_takes_part_reads_it_and_nobody_else(draft, initiator, outsider, fund_officer, initiative):
    assert [own(user).count() for user in (initiator, outsider, fund_officer)] == [1, 0, 0]
    member = MemberFactory(initiative=initiative, user=outsider, role=MemberRole.CO_INITIATOR)
    assert own(outsider).get() == draft
    member.left_at = AT
    member.save()
    assert own(outsider).count() == 0
    assert Application.objects.for_desk(fund_officer).count() == 0


def test_the_second_saver_sees_the_first(draft, fresh):
    seen = part_mark(draft, Part.PLAN)
    keep(application=draft, part=Part.PLAN, answers={"result": "Meer groen."}, seen=seen, at=AT)
    with pytest.raises(Conflict) as conflict:
        keep(application=draft, part=Part.PLAN, answers={"result": "Meer spel."}, seen=seen, at=AT)
    assert conflict.value.theirs["result"] == "Meer groen."
    assert fresh(draft).result == "Meer groen."
    again = conflict.value.theirs["version"]
    keep(application=draft, part=Part.PLAN, answers={"result": "Meer spel."}, seen=str(again), at=AT)
    assert fresh(draft).result == "Meer spel."


def test_who_writes_another_part_is_not_in_the_way(draft, fresh):
    seen = part_mark(draft, Part.COOPERATION)
    keep(application=draft, part=Part.PLAN, answers=PLAN, seen="", at=AT)
    keep(application=draft, part=Part.COOPERATION, answers={"support": "Fijn plan."}, seen=seen, at=AT)
    assert (fresh(draft).support, fresh(draft).result) == ("Fijn plan.", "Buren zitten weer buiten.")


def test_a_budget_is_kept_line_by_line(draft):
    seen = part_mark(draft, Part.BUDGET)
    keep_budget(application=draft, lines=LINES, answers={"budget_note": "Hout is duur."}, seen=seen, at=AT)
    assert lines_of(draft) == LINES
    with pytest.raises(Conflict):
        keep_budget(application=draft, lines=LINES[:1], answers={}, seen=seen, at=AT)
    assert lines_of(draft) == LINES


def test_the_task_list_says_how_far_it_is(draft):
    assert [task.progress for task in tasks(draft, rules_for(draft))] == ["busy", "empty", "empty", "done", "empty"]


def test_what_is_missing_is_named_in_the_order_of_the_list(draft):
    found = gaps(draft, rules_for(draft), lines_of(draft), [])
    assert [(gap.part.value, gap.field) for gap in found] == [
        ("plan", "result"),
        ("plan", "starts_on"),
        ("plan", "ends_on"),
        ("begroting", "cost-0-name"),
        ("samenwerking", "cooperation"),
        ("ontvanger", "recipient_kind"),
        ("ontvanger", "recipient_name"),
        ("ontvanger", "street"),
        ("ontvanger", "postcode"),
        ("ontvanger", "town"),
        ("ontvanger", "iban"),
        ("ontvanger", "account_holder"),
    ]


def test_nothing_is_missing_in_a_whole_one(whole, fresh):
    found = fresh(whole)
    assert gaps(found, rules_for(found), lines_of(found), []) == []
    assert [task.progress for task in tasks(found, rules_for(found))] == ["done"] * 5


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"ends_on": PLAN["starts_on"] - DAY, "starts_on": None}, "starts_on"),
        ({"recipient_kind": "organisation"}, "kvk_number"),
        ({"cooperation": ""}, "cooperation"),
    ],
)
def test_one_thing_missing_is_seen(whole, fresh, facts, field):
    found = fresh(whole)
    for name, value in facts.items():
        setattr(found, name, value)
    assert [gap.field for gap in gaps(found, rules_for(found), lines_of(found), [])] == [field]


def test_costs_and_coverage_must_be_equal(whole, fresh):
    keep_budget(application=whole, lines=LINES[1:], answers={}, seen="", at=AT)
    found = fresh(whole)
    assert [str(gap.message) for gap in gaps(found, rules_for(found), lines_of(found), [])] == [
        "De kosten en de dekking zijn nog niet gelijk."
    ]


def test_differences_from_the_rules_are_told_beforehand(whole, fresh):
    found = fresh(whole)
    rules = rules_for(found)
    assert differences(found, rules, budget_of(found, rules), AT.date()) == []
    found.ends_on = PLAN["starts_on"].replace(year=2027, day=2)
    budget = budget_of(found, rules)
    dear = type(budget)(cost_cents=2_000_000, asked_cents=1_500_001)
    assert differences(found, rules, dear, PLAN["starts_on"] + DAY) == [
        "U vraagt €\u00a015.000,01. Deze regeling geeft ten hoogste €\u00a015.000.",
        "U vraagt meer dan 50 % van het totaal.",
        "Uw plan begint voor vandaag. Vraag geld aan voordat u begint.",
        "Uw plan duurt langer dan 12 maanden.",
    ]


def test_a_scheme_for_once_says_so(whole, fresh, initiator, initiative):
    once = Scheme.objects.get(slug="premie-op-actie")
    rules = Ruleset.objects.get(scheme=once)
    file = rules.required_files.get()
    moved = move(application=whole, scheme=once, at=AT)
    assert [gap.message for gap in gaps(moved, rules, lines_of(moved), [])] == [
        "Voeg dit document toe: Wat uw buren vinden."
    ]
    upload = Upload(kind="document", name="buren.txt", content_type="text/plain", content=b"Ja")
    add_file(application=moved, upload=upload, required=file, by=initiator, at=AT)
    send(application=moved, agreed=[], by=initiator, at=AT)
    second = begin(initiative=initiative, scheme=once, by=initiator, at=AT)
    assert differences(second, rules, budget_of(second, rules), AT.date())[-1] == (
        "U kunt deze regeling één keer gebruiken. Voor dit initiatief is al eerder aangevraagd."
    )


def test_another_pot_takes_everything_along(whole, fresh):
    moved = move(application=whole, scheme=Scheme.objects.get(slug="een-loket"), at=AT)
    assert (moved.scheme.slug, fresh(moved).result, lines_of(moved)) == ("een-loket", PLAN["result"], LINES)


def test_not_to_a_pot_where_a_draft_stands(whole, fund, initiative, initiator):
    other = Scheme.objects.get(slug="een-loket")
    begin(initiative=initiative, scheme=other, by=initiator, at=AT)
    with pytest.raises(Refusal, match=r"Voor Wijkinitiatieven via één loket heeft u al een concept."):
        move(application=whole, scheme=other, at=AT)


def test_files_come_and_go_and_a_discarded_draft_leaves_nothing(draft, initiator):
    upload = Upload(kind="document", name="offerte.txt", content_type="text/plain", content=b"Offerte")
    first = add_file(application=draft, upload=upload, required=None, by=initiator, at=AT)
    add_file(application=draft, upload=upload, required=None, by=initiator, at=AT)
    remove_file(application=draft, pk=first.pk, at=AT)
    remove_file(application=draft, pk=first.pk, at=AT)
    assert draft.files.count() == 1
    discard(application=draft)
    assert (Application.objects.count(), ApplicationFile.objects.count()) == (0, 0)


def test_what_was_sent_does_not_change(whole, initiator):
    sent = send(application=whole, agreed=[], by=initiator, at=AT)
    with pytest.raises(AlreadySent, match=r"Deze aanvraag is al verstuurd."):
        keep(application=sent, part=Part.PLAN, answers=PLAN, seen="", at=AT)
    with pytest.raises(AlreadySent):
        keep_budget(application=sent, lines=[], answers={}, seen="", at=AT)
    with pytest.raises(AlreadySent):
        discard(application=sent)


def test_a_draft_nobody_touched_for_a_year_goes(draft):
    assert delete_stale_drafts(at=AT + 365 * DAY) == 0
    assert delete_stale_drafts(at=AT + 366 * DAY) == 1
    assert Application.objects.count() == 0
