"""Money in the demo town: what is in the pots, and who applied for what."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.utils.timezone import localdate

from accounts.models import User
from city.models import Wijk
from initiatives.enums import MemberRole
from initiatives.models import Initiative
from stimulus_fund.actions.application import begin, keep, keep_budget
from stimulus_fund.actions.pot import set_budget
from stimulus_fund.actions.rounds import plan_round
from stimulus_fund.actions.sending import send
from stimulus_fund.budget import Line
from stimulus_fund.enums import BudgetSide, CoverageKind, LetterKind
from stimulus_fund.models import Application, Pot, Scheme
from stimulus_fund.questions import Part
from zwolle.demo.fund_desk import handle, pay_the_first
from zwolle.demo.fund_vote import hold_a_vote
from zwolle.demo.past import Past, at_clock
from zwolle.demo.stories import read_fund

EVENING = time(20, 10)
MEETING = time(13, 30)
EXAMPLE_IBAN = "NL91ABNA0417164300"  # the one of the standard's own examples, which nobody has
ADDRESS = {"street": "Voorbeeldstraat 1", "postcode": "8011 AB", "town": "Zwolle", "iban": EXAMPLE_IBAN}


def fill_the_fund(people: Mapping[str, User], cases: Mapping[str, Initiative], past: Past, *, at: datetime) -> None:
    """Fill the pots of this year and the last, and bring applications to where they stand, in the order of time.

    `people` and `cases` are by the key of their person and story.
    """
    money = read_fund()
    for row in money["pot"]:
        scheme = Scheme.objects.get(slug=row["scheme"])
        for year in (past.today.year - 1, past.today.year):
            wijk = Wijk.objects.get(code=row["wijk"]) if "wijk" in row else None
            cents = row["ceiling"] * 100
            set_budget(scheme=scheme, year=year, cents=cents, reason="Begroting", by=None, at=at, wijk=wijk)
    for row in sorted(money["application"], key=lambda row: -row["ago"]):
        sent = _apply(row, cases[row["story"]], at=at_clock(past.day(row["ago"]), EVENING))
        handle(row, sent, people, past)
    pay_the_first(people["roelien"], past)
    plan_the_meeting(money["round"], people["roelien"], past)
    hold_a_vote(money["vote"], cases, people["roelien"], past)


def plan_the_meeting(row: Mapping[str, Any], officer: User, past: Past) -> None:
    """A round on what is being judged now, in a few days."""
    pot = Pot.objects.get(scheme__slug=row["scheme"], year=past.today.year)
    held_at = at_clock(past.later(0, row["in"]), MEETING)
    agenda, at = row["agenda"].strip(), at_clock(past.day(1), EVENING)
    plan_round(pot=pot, held_at=held_at, place=row["place"], agenda=agenda, by=officer, at=at)


def _apply(row: Mapping[str, Any], case: Initiative, *, at: datetime) -> Application:
    user = User.objects.get(
        memberships__initiative=case, memberships__left_at=None, memberships__role=MemberRole.INITIATOR
    )
    draft = begin(initiative=case, scheme=Scheme.objects.get(slug=row["scheme"]), by=user, at=at)
    today = localdate(at)
    plan = {
        "result": row["result"].strip(),
        "starts_on": today + timedelta(days=row["starts_in"]),
        "ends_on": today + timedelta(days=row["ends_in"]),
    }
    keep(application=draft, part=Part.PLAN, answers=plan, seen="", at=at)
    keep_budget(application=draft, lines=_lines(row), answers={"budget_note": row["note"]}, seen="", at=at)
    if not row["sent"]:
        return draft
    person = {"recipient_kind": "person", "recipient_name": row["name"], "account_holder": row["name"]}
    keep(application=draft, part=Part.RECIPIENT, answers=person | ADDRESS, seen="", at=at)
    return send(application=draft, agreed=[LetterKind.GRANT, LetterKind.PARTIAL], by=user, at=at)


def _lines(row: Mapping[str, Any]) -> list[Line]:
    lines = [Line(BudgetSide.COST, name, euros * 100) for name, euros in row["costs"]]
    lines += [
        Line(BudgetSide.COVERAGE, name, euros * 100, kind=CoverageKind.OTHER_FUND, is_certain=certain)
        for name, euros, certain in row["others"]
    ]
    for name, kind in (("own", CoverageKind.OWN_MONEY), ("asked", CoverageKind.ASKED)):
        if row[name]:
            lines.append(Line(BudgetSide.COVERAGE, "", row[name] * 100, kind=kind))
    if row["hours"]:
        rate = row["rate"] * 100
        worth = {"hours": row["hours"], "rate_cents": rate}
        lines.append(Line(BudgetSide.COVERAGE, "", row["hours"] * rate, kind=CoverageKind.OWN_HOURS, **worth))
    return lines
