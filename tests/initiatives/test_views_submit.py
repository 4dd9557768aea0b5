"""The pages of the submit form, as a browser without scripts uses them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from PIL import Image

from core.models import OutgoingMail
from initiatives.models import Draft, DraftFile, Initiative
from initiatives.queries import submit as queries
from tests.factories import InitiativeFactory
from tests.initiatives.submitting import IDEA, PAGES, PERSON, PLACE, fill_in, mailed_code

pytestmark = pytest.mark.usefixtures("town")


def picture(name: str = "hok.jpg") -> SimpleUploadedFile:
    """A photo as a telephone sends it."""
    file = BytesIO()
    Image.new("RGB", (80, 60), "green").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def shown(client: Client, address: str, **facts: str) -> str:
    """The page at this address."""
    answer = client.get(address, facts)
    assert answer.status_code == 200
    return answer.content.decode()


def word_of(draft: Draft) -> str:
    return queries.token(Draft.objects.get(pk=draft.pk))


# --- The way through --------------------------------------------------------------------------------------------
def test_from_idea_to_receipt_without_an_account(client, clock):
    shown(client, "/indienen/")
    shown(client, "/indienen/idee/")
    fill_in(client)
    assert "Boekenruil in het bushokje" in shown(client, "/indienen/controleren/")
    assert client.post("/indienen/controleren/").headers["Location"] == "/indienen/code/"
    assert "naar noor@example.nl" in shown(client, "/indienen/code/")
    answer = client.post("/indienen/code/", {"code": mailed_code()})
    assert answer.headers["Location"] == "/mijn/ZW-2026-0001/ontvangst/"
    for _reload in range(2):
        page = shown(client, "/mijn/ZW-2026-0001/ontvangst/")
        assert "11 maart 2026, 10:00" in page
        assert "<strong>18 maart 2026</strong>" in page
    assert "draft" not in client.session


def test_somebody_logged_in_sends_without_a_code(client, initiator):
    client.force_login(initiator)
    fill_in(client)
    page = shown(client, "/indienen/controleren/")
    assert "Verstuur mijn initiatief" in page
    assert client.post("/indienen/controleren/").headers["Location"] == "/mijn/ZW-2026-0001/ontvangst/"
    assert Initiative.objects.get().members.get().user == initiator
    assert not OutgoingMail.objects.filter(kind="initiatives.code").exists()


def test_a_draft_that_is_not_finished_cannot_be_sent(client):
    client.post("/indienen/idee/", IDEA)
    page = shown(client, "/indienen/controleren/")
    assert "Nog niet compleet" in page
    assert "Stuur mij de code" not in page
    assert client.post("/indienen/controleren/").headers["Location"] == "/indienen/controleren/"
    assert not OutgoingMail.objects.exists()


def test_without_a_draft_there_is_nothing_to_check(client):
    for address in ("/indienen/controleren/", "/indienen/code/", "/indienen/later/", "/indienen/verwijderen/"):
        assert client.get(address).headers["Location"] == "/indienen/"


def test_sending_twice_leads_to_the_same_receipt(client):
    fill_in(client)
    client.post("/indienen/controleren/")
    digits, word = mailed_code(), word_of(Draft.objects.get())
    first = client.post("/indienen/code/", {"code": digits, "concept": word})
    again = Client().post("/indienen/code/", {"code": digits, "concept": word})
    assert first.headers["Location"] == again.headers["Location"] == "/mijn/ZW-2026-0001/ontvangst/"
    assert Initiative.objects.count() == 1
    assert OutgoingMail.objects.filter(kind="initiatives.receipt").count() == 1


def test_a_wrong_code_is_said_at_the_field(client):
    fill_in(client)
    client.post("/indienen/controleren/")
    answer = client.post("/indienen/code/", {"code": "12"})
    assert answer.context["form"].errors == {"code": ["Deze code klopt niet. Kijk nog eens in de e-mail."]}
    assert "<title>Fout: Vul de code in" in answer.content.decode()


def test_a_new_code_on_request(client, clock):
    fill_in(client)
    client.post("/indienen/controleren/")
    first = mailed_code()
    clock.shift(60)
    assert "Wij hebben een code gestuurd." in client.post("/indienen/code/", {"again": "1"}).content.decode()
    assert OutgoingMail.objects.filter(kind="initiatives.code").count() == 2
    if mailed_code() != first:
        assert client.post("/indienen/code/", {"code": first}).status_code == 200
    assert client.post("/indienen/code/", {"code": mailed_code()}).status_code == 302


def test_whoever_reads_the_mailbox_of_a_colleague_is_no_colleague_yet(client, guide, settings):
    settings.STAFF_SECOND_FACTOR = True
    fill_in(client, email=guide.email, name=guide.display_name)
    client.post("/indienen/controleren/")
    client.post("/indienen/code/", {"code": mailed_code(guide.email)})
    assert client.get("/beheer/").status_code == 302


# --- Pages ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("slug", PAGES)
def test_what_was_typed_is_there_again(client, slug):
    fill_in(client)
    form = client.get(f"/indienen/{slug}/").context["form"]
    assert {name: form[name].value() for name in PAGES[slug] if PAGES[slug][name]} == {
        name: value for name, value in PAGES[slug].items() if value
    }


def test_what_is_wrong_is_shown_and_what_was_typed_is_kept(client):
    answer = client.post("/indienen/idee/", {"title": "Tuin", "summary": "", "for_whom": "Buren"})
    page = answer.content.decode()
    assert "<title>Fout: Wat is uw idee?" in page
    assert '<a href="#id_summary">Schrijf op wat u wilt doen.</a>' in page
    assert Draft.objects.get().answers == {"title": "Tuin", "summary": "", "for_whom": "Buren", "goals": []}


def test_changing_from_the_check_page_goes_straight_back(client):
    fill_in(client)
    assert 'name="check"' in shown(client, "/indienen/idee/?check")
    answer = client.post("/indienen/idee/", IDEA | {"check": "1", "title": "Ruilkast"})
    assert answer.headers["Location"] == "/indienen/controleren/"


def test_each_answer_on_the_check_page_has_its_own_way_to_change_it(client):
    fill_in(client)
    page = shown(client, "/indienen/controleren/")
    assert '<a href="/indienen/idee/?check#id_title">Wijzig<span class="visually-hidden"> de titel</span></a>' in page
    assert "Niet ingevuld" in page


def test_what_the_three_questions_told_is_not_asked_again(client):
    shown(client, "/indienen/past-dit/", wish="plan", scale="wijk", doer="self")
    assert client.get("/indienen/plek/").context["form"]["place_kind"].value() == "wijk"


@pytest.mark.parametrize(
    ("answers", "heading"),
    [
        ({"wish": "plan", "scale": "city", "doer": "self"}, "Ja, dit past hier"),
        ({"wish": "report"}, "Een melding doet u bij een ander loket"),
        ({"wish": "plan", "scale": "street", "doer": "self"}, "Voor een plan in uw straat is er een snellere weg"),
        ({"wish": "permit"}, "Een vergunning vraagt u aan bij een ander loket"),
    ],
)
def test_every_answer_to_the_three_questions_leads_on(client, answers, heading):
    page = shown(client, "/indienen/past-dit/", **answers)
    assert f"<h1>{heading}</h1>" in page
    assert 'href="/indienen/idee/"' in page


def test_the_three_questions_must_be_answered(client):
    assert client.get("/indienen/past-dit/", {"wish": "plan"}).context["form"].errors == {
        "scale": ["Kies voor wie of waar het is."],
        "doer": ["Kies wie het gaat doen."],
    }


def test_an_unknown_page_is_not_there(client):
    assert client.get("/indienen/onzin/").status_code == 404
    assert client.post("/indienen/onzin/bewaren/").status_code == 404


def test_pages_of_a_draft_are_kept_by_no_cache(client):
    fill_in(client)
    for address in ("/indienen/", "/indienen/idee/", "/indienen/controleren/", "/indienen/later/"):
        assert "no-store" in client.get(address).headers["Cache-Control"]


def test_only_fields_of_the_page_are_taken(client, guide):
    everything = IDEA | {"user": guide.pk, "email": guide.email, "initiative": "1", "delete_on": "2099-01-01"}
    client.post("/indienen/idee/", everything)
    draft = Draft.objects.get()
    assert (draft.user, draft.email, draft.initiative) == (None, "", None)
    assert draft.answers == IDEA


# --- Similar initiatives ----------------------------------------------------------------------------------------
def test_public_initiatives_that_look_like_the_title_stand_beside_it(client, public_initiative):
    InitiativeFactory(title="Leesbankje dat niemand mag zien")
    page = shown(client, "/indienen/lijkt-op/", title="Een leesbankje bij ons")
    assert 'href="/initiatieven/leesbankje/"' in page
    assert "niemand mag zien" not in page
    client.post("/indienen/idee/", IDEA | {"title": "Leesbankje aan de Dijk"})
    assert "Leesbankje in het park" in shown(client, "/indienen/idee/")
    assert "Leesbankje in het park" in shown(client, "/indienen/plek/")


@pytest.mark.parametrize("title", ["", "voor de buurt", "x" * 500, "%_"])
def test_a_title_that_says_nothing_looks_like_nothing(client, public_initiative, title):
    assert "<li>" not in shown(client, "/indienen/lijkt-op/", title=title)


# --- Files ------------------------------------------------------------------------------------------------------
def test_a_wrong_file_costs_neither_the_right_one_nor_the_text(client):
    wrong = SimpleUploadedFile("virus.exe", b"MZ\x00\x01", "application/octet-stream")
    answer = client.post("/indienen/plek/", PLACE | {"uploads": [picture(), wrong]})
    assert [str(error)[:11] for error in answer.context["form"].errors["uploads"]] == ["“virus.exe”"]
    assert DraftFile.objects.get().name == "hok.webp"
    assert Draft.objects.get().answers["wijk"] == "WK019313"
    assert "hok.webp" in shown(client, "/indienen/plek/")


def test_a_file_is_removed_and_the_text_is_kept(client):
    client.post("/indienen/plek/", PLACE | {"uploads": [picture()]})
    answer = client.post("/indienen/plek/", PLACE | {"wijk": "WK019310", "remove_file": DraftFile.objects.get().pk})
    assert answer.headers["Location"] == "/indienen/plek/"
    assert not DraftFile.objects.exists()
    assert Draft.objects.get().answers["wijk"] == "WK019310"


def test_only_the_browser_of_the_draft_sees_its_photos(client):
    client.post("/indienen/plek/", PLACE | {"uploads": [picture()]})
    address = f"/indienen/foto/{DraftFile.objects.get().pk}/"
    answer = client.get(address)
    assert (answer.headers["Content-Type"], bool(answer.getvalue())) == ("image/webp", True)
    assert Client().get(address).status_code == 404


# --- Later ------------------------------------------------------------------------------------------------------
def test_go_on_later_on_another_device(client, clock):
    client.post("/indienen/idee/", IDEA)
    answer = client.post("/indienen/plek/", {"place_kind": "wijk", "later": "1"})
    assert answer.headers["Location"] == "/indienen/later/"
    done = client.post("/indienen/later/", {"email": "noor@example.nl"}).content.decode()
    assert "Hij werkt tot 10 april 2026" in done
    word = word_of(Draft.objects.get())
    elsewhere = Client()
    for _time in range(2):
        answer = elsewhere.get(f"/indienen/verder/{word}/")
        assert answer.headers["Location"] == "/indienen/plek/"
    page = shown(elsewhere, "/indienen/plek/")
    assert "Concept van noor@example.nl." in page
    assert elsewhere.get("/indienen/plek/").context["form"]["place_kind"].value() == "wijk"
    assert elsewhere.get("/indienen/u/").context["form"]["email"].value() == "noor@example.nl"


def test_a_finished_draft_opens_on_the_check_page(client):
    fill_in(client)
    assert Client().get(f"/indienen/verder/{word_of(Draft.objects.get())}/").headers["Location"] == (
        "/indienen/controleren/"
    )


def test_a_link_that_is_no_link_opens_nothing(client):
    answer = client.get("/indienen/verder/onzin/")
    assert answer.status_code == 404
    assert "Deze link werkt niet meer" in answer.content.decode()


def test_revoked_links_open_nothing_also_in_a_browser_that_used_one(client):
    client.post("/indienen/idee/", IDEA)
    word = word_of(Draft.objects.get())
    elsewhere = Client()
    elsewhere.get(f"/indienen/verder/{word}/")
    assert client.post("/indienen/later/links-intrekken/").status_code == 302
    assert client.get("/indienen/controleren/").status_code == 200
    assert elsewhere.get("/indienen/controleren/").status_code == 302
    assert elsewhere.get(f"/indienen/verder/{word}/").status_code == 404
    elsewhere.post("/indienen/idee/", {"concept": word, "title": "Overgenomen"})
    assert Draft.objects.order_by("pk").first().answers["title"] == IDEA["title"]


def test_the_link_of_a_sent_draft_leads_to_the_receipt(client):
    fill_in(client)
    client.post("/indienen/controleren/")
    word = word_of(Draft.objects.get())
    client.post("/indienen/code/", {"code": mailed_code()})
    elsewhere = Client()
    assert elsewhere.get(f"/indienen/verder/{word}/").headers["Location"] == "/mijn/ZW-2026-0001/ontvangst/"
    assert elsewhere.get("/mijn/ZW-2026-0001/ontvangst/").headers["Location"].startswith("/account/inloggen/")
    assert elsewhere.get("/indienen/idee/").headers["Location"] == "/mijn/ZW-2026-0001/ontvangst/"


def test_this_device_forgets_the_draft(client):
    client.post("/indienen/idee/", IDEA)
    client.post("/indienen/vergeten/")
    assert client.get("/indienen/controleren/").status_code == 302
    assert Draft.objects.count() == 1


def test_deleting_takes_a_press_of_a_button(client):
    client.post("/indienen/idee/", IDEA)
    shown(client, "/indienen/verwijderen/")
    assert Draft.objects.count() == 1
    client.post("/indienen/verwijderen/")
    assert Draft.objects.count() == 0


def test_drafts_of_an_account_stand_on_its_own_page(client, initiator, outsider):
    client.force_login(initiator)
    client.post("/indienen/idee/", IDEA)
    key = Draft.objects.get().key
    client.post("/indienen/vergeten/")
    assert f"/mijn/concept/{key}/" in shown(client, "/mijn/")
    assert client.get(f"/mijn/concept/{key}/", follow=True).redirect_chain[-1][0] == "/indienen/plek/"
    client.force_login(outsider)
    assert client.get(f"/mijn/concept/{key}/").status_code == 404


# --- Saved while typing -----------------------------------------------------------------------------------------
def test_a_field_is_saved_when_it_changes(client, clock):
    answer = client.post("/indienen/idee/bewaren/", {"title": "Tuin"})
    draft = Draft.objects.get()
    assert answer.json() == {"message": "Bewaard om 10:00", "version": 1, "concept": word_of(draft)}
    client.post("/indienen/idee/bewaren/", {"summary": "Bloemen", "concept": word_of(draft)})
    draft.refresh_from_db()
    assert draft.answers == {"title": "Tuin", "summary": "Bloemen"}


def test_saving_one_field_leaves_the_ticked_boxes_alone(client):
    fill_in(client)
    client.post("/indienen/hulp/bewaren/", {"question": "Anders"})
    assert Draft.objects.get().answers["help_kinds"] == ["place", "rules"]
    client.post("/indienen/hulp/bewaren/", {"help_kinds": ""})
    assert Draft.objects.get().answers["help_kinds"] == []


def test_a_session_that_ended_costs_nothing(client):
    client.post("/indienen/idee/", IDEA)
    word = word_of(Draft.objects.get())
    client.session.flush()
    client.cookies.clear()
    client.post("/indienen/plek/", PLACE | {"concept": word})
    assert Draft.objects.get().answers == IDEA | PLACE
    assert client.get("/indienen/hulp/").context["draft"] == Draft.objects.get()


def test_another_device_sees_both_texts(client):
    client.post("/indienen/idee/", IDEA)
    elsewhere = Client()
    elsewhere.get(f"/indienen/verder/{word_of(Draft.objects.get())}/")
    old = shown(elsewhere, "/indienen/idee/")
    assert 'name="version" value="1"' in old
    client.post("/indienen/idee/", IDEA | {"title": "Ruilkast"})
    answer = elsewhere.post("/indienen/idee/", IDEA | {"title": "Boekenkast", "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Op een ander apparaat staat iets anders" in page
    assert "<dt>Hoe heet uw initiatief?</dt><dd>Ruilkast</dd>" in page
    assert 'value="Boekenkast"' in page
    assert Draft.objects.get().answers["title"] == "Ruilkast"
    elsewhere.post("/indienen/idee/", IDEA | {"title": "Boekenkast", "version": answer.context["draft"].version})
    assert Draft.objects.get().answers["title"] == "Boekenkast"


def test_saving_while_typing_tells_of_another_device(client):
    client.post("/indienen/idee/", IDEA)
    Draft.objects.update(saved_from="elsewhere", version=5)
    answer = client.post("/indienen/idee/bewaren/", {"title": "Anders", "version": "1"})
    assert (answer.status_code, answer.json()) == (
        409,
        {"message": "Dit concept is intussen op een ander apparaat veranderd. Kijk welke tekst u wilt houden."},
    )


# --- English --------------------------------------------------------------------------------------
def test_everything_in_english(client):
    with override("en"):
        start = reverse("initiatives:start")
    assert start == "/en/indienen/"
    for slug, answers in PAGES.items():
        assert client.post(f"/en/indienen/{slug}/", answers).headers["Location"].startswith("/en/indienen/")
    client.post("/en/indienen/controleren/")
    client.post("/en/indienen/code/", {"code": mailed_code()})
    mail = OutgoingMail.objects.get(kind="initiatives.receipt")
    assert (mail.language, "/en/mijn/" in mail.text) == ("en", True)
    assert Initiative.objects.get().language == "en"


def test_the_person_page_says_who_is_logged_in(client, initiator):
    client.force_login(initiator)
    client.post("/indienen/u/", PERSON)
    assert "U bent ingelogd met noor@example.nl." in shown(client, "/indienen/u/")
