"""A canary sentence in every private field of every model is found in nothing that the public gets.

Driven by the models: a new model or field is planted and looked for without a change here. What is judged by hand
stands in `judged.py`, each with its reason.
"""

import logging
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings

from core.logs import PlainFormatter
from core.models import OutgoingMail
from initiatives.models import Initiative
from initiatives.queries import public_page
from stimulus_fund.models import Interest
from tests.hardening.canary import town
from tests.hardening.canary.crawl import Answer, Crawl, public_routes
from tests.hardening.canary.guesses import guesses
from tests.hardening.canary.judged import (
    BY_CHOICE,
    CODE_INSIDE,
    NOT_PLANTED,
    OWN_FORM,
    WITHOUT_200,
    WITHOUT_ROWS,
)
from tests.hardening.canary.mails import of_others, sent_to_the_public
from tests.hardening.canary.marks import finds, word
from tests.hardening.canary.plant import (
    Planted,
    declared_by_choice,
    fill,
    label,
    make_search_anew,
    open_texts,
    plant,
    private_texts,
    unplanted,
)
from tests.hardening.canary.searching import found_by
from tests.hardening.canary.shown_rows import EVERYONE, NOTHING_HIDDEN, PUBLIC

MOST_GUESSES = 60  # of each route
pytestmark = pytest.mark.django_db


class Listening(logging.Handler):
    """What the log would hold."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(PlainFormatter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture(scope="module")
def planted(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Planted]:
    """The town on a Sunday evening with its canaries; gone after this module."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(town.SUNDAY, tick=False),
        override_settings(DEMO=False),
        transaction.atomic(),
    ):
        town.build()
        made = plant()
        town.catch_up()
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def heard(planted: Planted) -> tuple[Crawl, list[str]]:
    """Everything a visitor gets, and what was logged meanwhile."""
    listening, root = Listening(), logging.getLogger()
    root.addHandler(listening)
    try:
        crawl = Crawl(Client())
        crawl.follow()
        left_out = [form for form, count in crawl.forms.items() if count > crawl.most and form[0] != "en"]
        assert left_out == [], "the visitor left some addresses out: raise `most`"
        crawl.forms.clear()
        crawl.most = MOST_GUESSES
        crawl.follow(guesses(crawl))
        town.count_votes()
        crawl.follow_again("/fonds/")
    finally:
        root.removeHandler(listening)
    return crawl, listening.lines


def leaks(planted: Planted, answers: list[Answer]) -> dict[str, str]:
    """The private values in these answers that were not in the question, and where each was first read."""
    found: dict[str, str] = {}
    for answer in answers:
        for leak in planted.leaks(answer.said) - planted.leaks(unquote(answer.address)):
            found.setdefault(leak, answer.address)
    return found


def test_every_private_field_of_every_model_is_planted(planted):
    assert {each for each in planted.empty if each.rpartition(".")[0] not in WITHOUT_ROWS} == set()
    assert {each.rpartition(".")[0] for each in planted.nothing_hidden} == set(NOTHING_HIDDEN)
    assert unplanted(planted) == set()


def test_what_is_judged_by_hand_is_there(planted):
    labels = {label(each) for each in private_texts()}
    assert {*NOT_PLANTED, *OWN_FORM, *CODE_INSIDE} - labels == set()
    assert {each.rpartition(".")[0] for each in labels} >= set(WITHOUT_ROWS)
    assert {each.model._meta.label for each in open_texts()} == {*PUBLIC, *EVERYONE}
    assert set(BY_CHOICE) == declared_by_choice()
    assert set(WITHOUT_200) - public_routes() == set()


def test_no_private_field_is_found_in_anything_public(planted, heard):
    crawl, _lines = heard
    assert leaks(planted, crawl.answers) == {}


def test_the_visitor_was_everywhere(heard):
    crawl, _lines = heard
    assert public_routes() - crawl.routes(200) == set(WITHOUT_200)
    assert [answer.address for answer in crawl.answers if answer.status >= 500 and answer.route != "gezond/"] == []


