"""Steps on the case page: the mail is shown first, then it is done and the next case opens."""

import re
from datetime import date
from html import unescape

import pytest

from core.models import OutgoingMail
from initiatives.actions.conversation import ask_initiator, write_as_initiator
from initiatives.actions.note import add_note
from initiatives.actions.ownership import take_up
from initiatives.enums import State
from initiatives.models import Initiative, StandardText
from tests.initiatives.desk_rows import (
    LIST,
    MONDAY,
    WEDNESDAY,
    answers,
    came_in,
    case_page,
    letters,
    step,
    text,
    verbs,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "rules")]


def test_the_preview_shows_word_for_word_what_is_sent_and_does_nothing(desk, running, initiator):
    given = answers(running, text="Hoeveel buren doen mee?", answer_by="2026-03-25")
    page = text(desk.post(step(running, "vragen"), given))
    assert "1 e-mail gaat uit" in page
    assert verbs(running) == ["initiative.submitted", "initiative.taken_up"]
    assert letters() == [letter for letter in letters() if "gids" in letter[1]]
    desk.post(step(running, "vragen"), {**given, "bevestig": "blijven"})
    to, subject, body = letters()[-1]
    assert to == "noor@example.nl"
    pattern = r"<dt>Onderwerp</dt><dd>(.*?)</dd></dl>\s*<div class=\"mail\" lang=\"nl\">(.*?)</div>"
    shown = re.findall(pattern, page, re.DOTALL)
    assert [(title, unescape(words).strip()) for title, words in shown] == [(subject, body.strip())]


def test_the_answers_travel_over_the_preview_and_can_still_be_changed(desk, running):
    given = answers(running, text="Hoeveel buren?", answer_by="2026-03-25")
    page = text(desk.post(step(running, "vragen"), given))
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert {name: hidden[name] for name in given} == given
    again = text(desk.post(step(running, "vragen"), {**given, "wijzig": "ja"}))
    assert "Hoeveel buren?</textarea>" in again


def test_after_a_step_the_next_case_of_the_list_opens(desk, guide, initiator):
    first, second, third = (came_in(f"Plan {number}", by=initiator) for number in (1, 2, 3))
    given = answers(second, owner=guide.pk, bevestig="volgende")
    response = desk.post(step(second, "oppakken", "?lijst=nieuw"), given)
    assert response["Location"] == case_page(third, "?lijst=nieuw")
    response = desk.post(step(third, "oppakken", "?lijst=nieuw"), answers(third, owner=guide.pk, bevestig="volgende"))
    assert response["Location"] == case_page(first, "?lijst=nieuw")
    response = desk.post(step(first, "oppakken", "?lijst=nieuw"), answers(first, owner=guide.pk, bevestig="volgende"))
    assert response["Location"] == "/beheer/?lijst=nieuw"
    assert "Vastgelegd bij" in text(desk.get("/beheer/?lijst=nieuw"))


def test_one_can_stay_with_the_case_too(desk, fresh, guide):
    given = answers(fresh, owner=guide.pk, bevestig="blijven")
    assert desk.post(step(fresh, "oppakken", "?lijst=nieuw"), given)["Location"] == case_page(fresh, "?lijst=nieuw")
    assert desk.post(step(fresh, "notitie"), answers(fresh, text="Dag"))["Location"] == case_page(fresh)


def test_a_mistake_is_mended_without_mailing_anyone(desk, running, guide):
    sent = len(letters())
    given = answers(running, text="Een proefplek zoeken", due_on="2026-04-01", bevestig="blijven", quiet="on")
    page = text(desk.post(step(running, "beloven"), given))
    assert "Schrijf op welke fout u herstelt." in page
    assert not running.promises.filter(kind="next_step").exists()
    desk.post(step(running, "beloven"), {**given, "why": "Verkeerde datum ingevuld."})
    assert running.promises.get(kind="next_step").due_on == date(2026, 4, 1)
    assert len(letters()) == sent
    assert running.notes.get().text == "Hersteld zonder e-mail: Verkeerde datum ingevuld."
    assert verbs(running)[-3:] == ["promise.made", "initiative.noted", "initiative.corrected_quietly"]


def test_a_question_cannot_be_asked_in_silence(desk, running):
    given = answers(running, text="Met wie?", answer_by="2026-03-25", bevestig="blijven", quiet="on", why="Stil")
    desk.post(step(running, "vragen"), given)
    assert letters()[-1][0] == "noor@example.nl"


