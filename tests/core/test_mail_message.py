from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.mail_message import as_html, build, recipient
from core.models import OutgoingMail
from core.outbox import one_line, printable
from core.templatetags.mail_text import quoted


def mail(text: str = "Beste An,\n\nHet is goed.\n", **facts: object) -> OutgoingMail:
    given_facts = {
        "to": "an@example.org",
        "subject": "Uw initiatief Buurttuin heeft nu een gids (ZW-2026-0147)",
        "text": text,
        "kind": "test.x",
        "message_id": "<1@localhost>",
        "created_at": datetime(2026, 3, 11, 9, 0, tzinfo=UTC),
    }
    return OutgoingMail(**(given_facts | facts))


def parsed(outgoing: OutgoingMail) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(build(outgoing), policy=default))


def links(text: str) -> list[str]:
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(as_html(mail(text)))
    return [link.get("href") for link in tree.iter("a")]


def words(text: str) -> str:
    """What a reader sees of the HTML part, without the heading."""
    tree = html5lib.parse(as_html(mail(text)), namespaceHTMLElements=False)
    return "\n".join("".join(part.itertext()) for part in tree.iter() if part.tag in {"p", "blockquote"})


def test_headers():
    message = parsed(mail(unsubscribe_url="http://localhost:8000/volgen/uit/abc/"))
    assert {name: str(message[name]) for name in message if name != "Content-Type"} == {
        "From": "Initiatiefrijk Zwolle <initiatiefrijk@localhost>",
        "To": "an@example.org",
        "Subject": "Uw initiatief Buurttuin heeft nu een gids (ZW-2026-0147)",
        "Date": "Wed, 11 Mar 2026 09:00:00 +0000",
        "Message-ID": "<1@localhost>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "nl",
        "List-Unsubscribe": "<http://localhost:8000/volgen/uit/abc/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "MIME-Version": "1.0",
    }


def test_only_mails_one_can_leave_say_how():
    assert parsed(mail())["List-Unsubscribe"] is None


def test_the_way_out_stands_in_one_line_however_long():
    address = f"https://initiatiefrijk.zwolle.example/en/volgen/stop/{'a' * 32}~{'B' * 43}/"
    lines = build(mail(unsubscribe_url=address)).split(b"\r\n")
    assert lines[:2] == [
        f"List-Unsubscribe: <{address}>".encode(),
        b"List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ]


def test_an_address_with_a_line_break_makes_no_new_header():
    sent = build(mail(unsubscribe_url="http://localhost:8000/x/\r\nBcc: an@example.org"))
    assert sent.split(b"\r\n")[0] == b"List-Unsubscribe: <http://localhost:8000/x/Bcc:an@example.org>"
    assert parsed(mail(unsubscribe_url="http://localhost:8000/x/\r\nBcc: an@example.org"))["Bcc"] is None


def test_plain_text_is_the_master():
    text = "Beste An,\n\n.\nEen punt op een regel, een é en een 🌱.\n"
    plain = parsed(mail(text)).get_body(("plain",))
    assert plain is not None
    assert plain.get_content().replace("\r\n", "\n") == text


def test_html_says_the_same_in_one_column():
    assert words("Beste An,\n\nEerste regel\ntweede regel\n\nGroet") == "Beste An,\nEerste regel\ntweede regel\nGroet"


def test_only_our_own_addresses_become_links():
    text = """Kijk op http://localhost:8000/mijn/ZW-2026-0147/?stap=2.
    (http://localhost:8000/) en "http://localhost:8000", maar niet
    http://localhost:8000.evil.example/ http://localhost:8000@evil.example/ http://localhost:80001/
    https://evil.example/ www.evil.example javascript:alert(1) evil.example an@evil.example //evil.example"""
    assert links(text) == [
        "http://localhost:8000/mijn/ZW-2026-0147/?stap=2",
        "http://localhost:8000/",
        "http://localhost:8000",
    ]


def test_what_a_mail_program_would_link_is_broken_unseen():
    assert "https:<wbr>//evil.<wbr>example/x" in as_html(mail("> https://evil.example/x"))
    assert words("> https://evil.example/x") == "https://evil.example/x"


def test_quoted_lines_stay_a_quote():
    html = as_html(mail("An schreef:\n\n> Eerste\n> <b>tweede</b>\n\nGroet"))
    assert "<blockquote>Eerste<br>\n&lt;b&gt;tweede&lt;/b&gt;</blockquote>" in html


def test_a_quote_amid_a_paragraph_is_its_own_block():
    html = as_html(mail("Waarom:\n> Omdat het kan.\nGroet"))
    assert "<p>Waarom:</p>\n<blockquote>Omdat het kan.</blockquote>\n<p>Groet</p>" in html


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Een regel", "> Een regel"),
        ("Twee\n\nregels", "> Twee\n>\n> regels"),
        ("Nep\r\n\u2028Uw gids is An", "> Nep\n>\n> Uw gids is An"),
        ("", ""),
    ],
)
def test_what_people_write_cannot_pose_as_the_portal(text: str, quote: str):
    assert quoted(text) == quote


def test_nothing_is_fetched():
    assert [word for word in ("<img", "src=", "<link", "url(", "@import") if word in as_html(mail())] == []


@given(st.text())
def test_whatever_people_type_stays_text(typed: str):
    text = printable(typed)
    assert links(f"x{text}") == []
    if not any(line.startswith(">") for line in text.split("\n")):
        assert words(f"x{text}").split() == f"x{text}".split()


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("Tuin\r\nBcc: x@example.org", "Tuin Bcc: x@example.org"),
        ("Tuin\x00\x0b\x85\u2028groen", "Tuin groen"),
        ("Tuin \u202egnp.exe", "Tuin gnp.exe"),
        ("  Tuin   groen ", "Tuin groen"),
        ("Tuin 🌱", "Tuin 🌱"),
    ],
)
def test_a_subject_is_one_line(typed: str, cleaned: str):
    assert one_line(typed) == cleaned


def test_a_long_subject_with_letters_of_everywhere():
    subject = one_line("Ïnitiatief “Tuin” 🌱 " * 20)[:200]
    assert str(parsed(mail(subject=subject))["Subject"]) == subject


def test_a_foreign_host_is_written_in_ascii():
    assert recipient(mail(to="an@bücher.example")) == "an@xn--bcher-kva.example"
