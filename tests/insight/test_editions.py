"""From the live report to an edition everyone reads: chosen, approved by another, frozen."""

import re
from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.enums import Role
from accounts.models import User
from core.models import AuditEntry, OutgoingMail
from core.refusal import IllegalTransition, Refusal
from insight.actions.edition import (
    blank_withdrawn_quotes,
    choose_lines,
    discard_edition,
    offer_edition,
    publish_edition,
    return_edition,
    start_edition,
)
from insight.actions.personal_data import erase
from insight.lifecycle import TRANSITIONS
from insight.models import Edition, EditionLine
from insight.queries.edition import public_lessons, shown
from insight.records import Choice, NewEdition
from tests.house.source import ROOT
from tests.world import colleague

pytestmark = pytest.mark.usefixtures("town", "clock")
stay = import_module("insight.migrations.0002_published_editions_stay")
PERIOD = {"first": date(2026, 3, 1), "last": date(2026, 3, 11)}


@pytest.fixture
def editor(db) -> User:
    """Who composes editions and may not approve them."""
    return colleague("Edda Kuipers", Role.EDITOR)


@pytest.fixture
def keys(year, lesson, quote) -> frozenset[str]:
    """One line of every kind."""
    return frozenset(
        {"outcomes.independent", "sessions.advice", "time.municipality", f"lessons.{lesson.pk}"}
        | {f"quotes.{quote.pk}brought"}
    )


@pytest.fixture
def draft(editor, keys, lesson, now) -> Edition:
    """A draft in which the lesson was worded for everyone."""
    edition = start_edition(new=NewEdition(title="Voorjaar", **PERIOD), by=editor, at=now)
    choice = Choice(keys=keys, texts={f"lessons.{lesson.pk}": "Vraag eerst van wie de grond is."})
    return choose_lines(edition=edition, choice=choice, by=editor, at=now)


@pytest.fixture
def published(draft, editor, guide, now) -> Edition:
    """The same, on the website."""
    return publish_edition(edition=offer_edition(edition=draft, by=editor, at=now), by=guide, at=now)


def refused(message: str, action, **facts) -> None:
    with pytest.raises(Refusal) as refusal:
        action(**facts)
    assert str(refusal.value) == message


def test_the_drawing_shows_exactly_the_table():
    drawings = (ROOT / "docs/lifecycle.md").read_text(encoding="utf-8")
    drawing = drawings.partition("# The life of an edition")[2].partition("\n# ")[0]
    drawn = set(re.findall(r"^\s+(\w+) --> (\w+):", drawing, flags=re.MULTILINE))
    assert drawn == {(before.value, after.value) for before, all_after in TRANSITIONS.items() for after in all_after}


def test_the_chosen_lines_and_no_others_are_frozen(draft, quote, lesson):
    lines = draft.lines.order_by("position").values_list("section", "name", "value", "text", "said_by")
    assert list(lines) == [
        ("outcomes", "Loopt zelfstandig", Decimal(5), "", ""),
        ("sessions", "adviesgesprek", None, "", ""),
        ("time", "de gemeente", Decimal(4), "", ""),
        ("lessons", "", None, "Vraag eerst van wie de grond is.", ""),
        ("quotes", "", None, "Ik wist eindelijk wie ik kon bellen.", "Noor Velthuis"),
    ]


def test_the_words_of_a_quote_are_the_speakers(draft, editor, keys, quote, now):
    choice = Choice(keys=keys, texts={f"quotes.{quote.pk}brought": "Alles was geweldig."})
    choose_lines(edition=draft, choice=choice, by=editor, at=now)
    assert draft.lines.get(section="quotes").text == "Ik wist eindelijk wie ik kon bellen."


def test_numbers_that_rest_on_few_are_not_published(draft):
    said = {line.name: line.said for part in shown(draft).parts for line in part.lines}
    assert said == {"Loopt zelfstandig": "5", "adviesgesprek": "minder dan 5", "de gemeente": "4"}


def test_nothing_chosen_or_an_empty_text_is_refused(draft, editor, lesson, now):
    nothing = Choice(keys=frozenset({"lessons.999"}), texts={})
    refused("Kies ten minste één regel.", choose_lines, edition=draft, choice=nothing, by=editor, at=now)
    key = f"lessons.{lesson.pk}"
    empty = Choice(keys=frozenset({key}), texts={key: "  "})
    refused("Een gekozen regel heeft tekst nodig.", choose_lines, edition=draft, choice=empty, by=editor, at=now)
    assert draft.lines.count() == 5


