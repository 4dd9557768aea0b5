"""Files go when their term is over and a person approved it: what comes on the list, leaves it, and stays on record."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.enums import Role
from accounts.models import User
from core import destruction, retention
from core.models import AuditEntry, DestructionLine
from core.refusal import Refusal
from initiatives.models import Initiative
from tests.destroying import approve_everything, approved_night
from tests.factories import InitiativeFactory
from tests.world import colleague

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]
AT = datetime(2031, 3, 12, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FIVE_YEARS = 1826
LIST = "/beheer/core/destructionline/"


@pytest.fixture
def archivist() -> User:
    return colleague("Rita Archief", Role.RECORDS_APPROVER)


@pytest.fixture
def old() -> Initiative:
    """A case that was closed a day longer ago than its term."""
    return closed("ZW-2026-0004", FIVE_YEARS + 1)


def closed(number: str, days: int) -> Initiative:
    return InitiativeFactory(
        number=number, state="closed", outcome="stopped", ball="", closed_at=AT - days * DAY, question="Mag de heg weg?"
    )


def line() -> DestructionLine:
    return DestructionLine.objects.get()


def question(case: Initiative) -> str:
    return Initiative.objects.get(pk=case.pk).question


def test_a_file_comes_on_the_list_when_its_term_is_over(old):
    closed("ZW-2026-0005", FIVE_YEARS - 1)
    assert (destruction.refresh(AT), destruction.refresh(AT)) == (1, 0)
    assert (line().number, line().kind, line().state, line().subject_id) == (
        "ZW-2026-0004",
        "initiative",
        "proposed",
        old.pk,
    )


def test_nothing_goes_that_nobody_approved(old):
    destruction.refresh(AT)
    assert retention.apply(AT) == 0
    assert question(old) == "Mag de heg weg?"


def test_the_night_destroys_what_was_approved_and_proves_it(old, archivist):
    approve_everything(AT, archivist)
    assert retention.apply(AT + DAY) == 1
    assert question(old) == ""
    gone = line()
    assert (gone.state, gone.number, gone.judge_id, gone.ended_at) == (
        "destroyed",
        "ZW-2026-0004",
        archivist.pk,
        AT + DAY,
    )
    assert AuditEntry.objects.filter(verb="destruction.judged", actor_id=archivist.pk).values(
        "before", "after"
    ).get() == {
        "before": {"state": "proposed"},
        "after": {"number": "ZW-2026-0004", "state": "approved"},
    }


def test_a_file_in_use_again_leaves_the_list_and_is_read_anew_later(old, archivist):
    approve_everything(AT, archivist)
    Initiative.objects.update(closed_at=AT)
    destruction.refresh(AT + DAY)
    assert (line().state, retention.apply(AT + DAY)) == ("dropped", 0)
    later = AT + (FIVE_YEARS + 1) * DAY
    destruction.refresh(later)
    assert (retention.apply(later), question(old)) == (0, "Mag de heg weg?")
    assert list(DestructionLine.objects.order_by("pk").values_list("state", flat=True)) == ["dropped", "proposed"]


def test_what_is_in_use_again_stays_also_before_the_list_knows(old, archivist):
    approve_everything(AT, archivist)
    Initiative.objects.update(closed_at=AT)
    assert (retention.apply(AT), question(old)) == (0, "Mag de heg weg?")


def test_what_is_held_back_stays_with_the_reason(old, archivist):
    destruction.refresh(AT)
    destruction.hold(line=line(), reason="Er loopt een zaak.", by=archivist, at=AT)
    assert (approved_night(AT + DAY), question(old)) == (0, "Mag de heg weg?")
    assert (line().state, line().reason) == ("held", "Er loopt een zaak.")
    destruction.release(line=line(), by=archivist, at=AT)
    assert (line().state, line().reason) == ("proposed", "")
    assert (approved_night(AT + DAY), question(old)) == (1, "")


def test_holding_back_takes_a_reason(old, archivist):
    destruction.refresh(AT)
    with pytest.raises(Refusal, match=r"Schrijf op waarom u dit dossier vasthoudt."):
        destruction.hold(line=line(), reason="  ", by=archivist, at=AT)


def test_an_approval_can_be_taken_back_until_the_night(old, archivist):
    approve_everything(AT, archivist)
    destruction.release(line=line(), by=archivist, at=AT)
    assert (retention.apply(AT), question(old)) == (0, "Mag de heg weg?")
    approved_night(AT)
    with pytest.raises(Refusal, match=r"Dit dossier staat op “vernietigd”."):
        destruction.release(line=line(), by=archivist, at=AT)


def test_two_who_judge_the_same_file_do_so_once(old, archivist, administrator):
    destruction.refresh(AT)
    shown = line()
    destruction.approve(line=shown, by=archivist, at=AT)
    with pytest.raises(Refusal, match=r"Dit dossier staat op “goedgekeurd”."):
        destruction.approve(line=shown, by=administrator, at=AT)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "destroyed"},  # nobody approved it
        {"state": "held", "judge_id": 1},  # no reason
        {"state": "approved"},  # nobody's approval
    ],
)
def test_the_database_refuses_a_line_that_cannot_be(old, change):
    destruction.refresh(AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        DestructionLine.objects.update(**change)


def test_the_database_keeps_one_line_and_what_was_destroyed(old, archivist):
    destruction.refresh(AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        DestructionLine.objects.create(
            kind="initiative", subject_type="initiatives.initiative", subject_id=old.pk, number="x", proposed_at=AT
        )
    approved_night(AT)
    for change in (lambda: DestructionLine.objects.update(number="x"), lambda: DestructionLine.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def at_desk(archivist, time_machine) -> Client:
    time_machine.move_to(AT, tick=False)
    client = Client()
    client.force_login(archivist)
    return client


def judge(client: Client, action: str, reason: str = "") -> str:
    """Mark the one file and do something with it; what is told."""
    marked = {"action": action, "_selected_action": [line().pk], "reason": reason}
    return client.post(LIST, marked, follow=True).content.decode()


def test_the_archivist_reads_the_list_and_one_file(old, at_desk):
    destruction.refresh(AT)
    html = page(at_desk, LIST)
    assert ("ZW-2026-0004" in html, "moet nog worden bekeken" in html) == (True, True)
    one = page(at_desk, f"{LIST}{line().pk}/change/")
    assert "1826 dagen: Selectielijst 6.1 en 21.1: vijf jaar na afsluiting" in one
    assert str(old) in one


def test_the_archivist_holds_back_and_approves_in_the_list(old, at_desk):
    destruction.refresh(AT)
    assert "Schrijf op waarom u dit dossier vasthoudt." in judge(at_desk, "hold")
    assert "Gedaan bij 1 dossier." in judge(at_desk, "hold", "Er loopt een zaak.")
    assert "Gedaan bij 1 dossier." in judge(at_desk, "release")
    assert "Gedaan bij 1 dossier." in judge(at_desk, "approve")
    assert line().state == "approved"
    assert "Rita Archief" in page(at_desk, LIST)
    retention.apply(AT)
    assert "0 dossiers" in page(at_desk, LIST)
    assert "ZW-2026-0004" in page(at_desk, f"{LIST}?stand=destroyed")


def test_nobody_else_comes_near_it(old, guide, administrator):
    for person in (guide, administrator):
        client = Client()
        client.force_login(person)
        assert client.get(LIST).status_code == 403


def test_the_list_costs_the_same_with_more_on_it(old, at_desk, django_assert_num_queries):
    destruction.refresh(AT)
    at_desk.get(LIST)
    with django_assert_num_queries(6) as first:
        at_desk.get(LIST)
    for number in range(3):
        closed(f"ZW-2026-100{number}", FIVE_YEARS + 2)
    destruction.refresh(AT)
    with django_assert_num_queries(len(first)):
        at_desk.get(LIST)
