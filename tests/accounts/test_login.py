"""Logging in with a mailed code: it works, it tells nobody who has an account, and it cannot be guessed."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import code as codes
from accounts.models import MailedCode, Session, User
from core.models import OutgoingMail
from tests.accounts.doors import CODE, LOGIN, is_in, mailed_code
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def ask(client: Client, email: str, **headers: str):
    return client.post(LOGIN, {"email": email}, **headers)


def enter(client: Client, code: str, **more: str):
    return client.post(CODE, {"code": code, **more})


def test_a_code_opens_the_account_it_was_mailed_for(client, initiator):
    assert ask(client, "noor@example.nl").headers["Location"] == CODE
    answer = enter(client, mailed_code("noor@example.nl"))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/mijn/")
    assert client.session["_auth_user_id"] == str(initiator.pk)


def test_the_mail_says_what_to_do_and_is_wiped_and_short_lived(client, initiator, clock):
    ask(client, "noor@example.nl")
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Uw code om in te loggen"
    assert mail.text == (
        "Goedendag,\n\nDit is uw code:\n\n"
        f"{mailed_code('noor@example.nl')}\n\n"
        "Vul de code in op de pagina waar u hem vroeg. De code werkt 15 minuten.\n\n"
        "Geef de code nooit aan iemand anders. De gemeente vraagt er nooit naar.\n\n"
        "Vroeg u geen code? Dan hoeft u niets te doen.\n\n"
        "Vragen? Bel 14 038.\n\nMet vriendelijke groet,\nInitiatiefrijk Zwolle\n"
    )
    assert (mail.secret, mail.expires_at - mail.created_at) == (True, codes.LIFETIME)


def test_people_type_spaces_and_capitals(client, initiator):
    ask(client, "  Noor@Example.NL ")
    code = mailed_code("noor@example.nl")
    enter(client, f" {code[:3]} {code[3:]}-")
    assert is_in(client)


def test_who_has_no_account_gets_one_only_after_the_code(client):
    ask(client, "nieuw@example.nl")
    assert User.objects.count() == 0
    enter(client, mailed_code("nieuw@example.nl"))
    assert User.objects.get().email == "nieuw@example.nl"
    assert not User.objects.get().has_usable_password()


def test_nothing_tells_whether_there_is_an_account(initiator):
    """Same status, same page, same mail; the code itself and the address are the only differences."""
    seen = []
    for email in ("noor@example.nl", "zeno@example.nl"):
        client = Client()
        answer = ask(client, email)
        page = client.get(CODE).content.decode()
        mail = OutgoingMail.objects.get(to=email)
        seen.append(
            (
                answer.status_code,
                answer.headers["Location"],
                re.sub(r'value="\w{64}"', "", page).replace(email, "?"),
                mail.text.replace(mailed_code(email), "?"),
                (mail.subject, mail.kind, mail.language, mail.secret),
            )
        )
    assert seen[0] == seen[1]


def work_of_asking(email: str, network: str) -> list[str]:
    """The statements that asking for a code runs, without their values."""
    with CaptureQueriesContext(connection) as caught:
        ask(Client(), email, REMOTE_ADDR=network)
    return [re.sub(r"'[^']*'|\bs\d+_x\d+\b|\d+", "?", query["sql"]) for query in caught]


def test_asking_does_the_same_work_for_both(initiator):
    """No query differs, so no time differs: asking never looks at the accounts."""
    known = work_of_asking("noor@example.nl", "198.51.100.1")
    assert known == work_of_asking("zeno@example.nl", "198.51.100.2")
    assert [sql for sql in known if "accounts_user" in sql] == []


def test_a_closed_account_is_told_only_to_who_reads_its_mailbox(client):
    UserFactory(email="dicht@example.nl", is_active=False)
    assert ask(client, "dicht@example.nl").headers["Location"] == CODE
    answer = enter(client, mailed_code("dicht@example.nl"))
    assert answer.headers["Location"] == "/account/gesloten/"
    assert not is_in(client)


def test_a_code_serves_once(client, initiator):
    ask(client, "noor@example.nl")
    code = mailed_code("noor@example.nl")
    key = client.session["login_code"]
    enter(client, code)
    other = Client()
    session = other.session
    session["login_code"] = key
    session.save()
    other.cookies["sessie"] = session.session_key
    answer = enter(other, code)
    assert "Deze code werkt niet meer. Vraag een nieuwe code." in answer.content.decode()
    assert not is_in(other)


def test_a_code_dies_after_fifteen_minutes(client, initiator, clock):
    ask(client, "noor@example.nl")
    clock.shift(15 * 60)
    enter(client, mailed_code("noor@example.nl"))
    assert not is_in(client)


def test_a_code_works_only_in_the_browser_that_asked(client, initiator):
    ask(client, "noor@example.nl")
    thief = Client()
    ask(thief, "otto@example.nl")
    enter(thief, mailed_code("noor@example.nl"))
    assert not is_in(thief)


def test_after_three_tries_a_code_is_dead(client, initiator):
    ask(client, "noor@example.nl")
    code = mailed_code("noor@example.nl")
    wrong = "000000" if code != "000000" else "111111"
    words = [enter(client, wrong).context["form"].errors["code"] for _ in range(3)]
    assert words == [
        ["Deze code klopt niet. Kijk hem na."],
        ["Deze code klopt niet. Kijk hem na."],
        ["Deze code werkt niet meer. Vraag een nieuwe code."],
    ]
    enter(client, code)
    assert not is_in(client)


def test_without_the_count_of_tries_the_right_code_would_still_work(client, initiator, monkeypatch):
    """Negative control of the test above."""
    monkeypatch.setattr(codes, "TRIES", 1000)
    ask(client, "noor@example.nl")
    code = mailed_code("noor@example.nl")
    for _ in range(10):
        enter(client, "000000" if code != "000000" else "111111")
    enter(client, code)
    assert is_in(client)


def test_three_codes_a_quarter_for_one_mailbox(clock):
    answers = [ask(Client(), "noor@example.nl").status_code for _ in range(4)]
    assert answers == [302, 302, 302, 200]
    clock.shift(15 * 60)
    assert ask(Client(), "noor@example.nl").status_code == 302


def test_thirty_codes_a_quarter_from_one_network():
    answers = {ask(Client(), f"persoon{number}@example.nl").status_code for number in range(30)}
    assert answers == {302}
    assert ask(Client(), "nog-een@example.nl").status_code == 200
    assert ask(Client(), "nog-een@example.nl", REMOTE_ADDR="198.51.100.7").status_code == 302


def test_a_forged_header_is_no_other_network():
    for number in range(30):
        ask(Client(), f"persoon{number}@example.nl", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert ask(Client(), "nog-een@example.nl", HTTP_X_FORWARDED_FOR="203.0.113.200").status_code == 200


def test_nobody_locks_a_known_browser_out(client, initiator):
    ask(client, "noor@example.nl")
    enter(client, mailed_code("noor@example.nl"))
    client.post("/account/uitloggen/")
    for _ in range(3):
        ask(Client(), "noor@example.nl")
    assert ask(Client(), "noor@example.nl").status_code == 200
    assert ask(client, "noor@example.nl").status_code == 302


def test_a_forged_device_cookie_is_no_known_browser(client, initiator):
    for _ in range(3):
        ask(Client(), "noor@example.nl")
    client.cookies["apparaat"] = "mijn.eigen:verzinsel"
    assert ask(client, "noor@example.nl").status_code == 200


def test_the_session_is_new_after_logging_in(client, initiator):
    ask(client, "noor@example.nl")
    before = client.cookies["sessie"].value
    enter(client, mailed_code("noor@example.nl"))
    assert client.cookies["sessie"].value != before
    assert not Session.objects.filter(session_key=before).exists()
    assert Session.objects.get().user == initiator


def test_one_mailbox_has_one_account_however_it_is_typed(client, initiator):
    """Letters that fold into Latin ones lead to the mailbox that is mailed, never to another one's account."""
    ask(client, "NOOR@examp\u217ce.nl")
    assert OutgoingMail.objects.get().to == "noor@example.nl"


