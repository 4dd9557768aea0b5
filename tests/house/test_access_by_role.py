"""Everybody at every door: what the access table says is what happens, for each role at each address.

Nothing that exists is asked for, so whoever is let in finds nothing (404); who is kept out never gets that far.
"""

import re
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.test import Client

from accounts.enums import Role
from initiatives.permissions import Permission
from tests.factories import RoleGrantFactory, UserFactory
from tests.house.access_table import ACCESS, ADMIN
from tests.house.urls import Pages
from zwolle.roles import ROLES

NOBODY = {"slug": "bestaat-niet", "str": "bestaat-niet", "path": "999999", "int": "999999", "day": "2001-01-01"}
CASE_NUMBER = "ZW-2026-9999"
UUID = "00000000-0000-4000-8000-000000000000"
ANYONE = "anyone"
SIGNED_IN = "initiator"
ENTER = Permission.ENTER_DESK.value
LOGIN = "/account/inloggen/"
ASKS_MORE = {"beheer/autocomplete/"}  # refuses everybody who does not say which field of which form it is for


def filled(route: str) -> str:
    """The route as an address, with keys of things that do not exist."""

    def value(match: re.Match[str]) -> str:
        converter, name = match[1] or "str", match[2]
        return NOBODY.get(converter) or (UUID if converter == "uuid" else CASE_NUMBER if name == "number" else "999999")

    return "/" + re.sub(r"<(?:(\w+):)?(\w+)>", value, route)


def words(declaration: str) -> set[str]:
    return set(declaration.removeprefix("needs(").removesuffix(")").split(", "))


def expected(declaration: str, role: str) -> bool:
    """Whether somebody with this role may come in, by the table of addresses and the table of roles."""
    if declaration in {"public", "closed"}:
        return declaration == "public"
    if role == ANYONE:
        return False
    return declaration == "signed_in" or bool(words(declaration) & ROLES[Role(role)])


def expected_in_admin(pages: Pages, page: str, role: str) -> bool:
    """Whether somebody with this role may open a page the admin makes for a model."""
    held = frozenset() if role == ANYONE else ROLES[Role(role)]
    needed = {"": pages.see, "add/": pages.add, "change/": pages.see, "delete/": pages.delete}[page.rpartition(">/")[2]]
    return ENTER in held and bool(set(needed.split(", ")) & held)


def is_let_in(client: Client, address: str) -> bool:
    """False when the answer is "not you" or "log in first"."""
    response = client.get(address)
    to_login = response.status_code == 302 and response["Location"].startswith((f"{LOGIN}?", "/beheer/login/"))
    return response.status_code != 403 and not to_login


@pytest.fixture(params=[ANYONE, *Role.values])
def visitor(request: pytest.FixtureRequest, client: Client, town: None) -> tuple[str, Client]:
    """Each role in turn, everywhere, and somebody without an account."""
    if request.param != ANYONE:
        user = UserFactory()
        if request.param != SIGNED_IN:
            RoleGrantFactory(user=user, role=request.param)
        client.force_login(user)
    return request.param, client


def differs(client: Client, route: str, declaration: str, role: str) -> bool:
    """Whether what happens is not what the table says."""
    let_in = is_let_in(client, filled(route))
    return let_in is not expected(declaration, role) and (let_in or route not in ASKS_MORE)


@pytest.mark.sqlite
def test_each_address_lets_in_whom_the_table_says(visitor):
    role, client = visitor
    wrong = {route: who for route, who in ACCESS.items() if differs(client, route, who, role)}
    assert wrong == {}


def test_an_address_that_is_not_as_the_table_says_is_seen(client, town):
    assert differs(client, "beheer/", "public", ANYONE)
    assert differs(client, "privacy/", "signed_in", ANYONE)


def pages_of_models() -> Iterator[tuple[str, str, Pages]]:
    """The address, the page and the words of the admin's list, form and so on of every model."""
    labels = {model._meta.label: model._meta for model in admin.site._registry}
    for label, pages in ADMIN.items():
        start = f"beheer/{labels[label].app_label}/{labels[label].model_name}/"
        for page in ("", "add/", "<path:object_id>/change/", "<path:object_id>/delete/"):
            yield start + page, page, pages


@pytest.mark.sqlite
def test_each_page_of_the_admin_lets_in_whom_the_table_says(visitor):
    role, client = visitor
    wrong = {
        route: pages
        for route, page, pages in pages_of_models()
        if is_let_in(client, filled(route)) is not expected_in_admin(pages, page, role)
    }
    assert wrong == {}
