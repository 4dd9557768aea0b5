"""What was sent, when it came in and what was promised: read from the first version, which never changes."""

from datetime import date

from django.utils.functional import Promise as LazyText

from accounts.models import User
from initiatives import sheet
from initiatives.enums import PromiseKind, Side
from initiatives.models import Initiative
from initiatives.queries.submit import town_names


def sent_rows(initiative: Initiative, person: User) -> list[tuple[LazyText, str]]:
    """(question, answer) as sent, in the language in force; unanswered questions are left out."""
    answers = {
        **initiative.versions.get(version=1).texts,
        "name": person.display_name,
        "email": person.email,
        "phone": person.phone,
        "under_sixteen": sheet.YES if initiative.under_sixteen else sheet.NO,
        "guardian_name": initiative.guardian_name,
    }
    return [(question, answer) for _name, question, answer in sheet.rows(answers, town_names()) if answer]


def sent_files(initiative: Initiative) -> list[str]:
    """The names of the files that came with it."""
    files = initiative.attachments.filter(added_at=initiative.submitted_at, message=None, side=Side.INITIATOR)
    return list(files.order_by("pk").values_list("name", flat=True))


def first_answer_due(initiative: Initiative) -> date:
    """Before which day the first answer was promised when the initiative was sent."""
    promise = initiative.promises.filter(kind=PromiseKind.FIRST_ANSWER).order_by("pk").first()
    if promise is None:
        raise LookupError(f"{initiative.number} was opened without the promise of a first answer")
    return promise.due_on