def test_only_its_maker_changes_a_draft(draft, guide, now):
    words = "Alleen wie de editie samenstelt, verandert haar."
    choice = Choice(keys=frozenset(), texts={})
    refused(words, choose_lines, edition=draft, choice=choice, by=guide, at=now)
    refused(words, offer_edition, edition=draft, by=guide, at=now)


def test_an_edition_without_lines_is_not_offered(editor, now):
    edition = start_edition(new=NewEdition(title="Leeg", **PERIOD), by=editor, at=now)
    refused("Kies ten minste één regel.", offer_edition, edition=edition, by=editor, at=now)


def test_the_way_to_publication(draft, editor, guide, now):
    offer_edition(edition=draft, by=editor, at=now)
    refused("Deze editie is geen concept meer.", offer_edition, edition=draft, by=editor, at=now)
    refused("Schrijf op wat er anders moet.", return_edition, edition=draft, remark=" ", by=guide, at=now)
    returned = return_edition(edition=draft, remark="Haal de straat eruit.", by=guide, at=now)
    assert (returned.state, returned.remark) == ("draft", "Haal de straat eruit.")
    with pytest.raises(IllegalTransition):
        publish_edition(edition=draft, by=guide, at=now)
    offer_edition(edition=draft, by=editor, at=now)
    edition = publish_edition(edition=draft, by=guide, at=now)
    assert (edition.state, edition.slug, edition.approved_by, edition.line_count) == ("published", "2026-1", guide, 5)
    verbs = AuditEntry.objects.filter(subject_type="insight.edition").order_by("pk").values_list("verb", flat=True)
    moves = ["offered", "returned", "offered", "published"]
    assert list(verbs) == [f"edition.{move}" for move in ("started", "lines_chosen", *moves)]


def test_who_hears_what(draft, editor, guide, now):
    OutgoingMail.objects.all().delete()
    offer_edition(edition=draft, by=editor, at=now)
    return_edition(edition=draft, remark="Haal de straat eruit.", by=guide, at=now)
    offer_edition(edition=draft, by=editor, at=now)
    publish_edition(edition=draft, by=guide, at=now)
    mails = OutgoingMail.objects.order_by("pk").values_list("to", "subject")
    assert list(mails) == [
        (guide.email, "Een editie van het leerverslag wacht op goedkeuring: Voorjaar"),
        (editor.email, "Uw editie komt terug: Voorjaar"),
        (guide.email, "Een editie van het leerverslag wacht op goedkeuring: Voorjaar"),
        (editor.email, "Uw editie staat op de website: Voorjaar"),
    ]
    assert "> Haal de straat eruit." in OutgoingMail.objects.get(to=editor.email, subject__contains="terug").text


def test_nobody_approves_their_own(draft, editor, now):
    offer_edition(edition=draft, by=editor, at=now)
    words = "Wie een editie samenstelde, keurt haar niet zelf goed. Vraag een collega."
    refused(words, publish_edition, edition=draft, by=editor, at=now)
    with pytest.raises(IntegrityError, match="edition_approved_by_another"), transaction.atomic():
        Edition.objects.filter(pk=draft.pk).update(
            state="published", slug="2026-1", approved_by=editor, approved_at=now, line_count=5
        )


def test_numbers_follow_each_other(published, editor, guide, keys, now):
    second = start_edition(new=NewEdition(title="Nog een", **PERIOD), by=editor, at=now)
    choose_lines(edition=second, choice=Choice(keys=keys, texts={}), by=editor, at=now)
    offer_edition(edition=second, by=editor, at=now)
    assert publish_edition(edition=second, by=guide, at=now).slug == "2026-2"


