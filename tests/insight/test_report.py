"""The live report: every number literally, who may see it, and what it costs."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from insight.enums import Section
from insight.queries.report import Reach, report
from insight.report import Figure, mean
from tests.initiatives.public_rows import body

pytestmark = pytest.mark.usefixtures("town", "clock")
ADDRESS = "/werkplek/verslag/"
MARCH = Reach(date(2026, 3, 1), date(2026, 3, 31))
BEFORE = Reach(date(2026, 2, 1), date(2026, 3, 1))


def numbers(found, section):
    """The figures of a part that are not nought."""
    return {figure.code: figure.value for figure in found.figures_of(section) if figure.value}


def test_every_part_of_the_year(year, now):
    found = report(MARCH, at=now)
    assert {section: numbers(found, section) for section in Section if section not in Section.of_words()} == {
        Section.INITIATIVES: {"submitted": 6, "closed": 5},
        Section.OUTCOMES: {"independent": 5},
        Section.POSITIONS: {"aware": 1, "spotlight": 1, "changed": 1},
        Section.SESSIONS: {"advice": 2},
        Section.HOURS: {"spotlight": Decimal("2.25")},
        Section.TIME: {"municipality": 4, "initiator": 1},
        Section.LEARNT: {"process": 1},
    }


def test_lessons_rules_and_quotes(year, now):
    found = report(MARCH, at=now)
    assert [(words.section.value, words.text, words.said_by, words.role) for words in found.words] == [
        ("lessons", "Vraag eerst wie de grond beheert.", "", ""),
        ("rules", "Wachten op het plan: Het mag nu meteen.", "", ""),
        ("quotes", "Ik wist eindelijk wie ik kon bellen.", "Noor Velthuis", "initiatiefnemer"),
    ]


def test_nothing_outside_the_period(year, now):
    found = report(BEFORE, at=now)
    assert (sum(figure.value for figure in found.figures), found.words) == (0, [])


def test_only_the_initiatives_of_a_programme(year, season, now):
    found = report(Reach(MARCH.first, MARCH.last, season), at=now)
    assert numbers(found, Section.INITIATIVES) == {"submitted": 1}
    assert numbers(found, Section.HOURS) == {"spotlight": Decimal("2.25")}
    assert numbers(found, Section.TIME) == {}
    assert [words.section.value for words in found.words] == ["lessons", "quotes"]


def test_a_lesson_that_stays_in_the_team_or_nobody_recognised_is_only_counted(year, lesson, now):
    type(lesson).objects.update(shareable=False)
    found = report(MARCH, at=now)
    assert (found.words_of(Section.LESSONS), numbers(found, Section.LEARNT)) == ([], {"process": 1})
    type(lesson).objects.update(shareable=True, confirmed_by=None, confirmed_at=None)
    assert report(MARCH, at=now).words_of(Section.LESSONS) == []


def test_a_quote_without_consent_is_not_there(year, quote, now):
    type(quote).objects.update(quoting="no", consented_at=None)
    assert report(MARCH, at=now).words_of(Section.QUOTES) == []


def test_a_quote_without_a_name(year, quote, now):
    type(quote).objects.update(quoting="role")
    assert [(words.said_by, words.role) for words in report(MARCH, at=now).words_of(Section.QUOTES)] == [
        ("", "initiatiefnemer")
    ]


@pytest.mark.parametrize(("of", "small"), [(0, False), (1, True), (4, True), (5, False)])
def test_what_rests_on_few_is_small(of, small):
    assert Figure(Section.TIME, "x", "x", Decimal(3), of).is_small is small


def test_a_mean():
    assert [mean(7, 3), mean(0, 3), mean(5, 0)] == [Decimal("2.3"), 0, 0]


def test_it_says_how_old_it_is(client, guide, year):
    client.force_login(guide)
    page = body(client, ADDRESS)
    assert "van 1 januari 2026 tot en met 11 maart 2026" in page
    assert "Deze cijfers zijn geteld op 11 maart 2026, 10:00 uur." in page
    assert "GEHEIM-AFSPRAAK" not in page


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?first=2026-03-11&last=2026-03-10", "De laatste dag ligt niet voor de eerste."),
        ("?first=2016-03-11&last=2026-03-10", "Kies een periode van ten hoogste vijf jaar."),
        ("?first=morgen&last=2026-03-10", "Voer een geldige datum in."),
        ("?first=2026-03-01&last=2026-03-10&programme=99", "Selecteer een geldige keuze."),
    ],
)
def test_nonsense_is_said_and_this_year_shown(client, guide, query, message):
    client.force_login(guide)
    page = body(client, ADDRESS + query)
    assert (message in page, "van 1 januari 2026 tot en met 11 maart 2026" in page) == (True, True)


def test_the_queries_do_not_depend_on_the_rows(client, guide, year, one_more):
    client.force_login(guide)
    client.get(ADDRESS)
    counted = []
    for _round in range(2):
        one_more()
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 19
