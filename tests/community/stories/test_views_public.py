"""What everyone reads of stories, and that nothing of it stays when somebody takes it back."""

import xml.etree.ElementTree as ET

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from city.models import Theme
from community.actions.story import StoryText, begin_story
from community.actions.story_consent import ask_contributors, step_out
from community.actions.story_publishing import publish, take_off
from community.enums.story import StoryState
from community.models import StoryVersion
from core.models import AuditEntry
from tests.community.stories.conftest import COLLEAGUE_SAYS, INITIATOR_SAYS, newest

pytestmark = pytest.mark.usefixtures("town", "clock")
ALL, HERE, FEED = "/verhalen/", "/verhalen/een-tuin-van-twee-kanten/", "/verhalen/nieuws/"


@pytest.fixture
def keeping(settings):
    """Pages are kept for visitors, as they are outside tests."""
    local = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "stories"}
    settings.CACHES = settings.CACHES | {"local": local}
    caches["local"].clear()
    yield
    caches["local"].clear()


def served(client: Client, address: str) -> tuple[int, str]:
    """Status and caching of a file, read to the end."""
    response = client.get(address)
    if response.streaming:
        assert b"".join(response.streaming_content).startswith(b"RIFF")
    return response.status_code, response.get("Cache-Control", "")


def named(client: Client, address: str) -> str:
    """The name a file is given: not what its owner called it."""
    response = client.get(address)
    assert response.getvalue().startswith(b"RIFF")
    return response["Content-Disposition"]


def blog(title: str, by, publisher, now, **facts: object) -> None:
    """A published blog of the editors."""
    text = StoryText(title=title, lead=f"Over {title}.", body="Tekst.", **facts)
    story = begin_story(kind="blog", text=text, initiative=None, theme=None, by=by, at=now)
    ask_contributors(story=story, by=by, at=now)
    publish(story=story, by=publisher, at=now)


def test_the_page_of_a_story(online, client):
    page = client.get(HERE).content.decode()
    assert page.index(INITIATOR_SAYS) < page.index(COLLEAGUE_SAYS)
    assert "<strong>drie</strong> buren" in page
    assert page.count("Wat goed ging") == 1
    assert 'alt="De tuin"' in page
    assert "ZW-2026-0001" not in page
    assert "Buurttuin" not in page.partition("<main")[2]


def test_a_public_initiative_is_linked_both_ways(online, case, client, now):
    type(case).objects.filter(pk=case.pk).update(public_consent_at=now, published_at=now, news_at=now)
    assert '<a class="reach" href="/initiatieven/buurttuin/">' in client.get(HERE).content.decode()
    page = client.get("/initiatieven/buurttuin/").content.decode()
    assert "Verhalen over dit initiatief" in page
    assert f'href="{HERE}"' in page


@pytest.mark.parametrize("state", [state for state in StoryState if state != StoryState.PUBLISHED])
def test_nothing_that_is_not_online_is_found_anywhere(asked, client, state, now):
    asked.slug, asked.published_at = "een-tuin-van-twee-kanten", now
    asked.save()
    ended = {"ended_at": now} if state in StoryState.ended() else {}
    asked.versions.update(state=state, **ended)
    photo = newest(asked).photos.get()
    for address in (HERE, f"/verhalen/foto/{photo.token}/", f"/verhalen/foto/{photo.token}/klein/"):
        assert client.get(address).status_code == 404
    for address in (ALL, FEED, "/sitemap.xml", "/initiatieven/", "/"):
        page = client.get(address).content.decode()
        assert "twee-kanten" not in page
        assert "twee kanten" not in page.replace("verhaal van twee kanten", "").replace("Verhaal van twee kanten", "")


def test_what_is_taken_back_is_gone_at_once_also_from_kept_pages(keeping, online, client, ep_member, initiator, now):
    photo = f"/verhalen/foto/{newest(online).photos.get().token}/"
    for _again in range(2):
        assert COLLEAGUE_SAYS in client.get(HERE).content.decode()
        assert "twee kanten" in client.get(FEED).content.decode()
        assert served(client, photo) == (200, "no-store, private")
    assert named(client, photo) == 'inline; filename="foto.webp"'
    step_out(story=online, by=ep_member, at=now)
    page = client.get(HERE).content.decode()
    assert (COLLEAGUE_SAYS in page, "Esra" in page, INITIATOR_SAYS in page) == (False, False, True)
    assert client.get(photo).status_code == 404
    step_out(story=online, by=initiator, at=now)
    assert client.get(HERE).status_code == 404
    assert "Een tuin" not in client.get(FEED).content.decode()
    assert "Een tuin" not in client.get(ALL).content.decode()


