"""What the initiator reads of a case: who is at play, what is asked, what is promised, and how late it is."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.components import Moment
from core.files import Upload
from initiatives.actions import attachment
from initiatives.enums import Audience, Party, PromiseKind, Side, State
from initiatives.models import Initiative
from initiatives.queries import initiator as queries
from initiatives.queries.passage import passage
from tests.factories import SUBMITTED_AT, InitiativeFactory, MemberFactory

AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 11)
PHOTO = Upload(kind="photo", name="hok.webp", content_type="image/webp", content=b"groot", small=b"klein")

pytestmark = pytest.mark.django_db


def promise(initiative: Initiative, kind: str, due_on: date, party: str = Party.MUNICIPALITY, text: str = ""):
    return initiative.promises.create(kind=kind, party=party, made_at=SUBMITTED_AT, due_on=due_on, text=text)


def steps(initiative: Initiative) -> list[tuple[str, str, object, str, str]]:
    """(title, moment, date, note, text) of the passage."""
    promises = list(initiative.promises.filter(kept_on=None, withdrawn_on=None))
    return [
        (str(step.title), step.moment, step.on, str(step.note), str(step.text))
        for step in passage(initiative, promises, today=TODAY)
    ]


def todos(initiative: Initiative, user) -> list[tuple[str, str, str]]:
    promises = list(initiative.promises.filter(kept_on=None, withdrawn_on=None))
    found = queries.todos(initiative, user, promises, today=date(2026, 3, 11))
    return [(str(todo.text), str(todo.label), todo.url) for todo in found]


# --- The passage ------------------------------------------------------------------------------------------------
def test_what_happened_where_it_is_and_what_is_promised(initiative, guide):
    initiative.timeline.create(at=SUBMITTED_AT, event="submitted", audience=Audience.PUBLIC)
    initiative.timeline.create(at=AT, event="taken_up", audience=Audience.PUBLIC, facts={"name": "Gijs Wolters"})
    initiative.timeline.create(at=AT, event="written_by_municipality", audience=Audience.INITIATOR)
    initiative.timeline.create(at=AT, event="promised", audience=Audience.INTERNAL, facts={"due_on": "x", "text": "y"})
    promise(initiative, PromiseKind.POSITION, date(2026, 4, 8))
    assert steps(initiative) == [
        ("Het initiatief is ingediend.", Moment.DONE, SUBMITTED_AT, "", ""),
        ("Gijs Wolters is de gids van het initiatief.", Moment.DONE, AT, "", ""),
        (
            "Gekoppeld aan een gids",
            Moment.CURRENT,
            None,
            "De gemeente is aan zet",
            "Uw gids zoekt uit wie bij de gemeente met u kan meedenken.",
        ),
        (
            "Positie van de gemeente",
            Moment.COMING,
            date(2026, 4, 8),
            "uiterlijk",
            "U hoort wat de gemeente van uw plan vindt, waarom, en wat u mag verwachten.",
        ),
        (
            "In gesprek",
            Moment.COMING,
            None,
            "datum volgt",
            "U praat met uw gids en met collega’s die ervan weten.",
        ),
        ("Klaar", Moment.COMING, None, "datum volgt", "U en uw gids spreken af hoe het initiatief verdergaat."),
    ]


@pytest.mark.parametrize(
    ("party", "words"),
    [
        (
            Party.MUNICIPALITY,
            "Wij beloofden dit en het is niet gelukt. Het spijt ons. Het hele gidsteam weet ervan.",
        ),
        (Party.INITIATOR, "Lukt het niet? Laat het uw gids weten, dan spreekt u een andere dag af."),
    ],
)
def test_honest_words_when_it_is_late(initiative, party, words):
    promise(initiative, PromiseKind.NEXT_STEP, date(2026, 3, 10), party, "Een kaart sturen")
    assert ("Een kaart sturen", Moment.COMING, date(2026, 3, 10), "te laat", words) in steps(initiative)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ball": Party.INITIATOR}, "Zolang u aan zet bent, staat"),
        ({"ball": Party.THIRD_PARTY, "third_party": "SWZ"}, "Zolang wij op een ander wachten, staat"),
        ({"ball": Party.INITIATOR, "paused_at": AT}, "Zolang het initiatief op pauze staat, staat"),
    ],
)
def test_while_somebody_else_has_the_ball_our_day_moves(initiative, change, words):
    promise(initiative, PromiseKind.NEXT_STEP, date(2026, 3, 6), text="Een kaart sturen")
    initiative.waiting_spans.create(party=Party.MUNICIPALITY, began_at=SUBMITTED_AT, ended_at=SUBMITTED_AT)
    Initiative.objects.update(**change)
    initiative.refresh_from_db()
    text = f"{words} onze klok stil. Deze dag schuift zo lang op."
    assert ("Een kaart sturen", Moment.COMING, date(2026, 3, 17), "schuift op", text) in steps(initiative)


def test_on_its_last_day_it_is_not_late(initiative):
    promise(initiative, PromiseKind.NEXT_STEP, TODAY, text="Een kaart sturen")
    assert ("Een kaart sturen", Moment.COMING, TODAY, "uiterlijk", "De gemeente doet dit.") in steps(initiative)


@pytest.mark.parametrize(
    ("change", "note"),
    [
        ({"ball": Party.INITIATOR}, "U bent aan zet"),
        ({"ball": Party.THIRD_PARTY, "third_party": "de woningcorporatie"}, "Aan zet: de woningcorporatie"),
    ],
)
def test_who_is_at_play(initiative, change, note):
    Initiative.objects.update(**change)
    initiative.refresh_from_db()
    assert [step[3] for step in steps(initiative) if step[1] == Moment.CURRENT] == [note]


def test_a_pause_stands_on_the_line(initiative):
    initiative.paused_at = AT
    assert ("Op pauze", Moment.CURRENT, AT, "", "U heeft het initiatief op pauze gezet.") in steps(initiative)


def test_nothing_comes_after_the_end(initiative):
    initiative.state, initiative.ball = State.CLOSED, ""
    assert [step[0] for step in steps(initiative)] == ["Klaar"]


# --- What to do -------------------------------------------------------------------------------------------------
def test_nothing_to_do(initiative, initiator):
    initiative.state = State.SUBMITTED
    assert todos(initiative, initiator) == []


def test_a_question_is_the_first_thing_to_do(initiative, initiator):
    initiative.ball = Party.INITIATOR
    promise(initiative, PromiseKind.REPLY, date(2026, 3, 20), Party.INITIATOR)
    assert todos(initiative, initiator) == [
        ("De gemeente heeft een vraag. Wilt u uiterlijk op 20 maart 2026 antwoorden?", "Geef antwoord", "#id_text"),
        ("Hoe ging het tot u een gids kreeg?", "Vertel hoe het ging", "/mijn/ZW-2026-0001/ervaring/"),
    ]


def test_a_question_whose_day_has_passed_may_still_be_answered(initiative, initiator):
    initiative.ball = Party.INITIATOR
    promise(initiative, PromiseKind.REPLY, date(2026, 3, 10), Party.INITIATOR)
    assert todos(initiative, initiator)[0] == (
        "De gemeente wacht op uw antwoord. Dat was gevraagd voor 10 maart 2026. Het kan nog steeds.",
        "Geef antwoord",
        "#id_text",
    )


def test_the_ball_without_a_question(initiative, initiator):
    initiative.ball, initiative.state = Party.INITIATOR, State.SUBMITTED
    assert todos(initiative, initiator) == [
        ("U bent aan zet. Laat weten hoe het ervoor staat.", "Schrijf een bericht", "#id_text")
    ]


def test_a_pause_asks_to_go_on(initiative, initiator):
    initiative.paused_at, initiative.state = AT, State.SUBMITTED
    assert todos(initiative, initiator) == [
        (
            "Uw initiatief staat op pauze. Wij doen niets tot u weer verder wilt.",
            "Ga verder",
            "/mijn/ZW-2026-0001/verder/",
        )
    ]


@pytest.mark.parametrize(
    ("state", "phase"),
    [
        (State.SUBMITTED, None),
        (State.OWNED, State.SUBMITTED),
        (State.CONVERSING, State.SUBMITTED),
        (State.ADVISED, State.CONVERSING),
        (State.CLOSED, State.CLOSED),
    ],
)
def test_which_phase_is_asked_about(initiative, initiator, state, phase):
    initiative.state = state
    assert queries.unanswered_phase(initiative, initiator) == phase


def test_a_phase_is_asked_about_once(initiative, initiator):
    initiative.reviews.create(phase=State.SUBMITTED, grade="good", given_by=initiator, given_at=AT)
    assert queries.unanswered_phase(initiative, initiator) is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "De gemeente is aan zet."),
        ({"ball": Party.INITIATOR}, "U bent aan zet."),
        ({"ball": Party.THIRD_PARTY, "third_party": "de provincie"}, "Het wachten is op de provincie."),
        ({"paused_at": AT}, "U heeft het op pauze gezet."),
        ({"ball": "", "state": State.CLOSED}, ""),
    ],
)
def test_who_is_at_play_in_a_sentence(initiative, change, words):
    for name, value in change.items():
        setattr(initiative, name, value)
    assert str(queries.at_play(initiative)) == words


# --- The list ---------------------------------------------------------------------------------------------------
def test_what_needs_one_comes_first(initiator):
    for number, ball in enumerate([Party.MUNICIPALITY, Party.INITIATOR, Party.MUNICIPALITY]):
        MemberFactory(user=initiator, initiative=InitiativeFactory(title=f"Plan {number}", ball=ball))
    assert [row.initiative.title for row in queries.own_rows(initiator)] == ["Plan 1", "Plan 2", "Plan 0"]


def test_nobody_elses(initiative, outsider, initiator):
    MemberFactory(initiative=initiative, user=outsider, role="co_initiator", left_at=AT)
    assert queries.own_rows(outsider) == []
    assert [row.initiative for row in queries.own_rows(initiator)] == [initiative]


# --- Queries ----------------------------------------------------------------------------------------------------
def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def fill(initiative: Initiative, guide) -> None:
    """One of everything that stands on the status page."""
    message = initiative.messages.create(side=Side.MUNICIPALITY, author=guide, text="Dag", sent_at=AT)
    for related in (None, message):
        attachment.add(initiative=initiative, upload=PHOTO, side=Side.INITIATOR, by=guide, at=AT, message=related)
    initiative.timeline.create(at=AT, event="published", audience=Audience.PUBLIC)
    promise(initiative, PromiseKind.NEXT_STEP, TODAY, text="Een kaart sturen")
    MemberFactory(initiative=initiative, role="co_initiator")


def test_the_status_page_costs_the_same_with_one_and_with_three_of_everything(client, initiative, initiator, guide):
    client.force_login(initiator)
    fill(initiative, guide)
    address = f"/mijn/{initiative.number}/"
    queries_of(client, address)
    one = queries_of(client, address)
    for _time in range(2):
        fill(initiative, guide)
    assert queries_of(client, address) == one <= 30


@pytest.mark.parametrize("page", ["bestanden", "mensen"])
def test_other_pages_cost_the_same(client, initiative, initiator, guide, page):
    client.force_login(initiator)
    fill(initiative, guide)
    address = f"/mijn/{initiative.number}/{page}/"
    queries_of(client, address)
    one = queries_of(client, address)
    for _time in range(2):
        fill(initiative, guide)
    assert queries_of(client, address) == one


def test_the_list_costs_the_same_with_one_and_with_three(client, initiative, initiator):
    client.force_login(initiator)
    queries_of(client, "/mijn/")
    one = queries_of(client, "/mijn/")
    for _time in range(2):
        MemberFactory(user=initiator, initiative=InitiativeFactory(owned=True))
    assert queries_of(client, "/mijn/") == one