def test_what_somebody_chose_to_show_is_found(planted, heard):
    """The visitor reads well: of each field that is shown by choice, a row that chose so was seen."""
    crawl, _lines = heard
    seen = {planted.labels[find.field] for answer in crawl.answers for find in planted.finds(answer.said)}
    assert set(BY_CHOICE) - seen == set()


def test_no_search_finds_what_is_private(planted, heard):
    crawl, _lines = heard
    assert found_by(planted, crawl) == []


def test_the_log_holds_no_canary(planted, heard):
    _crawl, lines = heard
    assert len(lines) > 500
    assert planted.finds("\n".join(lines)) == set()


def test_mails_to_the_public_hold_nothing_of_others(planted):
    mails = sent_to_the_public(planted)
    assert {mail.kind for mail, _leaks in mails} == {
        "community.digest",
        "community.event_cancelled",
        "community.event_changed",
        "community.event_reminder",
        "community.event_seated",
        "community.flag_answered",
        "community.follow_confirm",
        "community.help_confirm",
    }
    assert [(mail.kind, leak) for mail, found in mails for leak in sorted(found)] == []


# --- The controls -------------------------------------------------------------------------------------------------
def test_a_field_that_leaks_is_found(planted, monkeypatch):
    """A page that shows another name than was chosen is seen, in each of its rows."""
    monkeypatch.setattr(public_page, "shown_name", lambda initiative: initiative.guardian_name)
    crawl = Crawl(Client(), most=3)
    crawl.follow(["/initiatieven/"])
    names = {leak.partition(" of ")[0] for leak in leaks(planted, crawl.answers)}
    assert names == {"initiatives.Initiative.guardian_name"}


def test_a_row_without_consent_is_found(planted, monkeypatch):
    """The same field that others chose to show."""
    monkeypatch.setattr(public_page, "shown_name", lambda initiative: initiative.organisation)
    crawl = Crawl(Client(), most=3)
    crawl.follow(["/initiatieven/"])
    names = {leak.partition(" of ")[0] for leak in leaks(planted, crawl.answers)}
    assert names == {"initiatives.Initiative.organisation"}


def test_a_mail_that_tells_of_another_is_seen(planted):
    """The reader's own address is no news to them; that of another is."""
    number = planted.labels.index("community.Follower.email")
    mail = OutgoingMail(to=f"{word(number, 1)}@vogel.example", text=f"{word(number, 1)} {word(number, 2)}")
    assert of_others(mail, planted) == {"community.Follower.email of 2"}


def test_a_search_that_finds_by_what_is_private_is_seen(planted, heard, monkeypatch):
    crawl, _lines = heard
    monkeypatch.setattr(Initiative, "index_words", index_everything)
    make_search_anew()
    found = found_by(planted, crawl)
    assert "initiatives.Initiative.organisation on /zoeken/" in found
    assert "initiatives.Initiative.question on /zoeken/" in found


def index_everything(self: Initiative) -> None:
    self.search_title, self.search_text = (
        self.title.lower(),
        f"{self.title} {self.organisation} {self.question}".lower(),
    )


def test_a_field_that_was_not_planted_and_a_table_without_rows_are_seen(planted):
    assert unplanted(Planted(planted.labels[1:])) == {planted.labels[0]}
    Interest.objects.all().delete()
    assert fill(Interest._meta.get_field("reason"), planted.labels.index("stimulus_fund.Interest.reason")) == 0


@pytest.mark.parametrize(
    "written",
    [
        "kanarie012r7q",
        "KANARIE012R7Q",
        "SUMMARY:kanarie01\r\n 2r7q",
        "https://x.example/kanarie012r7q%20zingt",
        "<p>kanarie012r7q</p>",
    ],
)
def test_a_mark_is_read_wherever_it_stands(written):
    assert [(find.field, find.row) for find in finds(written, {})] == [(12, 7)]


def test_a_value_with_a_form_of_its_own_is_read_however_it_is_written():
    own = {"06 98 76 50 01": 3}
    assert {find.field for text in ("0698765001", "06-98765001", "(06) 98 76 50 01") for find in finds(text, own)} == {
        3
    }
    assert word(12, 7) == "kanarie012r7q"
