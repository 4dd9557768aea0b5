"""What everyone reads of a programme: nothing of an initiative that is not public, no name without consent."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from teams.models import Programme
from teams.queries.programme import lessons_of, public_programme, public_programmes, sessions_of

pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture
def programme(guide, now):
    """A public programme of spring 2026."""
    return Programme.objects.create(
        name="Empowering People",
        slug="empowering-people-2026",
        kind="empowering",
        starts_on=date(2026, 2, 1),
        ends_on=date(2026, 6, 30),
        goals="Leren van elkaar.",
        introduction="Wij lopen mee met initiatieven.",
        is_public=True,
        owner=guide,
        made_at=now,
    )


@pytest.fixture
def held(programme, team, public_initiative, ep_member, now):
    """Talks and lessons around both initiatives, in and outside the period."""
    for initiative in (team.initiative, public_initiative):
        programme.parts.create(initiative=initiative, joined_at=now)
    for number, day in enumerate([date(2026, 1, 31), date(2026, 2, 1), date(2026, 6, 30), date(2026, 7, 1)]):
        facts = {"logged_by": ep_member, "logged_at": now, "idempotency_key": f"{number}" * 32}
        team.sessions.create(held_on=day, minutes=30, agreed="Planten.", **facts)
    for shareable in (True, False):
        team.lessons.create(text="Begin samen.", shareable=shareable, learnt_by=ep_member, learnt_at=now)
    for days in (0, 1):
        starts_at = now + timedelta(days=days)
        programme.gatherings.create(
            kind="start", starts_at=starts_at, minutes=60, planned_by=ep_member, planned_at=now, changed_at=now
        )
    return programme


def test_everyone_reads_what_is_public_and_no_more(held, now):
    shown = public_programme("empowering-people-2026", at=now)
    assert [case.title for case in shown.initiatives] == ["Leesbankje in het park"]
    assert (shown.name, shown.kind, shown.goals) == ("Empowering People", "Empowering People", "Leren van elkaar.")
    assert (shown.sessions, shown.gatherings, shown.lessons, shown.quotes) == (2, 1, 1, [])


def test_what_is_not_on_the_website_is_not_there(held, now):
    Programme.objects.update(is_public=False)
    assert (list(public_programmes()), public_programme(held.slug, at=now)) == ([], None)


@pytest.mark.parametrize(("quoting", "names"), [("no", []), ("role", [""]), ("name", ["Esra Polat"])])
def test_words_are_quoted_with_consent_only(held, ep_member, now, quoting, names):
    consent = None if quoting == "no" else now
    held.closing_answers.create(user=ep_member, brought="Rust.", quoting=quoting, consented_at=consent, answered_at=now)
    assert [quote.name for quote in public_programme(held.slug, at=now).quotes] == names


def test_an_initiator_is_quoted_without_an_initiative_that_is_not_public(held, initiative, initiator, now):
    facts = {"quoting": "role", "consented_at": now, "answered_at": now}
    held.closing_answers.create(user=initiator, initiative=initiative, needed="Antwoord sneller.", **facts)
    [quote] = public_programme(held.slug, at=now).quotes
    assert (quote.needed, quote.name, quote.of_initiator, quote.initiative) == ("Antwoord sneller.", "", True, None)


def test_talks_count_until_the_initiative_stopped(held, team, now):
    held.parts.filter(initiative=team.initiative).update(left_at=now)
    assert (sessions_of(held).count(), lessons_of(held).count()) == (1, 2)
    held.parts.filter(initiative=team.initiative).update(left_at=now - timedelta(days=1))
    assert lessons_of(held).count() == 0


def test_the_queries_do_not_depend_on_the_rows(held, ep_member, guide, now):
    counted = []
    for user in (ep_member, guide):
        facts = {"quoting": "name", "consented_at": now, "answered_at": now}
        held.closing_answers.create(user=user, brought="Rust.", **facts)
        with CaptureQueriesContext(connection) as queries:
            public_programme(held.slug, at=now)
        counted.append(len(queries))
    assert counted == [6, 6]
