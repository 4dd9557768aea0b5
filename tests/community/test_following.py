"""Following by mail: asked, confirmed by a press, chosen and stopped; and nobody learns who follows what."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from city.models import Theme
from community.actions import following as actions
from community.models import Follow, Follower
from community.queries import following as queries
from core.models import AuditEntry, OutgoingMail
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
READER = "an@example.nl"
PAGE = "/volgen/initiatief/leesbankje/"
ASKED = "/volgen/kijk-in-uw-mail/"


def ask(subject, now, email=READER, asked_from="10.0.0.1"):
    actions.ask_to_follow(subject=subject, email=email, language="nl", asked_from=asked_from, at=now)


def link(mail: OutgoingMail) -> str:
    """The path of the first link of a mail."""
    return re.search(r"http://localhost:8000(/\S+)", mail.text)[1]


@pytest.fixture
def confirmed(public_initiative, now) -> Follow:
    ask(public_initiative, now)
    secret = link(OutgoingMail.objects.get()).split("/")[3]
    OutgoingMail.objects.all().delete()
    return actions.confirm_follow(secret=secret, at=now)


def test_by_mail_from_page_to_page(client, clock, public_initiative):
    answer = client.post(PAGE, {"email": " An@Example.nl "})
    assert (answer.status_code, answer.headers["Location"]) == (302, ASKED)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (READER, "Bevestig dat u Leesbankje in het park wilt volgen")
    assert (mail.secret, mail.unsubscribe_url) == (True, "")
    page = client.get(link(mail))
    assert "Wilt u Leesbankje in het park volgen?" in page.content.decode()
    assert Follow.objects.confirmed().count() == 0
    answer = client.post(link(mail), follow=True)
    assert "U volgt nu: Leesbankje in het park." in answer.content.decode()
    follow = Follow.objects.confirmed().get()
    assert (follow.subject, follow.follower.email, follow.follower.language) == (public_initiative, READER, "nl")
    assert list(AuditEntry.objects.filter(verb__startswith="follow").values_list("verb", flat=True)) == [
        "follow.confirmed",
        "follow.asked",
    ]


def test_the_mail_is_in_the_language_of_the_page(client, clock, public_initiative):
    client.post("/en/volgen/initiatief/leesbankje/", {"email": READER})
    mail = OutgoingMail.objects.get()
    assert (mail.language, mail.subject) == ("en", "Confirm that you want to follow Leesbankje in het park")
    assert link(mail).startswith("/en/volgen/bevestigen/")


def test_reading_the_link_follows_nothing(client, clock, public_initiative):
    client.post(PAGE, {"email": READER})
    address = link(OutgoingMail.objects.get())
    assert [client.get(address).status_code for _time in range(3)] == [200, 200, 200]
    assert Follow.objects.confirmed().count() == 0


def test_the_link_is_kept_as_a_fingerprint_and_dies_in_a_day(client, clock, public_initiative):
    client.post(PAGE, {"email": READER})
    address = link(OutgoingMail.objects.get())
    secret = address.split("/")[3]
    assert len(secret) == 43
    assert Follow.objects.get().secret_hash not in {secret, ""}
    clock.shift(timedelta(hours=24))
    answer = client.post(address)
    assert answer.status_code == 404
    assert "Deze link is te oud." in answer.content.decode()
    assert Follow.objects.confirmed().count() == 0


def test_pressing_twice_is_once(client, clock, public_initiative):
    client.post(PAGE, {"email": READER})
    address = link(OutgoingMail.objects.get())
    assert [client.post(address).status_code for _time in range(2)] == [302, 302]
    assert Follow.objects.confirmed().count() == 1
    assert AuditEntry.objects.filter(verb="follow.confirmed").count() == 1


def test_the_link_opens_nothing_after_its_day_though_it_was_pressed(client, clock, public_initiative):
    client.post(PAGE, {"email": READER})
    address = link(OutgoingMail.objects.get())
    client.post(address)
    clock.shift(timedelta(hours=24))
    answer = client.post(address)
    assert (answer.status_code, "U volgt dit al." in answer.content.decode()) == (404, True)
    assert Follow.objects.confirmed().count() == 1


def test_a_link_for_one_thing_confirms_no_other(public_initiative, assendorp, now):
    ask(public_initiative, now)
    ask(assendorp, now)
    first = link(OutgoingMail.objects.order_by("pk").first()).split("/")[3]
    actions.confirm_follow(secret=first, at=now)
    assert [follow.subject for follow in Follow.objects.confirmed()] == [public_initiative]


def test_whoever_asks_sees_no_difference(client, clock, confirmed):
    """The same page, status and length, and one mail each, whether or not the address follows already."""
    answers = [client.post(PAGE, {"email": email}) for email in (READER, "nieuw@example.nl")]
    assert [(each.status_code, each.headers["Location"]) for each in answers] == [(302, ASKED), (302, ASKED)]
    assert list(OutgoingMail.objects.order_by("pk").values_list("to", "kind")) == [
        (READER, "community.follow_already"),
        ("nieuw@example.nl", "community.follow_confirm"),
    ]
    pages = [client.get(each.headers["Location"]).content for each in answers]
    assert pages[0] == pages[1]


def test_without_the_same_answer_it_would_show(client, clock, confirmed):
    """The control: the two addresses do differ behind the page."""
    assert Follow.objects.confirmed().filter(follower__email=READER).exists()
    assert not Follow.objects.filter(follower__email="nieuw@example.nl").exists()


def test_a_wrong_address_loses_nothing_typed(client, public_initiative):
    page = client.post(PAGE, {"email": "an@"}).content.decode()
    assert "Vul een e-mailadres in zoals naam@voorbeeld.nl." in page
    assert 'value="an@"' in page
    assert "<title>Fout: " in page


@pytest.mark.parametrize("subject", ["wijk/assendorp", "thema/groen-en-natuur"])
def test_a_wijk_or_theme(client, clock, town, subject):
    assert client.post(f"/volgen/{subject}/", {"email": READER}).status_code == 302
    assert str(Follow.objects.get().kind) == subject.split("/")[0]


@pytest.mark.parametrize("subject", ["initiatief/buurttuin", "initiatief/nergens", "wijk/nergens", "doel/x"])
def test_what_is_not_public_cannot_be_followed(client, initiative, subject):
    assert client.get(f"/volgen/{subject}/").status_code == 404
    assert client.post(f"/volgen/{subject}/", {"email": READER}).status_code == 404
    assert Follow.objects.count() == 0


def test_of_one_that_left_the_website_nothing_is_told(client, clock, public_initiative):
    client.post(PAGE, {"email": READER})
    address = link(OutgoingMail.objects.get())
    public_initiative.published_at = None
    public_initiative.save()
    answer = client.post(address)
    assert (answer.status_code, "Leesbankje" in answer.content.decode()) == (404, False)


def test_an_address_gets_no_flood_of_mails(client, clock, public_initiative):
    answers = [client.post(PAGE, {"email": READER}) for _time in range(11)]
    assert [each.status_code for each in answers] == [302] * 10 + [200]
    assert "Wij stuurden vandaag al vaak een e-mail." in answers[-1].content.decode()
    assert OutgoingMail.objects.count() == 10


def test_one_machine_asks_for_so_many(public_initiative, now):
    for number in range(30):
        ask(public_initiative, now, email=f"a{number}@example.nl")
    with pytest.raises(actions.TooOften):
        ask(public_initiative, now, email="b@example.nl")
    ask(public_initiative, now, email="b@example.nl", asked_from="10.0.0.2")
    assert OutgoingMail.objects.count() == 31


# --- With an account ------------------------------------------------------------------------------------------------
def test_one_press_when_logged_in(client, clock, public_initiative, outsider):
    client.force_login(outsider)
    page = client.get("/initiatieven/leesbankje/").content.decode()
    assert "Volg dit initiatief</button>" in page
    answer = client.post(PAGE, follow=True)
    assert "U volgt nu: Leesbankje in het park." in answer.content.decode()
    follow = Follow.objects.confirmed().get()
    assert (follow.follower.email, follow.follower.user, OutgoingMail.objects.count()) == (outsider.email, outsider, 0)
    assert "U volgt dit initiatief." in client.get("/initiatieven/leesbankje/").content.decode()
    client.post(f"/volgen/{follow.pk}/stop/")
    assert (Follow.objects.count(), Follower.objects.count()) == (0, 0)


def test_what_somebody_else_follows_cannot_be_stopped(client, confirmed, outsider):
    client.force_login(outsider)
    assert client.post(f"/volgen/{confirmed.pk}/stop/").status_code == 404
    assert Follow.objects.count() == 1


def test_two_hundred_things_are_enough(monkeypatch, public_initiative, assendorp, outsider, now):
    monkeypatch.setattr(actions, "MOST_FOLLOWED", 1)
    actions.follow_as(subject=public_initiative, by=outsider, at=now)
    with pytest.raises(actions.Refusal):
        actions.follow_as(subject=assendorp, by=outsider, at=now)


# --- Choosing and stopping ------------------------------------------------------------------------------------------
def test_the_page_of_ones_follows(client, clock, confirmed, assendorp):
    address = f"/volgen/kiezen/{queries.manage_token(confirmed.follower)}/"
    page = client.get(address)
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store, private")
    assert ("Leesbankje in het park" in page.content.decode(), READER in page.content.decode()) == (True, False)
    client.post(address, {"language": "en"})
    assert Follower.objects.get().language == "en"
    client.post(address, {"stop": str(confirmed.pk)})
    assert Follower.objects.count() == 0
    assert client.get(address).status_code == 404


def test_who_stopped_in_another_window_meets_no_fault(confirmed, now):
    follower = confirmed.follower
    actions.stop_everything(follower=follower, at=now)
    actions.stop_following(follower=follower, pk=confirmed.pk, at=now)
    actions.choose_language(follower=follower, language="en", at=now)
    actions.stop_everything(follower=follower, at=now)
    assert not Follower.objects.exists()


@pytest.mark.parametrize("stop", ["", "x", "９", "99999999999999999999999", "-1"])
def test_rubbish_stops_nothing(client, confirmed, stop):
    client.post(f"/volgen/kiezen/{queries.manage_token(confirmed.follower)}/", {"stop": stop})
    assert Follow.objects.count() == 1


def test_one_click_of_a_mail_program(confirmed):
    """RFC 8058: no cookie, no token of a form, no page looked at before."""
    program = Client(enforce_csrf_checks=True)
    address = f"/volgen/stop/{queries.stop_token(confirmed.follower)}/"
    answer = program.post(address, "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")
    assert (answer.status_code, Follower.objects.count(), Follow.objects.count()) == (200, 0, 0)
    assert program.post(address, "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded").status_code == 200


def test_opening_the_link_stops_nothing(client, confirmed):
    address = f"/volgen/stop/{queries.stop_token(confirmed.follower)}/"
    assert "Stop met alle e-mails" in client.get(address).content.decode()
    assert Follow.objects.count() == 1
    assert "U bent gestopt" in client.post(address).content.decode()


@pytest.mark.parametrize("purpose", ["manage", "stop", "key"])
def test_a_token_serves_one_purpose(client, confirmed, purpose):
    """The link that stops shows nothing; the key of a follower opens nothing."""
    token = {
        "manage": queries.stop_token(confirmed.follower),
        "stop": queries.manage_token(confirmed.follower),
        "key": confirmed.follower.key.hex,
    }[purpose]
    assert client.get(f"/volgen/kiezen/{token if purpose != 'stop' else 'x'}/").status_code == 404
    client.post(f"/volgen/stop/{token if purpose != 'manage' else 'x'}/")
    assert Follow.objects.count() == 1


def test_without_the_seal_a_key_would_open_it(client, confirmed, monkeypatch):
    """The control."""
    monkeypatch.setattr(queries, "unseal", lambda _purpose, token: token)
    assert client.get(f"/volgen/kiezen/{confirmed.follower.key.hex}/").status_code == 200


def test_the_database_keeps_a_follow_to_one_thing(confirmed, assendorp, now):
    follow = Follow(follower=confirmed.follower, wijk=assendorp, initiative=confirmed.initiative, asked_at=now)
    with pytest.raises(ValidationError, match="één initiatief, één wijk of één thema"):
        follow.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        follow.save()
    twin = Follow(follower=confirmed.follower, initiative=confirmed.initiative, asked_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_the_start_page_costs_the_same_for_one_follow_as_for_three(client, clock, town):
    user = UserFactory()
    client.force_login(user)
    client.get("/volgen/")
    counts = []
    for theme in Theme.objects.all()[:3]:
        actions.follow_as(subject=theme, by=user, at=user.created_at)
        with CaptureQueriesContext(connection) as seen:
            page = client.get("/volgen/").content.decode()
        counts.append((len(seen), page.count("Stop<span")))
    assert [pressed for _queries, pressed in counts] == [1, 2, 3]
    assert counts[0][0] == counts[2][0]
