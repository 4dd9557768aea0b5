"""Applications for money in the measured town: five for every initiative, in every state that has a page."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from django.utils import timezone
from django.utils.timezone import localdate

from accounts.enums import Role
from accounts.models import User
from initiatives.models import Initiative
from stimulus_fund.enums import DecisionKind, DecisionState, State
from stimulus_fund.models import Application, Decision, Pot, Ruleset

APPLICATIONS = 5
CENTS = 50_000
BATCH = 2_000
STATES = [State.GRANTED, State.SUBMITTED, State.REJECTED, State.GRANTED, State.ASSESSING]


def fill() -> None:
    """Write applications with their decisions, as bulk rows: history enough for the lists, without every step of it."""
    rules = Ruleset.objects.select_related("scheme").get(scheme__slug="initiatiefrijk")
    pot = Pot.objects.create(scheme=rules.scheme, year=2000)
    applications = Application.objects.bulk_create(_applications(rules, pot), batch_size=BATCH)
    people = list(User.objects.filter(role_grants__role=Role.FUND_OFFICER).order_by("pk")[:2])
    decider = User.objects.filter(role_grants__role=Role.DECISION_MAKER).earliest("pk")
    decided = [each for each in applications if each.state in {State.GRANTED, State.REJECTED}]
    Decision.objects.bulk_create((_decision(each, people[0], people[1], decider) for each in decided), batch_size=BATCH)
    given = sum(each.granted_cents or 0 for each in applications)
    Pot.objects.filter(pk=pot.pk).update(ceiling_cents=2 * given, granted_cents=given)


def _applications(rules: Ruleset, pot: Pot) -> Iterator[Application]:
    now, states = timezone.now(), cycle(STATES)
    applicant = User.objects.earliest("pk")
    same = {"ruleset": rules, "scheme": rules.scheme, "pot": pot, "started_by": applicant, "signed_by": applicant}
    places = ((pk, place) for pk in Initiative.objects.values_list("pk", flat=True) for place in range(APPLICATIONS))
    for number, (initiative, place) in enumerate(places):
        yield _application(number, initiative, next(states), now - timedelta(days=place), **same)


def _application(number: int, initiative: int, state: State, at: datetime, **same: Any) -> Application:
    return Application(
        number=f"ZM-{number:06}",
        initiative_id=initiative,
        state=state,
        **same,
        started_at=at,
        changed_at=at,
        received_at=at,
        complete_at=at,
        complete_order=number + 1,
        asked_cents=CENTS,
        granted_cents=CENTS if state == State.GRANTED else None,
        activities="Wij zetten bankjes neer.",
        decide_by=localdate(at) + timedelta(days=56),
    )


def _decision(application: Application, writer: User, second: User, decider: User) -> Decision:
    gives = application.state == State.GRANTED
    at: Any = application.received_at
    return Decision(
        application=application,
        kind=DecisionKind.GRANT if gives else DecisionKind.REJECTION,
        state=DecisionState.TAKEN,
        cents=CENTS if gives else 0,
        ground="" if gives else "rules",
        motivation="Het plan past.",
        prepared_by=writer,
        prepared_at=at,
        checked_by=second,
        checked_at=at,
        taken_by=decider,
        taken_at=at,
    )
