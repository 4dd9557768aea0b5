"""Every address stands in a literal table with who may use it; a new one without a line there fails."""

from collections.abc import Mapping
from json import dumps

import pytest
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path

from city.models import Wijk
from core.access import needs, public, signed_in
from tests.house.access_table import ACCESS, ADMIN
from tests.house.urls import Pages, addresses, admin_pages, opened_by, stock_routes

FILE = "tests/house/access_table.py"


def quoted(entries: Mapping[str, object]) -> str:
    """Lines as they belong in the table."""
    return "".join(
        f"\n    {dumps(name)}: {dumps(who) if isinstance(who, str) else who}," for name, who in entries.items()
    )


def difference(table: Mapping[str, object], standing: Mapping[str, object]) -> str:
    """What to change in the table, in words; empty when it says what stands."""
    unlisted = {name: who for name, who in standing.items() if table.get(name) != who}
    gone = {name: who for name, who in table.items() if name not in standing}
    text = ""
    if unlisted:
        text += f"\nThink about who may use these, then put them in {FILE}:{quoted(unlisted)}\n"
    if gone:
        text += f"\nNo longer there, so take them out of {FILE}:{quoted(gone)}\n"
    return text


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_every_address_stands_in_the_table():
    stock = stock_routes()
    standing = {each.route: each.declaration for each in addresses() if each.route not in stock}
    assert not (change := difference(ACCESS, standing)), change


def test_every_model_in_the_admin_stands_in_the_table():
    assert not (change := difference(ADMIN, admin_pages())), change


@pytest.mark.parametrize(
    ("guarded", "declaration"),
    [
        (view, "closed"),
        (public(lambda request: HttpResponse()), "public"),
        (signed_in(view), "signed_in"),
        (needs("teams.work", "initiatives.triage")(view), "needs(teams.work, initiatives.triage)"),
    ],
)
def test_a_planted_address_is_seen(guarded, declaration):
    planted = {each.route: each.declaration for each in addresses([path("geheim/", guarded)])}
    assert planted == {"geheim/": declaration}
    assert difference(ACCESS, {**ACCESS, **planted}).endswith(f'{FILE}:\n    "geheim/": "{declaration}",\n')


def test_an_address_that_is_gone_is_seen():
    assert (
        difference({"weg/": "public"}, {}) == f'\nNo longer there, so take them out of {FILE}:\n    "weg/": "public",\n'
    )


def test_an_admin_page_that_opens_for_everybody_is_seen():
    class Open(admin.ModelAdmin):
        def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
            return True

    assert opened_by(Open(Wijk, admin.site), "delete").split(", ")[:2] == [
        "accounts.see_people",
        "accounts.grant_roles",
    ]
    assert difference(ADMIN, {**ADMIN, "city.Wijk": Pages(see="city.edit_town")}) != ""
