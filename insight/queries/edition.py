"""Editions as their makers and as everyone read them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import RoleGrant, User
from core.roles import role_table
from insight.enums import EditionState, Section, Unit
from insight.models import Edition, EditionLine
from insight.permissions import Permission
from insight.report_shown import Line, Part, part
from teams.enums import Quoting
from teams.models import ClosingAnswer


@dataclass(frozen=True)
class Sentence:
    """A lesson, rule or quote of an edition; `is_gone` when its words were taken out."""

    text: str
    about: str
    said_by: str
    is_gone: bool


@dataclass(frozen=True)
class Shown:
    """An edition as everyone reads it: parts with figures, then parts with sentences."""

    edition: Edition
    parts: Sequence[Part]
    words: Sequence[tuple[Section, Sequence[Sentence]]]


def visible_editions(user: User) -> QuerySet[Edition]:
    """Editions this civil servant may open: all, for whoever makes or approves them."""
    if user.has_perm(Permission.EDIT_EDITIONS) or user.has_perm(Permission.APPROVE_EDITIONS):
        return Edition.objects.select_related("made_by", "approved_by", "programme").order_by("-pk")
    return Edition.objects.none()


def approvers(besides: User) -> QuerySet[User]:
    """Everybody who may approve an edition of this maker."""
    roles = [role for role, words in role_table().items() if Permission.APPROVE_EDITIONS in words]
    may = RoleGrant.objects.filter(user=OuterRef("pk"), withdrawn_at=None, role__in=roles)
    return User.objects.filter(Exists(may), is_active=True).exclude(pk=besides.pk).order_by("pk")


def shown(edition: Edition) -> Shown:
    """What everyone reads of an edition. Two queries."""
    lines = list(edition.lines.order_by("position"))
    allowed = consents(lines)
    figures = [section for section in Section if section not in Section.of_words()]
    sentences = [section for section in Section if section in Section.of_words()]
    return Shown(
        edition=edition,
        parts=[part(section, found) for section in figures if (found := _figures(lines, section))],
        words=[(section, said) for section in sentences if (said := _sentences(lines, section, allowed))],
    )


def consents(lines: Iterable[EditionLine]) -> dict[int, ClosingAnswer]:
    """The answers of which the speakers let these quotes be read now. One query."""
    wanted = [line.source for line in lines if line.section == Section.QUOTES and line.source]
    return {answer.pk: answer for answer in ClosingAnswer.objects.quotable().filter(pk__in=wanted)}


def withdrawn_quotes() -> list[EditionLine]:
    """Quotes that still hold words although their speaker no longer lets them be read."""
    lines = list(EditionLine.objects.filter(section=Section.QUOTES, blanked_at=None).order_by("pk"))
    allowed = consents(lines)
    return [line for line in lines if not _may_be_read(line, allowed)]


def public_lessons() -> QuerySet[EditionLine]:
    """The lessons of published editions, the newest first; of one that stands in several editions the last."""
    published = EditionLine.objects.filter(section=Section.LESSONS, edition__state=EditionState.PUBLISHED)
    again = published.filter(source=OuterRef("source"), pk__gt=OuterRef("pk"))
    fresh = published.filter(~Exists(again), blanked_at=None)
    return fresh.select_related("edition").order_by("-edition__approved_at", "position", "pk")


def _figures(lines: Iterable[EditionLine], section: Section) -> list[Line]:
    return [Line(line.name, line.value, Unit(line.unit)) for line in lines if line.section == section]


def _sentences(lines: Iterable[EditionLine], section: Section, allowed: dict[int, ClosingAnswer]) -> list[Sentence]:
    return [_sentence(line, allowed) for line in lines if line.section == section]


def _sentence(line: EditionLine, allowed: dict[int, ClosingAnswer]) -> Sentence:
    if line.blanked_at or not _may_be_read(line, allowed):
        return Sentence("", "", "", is_gone=True)
    named = line.section == Section.QUOTES and allowed[line.source or 0].quoting == Quoting.NAME
    said_by = ", ".join(filter(None, [line.said_by if named else "", line.role]))
    return Sentence(line.text, line.get_about_display() if line.about else "", said_by, is_gone=False)


def _may_be_read(line: EditionLine, allowed: dict[int, ClosingAnswer]) -> bool:
    """True for what is no quote, and for a quote whose speaker still says exactly this and lets it be read."""
    if line.section != Section.QUOTES:
        return True
    answer = allowed.get(line.source or 0)
    return answer is not None and line.part in {"brought", "needed"} and getattr(answer, line.part) == line.text
