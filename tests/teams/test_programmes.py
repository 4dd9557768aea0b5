"""Programmes: beginning one, who takes part, gatherings."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from core.models import AuditEntry, OutgoingMail
from core.refusal import Conflict, Refusal
from teams.actions.gathering import cancel_gathering, change_gathering, plan_gathering, write_outcome
from teams.actions.programme import (
    add_initiative,
    add_member,
    begin_programme,
    change_programme,
    end_initiative,
    end_member,
)
from teams.models import Gathering, Programme, ProgrammeMember
from teams.records import GatheringFacts
from tests.factories import MemberFactory

pytestmark = pytest.mark.usefixtures("town", "clock")
START = datetime(2026, 3, 12, 13, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
MEET = GatheringFacts(kind="start", starts_at=START, minutes=90, place="Stadhuis", agenda="Kennismaken")


def test_a_programme_has_an_address_of_its_own_and_twelve_books(season, guide, now):
    made = [begin_programme(facts=season, by=guide, at=now) for _time in range(2)]
    assert [each.slug for each in made] == ["empowering-people-2026", "empowering-people-2026-2"]
    assert [volume.number for volume in made[0].books.order_by("number")] == list(range(1, 13))
    course = begin_programme(facts=replace(season, kind="course"), by=guide, at=now)
    assert course.books.count() == 0


@pytest.mark.parametrize(
    ("changes", "field"), [({"ends_on": date(2026, 1, 31)}, "ends_on"), ({"introduction": " "}, "introduction")]
)
def test_what_does_not_add_up_is_refused(season, guide, now, changes, field):
    with pytest.raises(Refusal) as refused:
        begin_programme(facts=replace(season, **changes), by=guide, at=now)
    assert (refused.value.field, Programme.objects.count()) == (field, 0)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"ends_on": date(2026, 1, 31)}, "programme_starts_before_it_ends"),
        ({"introduction": ""}, "programme_public_is_introduced"),
    ],
)
def test_the_database_refuses_it_too(programme, change, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Programme.objects.update(**change)


def test_who_saves_second_sees_both(programme, season, guide, now):
    change_programme(programme=programme, version=1, facts=replace(season, goals="Meer."), by=guide, at=now)
    with pytest.raises(Conflict) as conflict:
        change_programme(programme=programme, version=1, facts=season, by=guide, at=now)
    assert (conflict.value.theirs["goals"], conflict.value.theirs["version"]) == ("Meer.", 2)


def test_who_takes_part_reads_it_by_mail(season, guide, ep_member, case, now, mails):
    made = begin_programme(facts=season, by=guide, at=now)
    add_member(programme=made, user=ep_member, by=guide, at=now)
    add_member(programme=made, user=guide, by=guide, at=now)
    add_initiative(programme=made, initiative=case, by=guide, at=now)
    assert mails() == [
        ("esra@zwolle.example", "U doet mee aan Empowering People"),
        ("noor@example.nl", "Uw initiatief Buurttuin aan de Assendorperdijk doet mee aan Empowering People"),
    ]


def test_nobody_takes_part_twice_without_access_or_from_both_sides(programme, guide, ep_member, initiator, case, now):
    for user in (ep_member, initiator):
        with pytest.raises(Refusal) as refused:
            add_member(programme=programme, user=user, by=guide, at=now)
        assert refused.value.field == "user"
    with pytest.raises(Refusal, match="doet al mee"):
        add_initiative(programme=programme, initiative=case, by=guide, at=now)
    MemberFactory(initiative=case, user=guide, role="co_initiator")
    with pytest.raises(Refusal, match="zelf initiatiefnemer van een deelnemend"):
        add_member(programme=programme, user=guide, by=guide, at=now)


def test_an_initiative_of_a_participant_stays_out(programme, public_initiative, guide, second_member, now):
    MemberFactory(initiative=public_initiative, user=second_member)
    with pytest.raises(Refusal, match="intervisie niet vrij"):
        add_initiative(programme=programme, initiative=public_initiative, by=guide, at=now)


def test_stopping_keeps_the_history_and_says_why(programme, guide, ep_member, now, mails):
    member = ProgrammeMember.objects.get(user=ep_member)
    with pytest.raises(Refusal):
        end_member(member=member, reason=" ", by=guide, at=now)
    for _time in range(2):
        end_member(member=member, reason="Andere baan", by=guide, at=now)
    assert mails() == [("esra@zwolle.example", "U doet niet meer mee aan Empowering People")]
    add_member(programme=programme, user=ep_member, by=guide, at=now)
    assert [row.left_reason for row in programme.members.filter(user=ep_member).order_by("pk")] == ["Andere baan", ""]
    part = programme.parts.get()
    assert end_initiative(part=part, reason="Klaar", by=guide, at=now).left_at == now
    assert AuditEntry.objects.filter(verb="programme.initiative_ended").get().case_number == "ZW-2026-0001"


def test_a_gathering_is_planned_moved_and_told(programme, guide, ep_member, second_member, now, mails):
    meeting = plan_gathering(programme=programme, facts=MEET, by=guide, at=now)
    meeting = change_gathering(gathering=meeting, version=1, facts=replace(MEET, agenda="Anders"), by=guide, at=now)
    change_gathering(gathering=meeting, version=2, facts=replace(MEET, place="De Stadkamer"), by=guide, at=now)
    planned = "Komt u? De startbijeenkomst van Empowering People op donderdag 12 maart 2026"
    moved = "Gewijzigd: de startbijeenkomst van Empowering People op donderdag 12 maart 2026"
    both = ["bas@zwolle.example", "esra@zwolle.example"]
    assert mails() == [(to, subject) for subject in (planned, moved) for to in both]
    calendars = list(OutgoingMail.objects.order_by("pk").values_list("calendar", flat=True))
    assert ["SEQUENCE:0" in calendars[0], "SEQUENCE:2" in calendars[3], "LOCATION:De Stadkamer" in calendars[3]] == [
        True
    ] * 3
    with pytest.raises(Refusal, match="nog niet begonnen"):
        write_outcome(gathering=meeting, version=3, outcome="Goed.", presences={}, by=guide, at=now)
    presences = {ep_member: "present", second_member: "excused"}
    later = START + timedelta(hours=2)
    told = write_outcome(gathering=meeting, version=3, outcome="Goed.", presences=presences, by=guide, at=later)
    assert (told.outcome, list(told.attendances.values_list("presence", flat=True))) == (
        "Goed.",
        ["present", "excused"],
    )


def test_a_gathering_that_is_cancelled_leaves_the_calendars(programme, guide, ep_member, now, mails):
    meeting = plan_gathering(programme=programme, facts=MEET, by=guide, at=now)
    cancelled = cancel_gathering(gathering=meeting, version=1, reason=" De zaal is dicht. ", by=guide, at=now)
    assert (cancelled.is_cancelled, cancelled.cancelled_reason) == (True, "De zaal is dicht.")
    mail = OutgoingMail.objects.order_by("pk").last()
    assert mail.subject == "Gaat niet door: de startbijeenkomst van Empowering People op donderdag 12 maart 2026"
    assert "> De zaal is dicht." in mail.text
    calendar = mail.calendar
    assert ["METHOD:CANCEL" in calendar, "SEQUENCE:1" in calendar, "DESCRIPTION" in calendar] == [True, True, False]
    assert f"UID:bijeenkomst-{meeting.pk}@" in calendar
    with pytest.raises(Refusal, match=r"Deze bijeenkomst is afgezegd\."):
        change_gathering(gathering=meeting, version=2, facts=MEET, by=guide, at=now)
    later = START + timedelta(hours=2)
    with pytest.raises(Refusal, match=r"Deze bijeenkomst is afgezegd\."):
        write_outcome(gathering=meeting, version=2, outcome="Goed.", presences={}, by=guide, at=later)
    assert Gathering.objects.held(later).count() == 0


def test_what_began_is_not_cancelled_any_more(programme, guide, now):
    meeting = plan_gathering(programme=programme, facts=MEET, by=guide, at=now)
    with pytest.raises(Refusal, match=r"Deze bijeenkomst is al begonnen\."):
        cancel_gathering(gathering=meeting, version=1, reason="Te laat", by=guide, at=START)
    with pytest.raises(Conflict):
        cancel_gathering(gathering=meeting, version=7, reason="Oud scherm", by=guide, at=now)
    assert Gathering.objects.held(START).count() == 1


def test_nobody_is_called_to_what_is_over_or_outside_the_programme(programme, guide, now):
    plan_gathering(programme=programme, facts=replace(MEET, starts_at=now - timedelta(days=1)), by=guide, at=now)
    assert OutgoingMail.objects.count() == 0
    with pytest.raises(Refusal) as refused:
        plan_gathering(programme=programme, facts=replace(MEET, starts_at=START.replace(month=7)), by=guide, at=now)
    assert str(refused.value) == "Het programma loopt van 1 februari 2026 tot en met 30 juni 2026."


def test_a_conflict_over_a_gathering_is_seen(programme, guide, now):
    meeting = plan_gathering(programme=programme, facts=MEET, by=guide, at=now)
    change_gathering(gathering=meeting, version=1, facts=MEET, by=guide, at=now)
    with pytest.raises(Conflict):
        change_gathering(gathering=meeting, version=1, facts=MEET, by=guide, at=now)


def test_nothing_is_added_once_the_programme_was_emptied(programme, guide, now):
    Programme.objects.update(wiped_at=now)
    with pytest.raises(Refusal, match="bewaartermijn"):
        plan_gathering(programme=programme, facts=MEET, by=guide, at=now)
