"""What `manage.py check` says about an installation before anybody visits it."""

from collections.abc import Iterator
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution

OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1", "[::1]", "testserver"})


def register_all() -> None:
    """Let Django run these: the first always, the second with --deploy."""
    register(demo_is_private, Tags.security)
    register(mail_can_leave, Tags.security, deploy=True)


def demo_is_private(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Demo mode hands out accounts and mails to everybody, so only this machine may reach it."""
    hosts = {urlsplit(settings.PUBLIC_ADDRESS).hostname or "", *settings.ALLOWED_HOSTS}
    public = sorted(hosts - OWN_MACHINE)
    if not settings.DEMO or not public:
        return []
    return [
        Error(
            f"DEMO=1 together with a public host name ({', '.join(public)}): anybody could log in as anybody.",
            hint="Set DEMO=0, or PUBLIC_ADDRESS and ALLOWED_HOSTS to localhost.",
            id="core.E001",
        )
    ]


def mail_can_leave(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """What would keep mails from arriving; without mail nobody can log in."""
    return [Caution(text, hint=hint, id=code) for text, hint, code in _mail_troubles()]


def _mail_troubles() -> Iterator[tuple[str, str, str]]:
    if settings.DEMO:
        return
    if not settings.SMTP_HOST:
        yield "SMTP_HOST is empty: no mail leaves, nobody gets a login code.", "Name your mail server.", "core.W001"
    if parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] in {"", "localhost"}:
        yield "MAIL_FROM has no address of your own: mails will be refused.", "Set MAIL_FROM.", "core.W002"
    if settings.SMTP_USER and not settings.SMTP_STARTTLS:
        yield "SMTP_USER without SMTP_STARTTLS: the password goes in clear.", "Set SMTP_STARTTLS=1.", "core.W003"
