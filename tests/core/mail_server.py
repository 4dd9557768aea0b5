"""A mail server of our own on 127.0.0.1 that behaves as badly as a test wants."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message as ParsedMail
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Behaviour:
    """What the server answers. `at_recipient` and `at_data` go by the address of the recipient; "*" is everybody."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self.recipients: list[str] = []
        self.at_recipient: dict[str, str] = {}
        self.at_data: dict[str, str] = {}
        self.at_sender = "250 OK"
        self.hang_up_after_data = False
        self.connections = 0

    @property
    def mails(self) -> list[ParsedMail]:
        """What was taken, parsed."""
        return [message_from_bytes(content, policy=default) for content in self.received]

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.at_sender.startswith("250"):
            envelope.mail_from = address
        return self.at_sender

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.at_recipient.get(address, self.at_recipient.get("*", "250 OK"))
        if answer == "hang up":
            server.transport.close()
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.at_data.get(envelope.rcpt_tos[0], self.at_data.get("*", "250 OK"))
        if answer.startswith("250"):
            self.received.append(bytes(envelope.content or b""))
            self.recipients += envelope.rcpt_tos
        if self.hang_up_after_data:
            server.transport.close()
        return answer


@contextmanager
def mail_server() -> Iterator[tuple[Behaviour, int]]:
    """A running server: its behaviour, and its port."""
    behaviour = Behaviour()
    controller = Controller(behaviour, hostname="127.0.0.1", port=free_port(), loop=asyncio.new_event_loop())
    controller.start()
    try:
        yield behaviour, controller.port
    finally:
        controller.stop()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def silent_server() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(5)
        yield listening.getsockname()[1]
