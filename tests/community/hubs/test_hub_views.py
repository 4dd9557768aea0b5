"""The directory, the pages of both sides, and the reply form: who may see what, and what a wrong form says."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from accounts.enums import Role
from community.actions import referral as actions
from community.enums.hubs import HubAnswer, ReferralState
from community.models import Hub, HubHelp, Referral
from community.queries.hubs import hub_totals
from core.models import AuditEntry, OutgoingMail
from tests.community.hubs import hub_town
from tests.community.hubs.hub_town import MAILBOX, QUESTION, REASON
from tests.factories import InitiativeFactory
from tests.world import colleague

pytestmark = pytest.mark.usefixtures("town", "clock")
ALL_HUBS = "/knooppunten/"


def page_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


# --- The directory ---------------------------------------------------------------------------------------------------
def names(client, query=""):
    page = page_of(client, f"{ALL_HUBS}{query}")
    return [hub.name for hub in Hub.objects.order_by("name") if f">{escape(hub.name)}</a>" in page]


def test_everyone_reads_who_helps_with_what(client, hub):
    assert len(names(client)) == 10
    assert names(client, "?hulp=money") == ["Boosterz", "De Groene Loper"]
    assert names(client, "?hulp=money&thema=wonen-en-buurt") == ["Boosterz"]
    assert names(client, "?zoek=denktank") == ["Hanzelab"]
    assert "Geen knooppunt gevonden" in page_of(client, f"{ALL_HUBS}?zoek=raket")
    assert len(names(client, "?hulp=onzin&pagina=x")) == 10


def test_a_wijk_has_its_own_hubs_and_those_of_the_whole_town(client, hub, assendorp):
    Hub.objects.get(slug="wijkservicepunt").wijken.set([assendorp])
    assert "Wijkservicepunt" in names(client, "?wijk=assendorp")
    assert len(names(client, "?wijk=assendorp")) == 10
    assert len(names(client, "?wijk=berkum")) == 9


def test_a_hub_out_of_use_is_gone(client, hub):
    Hub.objects.filter(slug="arcon").update(active=False)
    assert "Arcon" not in names(client)
    page_of(client, "/knooppunten/arcon/", 404)


def test_the_mailbox_for_questions_is_nowhere(client, hub, initiator, ep_member):
    for user in (None, initiator, ep_member):
        if user:
            client.force_login(user)
        for address in (ALL_HUBS, "/knooppunten/hanzelab/", "/en/knooppunten/hanzelab/"):
            assert MAILBOX not in page_of(client, address)


def test_in_english_the_hub_speaks_english(client, hub):
    page = page_of(client, "/en/knooppunten/hanzelab/")
    assert "A think tank of volunteers." in page
    assert "Who helps with what" in page


@pytest.mark.parametrize("address", [ALL_HUBS, "/werkplek/knooppunten/"])
def test_the_lists_cost_the_same_with_more_hubs(client, hub, ep_member, address):
    client.force_login(ep_member)

    def cost():
        page_of(client, address)
        with CaptureQueriesContext(connection) as asked:
            page_of(client, address)
        return len(asked)

    Hub.objects.exclude(slug__in=["hanzelab"]).update(active=False)
    one = cost()
    Hub.objects.filter(slug__in=["arcon", "boosterz"]).update(active=True)
    assert cost() == one


def test_the_directory_is_paged(client, hub):
    for number in range(5):
        made = Hub.objects.create(slug=f"n{number}", name=f"Nieuw {number}", does="Helpt.")
        HubHelp.objects.create(hub=made, kind="place")
    page = page_of(client, ALL_HUBS)
    assert ("15 knooppunten" in page, page.count('class="card hub"')) == (True, 12)
    assert page_of(client, f"{ALL_HUBS}?pagina=2").count('class="card hub"') == 3


# --- Counting in public ---------------------------------------------------------------------------------------------
def ask_often(hub, by, times, now):
    for _number in range(times):
        case = InitiativeFactory(owned=True, theme=hub.themes.first())
        case.referrals.create(
            hub=hub, state=ReferralState.TAKEN_UP, question="x", proposed_by=by, proposed_at=now,
            consented_by=by, consented_at=now, sent_at=now, answered_at=now,
        )  # fmt: skip


def test_nothing_is_counted_in_public_below_five(client, hub, ep_member, now):
    ask_often(hub, ep_member, 4, now)
    assert (hub_totals(hub).asked, hub_totals(hub).themes) == (0, [])
    assert "Wat er al gevraagd is" not in page_of(client, "/knooppunten/hanzelab/")
    ask_often(hub, ep_member, 1, now)
    totals = hub_totals(hub)
    assert (totals.asked, totals.helped, [(row.theme, row.count) for row in totals.themes]) == (
        5,
        5,
        [(hub.themes.first().name, 5)],
    )
    assert "gingen er 5 vragen" in client.get("/knooppunten/hanzelab/?x=1").content.decode()


# --- The initiator's side -------------------------------------------------------------------------------------------
def consent_form(page, **ticked):
    seen = page.split('name="seen" value="')[1].split('"')[0]
    return {"seen": seen, **dict.fromkeys(ticked, "on")}


def test_the_initiator_reads_and_agrees(client, proposed, initiator):
    client.force_login(initiator)
    assert "De gemeente wil Hanzelab vragen om u te helpen." in page_of(client, "/mijn/ZW-2026-0001/")
    assert "Lees en kies" in page_of(client, "/mijn/")
    here = proposed.get_absolute_url()
    page = page_of(client, here)
    assert "Naam: Noor Velthuis\nE-mail: noor@example.nl\n" in page
    changed = client.post(here, consent_form(page, share_name=1)).content.decode()
    assert "De e-mail is nu anders dan u las" in changed
    assert "Naam: Noor Velthuis\n" in changed
    assert "E-mail: noor@example.nl\n" not in changed
    assert OutgoingMail.objects.filter(to=MAILBOX).count() == 0
    assert client.post(here, consent_form(changed, share_name=1)).status_code == 302
    mail = OutgoingMail.objects.get(to=MAILBOX).text
    assert ("Naam: Noor Velthuis" in mail, "noor@example.nl" in mail) == (True, False)
    assert "Wacht op het knooppunt" in page_of(client, "/mijn/ZW-2026-0001/")


def test_showing_the_mail_again_sends_nothing(client, proposed, initiator):
    client.force_login(initiator)
    here = proposed.get_absolute_url()
    again = client.post(here, {"laat-zien": "1", "share_email": "on"}).content.decode()
    assert ("Naam: Noor" in again, "E-mail: noor@example.nl" in again, "Er gaat iets mis" in again) == (
        False,
        True,
        False,
    )
    assert Referral.objects.get().state == "proposed"
    assert client.post(here, consent_form(again, share_email=1)).status_code == 302


def test_every_step_of_the_initiator_has_its_button(client, sent, initiator, now):
    client.force_login(initiator)
    here = sent.get_absolute_url()
    hub_town.say(HubAnswer.QUESTIONED, text="Hoeveel mensen?", at=now)
    assert "Hoeveel mensen?" in page_of(client, here)
    assert "Er gaat iets mis" in client.post(f"{here}antwoorden/", {"text": ""}).content.decode()
    assert client.post(f"{here}antwoorden/", {"text": "Vijf."}).status_code == 302
    hub_town.say(HubAnswer.TAKEN_UP, at=now)
    assert "Er gaat iets mis" in client.post(f"{here}uitkomst/", {}).content.decode()
    assert client.post(f"{here}uitkomst/", {"outcome": "helped", "text": "Ja!"}).status_code == 302
    assert "Het hielp het initiatief verder" in page_of(client, here)
    assert client.post(f"{here}intrekken/").status_code == 302
    assert Referral.objects.get().state == "withdrawn"
    assert "Dat kan niet meer" in client.post(f"{here}weigeren/", {"refusal": "x"}).content.decode()
    assert client.post(f"{here}onzin/").status_code == 404


def test_refusing_needs_no_word(client, proposed, initiator):
    client.force_login(initiator)
    assert client.post(f"{proposed.get_absolute_url()}weigeren/", {"refusal": ""}).status_code == 302
    assert Referral.objects.get().state == "refused"


def test_nobody_else_comes_near(client, sent, outsider, fund_officer, ep_member):
    """By number or key: another resident, a colleague elsewhere, and a colleague at the initiator's own pages."""
    own, work = sent.get_absolute_url(), f"/werkplek/knooppunten/vraag/{sent.pk}/"
    for user, addresses in [
        (outsider, [own]),
        (fund_officer, [own, work]),
        (ep_member, [own]),
        (colleague("Iris Tap", Role.EP_MEMBER), [own, work, "/werkplek/ZW-2026-0001/knooppunt/"]),
    ]:
        client.force_login(user)
        for address in addresses:
            page_of(client, address, 404)
        assert client.post(f"{own}intrekken/").status_code == 404
        if user != ep_member:
            assert client.post(f"{work}intrekken/").status_code in {403, 404}
    assert Referral.objects.get().state == "sent"


