"""Lessons: who reads them, who confirms them, and who hears what was done with them."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from city.models import Department
from core.refusal import Refusal
from initiatives.enums import MemberRole
from teams.actions.lesson import OwnLesson, add_lesson, confirm_lesson, follow_up_lesson
from teams.models import Lesson, Profile, Rule
from teams.queries.lessons import visible_lessons
from teams.records import NewLesson
from tests.factories import InitiativeFactory, MemberFactory

pytestmark = pytest.mark.usefixtures("town", "clock")
TEXT = "Vraag eerst wie de grond beheert."
LESSONS = "/werkplek/lessen/"


@pytest.fixture
def write(case, ep_member, now):
    """Write a lesson by the EP-member."""
    return lambda text=TEXT, **facts: add_lesson(
        initiative=case, lesson=NewLesson(text=text, **facts), by=ep_member, at=now
    )


def test_a_lesson_is_written_on_the_page_of_the_case(client, case, ep_member):
    client.force_login(ep_member)
    fields = {"lesson": TEXT, "about": "process", "subject": "Grond uitgeven", "rule": "", "level": "organisation"}
    assert client.post("/werkplek/ZW-2026-0001/les/", fields).headers["Location"] == "/werkplek/ZW-2026-0001/"
    lesson = Lesson.objects.get()
    assert (lesson.text, lesson.about, lesson.subject, lesson.shareable) == (TEXT, "process", "Grond uitgeven", True)


def test_an_empty_one_is_refused_at_its_field(client, case, ep_member):
    client.force_login(ep_member)
    response = client.post("/werkplek/ZW-2026-0001/les/", {"lesson": " ", "about": "goal", "level": "organisation"})
    assert (response.status_code, 'id="lesson_lesson_error"' in response.content.decode()) == (200, True)


def test_what_stays_in_the_team_is_read_by_the_team(write, case, ep_member, second_member, guide, initiator):
    shared, kept = write(), write("Wij waren te laat.", shareable=False)
    own, others = {shared.pk, kept.pk}, {shared.pk}
    found = {
        user.display_name: set(visible_lessons(user).values_list("pk", flat=True))
        for user in (ep_member, guide, second_member, initiator)
    }
    assert found == {"Esra Polat": own, "Gijs Wolters": own, "Bas Holtrop": others, "Noor Velthuis": set()}


def test_whoever_is_initiator_reads_nothing_of_that_case(write, case, second_member):
    write()
    MemberFactory(initiative=case, user=second_member, role=MemberRole.CO_INITIATOR)
    assert list(visible_lessons(second_member)) == []


def test_a_second_person_confirms_and_the_writer_does_not(write, ep_member, second_member, guide, now, verbs, case):
    lesson = write()
    with pytest.raises(OwnLesson):
        confirm_lesson(lesson=lesson, by=ep_member, at=now)
    confirm_lesson(lesson=lesson, by=second_member, at=now)
    confirm_lesson(lesson=lesson, by=guide, at=now)
    lesson.refresh_from_db()
    assert (lesson.confirmed_by, lesson.confirmed_at) == (second_member, now)
    assert verbs(case) == ["lesson.written", "lesson.confirmed"]


def test_the_database_refuses_a_lesson_confirmed_by_its_writer(write, ep_member, now):
    lesson = write()
    with pytest.raises(IntegrityError, match="lesson_confirmed_by_another"), transaction.atomic():
        Lesson.objects.filter(pk=lesson.pk).update(confirmed_by=ep_member, confirmed_at=now)


def test_the_writer_hears_what_was_done_with_it(write, guide, now, mails):
    lesson = write()
    follow_up_lesson(lesson=lesson, text="Het staat nu op het formulier.", by=guide, at=now)
    follow_up_lesson(lesson=lesson, text="Het staat nu op het formulier.", by=guide, at=now)
    assert mails() == [("esra@zwolle.example", "Er is iets gedaan met uw les (ZW-2026-0001)")]
    lesson.refresh_from_db()
    assert (lesson.follow_up, lesson.followed_up_by) == ("Het staat nu op het formulier.", guide)


def test_nothing_is_told_without_words_or_to_oneself(write, ep_member, guide, now, mails):
    lesson = write()
    with pytest.raises(Refusal):
        follow_up_lesson(lesson=lesson, text="  ", by=guide, at=now)
    follow_up_lesson(lesson=lesson, text="Zelf geregeld.", by=ep_member, at=now)
    assert mails() == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["grond", "stoep"]),
        ("?word=stoep", ["stoep"]),
        ("?about=rule", ["stoep"]),
        ("?about=nonsense", ["grond", "stoep"]),
        ("?waiting=on", ["grond"]),
        ("?word=zwaan", []),
        ("?pagina=2", []),
    ],
)
def test_looking_them_up(client, write, guide, second_member, now, query, found):
    write("Over de grond.")
    follow_up_lesson(lesson=write("Over de stoep.", about="rule"), text="Gedaan.", by=guide, at=now)
    client.force_login(second_member)
    page = client.get(f"{LESSONS}{query}").content.decode()
    assert [word for word in ("grond", "stoep") if f"<p>Over de {word}.</p>" in page] == found


def test_per_department(client, write, ep_member, second_member):
    sport, cultuur = Department.objects.get(slug="sport"), Department.objects.get(slug="cultuur")
    Profile.objects.filter(user=ep_member).update(department=sport)
    write()
    client.force_login(second_member)
    shown = [TEXT in client.get(f"{LESSONS}?department={row.pk}").content.decode() for row in (sport, cultuur)]
    assert shown == [True, False]


def test_the_page_of_a_lesson(client, write, ep_member, second_member, guide):
    address = f"{LESSONS}{write().pk}/"
    client.force_login(second_member)
    assert "Ik herken dit" in client.get(address).content.decode()
    assert client.post(f"{address}herkend/").headers["Location"] == address
    assert "Bas Holtrop zag hetzelfde, op 11 maart 2026." in client.get(address).content.decode()
    client.post(address, {"text": "Dit mag ik niet."})
    assert Lesson.objects.get().follow_up == ""
    client.force_login(guide)
    assert client.post(address, {"text": "Het staat op het formulier."}).headers["Location"] == address
    client.force_login(ep_member)
    assert "Het staat op het formulier." in client.get(address).content.decode()


def test_ones_own_lesson_cannot_be_confirmed_by_post(client, write, ep_member):
    address = f"{LESSONS}{write().pk}/"
    client.force_login(ep_member)
    page = client.post(f"{address}herkend/", follow=True).content.decode()
    assert "Dit is uw eigen les." in page
    assert Lesson.objects.get().confirmed_by is None


def test_a_lesson_of_another_team_that_stays_there_is_not_found(client, write, second_member):
    address = f"{LESSONS}{write(shareable=False).pk}/"
    client.force_login(second_member)
    assert (client.get(address).status_code, client.post(f"{address}herkend/").status_code) == (404, 404)


def test_the_queries_do_not_depend_on_the_rows(client, write, second_member, ep_member, guide, now):
    client.force_login(second_member)
    counted = []
    for _round in range(2):
        other = InitiativeFactory(owned=True, owner=guide)
        add_lesson(initiative=other, lesson=NewLesson(text=TEXT), by=guide, at=now)
        write()
        client.get(LESSONS)
        with CaptureQueriesContext(connection) as queries:
            client.get(LESSONS)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 6


def test_a_guide_says_which_rule_it_is_about(client, write, guide, ep_member, now):
    rule = Rule.objects.create(name="Geen bankje", owner=guide, noted_by=guide, noted_at=now)
    address = f"{LESSONS}{write().pk}/"
    client.force_login(guide)
    client.post(f"{address}regel/", {"rule": rule.pk})
    assert Lesson.objects.values_list("rule", "about").get() == (rule.pk, "rule")
    page = client.post(f"{address}regel/", {"rule": "999999"}, follow=True).content.decode()
    assert ("Kies een regel uit de lijst." in page, Lesson.objects.get().rule) == (True, rule)
    client.force_login(ep_member)
    assert client.post(f"{address}regel/", {"rule": ""}).status_code == 403
