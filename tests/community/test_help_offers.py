"""Help: offered, confirmed, answered and taken back; no side sees an address before both said yes."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from community.actions import help_offers as actions
from community.enums.following import OfferState
from community.models import HelpOffer
from community.queries.help_offers import own_token
from core.models import OutgoingMail
from core.refusal import IllegalTransition, Refusal
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/initiatieven/buurttuin/helpen/"
OWN = "/mijn/ZW-2026-0001/hulp/"
HELPER, PHONE = "hulp@example.nl", "0384982092"
FORM = {
    "gift": "hands",
    "what": "Ik kan spitten.",
    "available": "zaterdagochtend",
    "name": "Hidde Helper",
    "email": HELPER,
    "reach": "both",
    "phone": "038 498 2092",
    "key": "a" * 32,
}
WORDS = {name: FORM[name] for name in ("gift", "what", "available", "name")}


def offered(initiative, at, user=None, **facts) -> HelpOffer:
    given = {**WORDS, "email": HELPER, "phone": PHONE, "reach": "both", "language": "nl", "asked_from": "10.0.0.1"}
    return actions.offer_help(initiative=initiative, at=at, user=user, **given | facts)


def link(mail: OutgoingMail) -> str:
    return re.search(r"http://localhost:8000(/\S+)", mail.text)[1]


@pytest.fixture
def waiting(shown_case, now) -> HelpOffer:
    """An offer that reached the initiator; the mails about that are gone."""
    offered(shown_case, now)
    offer = actions.confirm_offer(secret=link(OutgoingMail.objects.get()).split("/")[3], at=now)
    OutgoingMail.objects.all().delete()
    return offer


def test_from_a_form_to_the_initiator_without_addresses(client, clock, shown_case, initiator, mails):
    assert "Bied hulp aan" in client.get("/initiatieven/buurttuin/").content.decode()
    assert client.post(PAGE, FORM).headers["Location"] == f"{PAGE}kijk-in-uw-mail/"
    assert mails() == [(HELPER, "Bevestig dat u Buurttuin aan de Assendorperdijk wilt helpen (ZW-2026-0001)")]
    address = link(OutgoingMail.objects.get())
    assert client.get(address).status_code == 200
    assert HelpOffer.objects.get().state == OfferState.UNCONFIRMED
    client.post(address)
    offer = HelpOffer.objects.get()
    assert (offer.state, offer.phone) == (OfferState.WAITING, PHONE)
    told = OutgoingMail.objects.get(to="noor@example.nl")
    assert told.subject == "Hidde Helper wil Buurttuin aan de Assendorperdijk helpen (ZW-2026-0001)"
    assert ("> Ik kan spitten." in told.text, "> zaterdagochtend" in told.text) == (True, True)
    client.force_login(initiator)
    status = client.get("/mijn/ZW-2026-0001/").content.decode()
    assert "Er wacht 1 aanbod van hulp op uw antwoord." in status
    pages = [told.text, status, *(client.get(each).content.decode() for each in (OWN, f"{OWN}{offer.pk}/"))]
    assert ["Hidde Helper biedt handen" in pages[2], "Ik kan spitten." in pages[3]] == [True, True]
    assert [(HELPER in each, "498" in each) for each in pages] == [(False, False)] * 4


def test_without_hiding_the_address_would_be_there(waiting):
    """The control: the offer does hold what no page shows."""
    assert waiting.contacts == [HELPER, PHONE]


def test_a_yes_gives_each_what_the_other_chose(client, clock, waiting, initiator):
    initiator.phone = "0612345678"
    initiator.save()
    client.force_login(initiator)
    form = {"do": "accept", "yes-reply": "Fijn, kom langs.", "yes-shares": "phone"}
    page = client.post(f"{OWN}{waiting.pk}/", form, follow=True).content.decode()
    assert (HELPER in page, PHONE in page) == (True, True)
    mail = OutgoingMail.objects.get(kind="community.help_accepted")
    assert (mail.to, "> Fijn, kom langs." in mail.text) == (HELPER, True)
    assert ("Noor Velthuis zo: 0612345678" in mail.text, "noor@example.nl" in mail.text) == (True, False)
    ours = OutgoingMail.objects.get(kind="community.help_contact")
    assert (ours.to, f"zo: {HELPER}, {PHONE}" in ours.text) == ("noor@example.nl", True)
    client.logout()
    theirs = client.get(f"/hulp/{own_token(waiting)}/").content.decode()
    assert ("0612345678" in theirs, "noor@example.nl" in theirs) == (True, False)


def test_how_to_reach_the_initiator_goes_with_the_help(client, waiting, initiator, now):
    actions.accept_offer(offer=waiting, reply="Fijn.", shares="email", by=initiator, at=now)
    page = f"/hulp/{own_token(waiting)}/"
    assert "noor@example.nl" in client.get(page).content.decode()
    waiting.initiative.members.update(left_at=now)
    assert "noor@example.nl" not in client.get(page).content.decode()
    waiting.initiative.members.update(left_at=None)
    actions.withdraw_offer(offer=waiting, at=now)
    assert "noor@example.nl" not in client.get(page).content.decode()


def test_a_helper_who_chose_mail_alone_gives_no_number(waiting):
    HelpOffer.objects.update(reach="email")
    waiting.refresh_from_db()
    assert waiting.contacts == [HELPER]


def test_a_number_that_is_not_there_cannot_be_shared(client, waiting, initiator):
    client.force_login(initiator)
    form = {"do": "accept", "yes-reply": "Ja.", "yes-shares": "phone"}
    page = client.post(f"{OWN}{waiting.pk}/", form).content.decode()
    assert "Zet eerst uw telefoonnummer bij uw account" in page
    assert "Ja." in page
    assert HelpOffer.objects.get().state == OfferState.WAITING


def test_a_no_shares_nothing(client, clock, waiting, initiator):
    client.force_login(initiator)
    form = {"do": "decline", "no-reply": "Dank u, wij hebben genoeg mensen."}
    page = client.post(f"{OWN}{waiting.pk}/", form, follow=True).content.decode()
    assert (HELPER in page, PHONE in page) == (False, False)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.kind, "noor@example.nl" in mail.text) == (HELPER, "community.help_declined", False)
    assert "> Dank u, wij hebben genoeg mensen." in mail.text


def test_an_answer_without_words_is_no_answer(client, waiting, initiator):
    client.force_login(initiator)
    page = client.post(f"{OWN}{waiting.pk}/", {"do": "decline", "no-reply": " "}).content.decode()
    assert "Schrijf een paar woorden. De helper leest ze." in page
    assert "<title>Fout: " in page


def test_taking_it_back(client, clock, waiting, mails):
    address = f"/hulp/{own_token(waiting)}/"
    assert "Trek het aanbod in" in client.get(address).content.decode()
    client.post(address, {"do": "withdraw"})
    client.post(address, {"do": "withdraw"})
    assert HelpOffer.objects.get().state == OfferState.WITHDRAWN
    assert mails() == [
        ("noor@example.nl", "Hidde Helper trekt de hulp aan Buurttuin aan de Assendorperdijk in (ZW-2026-0001)")
    ]


def test_once_withdrawn_nobody_can_say_yes(waiting, initiator, now):
    actions.withdraw_offer(offer=waiting, at=now)
    with pytest.raises(IllegalTransition):
        actions.accept_offer(offer=waiting, reply="Ja", shares="email", by=initiator, at=now)
    with pytest.raises(IllegalTransition):
        actions.decline_offer(offer=waiting, reply="Nee", by=initiator, at=now)


def test_somebody_logged_in_needs_no_mail_first(client, clock, shown_case, outsider, mails):
    client.force_login(outsider)
    assert "Uw e-mailadres" not in client.get(PAGE).content.decode()
    form = {name: value for name, value in FORM.items() if name != "email"}
    assert client.post(PAGE, form).headers["Location"] == f"{PAGE}verstuurd/"
    assert HelpOffer.objects.get().state == OfferState.WAITING
    assert [to for to, _subject in mails()] == ["noor@example.nl", "otto@example.nl"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"gift": "money"}, "money"),
        ({"gift": ""}, "Kies wat voor hulp u aanbiedt."),
        ({"what": ""}, "Schrijf op wat u aanbiedt."),
        ({"available": " "}, "Schrijf op wanneer u kunt."),
        ({"name": "Kijk op www.evil.example"}, "Zet hier geen webadres neer."),
        ({"email": "geen adres"}, "Vul een e-mailadres in zoals naam@voorbeeld.nl."),
        ({"reach": "phone", "phone": ""}, "Vul uw telefoonnummer in, of kies “per e-mail”."),
        ({"phone": "abc"}, "Vul een telefoonnummer in met 8 tot 15 cijfers"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_lost(client, shown_case, change, told):
    page = client.post(PAGE, {**FORM, **change}).content.decode()
    assert told in page
    assert "<title>Fout: " in page
    kept = "Ik kan spitten." if "what" not in change else "zaterdagochtend"
    assert kept in page
    assert HelpOffer.objects.count() == 0


def test_sending_twice_is_once(client, clock, shown_case):
    assert [client.post(PAGE, FORM).status_code for _time in range(2)] == [302, 302]
    assert (HelpOffer.objects.count(), OutgoingMail.objects.count()) == (1, 1)


def test_limits_by_address_and_by_initiative(monkeypatch, shown_case, public_initiative, now):
    for _number in range(5):
        offered(shown_case, now)
    with pytest.raises(Refusal):
        offered(shown_case, now)
    monkeypatch.setattr(actions, "OFFERS_A_DAY_TO_ONE_INITIATIVE", 5)
    with pytest.raises(Refusal):
        offered(shown_case, now, email="ander@example.nl", asked_from="10.0.0.2")
    assert offered(shown_case, now + timedelta(hours=25)).pk


def test_limits_by_machine(shown_case, now):
    for number in range(10):
        offered(shown_case, now, email=f"a{number}@example.nl")
    with pytest.raises(Refusal):
        offered(shown_case, now, email="b@example.nl")


def test_the_link_dies_in_a_day_and_serves_one_offer(client, clock, shown_case):
    client.post(PAGE, FORM)
    address = link(OutgoingMail.objects.get())
    clock.shift(timedelta(hours=24))
    assert client.post(address).status_code == 404
    assert HelpOffer.objects.get().state == OfferState.UNCONFIRMED
    assert client.get("/hulp/bevestigen/x/").status_code == 404


def test_pressing_twice_reaches_the_initiator_once(client, clock, shown_case):
    client.post(PAGE, FORM)
    address = link(OutgoingMail.objects.get())
    assert [client.post(address).status_code for _time in range(2)] == [302, 302]
    assert OutgoingMail.objects.filter(kind="community.help_offered").count() == 1


def test_the_link_opens_nothing_after_its_day_though_it_was_pressed(client, clock, shown_case):
    client.post(PAGE, FORM)
    address = link(OutgoingMail.objects.get())
    client.post(address)
    clock.shift(timedelta(hours=24))
    answer = client.post(address)
    assert (answer.status_code, "U heeft dit al bevestigd." in answer.content.decode()) == (404, True)


def test_what_nobody_confirmed_is_on_no_page(client, shown_case, initiator, now):
    offer = offered(shown_case, now)
    actions.withdraw_offer(offer=offer, at=now)
    client.force_login(initiator)
    assert "Hidde" not in client.get(OWN).content.decode()
    assert client.get(f"{OWN}{offer.pk}/").status_code == 404
    assert OutgoingMail.objects.exclude(to=HELPER).count() == 0


def test_only_that_initiators_side_reads_it(client, waiting, outsider, guide):
    for user in (outsider, guide):
        client.force_login(user)
        assert client.get(f"{OWN}{waiting.pk}/").status_code == 404
        assert client.get(OWN).status_code == 404


@pytest.mark.parametrize("slug", ["leesbankje", "nergens"])
def test_where_nobody_reads_it_no_help_is_offered(client, public_initiative, slug):
    """The one in the world has nobody on its initiator's side."""
    assert client.get(f"/initiatieven/{slug}/helpen/").status_code == 404
    assert "Bied hulp aan" not in client.get("/initiatieven/leesbankje/").content.decode()


