"""Who may do what in which state: role by state by act, and every illegal pair is refused and written down."""

from datetime import timedelta

import pytest

from accounts.enums import Role
from core.models import AuditEntry
from stimulus_fund.actions import assessing, deciding, disputing, handling, preparing, reporting
from stimulus_fund.acts import RULES, Act, NotAllowed, possible
from stimulus_fund.clock import Happening
from stimulus_fund.enums import Answer, State
from stimulus_fund.models import Application, Report
from stimulus_fund.questions import Part
from tests.factories import RoleGrantFactory
from tests.stimulus_fund.desk import LATER, judgement, proposal

pytestmark = pytest.mark.django_db

# Per act the roles that hold it, and the states in which it can be done.
OPEN = {"submitted", "incomplete", "assessing", "deciding"}
DECIDED = {"granted", "rejected", "unhandled", "accounted", "settled", "revoked"}
ALL = OPEN | DECIDED | {"withdrawn"}
TABLE: dict[Act, tuple[set[str], set[str]]] = {
    Act.TAKE_ON: ({"fund_officer"}, OPEN),
    Act.FIND_COMPLETE: ({"fund_officer"}, {"submitted", "incomplete"}),
    Act.ASK: ({"fund_officer"}, {"submitted", "assessing"}),
    Act.EXTEND: ({"fund_officer"}, OPEN),
    Act.NOTE: ({"fund_officer"}, OPEN),
    Act.DECLARE: ({"fund_officer", "assessor", "decision_maker"}, ALL),
    Act.ASSESS: ({"assessor"}, {"assessing"}),
    Act.FINISH_ASSESSING: ({"fund_officer"}, {"assessing"}),
    Act.PREPARE: ({"fund_officer"}, {"incomplete", "deciding"}),
    Act.RENEW: ({"fund_officer"}, {"granted", "rejected"}),
    Act.ANSWER_CHANGE: ({"fund_officer"}, {"granted"}),
    Act.REOPEN: ({"fund_officer"}, {"accounted"}),
    Act.SETTLE: ({"fund_officer"}, {"granted", "accounted"}),
    Act.REVOKE: ({"fund_officer"}, {"granted", "accounted", "settled"}),
    Act.DISPUTE: ({"fund_officer"}, ALL),
    Act.CHECK: ({"fund_officer"}, DECIDED | {"incomplete", "deciding"}),
    Act.DECIDE: ({"decision_maker"}, DECIDED | {"incomplete", "deciding"}),
}
DAY = LATER.date() + timedelta(days=14)
DEEDS = {
    Act.TAKE_ON: (handling.take_on, {}),
    Act.FIND_COMPLETE: (handling.find_complete, {"reason": "x"}),
    Act.ASK: (handling.ask_to_complete, {"parts": [Part.PLAN], "text": "x", "until": DAY}),
    Act.EXTEND: (handling.extend, {"until": DAY, "reason": "x"}),
    Act.NOTE: (handling.note_event, {"kind": Happening.DELAYED, "on": LATER.date(), "until": None, "text": "x"}),
    Act.DECLARE: (assessing.declare_interest, {"reason": "x"}),
    Act.ASSESS: (assessing.keep_assessment, {"judgement": None, "hands_in": False}),
    Act.FINISH_ASSESSING: (assessing.finish_assessing, {}),
    Act.PREPARE: (preparing.prepare, {"proposal": proposal()}),
    Act.RENEW: (preparing.renew, {"proposal": proposal("partial", 50_000, ground="rules")}),
    Act.ANSWER_CHANGE: (reporting.answer_change, {"change": None, "answer": Answer.AGREED, "reason": "x"}),
    Act.REOPEN: (reporting.reopen_report, {"remark": "x"}),
    Act.SETTLE: (preparing.settle, {"proposal": proposal("settlement")}),
    Act.REVOKE: (preparing.revoke, {"proposal": proposal("revocation", 0, ground="undone")}),
    Act.DISPUTE: (disputing.take_on_dispute, {"dispute": None}),
    Act.CHECK: (deciding.check, {"seen": "x"}),
    Act.DECIDE: (deciding.decide, {"seen": "x"}),
}
SENT = [state for state in State if state != State.DRAFT]


@pytest.fixture
def holders(db):
    """Somebody of every role that can be granted, and somebody without any."""
    return {role: RoleGrantFactory(role=role).user for role, _label in Role.grantable()}


def test_the_table_is_whole():
    assert set(TABLE) == set(Act) == set(RULES) == set(DEEDS)


@pytest.mark.parametrize("state", SENT)
def test_the_page_offers_what_the_table_says(sent, holders, state):
    scopes = sent.access_scopes()
    offered = {role: set(possible(state, scopes, user)) for role, user in holders.items()}
    wanted = {
        role: {act for act, (roles, states) in TABLE.items() if role in roles and state in states} for role in holders
    }
    assert offered == wanted


@pytest.mark.parametrize("act", Act)
def test_every_illegal_pair_is_refused_and_written_down(sent, holders, initiator, act):
    roles, states = TABLE[act]
    deed, facts = DEEDS[act]
    tried = 0
    for state in SENT:
        move_to(sent, state)
        for role, user in {**holders, "initiator": initiator}.items():
            if role in roles and state in states:
                continue
            with pytest.raises(NotAllowed):
                deed(application=sent, **facts, by=user, at=LATER)
            tried += 1
    assert Application.objects.get().state == SENT[-1]
    assert AuditEntry.objects.filter(verb="application.refused", after__act=act.value).count() == tried
    assert tried == len(SENT) * (len(holders) + 1) - len(roles) * len(states)


def move_to(application: Application, state: State) -> None:
    """Put it in a state as the database allows it."""
    granted = 90_000 if state in State.awarded() else None
    Application.objects.filter(pk=application.pk).update(state=state, granted_cents=granted)


NEED_MORE = {Act.CHECK, Act.DECIDE, Act.FINISH_ASSESSING, Act.ANSWER_CHANGE, Act.DISPUTE}


@pytest.mark.parametrize("act", [act for act in Act if act not in NEED_MORE])
def test_a_legal_pair_goes_through(sent, holders, act):
    """The control: the same deeds, by whom and when the table says they may."""
    roles, states = TABLE[act]
    deed, facts = DEEDS[act]
    state = "submitted" if "submitted" in states else min(states)
    move_to(sent, State(state))
    facts = dict(facts)
    if act == Act.ASSESS:
        facts["judgement"] = judgement(sent)
    if act == Act.EXTEND:
        facts["until"] = sent.decide_by + timedelta(days=14)
    if act == Act.PREPARE:
        move_to(sent, State.DECIDING)
    if act == Act.REOPEN:
        sent.report = Report.objects.create(application=sent, changed_at=LATER)
    deed(application=sent, **facts, by=holders[min(roles)], at=LATER)
    assert AuditEntry.objects.filter(verb="application.refused").count() == 0
