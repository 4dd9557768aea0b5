"""Goals of the municipality: named by the initiator, judged by the municipality, looked back on at the outcome."""

from itertools import product

import pytest
from django.db import IntegrityError, transaction

from city.models import Goal
from core.models import AuditEntry, OutgoingMail
from core.refusal import IllegalTransition, Refusal
from initiatives.actions.expiry import wipe_cases
from initiatives.actions.goal import claim_goals, link_goal
from initiatives.actions.position import take_position
from initiatives.enums import GoalStage, GoalVerdict, PositionKind, State
from initiatives.lifecycle import GOAL_STAGES
from initiatives.models import GoalLink, Initiative
from tests.initiatives.desk_rows import answers, letters, step, text
from tests.initiatives.public_rows import body

pytestmark = pytest.mark.django_db

OWN = "/mijn/ZW-2026-0001/doelen/"


@pytest.fixture
def green(town) -> Goal:
    return Goal.objects.get(code="V2")


@pytest.fixture
def ended(initiative) -> Initiative:
    """The case with an outcome; the passage goes on."""
    Initiative.objects.filter(pk=initiative.pk).update(outcome="independent")
    return Initiative.objects.get(pk=initiative.pk)


def links(case: Initiative) -> list[tuple[str, str, str]]:
    return list(case.goal_links.order_by("goal__code").values_list("goal__code", "stage", "verdict"))


# --- Named by the initiator -------------------------------------------------------------------------------------
def test_the_initiator_names_goals_and_the_guide_hears_it(initiative, goal, green, initiator, now):
    claim_goals(initiative=initiative, goals=[goal, green], by=initiator, at=now)
    assert links(initiative) == [("7.1.1", "claimed", ""), ("V2", "claimed", "")]
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (
        "gijs@zwolle.example",
        "De doelen van Buurttuin aan de Assendorperdijk zijn veranderd (ZW-2026-0001)",
    )
    assert "+ Ruimte voor initiatief\n+ Een groene en koele buurt" in mail.text
    entry = AuditEntry.objects.get(verb="initiative.goals_claimed")
    assert (entry.before, entry.after) == ({"gone": []}, {"named": ["7.1.1", "V2"]})


def test_naming_the_same_again_writes_and_mails_nothing(initiative, goal, initiator, now):
    claim_goals(initiative=initiative, goals=[goal], by=initiator, at=now)
    claim_goals(initiative=initiative, goals=[goal], by=initiator, at=now)
    assert (OutgoingMail.objects.count(), AuditEntry.objects.filter(verb="initiative.goals_claimed").count()) == (1, 1)


def test_the_initiator_takes_back_what_was_named_or_confirmed(initiative, goal, green, initiator, guide, now):
    claim_goals(initiative=initiative, goals=[goal, green], by=initiator, at=now)
    link_goal(initiative=initiative, goal=green, stage=GoalStage.CONFIRMED, by=guide, at=now)
    claim_goals(initiative=initiative, goals=[], by=initiator, at=now)
    assert links(initiative) == []


@pytest.mark.parametrize("stage", ["rejected", "revisited"])
def test_what_was_judged_for_good_stays(initiative, goal, initiator, guide, now, stage):
    verdict = "held" if stage == "revisited" else ""
    initiative.goal_links.create(goal=goal, stage=stage, verdict=verdict, set_by=guide, set_at=now)
    claim_goals(initiative=initiative, goals=[], by=initiator, at=now)
    assert links(initiative) == [("7.1.1", stage, verdict)]


def test_a_goal_on_which_a_position_rests_is_not_taken_back(initiative, goal, green, initiator, guide, now):
    claim_goals(initiative=initiative, goals=[green], by=initiator, at=now)
    together(initiative, goal, guide, now)
    with pytest.raises(Refusal) as refusal:
        claim_goals(initiative=initiative, goals=[green], by=initiator, at=now)
    assert str(refusal.value) == (
        "De gemeente werkt met u samen voor “Ruimte voor initiatief”. Wilt u dat veranderen? Vraag het uw gids."
    )
    assert links(initiative) == [("7.1.1", "confirmed", ""), ("V2", "claimed", "")]


