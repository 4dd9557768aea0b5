"""The residents' vote: who may do what when, one code one vote, and the result through to the decision."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client

from core.models import AuditEntry
from core.refusal import Refusal
from stimulus_fund.actions import preparing, voting
from stimulus_fund.actions.assessing import finish_assessing
from stimulus_fund.actions.preparing import NotInOrder
from stimulus_fund.actions.voting import CodeRefused, NotNow, announce, cast, count_vote, make_vote
from stimulus_fund.models import Application, Ballot, Vote, VotingCode
from tests.stimulus_fund.desk import AT, proposal, taken
from tests.stimulus_fund.voting import CLOSES, OPEN, OPENS, OVER, codes_for, made, plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def vote(schemes, desk, initiator):
    """Three plans of € 600, € 500 and € 400 for a pot of € 1,000; the third cannot be done."""
    return made(plans(initiator, 60_000, 50_000, 40_000), desk)


@pytest.fixture
def announced(vote, desk):
    """The same, known to everyone."""
    return announce(vote=vote, by=desk.officer, at=AT)


def test_the_ballot_holds_what_waits_in_the_pot(vote, desk):
    assert [(one.number, one.cents) for one in vote.candidates.all()] == [(1, 60_000), (2, 50_000), (3, 40_000)]
    with pytest.raises(Refusal, match="Over deze pot loopt al een stemming"):
        make_vote(pot=vote.pot, title="x", picks=1, opens_on=OPENS, closes_on=CLOSES, by=desk.officer, at=AT)


def test_days_that_cannot_be(vote, desk):
    voting.drop_vote(vote=vote, by=desk.officer, at=AT)
    for opens, closes in ((AT.date(), CLOSES), (CLOSES, OPENS)):
        with pytest.raises(Refusal, match="Kies dagen die nog komen"):
            make_vote(pot=vote.pot, title="x", picks=1, opens_on=opens, closes_on=closes, by=desk.officer, at=AT)


def test_announced_once_every_plan_was_looked_at_and_before_it_begins(vote, desk):
    vote.candidates.filter(number=1).update(is_feasible=None, finding="")
    with pytest.raises(Refusal, match="Kijk eerst van elk plan of het kan"):
        announce(vote=vote, by=desk.officer, at=AT)
    vote.candidates.filter(number=1).update(is_feasible=True, finding="Past.")
    with pytest.raises(Refusal, match="De eerste dag is al begonnen"):
        announce(vote=vote, by=desk.officer, at=OPEN)
    announce(vote=vote, by=desk.officer, at=AT)
    with pytest.raises(NotNow):
        voting.judge_feasible(candidate=vote.candidates.first(), is_feasible=True, finding="x", by=desk.officer, at=AT)
    with pytest.raises(Exception, match="what was announced is never changed"), transaction.atomic():
        Vote.objects.filter(pk=vote.pk).update(picks=5)


def test_one_code_is_one_vote_however_it_is_typed(announced, desk):
    first, second, _third = codes_for(announced, desk)
    kept = cast(vote=announced, code=first.lower().replace("-", " "), numbers=[2, 1], asked_from="1", at=OPEN)
    assert (kept.numbers, len(kept.mark)) == ([1, 2], 10)
    with pytest.raises(CodeRefused, match="klopt niet of is al gebruikt"):
        cast(vote=announced, code=first, numbers=[1], asked_from="1", at=OPEN)
    for numbers in ([], [3], [1, 99]):
        with pytest.raises(Refusal, match="Kies ten minste één plan"):
            cast(vote=announced, code=second, numbers=numbers, asked_from="1", at=OPEN)
    assert cast(vote=announced, code=second, numbers=[1, 2, 2], asked_from="1", at=OPEN).numbers == [1, 2]
    assert Ballot.objects.count() == 2


def test_a_refused_choice_does_not_use_the_code_up(announced, desk):
    code = codes_for(announced, desk, 1)[0]
    announced.candidates.filter(number=3).update(is_feasible=True)
    with pytest.raises(Refusal, match="ten hoogste 2 plannen"):
        cast(vote=announced, code=code, numbers=[1, 2, 3], asked_from="1", at=OPEN)
    assert cast(vote=announced, code=code, numbers=[1], asked_from="1", at=OPEN).numbers == [1]


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (datetime(2026, 3, 31, 21, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 31, 22, 0, 0, tzinfo=UTC), True),
        (datetime(2026, 4, 14, 21, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 4, 14, 22, 0, 0, tzinfo=UTC), False),
    ],
)
def test_the_days_are_days_in_amsterdam(announced, desk, moment, is_open):
    code = codes_for(announced, desk, 1)[0]
    if is_open:
        assert cast(vote=announced, code=code, numbers=[1], asked_from="1", at=moment).pk
    else:
        with pytest.raises(NotNow):
            cast(vote=announced, code=code, numbers=[1], asked_from="1", at=moment)


def test_guessing_is_slowed_down(announced, desk):
    code = codes_for(announced, desk, 1)[0]
    for _try in range(20):
        with pytest.raises(CodeRefused, match="klopt niet"):
            cast(vote=announced, code="BBBB-BBBB-BBBB", numbers=[1], asked_from="9", at=OPEN)
    with pytest.raises(CodeRefused, match="U probeerde het vaak"):
        cast(vote=announced, code=code, numbers=[1], asked_from="9", at=OPEN)
    assert cast(vote=announced, code=code, numbers=[1], asked_from="8", at=OPEN).pk


def test_nothing_ties_a_ballot_to_a_code(announced, desk):
    code = codes_for(announced, desk, 1)[0]
    before = AuditEntry.objects.count()
    cast(vote=announced, code=code, numbers=[1], asked_from="1", at=OPEN)
    assert AuditEntry.objects.count() == before
    kept = {field.name for model in (Ballot, VotingCode) for field in model._meta.fields}
    assert kept == {"id", "vote", "mark", "numbers", "code_hash", "batch", "is_used"}
    assert code.replace("-", "") not in str(list(VotingCode.objects.values()))


def test_a_vote_and_a_used_code_stay_as_they_are(announced, desk):
    code = codes_for(announced, desk, 1)[0]
    cast(vote=announced, code=code, numbers=[1], asked_from="1", at=OPEN)
    for change, words in (
        (lambda: Ballot.objects.update(numbers=[2]), "a vote is never changed"),
        (lambda: Ballot.objects.all().delete(), "a vote is never deleted"),
        (lambda: VotingCode.objects.update(is_used=False), "a code that was used stays used"),
    ):
        with pytest.raises(Exception, match=words), transaction.atomic():
            change()


def test_counted_once_after_the_last_day(announced, desk, fresh):
    for code, numbers in zip(codes_for(announced, desk, 5), ([1, 2], [2], [2, 1], [1], [2]), strict=True):
        cast(vote=announced, code=code, numbers=numbers, asked_from="1", at=OPEN)
    with pytest.raises(NotNow):
        count_vote(vote=announced, by=desk.officer, at=OPEN)
    Application.objects.filter(asked_cents=40_000).update(state="withdrawn")
    count_vote(vote=announced, by=desk.officer, at=OVER)
    with pytest.raises(NotNow):
        count_vote(vote=announced, by=desk.officer, at=OVER)
    result = [(one.number, one.place, one.votes, one.wins) for one in announced.candidates.order_by("number")]
    assert result == [(1, 2, 3, False), (2, 1, 4, True), (3, None, None, False)]
    states = Application.objects.order_by("complete_order").values_list("state", flat=True)
    assert list(states) == ["deciding", "deciding", "withdrawn"]
    with pytest.raises(Exception, match="nobody votes after it was counted"), transaction.atomic():
        announced.ballots.create(mark="X", numbers=[1])


def test_money_goes_to_what_residents_chose_and_not_before_the_count(announced, desk):
    cast(vote=announced, code=codes_for(announced, desk, 1)[0], numbers=[2], asked_from="1", at=OPEN)
    first, second, _third = Application.objects.order_by("complete_order")
    with pytest.raises(Refusal, match="Over dit plan stemmen bewoners"):
        finish_assessing(application=first, by=desk.officer, at=OPEN)
    Application.objects.filter(pk=second.pk).update(state="deciding")
    with pytest.raises(NotInOrder, match="Wacht tot de stemmen zijn geteld"):
        preparing.prepare(application=second, proposal=proposal("grant", 50_000), by=desk.officer, at=OPEN)
    count_vote(vote=announced, by=desk.officer, at=OVER)
    facts = {"by": desk.officer, "at": OVER}
    with pytest.raises(NotInOrder, match="Bewoners kozen andere plannen"):
        preparing.prepare(application=first, proposal=proposal("grant", 60_000), **facts)
    wrote = preparing.prepare(application=second, proposal=proposal("grant", 50_000), **facts)
    assert taken(second, wrote, desk, at=OVER).granted_cents == 50_000
    wrote = preparing.prepare(application=first, proposal=proposal("rejection", 0, ground="vote"), **facts)
    done = taken(first, wrote, desk, at=OVER)
    assert "Andere plannen kregen meer stemmen van bewoners" in done.letters.get(kind="rejection").body


def test_a_scheme_without_a_vote_has_none(sent, desk):
    with pytest.raises(Refusal, match="Over deze pot stemmen bewoners niet"):
        make_vote(pot=sent.pot, title="x", picks=1, opens_on=OPENS, closes_on=CLOSES, by=desk.officer, at=AT)


def test_a_pot_in_which_nothing_waits_has_no_vote(schemes, desk, initiator):
    with pytest.raises(Refusal, match="In deze pot wacht geen volledige aanvraag"):
        made(plans(initiator), desk)


# --- Pages ----------------------------------------------------------------------------------------------------------
def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return " ".join(answer.content.decode().split())


def as_(person):
    client = Client()
    client.force_login(person)
    return client


def test_voting_through_the_pages(announced, desk, time_machine, client):
    code = codes_for(announced, desk, 1)[0]
    url = announced.get_absolute_url()
    time_machine.move_to(AT, tick=False)
    assert "Komt nog" in page(client, "/fonds/stemmen/wijkbudget/")
    assert "Dit plan kan niet: Er ligt een kabel." in page(client, url)
    assert client.get(f"{url}stem/").status_code == 302
    assert client.get(f"{url}stemmen.csv").status_code == 404
    time_machine.move_to(OPEN, tick=False)
    client = Client()
    assert "Stem nu" in page(client, url)
    form = page(client, f"{url}stem/")
    assert "1. Plan 1" in form
    assert "3. Plan 3" not in form
    wrong = client.post(f"{url}stem/", {"code": "XXXX", "numbers": ["1", "2"], "may_vote": "on"}).content.decode()
    assert "Deze code klopt niet of is al gebruikt." in wrong
    assert wrong.count(" checked") == 3
    assert "Kruis aan dat u mag stemmen." in client.post(f"{url}stem/", {"code": code}).content.decode()
    done = client.post(f"{url}stem/", {"code": code, "numbers": ["2"], "may_vote": "on"})
    mark = Ballot.objects.get().mark
    assert mark in done.content.decode()
    time_machine.move_to(OVER, tick=False)
    count_vote(vote=announced, by=desk.officer, at=OVER)
    told = page(Client(), url)
    for words in ("De uitslag", "Plaats 1, 1 stem", "krijgt geld", "Download alle stembiljetten"):
        assert words in told
    lines = b"".join(Client().get(f"{url}stemmen.csv").streaming_content).decode().splitlines()
    assert [line.replace(",", ";") for line in lines[1:]] == [f'"{mark}";"2"']


def test_what_was_not_announced_is_nowhere(vote, client, desk, initiator, time_machine):
    time_machine.move_to(AT, tick=False)
    assert client.get(vote.get_absolute_url()).status_code == 404
    assert "Er is nog geen stemming aangekondigd." in page(client, "/fonds/stemmen/wijkbudget/")
    assert client.get("/fonds/stemmen/initiatiefrijk/").status_code == 404
    assert as_(initiator).get("/werkplek/fonds/stemmingen/").status_code == 403
    assert as_(desk.assessor).get("/werkplek/fonds/stemmingen/").status_code == 403


def test_a_vote_at_the_desk(vote, desk, time_machine):
    time_machine.move_to(AT, tick=False)
    officer, url = as_(desk.officer), f"/werkplek/fonds/stemmingen/{vote.pk}/"
    assert "Kan dit plan?" in page(officer, url)
    page(officer, f"{url}plan/1/")
    assert "Kies ja of nee." in officer.post(f"{url}plan/1/", {"finding": "x"}).content.decode()
    officer.post(f"{url}plan/1/", {"finding": "Toch niet.", "is_feasible": "0"})
    assert vote.candidates.get(number=1).is_feasible is False
    officer.post(f"{url}aankondigen/")
    assert Vote.objects.get().announced_at
    assert officer.post(f"{url}onzin/").status_code == 404
    printed = officer.post(f"{url}codes/", {"number": "4", "batch": "Brieven"}).content.decode()
    assert printed.count('<li><span class="small">Wat komt er in de wijk?') == 4
    page(officer, "/werkplek/fonds/stemmingen/")
    data = {"pot": vote.pot_id, "title": "Nog een", "picks": "2", "opens_on": "2026-05-01", "closes_on": "2026-05-02"}
    again = officer.post("/werkplek/fonds/stemmingen/", data).content.decode()
    assert "Over deze pot loopt al een stemming." in again


def test_a_page_of_a_vote_asks_as_much_for_many_plans(announced, django_assert_max_num_queries, client, time_machine):
    time_machine.move_to(OPEN + timedelta(hours=1), tick=False)
    with django_assert_max_num_queries(9):
        client.get(announced.get_absolute_url())
