"""Reports and removals: a reason the writer reads, one request to look again, and somebody else who decides."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import RoleGrant
from community.actions import flags, moderation
from community.actions.news import write_news
from community.enums.following import FlagState, NewsState, OfferState, TakedownState
from community.models import Flag, HelpOffer, News, Takedown
from community.queries.help_offers import own_token
from core.models import OutgoingMail
from core.refusal import IllegalTransition, Refusal
from initiatives.models import Member
from tests.community.helping import offered
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
QUEUE = "/werkplek/meldingen/"
REPORT = "/initiatieven/buurttuin/melden/"
FORM = {"kind": "mistake", "text": "De datum klopt niet.", "email": "lezer@example.nl", "key": "a" * 32}
REASON = "Er staat een naam in van iemand die dat niet wil."


def reported(initiative, at, **facts) -> Flag:
    given = {"kind": "mistake", "text": "Klopt niet.", "email": "", "language": "nl", "asked_from": "10.0.0.1"}
    return flags.report(initiative=initiative, at=at, **given | facts)


@pytest.fixture
def offer(shown_case, outsider, now) -> HelpOffer:
    """Help that waits for an answer."""
    return offered(shown_case, outsider, at=now)


@pytest.fixture
def taken_down(news, guide, now) -> Takedown:
    """News the guide took away; the mails about that are gone."""
    made = moderation.take_down_news(news=news, reason=REASON, by=guide, at=now)
    OutgoingMail.objects.all().delete()
    return made


# --- Reporting ------------------------------------------------------------------------------------------------------
def test_a_report_from_reader_to_answer(client, clock, shown_case, guide, mails):
    assert "Klopt er iets niet? Meld het" in client.get("/initiatieven/buurttuin/").content.decode()
    answer = client.post(REPORT, FORM, follow=True)
    assert "Een collega kijkt er uiterlijk op 18 maart 2026 naar." in answer.content.decode()
    flag = Flag.objects.get()
    assert (flag.due_on, flag.state) == (date(2026, 3, 18), FlagState.OPEN)
    assert mails() == [
        ("gijs@zwolle.example", "Melding over de pagina van Buurttuin aan de Assendorperdijk (ZW-2026-0001)")
    ]
    client.force_login(guide)
    page = client.get(QUEUE).content.decode()
    assert ("1 melding wacht op antwoord" in page, "uiterlijk 18 maart 2026" in page) == (True, True)
    assert "Meldingen (1)" in client.get("/werkplek/").content.decode()
    client.post(f"{QUEUE}{flag.pk}/", {"answer": "De datum is nu goed."})
    assert mails()[1] == (
        "lezer@example.nl",
        "Antwoord op uw melding over Buurttuin aan de Assendorperdijk (ZW-2026-0001)",
    )
    assert "> De datum is nu goed." in OutgoingMail.objects.latest("pk").text
    assert "Er wacht niets. Mooi." in client.get(QUEUE).content.decode()


def test_without_an_address_no_mail(shown_case, guide, now):
    flag = reported(shown_case, now)
    OutgoingMail.objects.all().delete()
    flags.answer_flag(flag=flag, answer="Gedaan.", by=guide, at=now)
    assert OutgoingMail.objects.count() == 0
    with pytest.raises(IllegalTransition):
        flags.answer_flag(flag=flag, answer="Nog eens.", by=guide, at=now)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": ""}, "Kies wat er mis is."),
        ({"text": ""}, "Leg kort uit wat er mis is."),
        ({"email": "x"}, "Vul een e-mailadres in zoals naam@voorbeeld.nl."),
    ],
)
def test_what_is_wrong_is_said(client, shown_case, change, told):
    page = client.post(REPORT, {**FORM, **change}).content.decode()
    assert (told in page, Flag.objects.count()) == (True, 0)


def test_an_empty_answer_is_none(client, shown_case, guide, now):
    flag = reported(shown_case, now)
    client.force_login(guide)
    assert "Schrijf op wat u met de melding deed." in client.post(f"{QUEUE}{flag.pk}/", {}).content.decode()


def test_sending_twice_is_once_and_there_is_a_limit(client, clock, shown_case):
    assert [client.post(REPORT, FORM).status_code for _time in range(2)] == [302, 302]
    assert Flag.objects.count() == 1
    answers = [client.post(REPORT, {**FORM, "key": f"{number:032}"}).status_code for number in range(10)]
    assert answers == [302] * 9 + [200]


def test_a_report_about_news(client, clock, news, guide):
    address = f"/initiatieven/buurttuin/berichten/{news.pk}/melden/"
    assert "De eerste bollen staan in de grond" in client.get(address).content.decode()
    client.post(address, FORM)
    flag = Flag.objects.get()
    assert (flag.news, flag.case_number) == (news, "ZW-2026-0001")
    client.force_login(guide)
    page = client.get(f"{QUEUE}{flag.pk}/").content.decode()
    assert f"{QUEUE}bericht/{news.pk}/weghalen/?melding={flag.pk}" in page


# --- Taking down, appeal, decision ----------------------------------------------------------------------------------
def test_news_taken_down_appealed_and_put_back(client, clock, news, guide, editor, initiator, mails):
    client.force_login(guide)
    answer = client.post(f"{QUEUE}bericht/{news.pk}/weghalen/", {"reason": REASON}, follow=True)
    assert "Het is weggehaald. De schrijver krijgt de reden." in answer.content.decode()
    made = Takedown.objects.get()
    assert mails() == [
        ("noor@example.nl", "Weggehaald bij Buurttuin aan de Assendorperdijk, met de reden (ZW-2026-0001)")
    ]
    assert f"> {REASON}" in OutgoingMail.objects.get().text
    client.logout()
    assert "De eerste bollen" not in client.get("/initiatieven/buurttuin/").content.decode()

    client.force_login(initiator)
    own = f"/mijn/ZW-2026-0001/weggehaald/{made.pk}/"
    assert own in client.get("/mijn/ZW-2026-0001/").content.decode()
    assert REASON in client.get(own).content.decode()
    assert "Schrijf op waarom wij er opnieuw naar moeten kijken." in client.post(own, {}).content.decode()
    client.post(own, {"word": "Die persoon vindt het goed."})
    page = client.get(own).content.decode()
    assert ("U krijgt uiterlijk op 25 maart 2026 antwoord" in page, 'name="word"' in page) == (True, False)
    assert mails()[1] == (
        "evi@zwolle.example",
        "Kijk opnieuw: weggehaald bij Buurttuin aan de Assendorperdijk (ZW-2026-0001)",
    )
    assert len(mails()) == 2

    client.force_login(guide)
    page = client.get(f"{QUEUE}weggehaald/{made.pk}/").content.decode()
    assert ("U haalde dit zelf weg." in page, 'name="verdict"' in page) == (True, False)
    refused = client.post(f"{QUEUE}weggehaald/{made.pk}/", {"verdict": "back", "reason": "Toch goed."})
    assert "Een collega moet besluiten." in refused.content.decode()

    client.force_login(editor)
    assert "Opnieuw kijken" in client.get(QUEUE).content.decode()
    client.post(f"{QUEUE}weggehaald/{made.pk}/", {"verdict": "back", "reason": "De toestemming is er."})
    made.refresh_from_db()
    assert (made.state, made.decided_by) == (TakedownState.REVERSED, editor)
    assert mails()[2] == ("noor@example.nl", "Teruggezet bij Buurttuin aan de Assendorperdijk (ZW-2026-0001)")
    client.logout()
    assert "De eerste bollen" in client.get("/initiatieven/buurttuin/").content.decode()


def test_what_stays_away(taken_down, editor, initiator, now):
    moderation.appeal(takedown=taken_down, word="Toch.", by=initiator, at=now)
    moderation.decide(takedown=taken_down, puts_back=False, reason="Nee.", by=editor, at=now)
    assert News.objects.get().state == NewsState.TAKEN_DOWN
    assert OutgoingMail.objects.latest("pk").subject == (
        "Blijft weg bij Buurttuin aan de Assendorperdijk, met de reden (ZW-2026-0001)"
    )


def test_one_appeal_and_one_decision(taken_down, editor, initiator, now):
    moderation.appeal(takedown=taken_down, word="Toch.", by=initiator, at=now)
    with pytest.raises(IllegalTransition):
        moderation.appeal(takedown=taken_down, word="Nog eens.", by=initiator, at=now)
    moderation.decide(takedown=taken_down, puts_back=False, reason="Nee.", by=editor, at=now)
    for step in (
        lambda: moderation.appeal(takedown=taken_down, word="Nog eens.", by=initiator, at=now),
        lambda: moderation.decide(takedown=taken_down, puts_back=True, reason="Ja.", by=editor, at=now),
    ):
        with pytest.raises(IllegalTransition):
            step()


def test_nobody_decides_before_the_writer_asks(taken_down, editor, now):
    with pytest.raises(IllegalTransition):
        moderation.decide(takedown=taken_down, puts_back=True, reason="Ja.", by=editor, at=now)


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_nothing_without_a_reason(news, taken_down, guide, editor, initiator, now, reason):
    other = write_news(initiative=news.initiative, title="x", text="x", language="nl", by=initiator, at=now)
    with pytest.raises(Refusal):
        moderation.take_down_news(news=other, reason=reason, by=guide, at=now)
    with pytest.raises(Refusal):
        moderation.appeal(takedown=taken_down, word=reason, by=initiator, at=now)
    moderation.appeal(takedown=taken_down, word="Toch.", by=initiator, at=now)
    with pytest.raises(Refusal):
        moderation.decide(takedown=taken_down, puts_back=True, reason=reason, by=editor, at=now)
    assert News.objects.get(pk=other.pk).state == NewsState.SHOWN


def test_who_takes_part_does_not_moderate(news, taken_down, editor, initiator, now):
    Member.objects.create(initiative=news.initiative, user=editor, role="co_initiator", joined_at=now)
    moderation.appeal(takedown=taken_down, word="Toch.", by=initiator, at=now)
    with pytest.raises(Refusal):
        moderation.decide(takedown=taken_down, puts_back=True, reason="Ja.", by=editor, at=now)


def test_a_report_is_not_read_or_answered_by_who_it_is_about(client, clock, shown_case, editor, mails, now):
    flag = reported(shown_case, now, email="lezer@example.nl")
    Member.objects.create(initiative=shown_case, user=editor, role="co_initiator", joined_at=now)
    client.force_login(editor)
    assert client.get(f"{QUEUE}{flag.pk}/").status_code == 404
    assert "Klopt niet." not in client.get(QUEUE).content.decode()
    with pytest.raises(Refusal, match="Laat een collega dit doen"):
        flags.answer_flag(flag=flag, answer="Valt mee.", by=editor, at=now)
    assert Flag.objects.get().state == FlagState.OPEN


def test_who_wrote_it_and_left_does_not_put_it_back(taken_down, editor, initiator, now):
    moderation.appeal(takedown=taken_down, word="Kijk nog eens.", by=initiator, at=now)
    News.objects.update(written_by=editor)
    with pytest.raises(Refusal, match="U schreef dit zelf"):
        moderation.decide(takedown=taken_down, puts_back=True, reason="Mag wel.", by=editor, at=now)
    assert Takedown.objects.get().state == TakedownState.APPEALED


def test_a_guide_who_may_not_read_reports_gets_no_mail_of_one(shown_case, guide, mails, now):
    RoleGrant.objects.filter(user=guide).update(role="wijkmanager")
    shown_case.owner = guide
    shown_case.save()
    reported(shown_case, now)
    assert mails() == []


def test_who_takes_part_is_not_asked_to_look_again(taken_down, editor, initiator, mails, now):
    Member.objects.create(initiative=taken_down.initiative, user=editor, role="co_initiator", joined_at=now)
    moderation.appeal(takedown=taken_down, word="Kijk nog eens.", by=initiator, at=now)
    assert mails() == []


def test_a_report_about_another_initiative_is_no_reason(client, clock, news, public_initiative, guide, now):
    other = reported(public_initiative, now)
    client.force_login(guide)
    client.post(f"{QUEUE}bericht/{news.pk}/weghalen/?melding={other.pk}", {"reason": REASON})
    assert Takedown.objects.get().flag is None


def test_the_page_itself(client, clock, shown_case, guide, editor, initiator, mails):
    client.force_login(editor)
    client.post(f"{QUEUE}pagina/{shown_case.pk}/weghalen/", {"reason": REASON})
    assert client.get("/initiatieven/buurttuin/").status_code == 404
    made = Takedown.objects.get()
    assert [to for to, _subject in mails()] == ["noor@example.nl"]
    moderation.appeal(takedown=made, word="Toch.", by=initiator, at=made.taken_at)
    moderation.decide(takedown=made, puts_back=True, reason="Ja.", by=guide, at=made.taken_at)
    assert client.get("/initiatieven/buurttuin/").status_code == 200


def test_a_page_whose_initiator_agrees_no_more_stays_away(shown_case, guide, editor, initiator, now):
    made = moderation.take_down_page(initiative=shown_case, reason=REASON, by=editor, at=now)
    moderation.appeal(takedown=made, word="Toch.", by=initiator, at=now)
    shown_case.refresh_from_db()
    shown_case.public_consent_at = None
    shown_case.save()
    with pytest.raises(Refusal):
        moderation.decide(takedown=made, puts_back=True, reason="Ja.", by=guide, at=now)
    made.refresh_from_db()
    assert made.state == TakedownState.APPEALED


def test_an_offer_that_the_initiator_reports(client, clock, offer, initiator, guide, editor, outsider, mails):
    client.force_login(guide)
    assert client.get(f"{QUEUE}hulp/{offer.pk}/weghalen/").status_code == 404  # nobody reported it
    client.force_login(initiator)
    form = {"do": "report", "flag-kind": "rude", "flag-text": "Dit is dreigend.", "flag-key": "c" * 32}
    client.post(f"/mijn/ZW-2026-0001/hulp/{offer.pk}/", form)
    flag = Flag.objects.get()
    assert (flag.offer, flag.email) == (offer, "noor@example.nl")
    client.force_login(guide)
    assert "Ik kom wel even." in client.get(f"{QUEUE}{flag.pk}/").content.decode()
    answer = client.post(f"{QUEUE}hulp/{offer.pk}/weghalen/?melding={flag.pk}", {"reason": REASON})
    assert answer.headers["Location"] == f"{QUEUE}{flag.pk}/"
    offer.refresh_from_db()
    assert offer.state == OfferState.TAKEN_DOWN
    client.force_login(initiator)
    assert client.get(f"/mijn/ZW-2026-0001/hulp/{offer.pk}/").status_code == 404
    client.logout()
    own = f"/hulp/{own_token(offer)}/"
    assert REASON in client.get(own).content.decode()
    client.post(own, {"do": "appeal", "word": "Ik bedoelde het goed."})
    made = Takedown.objects.get()
    moderation.decide(takedown=made, puts_back=True, reason="Akkoord.", by=editor, at=made.taken_at)
    offer.refresh_from_db()
    assert (offer.state, mails()[-1][0]) == (OfferState.WAITING, outsider.email)


@pytest.mark.parametrize("kind", ["bericht", "hulp", "pagina", "iets"])
def test_what_is_not_there_cannot_be_taken_down(client, guide, kind):
    client.force_login(guide)
    assert client.post(f"{QUEUE}{kind}/999/weghalen/", {"reason": REASON}).status_code == 404


def test_only_moderators_come_here(client, taken_down, ep_member, fund_officer, initiator):
    for user in (ep_member, fund_officer, initiator):
        client.force_login(user)
        assert client.get(QUEUE).status_code == 403
        assert client.get(f"{QUEUE}weggehaald/{taken_down.pk}/").status_code == 403


def test_somebody_elses_removal_cannot_be_read_or_appealed(client, taken_down):
    client.force_login(UserFactory())
    assert client.post(f"/mijn/ZW-2026-0001/weggehaald/{taken_down.pk}/", {"word": "x"}).status_code == 404


# --- What the database itself refuses -------------------------------------------------------------------------------
@pytest.mark.parametrize("change", [{"taken_at": datetime(2020, 1, 1, tzinfo=UTC)}, {"news": None}])
def test_who_took_it_down_stays(taken_down, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        Takedown.objects.update(**change)


def test_a_decision_stays(taken_down, editor, initiator, now):
    moderation.appeal(takedown=taken_down, word="Toch.", by=initiator, at=now)
    moderation.decide(takedown=taken_down, puts_back=False, reason="Nee.", by=editor, at=now)
    for change in ({"state": "reversed"}, {"state": "standing"}, {"decided_by": initiator}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Takedown.objects.update(**change)
    assert Takedown.objects.update(reason="(gewist)") == 1  # the words of a person can be taken out


def test_without_the_triggers_the_same_change_goes_through(taken_down, editor, initiator, now):
    """The control."""
    moderation.appeal(takedown=taken_down, word="Toch.", by=initiator, at=now)
    moderation.decide(takedown=taken_down, puts_back=False, reason="Nee.", by=editor, at=now)
    vendor = connection.vendor
    with transaction.atomic():
        for name in ("made", "decided", "appealed"):
            on = " ON community_takedown" if vendor == "postgresql" else ""
            connection.cursor().execute(f"DROP TRIGGER community_takedown_{name}{on}")
        assert Takedown.objects.update(state="reversed") == 1
        transaction.set_rollback(True)


def test_the_one_who_took_it_down_cannot_have_decided(taken_down, guide, initiator, now):
    moderation.appeal(takedown=taken_down, word="Toch.", by=initiator, at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Takedown.objects.update(state="upheld", decided_by=guide, decided_at=now, decision="Nee.")


# --- Lists ----------------------------------------------------------------------------------------------------------
def test_the_queue_costs_the_same_for_one_as_for_three(client, clock, shown_case, guide, initiator, editor, now):
    client.force_login(guide)
    client.get(QUEUE)
    counts = []
    for number in (1, 3):
        while Flag.objects.count() < number:
            reported(shown_case, now)
            news = write_news(initiative=shown_case, title="x", text="x", language="nl", by=initiator, at=now)
            made = moderation.take_down_news(news=news, reason="x", by=editor, at=now)
            moderation.appeal(takedown=made, word="x", by=initiator, at=now)
        with CaptureQueriesContext(connection) as seen:
            queue = client.get(QUEUE).content.decode()
        with CaptureQueriesContext(connection) as also:
            client.get(f"{QUEUE}weggehaald/")
        counts.append((len(seen), len(also)))
        assert queue.count("uiterlijk 18 maart 2026") == number
    assert counts[0] == counts[1]


def test_attacks_stay_text(client, clock, shown_case, guide, now):
    attack = "<script>alert(1)</script>"
    flag = reported(shown_case, now, text=attack)
    client.force_login(guide)
    pages = [QUEUE, f"{QUEUE}{flag.pk}/"]
    assert ["<script>alert" in client.get(each).content.decode() for each in pages] == [False, False]
