"""Opens addresses as each of the people of the hostile town, and keeps what an attack made of the answer."""

import csv
import json
import re
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from django.http.response import HttpResponseBase
from django.test import Client

from tests.hardening.hostile_town import Cast
from tests.hardening.marks import marks
from tests.hardening.sinks import Sink

FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
NUMBER = re.compile(r"-?\d+([.,]\d+)?")
PROPERTY = re.compile(r"([A-Z-]+)(;[^:\r\n]*)?:")
# What the portal writes in a calendar; an attack would add another.
OURS = {
    *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "UID"),
    *("X-PUBLISHED-TTL", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS"),
    *("ORGANIZER", "ATTENDEE", "URL", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "RRULE", "LAST-MODIFIED"),
    *("CREATED", "TRANSP", "CLASS", "CATEGORIES"),
}


@dataclass
class Reader:
    """Opens pages as each of the people, and keeps what an attack made of them."""

    cast: Cast
    happened: list[str] = field(default_factory=list)
    clients: dict[str, Client] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)

    def client(self, who: str) -> Client:
        """The browser of this person; "" is nobody."""
        if who not in self.clients:
            self.clients[who] = Client(raise_request_exception=False)
            if who:
                self.clients[who].force_login(getattr(self.cast, who))
        return self.clients[who]

    def open(self, sink: Sink) -> int:
        """The status of the page, for the first of its people who gets one; a document or photo is not read."""
        for who in (sink.who, *sink.others):
            answer = self.client(who).get(sink.address)
            if answer.status_code not in {302, 403, 404}:
                break
        content = whole(answer)
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        if answer.status_code == 200:
            self.kinds.add(kind)
        if answer.status_code in {200, 405}:  # 405: it is pressed, never opened
            self.seen.add(sink.route)
        self.happened += [f"{sink}: {each}" for each in broken(kind, content, answer)]
        return answer.status_code


def whole(answer: HttpResponseBase) -> bytes:
    """The body, a stream read to its end: half way it would keep its file open, or take the test's connection along."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def broken(kind: str, content: bytes, answer: HttpResponseBase) -> list[str]:
    """What an attack made of an answer of this kind."""
    if kind == "text/html":
        return marks(content.decode())
    if answer.status_code != 200:
        return []
    if kind == "text/csv":
        return formulas(content.decode("utf-8-sig"))
    if kind == "text/calendar":
        return properties(content.decode())
    if kind.endswith("json"):
        json.loads(content)
        return [] if answer.headers["X-Content-Type-Options"] == "nosniff" else ["JSON that may be taken for a page"]
    return [each.tag for each in ET.fromstring(content).iter() if foreign(each)] if kind.endswith("xml") else []


def formulas(text: str) -> list[str]:
    """Cells that a spreadsheet would work out."""
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=";" if ";" in text.partition("\n")[0] else ","))
    return [cell for row in rows for cell in row if FORMULA.match(cell) and not NUMBER.fullmatch(cell)]


def properties(text: str) -> list[str]:
    """Lines of a calendar that are none of ours; an event without an end or with more than one."""
    lines = text.replace("\r\n ", "").replace("\r\n\t", "").removesuffix("\r\n").split("\r\n")
    names = [found[1] if (found := PROPERTY.match(line)) else line for line in lines]
    counts = {len([line for line in lines if line.startswith(word)]) for word in ("BEGIN:VEVENT", "END:VEVENT", "UID")}
    alone = [line for line in lines if "\n" in line or "\r" in line]
    return [name for name in names if name not in OURS] + alone + (["uneven"] if len(counts) > 1 else [])


def foreign(element: ET.Element) -> bool:
    """True for an element that an attack made."""
    return "x-mark" in element.tag or "x-mark" in element.attrib
