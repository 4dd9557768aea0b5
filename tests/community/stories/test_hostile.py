"""Every text of a story is an attack: no page, feed or mail of it lets one through."""

import re
import xml.etree.ElementTree as ET
from itertools import islice

import html5lib
import pytest
from django.test import Client

from community.actions.story import StoryText, begin_story
from community.actions.story_consent import ask_change, ask_contributors
from community.actions.story_parts import QuoteFacts, add_photo, put_quote
from community.actions.story_publishing import publish, revise
from core.models import OutgoingMail
from tests.community.stories.conftest import approve_as, newest
from tests.hardening.payloads import PLAIN

pytestmark = pytest.mark.usefixtures("town", "clock")
SCRIPT = re.compile(r"\s*(javascript|data|vbscript)\s*:", re.IGNORECASE)
LOOSE = {"script", "iframe", "object", "embed", "base", "style", "x-mark"}


def let_through(html: str) -> list[str]:
    """Elements and attributes that only an attack brings into a page of ours."""
    root = html5lib.parse(html, namespaceHTMLElements=False)
    found = []
    for element in root.iter():
        tag = str(element.tag)
        ours = tag == "script" and str(element.get("src", "")).startswith("/static/") and not element.text
        if tag in LOOSE and not ours:
            found.append(tag)
        for name, value in element.attrib.items():
            leads = name in {"href", "src", "action", "formaction"} and SCRIPT.match(str(value))
            if name == "x-mark" or str(name).startswith("on") or leads:
                found.append(f"{tag} {name}={value}")
    return found


@pytest.mark.parametrize("start", range(0, len(PLAIN), 8))
def test_no_text_of_a_story_gets_out(start, case, initiator, ep_member, guide, editor, photo_upload, now):
    type(case).objects.filter(pk=case.pk).update(public_consent_at=now, published_at=now, news_at=now)
    ink = islice(iter(PLAIN[start:] + PLAIN), 12)
    text = StoryText(title=next(ink)[:100], lead=next(ink), body=f"{next(ink)}\n\n# {next(ink)}\n\n- {next(ink)}")
    story = begin_story(kind="paired", text=text, initiative=case, theme=None, by=guide, at=now)
    for user in (initiator, ep_member):
        facts = QuoteFacts(user=user, topic="well", text=next(ink), name=next(ink)[:100], role=next(ink)[:100])
        put_quote(story=story, facts=facts, by=guide, at=now)
    people = [initiator, ep_member]
    add_photo(story=story, upload=photo_upload, description=next(ink)[:200], people=people, by=guide, at=now)
    ask_contributors(story=story, by=guide, at=now)
    for user in (initiator, ep_member):
        approve_as(story, user, now)
    publish(story=story, by=editor, at=now)
    revise(story=story, by=guide, at=now)
    ask_version(story, initiator, guide, PLAIN[start], now)
    story.refresh_from_db()
    desk = f"/mijn/verhalen/{story.pk}/"
    quote = newest(story).quotes.first()
    seen = {"": ["/verhalen/", story.get_absolute_url(), "/initiatieven/buurttuin/", "/en/verhalen/"]}
    for user in (initiator, ep_member):
        seen[user.email] = ["/mijn/verhalen/", f"{desk}toestemming/", "/mijn/ZW-2026-0001/" * (user == initiator)]
    seen[guide.email] = [desk, f"{desk}tekst/", f"{desk}citaat/{quote.pk}/", "/werkplek/verhalen/"]
    users = {user.email: user for user in (initiator, ep_member, guide)}
    for email, addresses in seen.items():
        browser = Client()
        if email:
            browser.force_login(users[email])
        for address in filter(None, addresses):
            assert (address, let_through(browser.get(address).content.decode())) == (address, [])
    ET.fromstring(Client().get("/verhalen/nieuws/").content)
    for mail in OutgoingMail.objects.filter(kind__startswith="community."):
        assert "\n" not in mail.subject


def ask_version(story, initiator, guide, word, now):
    """Other words of one person, about which that person asks a change."""
    quote = newest(story).quotes.get(user=initiator)
    facts = QuoteFacts(user=initiator, topic="well", text=f"{word} anders")
    put_quote(story=story, facts=facts, quote=quote, by=guide, at=now)
    ask_contributors(story=story, by=guide, at=now)
    ask_change(story=story, word=word, by=initiator, at=now)


def test_an_attack_that_gets_out_is_seen():
    """The control."""
    assert let_through("<p>&lt;x-mark&gt;</p>") == []
    assert let_through(f"<p>{PLAIN[0]}</p>") == ["x-mark"]
    assert let_through("<a href=javascript:alert(1)>x</a>") == ["a href=javascript:alert(1)"]
