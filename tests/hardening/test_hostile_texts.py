"""Attacks in every text of the town: every page that shows them is read, and holds them as text.

What a real browser makes of the same pages, with and without the content policy, is looked at in the long runs
(`tests/journeys/test_hostile_texts.py`).
"""

from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import Client
from django.urls import path

from accounts.models import User
from core import mail_message
from core.access import public
from core.models import OutgoingMail
from tests.hardening.hostile_town import Cast, overwrite, play
from tests.hardening.marks import marks
from tests.hardening.payloads import ALL, PLAIN, Ink
from tests.hardening.sinks import Sink, sinks, with_queries
from tests.harness import expecting_faults

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]


@pytest.fixture
def cast(settings: LazySettings, initiator: User, guide: User, ep_member: User, administrator: User) -> Cast:
    """The people of the town; its mailbox is a page of the demonstration."""
    settings.DEMO = True
    return Cast(initiator, guide, ep_member, administrator)


@dataclass
class Reader:
    """Opens pages as each of the people, and keeps what an attack made of them."""

    cast: Cast
    happened: list[str] = field(default_factory=list)
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """The browser of this person; "" is nobody."""
        if who not in self.clients:
            self.clients[who] = Client(raise_request_exception=False)
            if who:
                self.clients[who].force_login(getattr(self.cast, who))
        return self.clients[who]

    def open(self, sink: Sink) -> int:
        """The status of the page; a file that is saved is not read."""
        answer = self.client(sink.who).get(sink.address)
        kind = answer.headers.get("Content-Type", "")
        if answer.streaming:
            list(answer)  # to the end: closing it half way would take the connection of the test along
        elif "xml" in kind and answer.status_code == 200:
            self.happened += [f"{sink}: {each.tag}" for each in ET.fromstring(answer.content).iter() if foreign(each)]
        elif "html" in kind:
            self.happened += [f"{sink}: {each}" for each in marks(answer.content.decode())]
        return answer.status_code


def foreign(element: ET.Element) -> bool:
    """True for an element that an attack made."""
    return "x-mark" in element.tag or "x-mark" in element.attrib


def test_attacks_in_every_text_stay_text(cast: Cast):
    ink, reader = Ink(PLAIN), Reader(cast)
    town = play(cast, ink)
    mails = list(OutgoingMail.objects.order_by("pk"))
    assert overwrite(ink) == []
    for mail in [*mails, *OutgoingMail.objects.order_by("pk")]:
        reader.happened += [f"mail {mail.kind}: {each}" for each in marks(mail_message.as_html(mail))]
    opened = [reader.open(sink) for sink in [*sinks(town, 1), *with_queries(PLAIN, every=False)]]
    assert opened.count(200) > 150
    assert set(opened) <= {200, 302, 400, 403, 404, 405}
    assert ink.used == set(PLAIN)
    assert reader.happened == []


@public
def unescaped(request: HttpRequest) -> HttpResponse:
    """What a template would do that trusts people."""
    page = Template("<!doctype html><title>x</title><p>{{ text|safe }}</p>")
    return HttpResponse(page.render(Context({"text": ALL[int(request.GET["n"])]})))


urlpatterns = [path("plek/", unescaped)]
LETS_THROUGH = {"<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<script>alert(1)</script>", "<x-mark>"}


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("text", sorted(LETS_THROUGH))
def test_a_template_that_trusts_people_is_seen(cast: Cast, text: str):
    reader = Reader(cast)
    with expecting_faults():
        assert reader.open(Sink("", f"/plek/?n={ALL.index(text)}")) == 200
    assert len(reader.happened) == 1


@pytest.mark.parametrize("text", ["Een <strong>gewone</strong> zin", "&lt;x-mark&gt;", "<a href='/x'>x</a>"])
def test_what_is_harmless_is_no_mark(text: str):
    assert marks(text) == []
