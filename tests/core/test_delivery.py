from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core import delivery, outbox
from core.models import AuditEntry, OutgoingMail
from core.outbox import Message
from tests.core.mail_server import Behaviour, free_port, mail_server, silent_server

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
State = OutgoingMail.State


@pytest.fixture
def server(settings: LazySettings) -> Iterator[Behaviour]:
    settings.SMTP_HOST = "127.0.0.1"
    with mail_server() as (behaviour, port):
        settings.SMTP_PORT = port
        yield behaviour


def put(to: str = "an@example.org", *, at: datetime = AT, **facts: object) -> OutgoingMail:
    message = Message(to=to, subject="Uw initiatief heeft nu een gids", text="Beste An,\n", kind="test.x", **facts)
    return outbox.enqueue(message, at=at)[0]


def send(at: datetime = AT) -> int:
    return delivery.send_waiting(lambda: at)


def row(mail: OutgoingMail) -> OutgoingMail:
    return OutgoingMail.objects.get(pk=mail.pk)


def test_a_mail_goes_out_once(server: Behaviour):
    mail = put()
    assert (send(), send()) == (1, 0)
    assert server.recipients == ["an@example.org"]
    assert [parsed["Message-ID"] for parsed in server.mails] == [mail.message_id]
    assert (row(mail).state, row(mail).sent_at, row(mail).attempts, row(mail).text) == (
        State.SENT,
        AT,
        1,
        "Beste An,\n",
    )


def test_a_hundred_mails_over_one_connection(server: Behaviour):
    for number in range(100):
        put(f"p{number}@example.org")
    assert send() == 100
    assert (len(server.received), server.connections) == (100, 1)


def test_the_most_urgent_goes_first(server: Behaviour):
    put("notice@example.org")
    put("code@example.org", secret=True)
    send()
    assert server.recipients == ["code@example.org", "notice@example.org"]


def test_a_code_is_wiped_after_sending(server: Behaviour):
    mail = put(secret=True)
    send()
    assert (row(mail).state, row(mail).text) == (State.SENT, "")


def test_a_code_that_came_too_late_is_wiped_unsent(server: Behaviour):
    mail = put(secret=True, lifetime=timedelta(minutes=3))
    assert send(AT + timedelta(minutes=3)) == 0
    assert (row(mail).state, row(mail).text, server.received) == (State.EXPIRED, "", [])


def test_a_mail_is_not_sent_before_its_moment(server: Behaviour):
    put(at=AT + timedelta(hours=1))
    assert send() == 0


def test_a_server_that_is_down_costs_no_mail_an_attempt(settings: LazySettings):
    settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", free_port()
    mail = put()
    with pytest.raises(delivery.Unreachable):
        send()
    assert (row(mail).state, row(mail).attempts, row(mail).next_attempt_at) == (State.WAITING, 0, AT)


def test_nothing_is_lost_over_72_hours_without_a_server(settings: LazySettings):
    settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", free_port()
    for number in range(50):
        put(f"p{number}@example.org")
    for hour in range(72):
        with pytest.raises(delivery.Unreachable):
            send(AT + timedelta(hours=hour))
    with mail_server() as (server, port):
        settings.SMTP_PORT = port
        assert send(AT + timedelta(hours=72)) == 50
    assert sorted(server.recipients) == sorted(f"p{number}@example.org" for number in range(50))


def test_after_five_days_without_a_server_staff_see_it(settings: LazySettings):
    settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", free_port()
    mail = put()
    with pytest.raises(delivery.Unreachable):
        send(AT + timedelta(days=5))
    assert (row(mail).state, row(mail).failure) == (
        State.FAILED,
        "the mail server could not be reached for five days",
    )


