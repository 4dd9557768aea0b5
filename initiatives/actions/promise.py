"""Promises with a date, from the municipality to the initiator."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, outbox
from core.refusal import Refusal
from initiatives import notices
from initiatives.actions import case
from initiatives.actions.ownership import require_owner
from initiatives.enums import Audience, Party, PromiseKind
from initiatives.models import Initiative, Promise


@transaction.atomic
def make_promise(
    *, initiative: Initiative, text: str, due_on: date, by: User, at: datetime, tell: bool = True
) -> Promise:
    """Promise the initiator a next step before a date. Raises Refusal without a text or with a past date."""
    initiative = case.lock(initiative)
    require_owner(initiative)
    if not text.strip():
        raise Refusal(_("Schrijf op wat de gemeente doet."), field="text")
    if due_on <= localdate(at):
        raise Refusal(_("Kies een datum na vandaag."), field="due_on")
    promise = initiative.promises.create(
        kind=PromiseKind.NEXT_STEP, party=Party.MUNICIPALITY, text=text.strip(), made_at=at, made_by=by, due_on=due_on
    )
    case.story(
        initiative,
        event="promised",
        audience=Audience.INITIATOR,
        at=at,
        by=by,
        text=promise.text,
        due_on=due_on.isoformat(),
    )
    case.save(initiative, at=at)
    audit.record(verb="promise.made", subject=promise, by=by, at=at, after={"due_on": due_on.isoformat()})
    if tell:
        outbox.enqueue(*notices.promised(initiative, promise), at=at)
    return promise


@transaction.atomic
def keep_promise(*, promise: Promise, by: User, at: datetime) -> Promise:
    """Mark a promised step as done. Raises Refusal when it is no longer open or is kept by something else."""
    initiative = case.lock(promise.initiative)
    case.move_promises(case.open_promises(initiative).filter(pk=promise.pk), initiative, at=at)
    promise = _lock_open(promise)
    if promise.kind != PromiseKind.NEXT_STEP:
        raise Refusal(_("Deze belofte wordt vanzelf nagekomen door het antwoord of de positie."))
    promise.kept_on = localdate(at)
    promise.save(update_fields=["kept_on"])
    case.story(initiative, event="promise_kept", audience=Audience.INITIATOR, at=at, by=by, text=promise.text)
    case.save(initiative, at=at)
    audit.record(verb="promise.kept", subject=promise, by=by, at=at)
    outbox.enqueue(*notices.promise_kept(initiative, promise), at=at)
    return promise


@transaction.atomic
def withdraw_promise(*, promise: Promise, reason: str, by: User, at: datetime, tell: bool = True) -> Promise:
    """Withdraw a promise with a reason, which the initiator reads. Raises Refusal without one."""
    initiative = case.lock(promise.initiative)
    promise = _lock_open(promise)
    if not reason.strip():
        raise Refusal(_("Zeg waarom de belofte vervalt."), field="reason")
    promise.withdrawn_on, promise.withdrawn_reason = localdate(at), reason.strip()
    promise.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    what = promise.text or str(promise.get_kind_display())
    case.story(
        initiative,
        event="promise_withdrawn",
        audience=Audience.INITIATOR,
        at=at,
        by=by,
        text=what,
        reason=promise.withdrawn_reason,
    )
    case.save(initiative, at=at)
    audit.record(verb="promise.withdrawn", subject=promise, by=by, at=at)
    if tell:
        outbox.enqueue(*notices.promise_withdrawn(initiative, promise), at=at)
    return promise


def _lock_open(promise: Promise) -> Promise:
    promise = Promise.objects.select_for_update().get(pk=promise.pk)
    if not promise.is_open:
        raise Refusal(_("Deze belofte is al nagekomen of vervallen."))
    return promise
