"""Attacks in every text of the town: every page that shows them is read, and holds them as text.

What a real browser makes of the same pages, with and without the content policy, is looked at in the long runs
(`tests/journeys/test_hostile_texts.py`).
"""

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path

from accounts.models import User
from core import mail_message
from core.access import public
from core.models import OutgoingMail
from tests.hardening.hostile_town import Cast, jack_of_all_trades, overwrite, play
from tests.hardening.marks import marks
from tests.hardening.payloads import ALL, PLAIN, Ink
from tests.hardening.reading import Reader, formulas, properties
from tests.hardening.sinks import Sink, sinks, with_queries
from tests.harness import expecting_faults
from tests.house.urls import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]


@pytest.fixture
def cast(settings: LazySettings, initiator: User, guide: User, ep_member: User, administrator: User) -> Cast:
    """The people of the town; its mailbox is a page of the demonstration."""
    settings.DEMO = True
    return Cast(initiator, guide, ep_member, administrator, jack_of_all_trades())


NEW = ("community.", "insight.", "stimulus_fund.")


def routes() -> set[str]:
    """The addresses of the city, the fund and the figures."""
    return {each.route for each in addresses() if each.pattern.callback.__module__.startswith(NEW)}


def test_attacks_in_every_text_stay_text(cast: Cast):
    ink, reader = Ink(PLAIN), Reader(cast)
    town = play(cast, ink)
    mails = list(OutgoingMail.objects.order_by("pk"))
    assert overwrite(ink) == []
    for mail in [*mails, *OutgoingMail.objects.order_by("pk")]:
        reader.happened += [f"mail {mail.kind}: {each}" for each in marks(mail_message.as_html(mail))]
    opened = [reader.open(sink) for sink in [*sinks(town, 1), *with_queries(PLAIN, every=False)]]
    assert opened.count(200) > 300
    assert set(opened) <= {200, 302, 400, 403, 404, 405}
    assert ink.used == set(PLAIN)
    assert reader.happened == []
    assert len(routes() & reader.seen) > 130
    assert reader.kinds >= {"text/html", "text/csv", "text/calendar", "application/json", "application/atom+xml"}


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


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(1)", "＝1+1", "-1+cmd|' /C calc'!A0", "\t=1", "+31 6 1234"])
def test_a_cell_that_works_something_out_is_seen(cell: str):
    assert formulas(f'naam,aantal\r\n"{cell}",-3\r\n') == [cell]
    assert formulas(f'naam,aantal\r\n"\'{cell}",-3\r\n') == []


def test_a_text_that_adds_to_a_calendar_is_seen():
    event = "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:{}\r\nEND:VEVENT\r\n"
    assert properties(event.format("Een tuin\\nmet een bank")) == []
    assert properties(event.format("x\r\nATTACH:https://evil.example")) == ["ATTACH"]
    assert properties(event.format("x\r\nEND:VEVENT\r\nBEGIN:VEVENT")) == ["uneven"]
    assert properties(event.format("x\nATTACH:https://evil.example")) == ["SUMMARY:x\nATTACH:https://evil.example"]