def test_the_second_who_acts_sees_what_the_first_did_and_loses_nothing(desk, running, initiator):
    stale = answers(running, text="Mijn lange bericht.", bevestig="blijven")
    write_as_initiator(initiative=running, text="Wij stoppen ermee.", by=initiator, at=WEDNESDAY)
    response = desk.post(step(running, "schrijven"), stale)
    page = text(response)
    assert response.status_code == 409
    assert "Intussen is hier iets gebeurd" in page
    assert "Noor Velthuis: bericht gestuurd" in page
    assert "Wij stoppen ermee." in page
    assert "Mijn lange bericht.</textarea>" in page
    assert running.messages.count() == 1
    fresh = re.search(r'name="gezien" value="([^"]+)"', page)
    desk.post(step(running, "schrijven"), {**stale, "gezien": fresh[1] if fresh else ""})
    assert [message.text for message in running.messages.all()] == ["Wij stoppen ermee.", "Mijn lange bericht."]


def test_a_double_click_sends_one_message(desk, running):
    once = answers(running, text="Dag!", bevestig="blijven")
    assert [desk.post(step(running, "schrijven"), once).status_code for _ in range(2)] == [302, 409]
    assert running.messages.count() == 1


@pytest.mark.parametrize("seen", ["", "gisteren", "2026-99-99T00:00", "2026-03-02", "0001-01-01T00:00+23:59"])
def test_a_form_that_does_not_say_when_it_was_drawn_counts_as_old(desk, running, seen):
    given = {"gezien": seen, "text": "Dag!", "bevestig": "blijven"}
    assert desk.post(step(running, "schrijven"), given).status_code == 409


def test_what_the_form_did_not_ask_is_ignored(desk, running, outsider):
    extra = {"state": "closed", "owner": outsider.pk, "number": "ZW-1", "version": 99, "by": outsider.pk, "tell": ""}
    desk.post(step(running, "schrijven"), answers(running, text="Dag!", bevestig="blijven", **extra))
    case = Initiative.objects.get(pk=running.pk)
    assert (case.state, case.owner, case.number, case.version) == (State.CONVERSING, running.owner, running.number, 1)
    assert running.messages.get().author == running.owner


def test_a_standard_text_fills_the_form(desk, running):
    made = StandardText.objects.create(
        step="question", name="Vraag", text="Dag {naam}, over {titel} ({nummer}): graag vóór {datum}. {gids} {x} {0}"
    )
    page = text(desk.get(step(running, "vragen", f"?tekst={made.pk}")))
    assert (
        f"Dag Noor Velthuis, over Buurttuin ({running.number}): graag vóór 25 maart 2026. Gijs Wolters {{x}} {{0}}"
        in page
    )


def test_texts_of_other_steps_and_out_of_use_are_not_offered(desk, running):
    StandardText.objects.create(step="question", name="Oud", text="Oud", active=False)
    other = StandardText.objects.create(step="outcome", name="Elders", text="Niet hier")
    page = text(desk.get(step(running, "vragen", f"?tekst={other.pk}")))
    assert "Begin met een standaardtekst" not in page
    assert "Niet hier" not in page


@pytest.mark.parametrize(
    ("key", "given", "verb"),
    [
        ("schrijven", {"text": "Dag!"}, "initiative.written"),
        ("vragen", {"text": "Met wie?", "answer_by": "2026-03-25"}, "initiative.asked"),
        ("notitie", {"text": "Let op."}, "initiative.noted"),
        ("kansrijk", {"promising": "nee", "reason": "Te klein."}, "initiative.prospect_judged"),
        ("beloven", {"text": "Bellen", "due_on": "2026-04-01"}, "promise.made"),
        ("aan-zet", {"to": "third_party", "third_party": "Waterschap"}, "initiative.ball_passed"),
        ("pauze", {"reason": "Op verzoek."}, "initiative.paused"),
        ("uitkomst", {"outcome": "idle", "note": "Stil."}, "initiative.outcome"),
        ("openbaar", {}, "initiative.published"),
        ("agenda", {"held_on": "2026-03-16", "why": "Wie helpt?"}, "initiative.put_on_agenda"),
        ("labels", {}, "initiative.labelled"),
    ],
)
def test_each_step_calls_its_action(desk, running, key, given, verb):
    response = desk.post(step(running, key), answers(running, bevestig="blijven", **given))
    assert response.status_code == 302
    assert verbs(running)[-1] == verb


