from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from core.models import OutgoingMail
from core.refusal import Refusal
from initiatives.models import Initiative, TimelineEntry
from initiatives.timeline import sentence
from teams.actions.action_point import NotOpen, add_point, drop_point, finish_point, remind_of_points
from teams.models import ActionPoint
from teams.records import NewPoint
from tests.factories import MemberFactory

Mails = Callable[[], list[tuple[str, str]]]
TITLE = "Buurttuin aan de Assendorperdijk"
ESRA, GIJS, NOOR = "esra@zwolle.example", "gijs@zwolle.example", "noor@example.nl"
DUE = date(2026, 3, 20)


@pytest.fixture
def add(case: Initiative, guide: User, ep_member: User, now: datetime) -> Callable[..., ActionPoint]:
    """A point of the EP-member, agreed on by the guide; `for_initiator` makes it one of the other side."""

    def make(*, shared: bool = False, for_initiator: bool = False) -> ActionPoint:
        owner = None if for_initiator else ep_member
        point = NewPoint(text="Vraag een prijs op", due_on=DUE, owner=owner)
        made = add_point(initiative=case, point=point, shared=shared, by=guide, at=now)
        OutgoingMail.objects.all().delete()
        return made

    return make


def story(initiative: Initiative) -> list[tuple[str, str]]:
    entries = TimelineEntry.objects.filter(initiative=initiative).order_by("pk")
    return [(entry.audience, sentence(entry, public=False)) for entry in entries]


def test_whoever_gets_a_point_from_a_colleague_hears_it(
    case: Initiative, guide: User, ep_member: User, now: datetime, mails: Mails
) -> None:
    point = NewPoint(text="Vraag een prijs op", due_on=DUE, owner=ep_member)
    add_point(initiative=case, point=point, shared=False, by=guide, at=now)
    assert mails() == [(ESRA, f"U heeft een actiepunt bij {TITLE} (ZW-2026-0001)")]
    assert "> u: Vraag een prijs op (uiterlijk 20 maart 2026)" in OutgoingMail.objects.get().text


def test_ones_own_point_needs_no_mail(case: Initiative, ep_member: User, now: datetime, mails: Mails) -> None:
    point = NewPoint(text="Vraag een prijs op", due_on=DUE, owner=ep_member)
    add_point(initiative=case, point=point, shared=False, by=ep_member, at=now)
    assert mails() == []


def test_a_shared_point_is_told_to_the_initiator(case: Initiative, guide: User, now: datetime, mails: Mails) -> None:
    point = NewPoint(text="Spreek de buren", due_on=DUE)
    add_point(initiative=case, point=point, shared=True, by=guide, at=now)
    assert mails() == [(NOOR, f"Een nieuwe afspraak over {TITLE} (ZW-2026-0001)")]


