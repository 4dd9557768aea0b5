"""The twelve doorgeefboeken: one holder at a time, passed on with a word."""

import pytest
from django.db import IntegrityError, transaction

from core.models import OutgoingMail
from core.refusal import Refusal
from teams.actions.book import pass_on
from teams.models import Book, BookPassing
from teams.queries.books import books_in_hand

pytestmark = pytest.mark.usefixtures("town", "clock")
BOOKS = "/werkplek/programmas/empowering-people-2026/boeken/"


@pytest.fixture
def volume(programme):
    """Book seven."""
    return programme.books.get(number=7)


@pytest.fixture
def held(volume, guide, ep_member, now):
    """Book seven, in the hands of the EP-member."""
    return pass_on(book=volume, to=ep_member, word="Begin bij bladzijde tien.", by=guide, at=now)


def test_a_book_goes_round_with_a_word(held, volume, ep_member, initiator, now):
    pass_on(book=volume, to=initiator, word="Voor wie wil beginnen.", by=ep_member, at=now, seen=held)
    assert [(row.holder, row.word, row.until) for row in volume.passings.order_by("pk")] == [
        (ep_member, "Begin bij bladzijde tien.", now),
        (initiator, "Voor wie wil beginnen.", None),
    ]
    mail = OutgoingMail.objects.order_by("pk").last()
    assert (mail.to, mail.subject) == ("noor@example.nl", "Doorgeefboek 7 is nu bij u")
    assert "> Voor wie wil beginnen." in mail.text


def test_what_may_not_be_is_refused(held, volume, ep_member, second_member, outsider, now):
    given = {"book": volume, "by": ep_member, "at": now}
    for to, word, seen in (
        (second_member, " ", held),
        (ep_member, "Voor mij.", held),
        (outsider, "Voor u.", held),
        (second_member, "Voor u.", None),
    ):
        with pytest.raises(Refusal):
            pass_on(to=to, word=word, seen=seen, **given)
    assert BookPassing.objects.count() == 1


def test_the_database_knows_one_holder_and_twelve_books(held, volume, second_member, guide, programme, now):
    given = {"given_by": guide, "since": now}
    with pytest.raises(IntegrityError, match=r"bookpassing\.book_id|book_has_one_holder"), transaction.atomic():
        volume.passings.create(holder=second_member, word="x", **given)
    with pytest.raises(IntegrityError, match="book_passed_with_a_word"), transaction.atomic():
        volume.passings.create(holder=second_member, word="", until=now, **given)
    for number in (0, 13):
        with pytest.raises(IntegrityError, match="book_number_one_to_twelve"), transaction.atomic():
            Book.objects.create(programme=programme, number=number)


def test_the_holder_sees_it_at_the_werkplek_and_gives_it_on(client, held, volume, ep_member, second_member):
    client.force_login(ep_member)
    assert "U heeft doorgeefboek 7 van Empowering People." in client.get("/werkplek/").content.decode()
    page = f"/mijn/boek/{volume.pk}/"
    assert "Begin bij bladzijde tien." in client.get(page).content.decode()
    given = {"to": second_member.pk, "word": "Lees dit.", "seen": held.pk}
    assert client.post(page, given).headers["Location"] == BOOKS
    assert client.get(page).status_code == 404
    client.force_login(second_member)
    assert [row.book for row in books_in_hand(second_member)] == [volume]
    assert "Bij Bas Holtrop" in client.get(BOOKS).content.decode()


def test_an_initiator_gives_it_to_a_participant_and_sees_no_other_initiator(
    client, held, volume, programme, public_initiative, initiator, outsider, ep_member, second_member, guide, now
):
    public_initiative.members.create(user=outsider, role="initiator", joined_at=now)
    programme.parts.create(initiative=public_initiative, joined_at=now)
    mine = pass_on(book=volume, to=initiator, word="Voor u.", by=ep_member, at=now, seen=held)
    client.force_login(initiator)
    page = f"/mijn/boek/{volume.pk}/"
    shown = client.get(page).content.decode()
    assert ("Bas Holtrop" in shown, "Otto Snel" in shown) == (True, False)
    assert client.post(page, {"to": outsider.pk, "word": "Voor u.", "seen": mine.pk}).status_code == 200
    given = {"to": second_member.pk, "word": "Voor u.", "seen": mine.pk}
    assert client.post(page, given).headers["Location"] == "/mijn/"


def test_a_book_that_moved_on_meanwhile_is_not_given_twice(client, held, volume, ep_member, second_member, guide, now):
    pass_on(book=volume, to=second_member, word="Voor u.", by=guide, at=now, seen=held)
    client.force_login(guide)
    given = {"to": ep_member.pk, "word": "Voor u.", "seen": held.pk}
    assert "intussen doorgegeven" in client.post(f"{BOOKS}7/", given).content.decode()


def test_without_the_mark_it_would_be_given_twice(held, volume, ep_member, second_member, initiator, guide, now):
    """The control: whoever looks again takes it out of the hands it just came in."""
    moved = pass_on(book=volume, to=second_member, word="Voor u.", by=guide, at=now, seen=held)
    pass_on(book=volume, to=initiator, word="Voor u.", by=ep_member, at=now, seen=moved)
    assert [row.holder for row in volume.passings.in_hand()] == [initiator]


def test_who_is_outside_reads_no_words(client, held, volume, fund_officer, initiator):
    for user, status in ((fund_officer, 404), (initiator, 403)):
        client.force_login(user)
        assert client.get(BOOKS).status_code == status
        assert client.get(f"/mijn/boek/{volume.pk}/").status_code == 404
