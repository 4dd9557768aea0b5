"""The fund at the desk: who finds what there, and that its buttons do what the actions allow."""

from datetime import date

import pytest
from django.test import Client

from accounts.enums import Role
from core.models import AuditEntry
from stimulus_fund.actions import assessing, handling
from stimulus_fund.actions.application import begin
from stimulus_fund.models import Letter, Pot, Scheme
from tests.factories import RoleGrantFactory, UserFactory
from tests.stimulus_fund.desk import LATER, granted, judged

pytestmark = pytest.mark.django_db
DESK = "/beheer/"
LIST = "/beheer/stimulus_fund/application/"


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(LATER, tick=False)


def as_(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def mark(client: Client, url: str, action: str, *keys: int) -> str:
    """Choose rows in a list, do something with them, and read what is told."""
    return client.post(url, {"action": action, "_selected_action": keys}, follow=True).content.decode()


def test_the_first_page_of_the_desk_shows_what_is_due(sent, desk):
    html = page(as_(desk.officer), DESK)
    assert f'href="{LIST}{sent.pk}/change/"' in html
    assert "Beslis uiterlijk op 6 mei 2026" in html
    assert "te laat" not in html


def test_what_is_over_its_last_day_is_told_so(sent, desk, time_machine):
    time_machine.move_to("2026-05-07 10:00+02:00", tick=False)
    assert "te laat" in page(as_(desk.officer), DESK)
    assert "6 mei 2026 (te laat)" in page(as_(desk.officer), LIST)


def test_an_application_is_found_by_number_and_title_and_a_draft_is_not(sent, desk, initiator):
    draft = begin(initiative=sent.initiative, scheme=Scheme.objects.get(slug="premie-op-actie"), by=initiator, at=LATER)
    client = as_(desk.officer)
    for asked in ("zf-2026-0001", "Buurttuin"):
        assert "ZF-2026-0001" in page(client, f"{LIST}?q={asked}")
    assert "0 aanvragen" in page(client, f"{LIST}?q=iets+anders")
    assert "0 aanvragen" in page(client, f"{LIST}?state=granted")
    assert "1 aanvraag" in page(client, LIST)
    assert client.get(f"{LIST}{draft.pk}/change/").status_code == 302


def test_who_works_in_another_scheme_finds_nothing(sent, desk):
    elsewhere = UserFactory()
    RoleGrantFactory(user=elsewhere, role=Role.FUND_OFFICER, scope="scheme:buurtbonus")
    client = as_(elsewhere)
    assert "0 aanvragen" in page(client, LIST)
    assert client.get(f"{LIST}{sent.pk}/change/").status_code == 302
    letter = Letter.objects.get(application=sent)
    assert client.get(f"/beheer/stimulus_fund/letter/{letter.pk}/change/").status_code == 302
    pot = Pot.objects.get(scheme=sent.scheme, year=2026)
    assert client.get(f"/beheer/stimulus_fund/pot/{pot.pk}/change/").status_code == 302


def test_the_page_offers_what_the_table_of_acts_says(sent, desk):
    ready = judged(sent, desk)
    html = page(as_(desk.officer), f"{LIST}{ready.pk}/change/")
    assert "Bereid het besluit voor" in html
    assert "Neem het besluit" not in html
    assert "De gemeente heeft 56 dagen om te beslissen (Awb 4:13 lid 2)." in html
    assert "€\u00a0900" in html
    assert "Bereid het besluit voor" not in page(as_(desk.decider), f"{LIST}{ready.pk}/change/")


def test_whoever_has_an_interest_is_offered_nothing(sent, desk):
    assessing.declare_interest(application=sent, reason="Mijn zus doet mee.", by=desk.officer, at=LATER)
    html = page(as_(desk.officer), f"{LIST}{sent.pk}/change/")
    assert "Behandel deze aanvraag" not in html
    assert "Behandel deze aanvraag" in page(as_(desk.second), f"{LIST}{sent.pk}/change/")


def test_marked_applications_are_taken_on(sent, desk, fresh):
    assert "U behandelt 1 aanvraag." in mark(as_(desk.officer), LIST, "take_on", sent.pk)
    assert fresh(sent).officer == desk.officer


def test_what_may_not_be_is_told_and_written_down(sent, desk, fresh):
    assessing.declare_interest(application=sent, reason="Mijn zus doet mee.", by=desk.officer, at=LATER)
    told = mark(as_(desk.officer), LIST, "take_on", sent.pk)
    assert "U behandelt 0 aanvragen." in told
    assert "U heeft een belang bij deze aanvraag gemeld. Een collega neemt dit over." in told
    assert fresh(sent).officer is None
    assert AuditEntry.objects.filter(verb="application.refused", subject_id=str(sent.pk)).count() == 1


def test_an_assessor_is_offered_no_work_of_a_handler(sent, desk, fresh):
    client = as_(desk.assessor)
    assert "Zelf behandelen" not in page(client, LIST)
    mark(client, LIST, "take_on", sent.pk)
    assert fresh(sent).officer is None


def test_letters_on_paper_are_marked_as_posted(sent, desk):
    handling.extend(application=sent, reason="Te druk.", until=date(2026, 6, 8), by=desk.officer, at=LATER)
    letter = Letter.objects.get(application=sent, kind="extension")
    assert "1 brief staat als gepost." in mark(
        as_(desk.officer), "/beheer/stimulus_fund/letter/", "mark_posted", letter.pk
    )
    assert Letter.objects.get(pk=letter.pk).posted_by == desk.officer


def test_nothing_is_changed_in_a_form(sent, desk):
    client = as_(desk.officer)
    for url in (f"{LIST}{sent.pk}/change/", f"/beheer/stimulus_fund/scheme/{sent.scheme_id}/change/"):
        assert client.post(url, {"state": "granted", "name": "Anders"}).status_code == 403


def test_a_pot_shows_what_was_booked(sent, desk):
    paid = granted(sent, desk)
    html = page(as_(desk.officer), f"/beheer/stimulus_fund/pot/{paid.pot_id}/change/")
    for words in ("€\u00a05.000", "€\u00a0900", "€\u00a04.100", "Begroting"):
        assert words in html


@pytest.mark.parametrize("kind", ["decision", "payment", "dispute", "scheme", "pot", "letter", "legalnumber", "outage"])
def test_every_list_opens(sent, desk, kind):
    granted(sent, desk)
    assert page(as_(desk.officer), f"/beheer/stimulus_fund/{kind}/")


def test_the_number_of_queries_does_not_grow(sent, desk, django_assert_num_queries, django_assert_max_num_queries):
    client = as_(desk.officer)
    client.get(LIST)  # what a process reads once
    with django_assert_max_num_queries(14) as few:
        client.get(LIST)
    for number in range(3):
        sent.pk, sent.number, sent.complete_order = None, f"ZF-2026-1{number:03}", 2026_001_000 + number
        sent.save()
    with django_assert_num_queries(len(few)):
        client.get(LIST)
