"""Ruimte in regels: the list of rules that stood in the way."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.refusal import Conflict, Refusal
from teams.actions.lesson import add_lesson
from teams.actions.rule import change_rule, note_rule
from teams.models import Rule
from teams.records import NewLesson, RuleFacts

pytestmark = pytest.mark.usefixtures("town", "clock")
RULES = "/werkplek/regels/"


@pytest.fixture
def facts(ep_member):
    """A rule that stands in the way."""
    return RuleFacts(
        name="Geen bankje op de stoep",
        source="APV artikel 2:10",
        state="in_the_way",
        owner=ep_member,
        tried="",
        changed="",
    )


@pytest.fixture
def rule(facts, guide, now):
    """The rule, on the list."""
    return note_rule(facts=facts, by=guide, at=now)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "geen BANKJE op de stoep"}, "name"),
        ({"name": "Anders", "state": "being_tried"}, "tried"),
        ({"name": "Anders", "state": "loosened", "tried": "Proef"}, "changed"),
        ({"name": "Anders", "state": "stays", "changed": "  "}, "changed"),
    ],
)
def test_what_is_not_explained_is_refused(rule, facts, guide, now, changes, field):
    with pytest.raises(Refusal) as refused:
        note_rule(facts=replace(facts, **changes), by=guide, at=now)
    assert (refused.value.field, Rule.objects.count()) == (field, 1)


def test_the_database_refuses_it_too(rule):
    for state, name in (("loosened", "rule_settled_is_explained"), ("being_tried", "rule_tried_is_told")):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Rule.objects.filter(pk=rule.pk).update(state=state)


def test_who_wrote_a_lesson_hears_the_answer_once(rule, facts, case, ep_member, second_member, guide, now, mails):
    for by in (ep_member, ep_member, guide):
        add_lesson(initiative=case, lesson=NewLesson(text="Een les", rule=rule), by=by, at=now)
    loosened = replace(facts, state="loosened", changed="Een bankje mag als er 1,80 meter vrij blijft.")
    changed = change_rule(rule=rule, version=1, facts=loosened, by=guide, at=now)
    change_rule(rule=rule, version=2, facts=replace(loosened, tried="Proef in Assendorp"), by=guide, at=now)
    assert mails() == [("esra@zwolle.example", "Geen bankje op de stoep: er is een antwoord")]
    assert (changed.settled_at, changed.version) == (now, 2)


def test_nothing_is_mailed_while_the_question_is_open(rule, facts, case, ep_member, guide, now, mails):
    add_lesson(initiative=case, lesson=NewLesson(text="Een les", rule=rule), by=ep_member, at=now)
    change_rule(rule=rule, version=1, facts=replace(facts, state="being_tried", tried="Proef"), by=guide, at=now)
    assert mails() == []


def test_who_saves_second_sees_both(rule, facts, guide, ep_member, now):
    change_rule(rule=rule, version=1, facts=replace(facts, source="APV"), by=guide, at=now)
    with pytest.raises(Conflict) as conflict:
        change_rule(rule=rule, version=1, facts=replace(facts, source="Gewoonte"), by=ep_member, at=now)
    assert (conflict.value.theirs["source"], conflict.value.theirs["version"]) == ("APV", 2)


def fields(rule, **changes):
    names = ("name", "source", "state", "tried", "changed", "version")
    return {name: getattr(rule, name) for name in names} | {"owner": rule.owner_id} | changes


def test_a_guide_puts_it_on_the_list_and_its_owner_keeps_it(client, guide, ep_member):
    client.force_login(guide)
    assert "Een regel die in de weg staat" in client.get(f"{RULES}nieuw/").content.decode()
    given = {"name": "Geen bankje", "source": "APV", "owner": ep_member.pk, "state": "in_the_way"}
    response = client.post(f"{RULES}nieuw/", given)
    rule = Rule.objects.get()
    assert response.headers["Location"] == f"{RULES}{rule.pk}/"
    client.force_login(ep_member)
    changed = fields(rule, state="being_tried", tried="Proef in Assendorp")
    assert client.post(f"{RULES}{rule.pk}/", changed).status_code == 302
    page = client.get(f"{RULES}{rule.pk}/").content.decode()
    assert "Proef in Assendorp" in page
    assert "wij proberen iets" in client.get(RULES).content.decode()


def test_a_conflict_shows_both_texts_and_keeps_what_was_typed(client, rule, facts, guide, now):
    change_rule(rule=rule, version=1, facts=replace(facts, tried="Hun proef"), by=guide, at=now)
    client.force_login(guide)
    response = client.post(f"{RULES}{rule.pk}/", fields(rule, tried="Mijn proef"))
    page = response.content.decode()
    assert (response.status_code, "Hun proef" in page, "Mijn proef" in page) == (200, True, True)
    again = fields(rule, tried="Mijn proef", version=2)
    assert client.post(f"{RULES}{rule.pk}/", again).status_code == 302
    assert Rule.objects.get().tried == "Mijn proef"


def test_a_colleague_reads_and_does_not_write(client, rule, second_member):
    client.force_login(second_member)
    assert client.get(f"{RULES}{rule.pk}/").status_code == 200
    client.post(f"{RULES}{rule.pk}/", fields(rule, name="Gekaapt"))
    assert Rule.objects.get().name == "Geen bankje op de stoep"
    assert client.get(f"{RULES}nieuw/").status_code == 403


def test_a_lesson_that_stays_in_its_team_is_not_on_the_rule(client, rule, case, ep_member, second_member, now):
    for text, shareable in (("Voor iedereen.", True), ("Voor ons.", False)):
        lesson = NewLesson(text=text, rule=rule, shareable=shareable)
        add_lesson(initiative=case, lesson=lesson, by=ep_member, at=now)
    client.force_login(second_member)
    page = client.get(f"{RULES}{rule.pk}/").content.decode()
    assert ("Voor iedereen." in page, "Voor ons." in page) == (True, False)
    assert "1 les" in client.get(RULES).content.decode()


def test_the_queries_do_not_depend_on_the_rows(client, facts, guide, now):
    client.force_login(guide)
    counted = []
    for name in ("Eén", "Twee"):
        note_rule(facts=replace(facts, name=name), by=guide, at=now)
        client.get(RULES)
        with CaptureQueriesContext(connection) as queries:
            client.get(RULES)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 5
