"""Only what is declared open is served: by construction, and looked for with a word in everything that is not."""

from contextlib import suppress
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.db.models import CharField, JSONField, TextField
from django.test import Client

from accounts.models import User
from initiatives.models import Initiative, Position
from insight.queries.open_data import DATASETS
from insight.queries.open_data.declared import Field, Kind, NotOpen, closed_columns, values
from insight.queries.open_data.initiatives import INITIATIVES
from stimulus_fund.models import Application
from tests.erasure.canaries import stored_models
from tests.factories import MemberFactory
from tests.insight.api_rows import API

pytestmark = pytest.mark.django_db
CANARY = "kanariezin"


def everything(client: Client) -> str:
    """Every answer of the API: lists, files, single things, documents, the page and the list for other sites."""
    paths = ["", "/openapi.json", "/catalogus"]
    for dataset in DATASETS:
        paths += [f"/{dataset.name}?pageSize=100", f"/{dataset.name}.csv", f"/{dataset.name}.geojson"]
        if dataset.key:
            found = client.get(f"{API}/{dataset.name}?pageSize=100").json()["resultaten"]
            paths += [f"/{dataset.name}/{row[dataset.key.field]}" for row in found[:4]]
    answers = [client.get(f"{API}{path}") for path in paths]
    pages = [client.get(path) for path in ("/data/", "/en/data/", "/insluiten/initiatieven/")]
    return "".join(answer.getvalue().decode() for answer in (*answers, *pages))


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda each: each.name)
def test_every_field_is_made_of_what_is_declared_open(dataset):
    assert closed_columns(dataset) == []


@pytest.mark.parametrize(
    ("field", "closed"),
    [
        (Field("vraag", Kind.TEXT, "", ("question",)), ["Initiative.question"]),
        (Field("adres", Kind.TEXT, "", ("address",)), ["Initiative.address"]),
        (Field("gids", Kind.TEXT, "", ("owner__display_name",)), ["Initiative.owner__display_name"]),
        (Field("plek", Kind.TEXT, "", ("wijk__stadsdeel__name",)), ["Initiative.wijk__stadsdeel__name"]),
        (Field("notitie", Kind.TEXT, "", ("taken_by",), of=Position), ["Position.taken_by"]),
        (Field("naam", Kind.TEXT, "", chosen=("third_party",)), ["initiatieven.third_party"]),
        (Field("slim", Kind.TEXT, "", made=lambda row: row["address"]), ["initiatieven.slim (made of nothing)"]),
    ],
    ids=lambda each: getattr(each, "name", ""),
)
def test_a_field_that_is_not_declared_open_is_seen_and_never_served(field, closed, open_town):
    """The negative control."""
    planted = replace(INITIATIVES, fields=(*INITIATIVES.fields, field))
    assert closed_columns(planted) == closed
    with pytest.raises(NotOpen):
        next(values(planted, planted.rows()))


def private_texts(model: type) -> list[str]:
    """The columns with words that a model does not declare open, as far as the database lets any word in."""
    privacy = getattr(model, "Privacy", None)
    known = {*getattr(privacy, "open", ()), *getattr(privacy, "by_choice", ())}
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField | JSONField)
        and field.name not in known
        and not (field.choices or field.unique)
        and (field.max_length or len(CANARY)) >= len(CANARY)
    ]


def plant() -> int:
    """The canary in every private text of every row; returns in how many columns."""
    planted = 0
    for model in stored_models():
        for name in private_texts(model):
            kind = model._meta.get_field(name)
            value = [CANARY] if isinstance(kind, JSONField) else CANARY
            with suppress(IntegrityError), transaction.atomic():  # what may never change, or has a form of its own
                planted += bool(model._base_manager.update(**{name: value}))
    return planted


def test_a_word_in_every_private_field_is_nowhere(client, open_town, award, event, initiator):
    MemberFactory(initiative=open_town, user=initiator)
    assert plant() > 25
    User.objects.filter(pk=initiator.pk).update(display_name=CANARY)
    said = everything(client)
    assert "Leesbankje in het park" in said
    assert CANARY not in said


@pytest.mark.parametrize(
    "fields",
    [{"published_at": None}, {"published_at": None, "public_consent_at": None}],
    ids=["not published", "no consent"],
)
def test_what_is_not_public_is_nowhere(client, open_town, award, fields):
    words = {"title": CANARY, "summary": CANARY, "slug": CANARY}
    Initiative.objects.filter(pk=open_town.pk).update(**words)
    before = everything(client)
    assert before.count(CANARY) > 10
    counted = client.get(f"{API}/wijken/WK019313").json()["aantalInitiatieven"]
    Initiative.objects.filter(pk=open_town.pk).update(**fields)
    assert CANARY not in everything(client)
    assert client.get(f"{API}/initiatieven/{open_town.number}").status_code == 404
    assert client.get(f"{API}/posities?initiatief={open_town.number}").json()["resultaten"] == []
    assert client.get(f"{API}/wijken/WK019313").json()["aantalInitiatieven"] == counted - 1
    Application.objects.update(recipient_name=CANARY)
    assert CANARY not in everything(client)


def test_one_that_was_merged_is_gone_and_a_search_for_it_tells_nothing(client, open_town, initiative):
    Initiative.objects.filter(pk=open_town.pk).update(merged_into=initiative)
    assert client.get(f"{API}/initiatieven/{open_town.number}").status_code == 404
    gone, never = (client.get(f"{API}/initiatieven/{number}").content for number in (open_town.number, "ZW-2026-9999"))
    assert gone == never


def test_a_field_that_would_leak_is_found_by_the_word(client, open_town, monkeypatch):
    """The negative control: without the declaration in the way, the crawl finds it."""
    leak = Field("vraag", Kind.TEXT, "", ("question",))
    monkeypatch.setattr("insight.queries.open_data.declared.closed_columns", lambda dataset: [])
    monkeypatch.setattr(
        "insight.queries.open_data.DATASETS", (replace(INITIATIVES, fields=(*INITIATIVES.fields, leak)),)
    )
    Initiative.objects.update(question=CANARY)
    assert CANARY in client.get(f"{API}/initiatieven").content.decode()