def test_without_an_entry_in_the_audit_a_kept_page_would_still_show_it(keeping, online, client, ep_member, now):
    """The control: it is the entry that renews the page."""
    client.get(HERE)
    last = AuditEntry.objects.latest("pk")
    newest(online).quotes.filter(user=ep_member).delete()
    assert AuditEntry.objects.latest("pk") == last
    assert COLLEAGUE_SAYS in client.get(HERE).content.decode()


def test_the_list_by_theme_and_kind(online, client, editor, guide, now):
    blog("Leren in het openbaar", editor, guide, now)
    page = client.get(ALL).content.decode()
    assert "2 verhalen" in page
    assert "<option" in page
    theme = Theme.objects.get(slug="groen-en-natuur")
    page = client.get(f"{ALL}?thema={theme.slug}").content.decode()
    assert ("Een tuin van twee kanten" in page, "Leren in het openbaar" in page) == (True, False)
    page = client.get(f"{ALL}?soort=blog").content.decode()
    assert ("Een tuin van twee kanten" in page, "Leren in het openbaar" in page) == (False, True)
    assert "Geen verhalen gevonden" in client.get(f"{ALL}?soort=blog&thema={theme.slug}").content.decode()
    assert "2 verhalen" in client.get(f"{ALL}?soort=onzin&pagina=x").content.decode()


def test_the_list_has_pages(editor, guide, client, now):
    for number in range(13):
        blog(f"Blog {number:02}", editor, guide, now)
    first, second = (client.get(f"{ALL}?soort=blog{more}").content.decode() for more in ("", "&pagina=2"))
    assert ("13 verhalen" in first, "Blog 12" in first, "Blog 00" in first) == (True, True, False)
    assert ("Blog 00" in second, "Blog 12" in second) == (True, False)
    assert "?soort=blog&amp;pagina=2" in first
    assert "Blog 00" in client.get(f"{ALL}?soort=blog&pagina=99").content.decode()


@pytest.mark.parametrize("address", [ALL, FEED, "/en/verhalen/"])
def test_the_number_of_queries_does_not_depend_on_the_rows(
    address, online, editor, guide, now, django_assert_num_queries, django_assert_max_num_queries
):
    counts = []
    for more in (0, 3):
        for number in range(more):
            blog(f"Blog {number}", editor, guide, now)
        with django_assert_max_num_queries(12) as captured:
            Client().get(address)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_feed_is_valid_and_says_when(online, client):
    response = client.get(FEED)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(response.content)
    atom = {"a": "http://www.w3.org/2005/Atom"}
    [entry] = root.findall("a:entry", atom)
    found = {name: entry.findtext(f"a:{name}", namespaces=atom) for name in ("title", "summary", "published", "id")}
    assert found == {
        "title": "Een tuin van twee kanten",
        "summary": "Zo ging het echt.",
        "published": "2026-03-11T09:00:00+00:00",
        "id": f"http://localhost:8000{HERE}",
    }
    assert INITIATOR_SAYS not in response.content.decode()


def test_hostile_titles_make_one_entry(editor, guide, client, now):
    blog("]]></title><entry>\x0b <script>", editor, guide, now)
    root = ET.fromstring(client.get(FEED).content)
    entries = root.findall("{http://www.w3.org/2005/Atom}entry")
    assert [each.findtext("{http://www.w3.org/2005/Atom}title") for each in entries] == ["]]></title><entry> <script>"]


def test_a_story_in_english_carries_its_language(editor, guide, client, now):
    blog("Welcome walks", editor, guide, now, language="en")
    page = client.get("/verhalen/welcome-walks/").content.decode()
    assert '<h1 lang="en">Welcome walks</h1>' in page
    page = client.get("/en/verhalen/welcome-walks/").content.decode()
    assert "<h1>Welcome walks</h1>" in page
    assert "Blog of the programme" in page


def test_addresses_are_never_given_twice(editor, guide, client, now):
    for _each in range(2):
        blog("Nieuws", editor, guide, now)
    assert sorted(StoryVersion.objects.values_list("story__slug", flat=True)) == ["nieuws-2", "nieuws-3"]
    assert client.get("/verhalen/nieuws-2/").status_code == 200


def test_taken_off_is_not_in_the_sitemap(online, editor, client, now):
    assert HERE in client.get("/sitemap.xml").content.decode()
    take_off(story=online, reason="Weg.", by=editor, at=now)
    assert HERE not in client.get("/sitemap.xml").content.decode()
    assert reverse("community:stories") in client.get("/sitemap.xml").content.decode()
