"""A draft becomes an initiative: once, whatever is clicked twice, sent again or lost on the way."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.actions.account import introduce
from accounts.actions.arrival import admit
from accounts.models import User
from core import outbox
from core.refusal import Refusal
from initiatives import notices_submit as notices
from initiatives.actions import attachment, code, creation
from initiatives.actions.draft import KEPT_FOR
from initiatives.enums import Origin
from initiatives.intake import Intake, Sender
from initiatives.models import Draft, Initiative
from initiatives.queries.receipt import first_answer_due, sent_files, sent_rows


class ChangedMeanwhile(Refusal):
    """The draft holds other words than the ones that were checked."""


@transaction.atomic
def send(*, draft: Draft, intake: Intake, sender: Sender, seen: int, at: datetime) -> Initiative:
    """Make the initiative of a draft whose sender is logged in with the address of `sender`.

    The draft is locked before it is read, so that all sends of it give the same initiative and one receipt. `seen`
    is the version of the draft that `intake` was made from. Raises ChangedMeanwhile.
    """
    return _send(_locked(draft), intake=intake, sender=sender, seen=seen, at=at)


def send_with_code(
    *, draft: Draft, intake: Intake | None, sender: Sender | None, digits: str, seen: int, at: datetime
) -> Initiative:
    """As `send`, for somebody who proves the address with the mailed code. A wrong code counts as an attempt.

    `intake` and `sender` may be None when the draft was sent already. Raises CodeRefused, ChangedMeanwhile.
    """
    with transaction.atomic():
        draft = _locked(draft)
        problem = code.problem_with(draft, digits, at)
        if problem is None and (draft.initiative or (intake and sender and sender.email == draft.email)):
            return _send(draft, intake=intake, sender=sender, seen=seen, at=at)
        draft.code_attempts += 1
        draft.save(update_fields=["code_attempts"])
    raise problem or ChangedMeanwhile(_("Uw e-mailadres is veranderd. Vraag een nieuwe code."))


def _locked(draft: Draft) -> Draft:
    # No select_related: PostgreSQL would join the initiative this row pointed to before it waited for the lock.
    return Draft.objects.select_for_update().get(pk=draft.pk)


def _send(draft: Draft, *, intake: Intake | None, sender: Sender | None, seen: int, at: datetime) -> Initiative:
    if draft.initiative:
        return draft.initiative
    if intake is None or sender is None or draft.version != seen:
        raise ChangedMeanwhile(_("Uw concept is intussen veranderd. Controleer het nog een keer."))
    user, _made = admit(email=sender.email, language=sender.language, at=at)
    user = introduce(user=user, display_name=sender.name, phone=sender.phone, at=at)
    initiative = creation.open_case(intake=intake, origin=Origin.PORTAL, initiator=user, by=user, at=at)
    attachment.take_over(draft, initiative, by=user, at=at)
    draft.initiative, draft.user, draft.answers = initiative, user, {}
    draft.saved_at, draft.delete_on = at, localdate(at + KEPT_FOR)
    draft.save()
    outbox.enqueue(_receipt(initiative, user), at=at)
    return initiative


def _receipt(initiative: Initiative, person: User) -> outbox.Message:
    with override(person.language):
        rows = [(str(question), answer) for question, answer in sent_rows(initiative, person)]
    return notices.receipt(
        initiative,
        person=person,
        rows=rows,
        files=sent_files(initiative),
        first_answer_due=first_answer_due(initiative),
    )
