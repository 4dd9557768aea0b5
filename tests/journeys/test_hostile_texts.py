"""Hundreds of attacks in every text of the town: a real browser opens every page that shows them; nothing happens.

Nothing means: no dialog, nothing in the console, and no markup that people typed: an element or attribute `x-mark`, or
an address that is a script. The browser ignores the content policy, so that a script that got through would run.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, Page

from accounts.models import User
from core import mail_message
from core.models import OutgoingMail
from tests.hardening import test_hostile_texts
from tests.hardening.hostile_town import Cast, jack_of_all_trades, overwrite, play
from tests.hardening.payloads import ALL, Ink
from tests.hardening.sinks import Sink, sinks, with_queries
from tests.harness import expecting_faults
from tests.journeys.conftest import listen, session_cookie

pytestmark = pytest.mark.torture
MARKS = """html => [...(html ? new DOMParser().parseFromString(html, "text/html") : document).querySelectorAll(
    "x-mark, [x-mark], [href^='javascript:' i], [src^='javascript:' i], [action^='javascript:' i], " +
    "[formaction^='javascript:' i], [href^='data:text' i], [href^='vbscript:' i], iframe, object, embed, base"
)].map(element => element.outerHTML.slice(0, 200))"""


@dataclass
class Visitor:
    """Opens pages, each person in a browser of their own, and tells what happened there."""

    pages: dict[str, Page]
    happened: list[str]

    def open(self, sink: Sink) -> int:
        """The status of the page; what happened on it is told with its address.

        What is no page is not opened: files are saved, XML is parsed.
        """
        page, before = self.pages[sink.who], len(self.happened)
        answer = page.request.get(sink.address)
        kind = answer.headers.get("content-type", "")
        if "xml" in kind:
            self.happened += [each.tag for each in ET.fromstring(answer.body()).iter() if "x-mark" in each.tag]
        elif answer.ok and "attachment" not in answer.headers.get("content-disposition", ""):
            page.goto(sink.address)
            self.happened += page.evaluate(MARKS, "")
        self.happened[before:] = [f"{sink}: {each}" for each in self.happened[before:]]
        return answer.status

    def read(self, mail: OutgoingMail) -> None:
        """Look into the HTML of a mail, as far as no mail program may run it."""
        found = self.pages[""].evaluate(MARKS, mail_message.as_html(mail))
        self.happened += [f"mail {mail.kind}: {each}" for each in found]


@pytest.fixture
def cast(town: None, initiator: User, guide: User, ep_member: User, administrator: User) -> Cast:
    """The people of the town."""
    return Cast(initiator, guide, ep_member, administrator, jack_of_all_trades())


def visitor_with(open_page: Callable[..., Page], cast: Cast, troubles: list[str]) -> Visitor:
    """Somebody with a browser of this kind for each of the people."""
    pages = {name: open_page(as_=person) for name, person in {"": None, **vars(cast)}.items()}
    for page in pages.values():
        page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    return Visitor(pages, troubles)


@pytest.fixture
def without_policy(browser: Browser, live_server: Any, troubles: list[str]) -> Iterator[Callable[..., Page]]:
    """A browser that ignores the content policy: there a script that gets through does run."""
    contexts = []

    def open_page(as_: User | None = None) -> Page:
        context = browser.new_context(base_url=live_server.url, bypass_csp=True)
        contexts.append(context)
        if as_ is not None:
            context.add_cookies([{"url": live_server.url, **session_cookie(as_)}])
        page = context.new_page()
        listen(page, live_server.url, troubles)
        return page

    yield open_page
    for context in contexts:
        context.close()


def walk(visitor: Visitor, cast: Cast, payloads: list[str], *, at_most: int) -> None:
    """Fill the town with attacks, and open everything."""
    ink = Ink(payloads)
    town = play(cast, ink)
    mails = list(OutgoingMail.objects.order_by("pk"))
    assert overwrite(ink) == []
    for mail in [*mails, *OutgoingMail.objects.order_by("pk")]:
        visitor.read(mail)  # on a blank page: a mail has styles of its own, which the policy of ours would stop
    opened = [visitor.open(sink) for sink in [*sinks(town, at_most), *with_queries(payloads, every=at_most > 2)]]
    assert opened.count(200) > 150
    assert set(opened) <= {200, 302, 400, 403, 404, 405}
    assert ink.used == set(payloads)
    assert visitor.happened == []


@pytest.mark.parametrize("turn", range(10))
def test_hundreds_of_attacks_stay_text_without_a_policy(
    cast: Cast, settings: LazySettings, without_policy: Callable[..., Page], troubles: list[str], turn: int
):
    settings.DEMO = True  # its mailbox is a page of the demonstration
    walk(visitor_with(without_policy, cast, troubles), cast, ALL[turn::10], at_most=50)


@pytest.mark.urls(test_hostile_texts.__name__)
@pytest.mark.parametrize("kind", ["device", "without_policy"])
def test_a_template_that_trusts_people_is_seen(
    request: pytest.FixtureRequest, cast: Cast, troubles: list[str], kind: str
):
    """The negative control: with the policy it speaks up and leaves marks, without it the dialogs open."""
    visitor = visitor_with(request.getfixturevalue(kind), cast, troubles)
    seen = set()
    with expecting_faults():
        for text in sorted(test_hostile_texts.LETS_THROUGH):
            visitor.open(Sink("", f"/plek/?n={ALL.index(text)}"))
            seen |= {text} if visitor.happened else set()
            visitor.happened.clear()
    assert seen == test_hostile_texts.LETS_THROUGH
