"""Intervision: what is said stays with who takes part; only the lesson leaves."""

import pytest
from django.db import IntegrityError, transaction

from core.models import OutgoingMail
from core.refusal import Refusal
from teams.actions.intervision import bring_question, keep_as_lesson, say, write_insight
from teams.actions.programme import end_member
from teams.models import Lesson, PeerQuestion, ProgrammeMember
from teams.models.intervision import PeerQuestionQuerySet
from teams.records import NewLesson
from tests.factories import MemberFactory

pytestmark = pytest.mark.usefixtures("town", "clock")
ROOM = "/werkplek/programmas/empowering-people-2026/intervisie/"
SECRET = "Ik durf geen nee te zeggen."


@pytest.fixture
def question(programme, case, ep_member, now):
    """What the EP-member brings."""
    return bring_question(programme=programme, text=SECRET, initiative=case, by=ep_member, at=now)


def test_colleagues_ask_and_advise_and_the_bringer_answers(question, ep_member, second_member, now):
    for kind, by in (("question", second_member), ("answer", ep_member), ("advice", second_member)):
        say(question=question, kind=kind, text=f"Over {kind}", by=by, at=now)
    assert [word.text for word in question.words.order_by("pk")] == ["Over question", "Over answer", "Over advice"]
    for kind, by in (("answer", second_member), ("advice", ep_member)):
        with pytest.raises(Refusal):
            say(question=question, kind=kind, text="Nee", by=by, at=now)


def test_no_mail_says_what_was_said(question, second_member, now, mails):
    say(question=question, kind="advice", text="Oefen het samen.", by=second_member, at=now)
    assert mails() == [
        ("bas@zwolle.example", "Esra Polat brengt een vraag in bij Empowering People"),
        ("esra@zwolle.example", "Bas Holtrop reageert op uw vraag bij Empowering People"),
    ]
    texts = "".join(OutgoingMail.objects.values_list("text", flat=True))
    assert (SECRET in texts, "Oefen het samen." in texts) == (False, False)


def test_only_who_takes_part_speaks(question, programme, guide, second_member, now):
    end_member(member=ProgrammeMember.objects.get(user=second_member), reason="Weg", by=guide, at=now)
    for by in (guide, second_member):
        with pytest.raises(Refusal, match="Alleen wie nu meedoet"):
            say(question=question, kind="advice", text="Hoi", by=by, at=now)
    with pytest.raises(Refusal, match="Alleen wie nu meedoet"):
        bring_question(programme=programme, text="Mijn vraag", by=guide, at=now)


def test_a_question_is_about_an_initiative_of_the_programme(programme, public_initiative, ep_member, now):
    for text, initiative in (("Vraag", public_initiative), (" ", None)):
        with pytest.raises(Refusal):
            bring_question(programme=programme, text=text, initiative=initiative, by=ep_member, at=now)


def test_the_insight_is_kept_as_a_lesson_once(question, case, ep_member, second_member, now):
    lesson = NewLesson(text="Zeg vroeg wat niet kan.")
    with pytest.raises(Refusal, match="Schrijf eerst op"):
        keep_as_lesson(question=question, initiative=case, lesson=lesson, by=ep_member, at=now)
    with pytest.raises(Refusal, match="Alleen wie de vraag inbracht"):
        write_insight(question=question, insight="Nee", by=second_member, at=now)
    write_insight(question=question, insight="Nee zeggen helpt.", by=ep_member, at=now)
    kept = keep_as_lesson(question=question, initiative=case, lesson=lesson, by=ep_member, at=now)
    assert (kept.lesson.text, kept.lesson.team.initiative, kept.insight_at) == ("Zeg vroeg wat niet kan.", case, now)
    with pytest.raises(Refusal, match="al bewaard"):
        keep_as_lesson(question=question, initiative=case, lesson=lesson, by=ep_member, at=now)
    assert Lesson.objects.count() == 1


def test_the_database_keeps_a_lesson_after_an_insight(question, team, ep_member, now):
    lesson = team.lessons.create(text="Les", learnt_by=ep_member, learnt_at=now)
    with pytest.raises(IntegrityError, match="peer_question_insight_before_lesson"), transaction.atomic():
        PeerQuestion.objects.update(lesson=lesson)


def test_whoever_is_outside_finds_nothing(client, question, guide, initiator, administrator, fund_officer, ep_member):
    for user in (guide, initiator, administrator, fund_officer):
        client.force_login(user)
        for address in (ROOM, f"{ROOM}{question.pk}/"):
            assert client.get(address).status_code in {403, 404}, user
        for address in ("/werkplek/programmas/empowering-people-2026/", "/werkplek/ZW-2026-0001/", "/werkplek/lessen/"):
            assert SECRET not in client.get(address).content.decode()
    client.force_login(ep_member)
    assert SECRET in client.get(f"{ROOM}{question.pk}/").content.decode()


def test_without_the_room_an_outsider_would_read_it(client, question, guide, monkeypatch):
    """The control: the same pages, with everybody let in."""
    monkeypatch.setattr(PeerQuestionQuerySet, "for_participant", lambda questions, user: questions.all())
    client.force_login(guide)
    assert SECRET in client.get(f"{ROOM}{question.pk}/").content.decode()


def test_somebody_who_became_initiator_reads_nothing_about_their_own_case(client, question, case, second_member):
    client.force_login(second_member)
    assert SECRET in client.get(ROOM).content.decode()
    MemberFactory(initiative=case, user=second_member, role="co_initiator")
    assert SECRET not in client.get(ROOM).content.decode()
    assert client.get(f"{ROOM}{question.pk}/").status_code == 404


def test_the_pages_lead_from_a_question_to_a_lesson(client, programme, case, ep_member, second_member):
    client.force_login(ep_member)
    assert client.post(ROOM, {"text": SECRET, "initiative": case.pk}).status_code == 302
    page = f"{ROOM}{PeerQuestion.objects.get().pk}/"
    client.force_login(second_member)
    assert client.post(page, {"kind": "advice", "text": "Oefen het."}).status_code == 302
    assert "Er gaat iets mis" in client.post(page, {"kind": "advice", "text": ""}).content.decode()
    assert client.post(f"{page}inzicht/", {"insight": "Gekaapt"}).status_code == 200
    client.force_login(ep_member)
    assert client.post(page, {"text": "Dat probeer ik.", "kind": "advice"}).status_code == 302
    assert client.post(f"{page}inzicht/", {"insight": "Nee zeggen helpt."}).status_code == 302
    given = {"lesson": "Zeg vroeg wat niet kan.", "initiative": case.pk, "level": "organisation", "about": "process"}
    assert client.post(f"{page}les/", given).status_code == 302
    assert [word.kind for word in PeerQuestion.objects.get().words.order_by("pk")] == ["advice", "answer"]
    assert "Bewaard als les" in client.get(page).content.decode()
    assert Lesson.objects.get().shareable is True
