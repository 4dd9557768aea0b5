"""Attacks in every text of the town: a real browser opens every page that shows them, and nothing happens.

Nothing means: no dialog, nothing in the console, nothing for the content policy to stop, and no markup that people
typed: an element or attribute `x-mark`, or an address that is a script.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from django.conf import LazySettings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path
from playwright.sync_api import Browser, Page

from accounts.models import User
from core import mail_message
from core.access import public
from core.models import OutgoingMail
from initiatives.models import Attachment
from initiatives.queries.submit import token
from initiatives.views.desk_steps import BY_KEY
from initiatives.views.initiator_pace import MOVES
from tests.hardening.hostile_town import Cast, HostileTown, overwrite, play
from tests.hardening.payloads import ALL, PLAIN, Ink
from tests.hardening.test_mass_assignment import asked_by
from tests.harness import expecting_faults
from tests.house.urls import Address, addresses
from tests.journeys.conftest import listen, session_cookie

SAYS_IT_IS_UNWELL = "gezond/"  # nothing of people, and 503 while no due work runs
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
MARKS = """html => [...(html ? new DOMParser().parseFromString(html, "text/html") : document).querySelectorAll(
    "x-mark, [x-mark], [href^='javascript:' i], [src^='javascript:' i], [action^='javascript:' i], " +
    "[formaction^='javascript:' i], [href^='data:text' i], [href^='vbscript:' i], iframe, object, embed, base"
)].map(element => element.outerHTML.slice(0, 200))"""
# Who opens what needs a permission word; whoever comes first and holds one of the words.
ORDER = ("guide", "ep_member", "administrator")
SHOWN_TO = {"public": "", "signed_in": "initiator"}
QUERIES = ("zoek", "q", "wijk", "thema", "status", "pagina", "next", "aan", "lijst", "tekst", "van", "title")


@dataclass(frozen=True)
class Sink:
    """An address, and who opens it ("" is nobody)."""

    who: str
    address: str


def values(town: HostileTown) -> dict[str, dict[str, list[Any]]]:
    """What stands in the places of addresses: by the beginning of the address, then by the name of the place."""
    case, photo = town.case, Attachment.objects.filter(kind="photo").latest("pk")
    document = Attachment.objects.filter(kind="document").latest("pk")
    person = town.cast.initiator
    return {
        "": {"number": [case.number], "slug": [case.slug], "held_on": [town.meeting_on], "pk": [case.pk]},
        "initiatieven/wijk/": {"slug": ["assendorp"]},
        "indienen/": {"slug": ["idee", "plek", "hulp", "u"], "word": [token(town.draft)], "number": [1]},
        "mijn/": {"part": ["idee", "plek", "hulp", "naam"], "move": list(MOVES), "pk": [photo.pk, document.pk]},
        "mijn/concept/": {"key": [town.draft.key]},
        "demo/postvak/": {"pk": list(OutgoingMail.objects.values_list("pk", flat=True))},
        "beheer/initiatives/": {"key": list(BY_KEY)},
        "beheer/accounts/user/": {"pk": [person.pk, town.cast.guide.pk], "name": ["sluiten"]},
        "beheer/": {"app_label": ["initiatives", "city", "core", "accounts", "teams"]},
        "werkplek/<slug:number>/gesprek/": {"pk": [town.session.pk]},
    }


def sinks(town: HostileTown, at_most: int) -> Iterator[Sink]:
    """Every address of the portal, filled in with what stands in the town: at most so many values in each place."""
    known = values(town)
    for address in addresses():
        if address.route == SAYS_IT_IS_UNWELL:
            continue
        facts = [known[start] for start in sorted(known, key=len) if address.route.startswith(start)]
        found = {name: values[:at_most] for each in facts for name, values in each.items()}
        names = PLACE.findall(address.route)
        if all(name in found for name in names):
            for chosen in product(*(found[name] for name in names)):
                yield Sink(opener(address, town.cast), "/" + PLACE.sub("{}", address.route).format(*chosen))
    yield from pages_of_rows(town.cast)


def opener(address: Address, cast: Cast) -> str:
    """Who opens this address."""
    access = address.access
    if access is None or not access.words:
        return SHOWN_TO[access.kind if access else "public"]
    return next((who for who in ORDER if any(getattr(cast, who).has_perm(word) for word in access.words)), "guide")


def pages_of_rows(cast: Cast) -> Iterator[Sink]:
    """The admin's list, form, deletion and history of the newest row of every model, for who may see them."""
    for model, page in admin.site._registry.items():
        start = f"/beheer/{model._meta.app_label}/{model._meta.model_name}/"
        row = model._base_manager.order_by("-pk").first()
        pages = ["", "add/"] + ([f"{row.pk}/change/", f"{row.pk}/delete/", f"{row.pk}/history/"] if row else [])
        who = next((name for name in ORDER if page.has_view_permission(asked_by(getattr(cast, name)))), "")
        yield from (Sink(who, start + each) for each in pages if who)


