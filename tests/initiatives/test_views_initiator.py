"""The initiator's own pages: theirs alone, each button once, nothing typed is lost."""

import pytest
from django.test import Client

from core.files import Upload
from core.models import OutgoingMail
from initiatives.actions import attachment, registration
from initiatives.enums import Audience, MemberRole, Party, Side, State
from initiatives.models import Initiative, Invitation
from tests.factories import SUBMITTED_AT, MemberFactory
from tests.initiatives.test_views_submit import picture, shown

PHOTO = Upload(kind="photo", name="hok.webp", content_type="image/webp", content=b"groot", small=b"klein")
DOCUMENT = Upload(kind="document", name="plan.pdf", content_type="application/pdf", content=b"%PDF")
CASE = "/mijn/ZW-2026-0001/"
PAGES = [
    "",
    "ontvangst/",
    "wijzigen/idee/",
    "wijzigen/plek/",
    "wijzigen/hulp/",
    "wijzigen/naam/",
    "versies/",
    "bestanden/",
    "mensen/",
    "doelen/",
    "website/",
    "ervaring/",
    "pauze/",
    "verder/",
    "stoppen/",
]


def again(case: Initiative) -> Initiative:
    return Initiative.objects.get(pk=case.pk)


# --- Whose pages ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_there_for_its_initiator_and_for_nobody_else(inside, outsider, guide, initiator, page):
    assert shown(inside, CASE + page)
    for other in (outsider, guide):
        inside.force_login(other)
        assert inside.get(CASE + page).status_code == 404
        assert inside.post(CASE + page).status_code in {404, 405}
    inside.logout()
    assert inside.get(CASE + page).headers["Location"].startswith("/account/inloggen/")


def test_pages_of_a_person_are_kept_by_no_cache(inside):
    for page in ("/mijn/", CASE, f"{CASE}ontvangst/"):
        assert inside.get(page).headers["Cache-Control"] == "no-store, private"


def test_whoever_left_sees_nothing_any_more(client, case, outsider):
    MemberFactory(initiative=case, user=outsider, role=MemberRole.CO_INITIATOR, left_at=SUBMITTED_AT)
    client.force_login(outsider)
    assert client.get(CASE).status_code == 404


def test_unknown_parts_are_not_there(inside):
    assert inside.get(f"{CASE}wijzigen/onzin/").status_code == 404
    assert inside.get(f"{CASE}onzin/").status_code == 404


# --- The status page --------------------------------------------------------------------------------------------
def test_the_status_page_in_order(inside, case):
    case.messages.create(side=Side.MUNICIPALITY, author=case.owner, text="Dag Noor", sent_at=SUBMITTED_AT)
    page = shown(inside, CASE)
    parts = [
        '<span class="tag tag-info">Gekoppeld aan een gids</span>',
        "<strong>ZW-2026-0001</strong>",
        "<h1>Buurttuin aan de Assendorperdijk</h1>",
        "Ingediend op",
        "Wat kunt u nu doen?",
        "Zo loopt het",
        'aria-current="step"',
        "(hier bent u nu)",
        "Gesprek met de gemeente",
        "Dag Noor",
        "Foto’s en documenten",
    ]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    assert "Gijs Wolters" in page


def test_without_anything_to_do_it_says_so(inside, case):
    Initiative.objects.update(state=State.SUBMITTED, owner=None)
    assert "U hoeft nu niets te doen" in shown(inside, CASE)


def test_internal_things_are_not_there(inside, case, guide):
    case.notes.create(author=guide, text="Kanarie in een notitie", written_at=SUBMITTED_AT)
    case.timeline.create(
        at=SUBMITTED_AT, event="promised", audience=Audience.INTERNAL, facts={"text": "Kanarie", "due_on": "x"}
    )
    secret = attachment.add(initiative=case, upload=DOCUMENT, side=Side.MUNICIPALITY, by=guide, at=SUBMITTED_AT)
    type(secret).objects.update(audience=Audience.INTERNAL, name="Kanarie.pdf")
    for page in PAGES:
        assert "Kanarie" not in shown(inside, CASE + page)


def test_a_message_with_a_file(inside, case):
    answer = inside.post(CASE, {"text": "Zie de foto", "key": "k1", "uploads": [picture()]})
    assert answer.headers["Location"] == f"{CASE}#gesprek"
    message = case.messages.get()
    assert (message.side, message.text, message.attachments.get().name) == (Side.INITIATOR, "Zie de foto", "hok.webp")
    inside.post(CASE, {"text": "Zie de foto", "key": "k1", "uploads": [picture()]})
    assert (case.messages.count(), case.attachments.count()) == (1, 1)


def test_a_message_is_kept_when_something_is_wrong(inside, case):
    answer = inside.post(CASE, {"text": "x" * 5001, "key": "k1"})
    page = answer.content.decode()
    assert "x" * 5001 in page
    assert "Gebruik niet meer dan 5000 tekens." in page
    assert not case.messages.exists()