def test_a_case_that_is_over_keeps_its_goals(initiative, goal, initiator, now):
    Initiative.objects.filter(pk=initiative.pk).update(state=State.CLOSED, outcome="stopped", ball="")
    with pytest.raises(Refusal, match="Dit initiatief is klaar"):
        claim_goals(initiative=initiative, goals=[goal], by=initiator, at=now)


def together(case, goal, guide, now) -> None:
    take_position(
        initiative=case,
        kind=PositionKind.TOGETHER,
        reason="Omdat.",
        may_expect="Uren.",
        may_not_expect="Geld.",
        review_on=now.date().replace(year=2027),
        question="Welke plek?",
        room_kind="hours",
        room_amount=8,
        goal=goal,
        by=guide,
        at=now,
    )


# --- Judged by the municipality -----------------------------------------------------------------------------------
@pytest.mark.parametrize(("before", "after"), list(product(["", *GoalStage], GoalStage)))
def test_every_step_is_allowed_or_refused_as_the_table_says(ended, goal, guide, now, before, after):
    if before:
        verdict = "held" if before == GoalStage.REVISITED else ""
        ended.goal_links.create(goal=goal, stage=before, verdict=verdict, set_at=now)

    def judge() -> None:
        verdict = GoalVerdict.PARTLY if after == GoalStage.REVISITED else ""
        link_goal(initiative=ended, goal=goal, stage=after, remark="Zo is het.", verdict=verdict, by=guide, at=now)

    if after in GOAL_STAGES[before]:
        judge()
        assert links(ended) == [("7.1.1", after, "partly" if after == GoalStage.REVISITED else "")]
    else:
        with pytest.raises(IllegalTransition) as refusal:
            judge()
        assert refusal.value.field == "stage"


@pytest.mark.parametrize(
    ("stage", "verdict", "remark", "field"),
    [
        ("rejected", "", " ", "remark"),
        ("revisited", "", "Het werkte.", "verdict"),
        ("revisited", "held", " ", "remark"),
    ],
)
def test_a_judgement_takes_its_words(ended, goal, guide, now, stage, verdict, remark, field):
    with pytest.raises(Refusal) as refusal:
        link_goal(initiative=ended, goal=goal, stage=GoalStage.CONFIRMED, by=guide, at=now) and link_goal(
            initiative=ended, goal=goal, stage=GoalStage(stage), remark=remark, verdict=verdict, by=guide, at=now
        )
    assert refusal.value.field == field


def test_looking_back_waits_for_the_outcome(initiative, goal, guide, now):
    link_goal(initiative=initiative, goal=goal, stage=GoalStage.CONFIRMED, by=guide, at=now)
    with pytest.raises(Refusal, match="Leg eerst vast hoe het nu gaat"):
        link_goal(
            initiative=initiative, goal=goal, stage=GoalStage.REVISITED, remark="x", verdict="held", by=guide, at=now
        )


def test_what_was_said_at_the_confirmation_stays_beside_the_finding(ended, goal, guide, now):
    link_goal(initiative=ended, goal=goal, stage=GoalStage.CONFIRMED, remark="Past.", by=guide, at=now)
    link_goal(
        initiative=ended, goal=goal, stage=GoalStage.REVISITED, remark="Te mooi.", verdict="partly", by=guide, at=now
    )
    link = ended.goal_links.get()
    assert (link.remark, link.finding, link.standing) == ("Past.", "Te mooi.", "teruggekeken: klopte voor een deel")
    assert [mail.subject for mail in OutgoingMail.objects.order_by("pk")] == [
        "Buurttuin aan de Assendorperdijk helpt het doel Ruimte voor initiatief vooruit (ZW-2026-0001)",
        "Wij keken terug op het doel Ruimte voor initiatief van Buurttuin aan de Assendorperdijk (ZW-2026-0001)",
    ]
    assert "Het antwoord: klopte voor een deel." in OutgoingMail.objects.latest("pk").text


def test_the_refusal_reaches_the_initiator_with_its_reason_in_their_language(initiative, goal, guide, initiator, now):
    type(initiator).objects.filter(pk=initiator.pk).update(language="en")
    link_goal(initiative=initiative, goal=goal, stage=GoalStage.REJECTED, remark="Het is er al.", by=guide, at=now)
    mail = OutgoingMail.objects.get()
    assert mail.subject == ("The goal Room for initiative does not fit Buurttuin aan de Assendorperdijk (ZW-2026-0001)")
    assert "> Het is er al." in mail.text


