"""Cases of the city looked up at the desk: found by number or title, by who works with them, changed by nobody."""

import pytest

from accounts.enums import Role
from community.actions import moderation
from community.actions.story import StoryText, begin_story
from community.models import HelpOffer, Referral, Registration, Story, Takedown
from tests.community import challenging
from tests.community.agenda import come
from tests.community.helping import offered
from tests.community.hubs.hub_town import open_hub, proposed
from tests.factories import RoleGrantFactory

pytestmark = pytest.mark.django_db
DESK = "/beheer/community/"


@pytest.fixture
def offer(shown_case, outsider, now) -> HelpOffer:
    """Help that waits for an answer, of somebody with a telephone."""
    return offered(shown_case, outsider, at=now, phone="06 12345678", reach="both")


@pytest.fixture
def cases(news, offer, event, guide, ep_member, initiator, now) -> dict[str, int]:
    """A case of each kind, by the name of its model."""
    moderation.take_down_news(news=news, reason="Er staat een naam in.", by=guide, at=now)
    text = StoryText(title="Een tuin van twee kanten", lead="Zo ging het.", body="Drie buren.")
    begin_story(kind="paired", text=text, initiative=news.initiative, theme=None, by=initiator, at=now)
    proposed(news.initiative, open_hub(), by=guide, at=now)
    come(event, "Ada", at=now, access_needs="Een ringleiding.")
    return {
        "challenge": challenging.sent(news.initiative, initiator).pk,
        "helpoffer": offer.pk,
        "referral": Referral.objects.get().pk,
        "registration": Registration.objects.get().pk,
        "story": Story.objects.get().pk,
        "takedown": Takedown.objects.get().pk,
    }


@pytest.mark.parametrize(
    ("name", "word", "found"),
    [
        ("challenge", "UD-2026-0001", "Het groen in de Bloemenbuurt"),
        ("helpoffer", "ZW-2026-0001", "handen"),
        ("referral", "Buurttuin", "Hanzelab"),
        ("registration", "Assendorp", "Ada"),
        ("story", "twee kanten", "verhaal van twee kanten"),
        ("takedown", "bollen", "De eerste bollen"),
    ],
)
def test_found_by_number_or_title_and_changed_by_nobody(client, clock, cases, guide, name, word, found):
    client.force_login(guide)
    here = f"{DESK}{name}/"
    assert found in client.get(here, {"q": word}).content.decode()
    assert f"{here}{cases[name]}/change/" not in client.get(here, {"q": "xyz"}).content.decode()
    page = client.get(f"{here}{cases[name]}/change/")
    assert (page.status_code, "_save" in page.content.decode()) == (200, False)
    assert client.post(f"{here}{cases[name]}/change/", {"state": "x"}).status_code == 403


def test_no_address_need_or_draft_stands_there(client, clock, cases, guide, initiative, initiator):
    challenging.written(initiative, initiator)
    client.force_login(guide)
    pages = [client.get(f"{DESK}{name}/{pk}/change/").content.decode() for name, pk in cases.items()]
    pages += [client.get(f"{DESK}{name}/").content.decode() for name in cases]
    for secret in ("06 12345678", "ringleiding", "ada@example.nl", "Ik kom wel even.", "noor@example.nl"):
        assert not any(secret in page for page in pages), secret
    assert client.get(f"{DESK}challenge/").content.decode().count("Het groen in de Bloemenbuurt") == 1


def test_without_the_word_there_is_nothing(client, clock, cases):
    officer = RoleGrantFactory(role=Role.FUND_OFFICER).user
    client.force_login(officer)
    statuses = {name: client.get(f"{DESK}{name}/{pk}/change/").status_code for name, pk in cases.items()}
    assert statuses == dict.fromkeys(cases, 403)
