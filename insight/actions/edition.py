"""Editions of the learning report: made from the live report, approved by another, frozen."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Refusal
from insight import lifecycle, notices
from insight.enums import EditionState, Section
from insight.models import Edition, EditionLine
from insight.queries.edition import withdrawn_quotes
from insight.queries.report import Reach, report
from insight.records import Choice, NewEdition
from insight.report import Figure, Report, Words

FREE = frozenset({Section.LESSONS, Section.RULES})  # words the municipality wrote, and may word again


@transaction.atomic
def start_edition(*, new: NewEdition, by: User, at: datetime) -> Edition:
    """Begin a draft, still without lines."""
    edition = Edition.objects.create(
        title=new.title, first=new.first, last=new.last, programme=new.programme, made_by=by, made_at=at
    )
    audit.record(verb="edition.started", subject=edition, by=by, at=at)
    return edition


@transaction.atomic
def choose_lines(*, edition: Edition, choice: Choice, by: User, at: datetime) -> Edition:
    """Freeze the chosen lines as they are counted now, instead of those chosen before.

    The figures come from the database and never from the form. Raises Refusal for who did not make the draft, for an
    empty text, and when nothing is chosen.
    """
    edition = _own_draft(edition, by)
    found = report(Reach(edition.first, edition.last, edition.programme), at=at)
    lines = list(_lines(edition, found, choice))
    if not lines:
        raise Refusal(_("Kies ten minste één regel."))
    edition.lines.all().delete()
    EditionLine.objects.bulk_create(lines)
    edition.counted_at = at
    edition.save(update_fields=["counted_at"])
    audit.record(verb="edition.lines_chosen", subject=edition, by=by, at=at, after={"lines": len(lines)})
    return edition


@transaction.atomic
def offer_edition(*, edition: Edition, by: User, at: datetime) -> Edition:
    """Ask a second person to approve; whoever may, gets a mail."""
    edition = _own_draft(edition, by)
    if not edition.lines.exists():
        raise Refusal(_("Kies ten minste één regel."))
    _enter(edition, EditionState.OFFERED)
    edition.offered_at, edition.remark = at, ""
    edition.save(update_fields=["state", "offered_at", "remark"])
    audit.record(verb="edition.offered", subject=edition, by=by, at=at)
    outbox.enqueue(*notices.offered(edition), at=at)
    return edition


@transaction.atomic
def discard_edition(*, edition: Edition, by: User, at: datetime) -> None:
    """Throw a draft away, with the lines chosen so far. Raises Refusal for who did not make it, and once it was
    offered; of a published edition the database itself refuses it.
    """
    edition = _own_draft(edition, by)
    audit.record(verb="edition.discarded", subject=edition, by=by, at=at, before={"lines": edition.lines.count()})
    edition.delete()


@transaction.atomic
def return_edition(*, edition: Edition, remark: str, by: User, at: datetime) -> Edition:
    """Give it back to its maker, with the reason."""
    edition = _locked(edition)
    if not remark.strip():
        raise Refusal(_("Schrijf op wat er anders moet."), field="remark")
    _enter(edition, EditionState.DRAFT)
    edition.remark = remark.strip()
    edition.save(update_fields=["state", "remark"])
    audit.record(verb="edition.returned", subject=edition, by=by, at=at)
    outbox.enqueue(notices.returned(edition), at=at)
    return edition


@transaction.atomic
def publish_edition(*, edition: Edition, by: User, at: datetime) -> Edition:
    """Approve and freeze it for everyone, under the next number of the year. Raises Refusal for its own maker.

    All editions are locked first, so that no number is given twice.
    """
    list(Edition.objects.select_for_update().order_by("pk").values_list("pk"))
    edition = _locked(edition)
    if edition.made_by == by:
        raise Refusal(_("Wie een editie samenstelde, keurt haar niet zelf goed. Vraag een collega."))
    _enter(edition, EditionState.PUBLISHED)
    year = localdate(at).year
    edition.slug = f"{year}-{Edition.objects.filter(slug__startswith=f'{year}-').count() + 1}"
    edition.approved_by, edition.approved_at = by, at
    edition.line_count = edition.lines.count()
    edition.save(update_fields=["state", "slug", "approved_by", "approved_at", "line_count"])
    audit.record(verb="edition.published", subject=edition, by=by, at=at, after={"number": edition.slug})
    outbox.enqueue(notices.published(edition), at=at)
    return edition


@transaction.atomic
def blank_line(*, line: EditionLine, by: User | None, at: datetime) -> None:
    """Take the words out of a line, also of a published edition; that there was a line stays to be seen."""
    line.text, line.said_by, line.blanked_at = "", "", at
    line.save(update_fields=["text", "said_by", "blanked_at"])
    audit.record(verb="edition.line_blanked", subject=line, by=by, at=at, after={"edition": line.edition_id})


def blank_withdrawn_quotes(*, at: datetime) -> int:
    """Take out every quote whose speaker no longer lets it be read; returns how many."""
    lines = withdrawn_quotes()
    for line in lines:
        blank_line(line=line, by=None, at=at)
    return len(lines)


def _locked(edition: Edition) -> Edition:
    return Edition.objects.select_for_update(of=["self"]).select_related("made_by", "programme").get(pk=edition.pk)


def _own_draft(edition: Edition, by: User) -> Edition:
    edition = _locked(edition)
    if edition.made_by != by:
        raise Refusal(_("Alleen wie de editie samenstelt, verandert haar."))
    if edition.state != EditionState.DRAFT:
        raise Refusal(_("Deze editie is geen concept meer."))
    return edition


def _enter(edition: Edition, state: EditionState) -> None:
    lifecycle.require(edition.state, state)
    edition.state = state


def _lines(edition: Edition, found: Report, choice: Choice) -> Iterator[EditionLine]:
    chosen = [line for line in found.lines if line.key in choice.keys]
    for position, line in enumerate(chosen):
        made = _figure(line) if isinstance(line, Figure) else _words(line, choice)
        made.edition, made.position = edition, position
        yield made


def _figure(figure: Figure) -> EditionLine:
    value = None if figure.is_small else figure.value
    return EditionLine(section=figure.section, code=figure.code, name=figure.name, value=value, unit=figure.unit)


def _words(words: Words, choice: Choice) -> EditionLine:
    text = choice.texts.get(words.key, words.text).strip() if words.section in FREE else words.text
    if not text:
        raise Refusal(_("Een gekozen regel heeft tekst nodig."), field=f"text-{words.key}")
    return EditionLine(
        section=words.section,
        code=f"{words.source}{words.part}",
        text=text,
        about=words.about,
        said_by=words.said_by,
        role=words.role,
        source=words.source,
        part=words.part,
    )