@pytest.mark.parametrize(
    ("point", "shared", "field"),
    [
        (NewPoint(text=" ", due_on=DUE), True, "text"),
        (NewPoint(text="Spreek de buren", due_on=date(2026, 3, 10)), True, "due_on"),
        (NewPoint(text="Spreek de buren", due_on=DUE), False, "shared"),
    ],
)
def test_what_cannot_be_agreed_on(
    case: Initiative, guide: User, now: datetime, point: NewPoint, shared: bool, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        add_point(initiative=case, point=point, shared=shared, by=guide, at=now)
    assert (refused.value.field, ActionPoint.objects.count()) == (field, 0)


def test_an_internal_point_that_is_done_stays_inside(
    add: Callable[..., ActionPoint], case: Initiative, ep_member: User, now: datetime, mails: Mails
) -> None:
    point = finish_point(point=add(), by=ep_member, at=now)
    assert (point.done_at, point.done_by) == (now, ep_member)
    assert (mails(), story(case)) == ([], [])


def test_a_shared_point_that_is_done_is_told(
    add: Callable[..., ActionPoint], case: Initiative, ep_member: User, now: datetime, mails: Mails
) -> None:
    finish_point(point=add(shared=True), by=ep_member, at=now)
    assert mails() == [(NOOR, f"Een afspraak over {TITLE} is gedaan (ZW-2026-0001)")]
    assert story(case) == [("initiator", "Gedaan: Vraag een prijs op")]


def test_what_the_initiator_did_is_told_to_the_guide(
    add: Callable[..., ActionPoint], initiator: User, now: datetime, mails: Mails
) -> None:
    finish_point(point=add(shared=True, for_initiator=True), by=initiator, at=now)
    assert mails() == [(GIJS, f"De initiatiefnemer van {TITLE} heeft iets gedaan (ZW-2026-0001)")]


def test_what_one_initiator_did_the_others_and_the_guide_hear(
    add: Callable[..., ActionPoint], initiator: User, outsider: User, now: datetime, mails: Mails
) -> None:
    point = add(shared=True, for_initiator=True)
    MemberFactory(initiative=point.team.initiative, user=outsider, role="co_initiator")
    finish_point(point=point, by=initiator, at=now)
    assert mails() == [
        (GIJS, f"De initiatiefnemer van {TITLE} heeft iets gedaan (ZW-2026-0001)"),
        ("otto@example.nl", f"Een afspraak over {TITLE} is gedaan (ZW-2026-0001)"),
    ]
    assert "Noor Velthuis heeft dit gedaan:\n> Vraag een prijs op\n" in OutgoingMail.objects.latest("pk").text


def test_a_point_is_done_once(
    add: Callable[..., ActionPoint], ep_member: User, now: datetime, mails: Mails, verbs: Callable, case: Initiative
) -> None:
    point = add(shared=True)
    finish_point(point=point, by=ep_member, at=now)
    with pytest.raises(NotOpen):
        finish_point(point=point, by=ep_member, at=now)
    with pytest.raises(NotOpen):
        drop_point(point=point, reason="Toch niet", by=ep_member, at=now)
    assert len(mails()) == 1
    assert verbs(case) == ["action_point.added", "action_point.done"]


def test_a_shared_point_that_lapses_is_told_with_the_reason(
    add: Callable[..., ActionPoint], case: Initiative, guide: User, now: datetime, mails: Mails
) -> None:
    drop_point(point=add(shared=True), reason="De prijs staat op de site", by=guide, at=now)
    assert mails() == [(NOOR, f"Een afspraak over {TITLE} vervalt (ZW-2026-0001)")]
    assert "De reden:\n> De prijs staat op de site" in OutgoingMail.objects.get().text
    assert story(case) == [("initiator", "Vervallen: Vraag een prijs op. Reden: De prijs staat op de site")]


def test_lapsing_needs_a_reason(add: Callable[..., ActionPoint], guide: User, now: datetime) -> None:
    point = add()
    with pytest.raises(Refusal) as refused:
        drop_point(point=point, reason=" ", by=guide, at=now)
    assert refused.value.field == "reason"
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionPoint.objects.filter(pk=point.pk).update(dropped_at=now)


def test_a_reminder_comes_on_the_day_itself_and_once(
    add: Callable[..., ActionPoint], now: datetime, mails: Mails
) -> None:
    add()
    day_before, the_day = now + timedelta(days=8), now + timedelta(days=9)
    assert remind_of_points(at=day_before) == 0
    assert mails() == []
    assert remind_of_points(at=the_day) == 1
    assert mails() == [(ESRA, f"Uw actiepunt van 20 maart 2026 bij {TITLE} (ZW-2026-0001)")]
    assert [remind_of_points(at=the_day), remind_of_points(at=the_day + timedelta(days=1))] == [0, 0]
    assert len(mails()) == 1


def test_the_initiator_is_reminded_of_what_is_on_their_side(
    add: Callable[..., ActionPoint], now: datetime, mails: Mails
) -> None:
    add(shared=True, for_initiator=True)
    remind_of_points(at=now + timedelta(days=9))
    assert mails() == [(NOOR, f"Uw afspraak van 20 maart 2026 over {TITLE} (ZW-2026-0001)")]


def test_nobody_is_reminded_of_what_is_done_or_while_the_case_rests(
    add: Callable[..., ActionPoint], case: Initiative, ep_member: User, now: datetime, mails: Mails
) -> None:
    finish_point(point=add(), by=ep_member, at=now)
    add()
    the_day = now + timedelta(days=9)
    Initiative.objects.filter(pk=case.pk).update(paused_at=now)
    assert remind_of_points(at=the_day) == 0
    Initiative.objects.filter(pk=case.pk).update(paused_at=None)
    assert remind_of_points(at=the_day) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"side": "municipality", "owner": None},
        {"side": "initiator", "shared": False},
        {"done_at": "2026-03-11T10:00Z", "dropped_at": "2026-03-11T10:00Z", "dropped_reason": "x"},
    ],
)
def test_the_database_refuses_a_point_that_cannot_be(add: Callable[..., ActionPoint], fields: dict) -> None:
    point = add()
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionPoint.objects.filter(pk=point.pk).update(**fields)
