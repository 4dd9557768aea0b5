"""Texts and files of a case at the desk: changed with every version kept, compared, downloaded, taken along."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from accounts.enums import Role
from core.models import AuditEntry
from initiatives.actions.ownership import take_up
from initiatives.actions.text import change_text
from initiatives.models import Initiative
from initiatives.queries.versions import intake_with
from tests.factories import RoleGrantFactory, UserFactory
from tests.initiatives.attachments import photo
from tests.initiatives.desk_rows import LIST, MONDAY, WEDNESDAY, answers, came_in, letters, step, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "rules")]

NASTY = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", '=HYPERLINK("http://evil")']


def plan(case, **given):
    """The whole plan as the form sends it."""
    fields = {
        "title": case.title,
        "question": case.question,
        "place_kind": case.place_kind,
        "wijk": case.wijk_id or "",
        "theme": case.theme_id or "",
        "help_kinds": [],
    }
    return answers(case, **{**fields, **given})


def test_a_text_is_changed_with_the_old_one_kept(desk, running, initiator):
    page = text(desk.post(step(running, "tekst"), plan(running, summary="Een tuin met bijen.")))
    assert "1 e-mail gaat uit" in page
    desk.post(step(running, "tekst"), plan(running, summary="Een tuin met bijen.", bevestig="blijven"))
    case = Initiative.objects.get(pk=running.pk)
    assert (case.version, case.summary, case.shown_name) == (2, "Een tuin met bijen.", running.shown_name)
    assert letters()[-1][0] == "noor@example.nl"
    page = text(desk.get(f"{LIST}{case.pk}/versies/"))
    assert "<ins>Een tuin met bijen.</ins>" in page
    assert "Bewaard door Gijs Wolters op 11 maart 2026 10:00." in page


def test_who_saves_second_sees_both_texts(desk, running, initiator):
    mine = plan(running, summary="Mijn tekst.", title="Mijn titel", bevestig="blijven")
    theirs = intake_with(running, {"summary": "Hun tekst."})
    change_text(initiative=running, intake=theirs, seen=1, by=initiator, at=WEDNESDAY)
    response = desk.post(step(running, "tekst"), mine)
    page = text(response)
    assert response.status_code == 409
    assert '<dt>Wat is het plan?</dt><dd class="own-words">Hun tekst.</dd>' in page
    assert '<dt>Hoe heet het initiatief?</dt><dd class="own-words">Buurttuin</dd>' in page
    assert "Mijn tekst.</textarea>" in page
    assert Initiative.objects.get(pk=running.pk).summary == "Hun tekst."


def test_a_place_in_a_wijk_needs_the_wijk(desk, running):
    page = text(desk.post(step(running, "tekst"), plan(running, place_kind="wijk", wijk="")))
    assert "Kies de wijk." in page
    desk.post(step(running, "tekst"), plan(running, place_kind="city", address="Dijk 1", bevestig="blijven"))
    case = Initiative.objects.get(pk=running.pk)
    assert (case.place_kind, case.wijk, case.address) == ("city", None, "")


@pytest.mark.parametrize("query", ["?van=1&naar=1", "?van=99&naar=x", "?van=&naar=", "?van=" + "9" * 40])
def test_any_two_versions_can_be_asked_for(desk, running, query):
    assert desk.get(f"{LIST}{running.pk}/versies/{query}").status_code == 200


def test_without_versions_the_page_says_so(desk, initiative):
    assert "Er zijn nog geen versies bewaard." in text(desk.get(f"{LIST}{initiative.pk}/versies/"))


def test_photos_and_documents_are_there_for_the_desk(desk, running):
    shown = photo(running)
    page = text(desk.get(f"{LIST}{running.pk}/change/"))
    assert f"/bestand/{shown.token}/klein/" in page
    assert "Een tuin met bloemen" in page


# --- Export ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def nasty(guide, initiator):
    """Cases with titles a spreadsheet would run."""
    return [came_in(title, by=initiator) for title in NASTY]


def test_the_list_is_taken_along_as_it_is_filtered(desk, guide, theme, initiator):
    take_up(initiative=came_in("Van mij", by=initiator, theme=theme), owner=guide, by=guide, at=MONDAY)
    came_in("Van niemand", by=initiator)
    lines = text(desk.post(f"{LIST}uitvoer/csv/?gids=ik")).removeprefix("\ufeff").splitlines()
    assert lines[0].startswith('"Nummer";"Titel";"Status";"Positie"')
    assert len(lines) == 2
    assert lines[1].startswith('"ZW-2026-0001";"Van mij";"Gekoppeld aan een gids";"";"de gemeente";"Gijs Wolters";')
    assert "noor@example.nl" not in "".join(lines)
    entry = AuditEntry.objects.get(verb="initiative.exported")
    assert (entry.actor_id, entry.after) == (guide.pk, {"rows": 1, "filter": "gids=ik"})


def test_no_cell_of_a_csv_is_a_formula(desk, nasty):
    cells = text(desk.post(f"{LIST}uitvoer/csv/")).replace("\r\n", ";").split(";")
    assert [cell for cell in cells if cell[1:2] in {"=", "+", "-", "@", "\t", "＝"}] == []
    assert "'=1+1" in "".join(cells)


def test_no_cell_of_a_workbook_is_a_formula(desk, nasty):
    book = load_workbook(BytesIO(desk.post(f"{LIST}uitvoer/xlsx/").getvalue()))
    rows = list(book.active.iter_rows(min_row=2))
    assert "f" not in {cell.data_type for row in rows for cell in row}
    assert [row[1].value for row in rows][:3] == ["=1+1", "+cmd|' /C calc'!A0", "-2+3"]


@pytest.mark.parametrize("role", [Role.WIJKMANAGER, Role.EDITOR, Role.DESK_EMPLOYEE, Role.ADMINISTRATOR])
def test_who_may_not_export_does_not_and_sees_no_button(client, rules, role):
    person = UserFactory()
    RoleGrantFactory(user=person, role=role)
    client.force_login(person)
    assert client.post(f"{LIST}uitvoer/csv/").status_code == 403
    assert "uitvoer" not in text(client.get(LIST))


def test_an_export_is_no_link_and_has_two_forms(desk):
    assert desk.get(f"{LIST}uitvoer/csv/").status_code == 405
    assert desk.post(f"{LIST}uitvoer/pdf/").status_code == 404
    assert desk.post(f"{LIST}uitvoer/csv/?owner__email=x").status_code == 400