def test_a_server_that_says_nothing_is_left_alone(settings: LazySettings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(delivery, "SOCKET_SECONDS", 0.2)
    mail = put()
    with silent_server() as port:
        settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", port
        with pytest.raises(delivery.Unreachable, match="SMTPServerDisconnected"):
            send()
    assert (row(mail).state, row(mail).attempts) == (State.WAITING, 0)


def test_without_a_server_the_outbox_waits():
    mail = put()
    with pytest.raises(delivery.Unreachable, match="SMTP_HOST is not set"):
        send()
    assert row(mail).state == State.WAITING


def test_a_refused_recipient_is_told_at_once_and_stops_nobody(server: Behaviour):
    server.at_recipient["weg@example.org"] = "550 5.1.1 no such user"
    gone, other = put("weg@example.org"), put()
    assert send() == 2
    assert (row(gone).state, row(gone).failure, row(other).state) == (
        State.FAILED,
        "550 5.1.1 no such user",
        State.SENT,
    )


def test_refused_content_is_told_at_once(server: Behaviour):
    server.at_data["*"] = "554 5.7.1 no thanks"
    mail = put(secret=True)
    send()
    assert (row(mail).state, row(mail).failure, row(mail).text) == (State.FAILED, "554 5.7.1 no thanks", "")


def test_waits_grow_from_a_minute_to_four_hours(server: Behaviour):
    server.at_recipient["*"] = "451 4.7.1 try again later"
    mail, at, waits = put(), AT, []
    for _attempt in range(11):
        send(at)
        waits.append(int((row(mail).next_attempt_at - at).total_seconds() // 60))
        at = row(mail).next_attempt_at
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 240, 240, 240]
    assert (row(mail).state, row(mail).failure) == (State.WAITING, "451 4.7.1 try again later")


def test_a_mail_put_off_for_five_days_is_given_up(server: Behaviour):
    server.at_recipient["*"] = "451 4.7.1 try again later"
    mail = put()
    send(AT + timedelta(days=5))
    assert (row(mail).state, row(mail).failure) == (State.FAILED, "451 4.7.1 try again later")


@pytest.mark.parametrize("answer", ["421 4.3.2 going down", "hang up"])
def test_a_lost_connection_is_made_again_for_the_next_mail(server: Behaviour, answer: str):
    server.at_recipient["eerst@example.org"] = answer
    first, second = put("eerst@example.org"), put()
    assert send() == 2
    assert (row(first).state, row(second).state, server.connections) == (State.WAITING, State.SENT, 2)


def test_a_copy_after_a_lost_answer_is_recognisable(server: Behaviour):
    server.hang_up_after_data = True
    mail = put()
    send()
    assert row(mail).state == State.WAITING
    server.hang_up_after_data = False
    send(AT + timedelta(minutes=1))
    assert [parsed["Message-ID"] for parsed in server.mails] == [mail.message_id] * 2
    assert row(mail).state == State.SENT


def test_a_refused_sender_is_no_fault_of_the_mail(server: Behaviour):
    server.at_sender = "550 5.7.1 not from you"
    mail = put()
    send()
    assert (row(mail).state, row(mail).failure) == (State.WAITING, "550 5.7.1 not from you")


def test_a_claim_of_a_dead_worker_runs_out(server: Behaviour):
    mail = put()
    assert delivery._claim(AT).pk == mail.pk
    assert (send(AT + timedelta(minutes=5)), send(AT + timedelta(minutes=6))) == (0, 1)
    assert (row(mail).state, row(mail).attempts) == (State.SENT, 2)


def test_who_lost_the_claim_does_not_mark(server: Behaviour):
    put()
    late = delivery._claim(AT)
    send(AT + timedelta(minutes=6))
    delivery._mark(late, state=State.FAILED, failure="too late")
    assert row(late).state == State.SENT


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org,b@example.org",
        "a@example.org;b@example.org",
        "a@example.org\nBcc: b@example.org",
        "a",
        "",
        "a@b@c",
    ],
)
def test_what_is_not_one_address_gets_nothing(server: Behaviour, address: str):
    mail = put(address)
    send()
    assert (row(mail).state, row(mail).failure, server.received) == (State.FAILED, "invalid address", [])


def test_a_mail_that_cannot_be_built_stops_no_other(server: Behaviour):
    broken, other = put(), put()
    OutgoingMail.objects.filter(pk=broken.pk).update(message_id="<a>\nb", urgency=0)
    send()
    assert (row(broken).state, row(broken).failure, row(other).state) == (State.WAITING, "ValueError", State.SENT)


def test_stopping_is_asked_between_mails(server: Behaviour):
    for _number in range(3):
        put()
    answers = iter([False, False, True, True])
    assert delivery.send_waiting(lambda: AT, stopping=lambda: next(answers)) == 1


def test_demo_without_server_delivers_to_its_own_mailbox(settings: LazySettings):
    settings.DEMO, settings.SMTP_HOST = True, ""
    mail = put(secret=True)
    assert send() == 1
    assert (row(mail).state, row(mail).text) == (State.SENT, "Beste An,\n")


def test_an_empty_outbox_costs_one_query(server: Behaviour):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        send()
    assert (len(queries), server.connections) == (1, 0)


def test_a_failed_mail_can_go_again(server: Behaviour, administrator: User):
    server.at_recipient["*"] = "550 5.1.1 no such user"
    mail, secret, waiting = put(), put(secret=True), put(at=AT + timedelta(days=7))
    send()
    later = AT + timedelta(days=6)
    assert delivery.retry(OutgoingMail.objects.all(), by=administrator, at=later) == 1
    server.at_recipient = {}
    send(later)
    assert [row(each).state for each in (mail, secret, waiting)] == [State.SENT, State.FAILED, State.WAITING]
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor_id, entry.subject_id) == ("mail.retried", administrator.pk, str(mail.pk))


def test_the_oldest_waiting_mail():
    assert delivery.oldest_waiting(AT) is None
    put(at=AT + timedelta(hours=2))
    put()
    assert delivery.oldest_waiting(AT + timedelta(hours=1)) == AT