@pytest.mark.parametrize(
    "email", ["", "noor", "noor@", "a b@example.nl", "noor@example.nl\nBcc: x@example.nl", "x" * 300]
)
def test_what_is_no_address_is_refused_with_words(client, email):
    answer = ask(client, email)
    assert answer.status_code == 200
    assert "<title>Fout: Inloggen" in answer.content.decode()
    assert OutgoingMail.objects.count() == 0


FOREIGN = [
    "//evil.example", "https://evil.example", "https:evil.example", "/\\evil.example", "\\\\evil.example",
    "/\t/evil.example", "/%09/evil.example\n", "javascript:alert(1)", "///evil.example", "http:///evil.example",
    " //evil.example", "//localhost:8000@evil.example", "http://localhost:8000/mijn/", "mijn",
    "/@evil.example", "/mijn/\u2028",
]  # fmt: skip
OWN_PATH = {"/@evil.example"}


@pytest.mark.parametrize("page", FOREIGN)
def test_logging_in_leads_only_to_our_own_pages(client, initiator, page):
    ask(client, "noor@example.nl")
    answer = enter(client, mailed_code("noor@example.nl"), next=page)
    assert answer.headers["Location"] == (page if page in OWN_PATH else "/mijn/")


def test_logging_in_leads_on_to_the_page_asked_for(client, initiator):
    ask(client, "noor@example.nl")
    answer = enter(client, mailed_code("noor@example.nl"), next="/mijn/ZW-2026-0001/?a=1")
    assert answer.headers["Location"] == "/mijn/ZW-2026-0001/?a=1"


def test_who_is_in_is_not_asked_again(client, initiator):
    client.force_login(initiator)
    assert client.get(LOGIN).headers["Location"] == "/mijn/"
    assert client.get(f"{LOGIN}?next=//evil.example").headers["Location"] == "/mijn/"


def test_logging_out_takes_a_press_of_a_button(client, initiator):
    client.force_login(initiator)
    assert client.get("/account/uitloggen/").status_code == 200
    assert is_in(client)
    client.post("/account/uitloggen/")
    assert not is_in(client)
    assert Session.objects.filter(user=initiator).count() == 0


@pytest.mark.parametrize("name", ["account_login", "accounts:code", "accounts:code_again", "account_logout"])
def test_a_form_from_elsewhere_does_nothing(name, initiator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(initiator)
    assert client.post(reverse(name), {"email": "noor@example.nl", "code": "123456"}).status_code == 403


def test_codes_are_forgotten_a_day_after_their_time(client, clock):
    ask(client, "noor@example.nl")
    now = MailedCode.objects.get().sent_at
    assert codes.forget_codes(at=now + codes.LIFETIME) == 0
    clock.shift(0)
    assert codes.forget_codes(at=now.replace(day=now.day + 2)) == 1