def test_the_initiator_asks_after_reading(client, case, hub, initiator, guide):
    page = page_of(client, "/knooppunten/hanzelab/")
    assert 'href="/knooppunten/hanzelab/vragen/"' in page
    client.force_login(initiator)
    here = "/knooppunten/hanzelab/vragen/"
    assert "Lees wat het knooppunt krijgt" in page_of(client, here)
    asked = {"initiative": case.number, "question": QUESTION, "share_name": "on"}
    read = client.post(here, {**asked, "laat-zien": "1"}).content.decode()
    assert "&gt; Kunt u helpen om mensen te vinden" in read
    assert Referral.objects.count() == 0
    other = {**asked, "question": "Iets anders?", **consent_form(read)}
    assert "De e-mail is nu anders dan u las" in client.post(here, other).content.decode()
    sent = client.post(here, {**asked, **consent_form(read)})
    row = Referral.objects.get()
    assert (sent.status_code, row.state, row.shared_name, row.shared_email) == (302, "asked", "Noor Velthuis", "")
    client.force_login(guide)
    work = f"/werkplek/knooppunten/vraag/{row.pk}/"
    assert "Stuurt u dit door?" in page_of(client, work)
    assert "Er gaat iets mis" in client.post(f"{work}niet-doorsturen/", {"refusal": ""}).content.decode()
    assert client.post(f"{work}doorsturen/").status_code == 302
    assert OutgoingMail.objects.filter(to=MAILBOX).count() == 1


