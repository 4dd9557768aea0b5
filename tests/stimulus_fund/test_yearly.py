"""The yearly report: literal sums of a small year, who is named, and how many queries it takes."""

from datetime import UTC, datetime

import pytest

from stimulus_fund.actions import disputing, preparing
from stimulus_fund.models import Application, Decision, Scheme
from stimulus_fund.queries.yearly import Year, evaluation, report
from tests.factories import RoleGrantFactory
from tests.stimulus_fund.desk import LATER, granted, proposal, rejected, taken

pytestmark = pytest.mark.django_db
NAME = "Budget Initiatiefrijk Zwolle"


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return " ".join(answer.content.decode().split())


def test_a_year_with_one_grant_that_was_renewed_and_settled(sent, desk, initiator):
    part = granted(sent, desk, proposal("partial", 60_000, ground="criteria", deviation="x"))
    wrote = preparing.renew(application=part, proposal=proposal("grant", 90_000), by=desk.officer, at=LATER)
    done = taken(part, wrote, desk)
    disputing.complain(application=done, text="x", by=initiator, at=LATER)
    after = datetime(2026, 9, 2, 9, tzinfo=UTC)
    lower = proposal("settlement", 80_000, ground="not_done")
    taken(done, preparing.settle(application=done, proposal=lower, by=desk.officer, at=after), desk, at=after)
    line, total = report(2026)
    assert line == Year(
        NAME,
        received=1,
        asked=90_000,
        decided=1,
        in_time=1,
        granted=1,
        granted_cents=90_000,
        settled=1,
        settled_cents=80_000,
        complaints=1,
    )
    assert (total.granted_cents, total.complaints, report(2025)) == (90_000, 1, [])


def test_a_late_rejection_with_an_objection(sent, desk, initiator):
    late = datetime(2026, 5, 7, 9, tzinfo=UTC)
    done = rejected(sent, desk, at=late)
    disputing.object_to(application=done, decision=done.decisions.get(), text="x", by=initiator, at=late)
    line = report(2026)[0]
    assert (line.decided, line.in_time, line.rejected, line.granted_cents, line.objections) == (1, 0, 1, 0, 1)


def test_everyone_reads_it_and_who_was_given_money_without_an_ordinance(sent, desk, client, time_machine):
    time_machine.move_to(LATER, tick=False)
    granted(sent, desk)
    assert client.get("/fonds/jaarverslag/").headers["Location"] == "/fonds/jaarverslag/2026/"
    told = page(client, "/fonds/jaarverslag/2026/").replace("\xa0", " ")
    for words in ("Het stimuleringsfonds in 2026", "Dit jaar loopt nog.", "1, 1", "€ 900", "ZF-2026-0001"):
        assert words in told
    assert "Noor Velthuis" not in told
    for address in ("2019/", "999999/", "999999.csv", "0.csv"):
        assert client.get(f"/fonds/jaarverslag/{address}").status_code == 404
    lines = b"".join(client.get("/fonds/jaarverslag/2026.csv").streaming_content).decode()
    assert "ZF-2026-0001" in lines
    assert "Noor Velthuis" not in lines


def test_the_evaluation_has_figures_and_no_words_of_people(sent, desk, client, time_machine):
    time_machine.move_to(LATER, tick=False)
    granted(sent, desk)
    row = next(iter(evaluation(Scheme.objects.all(), LATER.date())))
    assert (row.number, row.state, row.asked, row.granted, row.settled, row.days) == (
        "ZF-2026-0001",
        "Toegekend",
        90_000,
        90_000,
        None,
        1,
    )
    client.force_login(desk.officer)
    lines = b"".join(client.get("/werkplek/fonds/evaluatie.csv").streaming_content).decode()
    assert "ZF-2026-0001" in lines
    for words in ("Noor Velthuis", "bankjes", "NL91"):
        assert words not in lines
    stranger = RoleGrantFactory(role="fund_officer", scope="scheme:wijkbudget").user
    client.force_login(stranger)
    assert "ZF-2026-0001" not in b"".join(client.get("/werkplek/fonds/evaluatie.csv").streaming_content).decode()


def test_the_number_of_queries_does_not_grow(sent, desk, django_assert_max_num_queries):
    done = granted(sent, desk)
    for number in range(15):
        decision = done.decisions.first()
        done.pk, done.number, done.complete_order = None, f"ZF-2026-2{number:03}", 2026_002_000 + number
        done.save()
        decision.pk, decision.application = None, done
        decision.save()
        done = Application.objects.latest("pk")
    assert Decision.objects.count() == 16
    with django_assert_max_num_queries(5):
        assert report(2026)[0].granted == 16