def test_answering_gives_the_ball_back(inside, case):
    Initiative.objects.update(ball=Party.INITIATOR, state=State.CONVERSING)
    case.promises.create(kind="reply", party=Party.INITIATOR, made_at=SUBMITTED_AT, due_on="2026-03-20")
    inside.post(CASE, {"text": "Wij zijn met tien mensen.", "key": ""})
    assert again(case).ball == Party.MUNICIPALITY
    assert OutgoingMail.objects.get().to == "gijs@zwolle.example"


# --- Text -------------------------------------------------------------------------------------------------------
IDEA = {
    "title": "Moestuin",
    "summary": "Groente",
    "for_whom": "Buren",
    "with_whom": "",
    "planned_when": "",
    "theme": "",
}


def test_changing_the_text(inside, case):
    answer = inside.post(f"{CASE}wijzigen/idee/", IDEA | {"version": "1"})
    assert answer.headers["Location"] == CASE
    assert (again(case).title, again(case).theme, again(case).version) == ("Moestuin", None, 2)
    assert "Buurttuin" in shown(inside, f"{CASE}versies/")
    assert "<ins>" in shown(inside, f"{CASE}versies/", van="1", naar="2")
    assert "Deze versies zijn hetzelfde" in shown(inside, f"{CASE}versies/", van="2", naar="2")


@pytest.mark.parametrize("numbers", [{"van": "9"}, {"van": "x", "naar": "-1"}, {"van": "9" * 5000}])
def test_versions_that_do_not_exist(inside, numbers):
    assert shown(inside, f"{CASE}versies/", **{name: value[:400] for name, value in numbers.items()})


def test_the_second_saver_sees_both_texts(inside, case):
    inside.post(f"{CASE}wijzigen/idee/", IDEA | {"version": "1"})
    answer = inside.post(f"{CASE}wijzigen/idee/", IDEA | {"title": "Bloementuin", "version": "1"})
    page = answer.content.decode()
    assert "Iemand anders heeft dit intussen veranderd" in page
    assert "<dt>Hoe heet uw initiatief?</dt><dd>Moestuin</dd>" in page
    assert 'value="Bloementuin"' in page
    assert 'name="version" value="2"' in page
    inside.post(f"{CASE}wijzigen/idee/", IDEA | {"title": "Bloementuin", "version": "2"})
    assert again(case).title == "Bloementuin"


def test_changing_the_place_and_the_question(inside, case):
    place = {"place_kind": "address", "wijk": "WK019310", "address": "Grote Kerkplein", "address_public": "yes"}
    inside.post(f"{CASE}wijzigen/plek/", place | {"version": "1"})
    inside.post(f"{CASE}wijzigen/hulp/", {"help_kinds": ["money"], "question": "Wie betaalt mee?", "version": "2"})
    inside.post(f"{CASE}wijzigen/naam/", {"shown_name": "organisation", "organisation": "De Tuin", "version": "3"})
    fresh = again(case)
    assert (fresh.place, fresh.question, fresh.organisation, fresh.version) == (
        "Grote Kerkplein, Binnenstad",
        "Wie betaalt mee?",
        "De Tuin",
        4,
    )


def test_somebody_young_shows_no_surname_later_either(inside, case):
    Initiative.objects.update(under_sixteen=True)
    answer = inside.post(f"{CASE}wijzigen/naam/", {"shown_name": "full", "organisation": "", "version": "1"})
    assert answer.context["form"].errors == {
        "shown_name": ["Bent u jonger dan 16? Kies dan een naam zonder achternaam."]
    }


def test_only_the_questions_of_the_page_are_changed(inside, case):
    inside.post(
        f"{CASE}wijzigen/idee/", IDEA | {"version": "1", "state": "closed", "owner": "1", "number": "X", "address": "Y"}
    )
    fresh = again(case)
    assert (fresh.state, fresh.owner_id, fresh.number, fresh.address) == (
        case.state,
        case.owner_id,
        case.number,
        case.address,
    )


# --- Pace and website -------------------------------------------------------------------------------------------
def test_pause_go_on_stop_and_begin_again(inside, case):
    inside.post(f"{CASE}pauze/", {"reason": "Vakantie"})
    assert again(case).paused_at
    assert "Ga verder" in shown(inside, CASE)
    inside.post(f"{CASE}verder/")
    assert not again(case).paused_at
    inside.post(f"{CASE}stoppen/", {"reason": "Geen tijd"})
    assert (again(case).state, again(case).outcome) == (State.CLOSED, "stopped")
    assert "Begin weer" in shown(inside, CASE)
    inside.post(f"{CASE}verder/")
    assert again(case).state == State.CONVERSING


