from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from core.files import Upload
from core.models import OutgoingMail
from core.refusal import Refusal
from initiatives.models import Attachment, Initiative, TimelineEntry
from teams.actions.presence import NotThere
from teams.actions.session import edit_session, log_session
from teams.actions.session_file import add_session_files, remove_session_file
from teams.models import Attendee, Session
from teams.queries.session import summary_page
from teams.records import Guest, Presence, Talk

TALK = Talk(held_on=date(2026, 3, 10), minutes=45, agreed="Esra meet de stoep op.", shared=True, channel="site")
PARTNER = Guest(organisation="Woonstichting De Linde", name="Ans Kok")
NEIGHBOUR = Guest(name="Fatma", role="buurvrouw")


@pytest.fixture
def log(case: Initiative, ep_member: User, now: datetime) -> Callable[..., Session]:
    return lambda **facts: log_session(
        **{"initiative": case, "key": UUID(int=1), "talk": TALK, "by": ep_member, "at": now} | facts
    )


def present() -> list[tuple[str, str]]:
    return [(row.seat, str(row)) for row in Attendee.objects.select_related("user").order_by("pk")]


def test_without_a_word_who_logs_was_there(log: Callable[..., Session]) -> None:
    log()
    assert present() == [("inside", "Esra Polat")]


def test_everybody_who_was_there(log: Callable[..., Session], ep_member, guide, initiator) -> None:
    presence = Presence(colleagues=[ep_member, guide], initiators=[initiator], guests=[NEIGHBOUR, PARTNER])
    session = log(presence=presence)
    assert sorted(present()) == [
        ("initiator", "Fatma, buurvrouw"),
        ("initiator", "Noor Velthuis"),
        ("inside", "Esra Polat"),
        ("inside", "Gijs Wolters"),
        ("partner", "Ans Kok, Woonstichting De Linde"),
    ]
    assert sorted(summary_page(session).attendees) == [
        "Esra Polat",
        "Fatma, buurvrouw",
        "Gijs Wolters",
        "Noor Velthuis",
        "Woonstichting De Linde",
    ]


def test_a_correction_replaces_who_was_there(log: Callable[..., Session], guide: User, now: datetime) -> None:
    session = log()
    edit_session(session=session, version=1, talk=TALK, presence=Presence(guests=[PARTNER]), by=guide, at=now)
    assert present() == [("partner", "Ans Kok, Woonstichting De Linde")]


def test_an_account_from_elsewhere_was_not_there_for_the_initiator(log: Callable[..., Session], outsider) -> None:
    with pytest.raises(NotThere):
        log(presence=Presence(initiators=[outsider]))
    assert not Session.objects.exists()


def test_who_left_the_initiators_side_stays_put_down(log: Callable[..., Session], initiator, guide, now) -> None:
    session = log(presence=Presence(initiators=[initiator]))
    session.team.initiative.members.update(left_at=now)
    edit_session(session=session, version=1, talk=TALK, presence=Presence(initiators=[initiator]), by=guide, at=now)
    assert present() == [("initiator", "Noor Velthuis")]


@pytest.mark.parametrize("guest", [Guest(name="Fatma"), Guest(role="buurvrouw")])
def test_a_name_comes_with_a_role(log: Callable[..., Session], guest: Guest) -> None:
    with pytest.raises(Refusal):
        log(presence=Presence(guests=[guest]))


@pytest.mark.parametrize(
    "facts",
    [
        {"seat": "inside"},
        {"seat": "inside", "name": "Fatma", "role": "buurvrouw"},
        {"seat": "initiator", "name": "Fatma"},
        {"seat": "partner", "name": "Ans Kok"},
    ],
)
def test_the_database_refuses_who_is_not_known(log: Callable[..., Session], facts: dict[str, str]) -> None:
    session = log()
    with pytest.raises(IntegrityError), transaction.atomic():
        session.attendees.create(team=session.team, **facts)


def test_the_database_refuses_a_name_beside_an_account(log: Callable[..., Session]) -> None:
    log()
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendee.objects.update(name="Esra")


# --- Files ------------------------------------------------------------------------------------------------------------
PHOTO = Upload(kind="photo", name="stoep.webp", content_type="image/webp", content=b"x", small=b"x")
PAPER = Upload(kind="document", name="begroting.pdf", content_type="application/pdf", content=b"%PDF-1.7")


def test_an_internal_file_is_told_to_nobody(log: Callable[..., Session], guide: User, now: datetime) -> None:
    session = log()
    mails, lines = OutgoingMail.objects.count(), TimelineEntry.objects.count()
    add_session_files(session=session, uploads=[PHOTO, PAPER], shared=False, by=guide, at=now)
    assert list(Attachment.objects.values_list("name", "audience", "side")) == [
        ("stoep.webp", "internal", "municipality"),
        ("begroting.pdf", "internal", "municipality"),
    ]
    assert (OutgoingMail.objects.count(), TimelineEntry.objects.count()) == (mails, lines)
    assert summary_page(session).files == []


def test_a_shared_photo_is_for_the_two_sides_and_never_for_everyone(
    log: Callable[..., Session], ep_member: User, now: datetime
) -> None:
    session = log()
    (file,) = add_session_files(session=session, uploads=[PHOTO], shared=True, by=ep_member, at=now)
    assert file.attachment.audience == "initiator"
    assert [kept.name for kept in summary_page(session).files] == ["stoep.webp"]
    assert OutgoingMail.objects.latest("pk").kind.endswith("file_added")
    remove_session_file(file=file, by=ep_member, at=now)
    assert summary_page(session).files == []


def test_an_internal_session_has_no_shared_files(log: Callable[..., Session], guide: User, now: datetime) -> None:
    session = log(talk=replace(TALK, shared=False))
    with pytest.raises(Refusal) as refused:
        add_session_files(session=session, uploads=[PAPER], shared=True, by=guide, at=now)
    assert refused.value.field == "shared"
    assert not Attachment.objects.exists()