def test_steps_about_what_is_there_choose_from_it(desk, running, guide, goal, initiator):
    desk.post(step(running, "doel"), answers(running, goal=goal.pk, stage="confirmed", bevestig="blijven"))
    link = running.goal_links.get()
    desk.post(step(running, "doel-weg"), answers(running, link=link.pk, bevestig="blijven"))
    assert not running.goal_links.exists()
    desk.post(step(running, "beloven"), answers(running, text="Bellen", due_on="2026-04-01", bevestig="blijven"))
    promise = running.promises.get(kind="next_step")
    desk.post(step(running, "nagekomen"), answers(running, promise=promise.pk, bevestig="blijven"))
    position = running.promises.get(kind="position")
    desk.post(
        step(running, "vervallen"), answers(running, promise=position.pk, reason="Niet nodig", bevestig="blijven")
    )
    assert verbs(running)[-4:] == ["initiative.goal_unlinked", "promise.made", "promise.kept", "promise.withdrawn"]


def test_a_promise_of_another_case_is_no_choice(desk, running, guide):
    other = take_up(initiative=came_in(), owner=guide, by=guide, at=MONDAY)
    foreign = other.promises.get(kind="position")
    page = text(desk.post(step(running, "vervallen"), answers(running, promise=foreign.pk, reason="Mis")))
    assert "Er gaat iets mis" in page
    assert other.promises.get(kind="position").withdrawn_on is None


def test_a_double_goes_on_in_the_other_case(desk, running, initiator, guide):
    double = take_up(initiative=came_in("Buurttuin", by=initiator), owner=guide, by=guide, at=MONDAY)
    page = text(desk.get(step(double, "samenvoegen")))
    assert f"Buurttuin ({running.number}): zelfde initiatiefnemer" in page
    desk.post(step(double, "samenvoegen"), answers(double, choice=running.pk, bevestig="blijven"))
    assert Initiative.objects.get(pk=double.pk).merged_into == running


@pytest.mark.parametrize("number", ["ZW-2026-9999", "'; DROP", "", "ＺＷ"])
def test_a_double_of_nothing_is_refused(desk, running, number):
    given = answers(running, choice="ander", number=number)
    assert "Er is geen initiatief met dit nummer." in text(desk.post(step(running, "samenvoegen"), given))


def test_an_initiative_that_we_entered_is_offered_to_its_initiator(desk, guide):
    case = take_up(initiative=came_in(), owner=guide, by=guide, at=MONDAY)
    page = text(desk.post(step(case, "overdragen"), answers(case, email="noor@example.nl")))
    assert "De link in de echte e-mail is persoonlijk" in page
    assert not case.invitations.exists()
    desk.post(step(case, "overdragen"), answers(case, email="noor@example.nl", bevestig="blijven"))
    assert case.invitations.get().email == "noor@example.nl"
    assert OutgoingMail.objects.get(case_number=case.number).to == "noor@example.nl"


def test_a_paused_case_goes_on_and_a_closed_one_reopens(desk, running):
    for key, given in [
        ("pauze", {"reason": "Vakantie."}),
        ("verder", {}),
        ("uitkomst", {"outcome": "independent", "note": "Loopt.", "closes": "on"}),
        ("heropenen", {"reason": "Nieuwe vraag."}),
    ]:
        assert desk.post(step(running, key), answers(running, bevestig="blijven", **given)).status_code == 302
    assert verbs(running)[-4:] == [
        "initiative.paused",
        "initiative.resumed",
        "initiative.outcome",
        "initiative.reopened",
    ]


def test_what_people_typed_is_text_on_the_page(desk, running, guide, initiator):
    nasty = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"
    ask_initiator(initiative=running, text=nasty, answer_by=date(2026, 3, 25), by=guide, at=MONDAY)
    add_note(initiative=running, text=nasty, by=guide, at=MONDAY)
    Initiative.objects.filter(pk=running.pk).update(title=nasty[:80], question=nasty, summary=nasty)
    for address in [case_page(running), f"{LIST}{running.pk}/history/", "/beheer/?lijst=mijn", LIST]:
        assert "<script>alert" not in text(desk.get(address))
        assert "<img src=x" not in text(desk.get(address))
