"""Every address of the portal with something of the hostile town in it, and who opens it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin

from core.models import OutgoingMail
from initiatives.models import Attachment
from initiatives.queries.submit import token
from initiatives.views.desk_steps import BY_KEY
from initiatives.views.initiator_pace import MOVES
from teams.models import PlannedSession, Programme
from tests.hardening.hostile_town import Cast, HostileTown
from tests.hardening.test_mass_assignment import asked_by
from tests.house.urls import Address, addresses

SAYS_IT_IS_UNWELL = "gezond/"  # nothing of people, and 503 while no due work runs
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
# Who opens what needs a permission word; whoever comes first and holds one of the words.
ORDER = ("guide", "ep_member", "administrator", "jack")
SHOWN_TO = {"public": "", "signed_in": "initiator"}
QUERIES = ("zoek", "q", "wijk", "thema", "status", "pagina", "next", "aan", "lijst", "tekst", "van", "title")


@dataclass(frozen=True)
class Sink:
    """An address, and who opens it ("" is nobody); who else may, when it is not there for the first."""

    who: str
    address: str
    route: str = ""
    others: tuple[str, ...] = ()


def values(town: HostileTown) -> dict[str, dict[str, list[Any]]]:
    """What stands in the places of addresses: by the beginning of the address, then by the name of the place."""
    case, photo = town.case, Attachment.objects.filter(kind="photo").latest("pk")
    document = Attachment.objects.filter(kind="document").latest("pk")
    person, programme = town.cast.initiator, Programme.objects.get()
    plans = list(PlannedSession.objects.standing().values_list("pk", flat=True))
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
        "mijn/<slug:number>/afspraak/": {"pk": plans},
        "mijn/<slug:number>/gesprek/": {"pk": [town.session.pk]},
        "werkplek/<slug:number>/gesprek/": {"pk": [town.session.pk]},
        "werkplek/programmas/": {"slug": [programme.slug], "number": [1]},
        "werkplek/programmas/<slug:slug>/bijeenkomst/": {"pk": [row.pk for row in programme.gatherings.all()]},
        "werkplek/programmas/<slug:slug>/intervisie/": {"pk": [programme.peer_questions.get().pk]},
        "mijn/boek/": {"pk": [programme.books.get(number=1).pk]},
        "mijn/<slug:number>/terugblik/": {"slug": [programme.slug]},
        "werkplek/<slug:number>/gesprek/gepland/": {"pk": plans},
        **town.places,
        "leren/": {"slug": [programme.slug]},
        "api/v1/": {**town.places["api/v1/"], "key": [case.number]},
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
                first, *others = openers(address, town.cast)
                filled = "/" + PLACE.sub("{}", address.route).format(*chosen)
                yield Sink(first, filled, address.route, tuple(others))
    yield from pages_of_rows(town.cast)


def openers(address: Address, cast: Cast) -> list[str]:
    """Who may open this address, who comes first first."""
    access = address.access
    if access is None or not access.words:
        kind = access.kind if access else "public"
        return [SHOWN_TO[kind], *(["ep_member", "guide"] if kind == "signed_in" else [])]
    holders = [who for who in ORDER if any(getattr(cast, who).has_perm(word) for word in access.words)]
    return holders or ["guide"]


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
