"""An initiative seen in the street: entered once, in half a minute, without a list of people."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.enums import Role
from city.models import Wijk
from core.models import AuditEntry, OutgoingMail
from core.refusal import Refusal
from initiatives.actions.registration import register
from initiatives.intake import Intake
from initiatives.models import Initiative
from initiatives.queries.queue import Tab, in_tab, today
from teams import proof
from teams.actions.session_draft import NotYours, delete_stale_drafts
from teams.actions.spot import Sighting, enter_sighting, keep_sighting, offer_to_initiator
from teams.models import SpotDraft
from tests.factories import RoleGrantFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town", "clock")]

FORM, KEEP, PLACE = "/werkplek/spotten/", "/werkplek/spotten/bewaren/", "/werkplek/spotten/wijk/"
KEY = UUID("6a7d64ac-0000-4000-8000-000000000001")
ASSENDORP = "WK019313"
SQUARE = [[6.0, 52.0], [6.2, 52.0], [6.2, 52.2], [6.0, 52.2], [6.0, 52.0]]


@pytest.fixture
def scout(client, guide):
    client.force_login(guide)
    return client


def given(user, **fields) -> dict[str, object]:
    return {"key": str(KEY), "proof": proof.proof_of(user.pk, KEY), "wijk": ASSENDORP, **fields}


def photographed() -> SimpleUploadedFile:
    """A photo with the place it was taken at written in it."""
    kept, exif = BytesIO(), Image.Exif()
    exif[0x8825] = {1: "N", 2: (52.0, 30.0, 0.0), 3: "E", 4: (6.0, 5.0, 0.0)}
    exif[0x010E] = "Kanariegeel"
    Image.new("RGB", (640, 480), "green").save(kept, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG_1.jpg", kept.getvalue(), "image/jpeg")


# --- Entered --------------------------------------------------------------------------------------------------
def test_a_few_words_and_a_wijk_are_enough(scout, guide):
    answer = scout.post(FORM, given(guide, title="Ruilkast voor boeken"))
    case = Initiative.objects.get()
    assert answer.headers["Location"] == f"/werkplek/spotten/{case.number}/"
    assert (case.title, case.origin, case.place_kind, case.wijk.code) == (
        "Ruilkast voor boeken",
        "spotted",
        "wijk",
        ASSENDORP,
    )
    assert (case.registered_by, case.members.count(), case.public_consent_at) == (guide, 0, None)
    assert list(in_tab(guide, Tab.NEW, today(timezone.now()))) == [case]
    assert OutgoingMail.objects.count() == 0


def test_a_photo_alone_is_named_after_where_and_when_and_forgets_its_place(scout, guide):
    scout.post(FORM, given(guide, photo=photographed()))
    case = Initiative.objects.get()
    assert case.title == "Gezien in Assendorp op 11 maart 2026"
    photo = case.attachments.get()
    assert (photo.kind, photo.audience, photo.side) == ("photo", "internal", "municipality")
    with photo.file.open() as file:
        content = file.read()
    assert dict(Image.open(BytesIO(content)).getexif()) == {}
    assert b"Kanariegeel" not in content


def test_a_photo_that_is_not_made_anew_would_tell():
    assert b"Kanariegeel" in photographed().read()


def test_the_photo_of_a_spotted_initiative_is_served_to_nobody_outside(scout, guide, client):
    scout.post(FORM, given(guide, photo=photographed()))
    case = Initiative.objects.get()
    Initiative.objects.update(published_at=timezone.now(), public_consent_at=timezone.now())
    client.logout()
    token = case.attachments.get().token
    assert client.get(f"/initiatieven/foto/{token}/").status_code == 404
    assert token not in client.get(case.get_absolute_url()).content.decode()


def test_what_more_is_known_lands_where_it_belongs(scout, guide):
    more = {"address": "Naast de sporthal", "theme": "ontmoeten", "summary": "Elke dag.", "contact": "Jet, 06 1"}
    scout.post(FORM, given(guide, title="Kast", **more))
    case = Initiative.objects.get()
    assert (case.place_kind, case.address, case.theme.slug, case.summary) == (
        "address",
        "Naast de sporthal",
        "ontmoeten",
        "Elke dag.",
    )
    assert case.notes.get().text == "Te bereiken via: Jet, 06 1"


def test_sent_twice_it_is_entered_once(scout, guide):
    first = scout.post(FORM, given(guide, title="Kast", photo=photographed()))
    second = scout.post(FORM, given(guide, title="Kast", photo=photographed()))
    assert first.headers["Location"] == second.headers["Location"]
    assert (Initiative.objects.count(), Initiative.objects.get().attachments.count()) == (1, 1)


def test_with_another_key_it_would_be_entered_twice(guide, now_at):
    sighting = Sighting(Intake(title="Kast"))
    for key in (KEY, UUID(int=7)):
        enter_sighting(key=key, sighting=sighting, by=guide, at=now_at)
    assert Initiative.objects.count() == 2


@pytest.fixture
def now_at():
    return timezone.now()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Maak een foto, of schrijf in een paar woorden wat u ziet."),
        ({"title": "Kast", "wijk": ""}, "Kies een wijk."),
        ({"title": "Kast", "wijk": "WK000000"}, "Kies een wijk uit de lijst."),
        ({"photo": SimpleUploadedFile("a.pdf", b"%PDF-1.4 x", "application/pdf")}, "a.pdf"),
        ({"photo": SimpleUploadedFile("a.jpg", b"geen foto", "image/jpeg")}, "“a.jpg” is geen foto."),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(scout, guide, fields, sentence):
    page = scout.post(FORM, given(guide, summary="Elke dag open.", **fields)).content.decode()
    assert sentence in page
    assert "Elke dag open.</textarea>" in page
    assert Initiative.objects.count() == 0
    assert SpotDraft.objects.get().fields["summary"] == "Elke dag open."


# --- Who, and where ---------------------------------------------------------------------------------------------
def test_who_works_in_one_wijk_enters_only_there(client):
    manager = UserFactory()
    RoleGrantFactory(user=manager, role=Role.WIJKMANAGER, scope=f"wijk:{ASSENDORP}")
    client.force_login(manager)
    assert client.get(FORM).content.decode().count('<option value="WK') == 1
    page = client.post(FORM, given(manager, title="Kast", wijk="WK019310")).content.decode()
    assert "Kies een wijk uit de lijst." in page
    assert Initiative.objects.count() == 0


@pytest.mark.parametrize("address", [FORM, KEEP, PLACE, "/werkplek/spotten/ZW-2026-0001/"])
def test_who_may_not_enter_initiatives_does_not_get_in(client, ep_member, initiator, address):
    for user in (ep_member, initiator):
        client.force_login(user)
        assert client.post(address).status_code == 403


def test_the_wijk_of_last_time_is_chosen_beforehand(scout, guide):
    scout.post(FORM, given(guide, title="Kast"))
    assert f'<option value="{ASSENDORP}" selected>' in scout.get(FORM).content.decode()


def test_a_place_becomes_a_wijk_and_is_kept_nowhere(scout, guide):
    Wijk.objects.filter(code=ASSENDORP).update(boundary=[SQUARE])
    answer = scout.post(PLACE, {"latitude": "52.1234567", "longitude": "6.1234567"})
    assert answer.json() == {"code": ASSENDORP, "said": "U bent in Assendorp."}
    assert "52.12" not in str(list(AuditEntry.objects.values())) + str(list(SpotDraft.objects.values()))


@pytest.mark.parametrize(
    ("place", "status", "said"),
    [
        ({"latitude": "52.1", "longitude": "6.1"}, 200, "Deze plek ligt in geen wijk die wij kennen."),
        ({"latitude": "nan", "longitude": "6.1"}, 400, "Uw telefoon gaf geen plek."),
        ({"latitude": "91", "longitude": "6.1"}, 400, "Uw telefoon gaf geen plek."),
        ({}, 400, "Uw telefoon gaf geen plek."),
    ],
)
def test_a_place_that_is_none_leads_to_the_list(scout, place, status, said):
    answer = scout.post(PLACE, place)
    assert (answer.status_code, answer.json()["sorry"].startswith(said)) == (status, True)


def test_a_place_outside_ones_own_wijk_is_said(client):
    manager = UserFactory()
    RoleGrantFactory(user=manager, role=Role.WIJKMANAGER, scope="wijk:WK019310")
    Wijk.objects.filter(code=ASSENDORP).update(boundary=[SQUARE])
    client.force_login(manager)
    answer = client.post(PLACE, {"latitude": "52.1", "longitude": "6.1"})
    assert answer.json() == {"sorry": "U bent in Assendorp. U voert alleen initiatieven in voor uw eigen wijk."}


def test_only_this_page_may_ask_where_somebody_is(scout):
    assert "geolocation=(self)" in scout.get(FORM)["Permissions-Policy"]
    assert "geolocation=()" in scout.get("/werkplek/")["Permissions-Policy"]


# --- Kept -------------------------------------------------------------------------------------------------------
def test_what_was_typed_is_there_again_on_another_device(scout, guide):
    answer = scout.post(KEEP, given(guide, title="Kast bij de"), headers={"Accept": "application/json"})
    assert answer.json() == {"saved_at": "10:00"}
    page = scout.get(FORM).content.decode()
    assert ('value="Kast bij de"' in page, str(KEY) in page) == (True, True)


def test_without_a_script_later_is_a_button(scout, guide):
    assert scout.post(KEEP, given(guide, title="Kast")).headers["Location"] == FORM
    assert "Bewaard als concept om 10:00." in scout.get(FORM).content.decode()


def test_after_it_was_sent_a_late_save_leaves_no_ghost(scout, guide):
    scout.post(FORM, given(guide, title="Kast"))
    answer = scout.post(KEEP, given(guide, title="Kast b"), headers={"Accept": "application/json"})
    assert (answer.status_code, SpotDraft.objects.get().fields) == (409, {})


def test_a_session_that_ended_costs_no_word(scout, guide):
    typed = given(guide, title="Kast")
    scout.logout()
    answer = scout.post(FORM, typed)
    assert answer.headers["Location"] == "/account/inloggen/?next=/werkplek/spotten/"
    assert (SpotDraft.objects.get().user, SpotDraft.objects.get().fields["title"]) == (guide, "Kast")


def test_without_a_proof_nothing_is_kept_for_anybody(client, guide):
    client.post(FORM, {**given(guide, title="Kast"), "proof": "verzonnen"})
    assert SpotDraft.objects.count() == 0


def test_nobody_writes_in_somebody_elses_draft(guide, administrator, now_at):
    keep_sighting(user=guide, key=KEY, fields={"title": "Kast"}, at=now_at)
    with pytest.raises(NotYours):
        keep_sighting(user=administrator, key=KEY, fields={"title": "Weg"}, at=now_at)
    assert SpotDraft.objects.get().fields == {"title": "Kast"}


def test_after_thirty_days_a_draft_goes(guide, now_at):
    keep_sighting(user=guide, key=KEY, fields={"title": "Kast"}, at=now_at - timedelta(days=31))
    assert (delete_stale_drafts(at=now_at), SpotDraft.objects.count()) == (1, 0)


# --- Offered to whose it is --------------------------------------------------------------------------------------
def test_the_find_is_offered_by_mail_and_shows_what_looks_like_it(scout, guide, public_initiative):
    scout.post(FORM, given(guide, title="Leesbankje bij de kerk"))
    case = Initiative.objects.get(origin="spotted")
    page = f"/werkplek/spotten/{case.number}/"
    shown = scout.get(page).content.decode()
    assert ("Leesbankje in het park" in shown, "Vastgelegd als" in shown) == (True, True)
    assert "Vul een e-mailadres in zoals" in scout.post(page, {"email": "noor"}).content.decode()
    scout.post(page, {"email": "noor@example.nl"})
    assert list(OutgoingMail.objects.values_list("to", "kind")) == [("noor@example.nl", "initiatives.claim")]


def test_nobody_offers_what_somebody_else_saw(scout, guide, administrator, now_at):
    case = register(intake=Intake(title="Kast"), origin="spotted", by=administrator, at=now_at)
    assert scout.get(f"/werkplek/spotten/{case.number}/").status_code == 404
    with pytest.raises(Refusal):
        offer_to_initiator(initiative=case, email="noor@example.nl", by=guide, at=now_at)