def test_who_has_no_initiative_is_shown_where_to_begin(client, hub, outsider):
    client.force_login(outsider)
    assert "U heeft nog geen initiatief dat loopt" in page_of(client, "/knooppunten/hanzelab/vragen/")
    page_of(client, "/knooppunten/arcon/vragen/", 404)


# --- The werkplek ---------------------------------------------------------------------------------------------------
def test_a_colleague_proposes_from_the_case(client, case, hub, ep_member, guide):
    client.force_login(ep_member)
    assert "/werkplek/ZW-2026-0001/knooppunt/" in page_of(client, "/werkplek/ZW-2026-0001/")
    here = "/werkplek/ZW-2026-0001/knooppunt/"
    assert 'value="hanzelab" selected' in page_of(client, f"{here}?knooppunt=hanzelab")
    wrong = client.post(here, {"hub": "arcon", "question": QUESTION, "reason": ""}).content.decode()
    assert ("neemt nu geen vragen aan" in wrong, QUESTION in wrong) == (True, True)
    assert client.post(here, {"hub": "hanzelab", "question": QUESTION, "reason": REASON}).status_code == 302
    twice = client.post(here, {"hub": "hanzelab", "question": QUESTION, "reason": REASON}).content.decode()
    assert "loopt al een vraag" in twice
    assert "Wacht op toestemming" in page_of(client, "/werkplek/ZW-2026-0001/")
    client.force_login(guide)
    assert "Wacht op toestemming" in page_of(client, f"/beheer/initiatives/initiative/{case.pk}/change/")


def test_a_colleague_notes_and_takes_back(client, sent, ep_member):
    client.force_login(ep_member)
    work = f"/werkplek/knooppunten/vraag/{sent.pk}/"
    assert "questioned" not in page_of(client, work)
    wrong = client.post(f"{work}gehoord/", {"answer": "questioned", "text": "x"}).content.decode()
    assert "Er gaat iets mis" in wrong
    assert client.post(f"{work}gehoord/", {"answer": "talked", "text": "Gebeld."}).status_code == 302
    assert "Er gaat iets mis" in client.post(f"{work}uitkomst/", {}).content.decode()
    assert client.post(f"{work}uitkomst/", {"outcome": "partly", "text": ""}).status_code == 302
    assert client.post(f"{work}intrekken/").status_code == 302
    assert client.post(f"{work}onzin/").status_code == 404
    assert "Ingetrokken" in page_of(client, work)


