"""Stories, hubs and challenges in the search: found as their own pages show them, and gone when those are gone."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from community.actions.story_consent import step_out
from community.models import Challenge, Hub, Story, StoryQuote, StoryVersion
from initiatives.models import Initiative
from insight.enums import SearchKind
from insight.queries.search import found
from tests.community import challenging
from tests.initiatives.public_rows import body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PAGE = "/zoeken/"


def titles(client, asked: str, kind: str = "") -> list[str]:
    page = body(client, f"{PAGE}?zoek={asked}&soort={kind}")
    return [unescape(title) for title in re.findall(r"<h3><a [^>]*>(.*?)</a>", page)]


# --- Stories ---------------------------------------------------------------------------------------------------------
def test_a_story_is_found_by_title_lead_text_and_initiative(client, story):
    assert titles(client, "tuin+van+twee+kanten") == ["Een tuin van twee kanten"]
    for words in ("echt", "drie+buren", "buurttuin", "verhaal+groen"):
        assert titles(client, words, "verhalen") == ["Een tuin van twee kanten"], words
    page = body(client, f"{PAGE}?zoek=echt&soort=verhalen")
    assert "Zo ging het echt." in page
    assert "11 maart 2026 · Verhaal van twee kanten · Groen en natuur" in page


def test_a_story_is_not_found_by_who_is_quoted_or_by_what_they_said(client, story):
    assert StoryQuote.objects.filter(name__startswith="Noor").count() == 1
    assert (titles(client, "noor", "verhalen"), titles(client, "serieus+genomen", "verhalen")) == ([], [])


def test_a_story_is_gone_at_once_when_nobody_is_left_to_speak(client, story, initiator, ep_member, told_at):
    step_out(story=story, by=initiator, at=told_at + timedelta(minutes=1))
    assert titles(client, "echt", "verhalen") == ["Een tuin van twee kanten"]
    step_out(story=story, by=ep_member, at=told_at + timedelta(minutes=2))
    assert titles(client, "echt", "verhalen") == []


@pytest.mark.parametrize("state", ["draft", "asked", "ready", "withdrawn"])
def test_a_story_that_is_not_online_is_not_found(client, story, state):
    ended = {"ended_at": story.published_at} if state == "withdrawn" else {}
    StoryVersion.objects.update(state=state, **ended)
    assert titles(client, "echt", "verhalen") == []


def test_a_story_does_not_tell_of_an_initiative_that_is_hidden(client, story, open_case):
    Initiative.objects.filter(pk=open_case.pk).update(published_at=None)
    assert titles(client, "echt", "verhalen") == ["Een tuin van twee kanten"]
    assert titles(client, "buurttuin", "verhalen") == []


# --- Hubs ------------------------------------------------------------------------------------------------------------
def test_a_hub_is_found_by_what_it_does_and_by_who_helps_with_what(client, hub):
    assert titles(client, "denktank") == ["Hanzelab"]
    assert titles(client, "wie+helpt+met+geld") == ["Boosterz", "De Groene Loper"]
    assert titles(client, "geld+wonen", "knooppunten") == ["Boosterz"]
    assert len(titles(client, "initiatiefknooppunt", "knooppunten")) == 10


def test_hubs_of_a_wijk_come_before_those_of_the_whole_town(client, hub, assendorp):
    Hub.objects.get(slug="wijkservicepunt").wijken.set([assendorp])
    here = titles(client, "assendorp", "knooppunten")
    assert (here[0], len(here)) == ("Wijkservicepunt", 10)
    assert "Wijkservicepunt" not in titles(client, "berkum", "knooppunten")


def test_a_hub_out_of_use_and_its_mailbox_are_not_found(client, hub):
    assert titles(client, "vragen+hanzelab", "knooppunten") == []
    Hub.objects.filter(pk=hub.pk).update(active=False)
    assert titles(client, "denktank", "knooppunten") == []


# --- Challenges ------------------------------------------------------------------------------------------------------
def test_a_challenge_is_found_by_task_number_status_and_reasons(client, challenge, challenge_desk):
    for words in ("bloemenbuurt", "snoeien", challenge.number, "ingediend", "uitdaagrecht"):
        assert titles(client, words, "uitdagingen") == ["Het groen in de Bloemenbuurt"], words
    assert f"{challenge.number} · Ingediend · Assendorp" in body(client, f"{PAGE}?zoek=snoeien&soort=uitdagingen")
    advised = challenging.advised(challenging.assessing_now(challenge, challenge_desk), challenge_desk)
    challenging.decided(advised, challenge_desk)
    assert titles(client, "buurt+wil+het", "uitdagingen") == ["Het groen in de Bloemenbuurt"]


def test_what_is_only_for_the_municipality_finds_no_challenge(client, challenge, challenge_desk):
    challenging.advised(challenging.assessing_now(challenge, challenge_desk), challenge_desk)
    for words in ("bewonersvereniging", "langs+deuren", "contactpersoon", "het+kan", "doen+advies"):
        assert titles(client, words, "uitdagingen") == [], words


@pytest.mark.parametrize(
    "hide",
    [
        lambda row: Challenge.objects.update(public_consent_at=None),
        lambda row: Initiative.objects.update(published_at=None),
        lambda row: Challenge.objects.update(wiped_at=row.received_at),
    ],
    ids=["no consent", "initiative hidden", "wiped"],
)
def test_a_challenge_nobody_may_open_is_not_found(client, challenge, hide):
    assert titles(client, "snoeien", "uitdagingen") == ["Het groen in de Bloemenbuurt"]
    hide(challenge)
    assert titles(client, "snoeien", "uitdagingen") == []


# --- Together ----------------------------------------------------------------------------------------------------
def test_every_hit_leads_to_a_page_that_opens(client, story, hub, challenge):
    for kind in ("verhalen", "knooppunten", "uitdagingen"):
        page = body(client, f"{PAGE}?zoek=e&soort={kind}")
        found_here = re.findall(r'<h3><a href="([^"]+)"', page)
        assert found_here
        assert {client.get(address).status_code for address in found_here} == {200}


def test_in_english_dutch_words_carry_their_language(client, story, hub, challenge):
    page = body(client, f"/en{PAGE}?zoek=bloemenbuurt")
    assert 'lang="nl">Het groen in de Bloemenbuurt</a>' in page
    assert "Submitted" in page
    assert "Hanzelab" in body(client, f"/en{PAGE}?zoek=who+helps+knowledge")


def test_it_costs_the_same_at_one_and_at_three(client, story, hub, challenge, initiator, challenge_desk):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            found("e", kind=None, page=1, today=localdate())
        return len(captured)

    Hub.objects.exclude(pk=hub.pk).update(active=False)
    before = queries()
    Hub.objects.filter(slug__in=["arcon", "boosterz"]).update(active=True)
    first = StoryVersion.objects.get()
    for number in (2, 3):
        challenging.sent(challenge.initiative, initiator)
        other = Story.objects.create(
            kind="blog", slug=f"blog-{number}", started_by=initiator, started_at=first.published_at,
            published_at=first.published_at,
        )  # fmt: skip
        facts = {"published_by": first.published_by, "published_at": first.published_at, "state": "published"}
        StoryVersion.objects.create(
            story=other, number=1, title="Weer een", lead="Eens", written_by=initiator, changed_at=first.changed_at,
            **facts,
        )  # fmt: skip
    counts = {one.kind: one.count for one in found("e", kind=None, page=1, today=localdate())}
    wanted = (SearchKind.STORIES, SearchKind.HUBS, SearchKind.CHALLENGES)
    assert ([counts[kind] for kind in wanted], queries()) == ([3, 3, 3], before)
