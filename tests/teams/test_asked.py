"""What the initiator's side finds on its own pages of talks and programmes, besides the mail."""

from datetime import timedelta

import pytest

from teams.actions.book import pass_on
from teams.actions.closing import ask_to_look_back, look_back
from teams.queries.asked import asked_of
from teams.records import LookBack

pytestmark = pytest.mark.usefixtures("town", "clock")
SAID = LookBack(brought="Er werd geluisterd.", needed="", quoting="no")


@pytest.fixture
def given(programme, guide, initiator, now):
    """Book three, in the hands of the initiator."""
    volume = programme.books.get(number=3)
    return pass_on(book=volume, to=initiator, word="Voor u.", by=guide, at=now)


def pages(client, user, case) -> list[str]:
    client.force_login(user)
    return [client.get(address).content.decode() for address in ("/mijn/", f"/mijn/{case.number}/")]


def test_a_book_in_hand_is_on_both_pages_until_it_goes_on(client, given, case, initiator, ep_member, now):
    for html in pages(client, initiator, case):
        assert "U heeft doorgeefboek 3 van Empowering People." in html
        assert f'href="/mijn/boek/{given.book_id}/"' in html
    pass_on(book=given.book, to=ep_member, word="Dank.", by=initiator, at=now, seen=given)
    assert ["doorgeefboek" in html for html in pages(client, initiator, case)] == [False, False]


def test_the_look_back_is_asked_until_it_is_answered(client, programme, case, initiator, guide, now):
    question, link = "Wat bracht Empowering People u?", f"/mijn/{case.number}/terugblik/{programme.slug}/"
    assert [question in html for html in pages(client, initiator, case)] == [False, False]
    asked = ask_to_look_back(programme=programme, by=guide, at=now)
    for html in pages(client, initiator, case):
        assert (question in html, f'href="{link}"' in html) == (True, True)
    look_back(programme=asked, initiative=case, answer=SAID, by=initiator, at=now)
    mine, status = pages(client, initiator, case)
    assert (question in mine, question in status, f'href="{link}"' in status) == (False, False, True)


def test_who_left_the_programme_unanswered_is_not_asked(programme, case, initiator, guide, now):
    ask_to_look_back(programme=programme, by=guide, at=now)
    assert [each.part.initiative for each in asked_of(initiator, case).look_backs] == [case]
    programme.parts.update(left_at=now + timedelta(days=1), left_reason="Klaar.")
    assert asked_of(initiator, case).is_waiting is False


def test_what_is_of_others_is_not_shown(given, programme, public_initiative, initiator, outsider, guide, now):
    ask_to_look_back(programme=programme, by=guide, at=now)
    assert asked_of(outsider).is_waiting is False
    assert asked_of(initiator, public_initiative).is_waiting is False


def test_it_takes_four_queries(given, initiator, case, django_assert_num_queries):
    with django_assert_num_queries(4):
        asked_of(initiator, case)
