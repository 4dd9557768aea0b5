"""Somebody who has no part in anything opens nothing in a whole town, though they hold the key of everything in it."""

import pytest
from django.conf import LazySettings
from django.http.response import HttpResponseBase
from django.test import Client

from accounts.models import User
from initiatives.models.initiative import InitiativeQuerySet
from tests.hardening.hostile_town import Cast, HostileTown, jack_of_all_trades, play
from tests.hardening.payloads import PLAIN, Ink
from tests.hardening.reading import whole
from tests.hardening.sinks import Sink, sinks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]
# The key is of something public; the page asks about which of their own initiatives it is.
OF_ANYONE = {"knooppunten/<slug:slug>/vragen/"}


@pytest.fixture
def lively(settings: LazySettings, initiator: User, guide: User, ep_member: User, administrator: User) -> HostileTown:
    """A town with something behind every address."""
    settings.DEMO = True
    return play(Cast(initiator, guide, ep_member, administrator, jack_of_all_trades()), Ink(PLAIN))


def closed_addresses(town: HostileTown) -> list[Sink]:
    """Every address with a key in it that is not for everyone, and every page of the admin."""
    return [sink for sink in sinks(town, 3) if sink.who and ("<" in sink.route or not sink.route)]


def opened(client: Client, found: list[Sink]) -> set[str]:
    """The routes that give this person anything; of the admin's pages the addresses."""
    return {each.route or each.address for each in found if gives(client.get(each.address))}


def gives(answer: HttpResponseBase) -> bool:
    """True for a page or a file."""
    return answer.status_code == 200 and whole(answer) != b""


def test_an_outsider_opens_nothing_with_a_key(lively: HostileTown, outsider: User) -> None:
    found = closed_addresses(lively)
    stranger, visitor = Client(raise_request_exception=False), Client(raise_request_exception=False)
    stranger.force_login(outsider)
    assert opened(visitor, found) == set()
    assert opened(stranger, found) == OF_ANYONE


def test_who_has_a_part_in_it_opens_them(lively: HostileTown) -> None:
    """The negative control: these addresses do lead somewhere."""
    found = closed_addresses(lively)
    browser = Client(raise_request_exception=False)
    browser.force_login(lively.cast.jack)
    assert len(opened(browser, found)) > 100


def test_without_asking_whose_case_it_is_an_outsider_opens_some(
    lively: HostileTown, outsider: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: a queryset that gives everybody everything."""
    monkeypatch.setattr(InitiativeQuerySet, "of_initiator", lambda cases, _user: cases)
    browser = Client(raise_request_exception=False)
    browser.force_login(outsider)
    assert "mijn/<str:number>/" in opened(browser, closed_addresses(lively))
