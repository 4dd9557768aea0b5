"""Looking back on a programme: asked once, side by side, quoted with consent alone."""

import pytest
from django.db import IntegrityError, transaction

from core.refusal import Refusal
from teams.actions.closing import ask_to_look_back, let_quote, look_back
from teams.models import ClosingAnswer
from teams.queries.programme import public_programme
from teams.records import LookBack

pytestmark = pytest.mark.usefixtures("town", "clock")
HERE = "/werkplek/programmas/empowering-people-2026/slot/"
THERE = "/mijn/ZW-2026-0001/terugblik/empowering-people-2026/"
SAID = LookBack(brought="Een andere kijk.", needed="Tijd.", quoting="name")


@pytest.fixture
def asked(programme, guide, now):
    """The programme, with the questions put."""
    return ask_to_look_back(programme=programme, by=guide, at=now)


def test_everybody_is_asked_once(asked, guide, now, mails):
    assert mails() == [
        ("bas@zwolle.example", "Kijkt u terug op Empowering People?"),
        ("esra@zwolle.example", "Kijkt u terug op Empowering People?"),
        ("noor@example.nl", "Wat vond u ervan? Kijk terug op Empowering People"),
    ]
    with pytest.raises(Refusal, match="al gesteld"):
        ask_to_look_back(programme=asked, by=guide, at=now)


def test_nobody_answers_before_or_from_outside(programme, guide, ep_member, outsider, case, public_initiative, now):
    with pytest.raises(Refusal, match="nog niet gesteld"):
        look_back(programme=programme, answer=SAID, by=ep_member, at=now)
    ask_to_look_back(programme=programme, by=guide, at=now)
    for by, initiative in ((guide, None), (outsider, case), (outsider, public_initiative)):
        with pytest.raises(Refusal):
            look_back(programme=programme, answer=SAID, initiative=initiative, by=by, at=now)
    with pytest.raises(Refusal, match="ten minste één"):
        look_back(programme=programme, answer=LookBack(brought=" ", needed="", quoting="no"), by=ep_member, at=now)


def test_taking_a_quote_back_counts_at_once(asked, ep_member, guide, now):
    answer = look_back(programme=asked, answer=SAID, by=ep_member, at=now)
    [quote] = public_programme(asked.slug, at=now).quotes
    assert (quote.brought, quote.needed, quote.name) == ("Een andere kijk.", "Tijd.", "Esra Polat")
    with pytest.raises(Refusal):
        let_quote(answer=answer, quoting="no", by=guide, at=now)
    assert let_quote(answer=answer, quoting="no", by=ep_member, at=now).consented_at is None
    assert public_programme(asked.slug, at=now).quotes == []


def test_the_database_quotes_nothing_without_consent(asked, ep_member, now):
    look_back(programme=asked, answer=SAID, by=ep_member, at=now)
    for change, name in (
        ({"consented_at": None}, "closing_answer_quoted_with_consent"),
        ({"brought": "", "needed": ""}, "closing_answer_says_something"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            ClosingAnswer.objects.update(**change)


def test_answers_stand_side_by_side_for_who_takes_part(
    client, asked, ep_member, second_member, initiator, fund_officer, administrator
):
    client.force_login(ep_member)
    given = {"brought": "Een andere kijk.", "needed": "", "quoting": "no"}
    assert client.post(f"{HERE}antwoord/", given).headers["Location"] == HERE
    client.force_login(initiator)
    assert "U mag kritisch zijn" in client.get(THERE).content.decode()
    given = {"brought": "", "needed": "Antwoord sneller.", "quoting": "role"}
    assert client.post(THERE, given).headers["Location"] == "/mijn/ZW-2026-0001/"
    assert client.get(HERE).status_code == 403
    client.force_login(second_member)
    page = client.get(HERE).content.decode()
    assert ("Een andere kijk." in page, "Antwoord sneller." in page) == (True, True)
    for user, status in ((fund_officer, 404), (administrator, 403)):
        client.force_login(user)
        assert client.get(HERE).status_code == status


def test_whoever_left_can_still_take_a_quote_back(client, asked, ep_member, initiator, case, now):
    answer = look_back(programme=asked, answer=SAID, by=ep_member, at=now)
    theirs = look_back(programme=asked, answer=SAID, initiative=case, by=initiator, at=now)
    asked.members.update(left_at=now)
    asked.parts.update(left_at=now)
    for user, row, page in ((ep_member, answer, f"{HERE}antwoord/"), (initiator, theirs, THERE)):
        client.force_login(user)
        assert "Haal mijn woorden niet meer aan" in client.get(page).content.decode()
        assert client.post(f"/mijn/terugblik/{row.pk}/aanhalen/", {"quoting": "no"}).status_code == 302
    assert list(ClosingAnswer.objects.values_list("quoting", flat=True)) == ["no", "no"]


def test_nobody_takes_back_anothers_quote(client, asked, ep_member, second_member, now):
    answer = look_back(programme=asked, answer=SAID, by=ep_member, at=now)
    client.force_login(second_member)
    assert client.post(f"/mijn/terugblik/{answer.pk}/aanhalen/", {"quoting": "no"}).status_code == 404
    assert ClosingAnswer.objects.get().quoting == "name"


def test_another_initiator_finds_no_page(client, asked, outsider):
    client.force_login(outsider)
    assert client.get(THERE).status_code == 404