def test_a_page_that_left_meanwhile(waiting, shown_case, now):
    shown_case.published_at = None
    shown_case.save()
    with pytest.raises(Refusal):
        offered(shown_case, now)


def test_a_token_of_another_purpose_opens_nothing(client, waiting):
    for token in (waiting.key.hex, f"{waiting.key.hex}~x", own_token(waiting)[:-1]):
        assert client.get(f"/hulp/{token}/").status_code == 404


def test_the_database_keeps_what_was_promised(waiting, now):
    for wrong in ({"state": "accepted"}, {"confirmed_at": None}, {"phone": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            HelpOffer.objects.filter(pk=waiting.pk).update(**wrong)


def test_attacks_stay_text(client, clock, shown_case, initiator, now):
    attack = "<script>alert(1)</script>"
    offer = offered(shown_case, now, user=UserFactory(email=HELPER), what=attack, name=attack, available=attack)
    client.force_login(initiator)
    pages = [OWN, f"{OWN}{offer.pk}/", f"/hulp/{own_token(offer)}/"]
    assert ["<script>alert" in client.get(each).content.decode() for each in pages] == [False] * 3


def test_the_list_costs_the_same_for_one_as_for_three(client, clock, waiting, initiator, now):
    client.force_login(initiator)
    client.get(OWN)
    counts = []
    for number in (1, 3):
        while HelpOffer.objects.count() < number:
            user = UserFactory()
            offered(waiting.initiative, now, user=user, email=user.email)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(OWN).content.decode().count("Hidde Helper biedt") == number
        counts.append(len(seen))
    assert counts[0] == counts[1]