def test_the_record_of_a_hub_counts_and_hides_what_is_not_yours(client, sent, ep_member, now, clock):
    hub_town.say(HubAnswer.TAKEN_UP, at=now.replace(day=16))
    here = "/werkplek/knooppunten/hanzelab/"
    client.force_login(ep_member)
    page = page_of(client, here)
    assert "<dt>Antwoord na, in werkdagen (mediaan)</dt><dd>3</dd>" in page
    assert "Buurttuin aan de Assendorperdijk" in page
    client.force_login(colleague("Iris Tap", Role.EP_MEMBER))
    page = page_of(client, here)
    assert ("Buurttuin" in page, QUESTION[:20] in page) == (False, False)
    assert "een initiatief dat u niet kunt openen" in page
    assert "1 gevraagd, 1 opgepakt" in page_of(client, "/werkplek/knooppunten/")


# --- The reply form --------------------------------------------------------------------------------------------------
def test_a_hub_answers_without_an_account(client, sent, django_assert_num_queries):
    here = f"/knooppunten/antwoord/{hub_town.secret()}/"
    page = page_of(client, here)
    assert (QUESTION in page, "noor@example.nl" in page, 'content="noindex"' in page) == (True, True, True)
    wrong = client.post(here, {"answer": "declined", "text": ""}).content.decode()
    assert "Schrijf op waarom niet." in wrong
    assert "Fout: " in wrong
    answer = {"answer": "taken_up", "text": "Graag!", "contact": "Joke"}
    assert client.post(here, answer).status_code == 302
    done = client.get(here)
    assert (done.status_code, "al geantwoord" in done.content.decode()) == (410, True)
    assert (QUESTION in done.content.decode(), "noor@example.nl" in done.content.decode()) == (False, False)
    assert client.post(here, answer).status_code == 302
    assert sent.words.count() == 1


def test_whoever_prefetches_the_link_answers_nothing(sent):
    here = f"/knooppunten/antwoord/{hub_town.secret()}/"
    scanner = Client(enforce_csrf_checks=True)
    before = OutgoingMail.objects.count(), AuditEntry.objects.count()
    for _time in range(3):
        assert scanner.get(here).status_code == 200
        assert scanner.head(here).status_code == 200
    assert scanner.post(here, {"answer": "taken_up"}).status_code == 403
    assert (Referral.objects.get().state, OutgoingMail.objects.count(), AuditEntry.objects.count()) == ("sent", *before)


def test_a_dead_or_guessed_link_tells_nothing(client, sent, initiator, now):
    secret = hub_town.secret()
    actions.withdraw(referral=sent, by=initiator, at=now)
    gone = client.get(f"/knooppunten/antwoord/{secret}/")
    assert (gone.status_code, "De vraag is ingetrokken." in gone.content.decode()) == (410, True)
    late = client.post(f"/knooppunten/antwoord/{secret}/", {"answer": "taken_up"})
    assert (late.status_code, "De vraag is ingetrokken." in late.content.decode()) == (410, True)
    for guess in ("ZW-2026-0001", "x" * 43, str(sent.pk), secret[:-1], secret + "A"):
        wrong = client.get(f"/knooppunten/antwoord/{guess}/")
        assert (wrong.status_code, "Buurttuin" in wrong.content.decode()) == (404, False)


# --- The admin ------------------------------------------------------------------------------------------------------
def test_hubs_are_kept_in_the_admin_with_a_trace(client, hub, guide, ep_member):
    client.force_login(guide)
    management = {"help_given-TOTAL_FORMS": 1, "help_given-INITIAL_FORMS": 0, "help_given-0-kind": "money"}
    fields = {
        "name": "Buurtbank",
        "slug": "buurtbank",
        "does": "Geeft geld.",
        "does_en": "",
        "website": "",
        "email": "",
    }
    more = {"phone": "", "referral_email": "geld@buurtbank.example", "active": "on"}
    assert client.post("/beheer/community/hub/add/", {**fields, **more, **management}).status_code == 302
    made = Hub.objects.get(slug="buurtbank")
    assert (made.search_title, [row.kind for row in made.help_given.all()]) == ("buurtbank", ["money"])
    entry = AuditEntry.objects.get(verb="hub.added")
    assert (entry.after["name"], entry.after["referral_email"]) == ("Buurtbank", "…")
    assert "Buurtbank" in names(client, "?zoek=geeft+geld")
    page_of(client, "/beheer/community/hub/")
    client.force_login(ep_member)
    assert client.get("/beheer/community/hub/").status_code in {302, 403}
