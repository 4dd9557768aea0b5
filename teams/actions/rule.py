"""Ruimte in regels: which rules stood in the way, and what came of it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Conflict, Refusal
from teams import notices
from teams.enums import RuleState
from teams.models import Rule
from teams.records import RuleFacts

FIELDS = ("name", "source", "state", "owner", "tried", "changed")


@transaction.atomic
def note_rule(*, facts: RuleFacts, by: User, at: datetime) -> Rule:
    """Put a rule on the list, with somebody who cares for it. Raises Refusal for a name that is there already."""
    _check(facts, None)
    rule = Rule(**_values(facts), noted_by=by, noted_at=at)
    rule.settled_at = at if rule.state in RuleState.settled() else None
    rule.save()
    audit.record(verb="rule.noted", subject=rule, by=by, at=at, after={"state": rule.state})
    return rule


@transaction.atomic
def change_rule(*, rule: Rule, version: int, facts: RuleFacts, by: User, at: datetime) -> Rule:
    """Write down what was tried or changed; who wrote a lesson about it hears when the question is answered.

    Raises Conflict when somebody saved since, with what stands there now; Refusal for what is not explained.
    """
    rule = Rule.objects.select_for_update(of=["self"]).select_related("owner").get(pk=rule.pk)
    if rule.version != version:
        theirs = {name: getattr(rule, name) for name in FIELDS} | {"version": rule.version}
        raise Conflict(_("Een collega heeft deze regel intussen aangepast. Hieronder ziet u beide teksten."), theirs)
    _check(facts, rule)
    before = rule.state
    for name, value in _values(facts).items():
        setattr(rule, name, value)
    settles = rule.state in RuleState.settled()
    rule.settled_at = (rule.settled_at or at) if settles else None
    rule.version += 1
    rule.save()
    audit.record(verb="rule.changed", subject=rule, by=by, at=at, before={"state": before}, after={"state": rule.state})
    if settles and before != rule.state:
        outbox.enqueue(*notices.rule_settled(rule, by=by), at=at)
    return rule


def _values(facts: RuleFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in FIELDS}


def _check(facts: RuleFacts, rule: Rule | None) -> None:
    others = Rule.objects.exclude(pk=rule.pk) if rule else Rule.objects.all()
    if others.filter(name__iexact=facts.name).exists():
        raise Refusal(_("Deze regel staat al op de lijst."), field="name")
    if facts.state == RuleState.BEING_TRIED and not facts.tried.strip():
        raise Refusal(_("Schrijf op wat u probeert."), field="tried")
    if facts.state in RuleState.settled() and not facts.changed.strip():
        raise Refusal(_("Schrijf op wat er is veranderd, of waarom de regel blijft."), field="changed")