CHANGES = {
    "its title": lambda edition, line: Edition.objects.filter(pk=edition.pk).update(title="Anders"),
    "its state": lambda edition, line: Edition.objects.filter(pk=edition.pk).update(
        state="draft", slug=None, approved_by=None, approved_at=None
    ),
    "the words of a line": lambda edition, line: EditionLine.objects.filter(pk=line.pk).update(text="Anders"),
    "a line as if blanked": lambda edition, line: EditionLine.objects.filter(pk=line.pk).update(
        text="", said_by="", name="Anders", blanked_at=edition.approved_at
    ),
    "to whom a line belongs": lambda edition, line: EditionLine.objects.filter(pk=line.pk).update(
        edition=Edition.objects.create(title="x", made_by=edition.made_by, made_at=edition.made_at, **PERIOD)
    ),
    "a line more": lambda edition, line: edition.lines.create(position=9, section="lessons", code="x", text="Stiekem."),
    "a line less": lambda edition, line: EditionLine.objects.filter(pk=line.pk)._raw_delete(EditionLine.objects.db),
    "no edition": lambda edition, line: Edition.objects.filter(pk=edition.pk)._raw_delete(Edition.objects.db),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_a_published_edition(published, change):
    line = published.lines.get(section="lessons")
    with pytest.raises(DatabaseError, match=stay.REFUSAL), transaction.atomic():
        CHANGES[change](published, line)
    assert (Edition.objects.get().title, published.lines.count()) == ("Voorjaar", 5)


def test_without_the_triggers_the_same_change_goes_through(published):
    stay.release(connection)
    Edition.objects.update(title="Anders")
    stay.protect(connection)
    assert Edition.objects.get().title == "Anders"


def test_a_quote_that_is_taken_back_is_gone_at_once_and_then_for_good(published, quote, now):
    type(quote).objects.update(quoting="no", consented_at=None)
    assert dict(shown(published).words)["quotes"][0].is_gone
    assert blank_withdrawn_quotes(at=now) == 1
    line = published.lines.get(section="quotes")
    assert (line.text, line.said_by, line.blanked_at) == ("", "", now)
    assert blank_withdrawn_quotes(at=now) == 0
    assert AuditEntry.objects.filter(verb="edition.line_blanked").count() == 1


def test_a_quote_of_which_the_words_changed_is_gone(published, quote):
    type(quote).objects.update(brought="Toch niet.")
    assert dict(shown(published).words)["quotes"][0].is_gone


def test_a_name_that_is_taken_back_is_gone(published, quote):
    assert dict(shown(published).words)["quotes"][0].said_by == "Noor Velthuis, initiatiefnemer"
    type(quote).objects.update(quoting="role")
    assert dict(shown(published).words)["quotes"][0].said_by == "initiatiefnemer"


def test_erasing_a_person_empties_what_quotes_or_names_them(published, initiator, now):
    erase(user=initiator, by=None, at=now)
    assert list(published.lines.exclude(blanked_at=None).values_list("section", "text")) == [("quotes", "")]


def test_a_published_lesson_that_names_somebody_is_emptied_with_them(draft, editor, guide, outsider, lesson, now):
    key = f"lessons.{lesson.pk}"
    named = Choice(keys=frozenset({key}), texts={key: "Otto Snel deed het voor."})
    choose_lines(edition=draft, choice=named, by=editor, at=now)
    publish_edition(edition=offer_edition(edition=draft, by=editor, at=now), by=guide, at=now)
    erase(user=outsider, by=None, at=now)
    assert [line.text for line in Edition.objects.get().lines.all()] == [""]
    assert list(public_lessons()) == []


def test_a_lesson_stands_once_among_the_lessons(published, editor, guide, keys, now):
    assert [line.text for line in public_lessons()] == ["Vraag eerst van wie de grond is."]
    second = start_edition(new=NewEdition(title="Nog een", **PERIOD), by=editor, at=now)
    choose_lines(edition=second, choice=Choice(keys=keys, texts={}), by=editor, at=now)
    offer_edition(edition=second, by=editor, at=now)
    publish_edition(edition=second, by=guide, at=now)
    assert [line.text for line in public_lessons()] == ["Vraag eerst wie de grond beheert."]


def test_whoever_made_a_draft_throws_it_away_and_nobody_else(client, draft, editor, guide, now):
    page = f"/werkplek/verslag/edities/{draft.pk}/weggooien/"
    refused("Alleen wie de editie samenstelt, verandert haar.", discard_edition, edition=draft, by=guide, at=now)
    client.force_login(guide)
    assert (client.get(page).status_code, Edition.objects.count()) == (405, 1)
    client.force_login(editor)
    assert client.post(page).headers["Location"] == "/werkplek/verslag/edities/"
    assert (Edition.objects.count(), EditionLine.objects.count()) == (0, 0)
    assert AuditEntry.objects.get(verb="edition.discarded").actor_id == editor.pk


def test_what_was_offered_or_published_is_not_thrown_away(client, draft, editor, guide, now):
    offered = offer_edition(edition=draft, by=editor, at=now)
    refused("Deze editie is geen concept meer.", discard_edition, edition=offered, by=editor, at=now)
    published = publish_edition(edition=offered, by=guide, at=now)
    refused("Deze editie is geen concept meer.", discard_edition, edition=published, by=editor, at=now)
    client.force_login(editor)
    page = f"/werkplek/verslag/edities/{published.pk}/"
    assert client.post(f"{page}weggooien/").headers["Location"] == page
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        published.delete()
