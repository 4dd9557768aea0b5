"""The API against its own OpenAPI document, with questions nobody thought of."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.conf import settings as portal
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from insight.api import document
from insight.api.asked import PAGE, SIZE
from insight.queries.open_data import DATASETS
from tests.insight.api_rows import API, ask

pytestmark = pytest.mark.django_db
load_all_checks()
NAMES = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "positive_data_acceptance",
    "unsupported_method",
]
HELD = CHECKS.get_by_names(NAMES)
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture]
WORDS = [
    "",
    "0",
    "-1",
    "1e400",
    "NaN",
    "[]",
    "a" * 3000,
    "%00",
    "\ud83c",
    "１２",
    "🌳",
    "\u202e",
    "' OR 1=1 --",
    "9999-12-31",
    "assendorp",
]


@contextmanager
def one_transaction() -> Iterator[None]:
    """What is served as in production, within the transaction of the test: a request does not close its connection."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def operations(said: dict[str, Any]) -> Iterator[Any]:
    """Every address of the document, served by the portal itself."""
    schema = schemathesis.openapi.from_dict(said)
    schema.app = WSGIHandler()
    schema.config.update(base_url=f"http://testserver{API}")
    for found in schema.get_all_operations():
        yield found.ok()


def held(said: dict[str, Any], count: int) -> list[str]:
    """What went wrong over so many questions for each address, good ones and bad ones."""
    wrong: list[str] = []
    for operation in operations(said):
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

            @settings(
                max_examples=count,
                deadline=None,
                suppress_health_check=SLOW,
                database=None,
                phases=[Phase.generate],
                derandomize=True,
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def tried(case: Case) -> None:
                case.call_and_validate(checks=HELD, headers={"Accept-Encoding": "identity"})

            try:
                with one_transaction():
                    tried()
            except Unsatisfiable:
                assert not list(operation.iter_parameters())  # where nothing can be asked, nothing can be asked wrongly
            except BaseException as failure:
                wrong.append(f"{operation.label} ({mode}): {failure}"[:2000])
    return wrong


@pytest.fixture
def said(client, open_town, award, event, story, hub, challenge) -> dict[str, Any]:
    return dict(ask(client, "/openapi.json"))


def test_answers_are_what_the_document_says(said):
    assert held(said, 6) == []


@pytest.mark.torture
def test_thousands_of_answers_are_what_the_document_says(said):
    assert held(said, 200) == []


def test_an_answer_that_is_not_what_the_document_says_is_seen(said):
    """The negative control."""
    thing = said["components"]["schemas"]["Thema"]
    thing["properties"]["naam"] = {"type": "integer"}
    wrong = held({**said, "paths": {"/themas": said["paths"]["/themas"]}}, 3)
    assert wrong != []


@pytest.mark.parametrize("turn", range(2))
def test_no_question_is_a_fault_of_ours(client, open_town, award, story, hub, challenge, turn):
    """Also what no document knows: any key, any value, any header Accept."""
    names = [PAGE, SIZE, "wijk", "thema", "status", "positie", "sinds", "doel", "initiatief", "x", "wijk__slug"]
    names += ["hulp", "soort"]
    paths = [f"/{each.name}{suffix}" for each in DATASETS for suffix in ("", ".csv", "/x", "/WK019313")]

    @settings(max_examples=60, deadline=None, suppress_health_check=SLOW, database=None)
    @given(
        st.sampled_from(paths),
        st.dictionaries(st.sampled_from(names), st.one_of(st.sampled_from(WORDS), st.text(max_size=30)), max_size=4),
        st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60),
    )
    def tried(path: str, query: dict[str, str], accept: str) -> None:
        query = {name: value.encode("utf-8", "surrogatepass") for name, value in query.items()}
        response = client.get(f"{API}{path}", query, headers={"Accept": accept or "*/*"})
        assert response.status_code in {200, 400, 404, 406}
        assert response["API-Version"] == portal.API_VERSION

    tried()


def test_the_document_names_every_address_and_refers_to_nothing_that_is_not_there(said):
    assert set(document.openapi()["paths"]) == set(said["paths"])
    names = {f"/{each.name}" for each in DATASETS}
    assert names <= set(said["paths"])

    def references(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            yield from ([part["$ref"]] if isinstance(part.get("$ref"), str) else [])
            for value in part.values():
                yield from references(value)
        elif isinstance(part, list):
            for value in part:
                yield from references(value)

    for reference in set(references(said)):
        here: Any = said
        for step in reference.removeprefix("#/").split("/"):
            here = here[step]
        assert here