def with_queries(payloads: list[str], *, every: bool) -> Iterator[Sink]:
    """Pages that read their address, with attacks in it: each attack on each page, or on one of them."""
    pages = {
        "/initiatieven/": "", "/beheer/initiatives/initiative/": "guide", "/beheer/": "guide",
        "/account/inloggen/": "", "/indienen/lijkt-op/": "", "/demo/postvak/": "",
        "/beheer/core/outgoingmail/": "guide",
    }  # fmt: skip
    joined = [" ".join(payloads[start : start + 5])[:180] for start in range(0, len(payloads), 5)]
    for turn, (page, who) in enumerate(pages.items()):
        for number, payload in enumerate(joined if every else joined[turn :: len(pages)]):
            name = QUERIES[number % len(QUERIES)]
            yield Sink(who, f"{page}?{urlencode({name: payload, 'zoek': payload, 'q': payload})}")


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
    return Cast(initiator, guide, ep_member, administrator)


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


@pytest.fixture
def in_demo(settings: LazySettings) -> None:
    """The mailbox is a page of the demonstration."""
    settings.DEMO = True


@pytest.mark.usefixtures("in_demo")
def test_attacks_in_every_text_stay_text(cast: Cast, device: Callable[..., Page], troubles: list[str]):
    walk(visitor_with(device, cast, troubles), cast, PLAIN, at_most=1)


@pytest.mark.torture
@pytest.mark.usefixtures("in_demo")
@pytest.mark.parametrize("turn", range(10))
def test_hundreds_of_attacks_stay_text_also_without_a_policy(
    cast: Cast, without_policy: Callable[..., Page], troubles: list[str], turn: int
):
    walk(visitor_with(without_policy, cast, troubles), cast, ALL[turn::10], at_most=50)


@public
def unescaped(request: HttpRequest) -> HttpResponse:
    """What a template would do that trusts people."""
    page = Template("<!doctype html><title>x</title><p>{{ text|safe }}</p>")
    return HttpResponse(page.render(Context({"text": PLAIN[int(request.GET["n"])]})))


urlpatterns = [path("plek/", unescaped)]
LETS_THROUGH = {"<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<script>alert(1)</script>", "<x-mark>"}


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("kind", ["device", "without_policy"])
def test_a_template_that_trusts_people_is_seen(
    request: pytest.FixtureRequest, cast: Cast, troubles: list[str], kind: str
):
    """The negative control: with the policy it speaks up and leaves marks, without it the dialogs open."""
    visitor = visitor_with(request.getfixturevalue(kind), cast, troubles)
    seen = set()
    with expecting_faults():
        for text in LETS_THROUGH:
            visitor.open(Sink("", f"/plek/?n={PLAIN.index(text)}"))
            seen |= {text} if visitor.happened else set()
            visitor.happened.clear()
    assert seen == LETS_THROUGH