@pytest.mark.parametrize("move", ["pauze", "stoppen"])
def test_a_reason_is_asked(inside, case, move):
    assert inside.post(f"{CASE}{move}/").context["form"].errors == {"reason": ["Schrijf kort op waarom."]}
    assert again(case).state == State.OWNED


def test_what_cannot_be_is_a_sentence(inside, case):
    assert "Het initiatief staat niet op pauze." in inside.post(f"{CASE}verder/").content.decode()


def test_on_the_website_and_off_it(inside, case):
    inside.post(f"{CASE}website/", {"consent": "yes"})
    assert again(case).public_consent_at
    Initiative.objects.update(published_at=SUBMITTED_AT)
    assert "Haal het van de website" in shown(inside, f"{CASE}website/")
    inside.post(f"{CASE}website/", {"consent": "no"})
    assert not again(case).is_public


def test_telling_how_it_went(inside, case):
    answer = inside.post(f"{CASE}ervaring/", {"grade": "bad", "text": "Te traag"})
    assert answer.headers["Location"] == CASE
    assert case.reviews.get().text == "Te traag"
    assert inside.get(f"{CASE}ervaring/").headers["Location"] == CASE


def test_a_case_that_is_not_done_for_its_initiator_opens_again(inside, case):
    Initiative.objects.update(state=State.CLOSED, outcome="independent", ball="")
    answer = inside.post(f"{CASE}ervaring/", {"grade": "bad", "text": "", "reopens": "on"})
    assert answer.context["form"].errors == {"text": ["Schrijf op waarom wij opnieuw moeten kijken."]}
    inside.post(f"{CASE}ervaring/", {"grade": "bad", "text": "Geen antwoord gehad", "reopens": "on"})
    assert again(case).state == State.CONVERSING


# --- People -----------------------------------------------------------------------------------------------------
@pytest.fixture
def invited(inside, monkeypatch) -> Client:
    """The initiator invited somebody; the secret is known here."""
    monkeypatch.setattr(registration, "token_urlsafe", lambda size: "geheim")
    inside.post(f"{CASE}mensen/", {"email": "otto@example.nl", "kind": "co_initiator"})
    return inside


def test_inviting_and_joining(invited, client, outsider):
    assert "otto@example.nl" in shown(invited, f"{CASE}mensen/")
    client.force_login(outsider)
    page = shown(client, "/mijn/uitnodiging/geheim/")
    assert "Noor Velthuis vraagt of u meedoet." in page
    assert client.get(CASE).status_code == 404
    assert client.post("/mijn/uitnodiging/geheim/").headers["Location"] == CASE
    assert "2 mensen doen mee" in shown(client, CASE)


def test_an_invitation_for_somebody_else_tells_nothing(invited, client, fund_officer):
    client.force_login(fund_officer)
    answer = client.get("/mijn/uitnodiging/geheim/")
    assert answer.status_code == 404
    assert "Buurttuin" not in answer.content.decode()
    assert client.post("/mijn/uitnodiging/geheim/").status_code == 404


def test_an_invitation_leads_whoever_is_not_logged_in_through_the_login(invited):
    invited.logout()
    assert invited.get("/mijn/uitnodiging/geheim/").headers["Location"] == (
        "/account/inloggen/?next=/mijn/uitnodiging/geheim/"
    )


def test_taking_an_invitation_back(invited, case):
    pk = Invitation.objects.get().pk
    invited.post(f"{CASE}uitnodiging/{pk}/intrekken/")
    assert Invitation.objects.get().withdrawn_at
    assert "otto@example.nl" not in shown(invited, f"{CASE}mensen/")


def test_who_takes_part_does_not_invite_and_can_leave(invited, case, outsider):
    MemberFactory(initiative=case, user=outsider, role=MemberRole.CO_INITIATOR)
    pk = Invitation.objects.get().pk
    invited.force_login(outsider)
    page = shown(invited, f"{CASE}mensen/")
    assert "Nodig iemand uit" not in page
    invited.post(f"{CASE}mensen/", {"email": "ander@example.nl", "kind": "hand_over"})
    assert Invitation.objects.count() == 1
    assert invited.post(f"{CASE}uitnodiging/{pk}/intrekken/").status_code == 404
    assert invited.post(f"{CASE}mensen/weggaan/").headers["Location"] == "/mijn/"
    assert invited.get(CASE).status_code == 404


def test_the_initiator_cannot_just_leave(inside, case):
    assert inside.post(f"{CASE}mensen/weggaan/").headers["Location"] == f"{CASE}mensen/"
    assert "Draag het initiatief eerst over" in shown(inside, f"{CASE}mensen/")


def test_counting_through_the_numbers_tells_nothing(client, case, outsider):
    client.force_login(outsider)
    answers = {client.get(f"/mijn/ZW-2026-{number:04}/").status_code for number in range(60)}
    assert answers == {404}
