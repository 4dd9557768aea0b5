"""A programme in which everything that is said is an attack."""

from dataclasses import replace
from datetime import datetime, timedelta

from accounts.models import User
from initiatives.models import Initiative
from teams.actions.book import pass_on
from teams.actions.closing import ask_to_look_back, look_back
from teams.actions.gathering import cancel_gathering, plan_gathering, write_outcome
from teams.actions.intervision import bring_question, say, write_insight
from teams.actions.programme import add_initiative, add_member, begin_programme
from teams.records import GatheringFacts, LookBack, ProgrammeFacts
from tests.hardening.payloads import Ink


def learn_together(case: Initiative, guide: User, ep_member: User, initiator: User, ink: Ink, now: datetime) -> None:
    """Two colleagues and the initiator's case in a public programme: met, asked, passed on, looked back."""
    day = now.date()
    facts = ProgrammeFacts(
        name=ink.write(120),
        kind="empowering",
        starts_on=day - timedelta(days=9),
        ends_on=day + timedelta(days=9),
        goals=ink.write(2_000),
        introduction=ink.write(2_000),
        is_public=True,
        owner=guide,
    )
    programme = begin_programme(facts=facts, by=guide, at=now)
    for user in (guide, ep_member):
        add_member(programme=programme, user=user, by=guide, at=now)
    add_initiative(programme=programme, initiative=case, by=guide, at=now)
    planned = GatheringFacts(kind="start", starts_at=now, minutes=60, place=ink.write(160), agenda=ink.write(2_000))
    gathering = plan_gathering(programme=programme, facts=planned, by=guide, at=now - timedelta(hours=1))
    write_outcome(gathering=gathering, version=1, outcome=ink.write(5_000), presences={}, by=guide, at=now)
    coming = replace(planned, starts_at=now + timedelta(days=1))
    off = plan_gathering(programme=programme, facts=coming, by=guide, at=now)
    cancel_gathering(gathering=off, version=1, reason=ink.write(300), by=guide, at=now)
    question = bring_question(programme=programme, text=ink.write(2_000), initiative=case, by=guide, at=now)
    say(question=question, kind="advice", text=ink.write(2_000), by=ep_member, at=now)
    write_insight(question=question, insight=ink.write(2_000), by=guide, at=now)
    volume = programme.books.get(number=1)
    first = pass_on(book=volume, to=ep_member, word=ink.write(600), by=guide, at=now)
    pass_on(book=volume, to=initiator, word=ink.write(600), by=ep_member, at=now, seen=first)
    ask_to_look_back(programme=programme, by=guide, at=now)
    for user, initiative in ((ep_member, None), (initiator, case)):
        said = LookBack(brought=ink.write(2_000), needed=ink.write(2_000), quoting="name")
        look_back(programme=programme, answer=said, initiative=initiative, by=user, at=now)
