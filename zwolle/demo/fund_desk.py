"""How far the applications of the demo town came: taken on, asked, judged, decided, each on its own working day."""

from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any

from django.utils.timezone import localdate

from accounts.models import User
from stimulus_fund.actions import assessing, deciding, handling, preparing
from stimulus_fund.actions.paying import confirm_paid, make_file
from stimulus_fund.actions.sending import withdraw
from stimulus_fund.enums import Advice, DecisionKind, RefusalGround
from stimulus_fund.models import Application, Payment
from stimulus_fund.queries.term import complete_by
from stimulus_fund.questions import Part
from stimulus_fund.records import Judgement, Proposal
from zwolle.demo.fund_after import conclude, go_on, seen, signer_of
from zwolle.demo.past import Past, at_clock

MORNING = time(10, 20)

ADVICES = {"grant": Advice.GRANT, "partial": Advice.PARTIAL, "rejection": Advice.REJECT}
OBLIGATIONS = "Meld het als uw plan verandert.\nBewaar de bonnen.\nStuur na afloop een kort verslag met foto's."


def handle(row: Mapping[str, Any], application: Application, people: Mapping[str, User], past: Past) -> None:
    """Do what colleagues did with an application, up to the step the row `reaches`."""
    if "reaches" not in row:
        return

    def morning(days_after: int) -> datetime:
        return at_clock(past.day(max(0, row["ago"] - days_after)), MORNING)

    officer = people["roelien"]
    if row["reaches"] == "withdrawn":
        withdraw(application=application, by=signer_of(application), at=morning(4))
        return
    handling.take_on(application=application, by=officer, at=morning(1))
    if row["reaches"] in {"asked", "unhandled"}:
        _ask(row, application, by=officer, at=morning(2))
        if row["reaches"] == "unhandled":
            conclude(application, _proposal(row, application), people, at=morning(16))
        return
    handling.find_complete(application=application, reason="Plan en begroting zijn helder.", by=officer, at=morning(2))
    if row["reaches"] != "complete":
        _judge_and_decide(row, application, people, past, morning)


def _judge_and_decide(
    row: Mapping[str, Any],
    application: Application,
    people: Mapping[str, User],
    past: Past,
    morning: Callable[[int], datetime],
) -> None:
    officer = people["roelien"]
    _judge(row, application, people["wietske"], at=morning(4))
    if row["reaches"] == "judging":
        return
    _judge(row, application, people["emre"], at=morning(5))
    assessing.finish_assessing(application=application, by=officer, at=morning(6))
    preparing.prepare(application=application, proposal=_proposal(row, application), by=officer, at=morning(6))
    deciding.check(application=application, seen=seen(application), by=people["sjoerd"], at=morning(7))
    if row["reaches"] == "checked":
        return
    deciding.decide(application=application, seen=seen(application), by=people["annelies"], at=morning(8))
    go_on(row, application, people, past)


def pay_the_first(officer: User, past: Past) -> None:
    """Send what waits to the financial system, which paid the oldest so far."""
    payment = Payment.objects.filter(file=None).select_related("application").earliest("pk")
    file = make_file(by=officer, at=at_clock(past.day(3), MORNING))
    confirm_paid(payment=payment, on=localdate(file.made_at), by=officer, at=at_clock(past.day(2), MORNING))


def _ask(row: Mapping[str, Any], application: Application, *, by: User, at: datetime) -> None:
    until = complete_by(localdate(at))
    ask = {"parts": [Part.PLAN, Part.EVIDENCE], "text": row["motivation"].strip(), "until": until}
    handling.ask_to_complete(application=application, **ask, by=by, at=at)


def _judge(row: Mapping[str, Any], application: Application, by: User, *, at: datetime) -> None:
    advice = ADVICES[row.get("kind", "grant")]
    criteria = application.ruleset.criteria.all() if application.ruleset else []
    points = 2 if advice == Advice.REJECT else 4
    judgement = Judgement(
        scores={one.pk: (points, "Staat zo in het plan.") for one in criteria},
        advice=advice,
        cents=None if advice == Advice.REJECT else _cents(row, application),
        summary="De buurt doet zelf veel." if points > 2 else "Dit past niet bij de regeling.",
    )
    assessing.keep_assessment(application=application, judgement=judgement, hands_in=True, by=by, at=at)


def _cents(row: Mapping[str, Any], application: Application) -> int:
    return row["grant"] * 100 if "grant" in row else application.asked_cents


def _proposal(row: Mapping[str, Any], application: Application) -> Proposal:
    kind = DecisionKind(row["kind"])
    gives = kind in DecisionKind.giving()
    return Proposal(
        kind=kind,
        cents=_cents(row, application) if gives else 0,
        motivation=row["motivation"].strip(),
        ground=RefusalGround(row["ground"]) if "ground" in row else None,
        activities=application.activities if gives else "",
        obligations=OBLIGATIONS if gives else "",
    )
