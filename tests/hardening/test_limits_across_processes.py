"""Guessing and asking too often: counted over all processes, whatever a client says of its own address."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from accounts.actions import code as codes
from accounts.enums import CodePurpose
from accounts.models import MailedCode
from core.models import OutgoingMail
from tests.accounts.doors import mailed_code, wrong_code
from tests.hardening.portal_process import free_port, portal, post

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("town")]
ASKED = 40
ALLOWED = 30  # codes a quarter of an hour from one network


def mailed_from_one_machine(**environment: str) -> int:
    """How many codes go out when one machine asks two web servers in turn, each time under another's address."""
    ports = (free_port(), free_port())

    def ask(number: int) -> None:
        forged = {"X-Forwarded-For": f"203.0.113.{number}", "X-Real-IP": f"203.0.113.{number}"}
        post(ports[number % 2], "/account/inloggen/", {"email": f"persoon{number}@example.nl"}, forged)

    with portal(ports[0], **environment), portal(ports[1], **environment), ThreadPoolExecutor(4) as pool:
        list(pool.map(ask, range(ASKED)))
    return OutgoingMail.objects.filter(secret=True).count()


def test_two_servers_count_together_and_believe_no_forged_address():
    assert mailed_from_one_machine() == ALLOWED


def test_a_proxy_that_is_trusted_is_believed():
    """The negative control: were this machine the proxy, each address would count apart."""
    assert mailed_from_one_machine(TRUSTED_PROXY="127.0.0.1") == ASKED


@pytest.fixture
def mailed() -> MailedCode:
    """A code on its way to somebody."""
    client = codes.Client("192.0.2.1")
    return codes.send_code(
        purpose=CodePurpose.LOGIN, email="noor@example.nl", language="nl", client=client, at=timezone.now()
    )


def guess(mailed: MailedCode, digits: str) -> str:
    """The address the code opens, or the name of the refusal."""
    try:
        return codes.redeem_code(purpose=CodePurpose.LOGIN, key=mailed.key, code=digits, at=timezone.now())
    except codes.WrongCode:
        return "wrong"


def guesses_at_once(mailed: MailedCode, count: int) -> int:
    """How many of so many wrong guesses in one moment were looked at."""
    start, wrong = Barrier(count), wrong_code("noor@example.nl")

    def one(_number: int) -> str:
        try:
            start.wait(30)
            return guess(mailed, wrong)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        assert set(pool.map(one, range(count))) == {"wrong"}
    mailed.refresh_from_db()
    return mailed.attempts


def test_ten_guesses_at_once_are_three_tries_and_then_the_code_is_dead(mailed: MailedCode):
    assert guesses_at_once(mailed, 10) == codes.TRIES
    assert guess(mailed, mailed_code("noor@example.nl")) == "wrong"


def test_with_more_tries_the_right_code_would_still_open(mailed: MailedCode, monkeypatch: pytest.MonkeyPatch):
    """The negative control."""
    monkeypatch.setattr(codes, "TRIES", 1_000)
    assert guesses_at_once(mailed, 10) == 10
    assert guess(mailed, mailed_code("noor@example.nl")) == "noor@example.nl"
