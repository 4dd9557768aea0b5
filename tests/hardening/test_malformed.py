"""Whatever is sent, by whomever, to whatever address: never a server error."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from accounts.models import User
from tests.hardening.garbage import Malformed, requests
from tests.hardening.hostile_town import Cast, jack_of_all_trades, play
from tests.hardening.payloads import PLAIN, Ink
from tests.hardening.reading import whole
from tests.hardening.sinks import values
from tests.house.urls import addresses

SAYS_IT_IS_UNWELL = "/gezond/"  # 503 is its answer while no due work runs, as in these tests


def send(client: Client, request: Malformed) -> int:
    """The status of the answer."""
    if request.method == "POST" and isinstance(request.body, dict):
        answer = client.post(request.path, request.body, **request.headers)
    else:
        data = request.body if isinstance(request.body, bytes) else b""
        answer = client.generic(
            request.method, request.path, data, content_type=request.content_type, **request.headers
        )
    whole(answer)
    return answer.status_code


@pytest.fixture
def cast(settings: LazySettings, initiator: User, guide: User, ep_member: User, administrator: User) -> Cast:
    """The people of a whole town; the last has every role."""
    settings.DEMO = True
    return Cast(initiator, guide, ep_member, administrator, jack_of_all_trades())


@pytest.fixture
def everybody(cast: Cast, outsider: User) -> list[Client]:
    """A client for nobody and for each kind of person."""
    people = [*vars(cast).values(), outsider]
    clients = [Client(raise_request_exception=False) for _ in range(len(people) + 1)]
    for client, person in zip(clients, people, strict=False):
        client.force_login(person)
    return clients


@pytest.fixture
def known(town: None, cast: Cast) -> dict[str, list[str]]:
    """Values that lead somewhere, by the name they have in addresses: of everything in that town."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for places in values(play(cast, Ink(PLAIN))).values():
        for name, keys in places.items():
            found[name].update(str(key) for key in keys)
    return {name: sorted(keys) for name, keys in found.items()} | {"object_id": ["1"], "content_type_id": ["1"]}


def server_errors(count: int, seed: int, everybody: list[Client], known: dict[str, list[str]]) -> Iterator[str]:
    """What went wrong, in words, over so many requests."""
    for turn, request in enumerate(requests(count, seed, known)):
        status = send(everybody[turn % len(everybody)], request)
        if status >= 500 and not request.path.startswith(SAYS_IT_IS_UNWELL):
            yield f"{status}: {request.label}"


def test_no_malformed_request_is_a_server_error(everybody: list[Client], known: dict[str, list[str]]) -> None:
    errors = list(server_errors(1_000, 2026, everybody, known))
    assert errors == [], "\n".join(errors)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(1, 6))
def test_thousands_of_malformed_requests(everybody: list[Client], known: dict[str, list[str]], seed: int) -> None:
    errors = list(server_errors(2_000, seed, everybody, known))
    assert errors == [], "\n".join(errors)


def fragile(request: HttpRequest) -> HttpResponse:
    """A view that trusts what it is given."""
    return HttpResponse(str(int(request.GET.get("p", "1"))))


def test_a_view_that_trusts_its_input_is_found(
    everybody: list[Client], settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control."""
    fragile.access = next(addresses()).access  # type: ignore[attr-defined]
    urlconf = type("planted", (), {"urlpatterns": [path("breekbaar/", fragile)]})
    settings.ROOT_URLCONF = urlconf  # type: ignore[attr-defined]
    assert any(error.startswith("500") for error in server_errors(200, 1, everybody, {}))
