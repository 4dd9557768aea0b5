"""An application that is being written: begun from an initiative, saved by parts, moved to another pot, thrown away.

A draft is nothing official yet: it is not told to the audit, and nobody inside reads it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import files
from core.refusal import Conflict, Refusal
from initiatives.models import Initiative
from stimulus_fund.budget import Line
from stimulus_fund.enums import State
from stimulus_fund.models import Application, ApplicationFile, BudgetLine, RequiredFile, Scheme
from stimulus_fund.queries.own import own_initiatives, part_mark, snapshot
from stimulus_fund.queries.schemes import ruleset_on
from stimulus_fund.queries.term import asked_parts
from stimulus_fund.questions import Part

MOST_FILES = 30
OTHERS_FIRST = _(
    "Iemand anders heeft dit intussen veranderd. Uw tekst staat hieronder. Bewaar opnieuw als die moet gelden."
)
KEPT = ("kind", "file", "thumbnail", "name", "content_type", "size", "width", "height")


class NotOpen(Refusal):
    """The scheme takes no applications now."""

    field = "scheme"


class AlreadySent(Refusal):
    """The application was sent: what was sent does not change."""


class TooManyFiles(Refusal):
    """There are as many files as one application may have."""

    field = "uploads"


@transaction.atomic
def begin(*, initiative: Initiative, scheme: Scheme, by: User, at: datetime) -> Application:
    """Begin an application for an initiative, or go on with the draft there is. Raises NotOpen, Refusal."""
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if not own_initiatives(by).filter(pk=initiative.pk).exists():
        raise Refusal(_("Voor dit initiatief kunt u geen geld aanvragen."), field="initiative")
    require_open(scheme, at)
    draft = initiative.applications.filter(scheme=scheme, state=State.DRAFT).first()
    if draft:
        return draft
    return Application.objects.create(
        initiative=initiative,
        scheme=scheme,
        started_by=by,
        started_at=at,
        changed_at=at,
        activities=initiative.summary,
        cooperation=initiative.with_whom,
    )


def require_open(scheme: Scheme, at: datetime) -> None:
    """Raise NotOpen when the scheme takes no applications at this moment."""
    rules = ruleset_on(scheme, localdate(at))
    if rules is None or not rules.is_open(localdate(at)):
        raise NotOpen(_("Bij %(scheme)s kunt u nu niet aanvragen.") % {"scheme": scheme.name})


def lock(application: Application, part: Part | None = None) -> Application:
    """The draft, or what was sent but of which this part is asked for again; locked until the transaction ends.

    Raises AlreadySent.
    """
    fresh = Application.objects.select_for_update().get(pk=application.pk)
    if fresh.state != State.DRAFT and part not in asked_parts(fresh):
        raise AlreadySent(_("Deze aanvraag is al verstuurd."))
    return fresh


@transaction.atomic
def keep(
    *, application: Application, part: Part, answers: Mapping[str, Any], seen: str, browser: str = "", at: datetime
) -> Application:
    """Save these answers of a part. `seen` is the mark of what the page showed, `browser` that of who saves.

    Raises Conflict when another browser saved other words meanwhile, AlreadySent.
    """
    application = lock(application, part)
    _refuse_overwriting(application, part, answers, seen=seen, browser=browser)
    _put(application, answers, browser=browser, at=at)
    return application


@transaction.atomic
def keep_budget(
    *,
    application: Application,
    lines: Iterable[Line],
    answers: Mapping[str, Any],
    seen: str,
    browser: str = "",
    at: datetime,
) -> Application:
    """Save the budget in whole, its lines in the order they were typed. Raises Conflict, AlreadySent."""
    application = lock(application, Part.BUDGET)
    _refuse_overwriting(application, Part.BUDGET, answers, seen=seen, browser=browser)
    application.budget_lines.all().delete()
    BudgetLine.objects.bulk_create(
        BudgetLine(
            application=application,
            side=line.side,
            kind=line.kind,
            name=line.name,
            cents=line.cents,
            hours=line.hours,
            rate_cents=line.rate_cents,
            is_certain=line.is_certain,
        )
        for line in lines
    )
    _put(application, answers, browser=browser, at=at)
    return application


def _refuse_overwriting(
    application: Application, part: Part, answers: Mapping[str, Any], *, seen: str, browser: str
) -> None:
    now = part_mark(application, part)
    if not seen or seen == now or (browser and browser == application.saved_from):
        return
    stands = snapshot(application, part)
    theirs = {name: stands[name] for name, value in answers.items() if stands[name] != _plain(value)}
    if theirs or part == Part.BUDGET:
        raise Conflict(
            OTHERS_FIRST,
            theirs={"version": now, **theirs},
        )


def _plain(value: Any) -> Any:
    return getattr(value, "pk", value)


def _put(application: Application, answers: Mapping[str, Any], *, browser: str = "", at: datetime) -> None:
    for name, value in answers.items():
        setattr(application, name, value)
    application.changed_at, application.saved_from = at, browser
    application.save(update_fields=[*answers, "changed_at", "saved_from"])


@transaction.atomic
def move(*, application: Application, scheme: Scheme, at: datetime) -> Application:
    """Take a draft to another scheme with everything that was typed; documents the old rules asked for stay as others.

    Raises NotOpen, AlreadySent, and Refusal when the initiative has a draft there already.
    """
    application = lock(application)
    require_open(scheme, at)
    drafts = Application.objects.filter(initiative=application.initiative_id, scheme=scheme, state=State.DRAFT)
    if drafts.exclude(pk=application.pk).exists():
        raise Refusal(_("Voor %(scheme)s heeft u al een concept.") % {"scheme": scheme.name}, field="scheme")
    application.scheme = scheme
    application.changed_at = at
    application.save(update_fields=["scheme", "changed_at"])
    application.files.update(required=None)
    return application


@transaction.atomic
def discard(*, application: Application) -> None:
    """Throw a draft away with its files. Raises AlreadySent."""
    application = lock(application)
    for file in application.files.all():
        delete_on_disk(file)
    application.delete()


@transaction.atomic
def add_file(
    *, application: Application, upload: files.Upload, required: RequiredFile | None, by: User, at: datetime
) -> ApplicationFile:
    """Keep a document or photo with a draft. Raises TooManyFiles, AlreadySent."""
    application = lock(application, Part.EVIDENCE)
    if application.files.count() >= MOST_FILES:
        raise TooManyFiles(_("Er zijn al 30 bestanden. Haal er eerst een weg."))
    stored = files.store(upload)
    facts = {name: getattr(stored, name) for name in KEPT}
    _put(application, {}, at=at)
    return application.files.create(required=required, added_by=by, added_at=at, **facts)


@transaction.atomic
def remove_file(*, application: Application, pk: int, at: datetime) -> None:
    """Take a file away that was not sent yet; one that is gone already is no mistake. Raises AlreadySent."""
    application = lock(application, Part.EVIDENCE)
    file = application.files.filter(pk=pk).first()
    if file and application.complete_at and file.added_at <= application.complete_at:
        raise AlreadySent(_("Dit bestand hoort bij wat u eerder stuurde. Voeg het goede bestand erbij."))
    if file:
        delete_on_disk(file)
        file.delete()
        _put(application, {}, at=at)


def delete_on_disk(file: ApplicationFile) -> None:
    """Delete the file and its small version, once it is certain that the transaction stands."""
    for kept in (file.file, file.thumbnail):
        if kept.name:
            transaction.on_commit(partial(kept.storage.delete, kept.name))
