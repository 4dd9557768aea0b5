"""The mail as it leaves: the plain text of the outbox is the master, the HTML part carries the same text."""

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from itertools import groupby

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import override

from core import ical
from core.models import OutgoingMail

SPACES = re.compile(r"(\s+)")
AROUND_ADDRESS = ".,;:!?()<>\"'“”‘’"
QUOTED = ">"
BREAK = SafeString("<wbr>")
NEW_LINE = SafeString("<br>\n")
# Mail programs make links of these by themselves; a break that nobody sees leaves them less to go by.
LINKABLE = re.compile(r"(?<=\w)([.@:])(?=[\w/])")


class BadAddress(Exception):
    """The address of a mail cannot be one address; sending to it will never succeed."""


def sender() -> str:
    """The bare address that mails come from, without the name."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def recipient(mail: OutgoingMail) -> str:
    """The one address a mail goes to, its host written in ASCII. Raises BadAddress."""
    local, _at, host = mail.to.rpartition("@")
    try:
        address = Address(addr_spec=f"{local}@{host.encode('idna').decode()}").addr_spec
        address.encode("ascii")
    except (ValueError, IndexError, MessageError) as error:
        raise BadAddress from error
    return address


def build(mail: OutgoingMail) -> bytes:
    """The whole message, the same bytes on each attempt but for the boundary. Raises BadAddress."""
    message = EmailMessage(policy=SMTP)
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = recipient(mail)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(as_html(mail), subtype="html", cte="quoted-printable")
    if mail.calendar:
        _add_appointment(message, mail.calendar)
    message["Content-Language"] = mail.language  # now, or it would have become a header of the first part
    return _way_out(mail) + message.as_bytes()


def _way_out(mail: OutgoingMail) -> bytes:
    """How a mail program stops these mails in one press (RFC 8058); nothing for a mail that is not sent to followers.

    By hand: the library would cut a long address in encoded words, and then no program knows it for one.
    """
    if not mail.unsubscribe_url:
        return b""
    address = "".join(mail.unsubscribe_url.split()).encode("ascii")
    return b"List-Unsubscribe: <" + address + b">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"


def _add_appointment(message: EmailMessage, calendar: str) -> None:
    """A part that mail programs read as an invitation; what it asks stands in the file and in the header alike."""
    message.add_alternative(ical.folded(calendar), maintype="text", subtype="calendar", filename="afspraak.ics")
    part = list(message.iter_parts())[-1]
    part.set_param("charset", "utf-8")
    part.set_param("method", ical.method_of(calendar))
    part.replace_header("Content-Disposition", "inline")
    part.set_param("filename", "afspraak.ics", header="Content-Disposition")


def as_html(mail: OutgoingMail) -> str:
    """The text of a mail in one column. Only addresses of the portal become links; quoted lines stay quotes."""
    blocks = [block for text in re.split(r"\n\s*\n", mail.text.strip()) for block in _blocks(text)]
    with override(mail.language):
        context = {"blocks": blocks, "subject": mail.subject, "language": mail.language}
        return render_to_string("mail/html.html", context)


def _blocks(text: str) -> Iterator[dict[str, object]]:
    """A paragraph as runs of quoted and of own lines."""
    for is_quote, run in groupby(text.split("\n"), key=lambda line: line.startswith(QUOTED)):
        lines = [line.removeprefix(QUOTED).removeprefix(" ") if is_quote else line for line in run]
        yield {"quoted": is_quote, "html": format_html_join(NEW_LINE, "{}", ((_line(line),) for line in lines))}


def _line(line: str) -> SafeString:
    """A line with the portal's own addresses as links, and everything else as text that stays text."""
    return format_html_join("", "{}", ((_word(word),) for word in SPACES.split(line)))


def _word(word: str) -> SafeString:
    address = word.strip(AROUND_ADDRESS)
    rest = address.removeprefix(settings.PUBLIC_ADDRESS)
    if not address.startswith(settings.PUBLIC_ADDRESS) or rest[:1] not in {"", "/", "?", "#"}:
        return _unlinked(word)
    before, _address, after = word.partition(address)
    return format_html('{}<a href="{}">{}</a>{}', before, address, address, after)


def _unlinked(text: str) -> SafeString:
    parts = LINKABLE.split(text)
    return format_html_join("", "{}{}", ((part, BREAK if index % 2 else "") for index, part in enumerate(parts)))