def test_a_position_on_a_goal_that_was_looked_back_on_confirms_it_again(ended, goal, guide, now):
    ended.goal_links.create(goal=goal, stage="revisited", verdict="not", finding="Nee.", set_at=now)
    together(ended, goal, guide, now)
    assert links(ended) == [("7.1.1", "confirmed", "")]


@pytest.mark.parametrize(
    ("stage", "verdict", "finding"), [("revisited", "", ""), ("confirmed", "held", ""), ("claimed", "", "Gezien.")]
)
def test_the_database_knows_when_there_is_a_verdict(initiative, goal, now, stage, verdict, finding):
    with pytest.raises(IntegrityError, match="goal_link_verdict_when_revisited"), transaction.atomic():
        GoalLink.objects.create(
            initiative=initiative, goal=goal, stage=stage, verdict=verdict, finding=finding, set_at=now
        )


def test_with_the_file_the_words_go_and_the_verdict_stays(ended, goal, now):
    ended.goal_links.create(goal=goal, stage="revisited", verdict="held", remark="Jan.", finding="Piet.", set_at=now)
    Initiative.objects.filter(pk=ended.pk).update(state=State.CLOSED, ball="", closed_at=now)
    wipe_cases(Initiative.objects.filter(pk=ended.pk), now)
    assert list(GoalLink.objects.values_list("verdict", "remark", "finding")) == [("held", "", "")]


# --- On the pages -------------------------------------------------------------------------------------------------
def test_the_own_page_names_takes_back_and_shows_the_answer(inside, case, goal, green, guide, now):
    case.goal_links.create(goal=green, stage="rejected", remark="Er komt al groen.", set_by=guide, set_at=now)
    page = body(inside, OWN)
    assert ("Er komt al groen." in page, 'value="V2"' in page, 'value="7.1.1"' in page) == (True, False, True)
    answer = inside.post(OWN, {"goals": ["7.1.1"]})
    assert answer.headers["Location"] == "/mijn/ZW-2026-0001/"
    assert links(case) == [("7.1.1", "claimed", ""), ("V2", "rejected", "")]
    status = body(inside, "/mijn/ZW-2026-0001/")
    assert ("Ruimte voor initiatief" in status, "past niet" in status) == (True, True)


def test_only_wijkopgaven_of_the_own_wijk_can_be_named(inside, case, town):
    page = body(inside, OWN)
    assert ('value="V9"' in page, 'value="V3"' in page) == (False, True)
    Initiative.objects.filter(pk=case.pk).update(place_kind="city", wijk=None)
    assert "Jongeren hebben een plek (wijkopgave in Holtenbroek, Stadshagen)" in body(inside, OWN)
    inside.post(OWN, {"goals": ["V9", "ONZIN"]})
    assert links(case) == [("V9", "claimed", "")]


def test_a_refusal_is_a_sentence_at_the_field_and_keeps_what_was_chosen(inside, case, goal, green, guide, now):
    together(case, goal, guide, now)
    page = inside.post(OWN, {"goals": ["V2"]}).content.decode()
    assert "De gemeente werkt met u samen" in page
    assert page.count(" checked") == 1
    assert links(case) == [("7.1.1", "confirmed", "")]


def test_the_desk_confirms_after_showing_the_mail(desk, running, goal, initiator):
    running.goal_links.create(goal=goal, set_at=running.changed_at)
    page = text(desk.get(step(running, "doel")))
    assert f'<option value="{goal.pk}" selected>' in page
    given = answers(running, goal=goal.pk, stage="confirmed", remark="Dat klopt.")
    assert "1 e-mail gaat uit" in text(desk.post(step(running, "doel"), given))
    desk.post(step(running, "doel"), {**given, "bevestig": "blijven"})
    assert links(running) == [("7.1.1", "confirmed", "")]
    assert letters()[-1][0] == "noor@example.nl"


def test_the_desk_is_told_what_a_verdict_misses(desk, running, goal):
    Initiative.objects.filter(pk=running.pk).update(outcome="independent")
    running.goal_links.create(goal=goal, stage="confirmed", set_at=running.changed_at)
    page = text(desk.post(step(running, "doel"), answers(running, goal=goal.pk, stage="revisited", remark="Ja.")))
    assert "Kies of het klopte: helemaal, voor een deel of niet." in page
